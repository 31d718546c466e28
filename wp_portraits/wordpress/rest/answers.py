"""From an HTTP answer to JSON, or to the error it means."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from wp_portraits.errors import (
    CredentialsRefused,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    RequestRefused,
    ServerFailure,
    SiteError,
    Throttled,
)
from wp_portraits.wordpress.session import Answer

_BY_STATUS: Final[dict[int, type[SiteError]]] = {
    401: CredentialsRefused,
    403: PermissionRefused,
    404: NotFound,
    410: NotFound,
    429: Throttled,
}

_HINTS: Final[dict[type[SiteError], str]] = {
    CredentialsRefused: "Check WP_USERNAME, and that WP_APP_PASSWORD is an application password (Users → Profile), not "
    "the one you log in with. If both are right, the host may strip the Authorization header.",
    PermissionRefused: "Publish as a user with the editor role.",
    NotFound: "It may have been deleted on the site.",
    Throttled: "Wait a few minutes, then run the command again.",
    ServerFailure: "The site itself has a problem: look at it in a browser, ask the host for its error log.",
    RequestRefused: "",
}

_NOT_SIGNED_IN: Final = "rest_cannot_"
"""Codes WordPress gives to a request that came without credentials: rest_cannot_create, rest_cannot_edit …"""


def payload(answer: Answer) -> Any:
    """The JSON of a good answer (2xx); any other answer as the SiteError it means."""
    if not 200 <= answer.status < 300:
        raise refusal(answer.status, decoded(answer))
    return decoded(answer)


def decoded(answer: Answer) -> Any:
    """The JSON of an answer of any status; NonsenseAnswer, or the error of its status, when it is none."""
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError):
        raise _not_json(answer) from None


def refusal(status: int, told: Any) -> SiteError:
    """The error of a status and of WordPress's ``{"code", "message"}``."""
    code, message = "", ""
    if isinstance(told, dict):
        code, message = str(told.get("code", "")), plain(str(told.get("message", "")))
    kind = _BY_STATUS.get(status) or (ServerFailure if status >= 500 else RequestRefused)
    hint = _HINTS[kind]
    if kind is CredentialsRefused and code.startswith(_NOT_SIGNED_IN):
        hint = "The site never saw our credentials: its host strips the Authorization header. Ask it to pass it on."
    return kind(f"The site answers {status}: {message or code or 'without a reason'}", hint=hint)


def plain(text: str) -> str:
    """A line of the site's, fit for a terminal: no markup, no control characters, at most 200 characters."""
    text = re.sub(r"<[^>]*>", " ", text)
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(text.split())[:200]


def _not_json(answer: Answer) -> SiteError:
    first = next((line for line in map(plain, answer.text[:20_000].splitlines()) if line), "nothing")
    begins = f"It begins: {first[:120]}"
    kind = _BY_STATUS.get(answer.status) or (ServerFailure if answer.status >= 500 else NonsenseAnswer)
    if kind is not NonsenseAnswer:
        return kind(
            f"The site answers {answer.status} with a page instead of an answer of its API. {begins}",
            hint=_page_hint(kind),
        )
    return NonsenseAnswer(f"The site's answer is not JSON. {begins}", hint=_nonsense_hint(answer.text))


def _page_hint(kind: type[SiteError]) -> str:
    if kind is PermissionRefused:
        return "A firewall or security plugin in front of WordPress refuses this: allow /wp-json/ there for your user."
    return _HINTS[kind]


def _nonsense_hint(text: str) -> str:
    head = text.lstrip()[:2000].lower()
    if re.search(r"(notice|warning|deprecated|fatal error)\b.*\bon line\b", head, re.DOTALL):
        return "A plugin or theme prints PHP messages into the answers: set WP_DEBUG_DISPLAY to false, or mend it."
    if head.startswith("<"):
        return "A maintenance or login page stands before the API, or WP_URL is no WordPress: look at it in a browser."
    return "Check that WP_URL is a WordPress, and try again."
