"""Small portraits for the tests of rendering, and the built-in templates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from wp_portraits.drafts.markdown import read_markdown
from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.markdown import Fragment
from wp_portraits.model.portrait import Answer, FollowLink, Person, Photo, Portrait, ReadingEntry, RelatedChoice
from wp_portraits.render.page import Page, RelatedLink, ShownPicture
from wp_portraits.render.renderer import Renderer

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")
}
RENDERER = Renderer(SOURCES)


def markdown(text: str) -> Fragment:
    return read_markdown(text).events


def wording(text: str) -> Fragment:
    """Inline Markdown: the events inside the one paragraph ``text`` makes."""
    return markdown(text)[1:-1]


def answer(question: str, body: str, anchor: str = "debut") -> Answer:
    heading = wording(question)
    return Answer("debut", anchor, heading, plain_text(heading), markdown(body))


EMPTY = Portrait(
    key="camille-roy",
    path="drafts/camille-roy.md",
    series="portrait-de-gestionnaire",
    series_lang="fr-CA",
    lang="fr-CA",
    title="Portrait de gestionnaire : Camille Roy",
    slug="portrait-de-gestionnaire-camille-roy",
    person=Person("Camille Roy", "Responsable des communautés", "Coopérative Exemple"),
    photo=None,
    series_intro=(),
    intro=(),
    answers=(),
    follow=(),
    reading=(),
    related=RelatedChoice("none"),
    follow_label="Pour suivre Camille Roy",
    reading_label="Lecture",
    related_label="Autres portraits de gestionnaire",
    mentions=None,
    tags=(),
    categories=(),
    date=None,
    status="publish",
    excerpt="",
    comments_open=True,
    author=None,
)

FULL = replace(
    EMPTY,
    photo=Photo("drafts/images/camille.jpg", "Camille Roy à son bureau", "Photo Exemple"),
    series_intro=markdown("*Portrait de gestionnaire* donne la parole aux gens."),
    intro=markdown("Camille Roy répond aux questions d’une coopérative."),
    answers=(
        answer(
            "Comment as-tu commencé ?", "Par la file d’attente.\n\nPuis [Léa](lea-tremblay.md) m’a montré.", "debut"
        ),
        answer("Décris *ton* travail.", "J’écoute @marie_officine & je traduis.", "bref"),
    ),
    follow=(
        FollowLink("mastodon", "Mastodon", "@camille@social.example", "https://social.example/@camille"),
        FollowLink("blog", "Blogue", "Blogue", "https://camille.example.org/?a=1&b=2", "à jour, promis"),
        FollowLink("linkedin", "LinkedIn", "Camille Roy"),
    ),
    reading=(
        ReadingEntry("Écrire pour le Web", "https://example.org/ecrire"),
        ReadingEntry("Ten habits of community managers", "https://example.com/ten", "en"),
    ),
    mentions="https://social.example/@{handle}",
)

PICTURES = {
    "drafts/images/camille.jpg": ShownPicture("https://blog.example.org/wp-content/uploads/camille.jpg", 12, 800, 600),
    "drafts/images/agenda.png": ShownPicture("https://blog.example.org/wp-content/uploads/agenda.png", 13, 640, 480),
}
RELATED = (
    RelatedLink(
        "Portrait de gestionnaire : Léa Tremblay", "https://blog.example.org/lea/", None, "Léa Tremblay", "Libraire"
    ),
    RelatedLink("Community portrait: Ann Smith", "https://blog.example.org/ann/", "en", "Ann Smith"),
)


def page(markup: Any = "blocks", **changes: Any) -> Page:
    permalinks = {"drafts/lea-tremblay.md": "https://blog.example.org/lea/"}
    return replace(Page(markup, PICTURES, permalinks, ()), **changes)


def body(text: str, markup: Any = "blocks", **changes: Any) -> str:
    """What the introduction ``text`` (Markdown) becomes on the page, without the group around it."""
    content = RENDERER.content(replace(EMPTY, intro=markdown(text), **changes), page(markup))
    if markup == "classic":
        return content
    opening, closing = '<div class="wp-block-group">', "</div>\n<!-- /wp:group -->"
    return content[content.index(opening) + len(opening) :].removesuffix(closing)
