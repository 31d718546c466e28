"""Web addresses."""

from __future__ import annotations

import pytest

from wp_portraits.schema.addresses import address_problem


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=f#g",
        "HTTPS://EXAMPLE.ORG/",
        "https://été.example/œuvre",
        "https://[2001:db8::1]/",
        "https://[2001:db8::1]:8080/",
        "https://127.0.0.1/",
        "https://intranet/",
        "https://example.org./",
        "https://example.org/a(b)",
        "https://a_b.example.org/",
    ],
)
def test_good_addresses(address: str) -> None:
    assert address_problem(address) is None


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("camille.example.org", "lacks its https://", "https://camille.example.org."),
        ("//example.org/x", "lacks its https://", "https://example.org/x."),
        ("example.org:8080/x", "lacks its https://", "https://example.org:8080/x."),
        ("ftp://example.org", "does not begin with https://", "https://example.org"),
        ("javascript:alert(1)", "does not begin with https://", "Only http"),
        ("mailto:zoe", "does not begin with https://", "Only http"),
        ("bonjour", "is not a web address", "looks like"),
        ("", "is not a web address", "looks like"),
        ("https://", "no valid host", "looks like"),
        ("https:///x", "no valid host", "looks like"),
        ("https://-a.example/", "no valid host", "looks like"),
        ("https://a..b/", "no valid host", "looks like"),
        ("https://.example.org/", "no valid host", "looks like"),
        ("https://example.org/a b", "a space", "%20"),
        ("https://example.org/\u00a0", "a space", "%20"),
        ("https://example.org/<x>", "“<”", "pasted"),
        ("https://example.org:port/", "host or port", "browser"),
        ("https://example.org:99999/", "host or port", "browser"),
        ("https://[::1/", "host or port", "browser"),
        ("https://user:secret@example.org/", "user name or password", "Remove"),
    ],
)
def test_bad_addresses_say_what_is_wrong(address: str, message: str, hint: str) -> None:
    problem = address_problem(address)
    assert problem is not None
    assert message in problem.message
    assert hint in problem.hint
    assert "secret" not in problem.message + problem.hint
