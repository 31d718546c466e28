"""What the last check of a workspace found, kept so that a draft that did not change is not read again.

An account is believed when its file has the bytes it had (its mark, or else its digest, tells), the series files and the
program are the same, and its glances show what they showed: that is for the caller to see, or certain where no draft
claims, no picture shows and no file is anything else than before.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from wp_portraits.check.surroundings import Claim
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.flows.accounts import Account, Ground, Look, look_again
from wp_portraits.flows.memory_lines import Lines, all_lines, lines_of, read_lines
from wp_portraits.model.picture import Picture
from wp_portraits.workspace.files import read_bytes
from wp_portraits.workspace.marks import mark_of, program_mark, settled
from wp_portraits.workspace.sealed import read_sealed, write_sealed

_FILE = "checked.json"
_SHAPE = "2"


class Setting(NamedTuple):
    """Everything a glance can see, the clock apart: a digest of the files' names; the claims and pictures, by path."""

    files: str
    claims: dict[str, Claim]
    pictures: dict[str, Picture | None]


def setting_of(ground: Ground, accounts: Iterable[Account]) -> Setting:
    """The setting these accounts make."""
    known = list(accounts)
    return Setting(
        _digest_of(ground.files),
        {account.path: account.claim for account in known if account.claim is not None},
        {path: look.picture for account in known for path, look in account.pictures.items()},
    )


@lru_cache(maxsize=1)
def _digest_of(names: frozenset[str]) -> str:
    return sha256("\n".join(sorted(names)).encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Memory:
    """Accounts of drafts that have the bytes they had, and what there is to say about the series files (None: unknown).

    ``purpose``: what all of it rests on; ``began``: when it was recalled (ns). ``lines``: what stands in the file of the
    accounts that are as they were. ``setting``: in what the glances of all were true; ``timed``: the drafts that looked at
    the clock. ``looks``: the pictures as they were last looked at, by path.
    """

    purpose: str
    began: int
    accounts: Mapping[str, Account] = field(default_factory=dict)
    lines: Mapping[str, Lines] = field(default_factory=dict)
    setting: Setting | None = None
    timed: Set[str] = frozenset()
    looks: Mapping[str, Look] = field(default_factory=dict)
    of_series: tuple[Diagnostic, ...] | None = None

    def sure(self, ground: Ground, accounts: Mapping[str, Account]) -> Set[str]:
        """The paths of those accounts that are as they were and certainly hold.

        A draft without account, which is still to be read, counts as it was.
        """
        if self.setting is None:
            return frozenset()
        now = setting_of(ground, accounts.values())
        if len(accounts) < len(ground.drafts):
            now = Setting(now.files, self.setting.claims | now.claims, self.setting.pictures | now.pictures)
        if now != self.setting:
            return frozenset()
        return {path for path, each in accounts.items() if each is self.accounts.get(path) and path not in self.timed}


def recall(ground: Ground) -> Memory:
    """What is known of the drafts on this ground."""
    began, purpose = time.time_ns(), _purpose(ground)
    lines = read_sealed(ground.workspace.state / _FILE, purpose)
    kept = read_lines(lines) if lines is not None else None
    if kept is None:
        return Memory(purpose, began)
    seen, before = _Seen(ground.workspace.root), kept.accounts
    accounts = {path: now for path in ground.drafts if path in before and (now := seen.again(before[path])) is not None}
    return Memory(
        purpose,
        began,
        accounts,
        lines={path: kept.lines[path] for path in accounts if accounts[path] is before[path]},
        setting=setting_of(ground, before.values())._replace(files=kept.files),
        timed=kept.timed,
        looks=kept.looks | seen.looks,
        of_series=kept.of_series,
    )


def remember(ground: Ground, before: Memory, accounts: Iterable[Account], of_series: tuple[Diagnostic, ...]) -> None:
    """Keep these accounts for the next check, if it is not what is kept already; where that cannot be, nothing is kept."""
    kept = [_settled(account, before.began) for account in accounts if account.digest]
    same = [before.lines.get(each.path) if each is before.accounts.get(each.path) else None for each in kept]
    setting = setting_of(ground, kept)
    if None not in same and setting == before.setting and of_series == before.of_series:
        return
    lines = [known or lines_of(account) for account, known in zip(kept, same, strict=True)]
    write_sealed(ground.workspace.state / _FILE, before.purpose, all_lines(setting.files, of_series, kept, lines))


class _Seen:
    """Looks at the files of a workspace, at each once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.looks: dict[str, Look] = {}

    def again(self, account: Account) -> Account | None:
        """The account with its files as they are now; None when the draft is another, or is not there."""
        mark = mark_of(f"{self._root}/{account.path}")
        if mark is None or mark != account.mark:
            body = read_bytes(self._root / account.path)
            if isinstance(body, str) or sha256(body).hexdigest() != account.digest:
                return None
        pictures = {path: self._picture(path, look) for path, look in account.pictures.items()}
        if mark == account.mark and pictures == account.pictures:
            return account
        return replace(account, mark=mark, pictures=pictures)

    def _picture(self, path: str, before: Look) -> Look:
        if path not in self.looks:
            self.looks[path] = look_again(self._root, path, before)
        return self.looks[path]


def _purpose(ground: Ground) -> str:
    """What all accounts rest on."""
    series = [
        (path, body if isinstance(body, str) else sha256(body).hexdigest()) for path, body in ground.series.items()
    ]
    return repr((_SHAPE, program_mark(), series))


def _settled(account: Account, moment: int) -> Account:
    """The account with those marks only that can be trusted later."""
    pictures = {
        path: look if look.mark is None or settled(look.mark, moment) else look._replace(mark=())
        for path, look in account.pictures.items()
    }
    mark = account.mark if settled(account.mark, moment) else None
    if mark == account.mark and pictures == account.pictures:
        return account
    return replace(account, mark=mark, pictures=pictures)
