"""What is shown at the moment, and word of when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Condition
from typing import NamedTuple


class Document(NamedTuple):
    """Something to show: its bytes, what kind they are, and the status it is answered with."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200


class Board:
    """What is pinned up: documents by the path of their address, picture files by theirs. Used by several threads.

    ``missing`` stands for what is not there. ``version`` names what is up now; ``token`` is its beginning, so that a
    page that was loaded from an earlier run takes notice, too.
    """

    def __init__(self, token: str) -> None:
        self._token = token
        self._number = 0
        self._changed = Condition()
        self._documents: Mapping[str, Document] = {}
        self._pictures: Mapping[str, tuple[Path, str, str]] = {}
        self._missing = Document(b"", status=404)

    @property
    def version(self) -> str:
        """Another one for each content."""
        return f"{self._token}-{self._number}"

    def pin(
        self, documents: Mapping[str, Document], pictures: Mapping[str, tuple[Path, str, str]], missing: Document
    ) -> bool:
        """Put these up in the place of what is up; whether they are different. A picture is its file, kind and digest."""
        with self._changed:
            if (documents, pictures, missing) == (self._documents, self._pictures, self._missing):
                return False
            self._documents, self._pictures, self._missing = documents, pictures, missing
            self._number += 1
            self._changed.notify_all()
            return True

    def document(self, path: str) -> Document:
        """What is at this address."""
        return self._documents.get(path, self._missing)

    def picture(self, path: str) -> tuple[Path, str] | None:
        """File and kind of the picture at this address; None when there is none."""
        found = self._pictures.get(path)
        return found[:2] if found else None

    def wait(self, version: str, seconds: float) -> str:
        """The version as soon as it is not ``version``, or after some time."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, seconds)
            return self.version
