"""``wp-portraits preview``."""

from __future__ import annotations

import os
import secrets
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import Exit, UsageError

if TYPE_CHECKING:
    from wp_portraits.preview.board import Board
    from wp_portraits.preview.server import PreviewServer

PORT = 8765
"""Taken unless it is taken already; then any."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), help=f"The port on 127.0.0.1 ({PORT}; 0: any).")
@click.option("--open/--no-open", "opened", default=None, help="Open a browser, or do not.")
@click.option("--markup", type=click.Choice(["blocks", "classic"]), help="Block markup (the default) or plain HTML.")
@pass_console
def preview(
    console: Console, /, paths: tuple[str, ...], port: int | None, opened: bool | None, markup: str | None
) -> int:
    """Show the portraits in a browser, and show them anew when a file changes.

    PATH is a draft or a folder of drafts; without one, every draft is shown. The pages are for this machine only. Ctrl-C
    ends it.
    """
    from wp_portraits.flows.previewing import Preview
    from wp_portraits.preview.board import Board
    from wp_portraits.preview.watching import changes
    from wp_portraits.reports.cells import safe

    where = console.place(WP_MARKUP=markup)
    board = Board(secrets.token_hex(4))
    shown = Preview(where.workspace, paths, where.settings["WP_MARKUP"], board)
    shown.show()
    with suppress(KeyboardInterrupt), _served(board, port, lambda line: console.detail(safe(line))) as server:
        console.product(server.url)
        sys.stdout.flush()
        many = len(shown.sheets)
        console.say(f"{many} draft{'' if many == 1 else 's'}; Ctrl-C ends it.")
        if opened or (opened is None and console.may_ask and _has_windows()):
            webbrowser.open(server.url)
        for _ in changes(shown.watched):
            if shown.show_anew():
                console.detail("shown anew")
    return Exit.DONE


def _served(board: Board, port: int | None, log: Callable[[str], None]) -> PreviewServer:
    from wp_portraits.preview.server import PreviewServer

    if port is not None:
        return PreviewServer(board, port, log)
    try:
        return PreviewServer(board, PORT, log)
    except UsageError:
        return PreviewServer(board, 0, log)


def _has_windows() -> bool:
    """Whether a browser would have a screen: in a terminal over ssh, a text browser would take the terminal."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
