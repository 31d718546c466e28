"""Portrait → post HTML: Markdown, templates, canonical block markup, and the identity a post carries."""

from wp_portraits.render.identity import MARKER, Identity, read_identity, with_identity, without_rev
from wp_portraits.render.page import Page, RelatedLink, ShownPicture
from wp_portraits.render.renderer import Renderer

__all__ = [
    "MARKER",
    "Identity",
    "Page",
    "RelatedLink",
    "Renderer",
    "ShownPicture",
    "read_identity",
    "with_identity",
    "without_rev",
]
