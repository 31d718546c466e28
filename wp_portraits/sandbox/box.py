"""The sandbox as its users see it: up, down, status, reset, and the ways into the site."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import database, install, php, restrictions, webserver
from wp_portraits.sandbox.guard import locked
from wp_portraits.sandbox.layout import Layout, SandboxStatus, Secrets, Settings, State
from wp_portraits.sandbox.packages import Consent, provide_packages
from wp_portraits.sandbox.restrictions import Restrictions
from wp_portraits.sandbox.wordpress_tree import DEFAULT_VERSION, SUITES

DEFAULT_PORT = 8871


def refuse(packages: list[str]) -> bool:
    """Answer no to every package: the consent of those who were not asked."""
    return not packages


def silence(line: str) -> None:
    """Take a progress message and show it to nobody."""


class Sandbox:
    """A throwaway WordPress in a folder. Making one of these touches nothing.

    ``version`` is a name of the table of versions; None means the one the folder has, else the default.
    ``say`` receives one-line progress messages. Every method raises SandboxError; those that change something wait
    for each other and raise Locked when they have waited five minutes.
    """

    def __init__(self, folder: Path, version: str | None = None, say: Callable[[str], None] = silence) -> None:
        if version is not None and version not in SUITES:
            raise SandboxError(f"no WordPress {version} here", hint=f"Choose one of {', '.join(SUITES)}.")
        self._layout = Layout(Path(folder).absolute())
        self._version = version
        self._say = say

    @property
    def folder(self) -> Path:
        """The folder that holds the whole sandbox."""
        return self._layout.folder

    @property
    def env_file(self) -> Path:
        """The file for ``--env-file``: address, user name and application password (mode 0600)."""
        return self._layout.env

    def up(
        self,
        port: int | None = None,
        consent: Consent = refuse,
        *,
        block: Collection[str] = (),
        strip_authorization: bool = False,
    ) -> SandboxStatus:
        """Bring the site up and wait until it answers; content and passwords of an earlier ``up`` are kept.

        ``port``: None for the one it had (8871 at first), 0 for that one or any free one, else that very one.
        ``consent`` is asked before packages are installed. ``block`` names what is answered 403 (``rest``, ``xmlrpc``),
        ``strip_authorization`` keeps the Authorization header from the site; both hold until the next ``up``, which
        opens again what it does not name.
        """
        wanted = restrictions.choose(block, strip_authorization)
        with locked(self._layout):
            settings = self._settings_of_same_version()
            if settings is None:
                return self._first_start(port, consent, wanted)
            if port in (None, 0, settings.port) and self._healthy(settings):
                restrictions.write(self._layout, wanted)
                self._say(f"Already running: WordPress {settings.release} at {settings.url}")
                self._write_env(settings)
                return self.status()
            provide_packages(consent, self._say)
            return self._start_again(settings, port, wanted)

    def down(self) -> SandboxStatus:
        """Stop the servers, if they are running and ours; the content stays."""
        found = self.status()
        if not self.folder.is_dir():
            return found
        with locked(self._layout):
            self._stop()
            return self.status()

    def status(self) -> SandboxStatus:
        """Tell what is there, without changing or waiting for anything."""
        settings = self._layout.read_settings()
        pids = (*database.pids(self._layout), *webserver.pids(self._layout))
        if settings is None or not settings.ready:
            return SandboxStatus(State.ABSENT, self.folder, pids=pids)
        serving = webserver.leads(self._layout) and bool(database.pids(self._layout))
        kept = restrictions.read(self._layout) if serving else Restrictions()
        return SandboxStatus(
            state=State.RUNNING if serving else State.STOPPED,
            folder=self.folder,
            version=settings.version,
            release=settings.release,
            url=settings.url,
            port=settings.port,
            pids=pids,
            blocked=kept.block,
            authorization_stripped=kept.strip_authorization,
        )

    def reset(self) -> SandboxStatus:
        """Bring the content back to the fresh installation; passwords stay valid, what is blocked stays blocked.

        With another version than the folder has, the site is built anew and so are the passwords. A site that was
        stopped is stopped again afterwards.
        """
        with locked(self._layout):
            before = self.status()
            settings, kept = self._layout.read_settings(), restrictions.read(self._layout)
            if before.state is State.ABSENT or settings is None:
                raise SandboxError(f"there is no sandbox in {self.folder}", hint="`wp-portraits sandbox up` makes one.")
            if self._version in (None, settings.version) and self._layout.read_secrets() is not None:
                settings = self._start_database(settings)
                install.restore(self._layout, settings)
            else:
                install.clear(self._layout)
                settings = self._build(self._version or settings.version, settings.port)
            if before.state is State.RUNNING:
                return self._serve(settings, settings.port, kept)
            self._write_env(settings)
            self._stop()
            return self.status()

    def credentials(self) -> tuple[str, str]:
        """Return the administrator's name and application password."""
        kept = self._secrets()
        return kept.username, kept.app_password

    def admin_password(self) -> str:
        """Return the password for ``wp-login.php`` (the user name is that of ``credentials``)."""
        return self._secrets().admin_password

    def env_values(self) -> dict[str, str]:
        """Return the non-secret lines of the env file."""
        return {"WP_URL": self._installed().url, "WP_USERNAME": self._secrets().username}

    def add_user(self, name: str, role: str = "author") -> str:
        """Create a user, or give an existing one that role; return a fresh application password of theirs."""
        self._running()
        return install.add_user(self._layout, name, role)

    def eval_php(self, code: str) -> str:
        """Run PHP code inside the site as its administrator; return what it printed."""
        self._running()
        return php.run("eval.php", str(self._layout.www), self._secrets().username, text=code.removeprefix("<?php"))

    def _first_start(self, port: int | None, consent: Consent, wanted: Restrictions) -> SandboxStatus:
        provide_packages(consent, self._say)
        install.clear(self._layout)  # what an interrupted installation left, its servers too
        chosen = webserver.free_port() if port == 0 else self._choose_port(port, DEFAULT_PORT)
        return self._serve(self._build(self._version or DEFAULT_VERSION, chosen), chosen, wanted)

    def _start_again(self, settings: Settings, port: int | None, wanted: Restrictions) -> SandboxStatus:
        if port not in (None, 0, settings.port):
            webserver.refuse_taken(port)  # before anything is stopped
        self._stop()
        return self._serve(settings, self._choose_port(port, settings.port), wanted)

    def _build(self, version: str, port: int) -> Settings:
        with self._stopping_on_failure():
            return install.build(self._layout, version, port, self._say)

    def _choose_port(self, asked: int | None, usual: int) -> int:
        if asked == 0:
            return usual if webserver.is_free(usual) else webserver.free_port()
        webserver.refuse_taken(usual if asked is None else asked)
        return usual if asked is None else asked

    def _serve(self, settings: Settings, port: int, wanted: Restrictions) -> SandboxStatus:
        """Start what is not running yet, under ``port``, and write down where the site is now."""
        settings = dataclasses.replace(settings, port=port)
        with self._stopping_on_failure():
            settings = self._start_database(settings)
            install.settle_address(self._layout, settings)
            restrictions.write(self._layout, wanted)
            if not webserver.leads(self._layout):
                webserver.start(self._layout, port)
            self._write_env(settings)
        self._say(f"WordPress {settings.release} answers at {settings.url}")
        return self.status()

    def _start_database(self, settings: Settings) -> Settings:
        """Write the settings down and start the database unless it runs; its socket is wherever the folder is now."""
        if database.pids(self._layout):
            self._layout.write_settings(settings)
            return settings
        settings = dataclasses.replace(settings, socket=str(self._layout.socket_path()))
        self._layout.write_settings(settings)
        database.start(self._layout, Path(settings.socket))
        return settings

    def _write_env(self, settings: Settings) -> None:
        self._layout.write_env(settings, self._secrets())

    def _stop(self) -> None:
        webserver.stop(self._layout)
        database.stop(self._layout)

    def _healthy(self, settings: Settings) -> bool:
        running = self.status().state is State.RUNNING and webserver.is_current(self._layout)
        return running and webserver.answers(settings.port)

    def _settings_of_same_version(self) -> Settings | None:
        """Return the settings of a finished installation; None when there is none. Another version is an error."""
        settings = self._layout.read_settings()
        if settings is None or not settings.ready:
            return None
        if self._version not in (None, settings.version):
            raise SandboxError(
                f"the sandbox in {self.folder} is WordPress {settings.version}, not {self._version}",
                hint=f"`wp-portraits sandbox reset --wordpress {self._version}` replaces it, content and all.",
            )
        return settings

    def _installed(self) -> Settings:
        settings = self._layout.read_settings()
        if settings is None or not settings.ready:
            raise SandboxError(f"there is no sandbox in {self.folder}", hint="`wp-portraits sandbox up` makes one.")
        return settings

    def _running(self) -> None:
        self._installed()
        if not database.pids(self._layout):
            raise SandboxError("the sandbox is not running", hint="`wp-portraits sandbox up` starts it.")

    def _secrets(self) -> Secrets:
        self._installed()
        kept = self._layout.read_secrets()
        if kept is None:
            raise SandboxError(
                f"{self._layout.secrets} is missing or broken", hint="`wp-portraits sandbox reset` makes a new one."
            )
        return kept

    @contextmanager
    def _stopping_on_failure(self) -> Iterator[None]:
        """Leave no server behind when a start fails or is interrupted."""
        try:
            yield
        except BaseException:
            self._stop()
            raise
