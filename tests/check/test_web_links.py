"""Where addresses of the web stand, and what their answers say; the cases have the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.conftest import SERIES, Look, draft
from wp_portraits.check.moves import Move, move_of
from wp_portraits.check.web_links import finding_of_silence, findings_of_answers
from wp_portraits.check.web_places import web_places
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.link import Fate, Hop, LinkAnswer
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.series_reading import read_series

ROOT = Path(__file__).parents[2]
SERIES_PATH = "drafts/series/s.yml"
DEAD = LinkAnswer(Fate.DEAD, "it is answered 404", 404)
LATE = LinkAnswer(Fate.UNKNOWN, "no answer within 10 s")


def to(*hops: str, fate: Fate = Fate.ALIVE) -> LinkAnswer:
    return LinkAnswer(
        fate, "", 200, tuple(Hop(int(status), url) for status, url in (hop.split(" ", 1) for hop in hops))
    )


def places(look: Look, text: str, series: str = SERIES) -> list[tuple[str, str]]:
    found = web_places(look(text, series=series).read, {SERIES_PATH: series})
    return [(place.url, str(place.span)) for place in found]


# Places


def test_every_place_that_leads_to_the_web(look: Look) -> None:
    front = """\
photo: {file: images/a.jpg, alt: Lui, credit: 'Zoé (https://a.example/z), http://b.example'}
follow:
  - https://c.example/
  - mastodon: "@camille@d.example"
  - {network: bluesky, handle: camille.e.example}
  - {network: linkedin, label: Camille}
  - {network: podcast, url: "https://f.example/p", note: http://not.example}
  - courriel: camille@example.org
reading:
  - {title: "http://not.example", url: HTTPS://g.example/%C3%A9}"""
    body = """\
Voir <https://h.example>, [![](https://i.example/i.png "t")](https://j.example/(j)) et [l'un][k].

https://k.example/watch?v=1

## Comment as-tu commencé [ici](//l.example/l) ?

Il [dit](https://m.example/?a=1&amp;b=2) `https://not.example`.

[k]: <https://n.example/n> "N"
"""
    assert places(look, draft(front, body)) == [
        ("https://c.example/", "drafts/camille-roy.md:6:5"),
        ("https://d.example/@camille", "drafts/camille-roy.md:7:15"),
        ("https://bsky.app/profile/camille.e.example", "drafts/camille-roy.md:8:32"),
        ("https://f.example/p", "drafts/camille-roy.md:10:30"),
        ("HTTPS://g.example/%C3%A9", "drafts/camille-roy.md:13:40"),
        ("https://a.example/z", "drafts/camille-roy.md:4:53"),
        ("http://b.example", "drafts/camille-roy.md:4:75"),
        ("https://h.example", "drafts/camille-roy.md:15:7"),
        ("https://j.example/(j)", "drafts/camille-roy.md:15:62"),
        ("https://i.example/i.png", "drafts/camille-roy.md:15:32"),
        ("https://n.example/n", "drafts/camille-roy.md:23:7"),
        ("https://l.example/l", "drafts/camille-roy.md:19:33"),
        ("https://m.example/?a=1&b=2", "drafts/camille-roy.md:21:4"),
        ("https://k.example/watch?v=1", "drafts/camille-roy.md:17:1"),
    ]


def test_addresses_that_are_wrong_are_not_asked(look: Look) -> None:
    body = "[a](http://), [b](https://moi:secret@example.org/), [c](<https://a.example/b c>), [d](www.example.org)\n"
    assert places(look, draft(body=body)) == []


def test_the_introduction_of_the_series_has_its_place_in_its_file(look: Look) -> None:
    once = SERIES + 'intro: "[Tout](https://a.example/)"\n'
    twice = SERIES + 'intro: "[Tout](https://a.example/), [encore](https://a.example/)"\n'
    assert places(look, draft(), once) == [("https://a.example/", "drafts/series/s.yml:9:16")]
    assert places(look, draft(), twice) == [("https://a.example/", "drafts/camille-roy.md:2:9")]


@pytest.mark.parametrize("path", sorted((ROOT / "drafts").glob("*.md")), ids=lambda path: path.stem)
def test_what_is_written_is_the_address(path: Path) -> None:
    series_file = ROOT / "drafts/series/portrait-de-gestionnaire.yml"
    series, _ = read_series("drafts/series/portrait-de-gestionnaire.yml", series_file.read_bytes())
    read = read_portrait(parse_draft(f"drafts/{path.name}", path.read_bytes()), series, known_series={})
    found = web_places(read, {})
    assert found or path.stem.startswith("_")
    for place in found:
        if place.written is not None:
            assert read.draft.text[slice(*place.written)] == place.url


# Findings


def test_an_address_that_is_defined_once_and_used_twice_is_told_once(look: Look) -> None:
    checked = look(draft(body="[a][x], [b][x]\n\n[x]: https://a.example/\n"))
    found = findings_of_answers(web_places(checked.read, {}), {"https://a.example/": DEAD})
    assert [str(each.span) for each in found] == ["drafts/camille-roy.md:7:6"]


def test_messages_say_what_where_and_what_to_do(look: Look) -> None:
    checked = look(draft(body="[a](https://a.example/), [b](https://b.example/b), [c](http://c.example/)\n"))
    answers = {
        "https://a.example/": LinkAnswer(Fate.DEAD, "it is answered 404", 404, (Hop(301, "https://a.example/x"),)),
        "https://b.example/b": to("301 https://b.example/c"),
        "http://c.example/": LinkAnswer(Fate.BARRED, "c.example (10.0.0.1) belongs to a private network"),
    }
    told = [(each.message, each.hint) for each in findings_of_answers(web_places(checked.read, {}), answers)]
    assert told == [
        (
            "“https://a.example/” is dead: it is answered 404, after a redirect to https://a.example/x.",
            "Search where the page went, link to a copy on web.archive.org, or take the link out.",
        ),
        ("“https://b.example/b” moved for good.", "Write https://b.example/c"),
        (
            "“http://c.example/” was not asked: c.example (10.0.0.1) belongs to a private network.",
            "Readers cannot get there. For a blog inside an intranet, name its network with --links-permit.",
        ),
    ]


def test_one_finding_when_nobody_answers(look: Look) -> None:
    read = look(draft(body="[a](https://a.example/a), [b](https://a.example/b), [c](https://c.example/)\n")).read
    found = web_places(read, {})
    urls = [place.url for place in found]
    silence = finding_of_silence(found, dict.fromkeys(urls, LATE))
    assert silence is not None
    assert (silence.code, str(silence.span)) == ("L004", "drafts/camille-roy.md:5:5")
    assert silence.message == "None of the 3 addresses could be checked: no answer within 10 s."
    assert finding_of_silence(found, {**dict.fromkeys(urls, LATE), urls[0]: DEAD}) is None
    assert finding_of_silence(found, {**dict.fromkeys(urls, LATE), urls[0]: to("302 https://a.example/")}) is None
    assert finding_of_silence(found, dict.fromkeys(urls[:2], LATE)) is None  # one host may be down
    assert finding_of_silence(found, {}) is None


# Moves


@pytest.mark.parametrize(
    ("url", "hops", "move"),
    [
        ("https://a.example/b", ["301 https://a.example/b/"], Move("https://a.example/b/", False, False)),
        ("https://a.example/b", ["308 https://c.example/"], Move("https://c.example/", False, True)),
        ("https://a.example/", ["301 https://c.example/"], Move("https://c.example/", False, False)),
        ("http://a.example/b#c", ["301 https://a.example/b"], Move("https://a.example/b#c", True, False)),
        ("http://a.example/b", ["301 https://www.a.example/b"], Move("https://www.a.example/b", False, False)),
        ("http://a.example/b", ["301 https://a.example/b", "301 https://a.example/c"], Move("https://a.example/c", False, False)),
        ("http://a.example:80/b", ["302 https://a.example/b"], Move("https://a.example/b", True, False)),
        ("http://a.example/b", ["302 http://a.example/c", "301 https://a.example/c"], None),
        ("http://québec.example/", ["301 https://xn--qubec-csa.example/"], Move("https://xn--qubec-csa.example/", True, False)),
        ("https://a.example/b?c=d", ["301 https://a.example/b?c=d&utm_medium=x&fbclid=y"], None),
        ("https://a.example/b?utm_medium=x", ["301 https://a.example/c?utm_medium=x"], Move("https://a.example/c?utm_medium=x", False, False)),
        ("https://A.example/b", ["301 https://a.example:443/b"], None),
        ("https://a.example/b", ["301 http://a.example/b"], None),
        ("https://a.example/b", ["303 https://a.example/c"], None),
        ("https://a.example/b", [], None),
    ],
)  # fmt: skip
def test_moves(url: str, hops: list[str], move: Move | None) -> None:
    assert move_of(url, to(*hops)) == move
    assert move_of(url, to(*hops, fate=Fate.DEAD)) is None


@given(st.text(), st.lists(st.builds(Hop, st.sampled_from([301, 302, 308]), st.text())))
def test_nothing_a_server_says_is_too_much(url: str, hops: list[Hop]) -> None:
    move = move_of(url, LinkAnswer(Fate.ALIVE, "", 200, tuple(hops)))
    assert move is None or any(hop.status for hop in hops)
