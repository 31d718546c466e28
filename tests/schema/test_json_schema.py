"""The schemas for editors: held against the reading itself, so that an editor and ``check`` agree."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import regress
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.diagnostics.register import CODES
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.portrait import Status
from wp_portraits.schema.front_reading import read_front
from wp_portraits.schema.json_schema import NAMES, json_schema
from wp_portraits.schema.networks import NETWORKS
from wp_portraits.schema.series_reading import read_series

Name = Literal["draft", "series"]
ROOT = Path(__file__).parents[2]


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
    """Patterns as JavaScript reads them, and so editors."""
    if isinstance(instance, str) and regress.Regex(pattern, "u").find(instance) is None:
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


VALIDATOR: Any = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})
VALIDATORS = {name: VALIDATOR(json_schema(name)) for name in ("draft", "series")}


def errors_of(name: str, text: str) -> set[str]:
    """The codes of the errors that reading a front matter or series file finds."""
    if name == "series":
        _, diagnostics = read_series("drafts/series/s.yml", text.encode())
        return {each.code for each in diagnostics if each.severity is Severity.ERROR}
    draft = parse_draft("drafts/zoe.md", f"---\n{text}\n---\n\nBonjour.\n".encode())
    _, remarks = read_front(draft, "fr-CA")
    found = [*(each.code for each in draft.diagnostics), *(each.code for each in remarks)]
    return {code for code in found if CODES[code].severity is Severity.ERROR}


def fences(page: str) -> list[str]:
    """The YAML of the format's page, as the page shows it."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [part.split("```")[0] for part in text.split("```yaml\n")[1:]]


REQUIRED = {"draft": "series: s\nperson: {name: Zoé}\n", "series": "name: S\n"}
BROKEN: list[tuple[Name, str]] = [
    ("draft", "titel: Zoé"),
    ("draft", "photo: {file: a.jpg, alte: x}"),
    ("draft", "photo: {alt: Sans fichier}"),
    ("draft", "photo: [a.jpg]"),
    ("draft", "follow: {mastodon: '@a@b.example'}"),
    ("draft", "follow: ['@camille']"),
    ("draft", "follow: [{mastodon: '@camille'}]"),
    ("draft", "follow: [{bsky: x, network: bluesky}]"),
    ("draft", "follow: [{x: 'deux mots'}]"),
    ("draft", "follow: [{linkedin: a}]"),
    ("draft", "follow: [{blog: camille.example.org}]"),
    ("draft", "follow: [{network: blog, url: 'ftp://example.org'}]"),
    ("draft", "follow: [{email: camille}]"),
    ("draft", "follow: [{}]"),
    ("draft", "follow: [null]"),
    ("draft", "reading: [{title: Sans adresse}]"),
    ("draft", "reading: [{title: A, url: example.org}]"),
    ("draft", "reading: [{title: A, url: 'https://ex ample.org'}]"),
    ("draft", "reading: [{title: '', url: 'https://example.org'}]"),
    ("draft", "reading: Un livre"),
    ("draft", "related: automatic"),
    ("draft", "related: [[lea]]"),
    ("draft", "tags: santé"),
    ("draft", "tags: [santé, '']"),
    ("draft", "tags: {a: b}"),
    ("draft", "date: 20 novembre 2026"),
    ("draft", "date: 2026-13-01"),
    ("draft", "date: 2026-11-20 24:00"),
    ("draft", "date: 2026-11-20T09:00Z"),
    ("draft", "status: future"),
    ("draft", "comments: ouvert"),
    ("draft", "excerpt: {Camille: une vie}"),
    ("draft", "title: [Zoé]"),
    ("draft", "slug: Zoé Roy"),
    ("draft", "id: Zoe"),
    ("draft", "id: a--b"),
    ("draft", "lang: français"),
    ("draft", "lang: fr_CA"),
    ("series", "titel: S"),
    ("series", "lang: fr_CA"),
    ("series", "labels: {folow: x}"),
    ("series", "labels: Lecture"),
    ("series", "related: list"),
    ("series", "related: {limit: 0}"),
    ("series", "related: {limit: 51}"),
    ("series", "reading: {min: -1}"),
    ("series", "reading: {max: beaucoup}"),
    ("series", "mentions: https://social.example/"),
    ("series", "mentions: 'https://social.example/{handle}/{handle}'"),
    ("series", "mentions: 'social.example/{handle}'"),
    ("series", "comments: [open]"),
    ("series", "questions: {id: a, text: A}"),
    ("series", "questions: [{id: a}]"),
    ("series", "questions: [{text: Qui}]"),
    ("series", "questions: [{id: À, text: A}]"),
    ("series", "questions: [{id: a, text: A, required: peut-être}]"),
    ("series", "questions: [{id: a, text: A, max_chars: 0}]"),
    ("series", "questions: [{id: a, text: A, alias: B}]"),
    ("series", "minimum_answers: huit"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line"), BROKEN, ids=lambda part: part)
def test_what_is_wrong_is_wrong_for_both(name: Name, line: str) -> None:
    text = REQUIRED[name] + line
    assert errors_of(name, text)
    assert not VALIDATORS[name].is_valid(yaml.load(text, yaml.BaseLoader) if "date" in line else yaml.safe_load(text))
    assert errors_of(name, REQUIRED[name]) == set()
    VALIDATORS[name].validate(yaml.safe_load(REQUIRED[name]))


@pytest.mark.parametrize("missing", ["series: s\n", "person: {name: Zoé}\n", "series:\nperson: {name: Zoé}\n", "[]\n"])
def test_what_a_draft_needs_is_needed(missing: str) -> None:
    assert errors_of("draft", missing)
    assert not VALIDATORS["draft"].is_valid(yaml.safe_load(missing))


WORDS = st.sampled_from([
    "", "camille-roy", "Camille Roy", "fr-CA", "EN-ca", "no", "yes", "https://example.org/é?x=1", "HTTP://Example.org:80",
    "mailto:a@b.example", "@camille@social.example", "@camille", "a.b", "linked-în", "publish", "draft", "open", "closed",
    "auto", "none", "2026-11-20 09:00", "2026-1-2T9:05:00.5", "2026-02-30", "5", "0", "été", "привет", "{{ person.name }}",
    "{{ x }}", "https://example.org/{handle}", "deux\nlignes", "images/a.jpg", "/etc/a.jpg",
])  # fmt: skip
SCALARS = st.one_of(
    WORDS,
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=6),
    st.sampled_from([None, True, False, 0, 1, 5, 51, -1, 2.5, 2026]),
)
NAMES_OF_NETWORKS = [name for network in NETWORKS for name in (network.id, *network.aliases)]


def mappings(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(keys), SCALARS, max_size=3)


FOLLOW = mappings("network", "url", "handle", "label", "note", "Mastodon", "autre", *NAMES_OF_NETWORKS)
QUESTION = mappings("text", "required", "max_chars", "aliases").map(lambda more: {"id": "a", "text": "A", **more})
SHAPED = {
    "person": mappings("role", "organization").map(lambda more: {"name": "Zoé", **more}),
    "photo": mappings("file", "alt", "credit").map(lambda more: {"file": "a.jpg", **more}),
    "follow": st.lists(FOLLOW, max_size=2),
    "reading": mappings("lang", "url").map(lambda more: [{"title": "A", "url": "https://example.org", **more}]),
    "related": st.one_of(mappings("mode", "limit"), st.lists(WORDS, max_size=2)),
    "labels": mappings("follow", "related", "reading"),
    "questions": st.lists(QUESTION, max_size=1),
    "tags": st.lists(SCALARS, max_size=3),
    "categories": st.lists(SCALARS, max_size=3),
}


@pytest.mark.parametrize("name", ["draft", "series"])
@given(st.data())
def test_an_editor_never_marks_what_check_accepts(name: Name, data: st.DataObject) -> None:
    front = yaml.safe_load(REQUIRED[name])
    key = data.draw(st.sampled_from(sorted(json_schema(name)["properties"])))
    front[key] = data.draw(st.one_of(SHAPED.get(key, SCALARS), SCALARS), label=key)
    text = json.dumps(front, ensure_ascii=False)
    if not errors_of(name, text):
        VALIDATORS[name].validate(front)


def test_the_command_line_of_check_jsonschema_agrees(tmp_path: Path) -> None:
    """Metaschema, the samples of this project and the examples of the documentation, with the tool that CI would use."""
    tool = str(Path(sys.executable).with_name("check-jsonschema"))
    files: dict[str, list[str]] = {"draft": [], "series": []}
    samples = [("draft", path.read_text(encoding="utf-8").split("---\n")[1]) for path in _sample_drafts()]
    samples += [("series", path.read_text(encoding="utf-8")) for path in (ROOT / "drafts/series").glob("*.yml")]
    samples += [("series", (ROOT / "wp_portraits/workspace/starter/portraits.yml").read_text(encoding="utf-8"))]
    samples += [("series", fences("series.md")[0])]
    for number, (name, text) in enumerate(samples):
        path = tmp_path / f"{name}-{number}.yml"
        path.write_text(text, encoding="utf-8")
        files[name].append(str(path))
    assert min(map(len, files.values())) >= 2
    for name in NAMES:
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(json_schema(name)), encoding="utf-8")
        subprocess.run([tool, "--check-metaschema", str(path)], check=True, capture_output=True)
        subprocess.run([tool, "--schemafile", str(path), *files[name]], check=True, capture_output=True)
        wrong = tmp_path / f"wrong-{name}.yml"
        wrong.write_text(REQUIRED[name] + "titel: x\n", encoding="utf-8")
        told = subprocess.run(
            [tool, "--schemafile", str(path), str(wrong)], check=False, capture_output=True, text=True
        )
        assert told.returncode == 1
        assert "titel" in told.stdout


def _sample_drafts() -> list[Path]:
    return [path for path in sorted((ROOT / "drafts").rglob("*.md")) if not path.name.startswith("_")]


@pytest.mark.parametrize("name", NAMES)
def test_every_property_has_a_title_and_a_description_and_the_examples_hold(name: Name) -> None:
    schema = json_schema(name)
    for example in schema["examples"]:
        VALIDATORS[name].validate(example)
        assert errors_of(name, json.dumps(example, ensure_ascii=False)) == set()
    shapes = [schema, *schema["$defs"].values()]
    if name == "draft":
        shapes += [
            each for each in schema["properties"]["follow"]["anyOf"][0]["items"]["anyOf"] if "properties" in each
        ]
        assert len(shapes) == 6
        assert shapes[-1]["properties"].pop("network") is False
    for shape in shapes:
        for key, property_ in shape["properties"].items():
            assert property_["title"]
            assert property_["description"].endswith("."), key
            for example in property_.get("examples", ()):
                VALIDATOR({**property_, "$defs": schema["$defs"]}).validate(example)


def test_known_networks_and_statuses_are_offered() -> None:
    text = json.dumps(json_schema("draft"))
    follow = json_schema("draft")["$defs"]["FollowShape"]["properties"]["network"]
    assert follow["anyOf"][0]["enum"] == [network.id for network in NETWORKS]
    assert all(f'"{network.id}": {{' in text for network in NETWORKS)
    assert set(json_schema("draft")["properties"]["status"]["anyOf"][0]["enum"]) == set(Status.__args__)
