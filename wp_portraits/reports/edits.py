"""What `check --fix` did: a line for each draft, or the difference as `git apply` and `patch` take it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff

from wp_portraits.reports.cells import safe
from wp_portraits.reports.phrases import counted

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_UNFINISHED = "\n\\ No newline at end of file\n"


def edits_diff(path: str, before: str, after: str, *, terminal: bool) -> str:
    """The unified difference of a draft; for a ``terminal``, without anything it would obey."""
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), f"a/{path}", f"b/{path}")
    told = (line if line.endswith("\n") else line + _UNFINISHED for line in lines)
    return "".join(f"{safe(line.rstrip())}\n" for line in told) if terminal else "".join(told)


def mended_lines(places: Mapping[str, int], left: Mapping[str, str], *, done: bool) -> Iterator[str]:
    """How many places of which draft were mended, or would be; which drafts were left alone; and the sum."""
    verb = "mended" if done else "would be mended"
    yield from (f"{safe(path)}: {counted(count, 'place')} {verb}" for path, count in places.items())
    yield from (f"{safe(path)}: left as it is, since {why}: mend it by hand" for path, why in sorted(left.items()))
    if len(places) > 1:
        yield f"{counted(sum(places.values()), 'place')} in {counted(len(places), 'draft')} {verb}"
    elif not places:
        yield "Nothing to mend."
