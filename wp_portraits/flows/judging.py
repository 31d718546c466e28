"""Judge the drafts of a workspace one by one, and make sure that each was judged by what the others really are.

A draft's findings depend on the other drafts: keys and slugs must be unique, links must lead somewhere. To read each
draft only once and keep none of them in memory, it is judged as soon as it is read, by what is known of the others until
then; what its findings rest on is written down (:mod:`wp_portraits.check.glances`). Once all are read, those that would
see something else now are judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from wp_portraits.check.claiming import claim_of
from wp_portraits.check.glances import watched
from wp_portraits.check.pictures import pictures_of
from wp_portraits.check.rules import verdict
from wp_portraits.check.surroundings import Claims, Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.drafts.paths import key_of
from wp_portraits.flows.accounts import Account, Ground, Look, Sure, in_doubt, look_again, none_sure, surroundings_of
from wp_portraits.flows.crew import Crew
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.model.series import Series
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series
from wp_portraits.workspace.files import read_bytes
from wp_portraits.workspace.marks import mark_of

_PORTION = 16
"""Drafts that are given out at a time."""


class Desk:
    """Where drafts are read and judged, one after the other. Subclasses keep more of a draft than an account.

    ``known``: accounts of drafts that need not be read; ``seen``: pictures that need not be opened while they are as they
    were.
    """

    def __init__(
        self,
        ground: Ground,
        known: Mapping[str, Account] = MappingProxyType({}),
        seen: Mapping[str, Look] = MappingProxyType({}),
    ) -> None:
        self._root = ground.workspace.root
        self._series, _ = read_all_series(ground)
        self._ground = ground
        self._claims = Claims(ground.files)
        for path in ground.drafts:
            account = known.get(path)
            if account is not None and account.claim is not None:
                self._claims.enter(account.claim)
            else:
                self._claims.expect(path, key_of(path))
        self._seen = seen
        self._looks: dict[str, Look] = {}
        self._truth: Surroundings | None = None

    def judge(self, paths: Sequence[str]) -> list[Account]:
        """An account of each draft: by the truth, once it was learnt; before, by what was seen on this desk so far."""
        return [self._judge(path) for path in paths]

    def learn(self, truth: Surroundings, paths: Collection[str]) -> None:
        """What the drafts really have around them; what was made of these drafts until now is forgotten."""
        self._truth = truth
        for path in paths:
            self.forget(path)

    def keep(self, path: str, text: str, portrait: Portrait | None, pictures: Mapping[str, Picture]) -> None:
        """A draft was judged. The portrait is None unless it is valid."""

    def forget(self, path: str) -> None:
        """Undo what :meth:`keep` did."""

    def read(self, path: str) -> bytes | str:
        """The draft's bytes or, as text, why it cannot be read."""
        return read_bytes(self._root / path)

    def verdict(self, read: ReadDraft, view: Surroundings) -> tuple[Diagnostic, ...]:
        """What there is to say of a draft."""
        return verdict(read, view)

    def _judge(self, path: str) -> Account:
        mark = mark_of(self._root / path)
        raw = self.read(path)
        if isinstance(raw, str):
            return Account(path, "", findings=(_unreadable(path, raw),))
        draft = parse_draft(path, raw)
        read = read_portrait(draft, self._series.get(series_name(draft) or ""), known_series=self._series)
        claim = claim_of(read)
        self._claims.enter(claim)
        shown = {name: self._look_at(name) for name, _ in pictures_of(read) if name is not None}
        pictures = {name: look.picture for name, look in shown.items() if look.picture is not None}
        view, looks = watched(self._truth or self._claims.around(pictures, self._ground.now))
        findings = self.verdict(read, view)
        valid = not any(each.severity is Severity.ERROR for each in findings)
        self.keep(path, draft.text, read.portrait if valid else None, pictures)
        return Account(path, sha256(raw).hexdigest(), mark, read.front.series, claim, shown, findings, looks.all())

    def _look_at(self, path: str) -> Look:
        if path not in self._looks:
            self._looks[path] = look_again(self._root, path, self._seen.get(path))
        return self._looks[path]


DeskT = TypeVar("DeskT", bound=Desk)


def judge_all(
    ground: Ground, crew: Crew[DeskT], kept: Mapping[str, Account], sure: Sure = none_sure
) -> dict[str, Account]:
    """An account of every draft, in the order of ``ground``, each true of the others as they are.

    ``kept``: accounts of drafts that did not change since; ``sure`` tells which of them need not be looked at.
    """
    found = dict(kept) | _judged(crew, [path for path in ground.drafts if path not in kept])
    if again := in_doubt(ground, found, sure):
        crew.everyone(Desk.learn, surroundings_of(ground, found.values()), again)
        found |= _judged(crew, again)
    return {path: found[path] for path in ground.drafts}


def _judged(crew: Crew[DeskT], paths: Sequence[str]) -> dict[str, Account]:
    portions = [paths[start : start + _PORTION] for start in range(0, len(paths), _PORTION)]
    return {account.path: account for accounts in crew.share_out(Desk.judge, portions) for account in accounts}


def read_all_series(ground: Ground) -> tuple[dict[str, Series | None], tuple[Diagnostic, ...]]:
    """Series by id, None for one whose file has errors, and what there is to say about the files."""
    series: dict[str, Series | None] = {}
    found: list[Diagnostic] = []
    for path, body in ground.series.items():
        name = PurePosixPath(path).stem
        if isinstance(body, str):
            series[name] = None
            found.append(_unreadable(path, body))
        else:
            series[name], diagnostics = read_series(path, body)
            found += diagnostics
    return series, tuple(found)


def _unreadable(path: str, reason: str) -> Diagnostic:
    return finding("F010", Span.whole(path), f"The file cannot be read: {reason}.")
