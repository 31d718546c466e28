"""What the last check of a workspace found, kept so that a draft that did not change is not read again.

An account is believed when its file has the bytes it had (its mark, or else its digest, tells), the series files and the
program are the same, and its glances show what they showed: that is for the caller to see. What is kept has one form in
the file, a list for each account, and nothing in it can do anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from wp_portraits.check.glances import Glance
from wp_portraits.check.surroundings import Claim
from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.span import Span
from wp_portraits.flows.accounts import Account, Ground, Look
from wp_portraits.model.picture import Picture
from wp_portraits.workspace.files import read_bytes
from wp_portraits.workspace.marks import mark_of, program_mark, settled
from wp_portraits.workspace.pictures import look_at
from wp_portraits.workspace.sealed import read_sealed, write_sealed

_FILE = "checked.json"
_SHAPE = "1"


@dataclass(frozen=True, slots=True)
class Memory:
    """Accounts of drafts that have the bytes they had, and what there is to say about the series files (None: unknown).

    ``began``: when it was recalled (ns). ``whole``: whether nothing has to be written to keep it.
    """

    accounts: Mapping[str, Account] = field(default_factory=dict)
    of_series: tuple[Diagnostic, ...] | None = None
    began: int = 0
    whole: bool = False


def recall(ground: Ground) -> Memory:
    """What is known of the drafts on this ground."""
    began = time.time_ns()
    told = read_sealed(ground.workspace.state / _FILE, _purpose(ground))
    if told is None:
        return Memory(began=began)
    try:
        looks = {path: _look(*look) for path, look in told["pictures"].items()}
        kept = {account.path: account for account in (_account(plain, looks) for plain in told["drafts"])}
        of_series = tuple(map(_diagnostic, told["series"]))
    except (TypeError, ValueError, KeyError, AttributeError):
        return Memory(began=began)
    seen = _Seen(ground.workspace.root)
    accounts = {path: now for path in ground.drafts if path in kept and (now := seen.again(kept[path])) is not None}
    return Memory(accounts, of_series, began, whole=accounts == kept)


def remember(ground: Ground, before: Memory, accounts: Iterable[Account], of_series: tuple[Diagnostic, ...]) -> None:
    """Keep these accounts for the next check, if it is not what is kept already; where that cannot be, nothing is kept."""
    kept = [_settled(account, before.began) for account in accounts if account.digest]
    if before.whole and of_series == before.of_series and kept == list(before.accounts.values()):
        return
    looks = {path: look for account in kept for path, look in account.pictures.items()}
    told = {
        "series": [_plain_diagnostic(each) for each in of_series],
        "pictures": {path: (look.mark, look.picture and astuple(look.picture)) for path, look in looks.items()},
        "drafts": [_plain(account) for account in kept],
    }
    write_sealed(ground.workspace.state / _FILE, _purpose(ground), told)


class _Seen:
    """Looks at the files of a workspace, at each once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._looks: dict[str, Look] = {}

    def again(self, account: Account) -> Account | None:
        """The account with its files as they are now; None when the draft is another, or is not there."""
        mark = mark_of(self._root / account.path)
        if mark is None or mark != account.mark:
            body = read_bytes(self._root / account.path)
            if isinstance(body, str) or sha256(body).hexdigest() != account.digest:
                return None
        pictures = {path: self._picture(path, look) for path, look in account.pictures.items()}
        if mark == account.mark and pictures == account.pictures:
            return account
        return replace(account, mark=mark, pictures=pictures)

    def _picture(self, path: str, before: Look) -> Look:
        if path not in self._looks:
            mark = mark_of(self._root / path)
            known = mark == before.mark and (mark is None) == (before.picture is None)
            self._looks[path] = before if known else Look(mark, look_at(self._root / path, path))
        return self._looks[path]


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


def _plain(account: Account) -> list[Any]:
    findings = [_plain_diagnostic(each) for each in account.findings]
    return [
        *(account.path, account.digest, account.mark, account.series, account.claim),
        *(list(account.pictures), findings, account.glances),
    ]


def _account(plain: list[Any], looks: Mapping[str, Look]) -> Account:
    path, digest, mark, series, claim, pictures, findings, glances = plain
    return Account(
        path,
        digest,
        tuple(mark) if mark else None,
        series,
        Claim(*claim[:3], *map(tuple, claim[3:])) if claim else None,
        {name: looks[name] for name in pictures},
        tuple([_diagnostic(each) for each in findings]),
        tuple([Glance(*glance) for glance in glances]),
    )


def _look(mark: list[int] | None, picture: list[Any] | None) -> Look:
    return Look(None if mark is None else tuple(mark), Picture(*picture) if picture else None)


def _plain_diagnostic(one: Diagnostic) -> list[Any]:
    return [one.code, one.severity, astuple(one.span), one.message, one.hint, [astuple(edit) for edit in one.fix]]


def _diagnostic(plain: list[Any]) -> Diagnostic:
    code, severity, span, message, hint, fix = plain
    return Diagnostic(code, Severity(severity), Span(*span), message, hint, tuple([Edit(*edit) for edit in fix]))
