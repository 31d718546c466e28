"""The page of the command line and the README know every command and every option."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from wp_portraits.cli.main import cli
from wp_portraits.errors import Exit

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8").replace("\\|", "|")


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{above}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")


@pytest.mark.parametrize(("name", "command"), list(commands(cli)))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert f"`{name}" in PAGE or f"`wp-portraits {name}" in PAGE
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert option in PAGE, f"{name} {option} is missing on the page"
    assert command.help, f"{name} has no help"


def test_every_global_option_and_exit_code_is_documented() -> None:
    for parameter in cli.params:
        for option in parameter.opts:
            assert f"`{option}" in PAGE
    for code in Exit:
        assert f"| {code.value} |" in PAGE


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, _ in commands(cli):
        top, _, below = name.partition(" ")
        assert f"wp-portraits {top}" in readme
        assert not below or below in readme
