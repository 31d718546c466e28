"""Asks whether addresses of the web still lead somewhere, and sends nothing to machines that are not public."""

from wp_portraits.links.asking import Asker, Terms
from wp_portraits.links.guard import networks_of
from wp_portraits.links.rounds import ask_all

__all__ = ["Asker", "Terms", "ask_all", "networks_of"]
