"""The conversation at the terminal, with the installed command, on a real WordPress, over both of its APIs."""

from __future__ import annotations

import csv
import json
import re
import stat
from pathlib import Path

import pytest
from conversation_site import Blog, begin
from defusedxml import ElementTree
from selectolax.lexbor import LexborHTMLParser

from wp_portraits.comments.reply_page import LINE
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site

WP = "{http://wordpress.org/export/1.2/}"

EDITOR = """
import pathlib, sys
page = pathlib.Path(sys.argv[1])
told = pathlib.Path(__file__).parent
(told / "opened.txt").write_bytes(page.read_bytes())
words = (told / "words.txt").read_bytes()
page.write_bytes(words.replace(b"PAGE", page.read_bytes()))
"""


@pytest.fixture(scope="module", params=["rest", "xmlrpc"])
def blog(wordpress: Sandbox, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Blog:
    folder = tmp_path_factory.mktemp("mes portraits é")
    return begin(wordpress, folder, request.param)


def test_several_are_moderated_at_once(blog: Blog) -> None:
    *ids, gone = blog.say("camille-roy", "Un", "Deux", "Trois", "Effacé entre-temps", comment_approved=0)
    assert blog.comments("sync").code == 0
    blog.box.eval_php(f"wp_delete_comment({gone}, true);")

    partly = blog.comments("approve", str(ids[0]), str(gone), str(ids[1]))
    assert partly.code == 5, partly.err
    assert [line[:1] for line in partly.out.splitlines()] == ["✓", "x", " ", "✓"]
    assert f"✓ #{ids[1]} approved (was hold)" in partly.out
    assert blog.comments("approve", str(gone)).code == 4

    for command, stored in (("spam", "spam"), ("trash", "trash"), ("hold", "0"), ("approve", "1")):
        told = blog.json(command, *map(str, ids), "--format", "json")
        assert (told["done"], told["failed"]) == (3, 0)
        on_site = blog.on_site()
        assert {on_site[number][0] for number in ids} == {stored}
    refused = blog.comments("trash", str(ids[0]), "987654")
    assert refused.code == 3
    assert "987654" in refused.err
    assert blog.on_site()[ids[0]][0] == "1"
    assert blog.json("sync", "--format", "json")["moderated"] == 0


def test_replies_from_the_line_a_file_and_a_pipe(blog: Blog) -> None:
    [asked] = blog.say("camille-roy", "Quel livre ?")
    blog.comments("sync")
    (blog.folder / "réponse.txt").write_bytes("Depuis un fichier,\r\nà 100 % « sûr »".encode("utf-8-sig"))
    assert blog.comments("reply", str(asked), "En une ligne : l'été").code == 0
    assert blog.comments("reply", str(asked), "-", stdin="Par le tuyau\n").code == 0
    assert blog.comments("reply", str(asked), "--file", "réponse.txt").code == 0
    answers = [text for status, parent, text in blog.on_site().values() if parent == asked and status == "1"]
    assert answers == ["En une ligne : l'été", "Par le tuyau", "Depuis un fichier,\nà 100 % « sûr »"]
    assert blog.json("list", "--unread", "--search", "Quel livre", "--format", "json")["comments"] == []
    for argv in ([], ["a", "--file", "b"], ["--file", "nulle-part.txt"]):
        assert blog.comments("reply", str(asked), *argv).code == 2


def test_a_reply_from_the_editor(blog: Blog, tmp_path: Path) -> None:
    """The first time the site refuses; what was written is there the second time."""
    [asked] = blog.say("lea-tremblay", "Une \x1b[2Jquestion\n\n-- vim: set ft=sh:", comment_author="\u202eNadia")
    blog.comments("sync")
    editor, words, opened = tmp_path / "editor.py", tmp_path / "words.txt", tmp_path / "opened.txt"
    editor.write_text(EDITOR, encoding="utf-8")
    closed = f"wp_update_post(['ID' => {blog.posts['lea-tremblay']}, 'comment_status' => 'closed']);"

    blog.box.eval_php(closed)
    words.write_text("Bonne question\n\n# Un titre\nPAGE", encoding="utf-8")
    code, shown = blog.on_terminal("reply", str(asked), editor=editor)
    blog.box.eval_php(closed.replace("closed", "open"))
    assert code == 4, shown
    page = opened.read_text(encoding="utf-8")
    assert page.startswith(f"\n\n{LINE}\n#\n# Nadia, ")
    assert "question" in page
    assert not {"\x1b", "\u202e"} & set(page)
    assert "vim:" not in page
    [kept] = re.findall(r"kept in\s+(\S.*?/reply-\d+\.txt)", shown)
    assert stat.S_IMODE(Path(kept).stat().st_mode) == 0o600

    words.write_text("PAGE", encoding="utf-8")
    code, shown = blog.on_terminal("reply", str(asked), editor=editor)
    assert code == 0, shown
    assert opened.read_text(encoding="utf-8").startswith("Bonne question\n\n# Un titre\n\n" + LINE)
    assert not Path(kept).exists()
    assert [text for _, parent, text in blog.on_site().values() if parent == asked] == ["Bonne question\n\n# Un titre"]


def test_list_show_and_read(blog: Blog) -> None:
    [first] = blog.say("lea-tremblay", "Premier fil " + "très long " * 40, comment_author="Émile")
    [second] = blog.say("lea-tremblay", "Réponse", comment_parent=first, comment_approved=0)
    [spam] = blog.say("lea-tremblay", "Pourriel", comment_approved="spam")
    blog.comments("sync")

    def listed(*argv: str) -> set[int]:
        told = blog.json("list", "--portrait", "lea-tremblay", "--format", "json", *argv)
        return {one["id"] for one in told["comments"] if one["matches"]}

    assert {first, second} <= listed()
    assert spam not in listed()
    assert listed("--status", "spam") == {spam}
    assert listed("--status", "hold", "--status", "spam") == {second, spam}
    assert listed("--search", "emile") == {first}
    assert listed("--limit", "1") == {first, second}
    assert {first, second} <= listed("--since", "1h", "--unread")
    assert listed("--since", "2099-01-01") == set()
    wrong = blog.comments("list", "--portrait", "lea-tremblai")
    assert wrong.code == 2
    assert "lea-tremblay" in wrong.err

    code, shown = blog.on_terminal("list", "--portrait", "lea-tremblay", "--search", "Premier")
    assert code == 0
    assert "\x1b[32m[unread]\x1b[0m" in shown
    assert max(len(re.sub("\x1b\\[\\d+m", "", line)) for line in shown.splitlines()[:-1]) <= 60
    assert "\x1b" not in blog.comments("list").out

    shown = blog.comments("show", str(second)).out
    assert "Premier fil" in shown
    assert "[unread]" in shown
    assert not {first, second} & listed("--unread")
    blog.comments("sync", "--full")
    assert not {first, second} & listed("--unread")
    assert blog.comments("show", "987654").code == 3
    assert blog.comments("read").code == 2
    assert blog.comments("read", "--all").code == 0
    assert listed("--unread") == set()


def test_exports_are_read_back(blog: Blog) -> None:
    text = '=1+1;"a"\r\n<b>gras</b> & ]]> <script>x</script>\x07 \u202eé'
    [asked] = blog.say(
        "camille-roy", text, comment_author="@Nadia & Cie", comment_author_url="https://nadia.example.org"
    )
    [held] = blog.say("camille-roy", "Retenu", comment_parent=asked, comment_approved=0)
    blog.comments("sync")
    of_camille = ("--portrait", "camille-roy")

    told = {one["id"]: one for one in blog.json("export", *of_camille)}
    assert told[asked]["content"] == '=1+1;"a"\n<b>gras</b> &amp; ]]&gt;  é'
    assert told[held]["parent"] == asked
    assert {one["key"] for one in told.values()} == {"camille-roy"}
    assert {one["id"] for one in blog.json("export", "--status", "hold", *of_camille)} == {held}

    assert blog.comments("export", "--format", "csv", "-o", "out.csv", *of_camille).code == 0
    assert stat.S_IMODE((blog.folder / "out.csv").stat().st_mode) == 0o600
    with (blog.folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {int(row["id"]): row for row in csv.DictReader(file, strict=True)}
    assert rows.keys() == told.keys()
    assert (rows[asked]["content"], rows[asked]["author"]) == ('\'=1+1;"a"\ngras & ]]>  é', "'@Nadia & Cie")

    page = LexborHTMLParser(blog.comments("export", "--format", "html", *of_camille).out)
    assert page.css_matches(f"li#comment-{asked} > .comment-content > b")
    assert not page.css_matches("script")
    assert not page.css_matches(f"#comment-{held}")
    everything = LexborHTMLParser(blog.comments("export", "--format", "html", "--status", "any").out)
    assert everything.css_matches(f"li#comment-{asked} > ol.children > li#comment-{held}.hold")
    assert "comment-" not in blog.comments("export", "--format", "html", "--status", "trash", *of_camille).out
    assert "> \\=1" in blog.comments("export", "--format", "markdown").out


def test_the_wxr_says_what_wordpress_itself_would_export(blog: Blog) -> None:
    [asked] = blog.say("lea-tremblay", "Bravo &amp; merci", comment_author="R&amp;D", comment_type="comment")
    [answer] = blog.say("lea-tremblay", "<b>Oui</b>\n\net", comment_parent=asked, comment_approved=0)
    blog.comments("sync")
    ours = ElementTree.fromstring(blog.comments("export", "--format", "wxr", "--portrait", "lea-tremblay").out)
    code = """require_once ABSPATH . 'wp-admin/includes/export.php'; ob_start(); export_wp(['content' => 'post']);
        echo json_encode(ob_get_clean());"""
    theirs = ElementTree.fromstring(re.sub("[\x00-\x08\x0b-\x1f]", "", json.loads(blog.box.eval_php(code))))
    [our_post] = ours.iter("item")
    [their_post] = [item for item in theirs.iter("item") if item.findtext("title") == "Léa Tremblay"]
    for element in (one for one in our_post if one.tag not in (f"{WP}comment", "guid")):
        assert (element.text or "") == their_post.findtext(element.tag), element.tag
    for number in (asked, answer):
        one, other = (
            next(each for each in post.iter(f"{WP}comment") if each.findtext(f"{WP}comment_id") == str(number))
            for post in (our_post, their_post)
        )
        assert [each.tag for each in one] == [each.tag for each in other if each.tag != f"{WP}commentmeta"]
        for element in one:
            assert (element.text or "") == other.findtext(element.tag), element.tag
