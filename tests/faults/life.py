"""A life: a fresh site, a small blog, runs that meet faults, people who edit, and at last one clean run."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.conftest import Ran
from tests.faults.blog import Blog
from tests.faults.faults import schedule
from tests.faults.scene import Scene
from tests.faults.verdict import Edits, violations

CODES = (0, 3, 4, 5, 75, 130)
"""Exit codes a run may end with, whatever befell it: never a bug, never a wrong setting."""


@dataclass(slots=True)
class Tally:
    """What was done and seen. ``faults`` by kind; ``violations`` with the seed of their life."""

    faults: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    kills: int = 0
    runs: int = 0
    lives: int = 0
    posts: int = 0
    edits: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count the other's in."""
        self.faults += other.faults
        self.codes += other.codes
        self.kills += other.kills
        self.runs += other.runs
        self.lives += other.lives
        self.posts += other.posts
        self.edits += other.edits
        self.violations += other.violations


class Life:
    """One life, drawn from ``seed``. ``story`` is what happened, to be told when something went wrong."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene = scene
        self.seed = seed
        self.rng = Random(seed)
        self.tally = Tally()
        self.story: list[str] = []
        self.edits = Edits()
        folder = scene.folder / f"life-{seed}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.blog = Blog(folder, self.rng)
        self.transport = self.rng.choice(["", "", "", "xmlrpc"])

    def live(self, runs: int) -> Tally:
        """The whole of it, with so many faulty runs."""
        self.scene.renew()
        before = Counter(self.scene.proxy.injected)
        for _ in range(runs):
            self.faulty_run()
            for _ in range(self.rng.randint(0, 3)):
                self.change()
        self.tally.faults = self.scene.proxy.injected - before
        return self.end()

    def faulty_run(self) -> None:
        """Publish while faults strike."""
        ran = self.scene.run(self.blog.folder, "publish", "--yes", faults=schedule(self.rng), transport=self.transport)
        self.note(ran, f"publish {self.transport}, struck {self.scene.proxy.struck}")

    def end(self) -> Tally:
        """The clean run, and the verdict."""
        ran = self.scene.run(self.blog.folder, "publish", "--yes", transport=self.transport)
        self.note(ran, "clean publish", codes=(0, 3) if self.edits.words or self.edits.binned else (0,))
        self.tally.lives = 1
        self.tally.posts = len(self.blog.drafts)
        for sentence in violations(self.scene, self.blog, self.edits):
            self.complain(sentence)
        return self.tally

    def note(self, ran: Ran, what: str, codes: tuple[int, ...] = CODES) -> None:
        """Count a run; complain when it ended as none may."""
        self.tally.runs += 1
        self.tally.codes[ran.code] += 1
        self.story.append(f"{what} → {ran.code}\n{ran.out}{ran.err}")
        if ran.code not in codes:
            self.complain(f"exit code {ran.code} of {what}: {ran.err.strip()[-400:]}")
        if "Traceback" in ran.err + ran.out:
            self.complain(f"a traceback: {ran.err[-800:]}")

    def complain(self, sentence: str) -> None:
        """Something is wrong."""
        self.tally.violations.append(f"life {self.seed}: {sentence}")

    def change(self) -> None:
        """What happens to drafts, state and site between two runs."""
        change = self.rng.choice(
            [
                "edit",
                "edit",
                "edit",
                "add",
                "rename",
                "retitle",
                "retag",
                "repaint",
                "lose_state",
                "wp_admin",
                "wp_admin",
            ]
        )
        if change == "add":
            self.story.append(f"add {self.blog.add()}")
        elif change == "lose_state":
            self.blog.lose_state()
            self.story.append("lose the state")
        else:
            key = self.rng.choice(sorted(self.blog.drafts))
            self.story.append(f"{change} {key}")
            if change == "wp_admin":
                self.edit_in_wp_admin(key)
            else:
                getattr(self.blog, change)(key)

    def edit_in_wp_admin(self, key: str) -> None:
        """A person writes into the post, if there is one; mostly the draft is edited too."""
        word = f"retouche{self.rng.randrange(10**6)}"
        self.scene.proxy.wait_until_idle()
        written = self.scene.php(_EDIT.replace("KEY", key).replace("WORD", word))
        self.story.append(f"  {word} in {written or 'no post'}")
        if written:
            self.tally.edits += 1
            self.edits.words.setdefault(key, []).append(word)
        if self.rng.random() < 0.7:
            self.blog.edit(key)


_EDIT = """
global $wpdb;
$found = $wpdb->get_results("SELECT ID, post_content FROM $wpdb->posts WHERE post_type = 'post' AND post_status = 'publish'
    AND post_content LIKE '%\\"KEY\\"%' AND post_content LIKE '%wpPortraits%' ORDER BY ID");
foreach ($found as $post) {
    $at = strpos($post->post_content, '</p>');
    $text = substr($post->post_content, 0, $at) . ' WORD' . substr($post->post_content, $at);
    wp_update_post(['ID' => $post->ID, 'post_content' => wp_slash($text)]);
    echo $post->ID, ' ';
}
"""
