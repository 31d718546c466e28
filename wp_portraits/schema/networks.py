"""The networks a person can be followed on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from wp_portraits.diagnostics.spelling import near

_BEFORE_HOST = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its id, the name a reader sees, how a handle looks and which address it makes.

    ``handle``: the pattern of handles, empty where the network knows addresses only. ``address`` has ``{handle}`` (without
    ``@``) in it, and ``{host}`` on Mastodon. ``french`` is the name on pages in French, where it differs; ``example`` a handle for
    hints.
    """

    id: str
    name: str
    handle: str = ""
    address: str = ""
    example: str = ""
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    french: str = ""

    def named(self, lang: str) -> str:
        """The network's name on a page in ``lang`` (BCP 47)."""
        return self.french if self.french and lang.lower().split("-")[0] == "fr" else self.name

    def address_of(self, handle: str) -> str | None:
        """The address a handle makes; None when the handle does not look right."""
        match = re.fullmatch(self.handle, handle.strip()) if self.handle else None
        if match is None:
            return None
        parts = {name: quote(part, safe="@.-_~") for name, part in match.groupdict().items()}
        return self.address.format(**parts)

    def usual(self, handle: str) -> str:
        """The handle as people of the network write it: with ``@`` where they do."""
        return f"@{handle}" if self.example.startswith("@") and not handle.startswith("@") else handle

    def handle_in(self, address: str) -> str | None:
        """The handle, as usual, whose profile has that address; None when it is not plainly one of the network."""
        host, _, path = _BEFORE_HOST.sub("", address.strip(), count=1).partition("/")
        begin = re.sub(r"https://[^/]+/|\{handle\}/?", "", self.address)
        handle = path.removesuffix("/").removeprefix(begin)
        if "{host}" in self.address:
            written = f"{handle}@{host.lower()}"
        else:
            written = handle if host.lower() in self.hosts else ""
        fits = path.startswith(begin) and "@" not in handle and self.address_of(written) is not None
        return self.usual(written) if fits else None


_HOST = r"(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"

NETWORKS: tuple[Network, ...] = (
    Network(
        "mastodon",
        "Mastodon",
        rf"@?(?P<handle>[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@{_HOST}",
        "https://{host}/@{handle}",
        "@camille@social.example",
        (),
    ),
    Network(
        "bluesky",
        "Bluesky",
        r"@?(?P<handle>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
        "https://bsky.app/profile/{handle}",
        "@camille.bsky.social",
        ("bsky.app",),
        ("bsky",),
    ),
    Network(
        "x",
        "X",
        r"@?(?P<handle>[A-Za-z0-9_]{1,15})",
        "https://x.com/{handle}",
        "@camille",
        ("x.com", "twitter.com"),
        ("twitter",),
    ),
    Network(
        "linkedin",
        "LinkedIn",
        r"@?(?P<handle>[\w-]{3,100})",
        "https://www.linkedin.com/in/{handle}",
        "camille-roy",
        ("linkedin.com", "lnkd.in"),
    ),
    Network(
        "instagram",
        "Instagram",
        r"@?(?P<handle>[A-Za-z0-9_.]{1,30})",
        "https://www.instagram.com/{handle}/",
        "@camille",
        ("instagram.com", "instagr.am"),
    ),
    Network(
        "facebook",
        "Facebook",
        r"@?(?P<handle>[A-Za-z0-9.]{5,50})",
        "https://www.facebook.com/{handle}",
        "camille.roy",
        ("facebook.com", "fb.com", "fb.me"),
    ),
    Network(
        "threads",
        "Threads",
        r"@?(?P<handle>[A-Za-z0-9_.]{1,30})",
        "https://www.threads.com/@{handle}",
        "@camille",
        ("threads.net", "threads.com"),
    ),
    Network(
        "youtube",
        "YouTube",
        r"@?(?P<handle>[\w.·-]{3,30})",
        "https://www.youtube.com/@{handle}",
        "@camille",
        ("youtube.com", "youtu.be"),
    ),
    Network(
        "tiktok",
        "TikTok",
        r"@?(?P<handle>[A-Za-z0-9_.]{2,24})",
        "https://www.tiktok.com/@{handle}",
        "@camille",
        ("tiktok.com",),
    ),
    Network(
        "github",
        "GitHub",
        r"@?(?P<handle>[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})",
        "https://github.com/{handle}",
        "camille",
        ("github.com",),
    ),
    Network(
        "flickr",
        "Flickr",
        r"(?P<handle>[\w@-]{1,40})",
        "https://www.flickr.com/people/{handle}/",
        "camille",
        ("flickr.com", "flic.kr"),
    ),
    Network(
        "pinterest",
        "Pinterest",
        r"@?(?P<handle>[A-Za-z0-9_]{3,30})",
        "https://www.pinterest.com/{handle}/",
        "camille",
        ("pinterest.com", "pinterest.ca", "pinterest.fr", "pinterest.co.uk", "pinterest.de", "pinterest.es", "pin.it"),
    ),
    Network(
        "vimeo", "Vimeo", r"(?P<handle>[A-Za-z0-9_-]{2,40})", "https://vimeo.com/{handle}", "camille", ("vimeo.com",)
    ),
    Network(
        "twitch",
        "Twitch",
        r"@?(?P<handle>[A-Za-z0-9_]{3,25})",
        "https://www.twitch.tv/{handle}",
        "camille",
        ("twitch.tv",),
    ),
    Network(
        "medium",
        "Medium",
        r"@?(?P<handle>[A-Za-z0-9_.]{1,40})",
        "https://medium.com/@{handle}",
        "@camille",
        ("medium.com",),
    ),
    Network(
        "email",
        "Email",
        r"""(?P<handle>[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+)""",
        "mailto:{handle}",
        "camille@example.org",
        (),
        ("mail", "courriel", "e-mail"),
    ),
    Network("podcast", "Podcast", aliases=("balado",), french="Balado"),
    Network("rss", "RSS", aliases=("feed", "atom"), french="Fil RSS"),
    Network("newsletter", "Newsletter", aliases=("infolettre",), french="Infolettre"),
    Network("blog", "Blog", aliases=("blogue",), french="Blogue"),
    Network("site", "Website", aliases=("website", "web"), french="Site Web"),
)
"""In the order of the documentation. Handles as each network's own sign-up page takes them, a little more
generously.
"""

SECURE_HOSTS = frozenset(f"{www}{host}" for network in NETWORKS for host in network.hosts for www in ("", "www."))
"""Hosts of networks: all of them answer over https."""

_BY_NAME = {name: network for network in NETWORKS for name in (network.id, network.name.lower(), *network.aliases)}


def network_named(name: str) -> Network | None:
    """The known network of that id, name or alias, whatever the case."""
    return _BY_NAME.get(name.strip().lower())


def similar_network(name: str) -> str | None:
    """The known network's id or alias that ``name`` most resembles, None when none is close."""
    return near(name.strip().lower(), _BY_NAME, 0.7)


def network_of_address(address: str) -> Network:
    """The network an address belongs to, judged by its host; the person's own site otherwise."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        host = ""
    for network in NETWORKS:
        if any(host == known or host.endswith(f".{known}") for known in network.hosts):
            return network
    return _BY_NAME["site"]
