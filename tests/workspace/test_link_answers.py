from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wp_portraits.model.link import Fate, Hop, LinkAnswer
from wp_portraits.workspace.link_answers import recall_answers, remember_answers

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
ALIVE = LinkAnswer(Fate.ALIVE, "", 200, (Hop(301, "https://example.org/été"),))
ANSWERS = {
    "https://a.example/": ALIVE,
    "https://b.example/": LinkAnswer(Fate.SHUT, "it is shut to programs (status 403)", 403),
    "https://c.example/": LinkAnswer(Fate.DEAD, "there is no host c.example"),
    "https://d.example/": LinkAnswer(Fate.UNKNOWN, "no answer within 10 s"),
    "http://10.0.0.1/": LinkAnswer(Fate.BARRED, "10.0.0.1 belongs to a private network"),
}


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (timedelta(0), "abcd"),
        (timedelta(minutes=9), "abcd"),
        (timedelta(minutes=10), "abc"),
        (timedelta(minutes=59), "abc"),
        (timedelta(hours=1), "ab"),
        (timedelta(hours=23), "ab"),
        (timedelta(days=1), ""),
        (timedelta(seconds=-1), ""),
    ],
)
def test_how_long_answers_are_kept(tmp_path: Path, later: timedelta, kept: str) -> None:
    remember_answers(tmp_path, ANSWERS, NOW)
    expected = {url: answer for url, answer in ANSWERS.items() if url[8] in kept}
    assert recall_answers(tmp_path, NOW + later) == expected


def test_new_answers_join_the_old_ones_and_replace_them(tmp_path: Path) -> None:
    remember_answers(tmp_path, ANSWERS, NOW)
    later = NOW + timedelta(minutes=30)
    remember_answers(tmp_path, {"https://b.example/": ALIVE, "https://e.example/": ALIVE}, later)
    kept = recall_answers(tmp_path, later)
    assert sorted(kept) == [f"https://{letter}.example/" for letter in "abce"]
    assert kept["https://b.example/"] == ALIVE
    assert sorted(recall_answers(tmp_path, NOW + timedelta(hours=24))) == ["https://b.example/", "https://e.example/"]


ENTRY = '{"fate":"alive","reason":"","status":200,"hops":[],"since":"2026-11-28T12:00:00+00:00"}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"schema":2,"answers":{}}',
        '{"schema":1}',
        '{"schema":1,"answers":[]}',
        '{"schema":1,"answers":{"a":7}}',
        f'{{"schema":1,"answers":{{"a":{ENTRY.replace("alive", "merry")}}}}}',
        f'{{"schema":1,"answers":{{"a":{ENTRY.replace("[]", "[7]")}}}}}',
        f'{{"schema":1,"answers":{{"a":{ENTRY.replace("2026-", "x")}}}}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_damaged_file_counts_as_none_and_is_written_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "links.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert recall_answers(tmp_path, NOW) == {}
    remember_answers(tmp_path, {"a": ALIVE}, NOW)
    assert recall_answers(tmp_path, NOW) == {"a": ALIVE}


def test_a_sound_entry_is_read(tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text(f'{{"schema":1,"answers":{{"a":{ENTRY}}}}}')
    assert recall_answers(tmp_path, NOW) == {"a": LinkAnswer(Fate.ALIVE, "", 200)}


def test_a_folder_that_refuses_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the folder's place")
    remember_answers(tmp_path / "state", ANSWERS, NOW)
    assert recall_answers(tmp_path / "state", NOW) == {}
