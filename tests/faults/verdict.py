"""The check at the end of a life: what stands in the site's database against what the drafts say."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.faults.blog import Blog, Draft
from tests.faults.hands import Edits
from tests.faults.scene import Scene
from wp_portraits.render.identity import read_identity

_CENSUS = """
global $wpdb;
$posts = $wpdb->get_results("SELECT ID, post_status, post_title, post_name, post_content, post_author FROM $wpdb->posts
    WHERE post_type = 'post' ORDER BY ID", ARRAY_A);
foreach ($posts as &$post) {
    $post['link'] = get_permalink($post['ID']);
    $post['photo'] = (int) get_post_thumbnail_id($post['ID']);
    $post['tags'] = wp_get_post_terms($post['ID'], 'post_tag', ['fields' => 'names']);
}
$media = $wpdb->get_results("SELECT ID, post_name, post_status FROM $wpdb->posts WHERE post_type = 'attachment'", ARRAY_A);
foreach ($media as &$one) {
    $file = get_attached_file($one['ID']);
    $one['sha1'] = is_file($file) ? sha1_file($file) : '';
    $one['url'] = wp_get_attachment_url($one['ID']);
}
$terms = $wpdb->get_results("SELECT x.taxonomy, t.name FROM $wpdb->terms t JOIN $wpdb->term_taxonomy x USING (term_id)
    WHERE x.taxonomy IN ('category', 'post_tag')", ARRAY_A);
$comments = array_map('intval', $wpdb->get_col("SELECT comment_ID FROM $wpdb->comments
    JOIN $wpdb->posts ON ID = comment_post_ID WHERE post_status = 'publish' AND post_content LIKE '%wpPortraits%'"));
echo json_encode(['posts' => $posts, 'media' => $media, 'terms' => $terms, 'comments' => $comments]);
"""

_UNREAL = ("trash", "auto-draft", "inherit")
_ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')


def census(scene: Scene) -> dict[str, Any]:
    """Everything in the database that counts; nothing may be on its way to the site any more."""
    scene.proxy.wait_until_idle()
    found: dict[str, Any] = json.loads(scene.php(_CENSUS))
    return found


def violations(scene: Scene, blog: Blog, edits: Edits) -> list[str]:
    """What is wrong with the site after a clean run, one sentence each."""
    site = census(scene)
    living: dict[str, list[dict[str, Any]]] = {key: [] for key in blog.drafts}
    for post in site["posts"]:
        identity = read_identity(post["post_content"])
        if post["post_status"] not in _UNREAL:
            living.setdefault(identity.key if identity else "", []).append(post)
    wrong = list(_posts(blog, edits, living))
    wrong += [
        f"a post without key: {post['ID']} {post['post_title']}" for post in living.get("", ()) if post["ID"] != "1"
    ]
    wrong += _twice("media file", (one["sha1"] for one in site["media"]))
    wrong += _twice("media slug", (re.sub(r"-\d+$", "", one["post_name"]) for one in site["media"]))
    wrong += _twice("term", (f"{one['taxonomy']} {html.unescape(one['name']).casefold()}" for one in site["terms"]))
    wrong += _dead_links(scene, edits, living, {one["url"] for one in site["media"]})
    return wrong + list(_plan(scene, blog, edits))


def _posts(blog: Blog, edits: Edits, living: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    for key, draft in blog.drafts.items():
        posts = living[key]
        if len(posts) != (0 if key in edits.binned else 1):
            yield f"{key}: {len(posts)} living posts ({', '.join(post['ID'] for post in posts)})"
        for post in posts:
            lost = [word for word in edits.words.get(key, ()) if word not in post["post_content"] + post["post_title"]]
            if lost:
                yield f"{key}: the words {lost}, written in wp-admin, are gone from post {post['ID']}"
            if key not in edits.met():
                yield from _differences(key, draft, post)


def _differences(key: str, draft: Draft, post: Mapping[str, Any]) -> Iterator[str]:
    """What the drafts say and the post does not, told without the renderer."""
    content = post["post_content"]
    if draft.words not in content or any(words in content for words in draft.said):
        yield f"{key}: post {post['ID']} does not say “{draft.words}” (or still says {draft.said})"
    if draft.name not in html.unescape(post["post_title"]):
        yield f"{key}: the title of post {post['ID']} is “{post['post_title']}”, not {draft.name}"
    if post["post_status"] != "publish":
        yield f"{key}: post {post['ID']} is {post['post_status']}"
    if bool(post["photo"]) != bool(draft.photo):
        yield f"{key}: post {post['ID']} has picture {post['photo']}, its draft “{draft.photo}”"
    named = {html.unescape(name).casefold() for name in post["tags"]}
    if named != {tag.casefold() for tag in draft.tags}:
        yield f"{key}: post {post['ID']} has the tags {sorted(named)}, its draft {draft.tags}"


def _twice(what: str, names: Iterable[str]) -> list[str]:
    return [f"{what} {name} {number} times" for name, number in Counter(names).items() if number > 1]


def _dead_links(
    scene: Scene, edits: Edits, living: Mapping[str, list[dict[str, Any]]], files: set[str]
) -> Iterator[str]:
    """Addresses on the site that a reader could not open, in posts that are wholly ours."""
    alive = {post["link"] for posts in living.values() for post in posts if post["post_status"] == "publish"} | files
    for key, posts in living.items():
        for post in posts if key not in edits.met() else ():
            for address in map(html.unescape, _ADDRESS.findall(post["post_content"])):
                if address.startswith(scene.proxy.url) and address not in alive:
                    yield f"{key}: post {post['ID']} leads to {address}, which is not there"


def _plan(scene: Scene, blog: Blog, edits: Edits) -> Iterator[str]:
    """The renderer's and the planner's own view: nothing is left to do, with the local state and without it."""
    for state in ("with", "without"):
        for action in scene.plan(blog.folder):
            kept = action["action"] in (("keep",) if state == "with" else ("keep", "adopt"))
            if not kept and action["key"] not in edits.met():
                yield f"{action['key']}: {state} state, plan says {action['action']} {action['changes']} {action['reason']}"
        blog.lose_state()
