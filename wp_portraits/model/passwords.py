"""What tells one kind of password from another."""

from __future__ import annotations

import re
from typing import Final

_APPLICATION: Final = re.compile(r"[A-Za-z0-9]{24}")
"""WP_Application_Passwords::PW_LENGTH; WordPress shows it in groups of four with spaces between."""


def is_application_password(password: str) -> bool:
    """Whether the password looks like one WordPress made for an application."""
    return bool(_APPLICATION.fullmatch(password.replace(" ", "")))
