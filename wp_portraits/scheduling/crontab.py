"""A line for a crontab."""

from __future__ import annotations

import shlex

from wp_portraits.scheduling.job import Job


def crontab(job: Job) -> str:
    """The line, and above it what it is for.

    Cron cuts a command at the first ``%`` that no backslash stands before, and takes that backslash away before the
    shell reads the rest. The job needs no ``flock``: a second run at the same time ends by itself.
    """
    settings = [f"{name}={value}" for name, value in job.environment.items()]
    words = [*(["env", *settings] if settings else []), *job.command()]
    command = shlex.join(words).replace("%", r"\%")
    return (
        f"# The comments of {job.site}, {job.every.words}. Cron sends a mail when something is printed, and with -q only\n"
        "# changes and failures are.\n"
        f"{job.every.cron}  {command}\n"
    )
