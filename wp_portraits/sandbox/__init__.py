"""A throwaway, real WordPress on this machine: one folder, one loopback port, nothing left behind.

::

    box = Sandbox(folder, version="7.1", say=print)  # nothing happens yet
    status = box.up(port=0, consent=lambda packages: True)
    username, app_password = box.credentials()
"""
