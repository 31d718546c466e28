"""The REST transport where no real WordPress can be made to misbehave: roots, batches, shapes, hosts that interfere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hostile import Hostile, replies, sends, serving, silent
from site_contract import wanted

from wp_portraits.errors import (
    CredentialsRefused,
    NoAnswer,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    Redirected,
    RequestRefused,
    ServerFailure,
    SiteError,
    Throttled,
    Unreachable,
)
from wp_portraits.model.post import RemotePost
from wp_portraits.wordpress.rest.batches import LARGEST_BATCH, grouped
from wp_portraits.wordpress.rest.connect import connect
from wp_portraits.wordpress.rest.lists import LONGEST, lists
from wp_portraits.wordpress.rest.media import multipart
from wp_portraits.wordpress.rest.site import RestSite
from wp_portraits.wordpress.site import Upload

POST = {
    "id": 7,
    "link": "https://example.org/lea/",
    "slug": "lea",
    "status": "publish",
    "date": "2026-11-20T09:00:00",
    "modified_gmt": "2026-11-20T14:00:00",
    "title": {"raw": "R&amp;D"},
    "content": {"raw": "x\ud800"},
    "excerpt": {"raw": ""},
    "author": 1,
    "featured_media": 0,
    "comment_status": "open",
    "categories": [3, 1],
    "tags": [],
}
PAGE = "<!DOCTYPE html><html><title>Accueil</title></html>"
INDEX = '{"name":"Portraits","namespaces":["wp/v2"]}'
ERROR = '{"code":"rest_no_route","message":"No route","data":{"status":404}}'


def told(thing: object, status: int = 200, **headers: str) -> Callable[..., None]:
    return replies(status, json.dumps(thing), **headers)


def at(server: Hostile, **more: object) -> RestSite:
    options = {
        "timeout": 1.0,
        "rest_root": f"{server.url}/wp-json/",
        "sleep": lambda seconds: None,
        "workers": 1,
        **more,
    }
    return connect(server.url, "Basic eDp5", **options)  # type: ignore[arg-type]


def asked(server: Hostile) -> list[str]:
    return [request.split(b"\r\n")[0].decode().removesuffix(" HTTP/1.1") for request in server.received]


# Looking for the API


@pytest.fixture
def log() -> list[str]:
    return []


def test_the_usual_place_needs_no_search() -> None:
    with serving(told(POST)) as server:
        assert at(server, rest_root=None).post(7).id == 7
        assert asked(server)[0].startswith("GET /wp-json/wp/v2/posts/7?")


def test_the_page_says_where_it_is() -> None:
    link = '</blog/wp-json/>; rel="https://api.w.org/", </x>; rel=shortlink'
    with serving(replies(404, PAGE), replies(200, Link=link), told(POST)) as server:
        assert at(server, rest_root=None).post(7).id == 7
        assert asked(server)[1] == "HEAD /"
        assert asked(server)[2].startswith("GET /blog/wp-json/wp/v2/posts/7?")


def test_without_a_word_of_the_page_the_usual_places_are_tried() -> None:
    script = [replies(200, PAGE), replies(200), replies(200, PAGE), replies(200, INDEX), told(POST)]
    with serving(*script) as server:
        site = at(server, rest_root=None)
        assert site.post(7).id == 7
        assert asked(server)[3] == "GET /?rest_route=/&_fields=namespaces"
        assert site.post(7).id == 7
        assert len(server.received) == 6


def test_no_wordpress_at_all() -> None:
    with serving(replies(200, PAGE)) as server, pytest.raises(NotFound) as missing:
        at(server, rest_root=None).facts()
    assert "WP_REST_ROOT" in missing.value.hint


def test_a_firewall_before_the_api() -> None:
    with serving(replies(403, "<html><title>Blocked by Wall")) as server, pytest.raises(PermissionRefused) as refused:
        at(server, rest_root=None).facts()
    assert "Blocked by Wall" in refused.value.message


def test_a_broken_site_is_not_searched() -> None:
    with serving(replies(500, PAGE)) as server, pytest.raises(ServerFailure):
        at(server, rest_root=None).facts()
    assert asked(server) == ["GET /wp-json/?_fields=name,home,gmt_offset,timezone_string,authentication"]


def test_an_api_on_another_site_gets_nothing() -> None:
    link = '<https://api.example.com/>; rel="https://api.w.org/"'
    with serving(replies(404, PAGE), replies(200, Link=link)) as server, pytest.raises(Redirected) as refused:
        at(server, rest_root=None).facts()
    assert "WP_REST_ROOT" in refused.value.hint


def test_a_site_that_has_moved_is_found_and_said(log: list[str]) -> None:
    with serving(told(POST)) as real:
        target = real.url.replace("127.0.0.1", "localhost") + "/wp-json/wp/v2/posts/7"
        with serving(replies(301, Location=target)) as old, pytest.raises(Redirected):
            at(old, rest_root=None, log=log.append).post(7)


def test_a_redirect_to_another_folder_is_resolved_once(log: list[str]) -> None:
    link = '</blog/wp-json/>; rel="https://api.w.org/"'
    script = [
        replies(301, Location="/blog/"),
        replies(200, PAGE),
        replies(301, Location="/blog/"),
        replies(200, Link=link),
    ]
    with serving(*script, told(POST)) as server:
        site = at(server, rest_root=None, log=log.append)
        site.post(7)
        site.post(7)
        assert len(server.received) == 6


def test_a_write_that_is_redirected_is_not_repeated() -> None:
    with serving(replies(301, Location="/ailleurs")) as server:
        with pytest.raises(Redirected):
            at(server).create_posts([wanted("lea")])
        assert len(server.received) == 1


# Batches


def batch(*responses: tuple[int, object]) -> Callable[..., None]:
    return told({"responses": [{"status": status, "body": body} for status, body in responses]}, 207)


def outcomes(server: Hostile, number: int = 2) -> list[RemotePost | SiteError]:
    return at(server).create_posts([wanted(f"n{position}") for position in range(number)])


@pytest.mark.parametrize("status", [403, 404, 405])
def test_without_batches_each_post_goes_alone(status: int) -> None:
    with serving(replies(status, ERROR), told(POST, 201), told({"code": "x", "message": "Non"}, 400)) as server:
        good, bad, also_bad = outcomes(server, 3)
        assert len(server.received) == 4
    assert isinstance(good, RemotePost)
    assert isinstance(bad, RequestRefused)
    assert isinstance(also_bad, RequestRefused)


def test_each_of_a_batch_has_its_outcome() -> None:
    refused = {"code": "rest_cannot_edit", "message": "Non", "data": {"status": 403}}
    with serving(batch((201, POST), (403, refused), (500, None), (201, {"id": "x"}))) as server:
        kinds = [type(outcome) for outcome in outcomes(server, 4)]
    assert kinds == [RemotePost, PermissionRefused, ServerFailure, NonsenseAnswer]


@pytest.mark.parametrize("body", [{}, [], {"responses": 5}, {"responses": []}, {"responses": [1, None]}, None])
def test_a_batch_of_another_shape_leaves_everything_in_doubt(body: object) -> None:
    with serving(told(body, 207)) as server:
        assert all(isinstance(outcome, NonsenseAnswer) for outcome in outcomes(server))


def test_after_no_answer_nothing_more_is_sent() -> None:
    with serving(sends(b"")) as server:
        found = outcomes(server, 30)
        assert len(server.received) == 1
    assert [type(outcome) for outcome in found] == [NoAnswer] * 25 + [Unreachable] * 5
    assert found[-1].message.startswith("Not sent")  # type: ignore[union-attr]


def test_batches_travel_abreast_and_their_outcomes_stay_in_order() -> None:
    first, last = batch(*[(201, POST)] * 25), batch(*[(201, {**POST, "id": 9})] * 10)
    with serving(first, first, last) as server:
        found = at(server, workers=2).create_posts([wanted(f"n{number}") for number in range(60)])
        assert len(server.received) == 3
    assert [outcome.id for outcome in found if isinstance(outcome, RemotePost)] == [7] * 50 + [9] * 10


def test_of_two_abreast_that_get_no_answer_both_are_in_doubt_and_nothing_follows() -> None:
    with serving(sends(b"")) as server:
        found = at(server, workers=2).create_posts([wanted(f"n{number}") for number in range(60)])
        assert len(server.received) == 2
    assert [type(outcome) for outcome in found] == [NoAnswer] * 50 + [Unreachable] * 10


def test_a_late_answer_leaves_a_post_in_doubt() -> None:
    with serving(silent(1.5)) as server:
        [outcome] = at(server, timeout=0.3).create_posts([wanted("lea")])
    assert isinstance(outcome, NoAnswer)
    assert outcome.outcome_unknown


@pytest.mark.parametrize(("status", "kind"), [(401, CredentialsRefused), (429, Throttled)])
@pytest.mark.parametrize("number", [1, 2, 30])
def test_what_no_write_could_pass_is_raised(status: int, kind: type[SiteError], number: int) -> None:
    with serving(replies(status, PAGE)) as server:
        with pytest.raises(kind):
            outcomes(server, number)
        assert len(server.received) == 1


def test_a_failure_later_on_keeps_what_was_done() -> None:
    done = batch(*[(201, POST)] * 25)
    with serving(done, replies(429, PAGE)) as server:
        found = outcomes(server, 60)
        assert len(server.received) == 2
    assert [type(outcome) for outcome in found] == [RemotePost] * 25 + [Throttled] * 25 + [Unreachable] * 10


def test_a_html_page_for_a_created_post_is_in_doubt() -> None:
    with serving(replies(200, PAGE)) as server:
        [outcome] = outcomes(server, 1)
    assert isinstance(outcome, NonsenseAnswer)
    assert outcome.outcome_unknown


def test_batches_stay_within_a_megabyte() -> None:
    writes = [("wp/v2/posts", {"content": "x" * 300_000}) for _ in range(5)] + [
        ("wp/v2/posts", {"content": "y" * 2_000_000})
    ]
    groups = list(grouped(writes))
    assert [len(group) for group in groups] == [3, 2, 1]
    assert [write for group in groups for write in group] == writes
    assert LARGEST_BATCH < 1_000_000


# Shapes


def test_a_post_is_read() -> None:
    with serving(told(POST)) as server:
        fields = at(server).post(7).fields
    assert (fields.title, fields.content, fields.categories) == ("R&D", "x\ufffd", (1, 3))


def broken() -> Iterator[tuple[str, object]]:
    for name, wrong in (
        ("id", "seven"),
        ("id", True),
        ("id", -1),
        ("id", None),
        ("title", "R&D"),
        ("title", {"rendered": "R&D"}),
        ("content", None),
        ("date", "hier"),
        ("modified_gmt", 5),
        ("categories", "1,2"),
        ("categories", [None]),
        ("status", None),
        ("link", {}),
    ):
        yield name, {**POST, name: wrong}
    yield "object", []
    yield "object", None


@pytest.mark.parametrize(("name", "thing"), list(broken()))
def test_a_post_of_another_shape_is_nonsense(name: str, thing: object) -> None:
    with serving(told(thing)) as server, pytest.raises(NonsenseAnswer) as nonsense:
        at(server).post(7)
    assert name in nonsense.value.message


@pytest.mark.parametrize("thing", [{}, None, 5, "x", [5], [{}], [[]], {"code": "x", "message": "y"}])
def test_lists_of_another_shape_are_nonsense(thing: object) -> None:
    with serving(told(thing)) as server:
        site = at(server)
        readings: list[Callable[[], object]] = [
            lambda: list(site.posts_containing("x")),
            lambda: site.posts_with_slugs(["x"]),
            site.any_post,
            lambda: site.user_id("x"),
            lambda: site.terms("post_tag", ["x"]),
            lambda: site.media_with_slugs(["x"]),
            lambda: list(site.comments()),
            site.facts,
            lambda: site.reply(1, 0, "x"),
            lambda: site.create_term("category", "x"),
        ]
        for reading in readings:
            with pytest.raises(NonsenseAnswer):
                reading()


def test_a_collection_that_changes_while_it_is_read_is_read_again() -> None:
    def page(first: int, last: int, total: int) -> Callable[..., None]:
        posts = [{**POST, "id": number} for number in range(first, last)]
        return told(posts, X_WP_Total=str(total), X_WP_TotalPages="2")

    with serving(page(0, 100, 150), page(101, 150, 149), page(1, 101, 149), page(101, 150, 149)) as server:
        found = list(at(server).posts_containing("x"))
    assert [post.id for post in found] == list(range(1, 150))


def test_a_page_whose_posts_are_all_out_of_sight_is_not_the_last() -> None:
    """To an author, WordPress leaves out of a page what others wrote, after it has cut the page."""
    nothing = told([], X_WP_Total="250", X_WP_TotalPages="3")
    with serving(nothing, nothing, told([POST], X_WP_Total="250", X_WP_TotalPages="3")) as server:
        assert [post.id for post in at(server).posts_containing("x")] == [7]
        assert len(server.received) == 3


def test_pages_that_are_promised_without_end_are_nonsense() -> None:
    with serving(told([], X_WP_Total="999999999999999", X_WP_TotalPages="99999999999")) as server:
        with pytest.raises(NonsenseAnswer, match="page"):
            list(at(server).posts_containing("x"))
        assert len(server.received) < 100


def test_pages_without_totals_end_with_a_short_one() -> None:
    full = [{**POST, "id": number} for number in range(100)]
    with serving(told(full), told([{**POST, "id": 100}])) as server:
        assert len(list(at(server).posts_containing("x"))) == 101


def test_the_clock_falls_back_on_the_offset() -> None:
    index = {
        "name": "P &amp; Q",
        "home": "https://example.org/",
        "gmt_offset": "5.5",
        "timezone_string": "",
        "authentication": [],
    }
    me = {"id": 3, "username": "lea", "roles": {"1": "editor"}, "capabilities": {"publish_posts": True, "x": False}}
    with serving(told(index, Date="Mon, 23 Nov 2026 10:00:00 GMT"), told(me)) as server:
        facts = at(server).facts()
    assert str(facts.now) == "2026-11-23 15:30:00"
    assert (facts.name, facts.url, facts.roles) == ("P & Q", "https://example.org", ("editor",))
    assert facts.capabilities == {"publish_posts"}


@pytest.mark.parametrize(
    ("authorization", "authentication", "hint"),
    [
        ("Bearer abc", {}, "WP_BEARER_TOKEN"),
        ("Basic eDp5", [], "no application passwords"),
        ("Basic eDp5", {"application-passwords": {}}, "does not look like"),
        ("Basic bGVhOmFiY2QgRUZHSCAxMjM0IGlqa2wgTU5PUCA1Njc4", {"application-passwords": {}}, "strips"),
    ],
)
def test_refused_credentials_are_explained(authorization: str, authentication: object, hint: str) -> None:
    index = {"name": "P", "home": "https://example.org", "gmt_offset": 0, "authentication": authentication}
    refused = {"code": "rest_not_logged_in", "message": "Vous n'êtes pas connecté", "data": {"status": 401}}
    with serving(told(index), told(refused, 401), told(index)) as server:
        site = connect(server.url, authorization, timeout=1.0)
        with pytest.raises(CredentialsRefused) as explained:
            site.facts()
    assert hint in explained.value.hint
    assert "Vous n'êtes pas connecté" in explained.value.message


# Addresses and forms


def test_long_lists_are_cut_for_the_address() -> None:
    slugs = [f"portrait-de-gestionnaire-{number}" for number in range(500)]
    parts = list(lists([*slugs, slugs[0]]))
    assert ",".join(parts).split(",") == slugs
    assert max(map(len, parts)) <= LONGEST
    assert list(lists([])) == []


def test_what_a_file_name_may_hold() -> None:
    body, content_type = multipart(Upload('é"\r\nX: 1\\/日.png', "image/png", b"\x00--", alt="d'été"))
    boundary = content_type.partition("boundary=")[2].encode()
    assert body.count(b"--" + boundary) == 3
    assert 'filename="é---X: 1--日.png"'.encode() in body
    assert b"caption" not in body


def test_searches_use_a_plain_word() -> None:
    with serving(told([])) as server:
        list(at(server).posts_containing('-"wpPortraits": le'))
        list(at(server).posts_containing("«»"))
        assert "search=wpPortraits&" in asked(server)[0]
        assert "search" not in asked(server)[1]
