"""``script/bench``: every contender in turn, round after round; a table, and JSON."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from arena import Arena, BenchError, Contender, Taken
from contenders import CONTENDERS
from conversation import ROWS, fill, measures
from figures import Figures
from interviews import ROOT, interviews
from peers import PEERS, Missing
from unchanged import nothing_changed, one_edit, publish_all, without_state

from wp_portraits.sandbox.box import Sandbox

HOME = ROOT / ".wp-portraits" / "bench"
"""The benchmarks' own WordPress and files; git ignores it."""

COMMENTS = "comments"
"""The name of what is measured on many comments."""

UNCHANGED = "unchanged"
"""The name of what is measured on many portraits that are online."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the options ask for; 1 when a contender did not do its work."""
    names = [*(each.name for each in (*CONTENDERS, *PEERS)), UNCHANGED, COMMENTS]
    options = _options(names).parse_args(argv)
    chosen = options.only or names
    home = options.home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    with wordpress(options.site, home) as box:
        figures = Figures(
            box.status().release, options.posts, options.online, options.rounds, comments=options.comments
        )
        race(Arena(box, fresh(home / "race"), interviews(options.posts)), chosen, options.rounds, figures)
        if UNCHANGED in chosen:
            publish_again(Arena(box, fresh(home / "again"), interviews(options.online)), options.rounds, figures)
        if COMMENTS in chosen:
            bring_home(Arena(box, fresh(home / "comments"), []), options.comments, options.rounds, figures)
    print(figures.table())
    if options.json:
        options.json.write_text(json.dumps(figures.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if figures.failed else 0


def _options(names: Iterable[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/bench", description="Time publishing against a real WordPress.")
    parser.add_argument("--rounds", type=positive, default=5, help="rounds of each contender (default: 5)")
    parser.add_argument("--posts", type=positive, default=100, help="portraits to publish (default: 100)")
    parser.add_argument("--online", type=positive, default=1000, help="portraits for `unchanged` (default: 1000)")
    parser.add_argument("--comments", type=positive, default=10_000, help="comments for `comments` (default: 10000)")
    parser.add_argument("--only", action="append", choices=list(names), metavar="NAME", help=", ".join(names))
    parser.add_argument("--home", type=Path, default=HOME, metavar="DIR", help="work in DIR")
    parser.add_argument("--site", type=Path, metavar="DIR", help="empty and use the running sandbox in DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")
    return parser


@contextmanager
def wordpress(kept: Path | None, home: Path) -> Iterator[Sandbox]:
    """The running sandbox in ``kept``; without one, a sandbox of the benchmarks' own, stopped at the end."""
    if kept is not None:
        yield Sandbox(kept)
        return
    say("Starting WordPress …")
    box = Sandbox(home / "7.1", "7.1")
    box.up(port=0, consent=lambda packages: True)
    try:
        yield box
    finally:
        box.down()


def positive(text: str) -> int:
    """A number that is at least 1."""
    if int(text) < 1:
        raise ValueError
    return int(text)


def race(arena: Arena, names: Sequence[str], rounds: int, figures: Figures) -> None:
    """Each contender once, then each once more, and so on: what disturbs the machine disturbs all alike."""
    runners = [each for each in (*CONTENDERS, *PEERS) if each.name in names]
    if not runners:
        return
    say(f"Rendering {len(arena.found)} portraits …")
    arena.render()
    for number in range(1, rounds + 1):
        for runner in list(runners):
            try:
                taken = runner.run(arena)
                arena.verify()
            except (Missing, BenchError) as problem:
                figures.leave_out(runner, str(problem), failed=isinstance(problem, BenchError))
                runners.remove(runner)
                say(f"{runner.name} is out: {problem}")
            else:
                _keep(figures, runner.rows, taken, f"round {number}")


def publish_again(arena: Arena, rounds: int, figures: Figures) -> None:
    """What a run costs when all of the portraits are online."""
    say(f"Publishing {len(arena.found)} portraits …")
    try:
        _keep(figures, {"publish all": "`publish --yes`"}, publish_all(arena), "once")
        for number in range(1, rounds + 1):
            for measure in (nothing_changed, one_edit, without_state):
                taken = measure(arena)
                rows = {row: (measure.__doc__ or "").strip() for row in taken.seconds}
                _keep(figures, rows, taken, f"round {number}")
    except BenchError as problem:
        figures.leave_out(Contender(UNCHANGED, {}, publish_all), str(problem), failed=True)
        say(f"{UNCHANGED} is out: {problem}")


def bring_home(arena: Arena, many: int, rounds: int, figures: Figures) -> None:
    """What a sync of many comments costs, and one that finds nothing new."""
    say(f"Writing {many} comments …")
    fill(arena, many)
    try:
        for number in range(1, rounds + 1):
            for row, taken, memory in measures(arena, many):
                _keep(figures, ROWS, taken, f"round {number}")
                figures.remember_memory(row, memory)
    except BenchError as problem:
        figures.leave_out(Contender(COMMENTS, ROWS, publish_all), str(problem), failed=True)
        say(f"{COMMENTS} is out: {problem}")


def _keep(figures: Figures, rows: Mapping[str, str], taken: Taken, when: str) -> None:
    for row, seconds in taken.seconds.items():
        figures.add(row, rows[row], taken)
        processor = f"{taken.computing:.2f} s computing, {taken.serving:.2f} s serving"
        say(f"{when}: {row}: {seconds:.2f} s, {processor}, {taken.requests} requests")


def fresh(folder: Path) -> Path:
    """The folder, without the workspaces of an earlier run."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("workspace-*"):
        shutil.rmtree(old)
    return folder


def say(line: str) -> None:
    """Progress, beside the product."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
