"""The command line: argv → flow → report → exit code. One file a command; flows are imported when they are called."""

from __future__ import annotations

from typing import NoReturn

from wp_portraits.cli.stopping import watch_signals


def main() -> NoReturn:
    """Run the command of ``sys.argv`` and exit with its code; no exception reaches the user as a traceback."""
    watch_signals()  # before the imports: a Ctrl-C during them is no traceback either
    from wp_portraits.cli.main import enter

    enter()


__all__ = ["main"]
