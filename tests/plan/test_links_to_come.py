"""At which addresses the portraits of a plan link to one another."""

from __future__ import annotations

from dataclasses import replace

from small_blog import SITE, Blog

from wp_portraits.plan.fields import re_marked
from wp_portraits.plan.fingerprint import Rev, fingerprint


def numbered(blog: Blog, key: str, slug: str) -> None:
    """The site gave a published post another slug than it was asked for, and its revision says so."""
    asked = blog.bases[key].asked
    blog.edit(key, slug=slug)
    stored = fingerprint(blog.posts[key].fields, managed="")
    blog.edit(key, content=re_marked(blog.posts[key].fields.content, key, Rev(stored, asked)))
    blog.posts[key] = replace(blog.posts[key], link=f"{SITE}/{slug}/")
    blog.bases[key] = replace(blog.bases[key], stored=stored, url=f"{SITE}/{slug}/")


def changed(blog: Blog) -> dict[str, str]:
    return {action.key: action.kind.value for action in blog.plan().actions if action.kind.writes}


def test_a_post_the_site_numbered_stays_where_it_is() -> None:
    blog = Blog(drafts={"camille": {}, "lea": {}})
    blog.publish("lea")
    numbered(blog, "lea", "lea-2")
    blog.publish("camille")
    blog.drafts["lea"]["text"] = "Une meilleure réponse."
    assert changed(blog)["lea"] == "update"
    (camille,) = [action for action in blog.plan().actions if action.key == "camille"]
    assert camille.fields is not None
    assert f"{SITE}/lea-2/" in camille.fields.content


def test_a_slug_that_the_draft_changed_moves() -> None:
    blog = Blog(drafts={"camille": {}, "lea-2": {}})
    blog.publish()
    blog.drafts["lea-2"]["text"] = "Une meilleure réponse."
    compose = blog.compose
    blog.compose = lambda known: [  # type: ignore[method-assign]
        replace(post, slug="lea") if post.key == "lea-2" else post for post in compose(known)
    ]
    (camille,) = [action for action in blog.plan().actions if action.key == "camille"]
    assert camille.kind == "update"
    assert camille.fields is not None
    assert f"{SITE}/lea/" in camille.fields.content
