"""JSON, for programs: a list ordered by id, one comment a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wp_portraits.comments.moments import to_the_second
from wp_portraits.comments.sanitize import for_html, line_for_terminal
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import storable


def json_pieces(comments: Iterable[Comment], keys: Mapping[int, str]) -> Iterator[str]:
    """A JSON list of comments that come ordered by id.

    ``keys``: post id → key; a comment of another post has an empty key.
    """
    before = "[\n"
    for comment in comments:
        yield before + json.dumps(comment_object(comment, keys.get(comment.post, "")), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def comment_object(comment: Comment, key: str) -> dict[str, Any]:
    """One comment: ``author`` is plain text, ``content`` HTML that may stand in any page, ``date_gmt`` UTC with a Z."""
    return {
        "id": comment.id,
        "key": key,
        "post": comment.post,
        "parent": comment.parent,
        "author": line_for_terminal(comment.author),
        "date_gmt": to_the_second(storable(comment).date_gmt),
        "status": comment.status,
        "content": for_html(comment.content),
    }
