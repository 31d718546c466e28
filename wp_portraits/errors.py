"""The exits of wp-portraits: every exception that may reach a user, and the exit code of each.

A *finding* about a draft is a value (see :mod:`wp_portraits.diagnostics`); an exception is an exit.
Foreign exceptions (requests, sqlite3, yaml, jinja2 …) are translated into this tree by the one module
that calls the library; anything else that escapes is a bug (code 70).

::

    Failure                      70  base of the tree; message + hint
    ├── UsageError                2  the command line, a path, an option
    │   ├── ConfigurationError    2  .env, environment, series file, template
    │   ├── StateError            2  .wp-portraits/ cannot be read or written
    │   └── SandboxError          2  the local WordPress cannot be set up
    ├── Refusal                   3  a plan or draft that must not be sent
    ├── SiteError                 4  what the site did
    │   ├── Unreachable           4  no connection: DNS, TLS, refused, cut before anything was sent
    │   ├── NoAnswer              4  sent, but the answer never (fully) came: time-out, cut connection
    │   ├── CredentialsRefused    4  401, or an XML-RPC fault of that meaning
    │   ├── PermissionRefused     4  403: the role may not do this
    │   ├── NotFound              4  404, or an id the site does not know
    │   ├── RequestRefused        4  400 and other 4xx: the site does not accept what we sent
    │   ├── Throttled             4  429: too many requests
    │   ├── ServerFailure         4  5xx
    │   ├── Redirected            4  a redirect where none can be followed (a write)
    │   └── NonsenseAnswer        4  an answer that is not what the API promises (HTML, broken JSON)
    │       └── TooMuch           4  an answer that was not read to its end: too large
    ├── WorkerLost               70  a process that shares the work was killed, or broke
    ├── Locked                   75  another run holds the workspace's lock
    └── Interrupted             130  Ctrl-C; 143 for SIGTERM (128 + the signal, see cli/stopping.py)
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """Exit codes of the command line (sysexits.h where it has one: 70, 75)."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    SITE = 4
    PARTIAL = 5
    BUG = 70
    LOCKED = 75
    INTERRUPTED = 130


class Failure(Exception):
    """Base of every exit: one ``message`` that says what and where, one ``hint`` that says what to do."""

    exit_code: ClassVar[Exit] = Exit.BUG

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(Failure):
    """The command cannot be carried out as it was asked."""

    exit_code = Exit.USAGE


class ConfigurationError(UsageError):
    """A setting, a series file or a template is missing or wrong."""


class StateError(UsageError):
    """The local state in ``.wp-portraits/`` cannot be read or written."""


class SandboxError(UsageError):
    """The throwaway WordPress cannot be set up or started."""


class Refusal(Failure):
    """Nothing was sent, because sending it would be wrong."""

    exit_code = Exit.REFUSED


class SiteError(Failure):
    """The site cannot be reached, refuses us, or answers nonsense.

    ``outcome_unknown`` is true when a write may or may not have been carried out: the key must be looked
    for on the site before anything else, and the write is never repeated blindly.
    """

    exit_code = Exit.SITE
    outcome_unknown: ClassVar[bool] = False


class Unreachable(SiteError):
    """No connection was made; nothing was sent."""


class NoAnswer(SiteError):
    """The request left, the answer did not come back whole."""

    outcome_unknown = True


class CredentialsRefused(SiteError):
    """The site does not know this user and password, or never saw them."""


class PermissionRefused(SiteError):
    """The site knows the user, whose role may not do this."""


class NotFound(SiteError):
    """The address or id does not exist on the site."""


class RequestRefused(SiteError):
    """The site understood the request and does not accept it."""


class Throttled(SiteError):
    """The site asks for fewer requests."""


class ServerFailure(SiteError):
    """The site broke while answering; a write may have happened."""

    outcome_unknown = True


class Redirected(SiteError):
    """The site redirects a write, which would silently become a read."""


class NonsenseAnswer(SiteError):
    """The answer is not what WordPress's API promises; a write may have happened."""

    outcome_unknown = True


class TooMuch(NonsenseAnswer):
    """The answer is too large and was not read to its end; a smaller one may be asked for."""


class WorkerLost(Failure):
    """A process that shared the work ended before it was done."""


class Locked(Failure):
    """Another run is at work in this workspace."""

    exit_code = Exit.LOCKED


class Interrupted(Failure):
    """The user stopped the run."""

    exit_code = Exit.INTERRUPTED
