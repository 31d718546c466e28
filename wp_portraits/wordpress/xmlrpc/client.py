"""Calls to the XML-RPC server: its endpoint found at the first of them, faults turned into our own errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar
from xmlrpc import client as xmlrpc

from wordpress_xmlrpc import Client as WordPressClient
from wordpress_xmlrpc import exceptions as foreign
from wordpress_xmlrpc.base import AuthenticatedMethod, XmlrpcMethod
from wordpress_xmlrpc.methods.users import GetProfile

from wp_portraits.errors import NonsenseAnswer, NotFound, PermissionRefused, RequestRefused, SiteError
from wp_portraits.wordpress.addresses import shown
from wp_portraits.wordpress.parallel import in_parallel
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.session import Session
from wp_portraits.wordpress.xmlrpc.endpoint import find_endpoint, usual_endpoint
from wp_portraits.wordpress.xmlrpc.faults import (
    SWITCHED_OFF,
    UNKNOWN_METHOD,
    WRONG_PASSWORD,
    code_of,
    fault_error,
    wrong_password,
)
from wp_portraits.wordpress.xmlrpc.parsing import whole_text
from wp_portraits.wordpress.xmlrpc.transport import SessionTransport

Product = TypeVar("Product")


class Client:
    """One site's XML-RPC server, and who we are to it. ``endpoint`` None: where it usually is, else searched.
    ``workers``: how many requests may be under way at the same time where nothing has to wait for another.

    python-wordpress-xmlrpc knows the methods and signs them; what its classes make of the answers is not used, for on
    today's Python they fail at every list.
    """

    def __init__(
        self, session: Session, home: str, username: str, password: str, endpoint: str | None, workers: int = 1
    ) -> None:
        self.session = session
        self._workers = workers
        self.signed_in = False
        self._home = home
        self.username = username
        self._password = password
        self._endpoint = endpoint
        self._transport = SessionTransport(session, endpoint or usual_endpoint(home))
        self._server: WordPressClient | None = None

    def __repr__(self) -> str:
        return f"Client({shown(self._transport.url)!r})"

    @property
    def home(self) -> str:
        """The site's address as the user gave it."""
        return self._home

    def call(self, method: type[XmlrpcMethod], *values: Any) -> Any:
        """Call a method of python-wordpress-xmlrpc; the plain value that it answers. Any SiteError else.

        WordPress says "wrong password" with the same fault number as "comments are closed" and others. Once a call has
        gone through, it cannot be the password; before that, asking who we are tells.
        """
        server = self._connected()
        try:
            answered = self._carry_out(server, method(*map(whole_text, values), results_class=None))
        except xmlrpc.Fault as fault:
            raise self._meaning(server, fault, method) from None
        self.signed_in = self.signed_in or issubclass(method, AuthenticatedMethod)
        return answered

    def read_together(self, method: type[XmlrpcMethod], asked: Sequence[Any]) -> list[Any]:
        """What a reading method with one value answers to each of ``asked``: in a request for each worker, or, where the
        host does not let that through (some take many calls in one for an attack) or one of them fails, one after the
        other."""
        server = self._connected()
        calls = [
            {"methodName": method.method_name, "params": method(each, results_class=None).get_args(server)}
            for each in asked
        ]
        share = max(1, -(-len(calls) // self._workers))
        parts = [calls[start : start + share] for start in range(0, len(calls), share)]
        self._transport.calling("system.multicall", reads=True)
        try:
            told = in_parallel([partial(_at_once, server, part) for part in parts], self._workers)
        except (xmlrpc.Fault, PermissionRefused, RequestRefused, NotFound):
            told = []
        answers = [answer for part in told for answer in part]
        if len(answers) == len(asked) and all(isinstance(each, list) and len(each) == 1 for each in answers):
            return [each[0] for each in answers]
        return [self.call(method, each) for each in asked]

    def _connected(self) -> WordPressClient:
        """The library's client, which asks the server for its methods when it is made."""
        if self._server is None:
            self._server = self._connect()
        return self._server

    def _connect(self) -> WordPressClient:
        try:
            return self._new_client()
        except SiteError as problem:
            if self._endpoint is not None:
                raise
            self._endpoint = self._transport.url = find_endpoint(self.session, self._home, problem)
        return self._new_client()

    def _new_client(self) -> WordPressClient:
        self._transport.calling("mt.supportedMethods")
        try:
            server = _translated(
                lambda: WordPressClient(self._transport.url, self.username, self._password, transport=self._transport)
            )
        except xmlrpc.Fault as fault:
            raise fault_error(fault, "mt.supportedMethods") from None
        listed(server.supported_methods, "its methods")
        return server

    def _carry_out(self, server: WordPressClient, method: XmlrpcMethod) -> Any:
        self._transport.calling(method.method_name)
        return _translated(lambda: server.call(method))

    def _meaning(self, server: WordPressClient, fault: xmlrpc.Fault, method: type[XmlrpcMethod]) -> SiteError:
        if code_of(fault) == WRONG_PASSWORD and not self.signed_in:
            if method is GetProfile:
                return wrong_password(fault)
            try:
                self._carry_out(server, GetProfile(results_class=None))
            except xmlrpc.Fault as refused:
                return self._meaning(server, refused, GetProfile)
            self.signed_in = True
        return fault_error(fault, method.method_name)


_AS_FAULTS: Final[Mapping[type[Exception], int]] = {
    foreign.InvalidCredentialsError: WRONG_PASSWORD,
    foreign.XmlrpcDisabledError: SWITCHED_OFF,
    foreign.UnsupportedXmlrpcMethodError: UNKNOWN_METHOD,
}
"""What python-wordpress-xmlrpc makes of faults, by their number alone, and of a method the server does not list."""

FOREIGN: Final = (
    *_AS_FAULTS,
    foreign.ServerConnectionError,
    foreign.FieldConversionError,
    xmlrpc.ProtocolError,
    xmlrpc.ResponseError,
)
"""Everything the two libraries raise, faults aside."""


def _at_once(server: WordPressClient, calls: Sequence[Mapping[str, Any]]) -> list[Any]:
    return listed(_translated(lambda: server.server.system.multicall(calls)), "several calls")


def _translated(work: Callable[[], Product]) -> Product:
    """``work``'s product; what the libraries raise turned back into the fault it was, or into our own error."""
    try:
        return work()
    except FOREIGN as problem:
        for kind, code in _AS_FAULTS.items():
            if isinstance(problem, kind):
                raise xmlrpc.Fault(code, str(problem)) from None
        raise NonsenseAnswer(
            "The site's answer over XML-RPC cannot be read.", hint="A plugin or proxy may spoil the answers."
        ) from problem
