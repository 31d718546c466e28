"""What a fault of WordPress's XML-RPC server means.

Its texts are in the site's language, so they are shown but never read. Codes: wp-includes/class-wp-xmlrpc-server.php
(HTTP's, loosely used), wp-includes/IXR/class-IXR-server.php (those below zero, of the specification's extension
"faults interop").
"""

from __future__ import annotations

from html import unescape
from typing import Any, Final
from xmlrpc import client as xmlrpc

from wp_portraits.errors import (
    CredentialsRefused,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    RequestRefused,
    SiteError,
)
from wp_portraits.wordpress.addresses import printable
from wp_portraits.wordpress.answer import plain
from wp_portraits.wordpress.refusals import NEEDS_ANOTHER_ROLE

WRONG_PASSWORD: Final = 403
"""Also "comments are closed", "invalid term", …: see :meth:`~wp_portraits.wordpress.xmlrpc.client.Client.call`."""

SWITCHED_OFF: Final = 405
UNKNOWN_METHOD: Final = -32601

_MEANINGS: Final[dict[int, tuple[type[SiteError], str, str]]] = {
    401: (PermissionRefused, "The site does not permit this", NEEDS_ANOTHER_ROLE),
    404: (NotFound, "The site does not have this", "It may have been deleted on the site."),
    SWITCHED_OFF: (
        PermissionRefused,
        "XML-RPC is switched off on the site",
        "A plugin does that: allow XML-RPC in its settings, or use --transport rest.",
    ),
    UNKNOWN_METHOD: (
        PermissionRefused,
        "The site does not offer this over XML-RPC",
        "A security plugin may have removed it: allow it there, or use --transport rest.",
    ),
    -32700: (
        RequestRefused,
        "The site could not read what was sent",
        "A firewall may have changed it on its way, or it is larger than the host lets through.",
    ),
}
_OTHERWISE: Final = (
    RequestRefused,
    "The site does not accept the request",
    "If its words do not say why, look at the site's PHP error log.",
)
_REFUSED_COMMENT: Final = (PermissionRefused, "The site does not permit this", "")

_ABOUT_COMMENTS: Final = frozenset({"wp.newComment", "wp.editComment", "wp.deleteComment", "wp.getComment"})
"""Here the number of a wrong password says "comments are closed" or "not allowed"; elsewhere, that something sent is
not valid."""

CREDENTIALS_HINT: Final = (
    "Check WP_USERNAME, and that WP_APP_PASSWORD is an application password (Users → Profile in wp-admin) that was not "
    "revoked."
)


def fault_error(fault: xmlrpc.Fault, method: str) -> SiteError:
    """The error a fault means, a wrong password aside."""
    code = code_of(fault)
    if code is None:
        return NonsenseAnswer(
            f"{method} was answered with a fault that is not WordPress's.", hint="Is WP_URL a WordPress site?"
        )
    kind, saying, hint = _meaning(code, method)
    return kind(f"{saying}: {_words(fault.faultString)} ({method}: fault {code})", hint=hint)


def _meaning(code: int, method: str) -> tuple[type[SiteError], str, str]:
    if code == WRONG_PASSWORD and method in _ABOUT_COMMENTS:
        return _REFUSED_COMMENT
    return _MEANINGS.get(code, _OTHERWISE)


def wrong_password(fault: xmlrpc.Fault) -> CredentialsRefused:
    """The error of a fault that says that the site does not know our user and password."""
    return CredentialsRefused(
        f"The site does not accept who we are: {_words(fault.faultString)} (XML-RPC: fault {code_of(fault)})",
        hint=CREDENTIALS_HINT,
    )


def code_of(fault: xmlrpc.Fault) -> int | None:
    """The fault's number; None when it has none, as no WordPress sends it."""
    code: Any = fault.faultCode
    if isinstance(code, str) and code.lstrip("-").isdecimal() and len(code) < 10:
        code = int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _words(text: Any) -> str:
    return printable(unescape(plain(str(text)))) or "no reason given"
