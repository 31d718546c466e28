"""Addresses that WordPress turns into a player, as the block editor writes them.

Providers are those of WordPress itself (``class-wp-oembed.php``); name, type and aspect are what its embed block stores.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wp_portraits.render.addresses import safe_address

_WIDE = "wp-embed-aspect-16-9 wp-has-aspect-ratio"
_TALL = "wp-embed-aspect-9-16 wp-has-aspect-ratio"


class Embed(NamedTuple):
    """An address and how its block looks. ``class_name`` is empty where the shape is only known to the provider."""

    url: str
    type: str
    provider: str
    responsive: bool
    class_name: str


class _Provider(NamedTuple):
    host: str
    path: str
    slug: str
    type: str = "rich"
    class_name: str = ""
    responsive: bool = True


_PROVIDERS = (
    _Provider(r"(?:(?:m|www)\.)?youtube\.com", r"/shorts/.+", "youtube", "video", _TALL),
    _Provider(r"(?:(?:m|www)\.)?youtube\.com", r"/(?:watch\?|playlist\?|live/).+", "youtube", "video", _WIDE),
    _Provider(r"youtu\.be", r"/.+", "youtube", "video", _WIDE),
    _Provider(r"(?:.+\.)?vimeo\.com", r"/.+", "vimeo", "video", _WIDE),
    _Provider(r"(?:www\.)?dailymotion\.com|dai\.ly", r"/.+", "dailymotion", "video", _WIDE),
    _Provider(r"(?:www\.|embed\.)?ted\.com", r"/talks/.+", "ted", "video", _WIDE),
    _Provider(r"wordpress\.tv", r"/.+", "wordpress-tv", "video", _WIDE),
    _Provider(r"videopress\.com", r"/v/.+", "videopress", "video", _WIDE),
    _Provider(r"(?:www\.)?(?:animoto|video214)\.com", r"/play/.+", "animoto", "video", _WIDE),
    _Provider(r"(?:www\.)?tiktok\.com", r"/@.+", "tiktok", "video"),
    _Provider(r"(?:www\.)?kickstarter\.com|kck\.st", r"/.+", "kickstarter"),
    _Provider(r"(?:www\.)?soundcloud\.com", r"/.+", "soundcloud"),
    _Provider(r"(?:open|play)\.spotify\.com", r"/.+", "spotify"),
    _Provider(r"(?:www\.)?mixcloud\.com", r"/.+", "mixcloud"),
    _Provider(r"(?:www\.)?reverbnation\.com", r"/.+", "reverbnation"),
    _Provider(r"pca\.st", r"/\w+.*", "pocket-casts"),
    _Provider(r"(?:www\.)?flickr\.com|flic\.kr", r"/.+", "flickr", "photo"),
    _Provider(r"(?:.+\.)?smugmug\.com", r"/.+", "smugmug", "photo"),
    _Provider(r"(?:[a-z]{2}|www)\.pinterest\.com(?:\.au|\.mx)?", r"/.+", "pinterest", responsive=False),
    _Provider(r"(?:www\.)?(?:twitter|x)\.com", r"/\w{1,15}/status(?:es)?/.+", "twitter"),
    _Provider(r"bsky\.app", r"/profile/.+/post/.+", "bluesky", responsive=False),
    _Provider(r"(?:www\.)?reddit\.com", r"/r/[^/]+/comments/.+", "reddit"),
    _Provider(r"(?!www\.).+\.tumblr\.com", r"/.+", "tumblr"),
    _Provider(r"(?:www\.)?issuu\.com", r"/.+/docs/.+", "issuu"),
    _Provider(r"(?:www\.)?scribd\.com", r"/(?:doc|document)/.+", "scribd"),
    _Provider(r"(?:www\.)?speakerdeck\.com", r"/.+", "speaker-deck"),
    _Provider(r"cloudup\.com", r"/.+", "cloudup"),
    _Provider(r"(?:www\.)?wolframcloud\.com", r"/obj/.+", "wolfram-cloud"),
)
_ADDRESS = re.compile(r"https?://([^/?#\s]+)(\S*)", re.IGNORECASE)


@lru_cache
def _rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str], _Provider], ...]:
    """Hosts and paths, compiled when the first address is met: most drafts have none, and it takes a while."""
    return tuple(
        (re.compile(provider.host, re.IGNORECASE), re.compile(provider.path, re.IGNORECASE), provider)
        for provider in _PROVIDERS
    )


def embed(address: str) -> Embed | None:
    """How WordPress embeds ``address``; None when it is no single address of a provider WordPress knows."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return None
    for host, path, provider in _rules():
        if host.fullmatch(parts[1]) and path.fullmatch(parts[2]):
            url = safe_address(address)
            if provider.slug == "twitter":  # WordPress asks the provider only under its old name
                url = re.sub(r"(?i)//(?:www\.)?x\.com/", "//twitter.com/", url, count=1)
            return Embed(url, provider.type, provider.slug, provider.responsive, provider.class_name)
    return None
