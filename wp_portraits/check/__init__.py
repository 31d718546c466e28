"""Rules beyond shape: what a draft may get wrong although each of its parts is well formed. Pure, and never raises."""

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
