"""Begin a workspace; begin a draft."""

from __future__ import annotations

from pathlib import Path

from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.errors import ConfigurationError, UsageError
from wp_portraits.model.series import Series
from wp_portraits.schema.series_reading import read_series
from wp_portraits.schema.slugs import readable_key
from wp_portraits.workspace.files import list_drafts, list_series, read_bytes, write_atomically
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.starter import starter_files

_DRAFT = """\
---
series: {series}
person:
  name: {name}
  role:
  organization:
# photo: {{file: images/{key}.jpg, alt: Ce que montre la photo}}
# follow:
#   - blog: https://example.org
# reading:
#   - {{title: Titre, url: https://example.org/article}}
# tags: [sujet]
status: draft
---

{questions}"""


def begin_workspace(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write the starter files into ``folder``, those that are not there yet: (written, kept as they were)."""
    written, kept = [], []
    for name, text in starter_files().items():
        path = folder / name
        if path.exists():
            kept.append(path)
        else:
            write_atomically(path, text)
            written.append(path)
    return written, kept


def begin_draft(workspace: Workspace, name: str, series_id: str | None, key: str | None = None) -> Path:
    """Write ``drafts/KEY.md`` with the questions of the series; the key is made from the name, if it is not given.

    UsageError when a draft with this key exists, when it is none, or when the series cannot be told.
    """
    name = " ".join(name.split())
    key = _key(name, key)
    taken = [path for path in list_drafts(workspace) if path.stem == key]
    if taken:
        raise UsageError(f"{workspace.relative(taken[0])} exists already.", hint="Add something to the name.")
    series = _series(workspace, series_id)
    questions = "\n".join(f"## {question.text} {{#{question.id}}}\n\n\n" for question in series.questions)
    path = workspace.drafts / f"{key}.md"
    write_atomically(path, _DRAFT.format(series=series.id, name=_quoted(name), key=key, questions=questions))
    return path


def _key(name: str, given: str | None) -> str:
    """The key as it is given, else the one nearest to the name. UsageError when it is none."""
    key = readable_key(name) if given is None else given
    if not name or not key or key != readable_key(key):
        wrong = f"{name!r} gives no file name" if given is None or not name else f"{given!r} is no key"
        hint = "Give one in lowercase letters a to z, digits and single hyphens, such as: --key camille-roy"
        raise UsageError(f"{wrong}.", hint=hint)
    return key


def _series(workspace: Workspace, series_id: str | None) -> Series:
    files = {path.stem: path for path in list_series(workspace)}
    if series_id is None and len(files) != 1:
        hint = f"Name one with --series: {', '.join(files)}." if files else "Begin one with: wp-portraits init"
        raise UsageError(f"The workspace has {len(files)} series.", hint=hint)
    chosen = series_id or next(iter(files))
    if chosen not in files:
        raise UsageError(f"There is no series {chosen!r}.", hint=f"The series are: {', '.join(files) or 'none'}.")
    body = read_bytes(files[chosen])
    if isinstance(body, str):
        raise ConfigurationError(f"{files[chosen]} cannot be read: {body}.", hint="Check the file's permissions.")
    series, findings = read_series(workspace.relative(files[chosen]), body)
    if series is None:
        first = next(each for each in findings if each.severity is Severity.ERROR)
        raise ConfigurationError(f"{first.span}: {first.message}", hint="wp-portraits check says all there is to mend.")
    return series


def _quoted(text: str) -> str:
    """The text as a YAML scalar, quoted only when it must be."""
    if text[0].isalpha() and not any(mark in text for mark in (": ", " #", '"', "\\")) and not text.endswith(":"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
