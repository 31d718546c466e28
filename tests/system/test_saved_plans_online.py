"""A plan is kept in one clone of a workspace and carried out in another, on a real WordPress, or refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, Run
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site

SERIES = """\
name: Portraits
lang: fr-CA
title: "Portrait : {{ person.name }}"
labels: {related: Autres portraits}
questions:
  - {id: debut, text: "Comment as-tu commencé ?"}
"""
DRAFT = """\
---
series: portraits
person: {{name: {name}}}
tags: [santé]
{more}---
## Comment as-tu commencé ?

{answer}
"""
ANSWER = """\
Par hasard, à l'école, un mardi de novembre où il pleuvait des cordes et où personne ne voulait répondre au téléphone.

La suite est venue toute seule."""

POSTS = """
$told = [];
foreach (get_posts(['numberposts' => -1, 'post_status' => 'any', 'orderby' => 'ID', 'order' => 'ASC']) as $post)
    $told[] = [$post->ID, $post->post_title, $post->post_content, $post->post_modified];
echo json_encode($told);
"""


class Blog:
    """Clones of one workspace, and its site."""

    def __init__(self, folder: Path, box: Sandbox, run: Run) -> None:
        self.folder, self.box, self._run = folder, box, run
        self.file = folder / "plan.json"
        (folder / "laptop" / "drafts" / "series").mkdir(parents=True)
        (folder / "laptop" / "drafts" / "series" / "portraits.yml").write_text(SERIES, encoding="utf-8")
        for name in ("Camille Roy", "Léa Tremblay"):
            self.write(name)

    def write(self, name: str, answer: str = ANSWER, more: str = "", *, clone: str = "laptop") -> None:
        stem = name.lower().replace("é", "e").replace(" ", "-")
        draft = DRAFT.format(name=name, answer=answer, more=more)
        (self.folder / clone / "drafts" / f"{stem}.md").write_text(draft, encoding="utf-8")

    def clone(self, name: str) -> None:
        """What `git clone` brings: no local state."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "laptop", self.folder / name, ignore=shutil.ignore_patterns(".wp-portraits"))

    def command(self, *argv: str, clone: str = "laptop", code: int = 0) -> Ran:
        ran = self._run("--env-file", str(self.box.env_file), *argv, cwd=self.folder / clone)
        assert ran.code == code, ran.out + ran.err
        assert self.box.credentials()[1] not in ran.out + ran.err
        return ran

    def keep(self, *argv: str, clone: str = "laptop") -> dict[str, Any]:
        self.command("plan", "--out", str(self.file), *argv, clone=clone)
        told: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        assert self.box.credentials()[1] not in self.file.read_text(encoding="utf-8")
        return told

    def carry_out(self, *argv: str, clone: str = "laptop", code: int = 0) -> Ran:
        return self.command("publish", "--plan", str(self.file), "--yes", *argv, clone=clone, code=code)

    def posts(self) -> list[list[Any]]:
        told: list[list[Any]] = json.loads(self.box.eval_php(POSTS))
        return told

    def retouch(self, old: str, new: str) -> None:
        """Somebody edits a post in wp-admin."""
        self.box.eval_php(
            "foreach (get_posts(['numberposts' => -1, 'post_status' => 'any']) as $post)"
            f" if (str_contains($post->post_content, '{old}')) wp_update_post(wp_slash(['ID' => $post->ID,"
            f" 'post_content' => str_replace('{old}', '{new}', $post->post_content)]));"
        )


@pytest.fixture
def blog(tmp_path: Path, fresh_wordpress: Sandbox, run: Run) -> Blog:
    return Blog(tmp_path, fresh_wordpress, run)


def test_planned_in_one_clone_carried_out_in_another(blog: Blog) -> None:
    planned = blog.keep()
    assert (planned["create"], [action["action"] for action in planned["actions"]]) == (2, ["create", "create"])
    text = blog.file.read_text(encoding="utf-8")
    blog.keep()
    assert blog.file.read_text(encoding="utf-8") == text
    blog.clone("robot")
    assert "still holds" in blog.command("publish", "--plan", str(blog.file), "--dry-run", clone="robot").err
    assert blog.posts() == []
    done = json.loads(blog.carry_out("--format", "json", clone="robot").out)
    assert (done["created"], done["conflicts"], done["failed"]) == (2, 0, 0)
    assert [title for _, title, *_ in blog.posts()] == ["Portrait : Camille Roy", "Portrait : Léa Tremblay"]

    there = blog.posts()
    again = blog.carry_out(clone="robot")
    assert "has been carried out already" in again.err
    assert json.loads(blog.command("publish", "--yes", "--format", "json").out)["kept"] == 2
    assert blog.posts() == there


def test_updates_hold_over_either_api_and_without_state(blog: Blog) -> None:
    blog.command("publish", "--yes")
    blog.write("Camille Roy", ANSWER.replace("mardi", "jeudi"))
    blog.clone("robot")
    texts = set()
    for clone, transport in (("laptop", "rest"), ("robot", "rest"), ("robot", "xmlrpc")):
        blog.command("--transport", transport, "plan", "--out", str(blog.file), clone=clone)
        texts.add(blog.file.read_text(encoding="utf-8"))
    assert len(texts) == 1
    blog.clone("other")
    done = json.loads(blog.carry_out("--format", "json", clone="other").out)
    assert (done["updated"], done["kept"]) == (1, 1)
    assert "jeudi" in blog.posts()[0][2]


def draft_edited(blog: Blog) -> None:
    blog.write("Camille Roy", "Autrement.", clone="robot")


def site_edited(blog: Blog) -> None:
    blog.retouch("mardi", "mercredi")


def draft_removed(blog: Blog) -> None:
    (blog.folder / "robot" / "drafts" / "camille-roy.md").unlink()


def draft_added(blog: Blog) -> None:
    blog.write("Nadia Benali", clone="robot")


def series_edited(blog: Blog) -> None:
    path = blog.folder / "robot" / "drafts" / "series" / "portraits.yml"
    path.write_text(SERIES.replace("Portrait :", "Rencontre :"), encoding="utf-8")


MOVES: dict[Callable[[Blog], None], tuple[str, ...]] = {
    draft_edited: ("drafts/camille-roy.md: the draft changed",),
    draft_removed: ("drafts/camille-roy.md: the draft is no longer there, its post is still on the site",),
    draft_added: ("drafts/nadia-benali.md: new, not in the plan; to be created",),
    series_edited: ("drafts/camille-roy.md: the draft changed", "drafts/lea-tremblay.md: the draft changed"),
    site_edited: ("drafts/camille-roy.md: the post on the site changed", "drafts/lea-tremblay.md: the post on the"),
}


def test_a_plan_that_something_moved_under_is_refused(blog: Blog) -> None:
    blog.command("publish", "--yes")
    blog.write("Léa Tremblay", ANSWER.replace("suite", "fin"))
    blog.keep()
    for move, told in MOVES.items():
        blog.clone("robot")
        move(blog)
        there = blog.posts()
        for argv in ((), ("--dry-run",)):
            refused = blog.carry_out(*argv, clone="robot", code=3)
            assert "since plan.json was made, something moved" in refused.err
            assert all(sentence in refused.err for sentence in told), refused.err
        assert blog.posts() == there


def test_a_run_that_stopped_halfway_goes_on_with_the_same_plan(blog: Blog) -> None:
    blog.keep()
    blog.clone("robot")
    blog.command("publish", "drafts/camille-roy.md", "--yes", clone="robot")
    blog.clone("other")
    done = blog.carry_out("--format", "json", clone="other")
    assert "1 of its posts are done already" in done.err
    outcome = json.loads(done.out)
    assert (outcome["created"], outcome["updated"], len(blog.posts())) == (1, 1, 2)
    assert all("Autres portraits" in content for _, _, content, _ in blog.posts())


def test_overwriting_is_planned_for_what_was_seen(blog: Blog) -> None:
    blog.command("publish", "--yes")
    blog.retouch("mardi", "mercredi")
    planned = blog.keep("drafts/camille-roy.md", "--overwrite", "camille-roy")
    assert planned["choice"] == {
        "only": ["drafts/camille-roy.md"],
        "overwrite": ["camille-roy"],
        "adopt": False,
        "prune": False,
    }
    blog.retouch("pleuvait", "neigeait")
    assert "drafts/camille-roy.md: the post on the site changed" in blog.carry_out(code=3).err
    assert "neigeait" in blog.posts()[0][2]
    blog.keep("drafts/camille-roy.md", "--overwrite", "camille-roy")
    blog.carry_out()
    assert "mardi" in blog.posts()[0][2]
    assert "mercredi" in blog.posts()[1][2]


def test_a_conflict_is_pleasant_to_read(blog: Blog) -> None:
    blog.command("publish", "--yes")
    blog.retouch("mardi", "mercredi")
    blog.write("Camille Roy", ANSWER.replace("toute seule", "en courant"))
    (conflict,) = [
        action
        for action in json.loads(blog.command("plan", "--format", "json").out)["actions"]
        if action["action"] == "conflict"
    ]
    assert [line.replace("\u00a0", " ") for line in conflict["difference"]] == [
        "Since it was published, on the site:",
        "@@ Comment as-tu commencé ? @@",
        "-Par hasard, à l'école, un mardi de novembre où il pleuvait …",
        "+Par hasard, à l'école, un mercredi de novembre où il pleuvait …",
        " La suite est venue toute seule.",
        "Since it was published, in the draft:",
        "@@ Comment as-tu commencé ? @@",
        " Par hasard, à l'école, un mardi de novembre où il pleuvait des cordes et où personne ne voulait …",
        "-La suite est venue toute seule.",
        "+La suite est venue en courant.",
    ]
    shown = blog.command("plan").out
    assert all(f"    {line}" in shown for line in conflict["difference"])


def test_what_the_site_altered_is_told_once(blog: Blog) -> None:
    blog.write("Camille Roy", more='slug: "2024"\n')
    told = blog.command("publish", "--yes").out
    assert "The address became “2024-2”" in told
    again = blog.command("publish", "--yes").out
    assert "2024" not in again
    assert "0" not in again
    assert "2 unchanged" in again


def test_calls_that_make_no_sense(blog: Blog) -> None:
    blog.keep()
    file = str(blog.file)
    for beside in (["drafts/camille-roy.md"], ["--overwrite", "camille-roy"], ["--adopt"], ["--prune"]):
        assert "--plan stands alone" in blog.command("publish", "--yes", "--plan", file, *beside, code=2).err
    assert "There is no terminal to ask on" in blog.command("publish", "--plan", file, code=2).err
    assert "nowhere.json cannot be read" in blog.command("publish", "--yes", "--plan", "nowhere.json", code=2).err
    draft = blog.folder / "laptop" / "drafts" / "camille-roy.md"
    before = draft.read_bytes()
    assert "is not a plan" in blog.command("plan", "--out", str(draft), code=2).err
    assert draft.read_bytes() == before
    assert "camille-roy.md is not a plan" in blog.command("publish", "--yes", "--plan", str(draft), code=2).err

    text = blog.file.read_text(encoding="utf-8")
    blog.file.write_text(text.replace('"schema": 1', '"schema": 9'), encoding="utf-8")
    assert "made by a newer wp-portraits" in blog.carry_out(code=2).err
    blog.file.write_text(text[:-40], encoding="utf-8")
    assert "damaged or was edited by hand" in blog.carry_out(code=2).err
    blog.keep()
    elsewhere = text.replace(str(blog.box.status().url), "https://autre.example.org")
    blog.file.write_text(elsewhere, encoding="utf-8")
    assert "plan.json is a plan for https://autre.example.org" in blog.carry_out(code=3).err
    assert blog.posts() == []
