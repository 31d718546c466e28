"""Templates: the built-in ones, a workspace's own, and broken ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import jinja2
import pytest
from rendering_cases import EMPTY, FULL, PICTURES, RELATED, RENDERER, SOURCES, TEMPLATES, answer, page

from wp_portraits.errors import ConfigurationError
from wp_portraits.model.portrait import FollowLink, Portrait, ReadingEntry
from wp_portraits.render.renderer import Renderer

MANUAL = TEMPLATES.parent / "docs" / "templates.md"


def with_template(name: str, source: str, portrait: Portrait = FULL) -> str:
    markup = name.split("/", 1)[0]
    return Renderer({**SOURCES, name: source}).content(portrait, page(markup, related=RELATED))


def test_the_parts_stand_in_order() -> None:
    for markup in ("blocks", "classic"):
        html = RENDERER.content(FULL, page(markup, related=RELATED))
        parts = [
            "camille.jpg",
            "donne la parole",
            "répond aux questions",
            "as-tu commencé",
            "Pour suivre",
            "Lecture",
            "Autres portraits",
        ]
        places = [html.index(part) for part in parts]
        assert places == sorted(places)


def test_what_a_portrait_does_not_have_leaves_no_heading() -> None:
    bare = '<!-- wp:group {"metadata":{"name":"Portrait"},"layout":{"type":"constrained"}} -->\n<div class="wp-block-group"></div>\n<!-- /wp:group -->'
    assert RENDERER.content(EMPTY, page()) == bare
    assert RENDERER.content(EMPTY, page("classic")) == ""


def test_a_photo_that_is_not_there_is_left_out() -> None:
    assert "<figure" not in RENDERER.content(FULL, page(pictures={}))
    small = {path: replace(picture, id=None) for path, picture in PICTURES.items()}
    html = RENDERER.content(FULL, page(pictures=small))
    assert '<!-- wp:image -->\n<figure class="wp-block-image"><img src=' in html


def test_unsafe_addresses_of_the_front_matter_are_no_links() -> None:
    portrait = replace(
        EMPTY,
        follow=(FollowLink("x", "X", "Moi", "javascript:alert(1)"),),
        reading=(
            ReadingEntry("Titre", "data:text/html,x"),
            ReadingEntry('"><script>', 'https://example.org/"><script>'),
        ),
    )
    for markup in ("blocks", "classic"):
        html = RENDERER.content(portrait, page(markup))
        assert "javascript" not in html
        assert "data:" not in html
        assert "<script" not in html


def test_a_workspace_template_is_laid_out_freely_and_still_canonical() -> None:
    source = """
      {% if related %}
      <!-- wp:heading -->
      <h2 class="wp-block-heading">
        {{ portrait.related_label }}
      </h2>
      <!-- /wp:heading -->
      {% for entry in related %}
        <!-- wp:paragraph -->
        <p>
          <a href='{{ entry.url }}'>{{ entry.name }}</a>{% if entry.role %}, {{ entry.role }}{% endif %}
        </p>
        <!-- /wp:paragraph -->
      {% endfor %}
      {% endif %}
    """
    html = with_template("blocks/related.html", source)
    assert (
        '<!-- wp:paragraph -->\n<p><a href="https://blog.example.org/lea/">Léa Tremblay</a>, Libraire</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:par'
        in html
    )


def test_a_page_without_an_outermost_group_gets_one() -> None:
    html = with_template("blocks/portrait.html", "{{ intro }}\n\n<p>libre</p>")
    assert html.startswith('<!-- wp:group -->\n<div class="wp-block-group"><!-- wp:paragraph -->')
    assert html.endswith("<p>libre</p></div>\n<!-- /wp:group -->")


def test_values_are_escaped_wherever_they_stand() -> None:
    hostile = replace(FULL, title="\"' onx='[gallery] <b> {{ 7 * 7 }}", excerpt="'")
    html = with_template(
        "classic/portrait.html",
        "<p title='{{ portrait.title }}'>{{ portrait.title | e }} {{ portrait.title | upper }}</p>",
        hostile,
    )
    assert "[" not in html
    assert "<b>" not in html.lower()
    assert "49" not in html
    assert html.count("'") == 2


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% if photo %}\n\n{% endfi %}", r"templates/blocks/photo\.html:3: .*endfi"),
        ("a\n{{ fotografe }}", r"templates/blocks/photo\.html:2: 'fotografe' is undefined\."),
        ("\n\n\n{{ photo.nope }}", r"templates/blocks/photo\.html:4: .*no attribute 'nope'"),
        ("{{ 1 / 0 }}", r"templates/blocks/photo\.html:1: division by zero\."),
        ("{{ photo.alt + 1 }}", r"templates/blocks/photo\.html:1: "),
        ("{{ portrait.__class__.__mro__ }}", r"templates/blocks/photo\.html:1: .*unsafe"),
        ("{{ photo | nope }}", r"templates/blocks/photo\.html:1: .*nope"),
        (
            "\n{% include 'blocks/nope.html' %}",
            r"templates/blocks/photo\.html:2: there is no template blocks/nope\.html\.",
        ),
        ("{% include 'blocks/photo.html' %}", r"templates/blocks/photo\.html:1: .*recursion"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", r"templates/blocks/photo\.html:1: .*"),
        ("<!-- wp:group -->", r"templates/blocks/portrait\.html: the block core/"),
        ("<!-- wp:x/y {nope} /-->", r"templates/blocks/portrait\.html: the attributes of the block x/y are not JSON"),
    ],
)
def test_a_broken_template_is_named_with_its_line(source: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"(?s)^{message}") as caught:
        with_template("blocks/photo.html", source)
    assert caught.value.hint


def test_a_missing_template_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"templates/blocks/portrait\.html"):
        Renderer({}).content(EMPTY, page())


def test_every_error_of_jinja2_is_translated() -> None:
    errors = {
        each for each in vars(jinja2.exceptions).values() if isinstance(each, type) and issubclass(each, Exception)
    }
    assert all(issubclass(each, jinja2.TemplateError) for each in errors)


def test_a_draft_is_never_evaluated() -> None:
    portrait = replace(
        FULL, answers=(answer("{{ person }} ?", "{% for %} {{ 7 * 7 }} {#"),), follow_label="{{ 7 * 7 }}"
    )
    for markup in ("blocks", "classic"):
        html = RENDERER.content(portrait, page(markup))
        assert "{% for %} {{ 7 * 7 }} {#" in html
        assert "49" not in html


def test_the_manual_names_every_template_and_its_example_works() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    for name in SOURCES:
        assert Path(name).name in manual
    [example] = re.findall(r"```jinja\n(.*?)```", manual, re.DOTALL)
    html = with_template("blocks/related.html", example)
    assert '<p><a href="https://blog.example.org/lea/">Léa Tremblay</a>, Libraire</p>' in html
