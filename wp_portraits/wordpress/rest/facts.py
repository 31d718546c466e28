"""The site, its clock and our user, in two requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wp_portraits.errors import CredentialsRefused
from wp_portraits.model.post import SiteFacts
from wp_portraits.wordpress.rest.answers import payload
from wp_portraits.wordpress.rest.calls import Calls
from wp_portraits.wordpress.rest.shapes import promised

_INDEX: Final = {"_fields": "name,home,url,gmt_offset,timezone_string,authentication"}
_USER: Final = {"context": "edit", "_fields": "id,name,username,slug,roles,capabilities,locale"}


def read_facts(calls: Calls) -> SiteFacts:
    """Read the API's index and our user; CredentialsRefused, with the likely cause, when the site does not know us."""
    answer = calls.answer("", _INDEX)
    index = payload(answer)
    try:
        user = calls.get("wp/v2/users/me", _USER)
    except CredentialsRefused as error:
        raise _explained(error, index) from None
    with promised("itself"):
        zone, offset = str(index["timezone_string"] or ""), float(index["gmt_offset"] or 0)
        return SiteFacts(
            url=str(index["home"]).rstrip("/"),
            name=unescape(index["name"]),
            language=str(user.get("locale") or "").replace("_", "-"),
            timezone=zone,
            utc_offset=offset,
            now=_clock(answer.headers.get("Date"), zone, offset),
            user=str(user["username"]),
            user_id=int(user["id"]),
            roles=tuple(user["roles"]),
            capabilities=frozenset(name for name, granted in user["capabilities"].items() if granted),
        )


def _clock(date: str | None, zone: str, offset: float) -> datetime:
    """The moment of the answer (its Date header, else our own clock) in the site's zone, without zone."""
    try:
        moment = parsedate_to_datetime(date or "").astimezone(UTC)
    except ValueError:
        moment = datetime.now(UTC)
    try:
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if zone else _shifted(moment, offset)
    except (ZoneInfoNotFoundError, ValueError):
        return _shifted(moment, offset)


def _shifted(moment: datetime, offset: float) -> datetime:
    return (moment + timedelta(hours=offset)).replace(tzinfo=None)


def _explained(error: CredentialsRefused, index: Any) -> CredentialsRefused:
    offered = index.get("authentication") if isinstance(index, dict) else None
    if isinstance(offered, dict) and "application-passwords" in offered:
        return error
    return CredentialsRefused(
        f"{error.message} (the site offers no application passwords)",
        hint="WordPress offers them over https only, and security plugins may switch them off. Or use WP_BEARER_TOKEN.",
    )
