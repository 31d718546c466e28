"""WordPress's XML-RPC API, through python-wordpress-xmlrpc."""

from wp_portraits.wordpress.xmlrpc.connect import connect
from wp_portraits.wordpress.xmlrpc.site import XmlrpcSite

__all__ = ["XmlrpcSite", "connect"]
