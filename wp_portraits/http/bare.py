"""A requests.Session that adds nothing of its own: no cookie, no password of ~/.netrc, no redirect followed."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter


class _Straight(requests.Session):
    """Does not look where a redirect leads: that is decided by the caller, before anything is parsed."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""


def bare_session(user_agent: str, adapter: HTTPAdapter, **headers: str) -> requests.Session:
    """A session that sends every request through ``adapter``, with these headers and no others."""
    session = _Straight()
    session.auth = _leave_alone
    session.headers = requests.structures.CaseInsensitiveDict({"User-Agent": user_agent, "Accept": "*/*", **headers})
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    return session


def _leave_alone(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from looking for a password in ~/.netrc or in the address."""
    return request
