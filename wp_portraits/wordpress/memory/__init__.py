"""The contract of :mod:`wp_portraits.wordpress.site`, kept in RAM: for the tests of everything that talks to a site."""
