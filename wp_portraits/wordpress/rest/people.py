"""The site, its clock and its users over the REST API."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Final

from wp_portraits.errors import CredentialsRefused
from wp_portraits.model.clock import local_time
from wp_portraits.model.passwords import is_application_password
from wp_portraits.model.post import SiteFacts
from wp_portraits.wordpress.reading import Reader
from wp_portraits.wordpress.rest.client import Client

_INDEX: Final = {"_fields": "name,home,gmt_offset,timezone_string,authentication"}
_ME: Final = {"context": "edit", "_fields": "id,username,slug,roles,capabilities,locale"}


class People:
    """Who we are on the site, and who the others are."""

    def __init__(self, client: Client, authorization: str) -> None:
        self._client = client
        self._authorization = authorization
        self._kept: object = None

    @property
    def account(self) -> str:
        """Our user's name as we give it; of a token, only that it is one."""
        return _pair(self._authorization)[0] or self._authorization.partition(" ")[0]

    def user(self) -> str:
        """The name we are signed in as, in one request; :meth:`facts` uses what it told."""
        self._kept = self._me()
        return Reader(self._kept, "our user").text("username")

    def facts(self) -> SiteFacts:
        """The site, its clock and our user, in two requests: one when :meth:`user` has just asked who we are."""
        answer = self._client.read("", _INDEX)
        index = Reader(answer.json(), "itself")
        me = Reader(self._kept or self._me(), "our user")
        self._kept = None
        zone, offset = index.text("timezone_string", ""), index.hours("gmt_offset")
        return SiteFacts(
            url=index.text("home").rstrip("/"),
            name=index.words("name"),
            language=me.text("locale", "").replace("_", "-"),
            timezone=zone,
            utc_offset=offset,
            now=local_time(self._client.session.clock, zone, offset),
            user=me.text("username"),
            user_id=me.number("id"),
            roles=me.texts("roles"),
            capabilities=me.granted("capabilities"),
        )

    def user_id(self, name: str) -> int | None:
        """The id of the user with this slug or display name, among those the site lets us see."""
        for narrowed in ({"slug": name}, {"search": name}):
            asked = {"_fields": "id,slug,name", **narrowed}
            for told in self._client.collection("wp/v2/users", asked, "users"):
                user = Reader(told, "a user")
                if name in (user.text("slug"), user.words("name")):
                    return user.number("id")
        return None

    def _me(self) -> object:
        try:
            return self._client.read("wp/v2/users/me", _ME).json()
        except CredentialsRefused as refused:
            raise self.explained(refused) from None

    def explained(self, refused: CredentialsRefused) -> CredentialsRefused:
        """The refusal with the likeliest of its causes: the site's settings, the kind of password, or the host."""
        index = Reader(self._client.read("", _INDEX).json(), "itself")
        if self._authorization.startswith("Bearer "):
            hint = "WP_BEARER_TOKEN may have expired, or the plugin that understands it is not active."
        elif not index.has("authentication") or "application-passwords" not in str(index.value("authentication")):
            hint = (
                "The site offers no application passwords: WordPress does so over https only (or where "
                "WP_ENVIRONMENT_TYPE is local), and security plugins may switch them off."
            )
        elif not is_application_password(_pair(self._authorization)[1]):
            hint = (
                "The password does not look like an application password (24 letters and digits): make one in "
                "wp-admin, Users → Profile. The password you sign in with does not work here."
            )
        else:
            hint = (
                "Check WP_USERNAME, and that the application password was not revoked. If both are right, the host "
                "strips the Authorization header: ask it to pass it on to PHP."
            )
        return CredentialsRefused(refused.message, hint=hint)


def _pair(authorization: str) -> tuple[str, str]:
    """User and password of the header; empty when it holds no such pair."""
    scheme, _, packed = authorization.partition(" ")
    try:
        user, _, password = b64decode(packed).decode().partition(":") if scheme == "Basic" else ("", "", "")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password
