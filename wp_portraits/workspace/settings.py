"""Settings and where each came from: flag, then environment, then ``.env``, then default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from wp_portraits.errors import ConfigurationError
from wp_portraits.workspace.locate import Workspace

DEFAULTS: Mapping[str, str] = {
    "WP_URL": "",
    "WP_USERNAME": "",
    "WP_APP_PASSWORD": "",
    "WP_PASSWORD_COMMAND": "",
    "WP_BEARER_TOKEN": "",
    "WP_REST_ROOT": "",
    "WP_TRANSPORT": "auto",
    "WP_TIMEOUT": "30",
    "WP_CONCURRENCY": "2",
    "WP_MARKUP": "blocks",
}
"""Every setting and its default; ``.env.example`` documents each."""

MOST_AT_ONCE = 8
"""What a shared host bears from one visitor; browsers open six connections to a site."""

SECRET = frozenset({"WP_APP_PASSWORD", "WP_BEARER_TOKEN"})

_CHOICES = {"WP_TRANSPORT": ("auto", "rest", "xmlrpc"), "WP_MARKUP": ("blocks", "classic")}


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and its origin: a flag, ``environment``, the env file's name, or ``default``."""

    value: str
    origin: str


class Settings:
    """The settings of one run. Its repr shows no value: some are secrets."""

    def __init__(self, found: Mapping[str, Setting]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> str:
        return self._found[name].value

    def origin(self, name: str) -> str:
        """Where the value came from."""
        return self._found[name].origin

    def __repr__(self) -> str:
        return f"Settings({', '.join(f'{name} from {setting.origin}' for name, setting in self._found.items())})"

    @property
    def timeout(self) -> float:
        """Seconds to wait for an answer."""
        try:
            seconds = float(self["WP_TIMEOUT"])
        except ValueError:
            seconds = 0.0
        if not 0 < seconds <= 3600:
            raise _wrong("WP_TIMEOUT", self.origin("WP_TIMEOUT"), "a number of seconds from 1 to 3600", "30")
        return seconds

    @property
    def concurrency(self) -> int:
        """How many requests may be under way at the same time."""
        text = self["WP_CONCURRENCY"]
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_AT_ONCE):
            what = f"a number of requests from 1 to {MOST_AT_ONCE}"
            raise _wrong("WP_CONCURRENCY", self.origin("WP_CONCURRENCY"), what, "2")
        return int(text)


def _wrong(name: str, origin: str, what: str, example: str) -> ConfigurationError:
    return ConfigurationError(f"{name} ({origin}) is not {what}.", hint=f"Write for example {name}={example}.")


def read_settings(
    workspace: Workspace | None,
    *,
    env_file: Path | None,
    flags: Mapping[str, str | None],
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Gather every setting of :data:`DEFAULTS`.

    A file named with ``--env-file`` outranks the environment, as a flag does, so that one site's password is never
    sent to another site; the workspace's own ``.env`` stands below the environment.
    """
    path = env_file or (workspace.root / ".env" if workspace else None)
    file_values = _read_file(path, required=env_file is not None) if path else {}
    origin = path.name if path else ""
    found = {}
    for name, default in DEFAULTS.items():
        sources = [(flags.get(name), "flag"), (environment.get(name), "environment"), (file_values.get(name), origin)]
        if env_file:
            sources[1], sources[2] = sources[2], sources[1]
        value, where = next(((value, where) for value, where in sources if value), (default, "default"))
        found[name] = Setting(value.strip(), where)
    _check_choices(found)
    return Settings(found)


def _read_file(path: Path, *, required: bool) -> Mapping[str, str | None]:
    if not path.is_file():
        if required:
            raise ConfigurationError(f"{path}: there is no such file.", hint="Check the path after --env-file.")
        return {}
    try:
        return dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path} cannot be read: it must be a UTF-8 text file you may read.", hint="Compare it with .env.example."
        ) from error


def _check_choices(found: Mapping[str, Setting]) -> None:
    for name, choices in _CHOICES.items():
        if found[name].value not in choices:
            raise ConfigurationError(
                f"{name} ({found[name].origin}) is {found[name].value!r}.", hint=f"Use one of: {', '.join(choices)}."
            )
