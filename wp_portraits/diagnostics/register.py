"""The register of codes: every finding has a permanent code, one severity and a title.

A code is a letter for its family and three digits. Codes are never reused for something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops publishing, a warning does not (unless ``--strict``), a hint never does."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the register. ``yields``: although an error, the draft itself may silence it."""

    code: str
    severity: Severity
    title: str
    yields: bool = False

    @property
    def firm(self) -> bool:
        """Whether no comment in the draft can silence it: most errors, since no post can be made without mending them."""
        return (self.severity is Severity.ERROR and not self.yields) or self.code.startswith("X")


_ERROR, _WARNING, _HINT = Severity

_ENTRIES = (
    # F: the file and its front matter
    Code("F001", _ERROR, "The file is not UTF-8 text"),
    Code("F002", _ERROR, "No front matter"),
    Code("F003", _ERROR, "The YAML cannot be read"),
    Code("F004", _ERROR, "A key stands twice"),
    Code("F005", _ERROR, "Unknown key"),
    Code("F006", _ERROR, "A required key is missing"),
    Code("F007", _ERROR, "Wrong value"),
    Code("F008", _ERROR, "Too large or too deep"),
    Code("F009", _ERROR, "Control character"),
    Code("F010", _ERROR, "The file cannot be read"),
    Code("F011", _WARNING, "A tag or category stands twice"),
    # S: series
    Code("S001", _ERROR, "Unknown series"),
    Code("S002", _ERROR, "The series file has errors"),
    Code("S003", _ERROR, "A pattern cannot be filled in"),
    Code("S004", _ERROR, "Two questions of the questionnaire collide"),
    # Q: questions and answers
    Code("Q001", _ERROR, "A required question is not answered", yields=True),
    Code("Q002", _ERROR, "An answer is too long", yields=True),
    Code("Q003", _WARNING, "The question is not in the questionnaire"),
    Code("Q004", _ERROR, "Too few answers", yields=True),
    Code("Q005", _ERROR, "A question is answered twice", yields=True),
    Code("Q006", _ERROR, "An answer is empty", yields=True),
    Code("Q007", _HINT, "Questions in another order"),
    # K: identity
    Code("K001", _ERROR, "Two drafts have the same key"),
    Code("K002", _ERROR, "Two drafts have the same slug"),
    Code("K003", _ERROR, "Malformed key or slug"),
    Code("K004", _ERROR, "A slug WordPress keeps for itself"),
    # P: the person and where to follow them
    Code("P001", _WARNING, "The name is not a name yet"),
    Code("P002", _WARNING, "A name in capitals, or without any"),
    Code("P003", _WARNING, "The address is not of its network"),
    Code("P004", _WARNING, "The same place to follow, twice"),
    # R: reading list and related portraits
    Code("R001", _ERROR, "Too few or too many entries in the reading list", yields=True),
    Code("R002", _ERROR, "An unknown related portrait"),
    Code("R003", _ERROR, "A portrait related to itself"),
    Code("R004", _WARNING, "A related portrait named twice"),
    Code("R005", _WARNING, "The same text twice in the reading list"),
    Code("R006", _HINT, "Another portrait recommends the same text"),
    Code("R007", _HINT, "A title in another language"),
    Code("R008", _HINT, "A related portrait that does not answer"),
    # I: pictures
    Code("I001", _ERROR, "The picture does not exist"),
    Code("I002", _ERROR, "The file is not a picture"),
    Code("I003", _WARNING, "The picture has no alternative text"),
    Code("I004", _ERROR, "The picture lies outside the drafts folder"),
    Code("I005", _WARNING, "The picture's file is too large"),
    Code("I006", _HINT, "The picture has more pixels than are shown"),
    Code("I007", _WARNING, "The picture's name has the wrong ending"),
    Code("I008", _WARNING, "The alternative text is a file's name"),
    Code("I009", _WARNING, "The picture tells where it was taken"),
    # U: addresses, networks and links
    Code("U001", _ERROR, "Malformed address"),
    Code("U002", _WARNING, "Unknown network"),
    Code("U003", _ERROR, "Malformed handle"),
    Code("U004", _ERROR, "Link to a draft that does not exist"),
    Code("U005", _HINT, "An address without encryption"),
    # L: links on the web
    Code("L001", _WARNING, "Dead link"),
    Code("L002", _HINT, "The address moved for good"),
    Code("L003", _HINT, "The address answers over https"),
    Code("L004", _WARNING, "The address could not be checked"),
    Code("L005", _WARNING, "The address is not public"),
    # D: dates
    Code("D001", _ERROR, "Impossible date"),
    Code("D002", _WARNING, "A time that is on no clock"),
    Code("D003", _HINT, "Past, and not published"),
    # T: typography
    Code("T001", _WARNING, "A quotation mark without a partner"),
    Code("T002", _HINT, "The space inside guillemets"),
    Code("T003", _HINT, "The space before a high sign"),
    Code("T004", _HINT, "The space in an amount"),
    Code("T005", _HINT, "A straight apostrophe"),
    Code("T006", _HINT, "Three full stops"),
    Code("T007", _HINT, "Straight quotation marks"),
    Code("T008", _HINT, "Blanks at the end of a line"),
    Code("T009", _HINT, "More than one space between words"),
    Code("T010", _HINT, "An unusual handle"),
    # W: the writing
    Code("W001", _WARNING, "A heading skips a level"),
    Code("W002", _WARNING, "A heading of level 1 in the text"),
    Code("W003", _WARNING, "Something left behind"),
    Code("W004", _WARNING, "A link without words"),
    Code("W005", _WARNING, "A bare address"),
    # X: comments that silence findings
    Code("X001", _WARNING, "An unknown code in a comment"),
    Code("X002", _WARNING, "A comment that silences nothing"),
    Code("X003", _WARNING, "A finding that cannot be silenced"),
)

CODES: dict[str, Code] = {entry.code: entry for entry in _ENTRIES}
