"""Draft → portrait or diagnostics: the shape of drafts and series files, and the questionnaire."""

from wp_portraits.schema.addresses import AddressProblem, address_problem
from wp_portraits.schema.front import FrontMatter
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.matching import normal_wording, suggest
from wp_portraits.schema.networks import NETWORKS, SECURE_HOSTS, Network, network_named, network_of_address
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series
from wp_portraits.schema.slugs import readable_slug, remove_accents, slugify

__all__ = [
    "NETWORKS",
    "SECURE_HOSTS",
    "AddressProblem",
    "FrontMatter",
    "Network",
    "ReadDraft",
    "address_problem",
    "network_named",
    "network_of_address",
    "normal_wording",
    "read_portrait",
    "read_series",
    "readable_slug",
    "remove_accents",
    "series_name",
    "slugify",
    "suggest",
]
