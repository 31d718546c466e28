"""One sandbox for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sandbox_calls import yes

from wp_portraits.sandbox.box import Sandbox


@pytest.fixture(scope="session")
def said() -> list[str]:
    return []


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Iterator[Sandbox]:
    """One sandbox for this folder, in a folder whose name needs care."""
    box = Sandbox(
        tmp_path_factory.mktemp("bac à sable; (été)") / ".wp-portraits/sandbox", version="7.1", say=said.append
    )
    yield box
    box.down()


@pytest.fixture
def box(own: Sandbox, said: list[str]) -> Sandbox:
    """That sandbox, running."""
    own.up(port=0, consent=yes)
    said.clear()
    return own
