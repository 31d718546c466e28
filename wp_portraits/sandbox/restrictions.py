"""What the sandbox keeps from its visitors on purpose: parts of the site, and the header that says who is asking.

Hosts, firewalls and security plugins do such things before WordPress runs, so the web server's router does them here.
It reads the choice at each request: a change counts at once.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox.layout import Layout, read_object, write_private

#: The parts of a site that can be blocked. The router (``php/restrictions.php``) knows which addresses these are.
BLOCKABLE = ("rest", "xmlrpc")


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What is kept from visitors: the blocked parts, in the order of ``BLOCKABLE``, and the Authorization header."""

    block: tuple[str, ...] = ()
    strip_authorization: bool = False


def choose(block: Collection[str], strip_authorization: bool) -> Restrictions:
    """Return these wishes, without repetitions. Raises SandboxError for a part that cannot be blocked."""
    unknown = sorted(set(block).difference(BLOCKABLE))
    if unknown:
        raise SandboxError(f"{unknown[0]!r} cannot be blocked", hint=f"Choose from {', '.join(BLOCKABLE)}.")
    return Restrictions(tuple(part for part in BLOCKABLE if part in block), strip_authorization)


def write(layout: Layout, restrictions: Restrictions) -> None:
    """Replace what the router reads; the next request obeys."""
    wish = {"block": restrictions.block, "strip_authorization": restrictions.strip_authorization}
    write_private(layout.restrictions, json.dumps(wish) + "\n")


def read(layout: Layout) -> Restrictions:
    """Return what was written last; no restriction where there is no (readable) file, as the router takes it."""
    kept = read_object(layout.restrictions) or {}
    return Restrictions(tuple(kept.get("block", ())), bool(kept.get("strip_authorization", False)))
