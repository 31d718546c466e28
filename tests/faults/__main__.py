"""``python -m tests.faults``: live until enough faults were injected and enough runs killed, and print the figures.

Every life is drawn from its seed: ``--life SEED`` lives that one again and tells its story.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tests.faults.life import Life
from tests.faults.scene import Scene
from tests.faults.tally import Tally
from wp_portraits.sandbox.box import Sandbox


class Workers:
    """Lives side by side, each worker on a WordPress of its own; most of the time they wait."""

    def __init__(self, faults: int, kills: int, first: int) -> None:
        self.tally = Tally()
        self._faults, self._kills = faults, kills
        self._seeds = count(first)
        self._guard = threading.Lock()

    def work(self, scene: Scene) -> None:
        """Live one life after the other until both counts are reached."""
        while (seed := self._next()) is not None:
            life = Life(scene, seed)
            try:
                tally = life.live()
            except Exception as problem:
                life.complain(f"the life broke off: {problem!r}")
                tally = life.tally
            with self._guard:
                self.tally.add(tally)
                print(
                    f"life {seed}: {self.tally.faults.total()} faults, {self.tally.kills} kills so far", file=sys.stderr
                )
                if tally.violations:
                    print("\n".join([*life.story, *tally.violations]), file=sys.stderr, flush=True)

    def come_to_an_end(self) -> None:
        """Finish the lives that have begun, and tell what was counted until then."""
        self._faults = self._kills = 0

    def _next(self) -> int | None:
        with self._guard:
            enough = self.tally.faults.total() >= self._faults and self.tally.kills >= self._kills
            return None if enough else next(self._seeds)


@contextmanager
def scenes(folder: Path, number: int) -> Iterator[list[Scene]]:
    """So many sites, each with its proxy; all stopped at the end."""
    with ExitStack() as stack:
        made = []
        for one in range(number):
            box = Sandbox(folder / f"box-{one}", "7.1")
            stack.callback(box.down)
            box.up(port=0, consent=lambda packages: True)
            (folder / f"lives-{one}").mkdir()
            made.append(Scene(box, folder / f"lives-{one}"))
            stack.callback(made[-1].close)
        yield made


def main() -> int:
    """Read the options, live, print; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=300, help="at least so many injected faults")
    parser.add_argument("--kills", type=int, default=100, help="at least so many killed runs")
    parser.add_argument("--seed", type=int, default=1, help="of the first life; the others follow")
    parser.add_argument("--workers", type=int, default=2, help="sites side by side")
    parser.add_argument("--life", type=int, metavar="SEED", help="live this one life and tell its story")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as name, scenes(Path(name), asked.workers) as made:
        if asked.life is not None:
            life = Life(made[0], asked.life)
            tally = life.live()
            print("\n".join(life.story))
        else:
            workers = Workers(asked.faults, asked.kills, asked.seed)
            signal.signal(signal.SIGTERM, lambda *_: workers.come_to_an_end())
            with ThreadPoolExecutor(len(made)) as pool:
                list(pool.map(workers.work, made))
            tally = workers.tally
    print("\n".join([*tally.lines(), *tally.violations]))
    return 1 if tally.violations else 0


if __name__ == "__main__":
    sys.exit(main())
