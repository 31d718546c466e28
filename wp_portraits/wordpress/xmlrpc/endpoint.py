"""Where a site's XML-RPC server is: at its usual place, else where the site says."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wp_portraits.errors import NotFound, Redirected, SiteError
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.session import Session

_TAG: Final = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_RSD: Final = re.compile(r"""\brel\s*=\s*["']?EditURI\b""", re.IGNORECASE)
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_LOOKED_AT: Final = 200_000
"""Bytes of a page in which its links are looked for: they stand in its head."""

_SEARCHED: Final = (NotFound, Redirected)
"""What the usual place may answer where the server is elsewhere. Anything else is an answer: searching would not
help."""


def usual_endpoint(home: str) -> str:
    """Where the server is on most sites."""
    return f"{home}/xmlrpc.php"


def find_endpoint(session: Session, home: str, problem: SiteError) -> str:
    """Look for the server's address after the usual place has answered with ``problem``.

    The home page names a document of Really Simple Discovery (https://cyber.harvard.edu/blogs/gems/tech/rsd.html), and
    that one the server. Raises ``problem`` when there is nothing new to be learnt, or any SiteError of the reading.
    """
    if not isinstance(problem, _SEARCHED):
        raise problem
    page = session.send("GET", f"{home}/")
    document = _link(page)
    found = _api_link(session.send("GET", document)) if document else None
    if found is None or found == usual_endpoint(home):
        raise problem
    session.log(f"The XML-RPC server is at {found}.")
    return found


def _link(page: Answer) -> str | None:
    """The address of the page's RSD document."""
    text = page.body[:_LOOKED_AT].decode("utf-8", "replace")
    for tag in _TAG.findall(text):
        href = _HREF.search(tag)
        if _RSD.search(tag) and href:
            return urljoin(page.url, unescape(next(part for part in href.groups() if part is not None)))
    return None


def _api_link(answer: Answer) -> str | None:
    """The server's address in an RSD document, None when it names none for WordPress."""
    try:
        root: Element = fromstring(answer.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    apis = [tag for tag in root.iter() if tag.tag.rpartition("}")[2] == "api"]
    named = next((tag for tag in apis if tag.get("name") == "WordPress"), None)
    link = named.get("apiLink", "").strip() if named is not None else ""
    return urljoin(answer.url, link) if link else None
