"""Where a sandbox keeps its things, what it remembers, and what it tells about itself."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from wp_portraits.errors import SandboxError

#: ``sun_path`` of unix(7) holds 108 bytes, the closing NUL among them.
SOCKET_PATH_LIMIT = 107

SETTINGS_SCHEMA = 1


class State(StrEnum):
    """What a sandbox is doing: never (wholly) installed, installed, or serving."""

    ABSENT = "absent"
    STOPPED = "stopped"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class SandboxStatus:
    """A sandbox as it was found.

    ``version`` is the name asked for (``7.1``), ``release`` what WordPress says it is (``7.1.4``). ``url`` has no
    slash at its end. ``pids`` are the processes proven to be ours. All but state and folder are empty when absent.
    ``blocked`` are the parts of the running site that are answered 403 (``rest``, ``xmlrpc``);
    ``authorization_stripped`` tells whether it never sees the Authorization header.
    """

    state: State
    folder: Path
    version: str = ""
    release: str = ""
    url: str = ""
    port: int = 0
    pids: tuple[int, ...] = ()
    blocked: tuple[str, ...] = ()
    authorization_stripped: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``sandbox.json`` remembers. ``ready`` turns true only when the installation is complete."""

    version: str
    release: str
    port: int
    database_user: str
    socket: str
    salt: str
    ready: bool
    schema: int = SETTINGS_SCHEMA

    def __repr__(self) -> str:
        return f"Settings(version={self.version!r}, port={self.port}, ready={self.ready})"

    @property
    def url(self) -> str:
        """The site's address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Secrets:
    """The administrator's name and passwords, kept in ``secrets.json`` (mode 0600)."""

    username: str
    admin_password: str
    app_password: str

    def __repr__(self) -> str:
        return f"Secrets(username={self.username!r})"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths inside a sandbox's folder, and the small files' reading and writing."""

    folder: Path

    @property
    def lock(self) -> Path:
        """The file whose lock a changing command holds."""
        return self.folder / "lock"

    @property
    def settings(self) -> Path:
        """What the sandbox remembers; its presence marks the folder as a sandbox."""
        return self.folder / "sandbox.json"

    @property
    def secrets(self) -> Path:
        """The administrator's passwords."""
        return self.folder / "secrets.json"

    @property
    def env(self) -> Path:
        """A file for ``--env-file``."""
        return self.folder / "env"

    @property
    def www(self) -> Path:
        """The site's document root."""
        return self.folder / "www"

    @property
    def pristine(self) -> Path:
        """``wp-content`` as it was after the installation."""
        return self.folder / "pristine"

    @property
    def database(self) -> Path:
        """MariaDB's own folder."""
        return self.folder / "db"

    @property
    def logs(self) -> Path:
        """The servers' logs."""
        return self.folder / "logs"

    @property
    def run(self) -> Path:
        """Process ids, the router, the socket."""
        return self.folder / "run"

    @property
    def restrictions(self) -> Path:
        """What the router keeps from visitors."""
        return self.run / "restrictions.json"

    def made_here(self) -> tuple[Path, ...]:
        """Everything a sandbox makes in its folder except the lock."""
        return (self.www, self.pristine, self.database, self.logs, self.run, self.env, self.secrets, self.settings)

    def read_settings(self) -> Settings | None:
        """Return what is remembered, or None when the folder holds no (readable) sandbox."""
        kept = read_object(self.settings)
        if kept is None or kept.get("schema") != SETTINGS_SCHEMA or set(kept) != {f.name for f in fields(Settings)}:
            return None
        return Settings(**kept)

    def write_settings(self, settings: Settings) -> None:
        """Replace ``sandbox.json`` in one step; readable by the owner alone, for it holds the cookies' salt."""
        write_private(self.settings, json.dumps(asdict(settings), indent=2) + "\n")

    def read_secrets(self) -> Secrets | None:
        """Return the passwords, or None when the file is missing or broken."""
        kept = read_object(self.secrets)
        if kept is None or set(kept) != {f.name for f in fields(Secrets)}:
            return None
        return Secrets(**kept)

    def write_secrets(self, secrets: Secrets) -> None:
        """Replace ``secrets.json`` in one step, mode 0600."""
        write_private(self.secrets, json.dumps(asdict(secrets), indent=2) + "\n")

    def write_env(self, settings: Settings, secrets: Secrets) -> None:
        """Write the file for ``--env-file``, mode 0600."""
        lines = (
            "# The sandbox's site; written anew by every start.",
            f"WP_URL={settings.url}",
            f"WP_USERNAME={secrets.username}",
            f'WP_APP_PASSWORD="{secrets.app_password}"',
        )
        write_private(self.env, "\n".join(lines) + "\n")

    def socket_path(self) -> Path:
        """Return where the database's socket goes: in the folder, or in a short one of ours when that is too long.

        Raises SandboxError when the short folder exists and is not ours alone.
        """
        inside = self.run / "db.sock"
        if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
            return inside
        short = self.short_folder
        short.mkdir(mode=0o700, exist_ok=True)
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
            raise SandboxError(
                f"{short} belongs to somebody else", hint="Remove it, or use a folder with a shorter path."
            )
        return short / "db.sock"

    @property
    def short_folder(self) -> Path:
        """The folder for the socket of a sandbox whose own path is too long; it exists only while the site runs."""
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"wp-portraits-{os.getuid()}-{digest}"


def write_private(path: Path, text: str) -> None:
    """Replace ``path`` with ``text`` in one step; nobody but the owner can read it at any moment."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)


def tail(path: Path, lines: int = 5) -> str:
    """Return the last lines of a log, or a note that there is none."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return "(no log was written)"
    return "\n".join(text.splitlines()[-lines:]) or "(the log is empty)"


def read_object(path: Path) -> dict[str, Any] | None:
    """Return the JSON object in a file, or None when there is no such file or it holds something else.

    Raises SandboxError when the file may not be read.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as problem:
        raise SandboxError(
            f"{path} cannot be read: {problem.strerror}", hint="Use the sandbox as the user who made it."
        ) from problem
    return kept if isinstance(kept, dict) else None
