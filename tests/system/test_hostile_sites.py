"""A site that answers a read wrongly, in every way we could think of: the command says what happened, and stops."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from xmlrpc.client import dumps

import pytest

from tests.conftest import Ran
from tests.system.pretend_site import TRANSPORTS, PretendSite, clear, command, side_by_side, workspace
from tests.system.wrong_answers import COMMENT, HTTP, PAYLOADS, PLAIN_STRUCT, XML
from tests.wordpress.hostile import Behaviour, replies, serving
from wp_portraits.errors import Exit

Case = tuple[str, str]
Outcome = tuple[Ran, list[str]]
TWICE = (
    *("page", "maintenance", "notice before", "empty", "shorter than told", "cut in the middle", "closes at once"),
    *("silent", "endless beginning", "gzip bomb", "NUL bytes", "invalid UTF-8", "UTF-16", "redirect to another site"),
    *("401", "403", "500", "503", "429, wait until a date"),
)
"""What is tried over both transports; where the others are handled, there is no difference between them."""

EVERYTHING = {
    **{("rest", name): wrong for name, wrong in {**HTTP, **PAYLOADS}.items()},
    **{("xmlrpc", name): HTTP[name] for name in TWICE},
    **{("xmlrpc", name): wrong for name, wrong in {**PAYLOADS, **XML}.items()},
}


@pytest.fixture(scope="module")
def met(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[Case, Future[Outcome]]]:
    """What became of syncing the comments with a site that answers for its posts, and wrongly for their comments."""

    def meet(case: Case) -> Outcome:
        transport, wrong = case[0], EVERYTHING[case]
        folder = workspace(tmp_path_factory.mktemp("blog"))
        with PretendSite(transport, comments=wrong.rest if transport == "rest" else wrong.xmlrpc) as site:
            ran = command(site, folder, "--transport", transport, "comments", "sync", timeout=wrong.timeout)
            return ran, site.asked

    yield from side_by_side(request, meet)


@pytest.mark.parametrize("case", EVERYTHING, ids="-".join)
def test_a_wrong_answer_to_a_read(met: Mapping[Case, Future[Outcome]], case: Case) -> None:
    ran, asked = met[case].result()
    clear(ran)
    assert "comments" in asked
    assert ran.out == ""
    assert re.match(r"wp-portraits: [^\n]+\n(  → [^\n]+\n)?\Z", ran.err), ran.err
    assert re.search(EVERYTHING[case].says, ran.err, re.DOTALL), ran.err


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_read_that_leads_to_another_host_takes_no_password_there(tmp_path: Path, transport: str) -> None:
    with serving(replies(200, "[]")) as elsewhere:
        target = f"{elsewhere.url}/wp-json/"
        with PretendSite(transport, all=replies(301, Location=target)) as site:
            ran = command(site, workspace(tmp_path), "--transport", transport, "comments", "sync")
        assert not elsewhere.received
    clear(ran)
    assert f"is redirected to {target}, which was not followed" in ran.err
    assert "WP_URL" in ran.err


@pytest.mark.parametrize(
    ("transport", "argv"),
    [
        ("rest", ("comments", "sync")),
        ("xmlrpc", ("comments", "sync")),
        ("auto", ("publish", "--yes")),
        ("auto", ("doctor",)),
    ],
    ids=["rest", "xmlrpc", "auto", "doctor"],
)
def test_nobody_listens(tmp_path: Path, transport: str, argv: tuple[str, ...]) -> None:
    with PretendSite(transport) as site:
        pass
    ran = command(site, workspace(tmp_path), "--transport", transport, *argv)
    clear(ran)
    told = ran.out + ran.err
    assert f"{site.url.removeprefix('http://')} refuses the connection" in told
    assert "WP_URL" in told


@pytest.mark.parametrize(
    ("argv", "name", "says"),
    [
        ("publish --yes", "page", "web page|no WordPress"),
        ("doctor", "page", "web page|no WordPress"),
        ("doctor", "500", "500"),
        ("doctor", "gzip bomb", "larger than 64 MB"),
    ],
)
def test_a_site_that_answers_everything_wrongly(tmp_path: Path, argv: str, name: str, says: str) -> None:
    with PretendSite("rest", all=HTTP[name].rest) as site:
        ran = command(site, workspace(tmp_path), *argv.split())
        assert "create" not in site.asked
    clear(ran)
    assert re.search(says, ran.out + ran.err)


def test_what_a_site_calls_itself_obeys_no_terminal(tmp_path: Path) -> None:
    name = "\x1b[2JPortraits\u202e"
    index = {"name": name, "home": "http://127.0.0.1", "gmt_offset": 0, "timezone_string": name, "namespaces": []}
    with PretendSite("rest", index=replies(200, json.dumps(index))) as site:
        ran = command(site, workspace(tmp_path), "--transport", "rest", "doctor")
    assert "Portraits" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)


COMMENTS = [{**COMMENT, "id": number} for number in range(300, 200, -1)]
STRUCTS = dumps(([{**PLAIN_STRUCT, "comment_id": str(number)} for number in range(1000)],), methodresponse=True)


@pytest.mark.parametrize(
    ("transport", "word", "answer"),
    [
        ("rest", "posts", replies(200, "[]", X_WP_TotalPages="999999999999999")),
        ("rest", "comments", replies(200, json.dumps(COMMENTS), X_WP_Total="1000000")),
        ("xmlrpc", "comments", replies(200, STRUCTS)),
    ],
    ids=["pages of nothing", "the same comments again over REST", "the same comments again over XML-RPC"],
)
def test_a_list_without_end(tmp_path: Path, transport: str, word: str, answer: Behaviour) -> None:
    with PretendSite(transport, **{word: answer}) as site:
        ran = command(site, workspace(tmp_path), "--transport", transport, "comments", "sync")
        assert site.asked.count(word) < 100
    assert ran.code in (Exit.DONE, Exit.SITE), ran.err
