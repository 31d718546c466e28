"""What drafts that were read may know of one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from wp_portraits.check.claiming import claim_of
from wp_portraits.check.surroundings import Claims, Surroundings
from wp_portraits.model.picture import Picture
from wp_portraits.schema.read import ReadDraft


def surroundings_of(
    reads: Iterable[ReadDraft],
    pictures: Mapping[str, Picture],
    now: datetime | None = None,
    *,
    files: Collection[str] = (),
) -> Surroundings:
    """The surroundings all drafts of a workspace share. A draft among ``files`` exists, readable or not."""
    claims = Claims(files)
    for claim in sorted(map(claim_of, reads)):
        claims.enter(claim)
    return claims.around(pictures, now)
