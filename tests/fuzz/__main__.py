"""``python -m tests.fuzz --drafts 10000``: cook so many drafts, print the figures; exit code 1 when anything went wrong."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.kitchen import SLOW, Tally, cook

POT = 50
"""Drafts in one workspace."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=1, help="the seed of the first draft")
    wanted = parser.parse_args()
    tally = Tally()
    last = wanted.first + wanted.drafts
    for start in range(wanted.first, last, POT):
        with tempfile.TemporaryDirectory() as folder:
            cook(Path(folder), range(start, min(start + POT, last)), tally)
        print(f"\r{tally.drafts} drafts, {len(tally.violations)} violations", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print("\n".join([*tally.violations, str(tally)]))
    return 1 if tally.violations or tally.slowest[0] > SLOW else 0


if __name__ == "__main__":
    sys.exit(main())
