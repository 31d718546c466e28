import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wp_portraits.workspace.remembered import KEPT, Remembered, recall, remember

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CHOICE = Remembered("xmlrpc", "the REST API is refused: « Accès\N{NO-BREAK SPACE}interdit »; XML-RPC lets us in", NOON)


def kept(folder: Path) -> Path:
    return folder / "transport.json"


def test_a_choice_is_kept_for_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "sites" / "blog.example.org"
    remember(folder, CHOICE)
    found = recall(folder, NOON + KEPT - timedelta(seconds=1))
    assert found == Remembered("xmlrpc", CHOICE.reason.replace("\N{NO-BREAK SPACE}", " "), NOON)
    assert recall(folder, NOON + KEPT) is None
    assert recall(folder, NOON - timedelta(minutes=1)) is None, "a clock that was set back proves nothing"


def test_the_file_says_what_it_is_and_is_ours_alone(tmp_path: Path) -> None:
    remember(tmp_path, CHOICE)
    told = json.loads(kept(tmp_path).read_text(encoding="utf-8"))
    assert told == {"schema": 1, "transport": "xmlrpc", "reason": CHOICE.reason, "since": "2026-11-20T12:00:00+00:00"}
    assert kept(tmp_path).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["transport.json"]


def test_a_new_choice_replaces_the_one_before(tmp_path: Path) -> None:
    remember(tmp_path, CHOICE)
    remember(tmp_path, Remembered("rest", "the REST API lets us in", NOON))
    found = recall(tmp_path, NOON)
    assert found is not None
    assert found.transport == "rest"


WHOLE = {"schema": 1, "transport": "xmlrpc", "reason": "so", "since": "2026-11-20T12:00:00+00:00"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'"xmlrpc"',
        b"[" * 9000,
        json.dumps(WHOLE).encode()[:-10],
        json.dumps({**WHOLE, "reason": "x" * 20_000}).encode(),
        *(json.dumps({**WHOLE, **wrong}).encode() for wrong in (
            {"schema": 2}, {"transport": "pigeon"}, {"transport": ["rest"]}, {"transport": None}, {"reason": 7},
            {"since": "yesterday"}, {"since": "2026-11-20T12:00:00"}, {"since": 12}, {"since": "9999-12-31T23:59:59-23:00"},
        )),
        *(json.dumps({name: told for name, told in WHOLE.items() if name != missing}).encode() for missing in WHOLE),
    ],
)  # fmt: skip
def test_what_is_not_ours_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    kept(tmp_path).write_bytes(content)
    assert recall(tmp_path, NOON) is None
    remember(tmp_path, CHOICE)
    assert recall(tmp_path, NOON) is not None


def test_the_whole_file_of_those_tests_is_read(tmp_path: Path) -> None:
    kept(tmp_path).write_text(json.dumps(WHOLE), encoding="utf-8")
    assert recall(tmp_path, NOON) == Remembered("xmlrpc", "so", NOON)


def test_what_a_terminal_would_obey_does_not_come_back(tmp_path: Path) -> None:
    kept(tmp_path).write_text(json.dumps({**WHOLE, "reason": "\x1b[2J\r\nso"}), encoding="utf-8")
    found = recall(tmp_path, NOON)
    assert found is not None
    assert found.reason.isprintable()


def test_a_folder_that_keeps_nothing_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "sites").write_text("a file where the folder should be", encoding="utf-8")
    remember(tmp_path / "sites" / "blog", CHOICE)
    assert recall(tmp_path / "sites" / "blog", NOON) is None
    kept(tmp_path).mkdir()
    remember(tmp_path, CHOICE)
    assert recall(tmp_path, NOON) is None
