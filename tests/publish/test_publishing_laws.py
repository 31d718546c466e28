"""A blog's life in any order, over the site in RAM. `pytest tests/publish --hypothesis-profile=long` looks further."""

from __future__ import annotations

from blog_machine import BlogMachine
from effort import effort
from hypothesis.stateful import run_state_machine_as_test
from worlds import InMemory


class InRam(BlogMachine):
    make_world = InMemory


def test_the_laws_of_publishing() -> None:
    """Never two posts with one key, no edit lost in silence, nothing left to do after a run in peace."""
    run_state_machine_as_test(InRam, settings=effort(examples=80, steps=30))
