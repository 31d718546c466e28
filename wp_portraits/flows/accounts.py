"""What is kept of a draft that was judged, and whether it still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from wp_portraits.check.glances import Glance, Looks
from wp_portraits.check.surroundings import Claim, Claims, Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.model.picture import Picture
from wp_portraits.workspace.files import draft_paths, list_files, list_series, read_bytes
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.marks import Mark, mark_of
from wp_portraits.workspace.pictures import look_at


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a workspace before any draft is read. Paths are inside the workspace.

    ``drafts`` are those to be judged, in order; ``files`` all that lies beside them; ``series`` the bytes of the series
    files, by path, or why they cannot be read. ``now`` is the moment, None where it plays no part.
    """

    workspace: Workspace
    drafts: tuple[str, ...]
    files: frozenset[str]
    series: Mapping[str, bytes | str]
    now: datetime | None = None

    @classmethod
    def of(cls, workspace: Workspace, now: datetime | None = None) -> Ground:
        """The ground as it is now."""
        return cls(
            workspace,
            tuple(draft_paths(workspace)),
            frozenset(list_files(workspace)),
            {workspace.relative(path): read_bytes(path) for path in list_series(workspace)},
            now,
        )


class Look(NamedTuple):
    """A picture file that was looked at, and its mark before: None (both) where there is no such file."""

    mark: Mark | None
    picture: Picture | None


def look_again(root: Path, path: str, before: Look | None = None) -> Look:
    """The picture at a path of the workspace as it is now: not opened when it has the mark it had ``before``."""
    mark = mark_of(f"{root}/{path}")
    if before is not None and mark == before.mark and (mark is None) == (before.picture is None):
        return before
    return Look(mark, look_at(root / path, path))


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept of a draft that was judged.

    ``digest``: the SHA-256 of the file, empty when it could not be read; ``mark`` the file's before it was. ``series`` the
    one it names. ``claim``: None when it is not known. ``pictures``: those it shows. ``findings`` hold while ``glances``
    do.
    """

    path: str
    digest: str
    mark: Mark | None = None
    series: str = ""
    claim: Claim | None = None
    pictures: Mapping[str, Look] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    glances: Iterable[Glance] = ()


Sure = Callable[[Mapping[str, Account]], Set[str]]
"""Tells of accounts which need not be looked at, without looking at each."""


def surroundings_of(ground: Ground, accounts: Iterable[Account]) -> Surroundings:
    """The surroundings of the drafts, as all accounts together tell."""
    claims = Claims(ground.files)
    pictures: dict[str, Picture] = {}
    known = list(accounts)
    for claim in sorted([account.claim for account in known if account.claim is not None]):
        claims.enter(claim)
    for account in known:
        pictures.update(pictures_in(account))
    return claims.around(pictures, ground.now)


def doubtful(accounts: Iterable[Account], truth: Surroundings) -> list[str]:
    """The paths of the drafts whose findings may be others now."""
    looks = Looks(truth)
    return [account.path for account in accounts if not looks.agree(account.glances)]


def none_sure(_accounts: Mapping[str, Account]) -> Set[str]:
    """Each has to be looked at."""
    return frozenset()


def in_doubt(ground: Ground, accounts: Mapping[str, Account], sure: Sure) -> list[str]:
    """The same of accounts by path that are all there are, but for those that are sure to hold."""
    certain = sure(accounts)
    unsure = [account for path, account in accounts.items() if path not in certain]
    return doubtful(unsure, surroundings_of(ground, accounts.values())) if unsure else []


def pictures_in(account: Account) -> dict[str, Picture]:
    """The pictures a draft shows that exist, by path."""
    return {path: look.picture for path, look in account.pictures.items() if look.picture is not None}
