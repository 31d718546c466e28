"""The contract of :mod:`wp_portraits.wordpress.site`, kept in RAM: for the tests of everything that talks to a site."""

from wp_portraits.wordpress.memory.site import MemorySite

__all__ = ["MemorySite"]
