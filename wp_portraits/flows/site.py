"""Where a command works, and which site it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from wp_portraits.errors import ConfigurationError
from wp_portraits.workspace.locate import Workspace, locate
from wp_portraits.workspace.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works: the workspace, its settings, and what was asked of the connection."""

    workspace: Workspace
    settings: Settings
    insecure: bool
    log: Callable[[str], None]


def place(
    start: Path, env_file: Path | None, flags: Mapping[str, str | None], *, insecure: bool, log: Callable[[str], None]
) -> Place:
    """Find the workspace around ``start`` and read its settings."""
    workspace = locate(start)
    return Place(workspace, read_settings(workspace, env_file=env_file, flags=flags), insecure, log)


def site_url(settings: Settings) -> str:
    """The site's address, checked: ConfigurationError when it is missing or is no address."""
    url = settings["WP_URL"].rstrip("/")
    if not url:
        raise ConfigurationError(
            "WP_URL is not set: which site is it?",
            hint="Copy .env.example to .env and fill it in, or name a file with --env-file.",
        )
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise ConfigurationError(
            f"WP_URL ({settings.origin('WP_URL')}) is not an address.", hint="Write it like https://blog.example.org"
        )
    if parts.username or parts.password:
        raise ConfigurationError(
            f"WP_URL ({settings.origin('WP_URL')}) holds a user name or a password.",
            hint="Move them to WP_USERNAME and WP_APP_PASSWORD.",
        )
    return url


def site_folder(where: Place) -> Path:
    """The state folder of the settings' site."""
    return where.workspace.site_state(site_url(where.settings))
