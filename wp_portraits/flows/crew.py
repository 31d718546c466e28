"""Several processes that share out the work of one command, each keeping what it made for the next step.

What is asked of a worker, and its answer, travel through a pipe; so do exceptions. A worker that ends early ends the
command, and a command that ends early ends its workers.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from wp_portraits.errors import Failure, WorkerLost

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Worker = TypeVar("Worker")
Answer = TypeVar("Answer")
Portion = TypeVar("Portion")
P = ParamSpec("P")

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

WORTH_IT = 24
"""Drafts a worker must have to do for its start to pay."""


def usable_cores() -> int:
    """How many processes may run at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def jobs_for(drafts: int, wanted: int | None) -> int:
    """How many workers that many drafts are shared out to; ``wanted`` None: as many as there are cores."""
    return max(1, min(wanted or usable_cores(), drafts // WORTH_IT))


class Crew(Generic[Worker]):
    """Workers made by ``make``, which must be found by its name; a single one works in this process."""

    def __init__(self, make: Callable[[], Worker], jobs: int) -> None:
        self._make, self._jobs = make, jobs
        self._alone: Worker | None = None
        self._hands: list[_Hand] = []

    def __enter__(self) -> Crew[Worker]:
        if self._jobs == 1:
            self._alone = self._make()
            return self
        try:
            with _quietly(), _signals_held():
                _hire(self._make, self._jobs, self._hands)
        except BaseException:
            self._dismiss(at_once=True)
            raise
        return self

    def __exit__(self, *wrong: object) -> None:
        self._dismiss(at_once=wrong[0] is not None)

    def _dismiss(self, *, at_once: bool) -> None:
        for hand in self._hands:
            hand.dismiss(at_once=at_once)

    def share_out(self, step: Callable[[Worker, Portion], Answer], portions: Sequence[Portion]) -> Iterator[Answer]:
        """Each portion done by whichever worker is free; the answers as they come."""
        if self._alone is not None:
            yield from (step(self._alone, portion) for portion in portions)
            return
        waiting = iter(portions)
        busy = []
        for hand, portion in zip(self._hands, waiting, strict=False):
            hand.ask(step, portion)
            busy.append(hand)
        while busy:
            for hand in _ready(busy):
                answer = hand.answer()
                another = next(waiting, None)
                if another is None:
                    busy.remove(hand)
                else:
                    hand.ask(step, another)
                yield answer

    def everyone(
        self, step: Callable[Concatenate[Worker, P], Answer], *given: P.args, **named: P.kwargs
    ) -> list[Answer]:
        """The same asked of every worker."""
        if self._alone is not None:
            return [step(self._alone, *given, **named)]
        for hand in self._hands:
            hand.ask(step, *given, **named)
        return [hand.answer() for hand in self._hands]


class _Hand:
    """A worker as seen from the command: its process, and our end of the pipe."""

    def __init__(self, process: Any, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe

    def ask(self, step: Callable[..., Any], *given: Any, **named: Any) -> None:
        """Give it something to do."""
        try:
            self.pipe.send((step, given, named))
        except OSError:
            raise self._lost() from None

    def answer(self) -> Any:
        """What it answers to what it was asked; raises what was raised there."""
        try:
            answer, raised = self.pipe.recv()
        except (EOFError, OSError):
            raise self._lost() from None
        if raised is not None:
            raise raised
        return answer

    def dismiss(self, *, at_once: bool) -> None:
        """The end of its work."""
        self.pipe.close()
        if at_once:
            self.process.kill()
        self.process.join()

    def _lost(self) -> WorkerLost:
        self.process.join(1)
        code = self.process.exitcode
        how = f"by signal {-code}" if code is not None and code < 0 else "early"
        hint = "Was the memory full? Try again, perhaps with --jobs 1."
        return WorkerLost(f"A process that shared the work was ended {how}.", hint=hint)


class _WorkerError(Exception):
    """A bug in a worker, with the traceback it had there."""


def _ready(busy: list[_Hand]) -> list[_Hand]:
    from multiprocessing.connection import wait

    answering = wait([hand.pipe for hand in busy])
    return [hand for hand in busy if hand.pipe in answering]


def _hire(make: Callable[[], Worker], jobs: int, hands: list[_Hand]) -> None:
    """Add workers that have begun. Where a process can be copied, all that was loaded is there for them."""
    from multiprocessing import get_context

    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    for _ in range(jobs):
        ours, theirs = context.Pipe()
        strange = [ours, *(hand.pipe for hand in hands)]
        process = context.Process(target=_work, args=(make, theirs, strange), daemon=True)
        process.start()
        theirs.close()
        hands.append(_Hand(process, ours))


@contextmanager
def _quietly() -> Iterator[None]:
    """Python warns of copies of a process with threads: ours only waits for a signal, and holds nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@contextmanager
def _signals_held() -> Iterator[None]:
    """A signal that comes while workers are made waits until all of them are known, so that none is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number in _SIGNALS:
        signal.signal(number, lambda caught, _frame: came.append(caught))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for arrived in came:
        signal.raise_signal(arrived)


def _work(make: Callable[[], Any], pipe: Connection, strange: list[Connection]) -> None:
    """The life of a worker: it ends with its pipe."""
    for other in strange:
        other.close()
    _leave_signals_to_the_command()
    gc.freeze()
    worker = make()
    try:
        while True:
            step, given, named = pipe.recv()
            pipe.send(_done(step, worker, given, named))
    except (EOFError, OSError):
        os._exit(0)


def _done(step: Callable[..., Any], worker: Any, given: Any, named: Any) -> tuple[Any, Exception | None]:
    """The answer, or what was raised instead."""
    try:
        return step(worker, *given, **named), None
    except Failure as failure:
        return None, failure
    except OSError as error:
        return None, OSError(error.errno, error.strerror)
    except Exception:
        import traceback

        return None, _WorkerError(f"in a worker:\n{traceback.format_exc()}")


def _leave_signals_to_the_command() -> None:
    """Ctrl-C reaches every process of a terminal: the command ends its workers itself."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
