"""Text → draft: front matter and Markdown, each with the place it stands at."""
