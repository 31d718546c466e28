"""What the Python package index carries for publishing Markdown to WordPress: m2w and wpa, driven as their users do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from arena import Arena, BenchError, Contender, Taken
from contenders import create_terms
from interviews import ROOT, Interview, with_front_matter

VERSIONS = {"m2w": "2.7.2", "wpa": "0.11.0"}

_HOMES = ROOT / ".wp-portraits" / "bench" / "peers"

_ANCHOR = re.compile(r" \{#[\w-]+\}$", re.MULTILINE)
_LINK = re.compile(r"\]\(([\w-]+)\.md\)")

_MYBLOG = """
import asyncio, json, sys
from m2w import up
for site in json.load(open(sys.argv[1])).values():
    asyncio.run(up(path_legacy_json=sys.argv[2], verbose=False, password="", **site))
"""
"""The script that m2w's readme has its users write."""


class Missing(Exception):
    """A peer cannot take part; the message says why."""


def installed(name: str, version: str, requirement: str = "") -> Path:
    """The ``bin`` of a virtual environment that has the peer, made where it is missing. Raises Missing."""
    home = _HOMES / f"{name}-{version}"
    if (home / "ready").exists():
        return home / "bin"
    shutil.rmtree(home, ignore_errors=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-q"]
    for words in ([sys.executable, "-m", "venv", str(home)], [*pip, "install", f"{requirement or name}=={version}"]):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Missing(f"{name} {version} cannot be installed: {done.stderr.strip()[-200:]}")
    (home / "ready").touch()
    return home / "bin"


def m2w(arena: Arena) -> Taken:
    """One run of m2w over a folder of Markdown: it asks for the lists, makes the tags, and sends post after post."""
    tool = installed("m2w", VERSIONS["m2w"])
    arena.empty()
    folder = _markdown(arena, "m2w", lambda each: {"tag": list(each.tags), "category": ["Portraits"]})
    username, password = arena.box.credentials()
    site = {
        "domain": arena.url,
        "username": username,
        "application_password": password,
        "path_markdown": [str(folder)],
        "post_metadata": {"category": [], "tag": [], "status": "publish"},
    }
    settings, legacy = folder.with_name("user.json"), folder.with_name("legacy.json")
    settings.write_text(json.dumps({"bench": site}), encoding="utf-8")
    settings.chmod(0o600)
    taken = Taken({})
    with arena.counted(taken, "m2w"):
        _run([str(tool / "python"), "-c", _MYBLOG, str(settings), str(legacy)])
    return taken


def wpa(arena: Arena) -> Taken:
    """``wpa post create --file`` for each file, a process each; it takes tags by number, so they are there already."""
    tool = installed("wpa", VERSIONS["wpa"])
    arena.empty()
    terms = create_terms(arena)
    folder = _markdown(arena, "wpa", lambda each: {})
    home = folder.parent / "config"
    (home / "wpa" / "bench").mkdir(parents=True)
    username, password = arena.box.credentials()
    settings = home / "wpa" / "bench" / ".env"
    settings.touch(0o600)
    settings.write_text(f"WP_SITE_URL={arena.url}\nWP_USER={username}\nWP_APP_PASSWORD={password}\n", encoding="utf-8")
    taken = Taken({})
    with arena.counted(taken, "wpa"):
        for each in arena.found:
            tags = ",".join(str(terms["tags", name]) for name in each.tags)
            words = ["--categories", str(terms["categories", "Portraits"]), "--tags", tags]
            file = ["--file", str(folder / f"{each.key}.md")]
            _run([str(tool / "wpa"), "post", "create", "--site", "bench", *file, *words], XDG_CONFIG_HOME=str(home))
    return taken


def _markdown(arena: Arena, name: str, more: Any) -> Path:
    """The interviews as Markdown files of that peer, in a new folder."""
    shutil.rmtree(arena.folder / name, ignore_errors=True)
    folder = arena.folder / name / "posts"
    folder.mkdir(parents=True)
    for each in arena.found:
        front = {"title": each.title, "slug": each.slug, "status": "publish", **more(each)}
        (folder / f"{each.key}.md").write_text(with_front_matter(front, _plain(arena, each)), encoding="utf-8")
    return folder


def _plain(arena: Arena, interview: Interview) -> str:
    """The interview's text without what only our format knows: anchors, links to drafts."""
    slugs = {each.key: each.slug for each in arena.found}
    body = _ANCHOR.sub("", interview.body)
    return _LINK.sub(lambda link: f"]({arena.url}/{slugs[link[1]]}/)", body)


def _run(words: list[str], **settings: str) -> None:
    kept: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
    done = subprocess.run(words, env={**kept, **settings}, capture_output=True, text=True, check=False)
    if done.returncode != 0 or "OOPS" in done.stdout:
        raise BenchError(f"{Path(words[0]).name} failed: {(done.stderr or done.stdout).strip()[-400:]}")


PEERS = (
    Contender("m2w", {"m2w": f"m2w {VERSIONS['m2w']}, REST mode; no related block, no dates"}, m2w),
    Contender("wpa", {"wpa": f"wpa {VERSIONS['wpa']}, a process a post; tags made beforehand; no related block"}, wpa),
)
