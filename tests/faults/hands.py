"""What people do in wp-admin while nobody publishes, and what must be left of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.faults.scene import Scene


@dataclass(slots=True)
class Edits:
    """``words`` by key, which nobody may remove unasked; ``binned`` keys."""

    words: dict[str, list[str]] = field(default_factory=dict)
    binned: set[str] = field(default_factory=set)

    def met(self) -> set[str]:
        """The portraits whose posts are not what was published."""
        return {*self.words, *self.binned}

    def forget(self, keys: Iterable[str]) -> None:
        """These were overwritten."""
        for key in keys:
            self.words.pop(key, None)
            self.binned.discard(key)


class Hands:
    """Edits posts as wp-admin does. ``acts`` counts those that met a post."""

    def __init__(self, scene: Scene, rng: Random, story: list[str]) -> None:
        self.edits = Edits()
        self.acts = 0
        self._scene = scene
        self._rng = rng
        self._story = story

    def act(self, kind: str, key: str) -> None:
        """``write`` a word into the portrait's post or its title, ``touch`` it (save it unchanged), ``bin`` it, or
        ``answer`` it with a comment."""
        self._scene.proxy.wait_until_idle()
        word = f"retouche{self._rng.randrange(10**6)}"
        act = (
            self._rng.choice([_TEXT, _TITLE])
            if kind == "write"
            else {"touch": _TOUCH, "bin": _BIN, "answer": _ANSWER}[kind]
        )
        met = self._scene.php(_FIND.replace("ACT", act.replace("WORD", word)).replace("KEY", key))
        self._story.append(f"  {kind} {word} in post {met or '(none)'}")
        if met and kind == "write":
            self.edits.words.setdefault(key, []).append(word)
        elif met and kind == "bin":
            self.edits.binned.add(key)
        self.acts += bool(met) and kind != "answer"


_FIND: Final = """
global $wpdb;
$found = $wpdb->get_results("SELECT ID, post_title, post_content FROM $wpdb->posts WHERE post_type = 'post'
    AND post_status = 'publish' AND post_content LIKE '%wpPortraits\\":{\\"key\\":\\"KEY\\"%' ORDER BY ID");
foreach ($found as $post) {
    ACT
    echo $post->ID, ' ';
}
"""
_TEXT: Final = """
    $at = strpos($post->post_content, '</p>');
    $text = substr($post->post_content, 0, $at) . ' WORD' . substr($post->post_content, $at);
    wp_update_post(['ID' => $post->ID, 'post_content' => wp_slash($text)]);
"""
_TITLE: Final = "wp_update_post(['ID' => $post->ID, 'post_title' => wp_slash($post->post_title . ' WORD')]);"
_TOUCH: Final = "wp_update_post(['ID' => $post->ID]);"
_ANSWER: Final = "wp_insert_comment(['comment_post_ID' => $post->ID, 'comment_content' => 'Bravo : WORD']);"
_BIN: Final = "wp_trash_post($post->ID);"
