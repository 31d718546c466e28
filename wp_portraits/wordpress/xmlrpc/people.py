"""The site, its clock and its users over XML-RPC."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from wordpress_xmlrpc.methods.options import GetOptions
from wordpress_xmlrpc.methods.users import GetAuthors, GetProfile

from wp_portraits.errors import Failure
from wp_portraits.model.clock import local_time
from wp_portraits.model.post import SiteFacts
from wp_portraits.wordpress.reading import broken, listed
from wp_portraits.wordpress.rules import CAPABILITIES
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.shapes import Values

_OPTIONS: Final = ("home_url", "blog_title", "time_zone", "software_version")
_LANGUAGE: Final = re.compile(rb"<language>\s*([A-Za-z0-9-]{2,35})\s*</language>")
_LOOKED_AT: Final = 20_000
"""Bytes of the feed in which its language is looked for."""


class _Options(GetOptions):  # type: ignore[misc]  # the library has no types
    """wp.getOptions, its answer as it comes."""

    def process_result(self, options_dict: Any) -> Any:
        """The options by name, each a struct with its value."""
        return options_dict


class People:
    """Who we are on the site, and who the others are."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._profile: Values | None = None

    def user(self) -> str:
        """Our user's name, from the profile that only we may read."""
        return self._me().text("username")

    def facts(self) -> SiteFacts:
        """The site, its clock and our user. Of a time zone, XML-RPC tells only how far from UTC it is now.

        What our user may do follows from the role, as WordPress delivers them: XML-RPC tells no capabilities.
        """
        me = self._me()
        options = Values(self._client.call(_Options, list(_OPTIONS)), "itself")
        offset = _option(options, "time_zone").hours("value")
        roles = me.texts("roles")
        return SiteFacts(
            url=_option(options, "home_url").text("value").rstrip("/"),
            name=_option(options, "blog_title").words("value"),
            language=self._language(),
            timezone="",
            utc_offset=offset,
            now=local_time(self._client.session.clock, "", offset),
            user=me.text("username"),
            user_id=me.number("user_id"),
            roles=roles,
            capabilities=frozenset[str]().union(*(CAPABILITIES.get(role, ()) for role in roles)),
            version=_option(options, "software_version").text("value", ""),
        )

    def user_id(self, name: str) -> int | None:
        """The id of the user with this name, among those who write."""
        for told in listed(self._client.call(GetAuthors), "users"):
            user = Values(told, "a user")
            if name in (user.text("user_login"), user.words("display_name")):
                return user.number("user_id")
        return None

    def _me(self) -> Values:
        if self._profile is None:
            self._profile = Values(self._client.call(GetProfile), "our user")
        return self._profile

    def _language(self) -> str:
        """The language the feed is in, empty where it cannot be read: XML-RPC does not tell it."""
        try:
            feed = self._client.session.send("GET", f"{self._client.home}/?feed=rss2")
        except Failure:
            return ""
        found = _LANGUAGE.search(feed.body[:_LOOKED_AT])
        return found[1].decode() if found else ""


def _option(options: Values, name: str) -> Values:
    told: Mapping[str, Any] | Any = options.value(name)
    if not isinstance(told, dict):
        broken("itself", name)
    return Values(told, f"itself ({name})")
