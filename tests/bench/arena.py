"""Where contenders meet: one real WordPress, emptied before every round, and the interviews they all publish."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interviews import Interview, write_workspace

from wp_portraits.sandbox.box import Sandbox

COMMAND = Path(sys.executable).with_name("wp-portraits")
"""The installed command, as a user starts it."""

_FIRST_POST = """
echo wp_insert_post(['post_title' => 'Bonjour', 'post_name' => 'bonjour', 'post_content' => '<p>Bonjour.</p>',
    'post_status' => 'publish', 'post_date' => '2020-01-01 09:00:00']);
"""

_ONLINE = """
$found = get_posts(['numberposts' => -1, 'post_status' => 'publish', 'orderby' => 'ID', 'order' => 'ASC',
    'exclude' => array_map('intval', array_filter([%s]))]);
echo json_encode(array_map(fn ($post) => [
    'title' => $post->post_title, 'slug' => $post->post_name, 'content' => $post->post_content,
    'excerpt' => $post->post_excerpt, 'status' => $post->post_status, 'date' => $post->post_date,
    'comment_status' => $post->comment_status,
    'categories' => array_map('html_entity_decode', wp_list_pluck(get_the_category($post->ID), 'name')),
    'tags' => array_map('html_entity_decode', wp_list_pluck(get_the_tags($post->ID) ?: [], 'name')),
], $found), JSON_THROW_ON_ERROR);
"""

_REQUEST = b" Accepted\n"
"""What PHP's web server logs for every connection; it closes each after one answer, so that this counts requests."""


class BenchError(Exception):
    """A contender did not do its work: what it took is worth nothing."""


@dataclass
class Taken:
    """What a round took: seconds by the name of the row; the requests that reached the site; the processor's seconds that
    the contender used (``computing``) and those of the site's web server and database (``serving``)."""

    seconds: dict[str, float]
    requests: int = 0
    computing: float = 0.0
    serving: float = 0.0


@dataclass
class Arena:
    """``found``: the interviews to publish. ``rendered``: their posts as our command made them, links and all."""

    box: Sandbox
    folder: Path
    found: Sequence[Interview]
    rendered: list[dict[str, Any]] = field(default_factory=list)
    first_post: str = ""

    @property
    def url(self) -> str:
        """The site's address."""
        return self.box.status().url

    @property
    def workspace(self) -> Path:
        """The workspace of the interviews, for our command."""
        folder = self.folder / f"workspace-{len(self.found)}"
        if not folder.exists():
            write_workspace(folder, self.found)
        return folder

    def empty(self, *, first_post: bool = True) -> None:
        """The site as on its first day, the workspace without state. ``first_post``: with one published post."""
        self.box.reset()
        self.first_post = self.box.eval_php(_FIRST_POST).strip() if first_post else ""
        self.forget()
        self.warm_up()

    def forget(self) -> None:
        """Remove the workspace's local state."""
        shutil.rmtree(self.workspace / ".wp-portraits", ignore_errors=True)

    def warm_up(self) -> None:
        """Let PHP compile what ``reset`` laid anew, so that no contender pays for it."""
        for _ in range(3):
            with urllib.request.urlopen(f"{self.url}/wp-json/wp/v2/posts", timeout=60) as answer:
                answer.read()

    def publish(self) -> dict[str, Any]:
        """Publish the workspace with the installed command; what it reports."""
        done = subprocess.run(
            [str(COMMAND), "--env-file", str(self.box.env_file), "publish", "--yes", "--format", "json"],
            cwd=self.workspace,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise BenchError(f"publish ended with {done.returncode}: {done.stderr.strip()[-400:]}")
        return dict(json.loads(done.stdout))

    def render(self) -> None:
        """Have our command render the workspace once on the site, and keep the posts for the others."""
        self.empty()
        self.publish()
        self.rendered = self.online()
        self.verify()

    def online(self) -> list[dict[str, Any]]:
        """The published posts, the first one aside."""
        return list(json.loads(self.box.eval_php(_ONLINE % self.first_post)))

    def verify(self) -> None:
        """Raise BenchError unless every interview is online once, whole, with its tags."""
        posts = self.online()
        if sorted(post["slug"] for post in posts) != sorted(each.slug for each in self.found):
            raise BenchError(f"{len(posts)} posts are online, not these {len(self.found)}")
        wanted = {each.slug: (len(each.body), sorted(each.tags)) for each in self.found}
        for post in posts:
            length, tags = wanted[post["slug"]]
            if len(post["content"]) < length or sorted(post["tags"]) != tags:
                raise BenchError(f"{post['slug']} is not whole: {len(post['content'])} characters, {post['tags']}")

    def requests(self) -> int:
        """How many requests the site has answered since it was started."""
        return (self.box.folder / "logs" / "web.log").read_bytes().count(_REQUEST)

    @contextmanager
    def counted(self, taken: Taken, row: str) -> Iterator[None]:
        """Add the block's seconds to a row, and its requests."""
        site = self.box.status().pids
        requests, computed, served, started = self.requests(), _computed(), _served(site), time.perf_counter()
        yield
        taken.seconds[row] = taken.seconds.get(row, 0.0) + time.perf_counter() - started
        taken.computing += _computed() - computed
        taken.serving += _served(site) - served
        taken.requests += self.requests() - requests


Run = Callable[[Arena], Taken]


@dataclass(frozen=True)
class Contender:
    """A way to publish the interviews. ``rows``: what is timed, by name, each with a sentence that says what it is."""

    name: str
    rows: Mapping[str, str]
    run: Run


def clean_environment() -> dict[str, str]:
    """The environment without settings of wp-portraits."""
    return {name: value for name, value in os.environ.items() if not name.startswith("WP_")}


def _computed() -> float:
    """Seconds of processor time of this process and of those it started and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _served(pids: Iterable[int]) -> float:
    """Seconds of processor time of running processes: fields 14 and 15 of ``stat`` in proc(5)."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
