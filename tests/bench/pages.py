"""``script/bench pages``: how long checking and rendering take, beside two static site generators; a table, and JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from arena import COMMAND, BenchError
from generators import PELICAN, hugo, hugo_version, pelican
from interviews import ROOT, Interview, interviews, write_workspace
from measuring import Command, Row, time_it, weigh
from peers import Missing

HOME = ROOT / ".wp-portraits" / "bench" / "pages"
"""The benchmarks' own workspaces; git ignores it."""

RENDER, CHECK, AGAIN, ONE, ALONE = "ours", "check", "check again", "one draft of many", "one draft alone"
HUGO, EAGER, PELICAN_ROW = "hugo", "hugo, no collection", "pelican"
MEMORY = 300
"""MB."""


@dataclass(frozen=True)
class Runner:
    """What is timed: how it is made ready for each round (untimed), the command, and whether it did its work."""

    name: str
    what: str
    prepare: Callable[[], None]
    command: Command
    verify: Callable[[], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the options ask for; 1 when somebody did not do their work."""
    options = _options().parse_args(argv)
    home = options.home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    found = interviews(options.posts)
    rows: dict[str, Row] = {}
    failed = _race(list(_runners(home, found)), rows, options.rounds)
    print(_table(rows, len(found), options.rounds))
    if options.json:
        told = {name: vars(row) | {"median": row.median} for name, row in rows.items()}
        options.json.write_text(
            json.dumps({"schema": 1, "posts": len(found), "rows": told}, indent=2), encoding="utf-8"
        )
    return 1 if failed else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/bench pages", description="Time check and render.")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each (default: 5)")
    parser.add_argument("--posts", type=int, default=2000, help="interviews (default: 2000)")
    parser.add_argument("--home", type=Path, default=HOME, metavar="DIR", help="work in DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")
    return parser


def _runners(home: Path, found: Sequence[Interview]) -> Iterator[Runner]:
    """Ours, then the others that can take part."""
    yield from _ours(home, found)
    makers: dict[str, tuple[str, Callable[[Path], Command]]] = {
        HUGO: ("Hugo", lambda folder: hugo(folder, found)),
        EAGER: ("the same with GOGC=off", lambda folder: hugo(folder, found, collecting=False)),
        PELICAN_ROW: (f"Pelican {PELICAN}", lambda folder: pelican(folder, found)),
    }
    for name, (what, make) in makers.items():
        folder = home / name.replace(", ", "-").replace(" ", "-")
        try:
            command = make(folder)
        except Missing as problem:
            say(f"{name} is out: {problem}")
            continue
        told = f"{what} {hugo_version()}" if name == HUGO else what
        pages = folder / "pages"
        yield Runner(name, told, _removing(pages), command, _whole(pages, found))


def _ours(home: Path, found: Sequence[Interview]) -> Iterator[Runner]:
    many, alone, pages = home / "many", home / "alone", home / "ours"
    for folder, some in ((many, found), (alone, found[:1])):
        shutil.rmtree(folder, ignore_errors=True)
        write_workspace(folder, some, photos=True)
    state, draft = many / ".wp-portraits", many / "drafts" / f"{found[0].key}.md"
    check, render = [COMMAND, "check", "--strict"], [COMMAND, "--quiet", "render", "--output", pages]

    def edit() -> None:
        draft.write_text(f"{draft.read_text(encoding='utf-8').rstrip()}\n\nEt j’ajoute un mot.\n", encoding="utf-8")

    def nothing() -> None:
        pass

    cold = "`wp-portraits render -o DIR`, which checks first: nothing is remembered, no page is there"
    yield Runner(RENDER, cold, _removing(state, pages), Command(render, many), _whole(pages, found))
    yield Runner(CHECK, "`wp-portraits check`, nothing is remembered", _removing(state), Command(check, many), nothing)
    yield Runner(AGAIN, "the same again, nothing changed", nothing, Command(check, many), nothing)
    yield Runner(ONE, "`wp-portraits check DRAFT` after an edit of it", edit, Command([*check, draft], many), nothing)
    one = "`wp-portraits check` of a workspace with one draft, nothing is remembered"
    yield Runner(ALONE, one, _removing(alone / ".wp-portraits"), Command(check, alone), nothing)


def _removing(*folders: Path) -> Callable[[], None]:
    return lambda: [shutil.rmtree(folder, ignore_errors=True) for folder in folders] and None


def _whole(pages: Path, found: Sequence[Interview]) -> Callable[[], None]:
    """Raises BenchError unless every interview has a page with all of its parts."""

    def verify() -> None:
        made = {_key(path, pages): path for path in pages.rglob("*.html")}
        if sorted(made) != sorted(each.key for each in found):
            raise BenchError(f"{len(made)} pages were made, not these {len(found)}")
        for each in found:
            text = made[each.key].read_text(encoding="utf-8")
            parts = (each.photo, *(url for _, url, _ in each.reading), each.blog, "Autres portraits de gestionnaire")
            if len(text) < len(each.body) or not all(part in text for part in parts) or text.count("<h2") < 28:
                raise BenchError(f"{made[each.key]} is not whole")

    return verify


def _key(path: Path, pages: Path) -> str:
    return path.parent.name if path.name == "index.html" and path.parent != pages else path.stem


def _race(runners: list[Runner], rows: dict[str, Row], rounds: int) -> bool:
    """Each once, then each once more, and so on; then the memory of each. Whether somebody failed."""
    failed = False
    for number in range(1, rounds + 2):
        for runner in list(runners):
            row = rows.setdefault(runner.name, Row(runner.what))
            runner.prepare()
            try:
                if number > rounds:
                    weigh(runner.command, row)
                else:
                    time_it(runner.command, row)
                    runner.verify()
                    say(f"round {number}: {runner.name}: {row.seconds[-1]:.2f} s, {row.computing[-1]:.2f} s computing")
            except BenchError as problem:
                failed = True
                runners.remove(runner)
                del rows[runner.name]
                say(f"{runner.name} is out: {problem}")
    return failed


def _table(rows: dict[str, Row], posts: int, rounds: int) -> str:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    lines = [
        f"{posts:,} interviews; median of {rounds}, from fastest to slowest; {machine}; load {os.getloadavg()[0]:.1f} at the end.",
        "",
        "| | median | from–to | computing | memory | shared once | what |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        *(_line(name, row) for name, row in rows.items()),
        "",
        *_aims(rows),
    ]
    return "\n".join(lines)


def _line(name: str, row: Row) -> str:
    computing = sorted(row.computing)[len(row.computing) // 2]
    return (
        f"| {name} | {row.median:.2f} s | {min(row.seconds):.2f}–{max(row.seconds):.2f} | {computing:.2f} s "
        f"| {row.resident:.0f} MB | {row.proportional:.0f} MB | {row.what} |"
    )


def _aims(rows: dict[str, Row]) -> Iterator[str]:
    """The aims that this run has figures for, met or not."""
    ours = rows.get(RENDER)
    if ours and HUGO in rows:
        yield _aim("time of hugo", ours.median / rows[HUGO].median, 1.0)
    if ours and PELICAN_ROW in rows:
        yield _aim("times faster than pelican", rows[PELICAN_ROW].median / ours.median, 6.0, at_least=True)
    if ours and AGAIN in rows:
        yield _aim("an unchanged check, of checking and rendering", rows[AGAIN].median / ours.median, 0.2)
    yield from (_aim(f"seconds: {name}", rows[name].median, 0.25) for name in (ONE, ALONE) if name in rows)
    if ours:
        yield _aim("MB of memory, what processes share counted once", ours.proportional, MEMORY)


def _aim(text: str, measured: float, limit: float, *, at_least: bool = False) -> str:
    met = measured >= limit if at_least else measured <= limit
    return f"- {'met' if met else 'NOT met'}: {text}: {measured:.2f} (aim: {'at least' if at_least else 'at most'} {limit:g})"


def say(line: str) -> None:
    """Progress, beside the product."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
