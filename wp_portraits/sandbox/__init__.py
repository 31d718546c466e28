"""A throwaway, real WordPress on this machine: one folder, one loopback port, nothing left behind.

::

    box = Sandbox(folder, version="7.1", say=print)  # nothing happens yet
    status = box.up(port=0, consent=lambda packages: True)
    username, app_password = box.credentials()
"""

from __future__ import annotations

from wp_portraits.sandbox.box import DEFAULT_PORT, Sandbox
from wp_portraits.sandbox.layout import SandboxStatus, State
from wp_portraits.sandbox.packages import install_packages, missing_packages
from wp_portraits.sandbox.restrictions import BLOCKABLE
from wp_portraits.sandbox.wordpress_tree import DEFAULT_VERSION, SUITES

__all__ = [
    "BLOCKABLE",
    "DEFAULT_PORT",
    "DEFAULT_VERSION",
    "SUITES",
    "Sandbox",
    "SandboxStatus",
    "State",
    "install_packages",
    "missing_packages",
]
