"""What bringing the comments home costs: beside a loop that only downloads the same pages, and when nothing is new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from arena import COMMAND, Arena, BenchError, Taken, clean_environment

LOOP = Path(__file__).with_name("bare_loop.py")

_FILL = """
global $wpdb;
$content = '<!-- wp:group {"metadata":{"name":"Portrait","wpPortraits":{"key":"KEY","rev":"1:0"}}} -->'
    . '<div class="wp-block-group"></div><!-- /wp:group -->';
$posts = [];
for ($number = 0; $number < 20; $number++) {
    $posts[] = wp_insert_post(wp_slash(['post_title' => "Portrait $number", 'post_status' => 'publish',
        'post_content' => str_replace('KEY', "portrait-$number", $content)]));
    $wpdb->update($wpdb->posts, ['post_modified_gmt' => gmdate('Y-m-d H:i:s', 1700000000 + $number)],
        ['ID' => end($posts)]);
}
for ($start = 0; $start < %(many)d; $start += 1000) {
    $rows = [];
    for ($number = $start; $number < min(%(many)d, $start + 1000); $number++) {
        $date = gmdate('Y-m-d H:i:s', 1700000000 + 60 * $number);
        $rows[] = $wpdb->prepare('(%%d, %%s, %%s, %%s, %%s, %%s, %%s, %%d)', $posts[$number %% 20], "Nadia $number",
            "n$number@example.org", $date, $date, str_repeat('Merci beaucoup pour ce texte ! ', 1 + $number %% 20),
            ['1', '1', '1', '0', 'spam'][$number %% 5], $number %% 3 ? 0 : max(0, $number - 20));
    }
    $wpdb->query("INSERT INTO $wpdb->comments (comment_post_ID, comment_author, comment_author_email, comment_date,
        comment_date_gmt, comment_content, comment_approved, comment_parent) VALUES " . implode(',', $rows));
}
"""

ROWS: Mapping[str, str] = {
    "first sync": "`wp-portraits comments sync` without local state, the whole process",
    "bare loop": "a script that downloads the same pages, as many at a time, and does nothing with them; the whole process",
    "nothing new": "`comments sync` again",
    "first sync, XML-RPC": "the same over XML-RPC",
    "nothing new, XML-RPC": "the same over XML-RPC",
    "start-up": "`wp-portraits comments list --limit 1`: what a command takes that asks no site",
}


def fill(arena: Arena, many: int) -> None:
    """So many comments under twenty portraits, on a site that was emptied."""
    arena.empty()
    arena.box.eval_php(_FILL % {"many": many})
    arena.warm_up()


def measures(arena: Arena, many: int) -> Iterator[tuple[str, Taken, int]]:
    """Each row once, what it took, and the most memory its process held, in kB."""
    for transport, words in (("rest", ""), ("xmlrpc", ", XML-RPC")):
        arena.forget()
        yield _named(f"first sync{words}", _sync(arena, transport, {"new": many, "total": many}))
        if transport == "rest":
            yield _named("bare loop", _bare_loop(arena, many))
        yield _named(f"nothing new{words}", _sync(arena, transport, {"new": 0, "removed": 0, "total": many}))
    _, taken, memory = _run(arena, [str(COMMAND), *_site(arena), "comments", "list", "--limit", "1"])
    yield _named("start-up", (taken, memory))


def _named(row: str, measured: tuple[Taken, int]) -> tuple[str, Taken, int]:
    taken, memory = measured
    return row, replace(taken, seconds={row: taken.seconds["it"]}), memory


def _sync(arena: Arena, transport: str, expected: Mapping[str, int]) -> tuple[Taken, int]:
    argv = [str(COMMAND), *_site(arena), "--transport", transport, "comments", "sync", "--format", "json"]
    out, taken, memory = _run(arena, argv)
    told: dict[str, Any] = json.loads(out)
    if {name: told[name] for name in expected} != expected:
        raise BenchError(f"comments sync reports {told}")
    taken.requests = told["requests"]
    return taken, memory


def _bare_loop(arena: Arena, many: int) -> tuple[Taken, int]:
    user, password = arena.box.credentials()
    out, taken, memory = _run(arena, [sys.executable, str(LOOP), arena.url], BENCH_USER=user, BENCH_PASSWORD=password)
    if int(out) < many:
        raise BenchError(f"the bare loop has seen {out.strip()} comments")
    return taken, memory


def _run(arena: Arena, argv: Sequence[str], **environment: str) -> tuple[str, Taken, int]:
    """A process: what it printed, what it took, and its peak of memory."""
    taken = Taken({})
    with arena.counted(taken, "it"), (arena.folder / "out").open("w+", encoding="utf-8") as out:
        environment = {**clean_environment(), **environment}
        with subprocess.Popen(
            argv, cwd=arena.workspace, env=environment, stdout=out, stderr=subprocess.PIPE
        ) as process:
            assert process.stderr is not None
            complaint = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = out.read()
    if process.returncode != 0:
        raise BenchError(f"{argv[-2:]} ended with {process.returncode}: {complaint.decode().strip()[-400:]}")
    return told, taken, used.ru_maxrss


def _site(arena: Arena) -> tuple[str, str]:
    return "--env-file", str(arena.box.env_file)
