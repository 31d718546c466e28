"""What one API wrote, the other reads: the same, byte for byte."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hands import OnWordPress
from site_contract import HARD_TEXT, PIXEL, Contract, Others, created, one, wanted

from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.rest.connect import connect as connect_rest
from wp_portraits.wordpress.site import Site, Upload
from wp_portraits.wordpress.xmlrpc.connect import connect as connect_xmlrpc

pytestmark = pytest.mark.site

CONTENTS = {
    "hard": HARD_TEXT,
    "lignes": "\n\n  Une\r\ndeux\r\n\r\ntrois\rquatre\n\tcinq  \n\n",
    "barres": "\\ \\\\ \\\\\\ \\n \\u00e9 \\' \\\" ''\"\" `x`",
    "rares": "\x7f \x85 \xa0 \u200b \u2028 \ufeff \ufffd e\u0301 👩‍💻 日本語 العربية 🎉",
    "entites": "&lt;b&gt; &amp;amp; &#8217; &eacute; & < > ]]> <![CDATA[x]]> <!-- -- --> <?php echo 1; ?>",
    "vide": "",
}


def over_rest(box: Sandbox) -> Site:
    username, password = box.credentials()
    pair = b64encode(f"{username}:{password}".encode()).decode()
    return connect_rest(str(box.status().url), f"Basic {pair}")


def over_xmlrpc(box: Sandbox) -> Site:
    return connect_xmlrpc(str(box.status().url), *box.credentials())


def told_by_all(post: RemotePost) -> RemotePost:
    """The post without what only one of the APIs tells."""
    return replace(post, permalink_template="")


class Across(OnWordPress, Contract):
    """``site`` writes, ``reader`` reads."""

    @pytest.fixture
    def reader(self, each_wordpress: Sandbox) -> Site:
        raise NotImplementedError

    def same(self, site: Site, reader: Site, *wishes: PostFields) -> list[RemotePost]:
        posts = created(site, *wishes)
        for post, wish in zip(posts, wishes, strict=True):
            assert post.fields.content == wish.content
            assert told_by_all(reader.post(post.id)) == told_by_all(site.post(post.id)) == told_by_all(post)
        return posts

    def test_texts(self, site: Site, reader: Site, word: str) -> None:
        self.same(site, reader, *(wanted(f"{word}-{name}", content=text) for name, text in CONTENTS.items()))
        self.same(
            site,
            reader,
            wanted(f"{word}-t", title=f"{word} — R&D : l'œuvre \\ « d'été » \"dix\" 🎉", excerpt='Tout & "rien" \\ 🎉'),
            wanted(f"{word}-u", title=f"{word} a < b > c &amp; d", excerpt="Une\r\ndeux\n\ntrois"),
            wanted(f"{word}-v", title="", excerpt=""),
        )

    def test_statuses_and_dates(self, site: Site, reader: Site, word: str) -> None:
        later = (site.facts().now + timedelta(days=200)).replace(microsecond=0)
        posts = self.same(
            site,
            reader,
            *(wanted(f"{word}-{status}", status=status) for status in ("publish", "draft", "pending", "private")),
            wanted(f"{word}-hiver", date=datetime(2024, 2, 29, 8, 30)),
            wanted(f"{word}-ete", date=datetime(2024, 7, 1, 23, 59, 59)),
            wanted(f"{word}-futur", date=later),
            wanted(f"{word}-brouillon", status="draft", date=datetime(2024, 7, 1, 8, 30)),
            wanted(f"{word}-ferme", comment_status="closed"),
        )
        assert [post.fields.status for post in posts[4:]] == ["publish", "publish", "future", "draft", "publish"]
        assert posts[6].fields.date == later
        site.trash_post(posts[0].id)
        assert told_by_all(reader.post(posts[0].id)) == told_by_all(site.post(posts[0].id))

    def test_terms_and_pictures(self, site: Site, reader: Site, word: str) -> None:
        above = site.create_term("category", f"R&D {word}")
        below = site.create_term("category", f"L'été {word}", above.id)
        tags = [site.create_term("post_tag", f"{name} {word}") for name in ("日本語", "C++ \\", 'le "mot"', "a < b")]
        media = site.upload(Upload(f"{word}-été.png", "image/png", PIXEL, alt="Amélie", caption="Photo : É. & co"))
        assert reader.terms("category", [above.name, below.name]) == [above, below]
        assert reader.terms("post_tag", [tag.name for tag in tags]) == tags
        assert [reader.create_term("category", below.name, above.id), reader.create_term("post_tag", tags[0].name)] == [
            below,
            tags[0],
        ]
        [seen] = reader.media_with_slugs([media.slug])
        assert (seen.id, seen.url, seen.slug) == (media.id, media.url, media.slug)
        ids = tuple(tag.id for tag in tags)
        [post] = self.same(
            site, reader, wanted(word, categories=(above.id, below.id), tags=ids, featured_media=media.id)
        )
        assert (post.fields.categories, post.fields.tags) == ((above.id, below.id), ids)
        assert post.fields.featured_media == media.id

    def test_lists(self, site: Site, reader: Site, word: str) -> None:
        posts = created(site, *(wanted(f"{word}-{number}", content=f"{word} {HARD_TEXT}") for number in range(3)))
        site.trash_post(posts[1].id)
        expected = [told_by_all(site.post(post.id)) for post in posts]
        assert [told_by_all(post) for post in reader.posts_containing(word)] == expected
        slugs = [post.fields.slug for post in posts]
        assert [told_by_all(post) for post in reader.posts_with_slugs(slugs)] == [expected[0], expected[2]]

    def test_changes(self, site: Site, reader: Site, word: str) -> None:
        post = created(site, wanted(word, status="draft", content=CONTENTS["lignes"], excerpt="Un"))[0]
        changed = one(reader.update_posts([(post.id, {"title": "R&D \\ 🎉", "status": "publish"})]))
        assert changed.fields.content == CONTENTS["lignes"]
        assert told_by_all(site.post(post.id)) == told_by_all(changed)
        back = one(site.update_posts([(post.id, {"excerpt": "Deux"})]))
        assert back.fields == replace(changed.fields, excerpt="Deux")
        assert told_by_all(reader.post(post.id)) == told_by_all(back)

    def test_comments(self, site: Site, reader: Site, word: str, others: Others) -> None:
        post = created(site, wanted(word))[0]
        [asked] = others.comment(post.id, "Bravo 🎉 l'été \\ <b>gras</b> & co\n\nfin")
        others.comment(post.id, "Pourriel", status="spam", parent=asked)
        answer = site.reply(post.id, asked, 'Écrire & lire \\ "dix" 🎉')
        site.moderate_comment(asked, "hold")
        site.edit_comment(answer.id, 'Relire \\\\ & <em>"dix"</em> 🎉')
        for personal in (False, True):
            read = [replace(one, agent="") for one in reader.comments([post.id], personal=personal)]
            assert len(read) == 3
            assert read == [replace(one, agent="") for one in site.comments([post.id], personal=personal)]

    def test_who_and_where(self, site: Site, reader: Site) -> None:
        assert site.user() == reader.user()
        ours, theirs = site.facts(), reader.facts()
        assert (ours.url, ours.name, ours.user, ours.user_id) == (theirs.url, theirs.name, theirs.user, theirs.user_id)
        assert (ours.roles, ours.utc_offset) == (theirs.roles, theirs.utc_offset)
        assert abs(ours.now - theirs.now) < timedelta(seconds=10)


class TestWrittenOverRest(Across):
    @pytest.fixture
    def site(self, each_wordpress: Sandbox) -> Site:
        return over_rest(each_wordpress)

    @pytest.fixture
    def reader(self, each_wordpress: Sandbox) -> Site:
        return over_xmlrpc(each_wordpress)


class TestWrittenOverXmlrpc(Across):
    @pytest.fixture
    def site(self, each_wordpress: Sandbox) -> Site:
        return over_xmlrpc(each_wordpress)

    @pytest.fixture
    def reader(self, each_wordpress: Sandbox) -> Site:
        return over_rest(each_wordpress)
