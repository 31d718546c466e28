"""Publish a series of interview portraits to WordPress from a folder of Markdown drafts."""

__version__ = "0.1.0"
