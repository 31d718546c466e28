"""Ours, one request a post, and the loop inside PHP."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import Any

import requests
from arena import COMMAND, Arena, BenchError, Contender, Taken, clean_environment

_LOOP = """
$work = json_decode(file_get_contents(%s), true, 32, JSON_THROW_ON_ERROR);
$started = hrtime(true);
$categories = [];
foreach ($work as $post) {
    foreach ($post['categories'] as $name) {
        $known = term_exists($name, 'category') ?: wp_insert_term($name, 'category');
        $categories[$name] = (int) $known['term_id'];
    }
    $done = wp_insert_post(wp_slash([
        'post_title' => $post['title'], 'post_name' => $post['slug'], 'post_content' => $post['content'],
        'post_excerpt' => $post['excerpt'], 'post_status' => $post['status'], 'post_date' => $post['date'],
        'comment_status' => $post['comment_status'], 'tags_input' => $post['tags'],
        'post_category' => array_map(fn ($name) => $categories[$name], $post['categories']),
    ]), true);
    if (is_wp_error($done)) {
        exit($done->get_error_message());
    }
}
echo (hrtime(true) - $started) / 1e9;
"""


def _ours(arena: Arena, row: str, *, first_post: bool) -> Taken:
    arena.empty(first_post=first_post)
    taken = Taken({})
    with arena.counted(taken, row):
        told = arena.publish()
    if told["created"] != len(arena.found):
        raise BenchError(f"publish created {told['created']} of {len(arena.found)}")
    return replace(taken, requests=told["requests"])


def ours(arena: Arena) -> Taken:
    """``wp-portraits publish --yes`` on a site with one published post."""
    return _ours(arena, "ours", first_post=True)


def ours_on_an_empty_site(arena: Arena) -> Taken:
    """``wp-portraits publish --yes`` on a site without any post: the address pattern must be found out."""
    return _ours(arena, "ours, empty site", first_post=False)


def one_request_a_post(arena: Arena) -> Taken:
    """Everything is rendered; each tag, then each post, in a request of its own, over one connection."""
    arena.empty()
    rendering = Taken({})
    with arena.counted(rendering, "rendering"):
        _render_only(arena)
    session, made, taken = _session(arena), Taken({}), Taken({})
    with arena.counted(made, "terms"):
        terms = create_terms(arena, session)
    with arena.counted(taken, "one request a post"):
        for post in arena.rendered:
            _send(session, f"{arena.url}/wp-json/wp/v2/posts", _with_ids(post, terms))
    before = rendering.seconds["rendering"] + made.seconds["terms"]
    taken.seconds["…, terms and rendering too"] = before + taken.seconds["one request a post"]
    return taken


def loop_in_php(arena: Arena) -> Taken:
    """``wp_insert_post`` for each post, in a PHP process that loads WordPress first."""
    arena.empty()
    work = arena.folder / "loop.json"
    work.write_text(json.dumps(arena.rendered), encoding="utf-8")
    taken = Taken({})
    with arena.counted(taken, "loop in PHP"):
        told = arena.box.eval_php(_LOOP % json.dumps(str(work)))
    try:
        taken.seconds["loop in PHP, loop alone"] = float(told)
    except ValueError:
        raise BenchError(f"the loop stopped: {told}") from None
    return taken


def create_terms(arena: Arena, session: requests.Session | None = None) -> dict[tuple[str, str], int]:
    """Create the categories and tags of the rendered posts, one request each; ids by kind and name."""
    session = session or _session(arena)
    wanted = {(kind, name): None for post in arena.rendered for kind in ("categories", "tags") for name in post[kind]}
    return {
        (kind, name): int(_send(session, f"{arena.url}/wp-json/wp/v2/{kind}", {"name": name})["id"])
        for kind, name in wanted
    }


def _with_ids(post: dict[str, Any], terms: dict[tuple[str, str], int]) -> dict[str, Any]:
    return post | {kind: [terms[kind, name] for name in post[kind]] for kind in ("categories", "tags")}


def _session(arena: Arena) -> requests.Session:
    session = requests.Session()
    session.auth = arena.box.credentials()
    session.trust_env = False
    return session


def _send(session: requests.Session, url: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = session.post(url, json=body, timeout=60)
    if answer.status_code != 201:
        raise BenchError(f"{url}: {answer.status_code} {answer.text[:200]}")
    return dict(answer.json())


def _render_only(arena: Arena) -> None:
    subprocess.run(
        [str(COMMAND), "render", "-o", str(arena.folder / "rendered")],
        cwd=arena.workspace,
        env=clean_environment(),
        capture_output=True,
        check=True,
    )


CONTENDERS = (
    Contender("ours", {"ours": "`wp-portraits publish --yes`, the whole process; one post is online already"}, ours),
    Contender(
        "empty",
        {"ours, empty site": "the same on a site without any post"},
        ours_on_an_empty_site,
    ),
    Contender(
        "singles",
        {
            "one request a post": "a script: `POST wp/v2/posts` one after the other, one connection; everything rendered "
            "and every tag made beforehand: the posts' requests alone",
            "…, terms and rendering too": "the same with a request for each tag, and the time of `wp-portraits render`",
        },
        one_request_a_post,
    ),
    Contender(
        "loop",
        {
            "loop in PHP": "`wp_insert_post` in a loop on the server, contents rendered beforehand; the whole PHP process",
            "loop in PHP, loop alone": "the same without PHP's start and WordPress's",
        },
        loop_in_php,
    ),
)
