"""Differences are for reading: plain text, the words that changed, where they stand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.model.post import PostFields
from wp_portraits.plan.clipping import clipped_pair
from wp_portraits.plan.differences import both_differences, difference, readable, text_difference
from wp_portraits.plan.plain_text import plain

LONG = " ".join(f"mot{number}" for number in range(120))


def post(*paragraphs: str, **fields: Any) -> str:
    content = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{one}</p>\n<!-- /wp:paragraph -->" for one in paragraphs)
    made = PostFields("Camille Roy", "camille-roy", content, "", "publish", None, (), (), 0, "open")
    return readable(PostFields(**(made.as_mapping() | fields)), "")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<p>Un <strong>mot</strong> <em>à part</em>&nbsp;: R&amp;D</p>", "Un **mot** *à part*\xa0: R&D"),
        ('<p><a href="https://example.org/?a=1&amp;b=2">Camille</a>.</p>', "Camille (https://example.org/?a=1&b=2)."),
        ('<h2 class="wp-block-heading"><span id="x">Comment?</span></h2>', "## Comment?"),
        ("<li>ce qui manque</li>", "- ce qui manque"),
        (
            '<figure><img src="https://example.org/a.jpg" alt="Camille à son bureau"/>',
            "[Camille à son bureau: https://example.org/a.jpg]",
        ),
        ('<iframe src="https://example.org/v"></iframe>', "[iframe: https://example.org/v]"),
        ("<tr><td>Un</td><td>Deux</td></tr>", "| Un | Deux"),
        ("</ul>", ""),
        ("un < deux > trois <", "un < deux > trois <"),
    ],
)
def test_html_as_plain_text(line: str, text: str) -> None:
    assert plain(line) == text


@given(st.text(st.sampled_from("<>/ab \"'=é&;h2"), max_size=60))
def test_any_text_can_be_shown(text: str) -> None:
    assert isinstance(plain(text), str)
    assert "\n" not in plain(text.replace("\n", " "))


def test_a_long_paragraph_is_cut_to_the_words_that_changed() -> None:
    other = LONG.replace("mot50 ", "autre ").replace("mot90 ", "")
    old, new = clipped_pair(LONG, other)
    assert old == (
        "… mot45 mot46 mot47 mot48 mot49 mot50 mot51 mot52 mot53 mot54 mot55 … "
        "mot85 mot86 mot87 mot88 mot89 mot90 mot91 mot92 mot93 mot94 mot95 …"
    )
    assert new == old.replace("mot50", "autre").replace("mot90 ", "")


@given(st.lists(st.sampled_from("abc"), max_size=60), st.lists(st.sampled_from("abc"), max_size=60))
def test_two_lines_that_differ_differ_once_cut(one: list[str], other: list[str]) -> None:
    old, new = " ".join(one), " ".join(other)
    assert (clipped_pair(old, new)[0] == clipped_pair(old, new)[1]) == (old == new)


def test_a_kind_of_space_that_changed_is_seen() -> None:
    assert clipped_pair("Oui\xa0: non", "Oui : non") == ("Oui⍽: non", "Oui : non")


def test_a_difference_says_below_which_question_it_stands() -> None:
    before = post("Intro.", LONG).replace("<p>mot0", "<h2>Comment?</h2>\n<p>mot0")
    lines = text_difference(before, before.replace("mot60 ", "un autre mot "))
    assert lines == (
        "@@ Comment? @@",
        "-… mot55 mot56 mot57 mot58 mot59 mot60 mot61 mot62 mot63 mot64 mot65 …",
        "+… mot55 mot56 mot57 mot58 mot59 un autre mot mot61 mot62 mot63 mot64 mot65 …",
    )


def test_both_sides_of_a_conflict_under_headings_of_their_own() -> None:
    base = post("Une réponse.", "La fin.")
    lines = both_differences(base, post("Une réponse retouchée.", "La fin."), post("Une réponse.", "La toute fin."))
    assert lines == (
        "Since it was published, on the site:",
        "@@",
        " comment_status: open",
        "-Une réponse.",
        "+Une réponse retouchée.",
        " La fin.",
        "Since it was published, in the draft:",
        "@@",
        " Une réponse.",
        "-La fin.",
        "+La toute fin.",
    )


def test_what_a_reader_does_not_see_is_shown_as_html() -> None:
    base = post("Une réponse.")
    assert text_difference(base, base.replace("<p>", '<p class="x">')) == (
        "-<p>Une réponse.</p>",
        '+<p class="x">Une réponse.</p>',
    )
    assert both_differences(base, base, base).count("(only what neither a reader nor the editor shows)") == 2


def test_a_title_with_angle_brackets_is_no_html() -> None:
    lines = text_difference(post(), post(title="Camille &lt;R&amp;D&gt;"), short=True)
    assert lines == ("-title: Camille Roy", "+title: Camille <R&D>")


def test_a_long_difference_ends_and_says_how_much_is_left() -> None:
    before, after = post(*(f"{n} un" for n in range(99))), post(*(f"{n} deux" for n in range(99)))
    assert len(text_difference(before, after)) == 61
    assert text_difference(before, after)[-1].endswith("more lines")
    assert len(difference(before, after, short=True)) == 13


def test_lines_that_have_nothing_in_common_are_not_paired() -> None:
    lines = text_difference(post("Un chat dort.", "La fin."), post("Tout autre chose ici.", "La fin."), short=True)
    assert lines == ("-Un chat dort.", "+Tout autre chose ici.")
    moved = text_difference(post("Ajout.", "Une réponse ici."), post("Une réponse là."), short=True)
    assert moved == ("-Ajout.", "-Une réponse ici.", "+Une réponse là.")
