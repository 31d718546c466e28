"""What an answer means: JSON, WordPress's own errors, pages, PHP messages, nonsense."""

from __future__ import annotations

import json

import pytest

from wp_portraits.errors import (
    CredentialsRefused,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    RequestRefused,
    ServerFailure,
    SiteError,
    Throttled,
)
from wp_portraits.wordpress.addresses import same_site, shown
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.refusals import refusal


def answer(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    content = body.encode() if isinstance(body, str) else body
    return Answer("POST", "https://example.org/wp-json/wp/v2/posts?token=secret", status, headers, content)


def test_what_is_quoted_of_a_page_steers_no_terminal() -> None:
    page = answer("<html><title>A&#8238;B&#13;C&#27;[31m &amp;amp; D</title>")
    assert page.first_line() == "A B"
    assert answer("<p>A&#8238;B &amp;amp; D</p>").first_line() == "A B &amp; D"


@pytest.mark.parametrize("markup", ["<", "<script>", "<!--"])
def test_markup_that_is_never_closed_holds_nobody_up(markup: str) -> None:
    told = json.dumps({"code": "x", "message": "Non. " + markup * 200_000})
    assert refusal(answer(told, 403)).message.startswith("The site does not permit this: Non.")


def test_a_clock_without_a_zone_is_utc() -> None:
    date = answer("", date="Mon, 23 Nov 2026 10:00:00 -0000").date
    assert date is not None
    assert date.isoformat() == "2026-11-23T10:00:00+00:00"


def test_json_with_a_byte_order_mark_or_blank_lines_is_json() -> None:
    assert answer(b'\xef\xbb\xbf\n\n  {"a": 1}\n').json() == {"a": 1}


PHP = '<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/plugin.php</b> on line <b>3</b><br />\n[{"id":1}]'


@pytest.mark.parametrize(
    ("body", "said", "advised"),
    [
        (PHP, "Warning : Undefined variable $x", "WP_DEBUG_DISPLAY"),
        (
            "\nDeprecated: Function foo() is deprecated in x.php on line 2\n{}",
            "Deprecated: Function foo()",
            "WP_DEBUG_DISPLAY",
        ),
        (
            "<!DOCTYPE html><html><head><title>Accès refusé &amp; fini</title>",
            "“Accès refusé & fini”",
            "security plugin",
        ),
        ("<html><body><script>var x=1</script><p>Bonjour", "“Bonjour”", "WP_URL"),
        ("<html><title>Maintenance</title><p>Briefly unavailable for scheduled maintenance.", "Maintenance", "Wait"),
        ("", "nothing at all", "PHP error log"),
        ("[" * 100_000, "[[[", "browser"),
        ('{"id": 1', '{"id": 1', "browser"),
        (b"\xff\xfe\x00rouge\x1b[31m\x07", "rouge", "browser"),
        ("9" * 5000, "999", "browser"),
    ],
)
def test_what_is_no_json_is_named(body: bytes | str, said: str, advised: str) -> None:
    with pytest.raises(NonsenseAnswer) as nonsense:
        answer(body).json()
    message = nonsense.value.message
    assert said in message
    assert advised in nonsense.value.hint
    assert "secret" not in message
    assert message.isprintable()
    assert len(message) < 300


STATED = json.dumps(
    {"code": "rest_cannot_create", "message": "Désolé, <strong>non</strong>.\x1b[2J", "data": {"status": 401}}
)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRefused),
        (401, CredentialsRefused),
        (403, PermissionRefused),
        (404, NotFound),
        (405, RequestRefused),
        (410, NotFound),
        (413, RequestRefused),
        (429, Throttled),
        (500, ServerFailure),
        (503, ServerFailure),
        (301, RequestRefused),
    ],
)
@pytest.mark.parametrize("body", [STATED, "<html><title>Non</title>", "", "[]", '{"code": 5}'])
def test_every_status_has_its_error(status: int, kind: type[SiteError], body: str) -> None:
    error = refusal(answer(body, status))
    assert type(error) is kind
    assert str(status) in error.message
    assert error.message.isprintable()


def test_wordpress_is_quoted() -> None:
    message = refusal(answer(STATED, 401)).message
    assert "Désolé, non ." in message
    assert "rest_cannot_create" in message


def test_a_firewall_is_told_from_wordpress() -> None:
    assert "firewall" in refusal(answer("<html><title>Blocked</title>", 403)).hint
    assert "editor role" in refusal(answer(STATED, 403)).hint


def test_the_wrong_parameters_are_named() -> None:
    told = {"code": "rest_invalid_param", "message": "Wrong: status", "data": {"params": {"status": "not one of"}}}
    assert "not one of" in refusal(answer(json.dumps(told), 400)).hint


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("https://example.org", "https://www.example.org/x", True),
        ("http://example.org", "https://example.org", True),
        ("https://example.org", "http://example.org", False),
        ("https://example.org", "https://example.org:444", False),
        ("http://127.0.0.1:80", "http://127.0.0.1", True),
        ("http://127.0.0.1:8080", "https://127.0.0.1:8443", False),
        ("https://example.org", "https://example.org.example.com", False),
        ("https://example.org", "https://example.org@example.com", False),
    ],
)
def test_what_one_site_is(left: str, right: str, same: bool) -> None:
    assert same_site(left, right) is same


def test_an_address_is_shown_without_secrets() -> None:
    assert shown("https://lea:x@example.org/a?api_key=1&page=2#f") == "https://example.org/a?api_key=…&page=2"
    assert shown("http://[").isprintable()
