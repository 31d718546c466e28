"""Where an address moved for good, judged by the redirects that were followed from it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from wp_portraits.model.link import Fate, Hop, LinkAnswer

_FOR_GOOD = frozenset((301, 308))
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|si|ref_src)=.*|", re.IGNORECASE
)
"""A parameter that says where a reader came from, not what is read; also the empty one."""


class Move(NamedTuple):
    """The address in the place of the old one. ``secure``: it is the same over https; ``front``: it is a site's front
    page and the old one was not, so that the page itself is probably gone."""

    url: str
    secure: bool
    front: bool


def move_of(url: str, answer: LinkAnswer) -> Move | None:
    """Where ``url`` moved for good; None when it did not, or when what it leads to is not there.

    The redirects that are meant for good count up to the first that is not. A redirect to the same address over https
    counts whatever it says.
    """
    try:
        target = _target(url, answer.hops)
        old, new = urlsplit(url), urlsplit(target or "")
    except ValueError:
        return None
    if answer.fate is not Fate.ALIVE or target is None:
        return None
    if new.scheme != "https" and old.scheme.lower() == "https":
        return None  # no advice to go back into the clear
    if _plain(old) == _plain(new) and old.scheme.lower() == new.scheme.lower():
        return None
    front = not new.path.strip("/") and bool(old.path.strip("/")) and not new.query
    return Move(_tidied(old, new), _is_twin(old, new), front)


def _target(url: str, hops: tuple[Hop, ...]) -> str | None:
    target = None
    for hop in hops:
        if hop.status not in _FOR_GOOD and not _is_twin(urlsplit(target or url), urlsplit(hop.url)):
            break
        target = hop.url
    return target


def _is_twin(old: SplitResult, new: SplitResult) -> bool:
    """Whether ``new`` is ``old`` over https."""
    return (old.scheme.lower(), new.scheme.lower()) == ("http", "https") and _plain(old) == _plain(new)


def _plain(parts: SplitResult) -> tuple[str, str, tuple[str, ...]]:
    """Host, path and what counts of the query, as they are compared: ``%C3%A9`` is ``é``."""
    host = _host(parts.netloc.lower())
    default = ":80" if parts.scheme.lower() == "http" else ":443"
    return (
        host.removesuffix(default),
        unquote(parts.path) or "/",
        tuple(unquote(each) for each in _telling(parts.query)),
    )


def _host(netloc: str) -> str:
    try:
        return netloc.encode("idna").decode("ascii") if not netloc.isascii() else netloc
    except UnicodeError:
        return netloc


def _telling(query: str) -> list[str]:
    return [each for each in query.split("&") if not _TRACKING.fullmatch(each)]


def _tidied(old: SplitResult, new: SplitResult) -> str:
    """The new address with the old one's fragment, without tracking the old one did not have."""
    before = set(old.query.split("&"))
    query = "&".join(each for each in new.query.split("&") if each in before or not _TRACKING.fullmatch(each))
    return urlunsplit(new._replace(query=query, fragment=new.fragment or old.fragment))
