"""What becomes of each of several writes when the request that carried them fails."""

from __future__ import annotations

from wp_portraits.errors import CredentialsRefused, NoAnswer, Redirected, SiteError, Throttled, Unreachable

NOTHING_TRIED = (Unreachable, CredentialsRefused, Throttled, Redirected)
"""Errors of a request after which the site has carried out none of its writes, whichever they were."""


FULL_STOP = (*NOTHING_TRIED, NoAnswer)
"""Errors after which the next write would fare no better."""


def not_sent(cause: SiteError) -> Unreachable:
    """The outcome of a write that was not sent, because the one before it ended in ``cause``."""
    return Unreachable(
        f"Not sent, because the request before it failed: {cause.message}", hint=cause.hint or "Run the command again."
    )
