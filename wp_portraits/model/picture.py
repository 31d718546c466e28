"""What is known of a picture file, and of the same picture on the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of the workspace, looked at.

    ``path`` inside the workspace; ``mime`` is empty when the file is not a picture WordPress takes (then ``problem``
    says why, in one clause); ``width`` and ``height`` in pixels; ``digest`` the SHA-256 of the bytes, in hex;
    ``located`` whether its metadata tell where it was taken.
    """

    path: str
    mime: str = ""
    width: int = 0
    height: int = 0
    size: int = 0
    digest: str = ""
    problem: str = ""
    located: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """A picture in the site's media library. ``url`` is the full-size address."""

    id: int
    url: str
    slug: str
    alt: str = ""
