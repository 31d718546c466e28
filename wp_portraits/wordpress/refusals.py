"""What a status other than success means: the error it is, why, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from wp_portraits.errors import (
    CredentialsRefused,
    NotFound,
    PermissionRefused,
    RequestRefused,
    ServerFailure,
    SiteError,
    Throttled,
)
from wp_portraits.http.waiting import retry_after
from wp_portraits.wordpress.addresses import printable
from wp_portraits.wordpress.answer import Answer, Problem

_BY_STATUS: Final[dict[int, type[SiteError]]] = {
    401: CredentialsRefused,
    403: PermissionRefused,
    404: NotFound,
    410: NotFound,
    429: Throttled,
}

_SAYING: Final[dict[type[SiteError], str]] = {
    CredentialsRefused: "The site does not accept who we are",
    PermissionRefused: "The site does not permit this",
    NotFound: "The site does not have this",
    Throttled: "The site asks for fewer requests",
    ServerFailure: "The site broke while answering",
    RequestRefused: "The site does not accept the request",
}

NEEDS_ANOTHER_ROLE: Final = "Publish as a user with the editor role, or ask the site's administrator."
"""What to do about WordPress's own 403."""

_HINTS: Final[dict[type[SiteError], str]] = {
    CredentialsRefused: "Check WP_USERNAME, and that WP_APP_PASSWORD is an application password (Users → Profile in "
    "wp-admin). If both are right, the host may strip the Authorization header before WordPress sees it: "
    "--transport xmlrpc does without that header.",
    PermissionRefused: NEEDS_ANOTHER_ROLE,
    NotFound: "It may have been deleted on the site.",
    Throttled: "Wait a few minutes, then run the command again.",
    ServerFailure: "Look at the site's PHP error log; then run the command again.",
    RequestRefused: "",
}

ASKS_ITS_OWN_PASSWORD: Final = "The web server asks for a password of its own: it needs an exception for the API."  # noqa: S105 - words, no password
"""What to do about a 401 that is not WordPress's."""

_PAGE_HINTS: Final[dict[type[SiteError], str]] = {
    PermissionRefused: "A firewall or security plugin before WordPress refuses: let {door} through there.",
    NotFound: "There is no WordPress API at this address: check WP_URL.",
    CredentialsRefused: ASKS_ITS_OWN_PASSWORD,
    RequestRefused: "A firewall or security plugin before WordPress may refuse: let {door} through there.",
}

_WRITE_STOPPED: Final = (
    "A firewall or security plugin before WordPress refuses: what is sent may look like an attack to it. Let /wp-json/ "
    "through there, or send it the other way, with --transport xmlrpc."
)
"""Filters reported to take block comments (<!-- wp:) for an attack read the body of a REST request first of all."""

_CODE_HINTS: Final = {
    "rest_comment_closed": "Open the post's comments first (comments: open in the draft).",
    "rest_comment_draft_post": "Publish the post first.",
    "rest_comment_trash_post": "The post is in the bin.",
    "comment_duplicate": "The same words stand there already.",
    "comment_flood": "Wait a minute, then try again.",
}
"""What to do about some of WordPress's own errors, by its name for them."""

_TOO_LARGE: Final = 413
_BUSY: Final = frozenset({429, 502, 503, 504})
"""What a proxy says, or a site in maintenance: it passes."""
_DAY: Final = 86_400
"""Seconds: who asks for a longer wait does not mean it."""


def refusal(answer: Answer) -> SiteError:
    """The error an answer means whose status is not a success."""
    problem = answer.problem()
    if problem is not None:
        return stated_refusal(answer.status, problem, answer.place)
    kind = kind_of(answer.status)
    line = answer.first_line()
    said = f", not in the API's own words: “{line}”" if line else " and no reason"
    hint = _wait_hint(answer) or _page_hint(kind, answer) or _hint(kind, answer.status)
    return kind(f"{_SAYING[kind]}: {answer.place} was answered {answer.status}{said}", hint=hint)


def stated_refusal(status: int, problem: Problem, place: str) -> SiteError:
    """The error for WordPress's own statement of what is wrong."""
    kind = kind_of(status)
    why = problem.message or "no reason given"
    return kind(f"{_SAYING[kind]}: {why} ({place}: {status} {problem.code})", hint=_hint(kind, status, problem))


def kind_of(status: int) -> type[SiteError]:
    """The class of error of a status that is not a success."""
    return _BY_STATUS.get(status) or (ServerFailure if status >= 500 else RequestRefused)


def substance(error: SiteError) -> str:
    """What an error says beyond what its class says already."""
    return error.message.removeprefix(f"{_SAYING.get(type(error), '')}: ")


def _wait_hint(answer: Answer) -> str:
    """When to come back to a site that is busy: when it says, else soon."""
    if answer.status not in _BUSY:
        return ""
    seconds = retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC))
    soon = "a few minutes" if not seconds or seconds > _DAY else f"{seconds:.0f} seconds"
    wait = f"{seconds / 60:.0f} minutes" if 90 <= seconds <= _DAY else soon
    return f"Wait {wait}, then run the command again."


def _page_hint(kind: type[SiteError], answer: Answer) -> str:
    """What to do when something before WordPress answered."""
    if answer.status == _TOO_LARGE:
        return ""
    over_xmlrpc = "xmlrpc.php" in answer.url
    if kind is PermissionRefused and answer.method not in {"GET", "HEAD"} and not over_xmlrpc:
        return _WRITE_STOPPED
    return _PAGE_HINTS.get(kind, "").format(door="/xmlrpc.php" if over_xmlrpc else "/wp-json/")


def _hint(kind: type[SiteError], status: int, problem: Problem | None = None) -> str:
    if status == _TOO_LARGE:
        return "The host limits the size of a request: raise it there (client_max_body_size, post_max_size)."
    if problem is not None and problem.code in _CODE_HINTS:
        return _CODE_HINTS[problem.code]
    if problem is not None and kind is RequestRefused:
        params = problem.details.get("params")
        named = "; ".join(map(str, params.values())) if isinstance(params, dict) else ""
        return printable(named)
    return _HINTS[kind]
