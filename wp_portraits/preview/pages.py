"""The pages of the preview: the list of the drafts, and each portrait with what is found in its draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from urllib.parse import quote

from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.errors import Failure
from wp_portraits.preview.board import Document

_HERE = files("wp_portraits.preview")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as it is shown: its path, its key, the post's title, language and content, and what is found in it.

    ``content`` None: errors stand in the way of the post; ``title`` is then the file's name.
    """

    path: str
    key: str
    title: str
    lang: str
    content: str | None
    findings: tuple[Diagnostic, ...] = ()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"/portraits/{quote(self.key)}/"


def documents_of(sheets: Sequence[Sheet], others: Sequence[Diagnostic], failure: Failure | None) -> dict[str, Document]:
    """Every document by its address. ``others`` are findings of files that are no drafts; ``failure`` is what kept the
    portraits from being read or rendered this time."""
    pages = {
        "/": _page("Portraits", "en", _index(sheets, others, failure)),
        **{sheet.address: _page(sheet.title, sheet.lang, _portrait(sheet, failure)) for sheet in sheets},
    }
    kinds = {"style.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8"}
    return {
        **{address: Document(page.encode()) for address, page in pages.items()},
        **{f"/{name}": Document((_HERE / name).read_bytes(), kind) for name, kind in kinds.items()},
    }


def missing_page() -> Document:
    """What stands where nothing is; it, too, looks for changes, for a draft may come back."""
    inner = '<p class="tool">There is nothing here (yet). <a href="/">All portraits</a></p>'
    return Document(_page("Nothing here", "en", inner).encode(), status=404)


def _page(title: str, lang: str, inner: str) -> str:
    return f"""<!doctype html>
<html lang="{escape(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script src="/live.js" defer></script>
</head>
<body>
{inner}
</body>
</html>
"""


def _index(sheets: Iterable[Sheet], others: Iterable[Diagnostic], failure: Failure | None) -> str:
    rows = "".join(
        f'<li><a href="{escape(sheet.address)}">{escape(sheet.title)}</a> <code>{escape(sheet.path)}</code>'
        f"{_findings(sheet.findings)}</li>\n"
        for sheet in sheets
    )
    return f'<main class="tool"><h1>Portraits</h1>\n{_told(failure)}{_findings(others)}<ul>\n{rows}</ul></main>'


def _portrait(sheet: Sheet, failure: Failure | None) -> str:
    way = f'<nav class="tool"><a href="/">All portraits</a> <code>{escape(sheet.path)}</code></nav>'
    told = f'<aside class="tool">{_told(failure)}{_findings(sheet.findings)}</aside>'
    if sheet.content is None:
        return f'{way}\n{told}\n<p class="tool">Errors stand in the way of this post.</p>'
    return f"{way}\n{told}\n<article>\n<h1>{escape(sheet.title)}</h1>\n{sheet.content}\n</article>"


def _told(failure: Failure | None) -> str:
    if failure is None:
        return ""
    hint = f"<br>{escape(failure.hint)}" if failure.hint else ""
    return f'<p class="error">{escape(failure.message)}{hint}</p>\n'


def _findings(findings: Iterable[Diagnostic]) -> str:
    rows = "".join(_finding(each) for each in findings)
    return f'\n<ul class="findings">{rows}</ul>' if rows else ""


def _finding(found: Diagnostic) -> str:
    hint = f"<br>{escape(found.hint)}" if found.hint else ""
    place = f"{found.span.path}:{found.span.line}:{found.span.column}"
    return (
        f'<li class="{found.severity}"><code>{escape(place)}</code> {found.severity} {escape(found.code)}: '
        f"{escape(found.message)}{hint}</li>"
    )
