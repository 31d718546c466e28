"""Codes as a command line names them: whole, or by how they begin (``Q002``, ``Q00``, ``Q``)."""

from __future__ import annotations

from collections.abc import Iterable

from wp_portraits.check.suggestions import listed, nearest
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.diagnostics.register import CODES
from wp_portraits.errors import UsageError


def codes_of(names: Iterable[str]) -> tuple[str, ...]:
    """Every code that one of the names means, in the order of the register; a name may hold several, with commas.

    UsageError for a name that means none. Letter case does not count.
    """
    named = [part.strip() for name in names for part in name.split(",") if part.strip()]
    chosen = {code for name in named for code in _meant(name)}
    return tuple(code for code in CODES if code in chosen)


def selected(
    diagnostics: Iterable[Diagnostic], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Diagnostic, ...]:
    """The findings whose codes ``select`` names (all, when it names none), without those that ``ignore`` names."""
    chosen = frozenset(codes_of(select) or CODES) - frozenset(codes_of(ignore))
    return tuple(each for each in diagnostics if each.code in chosen)


def _meant(name: str) -> list[str]:
    codes = [code for code in CODES if code.startswith(name.upper())]
    if not codes:
        raise UsageError(f"There is no code “{name}”.", hint=_hint(name))
    return codes


def _hint(name: str) -> str:
    near = nearest(name.upper().replace("O", "0"), CODES) if len(name) > 1 else None
    family = [code for code in CODES if code[0] == name[0].upper()]
    told = (
        f"Did you mean {near}?" if near else f"There are {listed(family or dict.fromkeys(code[0] for code in CODES))}."
    )
    return f"{told} wp-portraits explain tells what each means."
