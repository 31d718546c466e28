"""``wp-portraits sandbox``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wp_portraits.cli.console import Console, pass_console

if TYPE_CHECKING:
    from wp_portraits.sandbox.box import Sandbox
    from wp_portraits.sandbox.layout import SandboxStatus


@click.group()
def sandbox() -> None:
    """A throwaway real WordPress on this machine."""


_WORDPRESS = click.option(
    "--wordpress", "version", metavar="7.1|6.8|6.1", help="Which WordPress (7.1, or the one that is there)."
)


class _Port(click.ParamType[int]):
    """A port number, or ``auto`` for any free one (0)."""

    name = "port"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if value == "auto":
            return 0
        if not str(value).isdecimal() or not 1 <= int(str(value)) <= 65535:
            self.fail(f"{value!r} is neither a port from 1 to 65535 nor auto.", param, ctx)
        return int(str(value))


@sandbox.command()
@_WORDPRESS
@click.option(
    "--port", type=_Port(), metavar="N|auto", help="The port on 127.0.0.1; auto takes another if it is taken."
)
@click.option("--yes", is_flag=True, help="Install missing packages without asking.")
@click.option(
    "--block", multiple=True, type=click.Choice(["rest", "xmlrpc"]), help="Answer 403 there; may be given twice."
)
@click.option("--strip-authorization", is_flag=True, help="Keep the Authorization header from the site.")
@pass_console
def up(
    console: Console,
    version: str | None,
    port: int | None,
    yes: bool,
    block: tuple[str, ...],
    strip_authorization: bool,
) -> None:
    """Start the site; the first time, install it.

    Installs PHP and MariaDB with apt when they are missing, after asking on a terminal. --block and
    --strip-authorization make it like a host that does so; without them everything is open again.
    """

    def consent(packages: list[str]) -> bool:
        if yes or not console.may_ask:
            return yes or not console.options.no_input
        return console.ask(f"Install with apt: {' '.join(packages)}?")

    box = _box(console, version)
    anew = not box.status().url
    status = box.up(port=port, consent=consent, block=block, strip_authorization=strip_authorization)
    if anew:
        _forget(console, status)
    _show(console, status, box)


@sandbox.command()
@pass_console
def down(console: Console) -> None:
    """Stop the site; its content stays."""
    box = _box(console)
    _show(console, box.down(), box)


@sandbox.command()
@pass_console
def status(console: Console) -> None:
    """Say what is there, whether it runs and what is blocked."""
    box = _box(console)
    _show(console, box.status(), box)


@sandbox.command()
@_WORDPRESS
@pass_console
def reset(console: Console, version: str | None) -> None:
    """Empty the site: back to the fresh installation."""
    box = _box(console, version)
    status = box.reset()
    _forget(console, status)
    _show(console, status, box)


@sandbox.command()
@click.option("--show-password", is_flag=True, help="Print the administrator's password for wp-login.php, too.")
@pass_console
def env(console: Console, show_password: bool) -> None:
    """Say where the settings for --env-file are, and who the administrator is."""
    box = _box(console)
    lines = [f"{name}={value}" for name, value in box.env_values().items()]
    if show_password:
        lines.append(f"# password for {box.env_values()['WP_URL']}/wp-login.php: {box.admin_password()}")
    console.product("\n".join([f"# {_shown(box.env_file)}", *lines]))


def _box(console: Console, version: str | None = None) -> Sandbox:
    from wp_portraits.flows.sandbox import sandbox_of

    return sandbox_of(console.options.folder, version, console.say)


def _forget(console: Console, status: SandboxStatus) -> None:
    from wp_portraits.flows.sandbox import forget_what_was_there

    forget_what_was_there(console.options.folder, status.url)


def _show(console: Console, status: SandboxStatus, box: Sandbox) -> None:
    lines = [f"sandbox: {status.state.value}"]
    if status.url:
        lines += [f"WordPress {status.release} at {status.url}", f"use it with: --env-file {_shown(box.env_file)}"]
    if status.blocked:
        lines.append(f"blocked: {', '.join(status.blocked)}")
    if status.authorization_stripped:
        lines.append("stripped: the Authorization header")
    console.product("\n".join(lines))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
