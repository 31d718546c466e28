"""Rules beyond shape: what a draft may get wrong although each of its parts is well formed. Pure, and never raises."""

from wp_portraits.check.pages import manual, page
from wp_portraits.check.pictures import pictures_of
from wp_portraits.check.rules import check
from wp_portraits.check.surroundings import Surroundings

__all__ = ["Surroundings", "check", "manual", "page", "pictures_of"]
