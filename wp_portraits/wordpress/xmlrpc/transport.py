"""The requests of python-wordpress-xmlrpc, carried by our own session: its time-outs, limits, TLS and log."""

from __future__ import annotations

from typing import Any, Final
from xmlrpc import client as xmlrpc

from wp_portraits.errors import SiteError
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.refusals import refusal
from wp_portraits.wordpress.session import Session
from wp_portraits.wordpress.xmlrpc.parsing import NotXmlRpc, read_answer, written_call

READS: Final = frozenset(
    {
        "mt.supportedMethods",
        "wp.getAuthors",
        "wp.getComment",
        "wp.getComments",
        "wp.getMediaItem",
        "wp.getOptions",
        "wp.getPost",
        "wp.getPosts",
        "wp.getProfile",
        "wp.getTerm",
        "wp.getTerms",
    }
)
"""The methods that change nothing: these alone may be sent again when an answer does not come."""


class SessionTransport(xmlrpc.Transport):
    """What ``xmlrpc.client.ServerProxy`` sends its calls through.

    ``url`` is the endpoint.
    """

    def __init__(self, session: Session, url: str) -> None:
        super().__init__()
        self.url = url
        self._session = session
        self._method = ""
        self._repeatable = False

    def calling(self, method: str, *, reads: bool = False) -> None:
        """Say which method the next request calls: what may be repeated (``reads``, and those known to), and what its
        messages name."""
        self._method = method
        self._repeatable = reads or method in READS

    def request(self, host: object, handler: str, request_body: Any, verbose: bool = False) -> tuple[Any, ...]:  # noqa: ARG002
        """Send a marshalled call; its values, ``xmlrpc.client.Fault``, or our own exception."""
        self._session.log(f"{self._method}:")
        answer = self._session.send(
            "POST",
            self.url,
            body=written_call(request_body),
            headers={"Content-Type": "text/xml; charset=utf-8"},
            repeatable=self._repeatable,
        )
        return values_of(answer)


def values_of(answer: Answer) -> tuple[Any, ...]:
    """The values of an answer. WordPress gives some of its faults another status than 200: what it says counts
    first."""
    if answer.is_crowded(b"<"):
        raise answer.nonsense("XML-RPC")
    try:
        return read_answer(answer.body)
    except NotXmlRpc:
        raise _no_answer(answer) from None


def _no_answer(answer: Answer) -> SiteError:
    if 200 <= answer.status < 300:
        return answer.nonsense("XML-RPC")
    return refusal(answer)
