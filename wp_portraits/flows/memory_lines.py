"""The form in which a check is remembered: a line of JSON for what the accounts share, one for each account, and one for
the glances of each, which are read when somebody asks. Nothing in it can do anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any, NamedTuple

from wp_portraits.check.glances import Glance
from wp_portraits.check.surroundings import Claim
from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.span import Span
from wp_portraits.flows.accounts import Account, Look
from wp_portraits.model.picture import Picture

Lines = tuple[str, str]
"""An account and its glances."""


class Kept(NamedTuple):
    """What stands in the lines: accounts by path, and their lines; those that looked at the clock; pictures by path; what
    there is to say about the series files; a digest of the files' names.
    """

    accounts: dict[str, Account]
    lines: dict[str, Lines]
    timed: frozenset[str]
    looks: dict[str, Look]
    of_series: tuple[Diagnostic, ...]
    files: str


def read_lines(lines: Sequence[str]) -> Kept | None:
    """What the lines tell; None when they are of another form."""
    many = len(lines) // 2
    try:
        shared, *plain = json.loads(f"[{','.join(lines[: many + 1])}]")
        looks = {path: _look(*look) for path, look in shared["pictures"].items()}
        pairs = list(zip(lines[1 : many + 1], lines[many + 1 :], strict=True))
        accounts = [_account(each, looks, glances) for each, (_, glances) in zip(plain, pairs, strict=True)]
        return Kept(
            {account.path: account for account in accounts},
            {account.path: pair for account, pair in zip(accounts, pairs, strict=True)},
            frozenset(path for path, timed, *_ in plain if timed),
            looks,
            tuple(map(_diagnostic, shared["series"])),
            shared["files"],
        )
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        return None


def lines_of(account: Account) -> Lines:
    """An account's lines."""
    return _line(_plain(account)), _line(list(account.glances))


def all_lines(
    files: str, of_series: Iterable[Diagnostic], accounts: Sequence[Account], lines: Sequence[Lines]
) -> list[str]:
    """All lines, those of the accounts being made already."""
    looks = {path: look for account in accounts for path, look in account.pictures.items()}
    shared = {
        "files": files,
        "series": [_plain_diagnostic(each) for each in of_series],
        "pictures": {path: (look.mark, look.picture and astuple(look.picture)) for path, look in looks.items()},
    }
    return [_line(shared), *(line for line, _ in lines), *(glances for _, glances in lines)]


class _Written:
    """Glances as they stand in the file."""

    def __init__(self, line: str) -> None:
        self._line = line

    def __iter__(self) -> Iterator[Glance]:
        return (Glance(*glance) for glance in json.loads(self._line))


def _line(told: Any) -> str:
    return json.dumps(told, separators=(",", ":"))


def _plain(account: Account) -> list[Any]:
    timed = any(glance.field == "now" for glance in account.glances)
    findings = [_plain_diagnostic(each) for each in account.findings]
    return [
        *(account.path, timed, account.digest, account.mark, account.series, account.claim),
        *(list(account.pictures), findings),
    ]


def _account(plain: list[Any], looks: Mapping[str, Look], glances: str) -> Account:
    path, _, digest, mark, series, claim, pictures, findings = plain
    return Account(
        path,
        digest,
        tuple(mark) if mark else None,
        series,
        Claim(*claim[:3], *map(tuple, claim[3:])) if claim else None,
        {name: looks[name] for name in pictures},
        tuple([_diagnostic(each) for each in findings]),
        _Written(glances),
    )


def _look(mark: list[int] | None, picture: list[Any] | None) -> Look:
    return Look(None if mark is None else tuple(mark), Picture(*picture) if picture else None)


def _plain_diagnostic(one: Diagnostic) -> list[Any]:
    return [one.code, one.severity, astuple(one.span), one.message, one.hint, [astuple(edit) for edit in one.fix]]


def _diagnostic(plain: list[Any]) -> Diagnostic:
    code, severity, span, message, hint, fix = plain
    return Diagnostic(code, Severity(severity), Span(*span), message, hint, tuple([Edit(*edit) for edit in fix]))
