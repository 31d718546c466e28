"""Which of a site's APIs to use: the first that lets us in, and why it is that one.

A :class:`Way` is an API we could use; a :class:`Trial` is what became of knocking there, with the one request of
:meth:`~wp_portraits.wordpress.site.Site.user`, which changes nothing. A run then keeps to the way it chose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from wp_portraits.errors import (
    ConfigurationError,
    CredentialsRefused,
    NoAnswer,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    Redirected,
    RequestRefused,
    ServerFailure,
    SiteError,
    Throttled,
    Unreachable,
)
from wp_portraits.wordpress.refusals import ASKS_ITS_OWN_PASSWORD, NEEDS_ANOTHER_ROLE, substance
from wp_portraits.wordpress.site import Site

NAMES: Final = {"rest": "the REST API", "xmlrpc": "XML-RPC"}
"""The transports, and what a person calls them."""

DOORS: Final = {"rest": "/wp-json/ (the REST API)", "xmlrpc": "/xmlrpc.php (XML-RPC)"}
"""What to ask a host to let through."""

_LIKE: Final[dict[type[SiteError], str]] = {
    CredentialsRefused: "does not accept who we are",
    NotFound: "is not there",
    PermissionRefused: "is refused",
    RequestRefused: "is refused",
    NonsenseAnswer: "answers nonsense",
    NoAnswer: "does not answer",
    ServerFailure: "is broken",
    Throttled: "asks for fewer requests",
    Redirected: "is somewhere else",
    Unreachable: "cannot be reached",
}

_BLOCKED: Final = (NotFound, PermissionRefused, RequestRefused)
"""Answers that a firewall, a security plugin or the host's settings give in WordPress's place."""

SignedWith = Literal["application password", "other password", "token"]
"""What we sign requests to the REST API with. XML-RPC never takes a token."""

_CAUSES: Final[dict[SignedWith, str]] = {
    "application password": "the host strips the Authorization header before WordPress sees it, or application passwords "
    "are switched off for the REST API",
    "other password": "the password is no application password, and the REST API takes no other",
}
"""Why REST refuses a password that XML-RPC accepts, as it does that of wp-login.php
(wp_authenticate_username_password)."""


@dataclass(frozen=True, slots=True)
class Way:
    """An API we could use: its transport's name, and how to open it. ``obstacle``: why it is out of the question."""

    transport: str
    open: Callable[[], Site]
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one way: the site that let us in, or its refusal, or neither when it was not tried (``why``)."""

    transport: str
    site: Site | None = None
    refusal: SiteError | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """What a person calls the API."""
        return NAMES.get(self.transport, self.transport)

    @property
    def title(self) -> str:
        """The same at the beginning of a line."""
        return self.name.removeprefix("the ")

    @property
    def hint(self) -> str:
        """What to do about the refusal. Every role may ask who it is: a 403 is a plugin's, in whichever words."""
        if self.refusal is None:
            return ""
        if self.refusal.hint == NEEDS_ANOTHER_ROLE:
            return _let_through([DOORS[self.transport]], nothing_there=False)
        return self.refusal.hint

    @property
    def ends_the_search(self) -> bool:
        """Whether no other way is to be tried: the same host would fare no better, and a limit is not gone round.

        A redirect of ``xmlrpc.php`` ends nothing: it is how some hosts switch it off, and REST may follow redirects.
        """
        if isinstance(self.refusal, Redirected):
            return self.transport != "xmlrpc"
        return isinstance(self.refusal, Unreachable | Throttled)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The site to use, over which transport, and why that one: one sentence without its first capital and full stop."""

    site: Site
    transport: str
    reason: str


def choose(ways: Sequence[Way], *, signed_with: SignedWith = "application password") -> Chosen:
    """Open the first of ``ways`` that lets us in; those after it are not tried.

    ``signed_with`` explains some of REST's refusals. Raises the SiteError of a site that cannot be reached or asks for
    fewer requests; when no way lets us in, one SiteError that says what each answered and what to change; whatever
    else opening a way raises, as it is.
    """
    trials: list[Trial] = []
    for way in ways:
        trials.append(knock(way))
        if trials[-1].site is not None or trials[-1].ends_the_search:
            break
    return decide(trials, signed_with=signed_with)


def try_all(ways: Sequence[Way]) -> list[Trial]:
    """Knock at every way; none after one that ends the search."""
    trials: list[Trial] = []
    for way in ways:
        if trials and trials[-1].ends_the_search:
            trials.append(Trial(way.transport, why=f"not tried after what {trials[-1].name} answered"))
        else:
            trials.append(knock(way))
    return trials


def knock(way: Way) -> Trial:
    """Ask one way whether it lets us in."""
    if way.obstacle:
        return Trial(way.transport, why=way.obstacle)
    site = way.open()
    try:
        site.user()
    except SiteError as refusal:
        return Trial(way.transport, refusal=refusal)
    return Trial(way.transport, site=site)


def decide(trials: Sequence[Trial], *, signed_with: SignedWith = "application password") -> Chosen:
    """The first trial that was let in, and why not one before it; see :func:`choose` for what it raises."""
    for number, trial in enumerate(trials):
        if trial.site is not None:
            reason = _reason(trials[:number], trial, signed_with)
            return Chosen(trial.site, trial.transport, reason)
    raise _nobody(trials)


def _reason(before: Sequence[Trial], chosen: Trial, signed_with: SignedWith) -> str:
    passed = [_passed_over(trial, chosen, signed_with) for trial in before]
    return "; ".join([*passed, f"{chosen.name} lets us in"])


def _passed_over(trial: Trial, chosen: Trial, signed_with: SignedWith) -> str:
    if trial.refusal is None:
        return trial.why
    cause = _CAUSES.get(signed_with)
    if isinstance(trial.refusal, CredentialsRefused) and trial.transport == "rest" and cause:
        return f"{trial.name} refuses the user and password that {chosen.name} accepts ({cause})"
    return _said(trial)


def _said(trial: Trial) -> str:
    """What a way answered, in half a sentence."""
    if trial.refusal is None:
        return trial.why
    like = next((words for kind, words in _LIKE.items() if isinstance(trial.refusal, kind)), "does not let us in")
    return f"{trial.name} {like}: {substance(trial.refusal)}".rstrip(".")


def _nobody(trials: Sequence[Trial]) -> SiteError | ConfigurationError:
    """The error when no way let us in: of the most telling class, with what each said and what to change."""
    trials = sorted(trials, key=lambda trial: trial.transport != "rest")
    refused = [(trial, trial.refusal) for trial in trials if trial.refusal is not None]
    if not refused:
        why = "; ".join(trial.why for trial in trials)
        return ConfigurationError(f"There is no way to the site: {why}.", hint="Set WP_USERNAME and WP_APP_PASSWORD.")
    if len(trials) == 1 or refused[0][0].ends_the_search:
        return refused[0][1]
    kinds = [type(refusal) for _, refusal in refused]
    kind = CredentialsRefused if CredentialsRefused in kinds else kinds[0]
    said = "; ".join(map(_said, trials))
    return kind(f"The site does not let us in: {said}.", hint=_what_to_change(refused))


def _what_to_change(refused: Sequence[tuple[Trial, SiteError]]) -> str:
    refusals = [refusal for _, refusal in refused]
    if any(refusal.hint == ASKS_ITS_OWN_PASSWORD for refusal in refusals):
        return ASKS_ITS_OWN_PASSWORD
    if len(refused) > 1 and all(isinstance(refusal, CredentialsRefused) for refusal in refusals):
        return (
            "Check WP_USERNAME, and that WP_APP_PASSWORD is an application password of that user which was not revoked "
            "(Users → Profile in wp-admin). A security plugin may have switched application passwords off: allow them there."
        )
    shut = [DOORS[trial.transport] for trial, refusal in refused if isinstance(refusal, _BLOCKED)]
    advice = [refusal.hint for refusal in refusals if not isinstance(refusal, _BLOCKED) and refusal.hint]
    if shut:
        advice.append(_let_through(shut, all(isinstance(refusal, NotFound) for refusal in refusals)))
    return " ".join(dict.fromkeys(advice))


def _let_through(doors: Sequence[str], nothing_there: bool) -> str:
    address = "Check WP_URL: is it the home page of a WordPress? If it is, ask" if nothing_there else "Ask"
    either = "either one through" if len(doors) > 1 else "it through"
    return f"{address} the host, or look in the site's security plugin, to let {either}: {' or '.join(doors)}."
