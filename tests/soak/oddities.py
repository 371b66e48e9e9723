"""The responses of the soak server, ordinary and odd, as data: what goes over the connection, and how calls may end."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate
from enum import Enum
from random import Random
from typing import Any, NamedTuple

__all__ = ["ODDITIES", "PAGES", "PAGE_SIZE", "End", "Request", "Step", "respond"]

# Pages of each list, and the items of each.
PAGES = 3
PAGE_SIZE = 2

# Seconds. Longer than any timeout of the load.
_STALL = 2.5


class End(Enum):
    """The end of a connection."""

    CLOSE = "close"
    RESET = "reset"


# Bytes are sent, a number is a pause in seconds.
Step = bytes | float | End
Field = tuple[str, str]


class Request(NamedTuple):
    """A request, and what every response to it carries.

    Attributes:
        id: The id of the call, which the response repeats.
        method: The HTTP method.
        page: The page that is asked for; None where the operation is no list.
        oddity: The name of the oddity that was drawn for it.
        fields: Header fields of the quota.
        random: The source of random numbers.
    """

    id: str
    method: str
    page: int | None
    oddity: str
    fields: list[Field]
    random: Random


class Oddity(NamedTuple):
    """A kind of response.

    Attributes:
        play: Return what is sent.
        weight: How often it is drawn, beside the others.
        ends: How a call may end whose last response this is: `ok`, `intact` (a success with every value as it was sent),
            `decode` (ResponseDecodeError) or `status` (APIStatusError); `connection`: it is no response that can be read.
    """

    play: Callable[[Request], Iterable[Step]]
    weight: float
    ends: frozenset[str]


def document(request: Request) -> dict[str, Any]:
    """Return the body of an ordinary success: a page of a list, or one object."""
    if request.page is None:
        return {"data": _item(request.id), "call": request.id}
    items = [_item(f"{request.id}/{request.page}/{number}") for number in range(PAGE_SIZE)]
    return {"data": items, "pagination": _pagination(request.page), "call": request.id}


def respond(request: Request, status: int = 200, content: bytes = b"", *fields: Field) -> bytes:
    """Return a whole response with a Content-Length."""
    return head(request, status, *fields, ("content-length", str(len(content)))) + content


def head(request: Request, status: int, *fields: Field, reason: str = " Reason") -> bytes:
    """Return the status line and the header fields of a response."""
    own = [("x-soak-id", request.id), ("x-soak-oddity", request.oddity)]
    lines = [f"HTTP/1.1 {status}{reason}", *(f"{name}: {value}" for name, value in (*own, *request.fields, *fields))]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def _item(item_id: str) -> dict[str, Any]:
    lists = ("linkedGoals", "linkedCompliance", "linkedProjects", "linkedOpportunities", "linkedSecureScore", "tags")
    counts = ("linkedGoalsCount", "linkedComplianceCount", "linkedMeetingsCount", "linkedProjectsCount")
    absent = ("description", "startDate", "endDate", "publicNotes", "privateNotes", "type", "company")
    return {
        "id": item_id,
        "title": item_id,
        "status": "Not Started",
        "businessValue": "High",
        "dueDate": "2026-12-24T17:00:00.000Z",
        "createdAt": "2026-11-21T09:30:00.000Z",
        "updatedAt": "2026-11-21T09:30:00.000Z",
        "isArchived": False,
        "isOverdue": False,
        "fiscalYear": 2026,
        "fiscalQuarter": 4,
        **dict.fromkeys(("hours", "costEstimate", "probability", "linkedSecureScoreCount", "tagCount", *counts), 0),
        **dict.fromkeys(absent),
        **{name: [] for name in lists},
    }


def _pagination(page: int) -> dict[str, Any]:
    return {
        "page": page,
        "limit": PAGE_SIZE,
        "totalCount": PAGES * PAGE_SIZE,
        "totalPages": PAGES,
        "hasNextPage": page < PAGES,
        "hasPrevPage": page > 1,
    }


def _json(request: Request) -> bytes:
    return json.dumps(document(request)).encode()


_JSON_TYPE = ("content-type", "application/json")


def _ok(request: Request, content: bytes | None = None, *fields: Field) -> bytes:
    return respond(request, 200, _json(request) if content is None else content, _JSON_TYPE, *fields)


# --- framing ---


def plain(request: Request) -> Iterator[Step]:
    yield _ok(request)


def slow(request: Request) -> Iterator[Step]:
    yield request.random.uniform(0.0, 0.2)
    yield _ok(request)


def in_pieces(request: Request) -> Iterator[Step]:
    data = _ok(request)
    while data:
        size = request.random.randint(1, 400)
        yield data[:size]
        yield 0.001
        data = data[size:]


def chunked(request: Request) -> Iterator[Step]:
    yield head(request, 200, _JSON_TYPE, ("transfer-encoding", "chunked"))
    content = _json(request)
    for start in range(0, len(content), 200):
        piece = content[start : start + 200]
        yield b"%x;name=value\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\nx-trailer: yes\r\n\r\n"


def until_close(request: Request) -> Iterator[Step]:
    yield head(request, 200, _JSON_TYPE) + _json(request)
    yield End.CLOSE


def closes_without_a_word(request: Request) -> Iterator[Step]:
    yield _ok(request)
    yield request.random.choice([0.0, 0.01])
    yield request.random.choice([End.CLOSE, End.RESET])


def connection_close(request: Request) -> Iterator[Step]:
    yield _ok(request, None, ("connection", "close"))
    yield End.CLOSE


def http_1_0(request: Request) -> Iterator[Step]:
    yield _ok(request).replace(b"HTTP/1.1", b"HTTP/1.0", 1)
    yield End.CLOSE


def no_reason(request: Request) -> Iterator[Step]:
    content = _json(request)
    reason = request.random.choice(["", " "])
    yield head(request, 200, _JSON_TYPE, ("content-length", str(len(content))), reason=reason) + content


def repeated_fields(request: Request) -> Iterator[Step]:
    content = _json(request)
    length = ("content-length", str(len(content)))
    more = [("content-type", "text/json"), ("date", formatdate(usegmt=True)), ("x-request-id", "one"), length]
    yield head(request, 200, _JSON_TYPE, *more, *more) + content


def folded_fields(request: Request) -> Iterator[Step]:
    yield _ok(request, None, ("x-folded", "one\r\n two\r\n\tthree"))


def control_characters(request: Request) -> Iterator[Step]:
    yield _ok(request, None, ("x-request-id", "\x1b[31m\u00e9"), ("x-bytes", "\xff\xfe"))


def second_response(request: Request) -> Iterator[Step]:
    """Send a second response that nobody asked for: it must not answer the next call."""
    yield _ok(request) + _ok(request._replace(id=f"stale-{request.id}"))


def timeout_response_when_idle(request: Request) -> Iterator[Step]:
    """End an idle connection with a 408 that nobody asked for."""
    yield _ok(request)
    yield request.random.uniform(0.0, 0.05)
    stale = request._replace(id=f"stale-{request.id}")
    yield respond(stale, 408, b"", ("connection", "close"))
    yield End.CLOSE


def no_content_with_body(request: Request) -> Iterator[Step]:
    """Send a body with a 204, which has none, whatever its Content-Length says (RFC 9110, section 15.3.5)."""
    content = _json(request)
    yield respond(request, 204, content)


# --- no response, or a part of one ---


def reset_at_once(request: Request) -> Iterator[Step]:
    yield End.RESET


def close_at_once(request: Request) -> Iterator[Step]:
    yield End.CLOSE


def cut_head(request: Request) -> Iterator[Step]:
    data = head(request, 200, _JSON_TYPE)
    yield data[: request.random.randint(1, len(data) - 1)]
    yield request.random.choice([End.CLOSE, End.RESET])


def cut_body(request: Request) -> Iterator[Step]:
    yield _ok(request)[: -request.random.randint(1, 100)]
    yield request.random.choice([End.CLOSE, End.RESET])


def cut_chunk(request: Request) -> Iterator[Step]:
    yield head(request, 200, _JSON_TYPE, ("transfer-encoding", "chunked"))
    yield b"%x\r\n%s" % (1000, _json(request)[:300])
    yield request.random.choice([End.CLOSE, End.RESET])


def bad_chunk(request: Request) -> Iterator[Step]:
    yield head(request, 200, _JSON_TYPE, ("transfer-encoding", "chunked")) + b"no size\r\n"


def two_lengths(request: Request) -> Iterator[Step]:
    content = _json(request)
    yield head(request, 200, ("content-length", str(len(content))), ("content-length", "5")) + content


def bad_head(request: Request) -> Iterator[Step]:
    """Break RFC 9112 in the head, in one of the ways that are met."""
    content = _json(request)
    fields = request.random.choice(
        [
            b"content-length: -1",
            b"content-length: +5",
            b"content-length: 1e3",
            b"content-length: 5, 6",
            b"content-length: " + b"9" * 30,
            b"content-length: %d\r\ntransfer-encoding: chunked" % len(content),
            b"transfer-encoding: gzip, chunked",
            b"transfer-encoding: nonsense",
            b"no colon",
            b": no name",
            b"x y: space in the name",
            b"x-null: \0",
            b"\xff\xfe: bytes",
        ]
    )
    yield head(request, 200)[:-2] + fields + b"\r\n\r\n" + content
    yield End.CLOSE


def bad_status(request: Request) -> Iterator[Step]:
    line = request.random.choice([b"HTTP/1.1 0", b"HTTP/1.1 99", b"HTTP/1.1 1000", b"HTTP/2.0 200", b"HTTP/1.1 2x0"])
    yield _ok(request).replace(b"HTTP/1.1 200", line, 1)
    yield End.CLOSE


def line_feeds_only(request: Request) -> Iterator[Step]:
    data = _ok(request)
    start, _, content = data.partition(b"\r\n\r\n")
    yield start.replace(b"\r\n", b"\n") + b"\n\n" + content


def not_http(request: Request) -> Iterator[Step]:
    yield request.random.choice(
        [b"SSH-2.0-OpenSSH_9.9\r\n", b"\x00\x00\x12\x04" * 9, b"HTTP/1.1 \r\n\r\n", b"\r\n" * 99]
    )
    yield End.CLOSE


def endless_head(request: Request) -> Iterator[Step]:
    yield head(request, 200)[:-2]
    while True:
        yield b"x-more: %s\r\n" % (b"a" * 1000)
        yield 0.001


def stall(request: Request) -> Iterator[Step]:
    yield _STALL
    yield _ok(request)


def stall_in_head(request: Request) -> Iterator[Step]:
    data = head(request, 200)
    yield data[: request.random.randint(1, len(data) - 1)]
    yield _STALL
    yield End.CLOSE


def stall_in_body(request: Request) -> Iterator[Step]:
    data = _ok(request)
    yield data[: -request.random.randint(2, 100)]
    yield _STALL
    yield data[-1:]


def trickle(request: Request) -> Iterator[Step]:
    data = _ok(request)
    pause = request.random.choice([0.0, 0.02, 0.1])
    for start in range(0, len(data), 100):
        yield data[start : start + 100]
        yield pause


def endless_body(request: Request) -> Iterator[Step]:
    yield head(request, request.random.choice([200, 500]), ("transfer-encoding", "chunked"))
    while True:
        yield b"10\r\n" + b" " * 16 + b"\r\n"
        yield 0.005


# --- 1xx ---


def informational(request: Request) -> Iterator[Step]:
    for _ in range(request.random.randint(1, 40)):
        yield _informational(request)
    yield _ok(request)


def endless_informational(request: Request) -> Iterator[Step]:
    while True:
        yield _informational(request)
        yield 0.005


def switching_protocols(request: Request) -> Iterator[Step]:
    yield b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"
    yield End.CLOSE


def _informational(request: Request) -> bytes:
    return request.random.choice(
        [
            b"HTTP/1.1 100 Continue\r\n\r\n",
            b"HTTP/1.1 102 Processing\r\n\r\n",
            b"HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n",
        ]
    )


# --- content codings ---


def _coded(content: Callable[[bytes, Random], bytes], *codings: str) -> Callable[[Request], Iterator[Step]]:
    def play(request: Request) -> Iterator[Step]:
        coding = request.random.choice(codings)
        yield _ok(request, content(_json(request), request.random), ("content-encoding", coding))

    return play


def _as_it_is(content: bytes, random: Random) -> bytes:
    return content


def _gzip(content: bytes, random: Random) -> bytes:
    return gzip.compress(content)


def _gzip_members(content: bytes, random: Random) -> bytes:
    places = sorted(random.sample(range(len(content)), random.randint(1, 4)))
    parts = [content[start:end] for start, end in zip([0, *places], [*places, None], strict=True)]
    return b"".join(map(gzip.compress, parts))


def _gzip_and_more(content: bytes, random: Random) -> bytes:
    return gzip.compress(content) + random.choice([b"\0" * 512, b"more", b" ", b"\x1e" * 90_000])


def _gzip_cut(content: bytes, random: Random) -> bytes:
    return gzip.compress(content)[: -random.randint(1, 20)]


def _gzip_spaces(content: bytes, random: Random) -> bytes:
    return gzip.compress(content + b" " * 2_000_000)


def _gzip_twice(content: bytes, random: Random) -> bytes:
    return gzip.compress(gzip.compress(content))


def _deflate(content: bytes, random: Random) -> bytes:
    return random.choice([zlib.compress(content), zlib.compress(content)[2:-4]])


def gzip_and_endless_more(request: Request) -> Iterator[Step]:
    yield head(request, 200, _JSON_TYPE, ("content-encoding", "gzip"), ("transfer-encoding", "chunked"))
    piece = gzip.compress(_json(request))
    while True:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
        piece = b"\0" * 4096
        yield 0.001


# --- JSON in other clothes ---


def _text(encode: Callable[[str], bytes]) -> Callable[[Request], Iterator[Step]]:
    def play(request: Request) -> Iterator[Step]:
        yield _ok(request, encode(json.dumps(document(request))))

    return play


def _changed(*changes: tuple[str, Any]) -> Callable[[Request], Iterator[Step]]:
    """Return a response with another value in one place, which is drawn. `item` is the first of a list, or the object."""

    def play(request: Request) -> Iterator[Step]:
        path, value = request.random.choice(changes)
        body = document(request)
        _set(body, path, value)
        # A lone surrogate and NaN are written as they are.
        yield _ok(request, json.dumps(body).encode())

    return play


def _set(body: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at `path`, where this body has such a place."""
    name, _, field = path.partition(".")
    container: Any = body
    key: Any = name
    if name == "item":
        items: Any = body["data"]
        container, key = (items, 0) if "pagination" in body else (body, "data")
    elif name not in body:
        return
    if field:
        container, key = container[key], field
    container[key] = value


def _literal(value: Callable[[Random], str]) -> Callable[[Request], Iterator[Step]]:
    """Return a response in which a field that nothing reads has a JSON literal as its value."""

    def play(request: Request) -> Iterator[Step]:
        text = json.dumps(document(request))
        yield _ok(request, f'{text[:-1]}, "unknown": {value(request.random)}}}'.encode())

    return play


def not_json(request: Request) -> Iterator[Step]:
    html = f"<!doctype html><title>{request.id}</title>".encode()
    content = request.random.choice(
        [html, b"", b"null", b"[]", b'"text"', b"12", b"{}", b"{", b"\xff\xfe\xfd", html * 3000]
    )
    yield respond(request, request.random.choice([200, 201, 202, 206]), content, ("content-type", "text/html"))


def no_content(request: Request) -> Iterator[Step]:
    yield head(request, 204)


# --- statuses ---


def error(request: Request) -> Iterator[Step]:
    status = request.random.choice([400, 401, 403, 404, 405, 409, 410, 418, 422, 451, 500, 501, 505, 599, 600, 999])
    details = request.random.choice(_DETAILS)
    body = {"error": f"No {request.id}", "code": "SOAK", "details": details}
    yield respond(request, status, json.dumps(body).encode(), _JSON_TYPE)


def _nested(levels: int) -> Any:
    value: Any = "deep"
    for _ in range(levels):
        value = [value]
    return value


_DETAILS: list[Any] = [
    None,
    "text",
    {"fieldErrors": {"title": ["too long", "\x1b[2J\u202e"]}},
    [{"path": ["items", 0, "title"], "message": "bad"}],
    [1, {"a": None}],
    {"a": {"b": 1e300}},
    _nested(900),
]


def temporary_error(request: Request) -> Iterator[Step]:
    status = request.random.choice([408, 425, 502, 503, 504])
    retry_after = request.random.choice(
        [(), (("retry-after", request.random.choice(["0", "0.1", "1", "0.1, 0.2", "soon", "-5", "99999"])),)]
    )
    html = f"<html>{request.id}</html>".encode()
    yield respond(request, status, request.random.choice([html, b""]), *retry_after)


def redirect(request: Request) -> Iterator[Step]:
    status = request.random.choice([300, 301, 302, 303, 304, 307, 308, 399])
    location = request.random.choice(["/elsewhere", "https://evil.example/", "\x1b]0;x\x07", ""])
    yield respond(request, status, b"", ("location", location))


def endless_error(request: Request) -> Iterator[Step]:
    yield head(request, 500, ("transfer-encoding", "chunked"))
    while True:
        yield b"1000\r\n" + b"x" * 0x1000 + b"\r\n"


_SUCCESS = frozenset({"intact"})
_READ = frozenset({"ok"})
_REFUSED = frozenset({"decode"})
_STATUS = frozenset({"status"})
_LOST = frozenset({"connection"})

_ODD_FIELDS: list[tuple[str, Any]] = [
    ("item.createdAt", "yesterday"),
    ("item.createdAt", 1763717400),
    ("item.createdAt", "2026-11-21t09:30:60z"),
    ("item.createdAt", "2026-11-21T24:00:00Z"),
    ("item.updatedAt", {}),
    ("item.status", 5),
    ("item.status", "New In 2027"),
    ("item.isArchived", "yes"),
    ("item.hours", "12"),
    ("item.hours", 10**400),
    ("item.id", 17),
    ("item.id", None),
    ("item.company", 17),
    ("item.tags", None),
    ("item.unknown", [{"a": 1}]),
]
_ODD_ITEMS: list[tuple[str, Any]] = [
    ("item", None),
    ("item", "text"),
    ("item", []),
    ("data", None),
    ("data", {}),
    ("data", "text"),
    ("data", 0),
    ("data", [[]]),
]
_ODD_PAGINATION: list[tuple[str, Any]] = [
    ("pagination", None),
    ("pagination", []),
    ("pagination.page", "1"),
    ("pagination.page", 7),
    ("pagination.page", None),
    ("pagination.page", 1.5),
    ("pagination.page", True),
    ("pagination.page", 10**400),
    ("pagination.totalPages", "3"),
    ("pagination.totalPages", -1),
    ("pagination.totalPages", "many"),
    ("pagination.totalPages", None),
    ("pagination.hasNextPage", "yes"),
    ("pagination.hasNextPage", None),
    ("pagination.hasNextPage", True),
    ("pagination.limit", {}),
]

ODDITIES: dict[str, Oddity] = {
    "plain": Oddity(plain, 300, _SUCCESS),
    "slow": Oddity(slow, 40, _SUCCESS),
    "in_pieces": Oddity(in_pieces, 8, _SUCCESS),
    "chunked": Oddity(chunked, 10, _SUCCESS),
    "until_close": Oddity(until_close, 5, _SUCCESS),
    "closes_without_a_word": Oddity(closes_without_a_word, 10, _SUCCESS),
    "connection_close": Oddity(connection_close, 5, _SUCCESS),
    "http_1_0": Oddity(http_1_0, 3, _SUCCESS),
    "no_reason": Oddity(no_reason, 3, _SUCCESS),
    "repeated_fields": Oddity(repeated_fields, 4, _SUCCESS),
    "folded_fields": Oddity(folded_fields, 3, _SUCCESS | _LOST),
    "control_characters": Oddity(control_characters, 3, _SUCCESS | _LOST),
    "second_response": Oddity(second_response, 5, _SUCCESS),
    "timeout_response_when_idle": Oddity(timeout_response_when_idle, 5, _SUCCESS),
    "no_content_with_body": Oddity(no_content_with_body, 3, _REFUSED),
    "reset_at_once": Oddity(reset_at_once, 8, _LOST),
    "close_at_once": Oddity(close_at_once, 8, _LOST),
    "cut_head": Oddity(cut_head, 6, _LOST),
    "cut_body": Oddity(cut_body, 8, _LOST),
    "cut_chunk": Oddity(cut_chunk, 4, _LOST),
    "bad_chunk": Oddity(bad_chunk, 3, _LOST),
    "two_lengths": Oddity(two_lengths, 3, _LOST),
    "bad_head": Oddity(bad_head, 6, _READ | _LOST | _REFUSED),
    "bad_status": Oddity(bad_status, 3, _SUCCESS | _LOST),
    "line_feeds_only": Oddity(line_feeds_only, 2, _SUCCESS),
    "not_http": Oddity(not_http, 4, _LOST),
    "endless_head": Oddity(endless_head, 1, _LOST),
    "stall": Oddity(stall, 4, _SUCCESS),
    "stall_in_head": Oddity(stall_in_head, 3, _LOST),
    "stall_in_body": Oddity(stall_in_body, 4, _LOST),
    "trickle": Oddity(trickle, 4, _SUCCESS),
    "endless_body": Oddity(endless_body, 2, _LOST | _STATUS),
    "informational": Oddity(informational, 6, _SUCCESS),
    "endless_informational": Oddity(endless_informational, 2, _LOST),
    "switching_protocols": Oddity(switching_protocols, 2, _LOST),
    "no_coding": Oddity(_coded(_as_it_is, "identity", "utf-8", "none", "binary", "", ","), 5, _SUCCESS),
    "gzip": Oddity(_coded(_gzip, "gzip", "x-gzip", "GZIP", "gzip, identity"), 6, _SUCCESS),
    "gzip_members": Oddity(_coded(_gzip_members, "gzip"), 6, _SUCCESS),
    "gzip_and_more": Oddity(_coded(_gzip_and_more, "gzip"), 6, _SUCCESS),
    "gzip_and_endless_more": Oddity(gzip_and_endless_more, 2, _SUCCESS),
    "gzip_cut": Oddity(_coded(_gzip_cut, "gzip"), 4, _LOST),
    "gzip_spaces": Oddity(_coded(_gzip_spaces, "gzip"), 1, _SUCCESS),
    "gzip_twice": Oddity(_coded(_gzip_twice, "gzip, gzip"), 2, _SUCCESS),
    "deflate": Oddity(_coded(_deflate, "deflate"), 3, _SUCCESS),
    "unknown_coding": Oddity(_coded(_as_it_is, "br", "zstd", "gzip, br"), 4, _LOST),
    "not_gzip": Oddity(_coded(_as_it_is, "gzip", "deflate"), 3, _LOST),
    "byte_order_mark": Oddity(_text(lambda text: text.encode("utf-8-sig")), 4, _SUCCESS),
    "utf_16": Oddity(_text(lambda text: text.encode("utf-16")), 3, _SUCCESS),
    "utf_16_without_mark": Oddity(_text(lambda text: text.encode("utf-16-le")), 2, _SUCCESS),
    "utf_32": Oddity(_text(lambda text: text.encode("utf-32")), 2, _SUCCESS),
    "spaces": Oddity(_text(lambda text: f"\r\n\t {text} \n".encode()), 2, _SUCCESS),
    "half_surrogate": Oddity(_changed(("item.description", "\ud83d")), 4, _SUCCESS),
    "nan": Oddity(_literal(lambda random: random.choice(["NaN", "-Infinity", "1e999"])), 4, _REFUSED),
    "huge_integer": Oddity(_literal(lambda random: "9" * random.choice([19, 20, 400, 4000])), 4, _SUCCESS),
    "longer_integer": Oddity(_literal(lambda _: "9" * 5000), 2, _SUCCESS | _REFUSED),
    "deep": Oddity(_literal(lambda _: "[" * 100_000 + "]" * 100_000), 2, _SUCCESS | _REFUSED),
    "odd_fields": Oddity(_changed(*_ODD_FIELDS), 12, _READ),
    "odd_items": Oddity(_changed(*_ODD_ITEMS), 6, _READ | _REFUSED),
    "odd_pagination": Oddity(_changed(*_ODD_PAGINATION), 10, _READ | _REFUSED),
    "not_json": Oddity(not_json, 6, _REFUSED),
    "no_content": Oddity(no_content, 3, _REFUSED),
    "error": Oddity(error, 25, _STATUS),
    "temporary_error": Oddity(temporary_error, 20, _STATUS),
    "redirect": Oddity(redirect, 6, _STATUS),
    "endless_error": Oddity(endless_error, 2, _STATUS),
    # Drawn by the quota, not by weight.
    "refused": Oddity(plain, 0, _STATUS),
    "calm": Oddity(slow, 0, _SUCCESS),
}
