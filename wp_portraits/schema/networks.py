"""The networks a person can be followed on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import quote, urlsplit

_BEFORE_HOST = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its id, the name a reader sees, how a handle looks and which address it makes.

    ``handle`` None: the network knows addresses only. ``address`` has ``{handle}`` (without ``@``) in it, and
    ``{host}`` on Mastodon. ``french`` is the name on pages in French, where it differs; ``example`` a handle for
    hints.
    """

    id: str
    name: str
    handle: re.Pattern[str] | None = None
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
        match = self.handle.fullmatch(handle.strip()) if self.handle is not None else None
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


def _known(
    id: str,  # noqa: A002
    name: str,
    handle: str,
    address: str,
    example: str,
    hosts: tuple[str, ...],
    aliases: tuple[str, ...] = (),
) -> Network:
    return Network(id, name, re.compile(handle), address, example, hosts, aliases)


_HOST = r"(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"

NETWORKS: tuple[Network, ...] = (
    _known(
        "mastodon",
        "Mastodon",
        rf"@?(?P<handle>[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@{_HOST}",
        "https://{host}/@{handle}",
        "@camille@social.example",
        (),
    ),
    _known(
        "bluesky",
        "Bluesky",
        r"@?(?P<handle>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
        "https://bsky.app/profile/{handle}",
        "@camille.bsky.social",
        ("bsky.app",),
        ("bsky",),
    ),
    _known(
        "x",
        "X",
        r"@?(?P<handle>[A-Za-z0-9_]{1,15})",
        "https://x.com/{handle}",
        "@camille",
        ("x.com", "twitter.com"),
        ("twitter",),
    ),
    _known(
        "linkedin",
        "LinkedIn",
        r"@?(?P<handle>[\w-]{3,100})",
        "https://www.linkedin.com/in/{handle}",
        "camille-roy",
        ("linkedin.com", "lnkd.in"),
    ),
    _known(
        "instagram",
        "Instagram",
        r"@?(?P<handle>[A-Za-z0-9_.]{1,30})",
        "https://www.instagram.com/{handle}/",
        "@camille",
        ("instagram.com", "instagr.am"),
    ),
    _known(
        "facebook",
        "Facebook",
        r"@?(?P<handle>[A-Za-z0-9.]{5,50})",
        "https://www.facebook.com/{handle}",
        "camille.roy",
        ("facebook.com", "fb.com", "fb.me"),
    ),
    _known(
        "threads",
        "Threads",
        r"@?(?P<handle>[A-Za-z0-9_.]{1,30})",
        "https://www.threads.com/@{handle}",
        "@camille",
        ("threads.net", "threads.com"),
    ),
    _known(
        "youtube",
        "YouTube",
        r"@?(?P<handle>[\w.·-]{3,30})",
        "https://www.youtube.com/@{handle}",
        "@camille",
        ("youtube.com", "youtu.be"),
    ),
    _known(
        "tiktok",
        "TikTok",
        r"@?(?P<handle>[A-Za-z0-9_.]{2,24})",
        "https://www.tiktok.com/@{handle}",
        "@camille",
        ("tiktok.com",),
    ),
    _known(
        "github",
        "GitHub",
        r"@?(?P<handle>[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})",
        "https://github.com/{handle}",
        "camille",
        ("github.com",),
    ),
    _known(
        "flickr",
        "Flickr",
        r"(?P<handle>[\w@-]{1,40})",
        "https://www.flickr.com/people/{handle}/",
        "camille",
        ("flickr.com", "flic.kr"),
    ),
    _known(
        "pinterest",
        "Pinterest",
        r"@?(?P<handle>[A-Za-z0-9_]{3,30})",
        "https://www.pinterest.com/{handle}/",
        "camille",
        ("pinterest.com", "pinterest.ca", "pinterest.fr", "pinterest.co.uk", "pinterest.de", "pinterest.es", "pin.it"),
    ),
    _known(
        "vimeo", "Vimeo", r"(?P<handle>[A-Za-z0-9_-]{2,40})", "https://vimeo.com/{handle}", "camille", ("vimeo.com",)
    ),
    _known(
        "twitch",
        "Twitch",
        r"@?(?P<handle>[A-Za-z0-9_]{3,25})",
        "https://www.twitch.tv/{handle}",
        "camille",
        ("twitch.tv",),
    ),
    _known(
        "medium",
        "Medium",
        r"@?(?P<handle>[A-Za-z0-9_.]{1,40})",
        "https://medium.com/@{handle}",
        "@camille",
        ("medium.com",),
    ),
    _known(
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
    close = get_close_matches(name.strip().lower(), _BY_NAME, n=1, cutoff=0.7)
    return close[0] if close else None


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
