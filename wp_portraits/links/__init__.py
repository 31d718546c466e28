"""Asks whether addresses of the web still lead somewhere, and sends nothing to machines that are not public."""
