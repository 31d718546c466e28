"""Portrait → post HTML: Markdown, templates, canonical block markup, and the identity a post carries."""
