"""What a draft claims of the workspace, so that the rules of the others know of it."""

from __future__ import annotations

from wp_portraits.check.addresses import same_place
from wp_portraits.check.surroundings import Claim
from wp_portraits.schema.read import ReadDraft


def claim_of(read: ReadDraft) -> Claim:
    """The claim of a draft, valid or not."""
    related = read.front.related
    return Claim(
        read.draft.path,
        read.key,
        read.slug,
        tuple([same_place(entry.url) for entry in read.front.reading]),
        related.keys if related is not None else (),
    )
