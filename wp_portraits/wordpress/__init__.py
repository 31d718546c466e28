"""Talking to a WordPress site: one contract (:mod:`~wp_portraits.wordpress.site`), several transports behind it."""
