"""Addresses that may stand in a page, and the players some of them become."""

from __future__ import annotations

import pytest

from wp_portraits.render.addresses import picture_address, safe_address
from wp_portraits.render.embeds import embed


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/é?a=1&b=2#c", "https://example.org/é?a=1&b=2#c"),
        ("  https://example.org/a b ", "https://example.org/a%20b"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/[gallery]", "https://example.org/%5Bgallery%5D"),
        ("http://[::1]:80/[a]", "http://[::1]:80/%5Ba%5D"),
        ("?a=1&copy;=2", "?a=1&copy%3B=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+15145550100", "tel:+15145550100"),
        ("//example.org/a", "//example.org/a"),
        ("a/b:c", "a/b:c"),
    ],
)
def test_a_safe_address_stays(address: str, safe: str) -> None:
    assert safe_address(address) == safe
    assert safe_address(safe) == safe


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "java\nscript:x",
        "\x01javascript:x",
        " data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "a:b",
    ],
)
def test_an_unsafe_scheme_is_no_address(address: str) -> None:
    assert safe_address(address) == ""


def test_a_picture_comes_from_the_web_or_the_site() -> None:
    assert picture_address("https://example.org/a.png") == "https://example.org/a.png"
    assert picture_address("/a.png") == "/a.png"
    assert picture_address("mailto:a@example.org") == ""


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://www.youtube.com/watch?v=a", "youtube"),
        ("https://youtu.be/a", "youtube"),
        ("https://m.youtube.com/shorts/a", "youtube"),
        ("https://vimeo.com/1", "vimeo"),
        ("https://dai.ly/a", "dailymotion"),
        ("https://x.com/a/status/1", "twitter"),
        ("https://a.tumblr.com/post/1", "tumblr"),
        ("https://speakerdeck.com/a/b", "speaker-deck"),
        ("HTTPS://SoundCloud.com/a", "soundcloud"),
    ],
)
def test_a_known_provider_is_embedded(address: str, provider: str) -> None:
    found = embed(address)
    assert found is not None
    assert found.provider == provider


def test_x_is_asked_under_its_old_name() -> None:
    found = embed("https://x.com/a/status/1")
    assert found is not None
    assert found.url == "https://twitter.com/a/status/1"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://youtube.com.example.org/watch?v=a",
        "https://youtu.be",
        "ftp://youtu.be/a",
        "https://www.youtube.com/@camille",
        "https://youtu.be/a b",
        "https://notvimeo.com/1",
        "https://x.com/camille",
    ],
)
def test_anything_else_is_not(address: str) -> None:
    assert embed(address) is None
