"""The comments as JSON, as Markdown and on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from markdown_it import MarkdownIt

from wp_portraits.comments.exports.as_json import json_pieces
from wp_portraits.comments.exports.as_markdown import markdown_pieces
from wp_portraits.comments.listing import LONGEST, Look, listing
from wp_portraits.comments.threads import conversations
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost

NADIA = Comment(
    12,
    7,
    0,
    "Nadia Benali",
    "https://nadia.example.org",
    datetime(2026, 11, 20, 14, 3, tzinfo=UTC),
    "Merci!\n\nDeux questions.",
    "approved",
)
CAMILLE = replace(NADIA, id=15, parent=12, author="Camille Roy", content="Avec plaisir.\nEncore", user_id=1)
ROBOT = replace(
    NADIA,
    id=13,
    post=8,
    author="\x1b[31m<b>Robot</b>",
    content='<script>x</script><a href="https://spam.example">Achetez</a>\n# Titre\x1b[2J',
    status="spam",
)
HELD = replace(NADIA, id=14, post=9, parent=5, content="À voir", status="hold")
ALL = [CAMILLE, HELD, ROBOT, NADIA]
POSTS = {
    7: KnownPost(7, "camille-roy", "Portrait : Camille *Roy*", "https://blog.example.org/camille-roy/"),
    8: KnownPost(8, "lea-tremblay"),
}
KEYS = {7: "camille-roy", 8: "lea-tremblay"}


def as_json(comments: Iterable[Comment]) -> str:
    return "".join(json_pieces(sorted(comments, key=lambda comment: comment.id), KEYS))


def as_markdown(comments: Iterable[Comment], posts: Mapping[int, KnownPost] = POSTS) -> str:
    return "".join(markdown_pieces(conversations(comments, posts)))


def test_a_year_has_four_digits_everywhere() -> None:
    """An import may bring a comment of any year, and ``strftime`` would write this one with three."""
    old = replace(NADIA, date_gmt=datetime(987, 6, 5, 4, 3, 2, tzinfo=UTC))
    [exported] = json.loads("".join(json_pieces([old], {7: "lea-tremblay"})))
    assert exported["date_gmt"] == "0987-06-05T04:03:02Z"
    assert "0987-06-05 04:03 UTC" in listing(conversations([old], {}))


def test_json_is_a_list_ordered_by_id() -> None:
    exported = json.loads(as_json(ALL))
    assert [comment["id"] for comment in exported] == [12, 13, 14, 15]
    assert exported[0] == {
        "id": 12,
        "key": "camille-roy",
        "post": 7,
        "parent": 0,
        "author": "Nadia Benali",
        "date_gmt": "2026-11-20T14:03:00Z",
        "status": "approved",
        "content": "Merci!\n\nDeux questions.",
    }
    assert list(exported[0]) == ["id", "key", "post", "parent", "author", "date_gmt", "status", "content"]


def test_json_is_sanitised() -> None:
    robot = json.loads(as_json(ALL))[1]
    assert robot["author"] == "Robot"
    assert robot["content"] == ('<a href="https://spam.example" rel="nofollow ugc noopener">Achetez</a>\n# Titre')


def test_json_dates_are_utc_whatever_the_zone() -> None:
    east = replace(NADIA, date_gmt=datetime(2026, 11, 20, 9, 3, tzinfo=timezone(timedelta(hours=-5))))
    naive = replace(NADIA, id=13, date_gmt=datetime(2026, 11, 20, 14, 3))
    dates = {comment["date_gmt"] for comment in json.loads(as_json([east, naive]))}
    assert dates == {"2026-11-20T14:03:00Z"}


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(as_json([])) == []


def test_json_comes_one_comment_a_line_and_unescaped() -> None:
    text = as_json(ALL)
    assert len(text.splitlines()) == len(ALL) + 2
    assert "À voir" in text
    assert text.endswith("]\n")


def test_markdown_shows_threads_per_portrait() -> None:
    assert as_markdown([NADIA, CAMILLE]) == (
        "# Comments\n"
        "\n"
        "## [Portrait : Camille \\*Roy\\*](<https://blog.example.org/camille-roy/>)\n"
        "\n"
        "**Nadia Benali**, 2026-11-20 14:03 UTC (comment 12)\n"
        "\n"
        "> Merci!\n"
        ">\n"
        "> Deux questions.\n"
        "\n"
        "> **Camille Roy**, 2026-11-20 14:03 UTC (comment 15, in reply to 12)\n"
        ">\n"
        "> > Avec plaisir.\\\n"
        "> > Encore\n"
    )


def test_markdown_marks_what_readers_do_not_see_and_stays_markdown() -> None:
    text = as_markdown(ALL)
    assert "(comment 14) — *hold*" in text
    rendered = MarkdownIt("commonmark").render(text)
    assert re.findall(r"<h\d>.*?</h\d>", rendered) == [
        "<h1>Comments</h1>",
        "<h2>Post 9</h2>",
        '<h2><a href="https://blog.example.org/camille-roy/">Portrait : Camille *Roy*</a></h2>',
        "<h2>lea-tremblay</h2>",
    ]
    assert "<script" not in rendered
    assert "<strong>Robot</strong>" in rendered


def test_an_address_cannot_leave_its_link() -> None:
    post = KnownPost(7, "camille-roy", "Titre", "https://blog.example.org/>)\n# Piège <b>")
    assert as_markdown([NADIA], {7: post}).splitlines()[2] == (
        "## [Titre](<https://blog.example.org/%3E)%0A#%20Pi%C3%A8ge%20%3Cb%3E>)"
    )
    script = KnownPost(7, "camille-roy", "Titre", "javascript:alert(1)")
    assert as_markdown([NADIA], {7: script}).splitlines()[2] == "## Titre"


def test_a_deep_thread_stops_moving_in() -> None:
    deep = [replace(NADIA, id=number, parent=number - 1) for number in range(1, 3001)]
    assert max(len(line) for line in as_markdown(deep).splitlines()) < 120
    shown = listing(conversations(deep, POSTS))
    assert max(len(line) for line in shown.splitlines()) < 120
    assert "in reply to #2999" in shown


def test_listing_shows_ids_threads_and_marks() -> None:
    assert listing(conversations(ALL, POSTS)) == (
        "post 9\n"
        "\n"
        "  #14 Nadia Benali  2026-11-20 14:03 UTC  [waiting for approval]\n"
        "    À voir\n"
        "\n"
        "camille-roy  Portrait : Camille *Roy*\n"
        "\n"
        "  #12 Nadia Benali  2026-11-20 14:03 UTC\n"
        "    Merci!\n"
        "    Deux questions.\n"
        "\n"
        "    #15 Camille Roy  2026-11-20 14:03 UTC\n"
        "      Avec plaisir.\n"
        "      Encore\n"
        "\n"
        "lea-tremblay\n"
        "\n"
        "  #13 Robot  2026-11-20 14:03 UTC  [spam]\n"
        "    Achetez (https://spam.example)\n"
        "    # Titre\n"
    )


def test_listing_of_nothing_is_empty() -> None:
    assert listing(()) == ""


def test_colors_are_ours_alone() -> None:
    colored = listing(conversations([ROBOT], POSTS), Look(color=True))
    assert set(re.findall("\x1b\\[\\d+m", colored)) == {"\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"}
    assert "\x1b[2J" not in colored
    assert "\x1b" not in listing(conversations([ROBOT], POSTS))


def test_lines_are_wrapped_with_their_margin() -> None:
    long = replace(NADIA, content="Une phrase qui ne tient pas sur une seule ligne étroite.")
    lines = listing(conversations([long], POSTS), Look(width=30)).splitlines()[3:-1]
    assert len(lines) > 1
    assert all(line.startswith("    ") and len(line) <= 30 for line in lines)


def test_a_long_comment_is_cut_in_a_listing_and_whole_alone() -> None:
    long = replace(NADIA, content="x" * (LONGEST + 500), author="")
    assert "… (500 more characters)" in listing(conversations([long], POSTS))
    whole = listing(conversations([long], POSTS), Look(whole=True))
    assert "#12 Anonymous" in whole
    assert "x" * (LONGEST + 500) in whole


def test_what_does_not_fit_stands_below() -> None:
    held = replace(NADIA, status="hold", author="Nadia" * 40)
    lines = listing(conversations([held], POSTS), Look(width=150, unread={12})).splitlines()
    assert lines[2].startswith("  #12 NadiaNadia")
    assert lines[2].endswith("2026-11-20 14:03 UTC")
    assert len(lines[2]) < 150
    assert lines[3] == "    [waiting for approval]  [unread]"


def test_wide_letters_take_two_columns() -> None:
    wide = replace(NADIA, content="漢字" * 30 + " fin e\u0301t e\u0301")
    lines = listing(conversations([wide], POSTS), Look(width=44)).splitlines()[3:]
    assert lines == ["    " + "漢字" * 10] * 3 + ["    fin e\u0301t e\u0301"]
