"""How long a command takes, what the processor does for it, and how much memory it and its children need at most."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from arena import BenchError, clean_environment

_PAUSE = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Command:
    """What to run, where, and with what beside the usual environment."""

    words: Sequence[str | Path]
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> subprocess.Popen[str]:
        """Start it."""
        return subprocess.Popen(
            list(map(str, self.words)),
            cwd=self.folder,
            env={**clean_environment(), **self.settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )


@dataclass
class Row:
    """What the rounds of one command took: seconds on the clock and of the processor; the peak of memory in MB."""

    what: str
    seconds: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)
    resident: float = 0.0
    proportional: float = 0.0

    @property
    def median(self) -> float:
        """The middle one on the clock."""
        return median(self.seconds)


def time_it(command: Command, row: Row) -> None:
    """Add one round. BenchError when the command fails."""
    used, started = _used(), time.perf_counter()
    running = command.start()
    _, said = running.communicate()
    row.seconds.append(time.perf_counter() - started)
    row.computing.append(_used() - used)
    if running.returncode != 0:
        raise BenchError(f"{Path(command.words[0]).name} ended with {running.returncode}: {said.strip()[-400:]}")


def weigh(command: Command, row: Row) -> None:
    """Run it once more, and keep the most memory its processes had together.

    *Resident* counts what processes share once for each, *proportional* once for all (``Rss`` and ``Pss`` in proc(5)).
    """
    running = command.start()
    while running.poll() is None:
        weights = [_weight(process) for process in _tree(running.pid)]
        row.resident = max(row.resident, sum(resident for resident, _ in weights))
        row.proportional = max(row.proportional, sum(proportional for _, proportional in weights))
        time.sleep(_PAUSE)
    running.communicate()


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tree(process: int) -> list[int]:
    """A process and all those it started."""
    found = [process]
    for each in found:
        for threads in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, threads.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found


def _weight(process: int) -> tuple[float, float]:
    """Resident and proportional memory of a process, in MB."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0, 0.0
    told = {name: value for name, _, value in (line.partition(":") for line in lines[1:])}
    return tuple(int(told[name].split()[0]) / 1000 for name in ("Rss", "Pss"))  # type: ignore[return-value]
