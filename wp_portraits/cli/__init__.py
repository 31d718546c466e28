"""The command line: argv → flow → report → exit code. One file a command; flows are imported when they are called."""

from wp_portraits.cli.main import main

__all__ = ["main"]
