"""A life: a fresh site, a small blog, runs that meet faults, people who edit, and at last one clean run."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from random import Random
from signal import Signals

from tests.conftest import Ran
from tests.faults.blog import Blog
from tests.faults.faults import schedule
from tests.faults.hands import Hands
from tests.faults.scene import Moment, Scene
from tests.faults.tally import Tally
from tests.faults.verdict import census, violations
from wp_portraits.errors import Exit

CODES = (0, 3, 4, 5, 75, 130)
"""Exit codes a run may end with, whatever befell it: never a bug, never a wrong setting."""

KILLED = -9
"""What subprocess calls the end by kill -9."""

TERMINATED = 143
"""What a shell calls the end by SIGTERM."""


class Life:
    """One life, drawn from ``seed``. ``story`` is what happened, to be told when something went wrong."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene = scene
        self.seed = seed
        self.rng = Random(seed)
        self.tally = Tally()
        self.story: list[str] = []
        self.hands = Hands(scene, self.rng, self.story)
        folder = scene.folder / f"life-{seed}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.blog = Blog(folder, self.rng)
        self.span = 22
        self.born = time.monotonic()
        self.transport = self.rng.choice(["", "", "", "xmlrpc"])

    def live(self, faulty: int = 4, killed: int = 6) -> Tally:
        """The whole of it: so many runs that meet faults, so many that are killed, in any order."""
        self.scene.renew()
        before = Counter(self.scene.proxy.injected)
        runs = [self.faulty_run] * faulty + [self.killed_run] * killed
        self.rng.shuffle(runs)
        for run in runs:
            run()
            for _ in range(self.rng.randint(0, 3)):
                self.change()
        self.tally.faults = self.scene.proxy.injected - before
        return self.end()

    def faulty_run(self) -> None:
        """Publish while faults strike."""
        faults = schedule(self.rng, self.span)
        ran = self.scene.run(self.blog.folder, "publish", "--yes", faults=faults, transport=self.transport)
        self.learn_span(ran)
        self.note(ran, f"publish {self.transport}, struck {self.scene.proxy.struck}")

    def killed_run(self) -> None:
        """Publish, and be killed (or asked to stop) on the way; sometimes while faults strike, sometimes with a rival in the workspace."""
        if self.rng.random() < 0.9:
            self.blog.edit(self.rng.choice(sorted(self.blog.drafts)))
        moment = self.draw_moment()
        faults = (
            [one for one in schedule(self.rng, self.span, 2) if one.kind != "late request"]
            if self.rng.random() < 0.3
            else []
        )
        with self.rival() if self.rng.random() < 0.25 else nullcontext():
            ran = self.scene.run_until(
                self.blog.folder, moment, "publish", "--yes", faults=faults, transport=self.transport
            )
        self.tally.kills += ran.code == KILLED
        self.note(ran, f"publish {self.transport}, to be killed at {moment}", codes=(*CODES, KILLED, TERMINATED))
        self.tally.stops += ran.code in (Exit.INTERRUPTED, TERMINATED)
        self.learn_span(ran)

    def learn_span(self, ran: Ran) -> None:
        """How many requests a run takes by now."""
        if ran.code in (0, 3):
            self.span = max(4, len(self.scene.proxy.requests))

    def draw_moment(self) -> Moment:
        """Any moment of a run: around one of its requests, or some time after its start."""
        if self.rng.random() < 0.2:
            return Moment("", 0, self.rng.uniform(0, 3))
        name = self.rng.choice(["arrived", "acted", "acted", "answered"])
        later = self.rng.choice([0, 0, self.rng.uniform(0, 0.03), self.rng.uniform(0, 0.3)])
        signal = self.rng.choice([*[Signals.SIGKILL] * 6, Signals.SIGINT, Signals.SIGTERM])
        where = self.rng.choice(["any", "any", "any", "batch", "batch", "media", "terms"])
        number = self.rng.randint(1, max(3, self.span * 2 // 3) if where == "any" else 2)
        return Moment(name, number, later, signal, where)

    @contextmanager
    def rival(self) -> Iterator[None]:
        """Another run in the same workspace, a moment later: it waits for nobody, and nobody waits for it."""
        with ThreadPoolExecutor(1) as pool:
            pause = self.rng.uniform(0.2, 1.5)
            other = pool.submit(self.rival_run, pause)
            yield
            self.note(other.result(), f"a rival, {pause:.2f} s later")

    def rival_run(self, pause: float) -> Ran:
        """The rival's whole run."""
        time.sleep(pause)
        return self.scene.start(self.blog.folder, "publish", "--yes", transport=self.transport).wait()

    def end(self) -> Tally:
        """The clean run, and the verdict. Of what people did in wp-admin, some is overwritten by name."""
        edits = self.hands.edits
        given = [key for key in sorted(edits.met()) if self.rng.random() < 0.4]
        self.clean_run(*[word for key in given for word in ("--overwrite", key)])
        self.tally.lives, self.tally.posts = 1, len(self.blog.drafts)
        self.tally.edits = self.hands.acts
        for sentence in violations(self.scene, self.blog, edits):
            self.complain(sentence)
        if "sync" in "".join(self.story):
            self.check_comments()
        return self.tally

    def clean_run(self, *options: str) -> None:
        """Publish without faults; what is overwritten by name is no longer anybody's work."""
        ran = self.scene.run(self.blog.folder, "publish", "--yes", *options, transport=self.transport)
        self.hands.edits.forget(options)
        self.note(ran, f"clean publish {' '.join(options)}", codes=(0, 3) if self.hands.edits.met() else (0,))

    def check_comments(self) -> None:
        """A clean sync brings every comment home, once."""
        self.note(self.scene.run(self.blog.folder, "comments", "sync"), "clean comments sync", codes=(0,))
        ran = self.scene.run(self.blog.folder, "comments", "export", "--format", "json")
        here, there = {one["id"] for one in json.loads(ran.out)}, set(census(self.scene)["comments"])
        if not here >= there or len(json.loads(ran.out)) != len(here):
            self.complain(f"the mirror has the comments {here}, the site {there}")

    def note(self, ran: Ran, what: str, codes: tuple[int, ...] = CODES) -> None:
        """Count a run; complain when it ended as none may."""
        self.tally.runs += 1
        self.tally.codes[ran.code] += 1
        self.story.append(f"{time.monotonic() - self.born:5.1f} s: {what} → {ran.code}\n{ran.out}{ran.err}")
        if ran.code not in codes:
            logs = [log.read_text(encoding="utf-8") for log in sorted(self.blog.folder.rglob("crash-*.log"))]
            self.complain("\n".join([f"exit code {ran.code} of {what}: {ran.err.strip()[-400:]}", *logs]))
        if "Traceback" in ran.err + ran.out:
            self.complain(f"a traceback: {ran.err[-800:]}")

    def complain(self, sentence: str) -> None:
        """Something is wrong."""
        self.tally.violations.append(f"life {self.seed}: {sentence}")

    def change(self) -> None:
        """What happens to drafts, state and site between two runs."""
        change = self.rng.choice(_CHANGES)
        key = self.rng.choice(sorted(self.blog.drafts))
        self.story.append(f"{change} {key}")
        if change == "add":
            self.story.append(f"  {self.blog.add()}")
        elif change == "lose_state":
            self.blog.lose_state()
        elif change == "sync":
            self.hands.act("answer", key)
            ran = self.scene.run(self.blog.folder, "comments", "sync", faults=schedule(self.rng, 4))
            self.note(ran, f"comments sync, struck {self.scene.proxy.struck}")
        elif change in ("write", "touch", "bin"):
            self.hands.act(change, key)
            if self.rng.random() < 0.7:
                self.blog.edit(key)
        else:
            getattr(self.blog, change)(key)


_CHANGES = (
    *("edit", "edit", "edit", "add", "rename", "retitle", "retag", "repaint", "lose_state"),
    *("write", "write", "write", "touch", "bin", "sync"),
)
