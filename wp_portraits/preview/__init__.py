"""The portraits in a browser: pages on this machine alone, which show themselves anew when something changes."""
