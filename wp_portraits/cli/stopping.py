"""Ctrl-C and SIGTERM: what is under way stops at once, one line says so, and no traceback is shown.

The first signal raises KeyboardInterrupt in the command, which records what it knows and ends. A second one, or a
command that cannot take notice (it waits inside a C library, for a name server), ends the process on the spot. That
loses nothing either: what was sent is on the site, and the next run looks for it there.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
PATIENCE: Final = 0.8
"""Seconds the command has to take notice of a signal."""

_AT_ONCE: Final = b"\nwp-portraits: Stopped at once.\n  \xe2\x86\x92 The next run goes on from here.\n"

_noticed = threading.Event()
_first: list[int] = []
_at_work: list[bool] = []


def watch_signals() -> None:
    """From now on a signal ends the process with a line; once :func:`begin_work` was called, it stops the command.

    A signal that the caller of the process ignores (``nohup``, a job in the background) stays ignored.
    """
    listening, telling = os.pipe()
    os.set_blocking(telling, False)
    signal.set_wakeup_fd(telling, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(listening,), name="signals", daemon=True).start()
    for number in SIGNALS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)


def begin_work() -> None:
    """The command begins: a signal is its to handle now."""
    _at_work.append(True)


def end_work() -> None:
    """The command is over: a signal changes nothing any more."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def stopped_by() -> int | None:
    """The signal that stopped the command, if one did."""
    return _first[0] if _first else None


def exit_code(number: int) -> int:
    """What a shell says of a process that a signal ended: 130 for Ctrl-C, 143 for SIGTERM."""
    return 128 + number


def leave(code: int) -> None:
    """End the process now, whatever its threads wait for."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


def _stop(number: int, _frame: FrameType | None) -> None:
    """Runs in the main thread, between two steps of the command."""
    _noticed.set()
    if _first or not _at_work:
        _leave_at_once(number)
    _first.append(number)
    raise KeyboardInterrupt


def _watch(listening: int) -> None:
    """Runs in a thread of its own: the interpreter writes each signal's number to the pipe when it arrives."""
    while arrived := os.read(listening, 1):
        if arrived[0] in SIGNALS and not _noticed.wait(PATIENCE):
            _leave_at_once(arrived[0])


def _leave_at_once(number: int) -> None:
    try:
        os.write(2, _AT_ONCE)
    except OSError:
        pass
    finally:
        os._exit(exit_code(_first[0] if _first else number))
