"""WordPress's REST API."""
