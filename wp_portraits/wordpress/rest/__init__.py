"""WordPress's REST API."""

from wp_portraits.wordpress.rest.connect import connect
from wp_portraits.wordpress.rest.site import RestSite

__all__ = ["RestSite", "connect"]
