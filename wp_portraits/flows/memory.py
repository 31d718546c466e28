"""What the last check of a workspace found, kept so that a draft that did not change is not read again.

An account is believed when its file has the bytes it had (its mark, or else its digest, tells), the series files and the
program are the same, and its glances show what they showed: that is for the caller to see, or certain where no draft
claims, no picture shows and no file is anything else than before.

The file has a line of JSON for what the accounts share, one for each account, and one for the glances of each, which are
read when somebody asks. Lines of accounts that are as they were are not made again. Nothing in the file can do anything.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import astuple, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

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
        sha256("\n".join(sorted(ground.files)).encode(errors="surrogatepass")).hexdigest(),
        {account.path: account.claim for account in known if account.claim is not None},
        {path: look.picture for account in known for path, look in account.pictures.items()},
    )


@dataclass(frozen=True, slots=True)
class Memory:
    """Accounts of drafts that have the bytes they had, and what there is to say about the series files (None: unknown).

    ``purpose``: what all of it rests on. ``setting``: in what the glances of all accounts were true. ``timed``: the drafts
    that looked at the clock. ``lines``: how accounts that are as they were stand in the file, with their glances.
    ``began``: when it was recalled (ns). ``whole``: whether nothing has to be written to keep it.
    """

    purpose: str
    accounts: Mapping[str, Account] = field(default_factory=dict)
    setting: Setting | None = None
    timed: Set[str] = frozenset()
    lines: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    of_series: tuple[Diagnostic, ...] | None = None
    began: int = 0
    whole: bool = False

    def sure(self, ground: Ground, accounts: Mapping[str, Account]) -> Set[str]:
        """The paths of those accounts that are as they were and certainly hold. A draft without account, which is still to
        be read, counts as it was."""
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
    if lines is None:
        return Memory(purpose, began=began)
    try:
        many = len(lines) // 2
        shared, *plain = json.loads(f"[{','.join(lines[: many + 1])}]")
        looks = {path: _look(*look) for path, look in shared["pictures"].items()}
        told = dict(zip((path for path, *_ in plain), zip(lines[1:], lines[many + 1 :], strict=False), strict=False))
        kept = {each[0]: _account(each, looks, told[each[0]][1]) for each in plain}
        timed = frozenset(path for path, looked, *_ in plain if looked)
        setting = setting_of(ground, kept.values())._replace(files=shared["files"])
        of_series = tuple(map(_diagnostic, shared["series"]))
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        return Memory(purpose, began=began)
    seen = _Seen(ground.workspace.root)
    accounts = {path: now for path in ground.drafts if path in kept and (now := seen.again(kept[path])) is not None}
    same = {path: told[path] for path in kept if accounts.get(path) is kept[path]}
    whole = len(same) == len(kept)
    return Memory(purpose, accounts, setting, timed, same, of_series, began, whole)


def remember(ground: Ground, before: Memory, accounts: Iterable[Account], of_series: tuple[Diagnostic, ...]) -> None:
    """Keep these accounts for the next check, if it is not what is kept already; where that cannot be, nothing is kept."""
    kept = [_settled(account, before.began) for account in accounts if account.digest]
    setting = setting_of(ground, kept)
    unchanged = setting == before.setting and all(account is before.accounts.get(account.path) for account in kept)
    if before.whole and unchanged and of_series == before.of_series:
        return
    looks = {path: look for account in kept for path, look in account.pictures.items()}
    shared = {
        "files": setting.files,
        "series": [_plain_diagnostic(each) for each in of_series],
        "pictures": {path: (look.mark, look.picture and astuple(look.picture)) for path, look in looks.items()},
    }
    lines = [_lines_of(account, before) for account in kept]
    write_sealed(
        ground.workspace.state / _FILE,
        before.purpose,
        [_line(shared), *(line for line, _ in lines), *(glances for _, glances in lines)],
    )


class _Written:
    """Glances as they stand in the file."""

    def __init__(self, line: str) -> None:
        self._line = line

    def __iter__(self) -> Iterator[Glance]:
        return (Glance(*glance) for glance in json.loads(self._line))


class _Seen:
    """Looks at the files of a workspace, at each once."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._looks: dict[str, Look] = {}

    def again(self, account: Account) -> Account | None:
        """The account with its files as they are now; None when the draft is another, or is not there."""
        mark = mark_of(f"{self._root}/{account.path}")
        if mark is None or mark != account.mark:
            body = read_bytes(Path(self._root, account.path))
            if isinstance(body, str) or sha256(body).hexdigest() != account.digest:
                return None
        pictures = {path: self._picture(path, look) for path, look in account.pictures.items()}
        if mark == account.mark and pictures == account.pictures:
            return account
        return replace(account, mark=mark, pictures=pictures)

    def _picture(self, path: str, before: Look) -> Look:
        if path not in self._looks:
            mark = mark_of(f"{self._root}/{path}")
            known = mark == before.mark and (mark is None) == (before.picture is None)
            self._looks[path] = before if known else Look(mark, look_at(Path(self._root, path), path))
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


def _lines_of(account: Account, before: Memory) -> tuple[str, str]:
    if account is before.accounts.get(account.path) and account.path in before.lines:
        return before.lines[account.path]
    return _line(_plain(account)), _line(list(account.glances))


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
