"""The real block editor, open for the tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "render")]

from editor import Editor  # noqa: E402

from wp_portraits.sandbox.box import Sandbox  # noqa: E402


@pytest.fixture(scope="module")
def editor(wordpress: Sandbox) -> Iterator[Editor]:
    with Editor(wordpress.status().url or "", wordpress.credentials()[0], wordpress.admin_password()) as opened:
        yield opened
