"""What a status means when something before WordPress gave it, and which door to ask for."""

from __future__ import annotations

import pytest

from wp_portraits.errors import CredentialsRefused, PermissionRefused, SiteError
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.refusals import ASKS_ITS_OWN_PASSWORD, refusal, substance

HOME = "https://blog.example.org"
PAGE = b"<!DOCTYPE html><html><head><title>Interdit</title></head></html>"
POSTS = f"{HOME}/wp-json/wp/v2/posts"
STATED = b'{"code":"rest_forbidden","message":"D\\u00e9sol\\u00e9.","data":{"status":403}}'


def answered(method: str, url: str, status: int, body: bytes = PAGE) -> SiteError:
    return refusal(Answer(method, url, status, {}, body))


@pytest.mark.parametrize(
    ("method", "url", "door", "other"),
    [
        ("GET", POSTS, "let /wp-json/ through", "--transport"),
        ("POST", f"{HOME}/xmlrpc.php", "let /xmlrpc.php through", "/wp-json/"),
        ("POST", POSTS, "send it the other way, with --transport xmlrpc", "/xmlrpc.php"),
    ],
)
def test_a_firewall_is_named_with_the_door_it_shuts(method: str, url: str, door: str, other: str) -> None:
    refused = answered(method, url, 403)
    assert isinstance(refused, PermissionRefused)
    assert door in refused.hint
    assert other not in refused.hint


def test_what_wordpress_itself_refuses_is_no_firewall() -> None:
    refused = answered("POST", POSTS, 403, STATED)
    assert "Désolé." in refused.message
    assert "firewall" not in refused.hint


def test_a_password_of_the_web_server_is_not_wordpresss() -> None:
    assert answered("GET", POSTS, 401).hint == ASKS_ITS_OWN_PASSWORD
    stated = answered("GET", POSTS, 401, STATED)
    assert isinstance(stated, CredentialsRefused)
    assert stated.hint != ASKS_ITS_OWN_PASSWORD
    assert "--transport xmlrpc" in stated.hint


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 418])
def test_the_substance_of_a_refusal_is_what_its_class_does_not_say(status: int) -> None:
    refused = answered("GET", POSTS, status)
    assert substance(refused).startswith(f"GET {POSTS} was answered {status}")
    assert refused.message.endswith(substance(refused))
    assert substance(SiteError("Something else.")) == "Something else."
