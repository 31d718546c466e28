"""Where a draft's links and pictures lead on the site."""

from __future__ import annotations

from wp_portraits.drafts.paths import workspace_path
from wp_portraits.render.addresses import picture_address, safe_address
from wp_portraits.render.page import Page, ShownPicture


class Places:
    """Resolves the references of one draft (``path`` inside the workspace) for one page."""

    def __init__(self, page: Page, path: str) -> None:
        self._page = page
        self._path = path

    def link(self, url: str) -> str:
        """The address a link leads to; ``""`` when it must not be a link (an unsafe scheme, a draft that is not online)."""
        path = workspace_path(self._path, url)
        if path is None or not path.lower().endswith(".md"):
            return safe_address(url)
        permalink = self._page.permalinks.get(path)
        if permalink is None:
            return ""
        _, mark, fragment = url.partition("#")
        return safe_address(permalink + mark + fragment)

    def picture(self, url: str) -> ShownPicture | None:
        """The picture a reference shows; None when the page has none to show."""
        path = workspace_path(self._path, url)
        if path is not None:
            return self.shown(path)
        address = picture_address(url)
        return ShownPicture(address) if address else None

    def shown(self, path: str) -> ShownPicture | None:
        """The picture at a path inside the workspace, its address made safe."""
        picture = self._page.pictures.get(path)
        if picture is None:
            return None
        url = safe_address(picture.url)
        return ShownPicture(url, picture.id, picture.width, picture.height) if url else None

    def attribute(self, _tag: str, attribute: str, value: str) -> str | None:
        """The value of an attribute of raw HTML, its references resolved; None drops the attribute."""
        if attribute == "href":
            return self.link(value) or None
        if attribute in ("src", "poster"):
            picture = self.picture(value)
            return picture.url if picture else None
        return (safe_address(value) or None) if attribute == "cite" else value
