"""What a rule may know beside the draft it looks at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wp_portraits.check.addresses import same_place
from wp_portraits.model.picture import Picture
from wp_portraits.schema import ReadDraft


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rest of the workspace, as values.

    ``keys`` and ``slugs`` lead to the paths of the drafts that claim them (in order of path); ``drafts`` are the
    paths of all drafts. ``pictures`` holds every picture that was looked at, by path (absent: there is no such file);
    ``files`` names what else lies in the drafts folder, for suggestions. ``now`` is the moment of the check, with its
    zone, None when it plays no part. ``readings`` leads from what the reading lists recommend (see
    :func:`~wp_portraits.check.addresses.same_place`) to the first draft that does, ``named`` from a key to the
    portraits that one names by hand. All paths are inside the workspace, with ``/``.
    """

    keys: Mapping[str, tuple[str, ...]]
    slugs: Mapping[str, tuple[str, ...]]
    drafts: frozenset[str]
    pictures: Mapping[str, Picture]
    files: frozenset[str] = frozenset()
    now: datetime | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        reads: Iterable[ReadDraft],
        pictures: Mapping[str, Picture],
        now: datetime | None = None,
        *,
        files: Collection[str] = (),
    ) -> Surroundings:
        """The surroundings all drafts of a workspace share. A draft among ``files`` exists, readable or not."""
        ordered = sorted(reads, key=lambda read: read.draft.path)
        keys: dict[str, tuple[str, ...]] = {}
        slugs: dict[str, tuple[str, ...]] = {}
        readings: dict[str, str] = {}
        named: dict[str, tuple[str, ...]] = {}
        for read in ordered:
            keys[read.key] = (*keys.get(read.key, ()), read.draft.path)
            slugs[read.slug] = (*slugs.get(read.slug, ()), read.draft.path)
            for entry in read.front.reading:
                readings.setdefault(same_place(entry.url), read.draft.path)
            if read.front.related is not None and read.front.related.keys:
                named.setdefault(read.key, read.front.related.keys)
        unread = (file for file in files if file.lower().endswith(".md"))
        drafts = frozenset((*(read.draft.path for read in ordered), *unread))
        return cls(keys, slugs, drafts, dict(pictures), frozenset(files), now, readings, named)
