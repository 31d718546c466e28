"""Small workspaces whose drafts have much to do with each other, for hypothesis; and a way to write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from tests.neighbours import surroundings_of
from wp_portraits.check.pictures import pictures_of
from wp_portraits.check.rules import verdict
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.series_reading import read_series
from wp_portraits.workspace.files import list_files
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.pictures import look_at

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
NAMES = ("camille", "lea", "nadia", "omar")
SERIES = "name: Portrait\nquestions:\n  - {id: debut, text: Comment as-tu commencé ?}\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)

_FRONT = (
    "id: {name}",
    "slug: {name}",
    "related: [{name}]",
    "related: [{name}, lea]",
    "reading: [{{title: Un livre, url: https://example.org/{name}}}]",
    "photo: {{file: images/{name}.png, alt: Une loutre}}",
    "status: draft\ndate: 2026-11-20",
    "series: autre",
)
_BODY = (
    "Lis [ceci]({name}.md).",
    "![Une loutre](images/{name}.png)",
    "[Rien]({name}.mdx)",
    "<a href='{name}.md'>x</a>",
)


@st.composite
def drafts(draw: st.DrawFn) -> str:
    name = st.sampled_from((*NAMES, "camile"))
    chosen = draw(st.lists(st.sampled_from(_FRONT), max_size=3, unique_by=lambda line: line.partition(":")[0]))
    front = [line.format(name=draw(name)) for line in chosen]
    if not any(line.startswith("series") for line in front):
        front.append("series: s")
    body = [line.format(name=draw(name)) for line in draw(st.lists(st.sampled_from(_BODY), max_size=2))]
    person = draw(st.sampled_from(("Camille Roy", "Léa Roy", "Omar")))
    front_text = "\n".join([*front, f"person: {{name: {person}}}"])
    return f"---\n{front_text}\n---\n## Comment as-tu commencé ?\n\nPar hasard.\n\n" + "\n\n".join(body) + "\n"


def workspaces() -> st.SearchStrategy[dict[str, bytes]]:
    """Path → content of every file below drafts/."""
    texts = st.dictionaries(st.sampled_from([f"drafts/{name}.md" for name in NAMES]), drafts(), min_size=1)
    pictures = st.sets(st.sampled_from([f"drafts/images/{name}.png" for name in NAMES]))
    content = st.sampled_from((PNG, b"no picture"))
    return st.builds(
        lambda texts, pictures, body: {
            **{path: text.encode() for path, text in texts.items()},
            **dict.fromkeys(pictures, body),
            "drafts/series/s.yml": SERIES.encode(),
        },
        texts,
        pictures,
        content,
    )


def write(files: Mapping[str, bytes], folder: Path) -> Workspace:
    """Make these files, and no others, the content of the workspace."""
    for path in sorted((folder / "drafts").rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != body:
            path.write_bytes(body)
    return Workspace(folder, folder)


def verdicts(workspace: Workspace) -> dict[str, tuple[Diagnostic, ...]]:
    """What there is to say of each draft, when all are read before the first is judged."""
    series = {"s": read_series("drafts/series/s.yml", (workspace.series / "s.yml").read_bytes())[0]}
    reads = []
    for path in sorted(workspace.drafts.glob("*.md")):
        draft = parse_draft(workspace.relative(path), path.read_bytes())
        reads.append(read_portrait(draft, series.get(series_name(draft) or ""), known_series=series))
    names = {name for read in reads for name, _ in pictures_of(read) if name is not None}
    looked_at = {name: look_at(workspace.root / name, name) for name in names}
    pictures = {name: picture for name, picture in looked_at.items() if picture is not None}
    around = surroundings_of(reads, pictures, NOW, files=list_files(workspace))
    return {read.draft.path: verdict(read, around) for read in reads}
