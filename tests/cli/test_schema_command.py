from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from wp_portraits.schema.json_schema import json_schema


@pytest.mark.parametrize("name", ["draft", "series"])
def test_the_schema_is_printed_or_written_without_a_workspace(run: Run, tmp_path: Path, name: str) -> None:
    printed = run("schema", name)
    assert (printed.code, printed.err) == (0, "")
    assert json.loads(printed.out) == json_schema(name)  # type: ignore[arg-type]
    written = run("-C", str(tmp_path), "schema", name, "--out", "editor/s.json", cwd=Path("/"))
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "editor/s.json").read_text(encoding="utf-8") == printed.out


def test_what_cannot_be_written_or_is_no_schema_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = run("schema", "draft", "--out", "file/s.json")
    assert refused.code == 2
    assert "cannot be written" in refused.err
    assert run("schema", "portrait").code == 2
