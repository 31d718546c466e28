"""Rules beyond shape: what a draft may get wrong although each of its parts is well formed. Pure, and never raises.

What stands here is loaded when it is first asked for: a check that remembers its findings needs no rule.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wp_portraits.check.pages import families, manual, page
    from wp_portraits.check.pictures import pictures_of
    from wp_portraits.check.rules import check, verdict
    from wp_portraits.check.selection import codes_of, selected
    from wp_portraits.check.silencing import unsilenced
    from wp_portraits.check.surroundings import Surroundings
    from wp_portraits.check.web_links import finding_of_silence, findings_of_answers
    from wp_portraits.check.web_places import WebPlace, web_places

__all__ = [
    "Surroundings",
    "WebPlace",
    "check",
    "codes_of",
    "families",
    "finding_of_silence",
    "findings_of_answers",
    "manual",
    "page",
    "pictures_of",
    "selected",
    "unsilenced",
    "verdict",
    "web_places",
]

_HOMES = {
    "pages": ("families", "manual", "page"),
    "pictures": ("pictures_of",),
    "rules": ("check", "verdict"),
    "selection": ("codes_of", "selected"),
    "silencing": ("unsilenced",),
    "surroundings": ("Surroundings",),
    "web_links": ("finding_of_silence", "findings_of_answers"),
    "web_places": ("WebPlace", "web_places"),
}
"""Module → what is taken from it."""


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
