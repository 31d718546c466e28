"""The portraits in a browser: pages on this machine alone, which show themselves anew when something changes."""

from wp_portraits.preview.board import Board, Document
from wp_portraits.preview.pages import Sheet, documents_of, missing_page
from wp_portraits.preview.server import PreviewServer
from wp_portraits.preview.watching import changes

__all__ = ["Board", "Document", "PreviewServer", "Sheet", "changes", "documents_of", "missing_page"]
