"""Composing is a pure function of what is known of the site, however often it was asked before, and does nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wp_portraits.flows.composing import Composer
from wp_portraits.flows.reading import Reading, read_workspace
from wp_portraits.model.picture import Media
from wp_portraits.plan.values import Knowledge, Wanted
from wp_portraits.render.renderer import Renderer
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.templates import template_sources

ROOT = Path(__file__).parent.parent.parent
WORKSPACE = Workspace(ROOT, ROOT)
READING = read_workspace(WORKSPACE, ())
KEYS = [portrait.key for portrait in READING.portraits.values()]
DIGESTS = [picture.digest for picture in READING.pictures.values()]


def composer(reading: Reading = READING, markup: str = "blocks") -> Composer:
    renderer = Renderer(template_sources(WORKSPACE))
    return Composer(list(reading.portraits.values()), reading.pictures, renderer, markup, ROOT)


def by_key(posts: Sequence[Wanted]) -> dict[str, Wanted]:
    return {post.key: post for post in posts}


@st.composite
def knowledge(draw: st.DrawFn) -> Knowledge:
    year = draw(st.sampled_from(("2025", "2026")))
    visible = draw(st.sets(st.sampled_from([*KEYS, "somebody-else"])))
    uploaded = draw(st.sets(st.sampled_from(DIGESTS)))
    return Knowledge(
        permalinks={key: f"https://blog.example.org/{year}/{key}/" for key in sorted(visible)},
        media={digest: Media(9, f"https://blog.example.org/{digest}.jpg", digest) for digest in sorted(uploaded)},
    )


@settings(deadline=None, max_examples=25)
@given(moments=st.lists(knowledge(), min_size=2, max_size=6), markup=st.sampled_from(("blocks", "classic")))
def test_what_was_composed_before_changes_nothing(moments: list[Knowledge], markup: str) -> None:
    compose = composer(markup=markup)
    for known in [*moments, moments[0]]:
        assert compose(known) == composer(markup=markup)(known)


def test_the_same_knowledge_renders_nothing() -> None:
    compose = composer()
    links = {key: f"https://blog.example.org/{key}/" for key in KEYS}
    first, bare = compose(Knowledge(links)), compose(Knowledge())
    again, bare_again = compose(Knowledge(dict(links))), compose(Knowledge({}, terms={("category", "Portraits"): 3}))
    assert all(new is old for new, old in zip(again, first, strict=True))
    assert all(new is old for new, old in zip(bare_again, bare, strict=True))


def test_only_posts_that_show_an_address_are_rendered_for_it() -> None:
    compose = composer()
    links = {key: f"https://blog.example.org/{key}/" for key in KEYS}
    before = by_key(compose(Knowledge(links)))
    after = by_key(compose(Knowledge(links | {"thuy-linh-pham": "https://blog.example.org/linh/"})))
    changed = {key for key in KEYS if after[key] is not before[key]}
    assert changed == {key for key in KEYS if "https://blog.example.org/thuy-linh-pham/" in before[key].content}
    assert "camille-roy" in changed  # whose text links to it


def test_a_picture_that_is_uploaded_changes_the_posts_that_show_it() -> None:
    compose = composer()
    before = by_key(compose(Knowledge()))
    photo = before["camille-roy"].photo_digest
    assert photo
    after = by_key(compose(Knowledge(media={photo: Media(9, "https://blog.example.org/c.jpg", "c")})))
    assert [key for key in KEYS if after[key] is not before[key]] == ["camille-roy"]
    assert 'src="https://blog.example.org/c.jpg" alt="' in after["camille-roy"].content


@pytest.fixture
def long_alt(tmp_path: Path) -> Reading:
    """A workspace whose one draft shows a picture with much markup in its alternative text."""
    (tmp_path / "drafts/series").mkdir(parents=True)
    (tmp_path / "drafts/series/s.yml").write_text("name: Série\n")
    (tmp_path / "drafts/rivage.png").write_bytes((ROOT / "drafts/images/rivage.png").read_bytes())
    alt = " ".join(f"*le* `{number}`" for number in range(30))
    text = f"---\nseries: s\nperson: {{name: Ada}}\n---\n\n## Où ?\n\nAvant.\n\n![{alt}](rivage.png)\n\nAprès.\n"
    (tmp_path / "drafts/ada.md").write_text(text)
    reading = read_workspace(Workspace(tmp_path, tmp_path), ())
    assert not reading.errors
    return reading


def test_a_picture_is_uploaded_with_the_whole_alternative_text_of_its_page(long_alt: Reading) -> None:
    [post] = composer(long_alt)(Knowledge())
    [picture] = post.pictures
    assert picture.alt == " ".join(f"le {number}" for number in range(30))
    assert f'alt="{picture.alt}"' in post.content
