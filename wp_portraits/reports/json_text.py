"""JSON that may be shown anywhere: readable, and without anything a terminal or log would obey."""

from __future__ import annotations

import json
import re
from typing import Any

_INVISIBLE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What JSON allows as it is, but a terminal or log would obey or hide; lone surrogates could not be written at all."""


def json_text(document: Any) -> str:
    """The document, indented; UTF-8, not escaped, but for control and invisible characters; ends with a line end."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
