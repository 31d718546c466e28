"""What every transport must do with comments: reading, answering, moderating, editing, deleting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from site_contract import Contract, Others, created, wanted

from wp_portraits.errors import NotFound, PermissionRefused, RequestRefused
from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.model.post import RemotePost
from wp_portraits.wordpress.site import Moderation, Site

NOBODY = 98_765_432
"""The id of no comment."""

VISITOR = {"email": "lea@example.org", "ip": "192.0.2.7", "agent": "Lynx/2.9 (visitor)"}
"""What is personal about the visitors of these tests."""


def add_up(site: Site, post: int, **numbers: int) -> bool:
    """Whether the site says that a post has these comments, and denies it of one more, and of one in another place."""
    totals = CommentTotals(**numbers)
    status = min(numbers)
    other = "spam" if status == "hold" else "hold"
    moved = replace(totals, **{status: getattr(totals, status) - 1, other: getattr(totals, other) + 1})
    assert not site.comments_add_up(moved, [post])
    assert not site.comments_add_up(replace(totals, approved=totals.approved + 1), [post])
    return site.comments_add_up(totals, [post])


class CommentsContract(Contract):
    """Comments, read and written. Nothing here expects a site without any."""

    # Reading

    @pytest.fixture
    def comments(self, site: Site, others: Others, post: RemotePost) -> list[int]:
        [first] = others.comment(post.id, "Bravo 🎉 l'été \\ <b>gras</b> & co")
        [answer] = others.comment(post.id, "En attente", status="hold", parent=first)
        [spam] = others.comment(post.id, "Pourriel", status="spam")
        [binned] = others.comment(post.id, "À la corbeille", status="trash")
        return [first, answer, spam, binned]

    def test_comments_of_every_status(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        found = list(site.comments([post.id]))
        assert [comment.id for comment in found] == comments[::-1]
        assert [comment.status for comment in found] == ["trash", "spam", "hold", "approved"]
        assert found[-1].content == "Bravo 🎉 l'été \\ <b>gras</b> & co"
        assert found[2].parent == comments[0]
        assert {comment.post for comment in found} == {post.id}
        assert {comment.user_id for comment in found} == {0}
        assert {(comment.email, comment.ip) for comment in found} == {("", "")}
        assert set(comments) <= {comment.id for comment in site.comments()}
        assert list(site.comments([])) == []
        assert add_up(site, post.id, approved=1, hold=1, spam=1, binned=1)

    def test_what_is_personal_comes_when_asked_for(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        agent = VISITOR["agent"] if site.abilities.comment_agents else ""
        for personal, expected in ((True, (VISITOR["email"], VISITOR["ip"], agent)), (False, ("", "", ""))):
            found = list(site.comments([post.id], personal=personal))
            assert {(comment.email, comment.ip, comment.agent) for comment in found} == {expected}

    def test_pingbacks_are_told_apart(self, site: Site, post: RemotePost, others: Others) -> None:
        others.comment(post.id, "Bonjour")
        others.comment(post.id, "[…] un portrait […]", kind="pingback")
        others.comment(post.id, "Un écho", kind="trackback", status="hold")
        assert [comment.kind for comment in site.comments([post.id])] == ["trackback", "pingback", "comment"]
        assert add_up(site, post.id, approved=2, hold=1)

    def test_who_left_an_address(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        found = [comment for comment in site.comments_by(" LEA@example.org ") if comment.post == post.id]
        assert [comment.id for comment in found] == comments[::-1]
        assert {comment.ip for comment in found} == {VISITOR["ip"]}

    def test_the_scope_of_some_posts(self, site: Site, word: str, others: Others) -> None:
        """What is asked for in one go: those posts' comments, or everybody's."""
        first, second = (post.id for post in created(site, wanted(word), wanted(f"{word}b")))
        said = others.comment(first, "Un") + others.comment(second, "Deux")
        for posts in ([first], [first, second]):
            scope = site.comment_scope(posts)
            found = {comment.id: comment.post for page in site.comment_pages(scope) for comment in page.comments}
            assert {number for number, post in found.items() if post in posts} == set(said[: len(posts)])
            assert scope is None or set(found.values()) <= set(posts)
        assert site.comment_scope(range(1, 5000)) is None
        assert site.comment_scope([first]) == [first]
        assert site.comment_scope([]) == []

    def test_only_the_pages_that_are_wanted_are_read(self, site: Site, post: RemotePost, others: Others) -> None:
        ids = others.comment(post.id, *(f"Commentaire {number}" for number in range(320)))
        assert next(iter(site.comment_pages([post.id], known=300))).comments
        before, seen = site.requests, set[int]()
        for page in site.comment_pages([post.id], known=310):
            seen |= {comment.id for comment in page.comments}
            if ids[-11] in seen or not site.abilities.comments_by_id:
                break
        assert site.requests - before == 1
        assert len(seen) < len(ids)
        seen = {comment.id for page in site.comment_pages([post.id], known=310) for comment in page.comments}
        assert seen == set(ids)

    def test_comments_of_a_binned_post(self, site: Site, post: RemotePost, others: Others) -> None:
        others.comment(post.id, "Bonjour")
        others.comment(post.id, "Pourriel", status="spam")
        site.trash_post(post.id)
        assert [comment.status for comment in site.comments([post.id])] == ["post-trashed"] * 2
        assert add_up(site, post.id, binned=2)

    def test_more_comments_than_a_page_holds(self, site: Site, post: RemotePost, others: Others) -> None:
        ids = others.comment(post.id, *(f"Commentaire {number}" for number in range(130)))
        assert [comment.id for comment in site.comments([post.id])] == ids[::-1]
        assert add_up(site, post.id, approved=130)

    def test_comments_deleted_while_we_read_hide_no_others(self, site: Site, post: RemotePost, others: Others) -> None:
        """Every tenth goes, and one arrives, as soon as the first page is there."""
        ids = others.comment(post.id, *(f"Commentaire {number}" for number in range(320)))
        pages = site.comment_pages([post.id], known=1)
        seen = [comment.id for comment in next(pages).comments]
        gone = ids[::10]
        others.delete_comments(*gone)
        arrived = others.comment(post.id, "Arrivé entre-temps")
        seen += [comment.id for page in pages for comment in page.comments]
        assert len(seen) == len(set(seen))
        assert set(ids) - set(gone) <= set(seen) <= {*ids, *arrived}

    # Answering

    def test_a_reply(self, site: Site, post: RemotePost, others: Others) -> None:
        [asked] = others.comment(post.id, "Quel livre ?")
        answer = site.reply(post.id, asked, "Celui-ci : « Écrire » & \\ “dix” 🎉")
        assert (answer.post, answer.parent, answer.status) == (post.id, asked, "approved")
        assert answer.content == "Celui-ci : « Écrire » & \\ “dix” 🎉"
        assert answer.user_id == site.facts().user_id
        stored = next(site.comments([post.id]))
        assert isinstance(stored, Comment)
        assert stored == answer

    def test_no_reply_where_comments_are_closed(self, site: Site, word: str) -> None:
        for post in created(site, wanted(word, comment_status="closed"), wanted(f"{word}b", status="draft")):
            with pytest.raises(PermissionRefused) as refused:
                site.reply(post.id, 0, "Bonjour")
            assert "role" not in refused.value.hint

    def test_control_characters_are_not_sent(self, site: Site, post: RemotePost) -> None:
        written = site.reply(post.id, 0, "Bonjour")
        before = site.requests
        with pytest.raises(RequestRefused, match=r"The content holds .* U\+0008 in line 2, column 1;"):
            site.reply(post.id, 0, "Bonjour\n\x08")
        with pytest.raises(RequestRefused, match=r"U\+001B"):
            site.edit_comment(written.id, "\x1b[2J")
        assert site.requests == before
        assert list(site.comments([post.id])) == [written]

    # Moderating

    def test_from_every_status_to_every_status(self, site: Site, post: RemotePost, others: Others) -> None:
        [number] = others.comment(post.id, "Bonjour")
        [before] = site.comments([post.id])
        journey: list[Moderation] = [
            "approved",
            "hold",
            "hold",
            "approved",
            "spam",
            "spam",
            "approved",
            "trash",
            "trash",
        ]
        journey += [
            "approved",
            "hold",
            "spam",
            "hold",
            "trash",
            "hold",
            "approved",
            "spam",
            "trash",
            "spam",
            "approved",
        ]
        for status in journey:
            assert site.moderate_comment(number, status) == replace(before, status=status)
        assert list(site.comments([post.id])) == [before]

    @pytest.mark.parametrize("status", ["hold", "spam", "trash"])
    def test_the_totals_follow(self, site: Site, post: RemotePost, others: Others, status: Moderation) -> None:
        first, _ = others.comment(post.id, "Un", "Deux")
        site.moderate_comment(first, status)
        changed = replace(CommentTotals(approved=1), **{"binned" if status == "trash" else status: 1})
        assert site.comments_add_up(changed, [post.id])
        site.moderate_comment(first, "approved")
        assert site.comments_add_up(CommentTotals(approved=2), [post.id])
        assert not site.comments_add_up(changed, [post.id])

    def test_an_answer_outlives_the_moderation_of_what_it_answers(
        self, site: Site, post: RemotePost, others: Others
    ) -> None:
        [asked] = others.comment(post.id, "Quel livre ?")
        answer = site.reply(post.id, asked, "Celui-ci")
        for status in ("spam", "trash", "hold", "approved"):
            site.moderate_comment(asked, status)  # type: ignore[arg-type]
            assert next(site.comments([post.id])) == answer

    def test_comments_of_a_binned_post_can_be_moderated(self, site: Site, post: RemotePost, others: Others) -> None:
        first, second = others.comment(post.id, "Un", "Deux")
        site.trash_post(post.id)
        assert {comment.status for comment in site.comments([post.id])} == {"post-trashed"}
        assert site.moderate_comment(first, "spam").status == "spam"
        assert site.moderate_comment(second, "approved").status == "approved"
        assert [comment.status for comment in site.comments([post.id])] == ["approved", "spam"]

    # Editing

    def test_an_edit_changes_the_words_alone(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        text = 'L\'été \\ \\\\ \\n "dix" <b>gras</b> &amp; 🎉 日本語\n\nfin %s $1'
        for before in list(site.comments([post.id])):
            edited = site.edit_comment(before.id, text)
            assert edited == replace(before, content=text)
            assert edited == next(comment for comment in site.comments([post.id]) if comment.id == before.id)

    def test_an_edit_that_changes_nothing(self, site: Site, post: RemotePost, others: Others) -> None:
        [number] = others.comment(post.id, "Bonjour")
        [before] = site.comments([post.id])
        assert site.edit_comment(number, "Bonjour") == before

    def test_our_own_words_are_edited_without_a_filter(self, site: Site, post: RemotePost) -> None:
        before = site.reply(post.id, 0, "Bonjour")
        text = "Écrire & lire < rire \\ <table><tr><td>1</td></tr></table>"
        assert site.edit_comment(before.id, text) == replace(before, content=text)

    def test_a_visitors_words_are_filtered_as_if_the_visitor_edited_them(
        self, site: Site, post: RemotePost, others: Others
    ) -> None:
        [number] = others.comment(post.id, "Bonjour")
        assert site.edit_comment(number, "Écrire & lire").content == "Écrire &amp; lire"

    # Deleting

    @pytest.mark.parametrize("status", ["approved", "hold", "spam", "trash"])
    def test_a_comment_is_deleted_for_good(self, site: Site, post: RemotePost, others: Others, status: str) -> None:
        [number] = others.comment(post.id, "Bonjour", status=status)
        site.delete_comment(number)
        assert list(site.comments([post.id])) == []
        with pytest.raises(NotFound):
            site.delete_comment(number)

    def test_the_answers_to_a_deleted_comment_move_up(self, site: Site, post: RemotePost, others: Others) -> None:
        [first] = others.comment(post.id, "Un")
        [second] = others.comment(post.id, "Deux", parent=first)
        [third] = others.comment(post.id, "Trois", parent=second)
        site.delete_comment(second)
        assert [(comment.id, comment.parent) for comment in site.comments([post.id])] == [(third, first), (first, 0)]

    def test_one_comment(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        listed = {comment.id: comment for comment in site.comments([post.id])}
        assert [site.comment(number) for number in comments] == [listed[number] for number in comments]

    def test_comments_nobody_knows(self, site: Site) -> None:
        with pytest.raises(NotFound):
            site.comment(NOBODY)
        with pytest.raises(NotFound):
            site.edit_comment(NOBODY, "Bonjour")
        for status in ("approved", "hold", "spam", "trash"):
            with pytest.raises(NotFound):
                site.moderate_comment(NOBODY, status)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            site.delete_comment(NOBODY)
