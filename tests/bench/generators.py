"""Static site generators that make pages of the same interviews: Hugo (Debian's package) and Pelican (Python's index).

Each gets the interviews as it wants them, a plain template with the parts a portrait has (title, photo, questions and
answers, what to follow and to read, five related portraits), and everything it makes beside pages switched off.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from interviews import Interview, with_front_matter
from measuring import Command
from peers import Missing, installed

PELICAN = "4.12.0"

_HUGO_CONFIG = """
baseURL = "https://blog.example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home", "section"]
disableAliases = true
[markup.goldmark.extensions]
typographer = false
linkify = false
footnote = false
definitionList = false
taskList = false
[markup.goldmark.parser.attribute]
title = true
[related]
threshold = 0
includeNewer = true
[[related.indices]]
name = "tags"
weight = 100
"""

_HUGO_PAGE = """
<article>
<h1>{{ .Title }}</h1>
{{ with .Params.photo }}<figure><img src="{{ .file }}" alt="{{ .alt }}"></figure>{{ end }}
{{ .Content }}
<h2>Pour suivre {{ .Params.person.name }}</h2>
<ul>{{ range .Params.follow }}<li><a href="{{ .url }}">{{ .network }}</a></li>{{ end }}</ul>
<h2>Lecture</h2>
<ul>{{ range .Params.reading }}<li><a href="{{ .url }}" hreflang="{{ .lang }}">{{ .title }}</a></li>{{ end }}</ul>
<h2>Autres portraits de gestionnaire</h2>
<ul>{{ range first 5 (.Site.RegularPages.Related .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
</article>
"""

_PELICAN_CONFIG = """
SITENAME, SITEURL, TIMEZONE, PATH, THEME = "Portraits", "", "America/Montreal", "content", "theme"
ARTICLE_URL = ARTICLE_SAVE_AS = "{slug}.html"
DIRECT_TEMPLATES, AUTHOR_SAVE_AS, CATEGORY_SAVE_AS, TAG_SAVE_AS = [], "", "", ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
STATIC_PATHS, PLUGINS, TYPOGRIFY = [], [], False
MARKDOWN = {"extensions": ["markdown.extensions.meta", "markdown.extensions.attr_list"], "output_format": "html5"}
FORMATTED_FIELDS = []
"""

_PELICAN_PAGE = """
<article>
<h1>{{ article.title }}</h1>
<figure><img src="{{ article.photo }}" alt="{{ article.person }}"></figure>
{{ article.content }}
<h2>Pour suivre {{ article.person }}</h2>
<ul><li><a href="{{ article.follow }}">blog</a></li></ul>
<h2>Lecture</h2>
<ul>{% for entry in article.reading %}{% set title, url, lang = entry.split(" | ") %}<li><a href="{{ url }}" hreflang="{{ lang }}">
{{- title }}</a></li>{% endfor %}</ul>
<h2>Autres portraits de gestionnaire</h2>
<ul>{% for entry in article.shown %}{% set title, url = entry.split(" | ") %}<li><a href="{{ url }}">{{ title }}</a></li>{% endfor %}</ul>
</article>
"""


def hugo(folder: Path, found: Sequence[Interview], *, collecting: bool = True) -> Command:
    """Hugo's site. ``collecting`` False: Go's collection of garbage is off, which makes it faster and larger. Raises Missing."""
    tool = _hugo()
    _fresh(folder, "layouts/_default", "content")
    (folder / "config.toml").write_text(_HUGO_CONFIG, encoding="utf-8")
    (folder / "layouts" / "_default" / "single.html").write_text(_HUGO_PAGE, encoding="utf-8")
    for each in found:
        front: dict[str, Any] = {
            "title": each.title,
            "slug": each.key,
            "date": each.date.isoformat(),
            "tags": list(each.tags),
            "categories": ["Portraits"],
            "person": {"name": each.name, "role": each.role, "organization": each.organization},
            "photo": {"file": f"/{each.photo}", "alt": each.name},
            "follow": [{"network": "blog", "url": each.blog}],
            "reading": [{"title": title, "url": url, "lang": lang} for title, url, lang in each.reading],
            "excerpt": each.excerpt,
        }
        body = each.body.replace(".md)", "/)").replace("](", "](/") if ".md)" in each.body else each.body
        (folder / "content" / f"{each.key}.md").write_text(with_front_matter(front, body), encoding="utf-8")
    words = [tool, "--quiet", "--ignoreCache", "--destination", folder / "pages"]
    return Command(words, folder, {} if collecting else {"GOGC": "off"})


def pelican(folder: Path, found: Sequence[Interview]) -> Command:
    """Pelican's site; its related portraits are given to it, since it has no choice of its own. Raises Missing."""
    tool = installed("pelican", PELICAN, "pelican[markdown]") / "pelican"
    _fresh(folder, "theme/templates", "content")
    (folder / "settings.py").write_text(_PELICAN_CONFIG, encoding="utf-8")
    (folder / "theme" / "templates" / "article.html").write_text(_PELICAN_PAGE, encoding="utf-8")
    for place, each in enumerate(found):
        shown = [found[(place + step) % len(found)] for step in range(1, 6)]
        front = {
            "Title": each.title,
            "Slug": each.key,
            "Date": each.date.strftime("%Y-%m-%d %H:%M"),
            "Tags": ", ".join(each.tags),
            "Category": "Portraits",
            "Person": each.name,
            "Photo": each.photo,
            "Follow": each.blog,
            "Reading": "\n    ".join(" | ".join(entry) for entry in each.reading),
            "Shown": "\n    ".join(f"{other.title} | {other.key}.html" for other in shown),
        }
        lines = "\n".join(f"{name}: {value}" for name, value in front.items())
        body = each.body.replace(".md)", ".html)")
        (folder / "content" / f"{each.key}.md").write_text(f"{lines}\n\n{body}", encoding="utf-8")
    words = [tool, "content", "--settings", "settings.py", "--output", "pages", "--quiet", "--fatal", "errors"]
    return Command(words, folder)


def _fresh(folder: Path, *inside: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name in inside:
        (folder / name).mkdir(parents=True)


def _hugo() -> str:
    """The command of Debian's package, installed where it is missing and may be."""
    if shutil.which("hugo") is None and shutil.which("apt-get") is not None:
        as_root = [] if os.getuid() == 0 else ["sudo", "-n"]
        for words in (["update"], ["install", "-y", "--no-install-recommends", "hugo"]):
            done = subprocess.run([*as_root, "apt-get", "-qq", *words], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise Missing(f"hugo cannot be installed: {done.stderr.strip()[-200:]}")
    found = shutil.which("hugo")
    if found is None:
        raise Missing("hugo is not installed, and there is no apt-get to install it with")
    return found


def hugo_version() -> str:
    """As Hugo tells it."""
    return subprocess.run([_hugo(), "version"], capture_output=True, text=True, check=True).stdout.split()[1]
