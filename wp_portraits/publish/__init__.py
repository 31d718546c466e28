"""Carry a plan out: survey the site, send pictures, terms and posts, settle what is unknown. Each post is created
once."""

from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.publish.work import FRESH, Progress

__all__ = ["FRESH", "Progress", "carry_out", "survey"]
