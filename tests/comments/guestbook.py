"""A real WordPress's comments, written straight into its database: two thousand of every kind, and random changes."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Any

from wp_portraits.model.comment import UNDATED, Comment
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.state.mirror import KnownPost

TEXTS = (
    "Merci Camille, c'est très inspirant !",
    "Bravo 🎉👩‍💻 日本語 العربية",
    "<b>gras</b> <a href=\"https://x.example\" rel='nofollow'>lien</a>\n\n<script>alert(1)</script>",
    "Première ligne\r\nDeuxième \\ antislash \\\\ 'x' \"y\" &amp; &lt; %s $1",
    "Du PDF collé :\x08\x0b\x1b[31m et la suite",
    "  des espaces autour  ",
    "",
    "mot",
)
LONG = "mot " * 3000
DATES = (
    "2026-11-20 14:03:00",
    "1999-01-01 00:00:00",
    "9999-12-31 23:59:59",
    "0001-01-01 00:00:00",
    "0000-00-00 00:00:00",
)
STATUSES = ("1", "1", "1", "0", "spam", "trash")
KINDS = ("comment", "comment", "comment", "comment", "", "pingback", "trackback")
PORTRAIT = """<!-- wp:group {"metadata":{"name":"Portrait","wpPortraits":{"key":"KEY","rev":"1:0"}}} -->
<div class="wp-block-group"></div>
<!-- /wp:group -->"""
_NAMES = {"1": "approved", "0": "hold"}


class Guestbook:
    """The posts of a site that was emptied, and what visitors, moderators and the chance ``seed`` do to their comments.

    The last of ``posts`` is no portrait.
    """

    def __init__(self, box: Sandbox, seed: int) -> None:
        self.box = box
        self.chance = random.Random(seed)
        box.reset()
        code = """$wpdb->query("DELETE FROM $wpdb->comments"); $ids = [];
            foreach ($titles as $title) $ids[] = wp_insert_post(wp_slash(['post_title' => $title,
                'post_content' => $title === 'recette' ? '<p>x</p>' : str_replace('KEY', $title, $content),
                'post_status' => 'publish', 'comment_status' => $title === 'nadia-benali' ? 'closed' : 'open']));
            foreach ($ids as $hour => $id) $wpdb->update($wpdb->posts, ['post_modified' => "2026-11-01 $hour:00:00",
                'post_modified_gmt' => "2026-11-01 $hour:00:00"], ['ID' => $id]);
            echo json_encode($ids);"""
        self.titles = ["camille-roy", "lea-tremblay", "nadia-benali", "recette"]
        self.posts: list[int] = json.loads(self.php(code, titles=self.titles, content=PORTRAIT))
        self.binned: set[int] = set()
        self._number = 0

    def php(self, code: str, **values: Any) -> str:
        """Run PHP on the site, with ``values`` as its variables."""
        told = base64.b64encode(json.dumps(values).encode()).decode()
        start = "global $wpdb; $wpdb->query(\"SET SESSION sql_mode = ''\"); "
        return self.box.eval_php(f"{start} extract(json_decode(base64_decode('{told}'), true)); {code}")

    @property
    def portraits(self) -> list[KnownPost]:
        """The posts that show a portrait, as a sync is told of them."""
        return [
            KnownPost(number, title, title, "", number in self.binned)
            for number, title in zip(self.posts[:-1], self.titles, strict=False)
        ]

    def say(self, post: int, content: str, **fields: str) -> int:
        """One comment; its id."""
        code = """$wpdb->insert($wpdb->comments, $fields + ['comment_post_ID' => $post, 'comment_content' => $content,
            'comment_author' => 'Nadia Benali', 'comment_author_email' => 'nadia@example.org',
            'comment_date' => '2026-11-20 14:03:00', 'comment_date_gmt' => '2026-11-20 14:03:00']);
            echo $wpdb->insert_id;"""
        return int(self.php(code, post=post, content=content, fields=fields or {"comment_approved": "1"}))

    def write(self, many: int) -> None:
        """Comments of every kind, some in answer to others, at any depth."""
        code = """$known = $wpdb->get_col("SELECT comment_ID FROM $wpdb->comments");
            foreach ($rows as [$fields, $answers]) {
                $parent = $answers && $known ? $known[$answers % count($known)] : 0;
                $wpdb->insert($wpdb->comments, $fields + ['comment_parent' => $parent]);
                $known[] = $wpdb->insert_id;
            }"""
        for start in range(0, many, 500):
            self.php(code, rows=[self._row() for _ in range(min(500, many - start))])

    def _row(self) -> tuple[dict[str, Any], int]:
        self._number += 1
        date = self.chance.choice(DATES) if self._number % 3 else f"2026-11-{1 + self._number % 28:02} 10:00:00"
        fields = {
            "comment_post_ID": self.chance.choice([post for post in self.posts if post not in self.binned]),
            "comment_author": self.chance.choice(("Nadia Benali", "Léa &amp; fils", "", "Robot \x1b[2J")),
            "comment_author_email": f"n{self._number % 7}@example.org",
            "comment_author_url": self.chance.choice(("", "https://nadia.example.org/?a=1&b=2")),
            "comment_author_IP": f"192.0.2.{self._number % 250}",
            "comment_agent": "Lynx/2.9",
            "comment_date": date,
            "comment_date_gmt": date,
            "comment_content": self.chance.choice(TEXTS) if self._number % 200 else LONG,
            "comment_approved": self.chance.choice(STATUSES),
            "comment_type": self.chance.choice(KINDS),
        }
        return fields, self.chance.randrange(10**6) if self.chance.random() < 0.6 else 0

    def change(self, many: int) -> list[str]:
        """So many random changes, by WordPress's own functions; what they were."""
        kinds = self.chance.choices(
            ("edit", "moderate", "bin", "delete", "approve", "new", "bin a post", "restore a post"),
            (10, 10, 6, 6, 8, 8, 1, 1),
            k=many,
        )
        steps = [(kind, self.chance.randrange(10**9)) for kind in kinds]
        self.write(kinds.count("new"))
        told = self.php(_CHANGES, steps=steps, posts=self.posts[:-1], texts=list(TEXTS))
        self.binned = set(json.loads(told))
        return kinds

    def told(self, posts: Sequence[int], *, personal: bool) -> list[Comment]:
        """What the database holds, asked past every API, as the mirror should have it. Links are left empty."""
        code = """$rows = $wpdb->get_results("SELECT * FROM $wpdb->comments WHERE comment_post_ID IN ("
            . implode(',', $posts) . ") AND comment_type <> 'note' ORDER BY comment_ID", ARRAY_A);
            echo json_encode($rows, JSON_THROW_ON_ERROR);"""
        return [_comment(row, personal) for row in json.loads(self.php(code, posts=list(posts)))]


def _comment(row: dict[str, str], personal: bool) -> Comment:
    date = row["comment_date_gmt"]
    return Comment(
        id=int(row["comment_ID"]),
        post=int(row["comment_post_ID"]),
        parent=int(row["comment_parent"]),
        author=_carried(unescape(row["comment_author"])),
        author_url=row["comment_author_url"],
        date_gmt=(UNDATED if date.startswith("0000") else datetime.fromisoformat(date)).replace(tzinfo=UTC),
        content=_carried(row["comment_content"]),
        status=_NAMES.get(row["comment_approved"], row["comment_approved"]),
        kind=row["comment_type"] or "comment",
        user_id=int(row["user_id"]),
        email=row["comment_author_email"] if personal else "",
        ip=row["comment_author_IP"] if personal else "",
        agent=row["comment_agent"] if personal else "",
    )


def _carried(text: str) -> str:
    """The text without the characters that XML has no place for."""
    return "".join(each for each in text if each in "\t\n\r" or each >= " ")


_CHANGES = """
$pick = function ($number) use ($wpdb) {
    $ids = $wpdb->get_col("SELECT comment_ID FROM $wpdb->comments ORDER BY comment_ID");
    return $ids ? (int) $ids[$number % count($ids)] : 0;
};
foreach ($steps as [$kind, $number]) {
    $id = $pick($number);
    $post = $posts[$number % count($posts)];
    switch ($kind) {
        case 'edit':
            $wpdb->update($wpdb->comments, ['comment_content' => $texts[$number % count($texts)] . $number],
                ['comment_ID' => $id]);
            clean_comment_cache($id);
            break;
        case 'moderate': wp_set_comment_status($id, ['hold', 'spam', 'approve'][$number % 3]); break;
        case 'bin': wp_trash_comment($id); break;
        case 'delete': wp_delete_comment($id, true); break;
        case 'approve': wp_set_comment_status($id, 'approve'); break;
        case 'bin a post': wp_trash_post($post); break;
        case 'restore a post': wp_untrash_post($post); break;
    }
}
echo json_encode(array_values(array_filter($posts, fn ($post) => get_post_status($post) === 'trash')));
"""
