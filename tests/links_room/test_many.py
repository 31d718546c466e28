"""Many addresses: several at a time, few at one host, none twice."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from tests.links_room.pretend_web import HERE, web
from tests.wordpress.hostile import replies, silent
from wp_portraits.links.asking import WORKERS, Asker, Terms
from wp_portraits.links.guard import networks_of
from wp_portraits.links.manners import ABREAST, SILENT, Manners
from wp_portraits.links.rounds import ask_all
from wp_portraits.model.link import Fate, LinkAnswer

DEAD = LinkAnswer(Fate.DEAD, "there is no host")
LATE = LinkAnswer(Fate.UNKNOWN, "no answer")


def test_few_at_a_time_at_one_host_however_many_work() -> None:
    pages = {f"/{number}": silent_then_well for number in range(12)}
    with web(pages) as server:
        asker = Asker(Terms(5, networks_of([HERE])), Manners(pause=0))
        answers = dict(ask_all([f"{server.url}{path}" for path in pages], asker.ask))
        assert {answer.fate for answer in answers.values()} == {Fate.ALIVE}
        assert len(answers) == len(server.asked) == 12
        assert server.most == ABREAST


def silent_then_well(connection) -> None:
    silent(0.02)(connection)
    replies(200)(connection)


def test_hosts_are_asked_side_by_side() -> None:
    together = threading.Barrier(WORKERS)

    def when_all_are_here(connection) -> None:
        together.wait(10)
        replies(200)(connection)

    with ExitStack() as stack:
        servers = [stack.enter_context(web({"/": when_all_are_here})) for _ in range(WORKERS)]
        asker = Asker(Terms(10, networks_of([HERE])), Manners(pause=0))
        answers = dict(ask_all([f"{server.url}/" for server in servers], asker.ask))
    assert [answer.fate for answer in answers.values()] == [Fate.ALIVE] * WORKERS


def test_no_host_keeps_all_workers_waiting() -> None:
    order: list[str] = []

    def ask(url: str) -> LinkAnswer:
        order.append(url)
        return DEAD

    urls = [*(f"http://big.example/{number}" for number in range(20)), "http://a.example/", "http://b.example/"]
    assert len(dict(ask_all(urls, ask, workers=1))) == 22
    assert order[:3] == ["http://big.example/0", "http://a.example/", "http://b.example/"]


def test_who_stops_listening_stops_the_asking() -> None:
    asked: list[str] = []
    go_on = threading.Event()

    def ask(url: str) -> LinkAnswer:
        asked.append(url)
        if len(asked) > 1:
            go_on.wait(10)
        return DEAD

    listening = ask_all([f"http://a.example/{number}" for number in range(50)], ask, workers=1)
    next(listening)
    listening.close()
    go_on.set()
    for thread in threading.enumerate():
        if thread.name.startswith("links"):
            thread.join(10)
    assert len(asked) <= 2


def test_a_bug_is_not_kept_secret() -> None:
    def ask(_: str) -> LinkAnswer:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError):
        list(ask_all(["http://a.example/"], ask))


def test_no_address_no_thread() -> None:
    before = threading.active_count()
    assert list(ask_all([], lambda _: DEAD)) == []
    assert threading.active_count() == before


def test_the_pause_between_two_requests_to_a_host() -> None:
    now, waits = [100.0], list[float]()
    manners = Manners(pause=0.25, sleep=waits.append, clock=lambda: now[0])
    for _ in range(ABREAST):
        with manners.turn("a.example"):
            now[0] += 1
    assert waits == []
    for _ in range(2):
        with manners.turn("a.example"), manners.turn("b.example"):
            pass
    assert len(waits) == 1
    assert 0 < waits[0] <= 0.25


def test_hosts_are_given_up_after_some_silence_and_at_once_when_there_is_none() -> None:
    manners = Manners()
    for _ in range(SILENT - 1):
        manners.note("a.example", LATE, final=False)
    assert manners.given_up("a.example") is None
    manners.note("a.example", LATE, final=False)
    assert manners.given_up("a.example") == LATE
    manners.note("b.example", DEAD, final=True)
    assert manners.given_up("b.example") == DEAD
    assert manners.given_up("c.example") is None
