"""Findings for a person at a terminal: what, where in the text, what to do, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.reports.cells import safe
from wp_portraits.reports.excerpt import WIDTH, excerpt
from wp_portraits.reports.phrases import counted, painted

_BOLD, _RED, _YELLOW, _GREEN, _BLUE, _CYAN = "1", "1;31", "1;33", "1;32", "34", "36"
_TONES = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.HINT: _CYAN}
_GUTTER = 4
"""Digits a line number has room for."""
_NARROWEST = 20
"""Cells of a source line that are shown on the narrowest terminal."""


def findings_text(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], *, drafts: int, color: bool = False, width: int = 0
) -> str:
    """Every finding with its place in the text, in order of file and place, then the summary.

    ``sources`` has the text of the files by path; a finding in a file without one is told without its place in the
    text. ``width``: the terminal's columns, so that marks stay below their place on a narrow one; 0: any number.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    blocks = [finding_text(each, sources.get(each.span.path, ""), color=color, width=width) for each in ordered]
    return "".join(f"{block}\n" for block in blocks) + summary(ordered, drafts=drafts, color=color)


def finding_text(diagnostic: Diagnostic, source: str = "", *, color: bool = False, width: int = 0) -> str:
    """One finding: its line, its place in ``source`` (when that is given), and its hint; ends with a line end."""
    paint = partial(painted, color=color)
    room = max(_GUTTER, len(str(diagnostic.span.line)))
    lines = [finding_line(diagnostic, color=color)]
    found = excerpt(source, diagnostic.span, _room(width - room) if width else WIDTH)
    if found is not None:
        lines += [paint(f"{number:>{room}} |", _BLUE) + (f" {text}" if text else "") for number, text in found.lines]
        marks = paint("^" * found.length, _TONES[diagnostic.severity])
        lines.append(paint(f"{'':>{room}} |", _BLUE) + f" {' ' * found.start}{marks}")
    hints = diagnostic.hint.splitlines()
    lines += [f"{'':>{room}} {paint('=', _BLUE)} {paint(safe(hint), _CYAN)}" for hint in hints]
    return "".join(f"{line}\n" for line in lines)


def _room(columns: int) -> int:
    """Cells for a line of the source behind the gutter's bar, with a sign for what is cut at either end."""
    return max(_NARROWEST, min(WIDTH, columns - len(" | ") - 2))


def finding_line(diagnostic: Diagnostic, *, color: bool = False) -> str:
    """``drafts/camille-roy.md:9:3: error F005: Unknown key “titel”.``, without line end."""
    paint = partial(painted, color=color)
    place = paint(safe(str(diagnostic.span)), _BOLD)
    kind = paint(f"{diagnostic.severity} {diagnostic.code}", _TONES[diagnostic.severity])
    return f"{place}: {kind}: {safe(diagnostic.message)}"


def summary(diagnostics: Sequence[Diagnostic], *, drafts: int, color: bool = False) -> str:
    """``2 errors, 1 warning in 7 drafts``, or ``7 drafts, nothing to report``; ends with a line end."""
    paint = partial(painted, color=color)
    count = Counter(diagnostic.severity for diagnostic in diagnostics)
    told = ", ".join(counted(count[severity], str(severity)) for severity in Severity if count[severity])
    if not told:
        return paint(f"{counted(drafts, 'draft')}, nothing to report", _GREEN) + "\n"
    return paint(f"{told} in {counted(drafts, 'draft')}", _TONES[min(count, key=list(Severity).index)]) + "\n"
