"""A site that breaks while it is written to: a post is created once, or not at all, and the user knows which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.system.pretend_site import TRANSPORTS, PretendSite, clear, command, side_by_side, workspace
from tests.system.wrong_answers import HTTP
from tests.wordpress.hostile import replies, sends, serving
from wp_portraits.errors import Exit

LOST = ("closes at once", "page", "503, wait an hour")
"""Answers after which nobody knows whether the post was created, where it was not."""

KEPT = (*LOST, "shorter than told", "silent", "500")
"""The same where it was."""

REFUSED = ("401", "403", "429, wait until a date")
"""Answers after which it certainly was not: there is nothing to look for, and nothing to repeat."""

Case = tuple[str, str, str]
Outcome = tuple[Ran, list[str]]


def cases(names: Sequence[str], fate: str) -> list[Case]:
    return [(transport, name, fate) for transport in TRANSPORTS for name in names]


@pytest.fixture(scope="module")
def met(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[Case, Future[Outcome]]]:
    """What became of publishing to a site that answers every read, and wrongly the create; and what it was asked from
    there on."""

    def meet(case: Case) -> Outcome:
        transport, wrong = case[0], HTTP[case[1]]
        folder = workspace(tmp_path_factory.mktemp("blog"))
        answer = wrong.rest if transport == "rest" else wrong.xmlrpc
        with PretendSite(transport, keeps=case[2] == "kept", create=answer) as site:
            ran = command(site, folder, "--transport", transport, "publish", "--yes", timeout=wrong.timeout)
            return ran, site.asked[site.asked.index("create") :]

    yield from side_by_side(request, meet)


@pytest.mark.parametrize("case", cases(KEPT, "kept"), ids="-".join)
def test_a_create_whose_answer_is_lost_is_found(met: Mapping[Case, Future[Outcome]], case: Case) -> None:
    ran, asked = met[case].result()
    clear(ran, Exit.DONE)
    assert "1 created" in ran.out
    assert asked[:2] == ["create", "posts"]
    assert asked.count("create") == 1


@pytest.mark.parametrize("case", cases(LOST, "lost"), ids="-".join)
def test_a_create_that_never_arrived_is_tried_once_more_after_looking(
    met: Mapping[Case, Future[Outcome]], case: Case
) -> None:
    ran, asked = met[case].result()
    clear(ran)
    assert "1 failed" in ran.out
    assert "camille-roy.md" in ran.out
    assert asked.count("create") == 2
    assert asked[1] == asked[-1] == "posts" or asked[-2:] == ["posts", "post"]


@pytest.mark.parametrize("case", cases(REFUSED, "lost"), ids="-".join)
def test_a_create_that_is_refused_is_not_repeated(met: Mapping[Case, Future[Outcome]], case: Case) -> None:
    ran, asked = met[case].result()
    clear(ran)
    assert asked.count("create") == 1
    assert case[1].partition(",")[0] in ran.out + ran.err


@pytest.mark.parametrize("status", [301, 302, 307])
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_redirected_create_goes_nowhere(tmp_path: Path, transport: str, status: int) -> None:
    with serving(replies(200, "[]")) as elsewhere:
        target = f"{elsewhere.url}/ailleurs"
        with PretendSite(transport, create=replies(status, Location=target)) as site:
            ran = command(site, workspace(tmp_path), "--transport", transport, "publish", "--yes")
            assert site.asked.count("create") == 1
        assert not elsewhere.received
    clear(ran)
    assert f"is redirected to {target}, which was not followed" in ran.err
    assert f"set WP_URL to it (WP_URL is {site.url})" in ran.err


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_the_next_run_looks_before_it_creates(tmp_path: Path, transport: str) -> None:
    folder, dead = workspace(tmp_path), sends(b"")
    with PretendSite(transport, keeps=True, create=dead, then={"posts": dead}) as site:
        clear(command(site, folder, "--transport", transport, "publish", "--yes"))
        assert site.asked.count("create") == 1
        site.attacks.clear()
        clear(command(site, folder, "--transport", transport, "publish", "--yes"), Exit.DONE)
        assert site.asked.count("create") == 1


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_nothing_is_written_to_a_site_that_cannot_be_read(tmp_path: Path, transport: str) -> None:
    with PretendSite(transport, posts=HTTP["page"].rest) as site:
        clear(command(site, workspace(tmp_path), "--transport", transport, "publish", "--yes"))
        assert not {"create", "update"} & set(site.asked)
