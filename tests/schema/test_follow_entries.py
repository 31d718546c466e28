"""The entries of ``follow``: shorthands, networks, handles and addresses."""

from __future__ import annotations

import pytest
from schema_text import read, told

from wp_portraits.schema.networks import NETWORKS


@pytest.mark.parametrize(
    ("entry", "network", "name", "label", "url"),
    [
        (
            'mastodon: "@zoe@social.example"',
            "mastodon",
            "Mastodon",
            "@zoe@social.example",
            "https://social.example/@zoe",
        ),
        ("mastodon: zoe@social.example", "mastodon", "Mastodon", "zoe@social.example", "https://social.example/@zoe"),
        (
            "Bluesky: zoe.bsky.social",
            "bluesky",
            "Bluesky",
            "zoe.bsky.social",
            "https://bsky.app/profile/zoe.bsky.social",
        ),
        ('twitter: "@zoe_r"', "x", "X", "@zoe_r", "https://x.com/zoe_r"),
        ("linkedin: zoé-roy", "linkedin", "LinkedIn", "zoé-roy", "https://www.linkedin.com/in/zo%C3%A9-roy"),
        ("instagram: zoe.roy", "instagram", "Instagram", "zoe.roy", "https://www.instagram.com/zoe.roy/"),
        (
            "youtube: https://www.youtube.com/@zoe",
            "youtube",
            "YouTube",
            "youtube.com/@zoe",
            "https://www.youtube.com/@zoe",
        ),
        ("blogue: https://zoe.example/", "blog", "Blogue", "zoe.example", "https://zoe.example/"),
        ("email: zoe@example.org", "email", "Email", "zoe@example.org", "mailto:zoe@example.org"),
        ("https://github.com/zoe", "github", "GitHub", "github.com/zoe", "https://github.com/zoe"),
        ("https://zoe.example", "site", "Site Web", "zoe.example", "https://zoe.example"),
        (
            "{network: blog, url: https://zoe.example, label: Mon blogue}",
            "blog",
            "Blogue",
            "Mon blogue",
            "https://zoe.example",
        ),
        ("{network: linkedin}", "linkedin", "LinkedIn", "Zoé", None),
        ("{network: linkedin, label: Zoé R.}", "linkedin", "LinkedIn", "Zoé R.", None),
        ('{network: x, handle: "@zoe", url: https://x.example/z}', "x", "X", "@zoe", "https://x.example/z"),
        ("{url: https://vimeo.com/zoe}", "vimeo", "Vimeo", "vimeo.com/zoe", "https://vimeo.com/zoe"),
        ("{podcast: https://zoe.example/p, label: Balado}", "podcast", "Balado", "Balado", "https://zoe.example/p"),
        (
            '{mastodon: "@zoe@s.example", url: https://s.example/@z}',
            "mastodon",
            "Mastodon",
            "@zoe@s.example",
            "https://s.example/@z",
        ),
    ],
)
def test_entries(entry: str, network: str, name: str, label: str, url: str | None) -> None:
    found = read(f"follow:\n  - {entry}\n")
    assert found.diagnostics == ()
    (link,) = found.front.follow
    assert (link.network, link.network_name, link.label, link.url) == (network, name, label, url)


def test_names_follow_the_language_of_the_portrait() -> None:
    (link,) = read("lang: en\nfollow:\n  - infolettre: https://zoe.example\n").front.follow
    assert link.network_name == "Newsletter"


def test_a_note_stays() -> None:
    (link,) = read('follow:\n  - {network: blog, url: https://zoe.example, note: "à jour, promis"}\n').front.follow
    assert link.note == "à jour, promis"


@pytest.mark.parametrize(
    ("entry", "expected", "hint"),
    [
        ("mastodon: zoe", ("U003", 5, 15, 18), "@camille@social.example"),
        ('twitter: "@trop_long_pour_eux"', ("U003", 5, 14, 35), "@camille"),
        ('{network: github, handle: "a b"}', ("U003", 5, 31, 36), "camille"),
        ("blog: zoe.example.org", ("U001", 5, 11, 26), "https://zoe.example.org"),
        ("{network: blog, url: zoe}", ("U001", 5, 26, 29), "https://example.org/page"),
        ("{network: blog, url: javascript:alert(1)}", ("U001", 5, 26, 45), "Only http"),
        ("bonjour", ("F007", 5, 5, 12), "mastodon:"),
        ("", ("F007", 5, 4, 4), "delete"),
        ("[x]", ("F007", 5, 5, 8), "its own line"),
        ("{network: blog, label: [x]}", ("F007", 5, 28, 31), "without brackets"),
        ("{label: Zoé}", ("F006", 5, 5, 17), "network"),
        ("{a: b, c: d}", ("F006", 5, 5, 17), "network"),
    ],
)
def test_what_does_not_look_right(entry: str, expected: tuple[str, int, int, int], hint: str) -> None:
    found = read(f"follow:\n  - {entry}\n")
    assert told(found)[0] == expected
    assert hint in found.diagnostics[0].hint
    assert found.portrait is None


def test_an_unknown_network_is_shown_as_written_with_a_warning() -> None:
    found = read("follow:\n  - {network: Mastodonn, url: https://s.example/@z}\n  - zzz: zoe\n")
    assert told(found) == [("U002", 5, 15, 24), ("U002", 6, 10, 13)]
    assert "mastodon?" in found.diagnostics[0].hint
    assert "bluesky" in found.diagnostics[1].hint
    assert found.portrait is not None
    first, second = found.portrait.follow
    assert (first.network, first.network_name, first.url) == ("Mastodonn", "Mastodonn", "https://s.example/@z")
    assert (second.network, second.label, second.url) == ("zzz", "zoe", None)


def test_a_mistyped_key_is_no_network() -> None:
    found = read("follow:\n  - {netwrk: blog, url: https://e.example}\n")
    assert [code for code, *_ in told(found)] == ["F006", "F005"]


def test_every_known_network_takes_its_own_example() -> None:
    for network in NETWORKS:
        if network.handle:
            address = network.address_of(network.example)
            assert address is not None
            assert address.startswith(("https://", "mailto:"))
    assert len({network.id for network in NETWORKS}) == len(NETWORKS)
