"""The password, from the first place that has one. It never shows in a repr, a message or an argv."""

from __future__ import annotations

import shlex
import subprocess
from base64 import b64encode
from dataclasses import dataclass, field

from wp_portraits.errors import ConfigurationError
from wp_portraits.model.passwords import is_application_password
from wp_portraits.workspace.settings import Settings

_COMMAND_SECONDS = 60


class Secret:
    """A text that does not show itself."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for the one place that sends it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to the site: user name and application password, or a bearer token. ``origin`` says where from."""

    username: str
    password: Secret = field(default_factory=lambda: Secret(""))
    bearer_token: Secret = field(default_factory=lambda: Secret(""))
    origin: str = ""

    @property
    def authorization(self) -> Secret:
        """The value of the HTTP Authorization header (RFC 7617, RFC 6750)."""
        if self.bearer_token:
            return Secret(f"Bearer {self.bearer_token.reveal()}")
        pair = f"{self.username}:{self.password.reveal()}".encode()
        return Secret(f"Basic {b64encode(pair).decode('ascii')}")

    @property
    def by_application_password(self) -> bool:
        """Whether the password looks like one WordPress made for an application."""
        return is_application_password(self.password.reveal())


def find_credentials(settings: Settings) -> Credentials:
    """Look, in this order: WP_BEARER_TOKEN, WP_APP_PASSWORD, WP_PASSWORD_COMMAND, the system's keyring.

    ConfigurationError when none of them has an answer, or when a password has no WP_USERNAME.
    """
    if settings["WP_BEARER_TOKEN"]:
        origin = settings.origin("WP_BEARER_TOKEN")
        return Credentials(settings["WP_USERNAME"], bearer_token=Secret(settings["WP_BEARER_TOKEN"]), origin=origin)
    return find_password(settings)


def find_password(settings: Settings) -> Credentials:
    """User name and password, as :func:`find_credentials` looks for them; a bearer token, which XML-RPC has no place
    for, aside. ConfigurationError when there are none."""
    username = settings["WP_USERNAME"]
    if not username:
        raise ConfigurationError(
            "WP_USERNAME is not set.", hint="Write the WordPress user's name in .env (see .env.example)."
        )
    if settings["WP_APP_PASSWORD"]:
        return Credentials(username, Secret(settings["WP_APP_PASSWORD"]), origin=settings.origin("WP_APP_PASSWORD"))
    if settings["WP_PASSWORD_COMMAND"]:
        return Credentials(username, _from_command(settings["WP_PASSWORD_COMMAND"]), origin="WP_PASSWORD_COMMAND")
    password = _from_keyring(settings["WP_URL"], username)
    if not password:
        raise ConfigurationError(
            f"There is no password for {username}.",
            hint="Create an application password in WordPress (Users → Profile → Application Passwords) "
            "and write it in .env as WP_APP_PASSWORD.",
        )
    return Credentials(username, password, origin="keyring")


def _from_command(command: str) -> Secret:
    """The first line the command prints. It runs without a shell; its own messages go to the terminal."""
    hint = "Run the command yourself: it must print the password on its first line and end with code 0."
    try:
        words = shlex.split(command)
        printed = subprocess.run(  # noqa: S603 - the user's own command, by their own setting
            words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=_COMMAND_SECONDS, check=True
        ).stdout.decode("utf-8", "strict")
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise ConfigurationError(f"WP_PASSWORD_COMMAND did not give a password ({_cause(error)}).", hint=hint) from None
    first = printed.splitlines()[0].strip() if printed.strip() else ""
    if not first:
        raise ConfigurationError("WP_PASSWORD_COMMAND printed nothing.", hint=hint)
    return Secret(first)


def _cause(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"it ended with code {error.returncode}"
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took more than {_COMMAND_SECONDS} seconds"
    if isinstance(error, OSError):
        return error.strerror or "it cannot be started"
    return "its words cannot be read"


def _from_keyring(url: str, username: str) -> Secret:
    """The password kept under service ``wp-portraits:URL``; empty without the keyring package or an entry."""
    try:
        import keyring
    except ImportError:
        return Secret("")
    try:
        return Secret(keyring.get_password(f"wp-portraits:{url.rstrip('/')}", username) or "")
    except keyring.errors.KeyringError:
        return Secret("")
