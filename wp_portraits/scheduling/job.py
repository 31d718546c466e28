"""A job: what is run, where, and how often."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wp_portraits.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Interval:
    """How often, in words, for systemd (``OnCalendar=``) and for cron. Nothing begins with the hour, when everybody's
    jobs do."""

    words: str
    calendar: str
    cron: str


INTERVALS: Final[Mapping[str, Interval]] = {
    "5min": Interval("every 5 minutes", "*:2/5", "2-59/5 * * * *"),
    "15min": Interval("every 15 minutes", "*:7/15", "7-59/15 * * * *"),
    "30min": Interval("every 30 minutes", "*:7/30", "7-59/30 * * * *"),
    "1h": Interval("every hour", "*:7", "7 * * * *"),
    "6h": Interval("every 6 hours", "0/6:07", "7 */6 * * *"),
    "1d": Interval("every morning", "6:07", "7 6 * * *"),
}

_UNWRITABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]|\\(?:[\\%]|\Z)")
"""Line ends and control characters; a backslash that would join two lines of a unit, or of which one cron makes less than
another (before a percent sign, before its like)."""


@dataclass(frozen=True, slots=True)
class Job:
    """Bring the comments of one site home, again and again.

    ``program``: the words that start wp-portraits, the first an absolute path; ``options``: its global options, without
    ``-C``. ``environment``: settings that stand neither in ``.env`` nor on the command line, none of them secret.
    ``user``: whom the job runs as. ``token``: the site is signed in to with WP_BEARER_TOKEN, not with a password.
    """

    name: str
    site: str
    workspace: Path
    state: Path
    program: tuple[str, ...]
    options: tuple[str, ...]
    environment: Mapping[str, str]
    user: str
    every: Interval
    token: bool = False

    def __post_init__(self) -> None:
        paths = (str(self.workspace), str(self.state))
        for text in (self.site, *paths, *self.program, *self.options, *self.environment.values()):
            if found := _UNWRITABLE.search(text):
                what = "a backslash in a place" if found[0].startswith("\\") else "a line end or a control character"
                raise ConfigurationError(
                    f"{text!r} holds {what} that no job's file can have.",
                    hint="Rename the folder or correct the setting.",
                )

    def command(self, *, in_workspace: bool = False) -> list[str]:
        """The words of the command; ``in_workspace``: it is started in the workspace's folder."""
        where = [] if in_workspace else ["-C", str(self.workspace)]
        return [*self.program, "-q", "--no-input", *where, *self.options, "comments", "sync"]
