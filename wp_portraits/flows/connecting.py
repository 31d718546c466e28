"""From settings to a site: over the transport they name, or over the one that lets us in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from wp_portraits.errors import ConfigurationError, SiteError, Throttled, Unreachable
from wp_portraits.flows.site import Place, site_folder, site_url
from wp_portraits.wordpress.choosing import Chosen, SignedWith, Trial, Way, choose, decide
from wp_portraits.wordpress.rest.connect import connect as connect_over_rest
from wp_portraits.wordpress.site import Site
from wp_portraits.workspace.credentials import Credentials, find_credentials, find_password
from wp_portraits.workspace.remembered import Remembered, recall, remember
from wp_portraits.workspace.settings import Settings

Product = TypeVar("Product")

_NEEDS_PASSWORD = "XML-RPC needs WP_USERNAME and WP_APP_PASSWORD, and only WP_BEARER_TOKEN is set"  # noqa: S105 - words, no password


def connect_to(where: Place) -> Site:
    """The site of the settings; with WP_TRANSPORT=auto over the API that lets us in, which costs a request or more.

    Raises ConfigurationError when a setting is missing or wrong, and with ``auto`` any SiteError when no API lets us
    in.
    """
    return _opened(where, trusting=False)[0]


def reach(where: Place, look: Callable[[Site], Product]) -> tuple[Site, Product]:
    """The site as :func:`connect_to` gives it, and what a first ``look`` at it finds, which must only read.

    The API that ``auto`` chose before is not asked for its leave: looking shows whether it is still open. Where it is
    not, the choice is made anew, and the look repeated.
    """
    site, sure = _opened(where, trusting=True)
    try:
        return site, look(site)
    except SiteError as error:
        if sure or isinstance(error, Unreachable | Throttled):
            raise
    site = connect_to(where)
    return site, look(site)


def _opened(where: Place, *, trusting: bool) -> tuple[Site, bool]:
    """The site, and whether it is sure that it lets us in, or that no other way is to be tried."""
    site_url(where.settings)
    transport = where.settings["WP_TRANSPORT"]
    credentials = find_credentials(where.settings)
    if transport != "auto":
        site = (_over_xmlrpc if transport == "xmlrpc" else _over_rest)(where, credentials)
        sure, reason = True, f"{demanded_by(where.settings)} says so"
    else:
        now = datetime.now(UTC)
        kept = recall(site_folder(where), now) if trusting else None
        chosen = _kept(where, credentials, kept) if kept else _choose(where, credentials, now)
        site, sure, reason = chosen.site, kept is None, chosen.reason
    where.log(f"transport: {site.transport}, because {reason}")
    return site, sure


def _kept(where: Place, credentials: Credentials, kept: Remembered) -> Chosen:
    """The way of an earlier run, opened without asking."""
    way = next(way for way in ways_to(where, credentials) if way.transport == kept.transport)
    return Chosen(way.open(), kept.transport, f"{kept.reason} (found {kept.since:%Y-%m-%d %H:%M} UTC)")


def demanded_by(settings: Settings) -> str:
    """What names the transport: the flag, or WP_TRANSPORT and where it stands."""
    origin = settings.origin("WP_TRANSPORT")
    return "--transport" if origin == "flag" else f"WP_TRANSPORT ({origin})"


def ways_to(where: Place, credentials: Credentials) -> list[Way]:
    """The ways to the site, the preferred one first. Nothing is sent before one is opened and asked."""
    obstacle = _NEEDS_PASSWORD if credentials.bearer_token and not _has_password(where.settings) else ""
    return [
        Way("rest", partial(_over_rest, where, credentials)),
        Way("xmlrpc", partial(_over_xmlrpc, where, credentials), obstacle),
    ]


def choose_anew(where: Place, credentials: Credentials, trials: list[Trial], now: datetime) -> Chosen:
    """What ``auto`` makes of these trials, remembered for the runs that follow. Raises what :func:`decide` raises."""
    chosen = decide(trials, signed_with=_signed_with(credentials))
    remember(site_folder(where), Remembered(chosen.transport, chosen.reason, now))
    return chosen


def _choose(where: Place, credentials: Credentials, now: datetime) -> Chosen:
    """The way remembered, if it still lets us in; else the first that does, and that one is remembered."""
    folder, ways = site_folder(where), ways_to(where, credentials)
    kept = recall(folder, now)
    if kept is not None:
        ways.sort(key=lambda way: way.transport != kept.transport)
    chosen = choose(ways, signed_with=_signed_with(credentials))
    if kept is None or chosen.transport != kept.transport:
        remember(folder, Remembered(chosen.transport, chosen.reason, now))
    elif chosen.transport != "rest":
        return replace(chosen, reason=f"{kept.reason} (found {kept.since:%Y-%m-%d %H:%M} UTC)")
    return chosen


def _over_rest(where: Place, credentials: Credentials) -> Site:
    return connect_over_rest(
        _home(where),
        credentials.authorization.reveal(),
        timeout=where.settings.timeout,
        insecure=where.insecure,
        rest_root=where.settings["WP_REST_ROOT"] or None,
        log=where.log,
        workers=where.settings.concurrency,
    )


def _over_xmlrpc(where: Place, credentials: Credentials) -> Site:
    """Loads its library only when it is needed. With a bearer token, which XML-RPC has no place for, the password."""
    from wp_portraits.wordpress.xmlrpc.connect import connect

    signed = _beside_token(where.settings) if credentials.bearer_token else credentials
    return connect(
        _home(where),
        signed.username,
        signed.password.reveal(),
        timeout=where.settings.timeout,
        insecure=where.insecure,
        log=where.log,
        workers=where.settings.concurrency,
    )


def _has_password(settings: Settings) -> bool:
    """Whether there is a password beside the token. A command that prints one is run only when it is needed."""
    if settings["WP_USERNAME"] and settings["WP_PASSWORD_COMMAND"]:
        return True
    try:
        return bool(find_password(settings).password)
    except ConfigurationError:
        return False


def _beside_token(settings: Settings) -> Credentials:
    try:
        return find_password(settings)
    except ConfigurationError as missing:
        raise ConfigurationError(
            f"XML-RPC has no place for WP_BEARER_TOKEN ({settings.origin('WP_BEARER_TOKEN')}): {missing.message}",
            hint="Set WP_USERNAME and WP_APP_PASSWORD, or take --transport rest.",
        ) from None


def _signed_with(credentials: Credentials) -> SignedWith:
    if credentials.bearer_token:
        return "token"
    return "application password" if credentials.by_application_password else "other password"


def _home(where: Place) -> str:
    """The site's home page, also when WP_URL names one of its APIs instead."""
    return site_url(where.settings).removesuffix("/xmlrpc.php").removesuffix("/wp-json")
