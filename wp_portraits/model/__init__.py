"""The frozen dataclasses every room shares: portrait, series, post, comment, Markdown events, pictures."""
