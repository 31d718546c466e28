"""Everything a server can do wrong to a read, and the words by which a user learns of it."""

from __future__ import annotations

import gzip
import json
import socket
from dataclasses import dataclass
from typing import Final
from xmlrpc.client import DateTime, dumps

from tests.wordpress.hostile import Behaviour, drips, forever, replies, sends, then_mute

MEGABYTE: Final = 2**20
HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
CHUNKED: Final = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
JSON: Final = '[{"id":1,"post":7,"status":"approved","content":{"raw":"Bonjour'
OPEN: Final = '<?xml version="1.0"?><methodResponse><params><param><value>'
SHUT: Final = "</value></param></params></methodResponse>"
PAGE: Final = "<!DOCTYPE html>\n<html><head><title>{}</title></head><body><p>Bienvenue.</p></body></html>"
NOTICE: Final = "<br />\n<b>Warning</b>: Undefined variable $x in <b>/var/www/x.php</b> on line <b>3</b><br />\n"
COMMENT: Final = {
    "id": 1,
    "post": 7,
    "parent": 0,
    "author": 0,
    "author_name": "Léa",
    "author_url": "",
    "date_gmt": "2026-11-20T14:00:00",
    "content": {"raw": "Bonjour"},
    "status": "approved",
    "type": "comment",
    "link": "",
}
PLAIN_STRUCT: Final = {
    **dict.fromkeys(("author_url", "author_email", "author_ip", "type", "link"), ""),
    "comment_id": "1",
    "post_id": "7",
    "parent": "0",
    "user_id": "0",
    "author": "Léa",
    "date_created_gmt": DateTime("20261120T14:00:00"),
    "content": "Bonjour",
    "status": "approve",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer over each transport; ``says``: the pattern that the message must show. ``timeout`` in seconds."""

    says: str
    rest: Behaviour
    xmlrpc: Behaviour
    timeout: float = 20


def both(says: str, behaviour: Behaviour, timeout: float = 20) -> Wrong:
    return Wrong(says, behaviour, behaviour, timeout)


def bodies(says: str, rest: str | bytes, xmlrpc: str | bytes) -> Wrong:
    return Wrong(says, replies(200, rest), replies(200, xmlrpc, Content_Type="text/xml"))


def squeezed(body: bytes) -> bytes:
    return gzip.compress(body, 9)


def bomb(megabytes: int) -> Behaviour:
    """Gzip of this many megabytes of spaces, packed when it is wanted; a thousandth of the size."""

    def throw(connection: socket.socket) -> None:
        replies(200, squeezed(b" " * MEGABYTE) * megabytes, Content_Encoding="gzip")(connection)

    return throw


def nested_bomb(gigabytes: int) -> Behaviour:
    """Gzip of a gzip: a millionth of the size."""

    def throw(connection: socket.socket) -> None:
        replies(200, squeezed(squeezed(b" " * MEGABYTE) * gigabytes * 1000), Content_Encoding="gzip, gzip")(connection)

    return throw


def many(beginning: str, part: str, megabytes: int, end: str) -> Behaviour:
    """A well-formed answer of very many parts."""

    def pour(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"\r\n" + beginning.encode())
        for _ in range(megabytes):
            connection.sendall(part.encode() * (MEGABYTE // len(part)))
        connection.sendall(end.encode())

    return pour


def with_comment(rest: dict[str, object], xmlrpc: dict[str, str]) -> tuple[str, str]:
    """A comment with these members in place of the honest ones; XML-RPC's as they are to be written."""
    array = dumps(([{**PLAIN_STRUCT, **dict.fromkeys(xmlrpc, "HERE")}],), methodresponse=True)
    return json.dumps([{**COMMENT, **rest}]), array.replace("<string>HERE</string>", "".join(xmlrpc.values()))


def fault(members: str) -> str:
    return f'<?xml version="1.0"?><methodResponse><fault><value>{members}</value></fault></methodResponse>'


def refused(code: int, text: str) -> str:
    return fault(
        f"<struct><member><name>faultCode</name><value><int>{code}</int></value></member>"
        f"<member><name>faultString</name><value><string>{text}</string></value></member></struct>"
    )


def busy(status: int, retry_after: str = "", wait: str = "a few minutes") -> Wrong:
    return both(
        rf"{status}.*Wait {wait}, then",
        replies(status, PAGE.format("Un instant"), **({"Retry_After": retry_after} if retry_after else {})),
    )


HTTP: Final[dict[str, Wrong]] = {
    "page": both("web page.*Accueil", replies(200, PAGE.format("Accueil"))),
    "maintenance": both("maintenance", replies(200, PAGE.format("Site en maintenance"))),
    "notice before": bodies(
        "PHP message.*WP_DEBUG_DISPLAY", NOTICE + "[]", f"{NOTICE}{OPEN}<array><data></data></array>{SHUT}"
    ),
    "empty": both("nothing at all", replies(200)),
    "no content": both("204.*nothing at all", replies(204)),
    "shorter than told": both("cut before the answer", sends(HEAD + b"Content-Length: 900\r\n\r\n[")),
    "chunk cut": both("cut before the answer", sends(CHUNKED + b"40\r\n[{")),
    "cut in the middle": bodies("not JSON|not XML", JSON, OPEN + "<array><data><value>"),
    "closes at once": both("cut before the answer", sends(b"")),
    "not HTTP": both("is not HTTP", sends(b"SSH-2.0-OpenSSH_9.2p1\r\n")),
    "silent": both("no complete answer within 1 s.*WP_TIMEOUT", then_mute(), 1),
    "silent after the head": both("no complete answer within 1 s", then_mute(HEAD + b"Content-Length: 5\r\n\r\n"), 1),
    "drips": both("no complete answer within 1 s", drips(HEAD + b"Content-Length: 999\r\n\r\n" + b"[" * 999), 1),
    "drips the head": both("no complete answer within 1 s", drips(HEAD + b"X-Long: " + b"x" * 999), 1),
    "endless spaces": both("larger than 64 MB", forever(HEAD + b"\r\n", b" " * MEGABYTE)),
    "endless beginning": Wrong(
        "larger than 64 MB",
        forever(HEAD + b"\r\n[0", b",0" * MEGABYTE),
        forever(HEAD + b"\r\n" + f"{OPEN}<array><data>".encode(), b"<value>x</value>" * 65536),
    ),
    "endless chunk size": both("cut before the answer", forever(CHUNKED, b"0" * MEGABYTE)),
    "endless 100": both("no complete answer within 2 s", forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 9999), 2),
    "gzip bomb": both("larger than 64 MB", bomb(100)),
    "gzip bomb in a gzip": both("larger than 64 MB", nested_bomb(1)),
    "gzip in name only": both("compressed wrongly", replies(200, "[]", Content_Encoding="gzip")),
    "gzip cut": both(
        "compressed wrongly|nothing|cut|not JSON|not XML",
        replies(200, squeezed(b"[]" * 999)[:20], Content_Encoding="gzip"),
    ),
    "a header of 200 kB": both(
        "headers of the answer are too long or too many", sends(HEAD + b"X: " + b"x" * 200_000 + b"\r\n\r\n[]")
    ),
    "1000 headers": both(
        "headers of the answer are too long or too many", sends(HEAD + b"X: y\r\n" * 1000 + b"\r\n[]")
    ),
    "NUL bytes": bodies("not JSON|not XML", b"\0" * 100, b"\0" * 100),
    "invalid UTF-8": bodies(
        "not JSON|not XML", b'["\xff\xfe\xfa"]', f"{OPEN}<string>".encode() + b"\xff\xfe" + SHUT.encode()
    ),
    "UTF-16": bodies("not JSON|not XML", "[]".encode("utf-16"), "\0\0" + OPEN),
    "redirect to another site": both(
        "redirected to https://example.com/x.*WP_URL", replies(302, Location="https://example.com/x")
    ),
    "redirect to nowhere": both(r"redirected to", replies(307, Location="http://[")),
    "redirect without a target": both("302", replies(302)),
    "redirect in a circle": both("circle|redirected", replies(301, Location="?encore")),
    "401": both("401.*(password|WP_USERNAME)", replies(401, PAGE.format("Authorization Required"))),
    "403": both("403.*Blocked.*(firewall|security)", replies(403, PAGE.format("Blocked by Wall"))),
    "404": both("404.*WP_URL", replies(404, PAGE.format("Introuvable"))),
    "405": both("405", replies(405, PAGE.format("Not Allowed"))),
    "500": both("500.*PHP error log", replies(500, "")),
    "502": busy(502),
    "503": busy(503),
    "503, wait an hour": busy(503, "3600", "60 minutes"),
    "429": busy(429),
    "429, wait until a date": busy(429, "Fri, 31 Dec 2100 23:59:59 GMT", "a few minutes"),
    "429, wait nonsense": busy(429, "Mon, 01 Jan 2027 00:00:00 +999999999999999999"),
}
"""What is wrong below the payload: the same over both transports."""

DECLARED: Final = '<?xml version="1.0"?>'
BARE: Final = OPEN.removeprefix(DECLARED)
LOL: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
DEEP: Final = 100_000

PAYLOADS: Final[dict[str, Wrong]] = {
    "nested": bodies("not JSON|not XML|wrong", "[" * DEEP, OPEN + "<array><data><value>" * DEEP),
    "nested and closed": bodies(
        "not JSON|not XML|wrong",
        "[" * DEEP + "]" * DEEP,
        OPEN + "<array><data><value>" * DEEP + "</value></data></array>" * DEEP + SHUT,
    ),
    "many parts": Wrong(
        "more parts than",
        many("[", "[],", 60, "0]"),
        many(f"{OPEN}<array><data>", "<value/>", 32, f"</data></array>{SHUT}"),
    ),
    "another shape": bodies("about comments.*wrong", '{"a": 1}', f"{OPEN}<string>1</string>{SHUT}"),
    "null": bodies("wrong|missing", "null", f"{OPEN}<nil/>{SHUT}"),
    "of nulls": bodies(
        "about a comment.*wrong", "[null]", f"{OPEN}<array><data><value><nil/></value></data></array>{SHUT}"
    ),
    "a huge number": bodies(
        "wrong|not JSON|not XML", *with_comment({"id": 10**30}, {"comment_id": f"<string>{10**30}</string>"})
    ),
    "a huge integer": bodies(
        "wrong|not JSON|not XML",
        "[" + "9" * 10_000 + "]",
        with_comment({}, {"comment_id": f"<int>{'9' * 10_000}</int>"})[1],
    ),
    "a negative number": bodies("wrong", *with_comment({"id": -5}, {"comment_id": "<int>-5</int>"})),
    "a date that is none": bodies(
        "wrong",
        *with_comment(
            {"date_gmt": "2026-13-45T99:00:00"},
            {"date_created_gmt": "<dateTime.iso8601>20261345T99:00:00</dateTime.iso8601>"},
        ),
    ),
    "a date before time": bodies(
        "wrong",
        *with_comment(
            {"date_gmt": "0001-01-01T00:00:00+14:00"},
            {"date_created_gmt": "<dateTime.iso8601>00010000T00:00:00</dateTime.iso8601>"},
        ),
    ),
}
"""What is wrong inside a payload that is otherwise what it should be."""

_XML: Final[dict[str, str]] = {
    "billion laughs": f"{DECLARED}<!DOCTYPE x [{LOL}]>{BARE}<string>&l9;</string>{SHUT}",
    "quadratic blow-up": f'{DECLARED}<!DOCTYPE x [<!ENTITY a "{"a" * 3000}">]>{BARE}<string>{"&a;" * 100_000}</string>{SHUT}',
    "external entity": f'{DECLARED}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>{BARE}<string>&a;</string>{SHUT}',
    "external DTD": f'{DECLARED}<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">{BARE}<string>a</string>{SHUT}',
    "encoding unknown": f'<?xml version="1.0" encoding="klingon"?>{BARE}<string>a</string>{SHUT}',
    "no params": '<?xml version="1.0"?><methodResponse></methodResponse>',
    "empty params": '<?xml version="1.0"?><methodResponse><params></params></methodResponse>',
    "base64 that is none": f"{OPEN}<base64>§§§</base64>{SHUT}",
    "integer that is none": f"{OPEN}<int>douze</int>{SHUT}",
    "struct without names": f"{OPEN}<struct><member><value><int>1</int></value></member></struct>{SHUT}",
    "unknown type": f"{OPEN}<surprise>1</surprise>{SHUT}",
    "fault without members": fault("<struct></struct>"),
    "fault that is a text": fault("<string>Non</string>"),
    "fault with a text for a code": fault(
        "<struct><member><name>faultCode</name><value><string>quatre</string></value></member>"
        "<member><name>faultString</name><value><array><data></data></array></value></member></struct>"
    ),
    "fault of a huge code": refused(10**30, "Non"),
    "fault of a wrong password": refused(403, "Incorrect username or password."),
    "fault of a disabled service": refused(405, "XML-RPC services are disabled on this site."),
    "fault -32700": refused(-32700, "parse error. not well formed"),
}

XML: Final = {name: bodies("not XML-RPC|wrong|fault", "", body) for name, body in _XML.items()}
"""What only XML-RPC can do wrong."""
