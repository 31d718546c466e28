"""Portrait → post HTML: Markdown, templates, canonical block markup, and the identity a post carries."""

from wp_portraits.render.identity import MARKER, Identity, read_identity, with_identity, without_rev
from wp_portraits.render.page import MARKUPS, MarkupName, Page, RelatedLink, ShownPicture
from wp_portraits.render.references import linked_drafts, shown_pictures, without_settled_texts
from wp_portraits.render.renderer import Renderer
from wp_portraits.render.texts import Texts, packed, texts_of, unpacked

__all__ = [
    "MARKER",
    "MARKUPS",
    "Identity",
    "MarkupName",
    "Page",
    "RelatedLink",
    "Renderer",
    "ShownPicture",
    "Texts",
    "linked_drafts",
    "packed",
    "read_identity",
    "shown_pictures",
    "texts_of",
    "unpacked",
    "with_identity",
    "without_rev",
    "without_settled_texts",
]
