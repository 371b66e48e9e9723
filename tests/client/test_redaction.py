"""The API key, and invisible characters, in what the server sends: removed from errors, log lines and events."""

from __future__ import annotations

import html
import json
import logging
import pickle
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import anyio
import httpx
import pytest
from fake_server import Server, envelope, error_response, planner_item_detail

from msportal_client import APIStatusError, AsyncMSPortal, MSPortal, MSPortalError, ResponseDecodeError, RetryPolicy
from msportal_client.api.planner import create_planner_item
from msportal_client.events import Event, ResponseMismatch
from msportal_client.models import CreatePlannerItemRequest

# With characters that JSON, URLs and HTML spell in other ways.
KEY = "sk+live/abc'\\\"&<XYZ>=0123456789"
PLACEHOLDER = "<API key>"
IN_JSON = json.dumps(KEY)[1:-1]
SPELLINGS = {
    "plain": KEY,
    "json": IN_JSON,
    "json_slash": IN_JSON.replace("/", "\\/"),
    "json_unicode": "".join(f"\\u{ord(char):04x}" for char in KEY),
    "json_unicode_upper": "".join(f"\\u{ord(char):04X}" for char in KEY),
    "json_in_json": json.dumps(IN_JSON)[1:-1],
    "json_slash_in_json": json.dumps(IN_JSON.replace("/", "\\/"))[1:-1],
    "percent": quote(KEY, safe=""),
    "percent_lower": "".join(f"%{ord(char):02x}" for char in KEY),
    "path": quote(KEY),
    "html": html.escape(KEY),
    "html_numbers": "".join(f"&#{ord(char)};" for char in KEY),
    "python": repr(KEY)[1:-1],
}
every_spelling = pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)


def secrets_in(text: str) -> list[str]:
    """Return the spellings of the key that are in a text, and its beginning and end."""
    return [secret for secret in (*SPELLINGS.values(), KEY[:9], KEY[-9:]) if secret in text]


class Sender:
    """Sends one request with a key, and keeps the events."""

    def __init__(self, server: Server, *, asynchronous: bool) -> None:
        self.server = server
        self.asynchronous = asynchronous
        self.events: list[Event] = []

    def send(self, key: str = KEY, *, strict: bool = False) -> Any:
        transport = httpx.MockTransport(self.server.handle)
        options: dict[str, Any] = {
            "transport": transport,
            "retry": RetryPolicy.never(),
            "strict": strict,
            "on_event": self.events.append,
        }
        body = CreatePlannerItemRequest(title="x")
        if not self.asynchronous:
            with MSPortal(key, **options) as msportal:
                return create_planner_item.sync_detailed(client=msportal, body=body)

        async def main() -> Any:
            async with AsyncMSPortal(key, **options) as client:
                return await create_planner_item.asyncio_detailed(client=client, body=body)

        return anyio.run(main)

    def fail(self, key: str = KEY, *, strict: bool = False) -> Any:
        with pytest.raises(MSPortalError) as caught:
            self.send(key, strict=strict)
        return caught.value


@pytest.fixture(params=["async", "sync"])
def sender(server: Server, request: pytest.FixtureRequest) -> Sender:
    return Sender(server, asynchronous=request.param == "async")


def texts(error: Any) -> Iterator[str]:
    """Yield every text that an exception, its causes and its response carry."""
    yield from (str(error), repr(error), repr(error.args), repr(error.__dict__))
    response = error.response
    yield from (response.request_id, repr(dict(response.headers)), response.content.decode("latin-1"))
    yield pickle.dumps(error).decode("latin-1")
    seen: BaseException | None = error
    while seen is not None:
        yield repr(seen)
        seen = seen.__cause__ or seen.__context__


def assert_no_key(error: Any) -> None:
    assert [text for text in texts(error) if secrets_in(text)] == []


def test_key_in_error_fields(sender: Sender, server: Server) -> None:
    server.respond_with(error_response(404, f"No {KEY}.", code=f"C-{KEY}", details={"key": [f"got {KEY}"]}))
    error = sender.fail()
    assert isinstance(error, APIStatusError)
    assert error.message == f"No {PLACEHOLDER}."
    assert error.code == f"C-{PLACEHOLDER}"
    assert error.details == {"key": [f"got {PLACEHOLDER}"]}
    assert error.problems == (("key", f"got {PLACEHOLDER}"),)
    assert_no_key(error)


def test_key_as_dict_key(sender: Sender, server: Server) -> None:
    server.respond_with(error_response(400, details={"a": [{KEY: 1}, {f"x{KEY}": {KEY: KEY}}]}))
    error = sender.fail()
    expected = {"a": [{PLACEHOLDER: 1}, {f"x{PLACEHOLDER}": {PLACEHOLDER: PLACEHOLDER}}]}
    assert error.details == expected
    assert json.loads(error.response.content)["details"] == expected
    assert_no_key(error)


@every_spelling
def test_key_in_json_string(sender: Sender, server: Server, spelling: str) -> None:
    server.respond_with(error_response(404, f"No {spelling}!", details=[spelling]))
    error = sender.fail()
    assert error.message == f"No {PLACEHOLDER}!"
    assert error.details == [PLACEHOLDER]
    assert_no_key(error)


@pytest.mark.parametrize("name", ["json", "json_slash", "json_unicode", "json_unicode_upper"])
def test_key_spelled_in_json_escapes(sender: Sender, server: Server, name: str) -> None:
    """The key appears when the body is decoded."""
    content = f'{{"error": "No {SPELLINGS[name]}!", "{SPELLINGS[name]}": 1}}'.encode()
    assert json.loads(content)["error"] == f"No {KEY}!"
    server.respond_with(httpx.Response(404, content=content))
    error = sender.fail()
    assert error.message == f"No {PLACEHOLDER}!"
    assert json.loads(error.response.content) == {"error": f"No {PLACEHOLDER}!", PLACEHOLDER: 1}
    assert_no_key(error)


@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_key_in_json_within_json(sender: Sender, server: Server, slash: str) -> None:
    server.respond_with(error_response(502, json.dumps({"upstream": KEY}).replace("/", slash)))
    error = sender.fail()
    assert json.loads(error.message) == {"upstream": PLACEHOLDER}
    assert_no_key(error)


@every_spelling
@pytest.mark.parametrize(("prefix", "suffix"), [("", ""), ("<p>", "</p>"), ('{"error": "', '", "x": NaN}'), ('{"', "")])
def test_key_in_body_not_json(sender: Sender, server: Server, spelling: str, prefix: str, suffix: str) -> None:
    server.respond_with(httpx.Response(404, text=f"{prefix}{spelling}{suffix}"))
    error = sender.fail()
    assert error.message == f"{prefix}{PLACEHOLDER}{suffix}"
    assert_no_key(error)


def test_key_in_body_not_utf8(sender: Sender, server: Server) -> None:
    """Leave the other bytes of the body as they came."""
    server.respond_with(httpx.Response(404, content=b"\xff " + KEY.encode() + b" \xfe"))
    error = sender.fail()
    assert error.response.content == b"\xff " + PLACEHOLDER.encode() + b" \xfe"
    assert_no_key(error)


def test_key_at_cut_of_excerpt(sender: Sender, server: Server) -> None:
    """No half of the key is quoted."""
    for length in range(460, 505, 3):
        server.respond_with(error_response(404, "e" * length + KEY))
        assert_no_key(sender.fail())


@every_spelling
def test_key_in_response_header(sender: Sender, server: Server, spelling: str) -> None:
    server.respond_with(httpx.Response(401, json={"error": "No"}, headers={"WWW-Authenticate": f"Bearer {spelling}"}))
    error = sender.fail()
    assert error.response.headers["WWW-Authenticate"] == f"Bearer {PLACEHOLDER}"
    assert_no_key(error)


def test_key_in_request_id(sender: Sender, server: Server) -> None:
    """Redact before the id is cut to 200 characters."""
    server.respond_with(httpx.Response(404, json={}, headers={"X-Request-ID": f"r-{KEY}"}))
    error = sender.fail()
    assert error.request_id == error.response.request_id == f"r-{PLACEHOLDER}"
    assert_no_key(error)
    server.respond_with(httpx.Response(404, json={}, headers={"X-Request-ID": "r" * 185 + KEY}))
    error = sender.fail()
    assert len(error.request_id) <= 200
    assert_no_key(error)


@every_spelling
def test_key_in_redirect_location(sender: Sender, server: Server, spelling: str) -> None:
    server.respond_with(httpx.Response(302, headers={"Location": f"/login?key={spelling}&x=1"}))
    error = sender.fail()
    assert error.message == f"Redirect to /login?key={PLACEHOLDER}&x=1 was not followed"
    assert_no_key(error)


def test_key_in_quota_headers(sender: Sender, server: Server) -> None:
    server.respond_with(
        httpx.Response(429, json={"error": KEY}, headers={"X-RateLimit-Reset": KEY, "Retry-After": KEY})
    )
    assert_no_key(sender.fail())


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"data": {"id": KEY}}),
        json.dumps({"data": KEY}),
        json.dumps(KEY),
        json.dumps({"data": {KEY: 1, "id": 5}}),
        KEY + "{",
        '{"a":"' + KEY + "\n",
        "",
    ],
    ids=["id", "data", "body", "name", "text", "cut_json", "empty"],
)
def test_key_in_decode_error(sender: Sender, server: Server, content: str) -> None:
    server.respond_with(httpx.Response(201, content=content.encode(), headers={"X-Request-ID": KEY}))
    error = sender.fail(strict=True)
    assert isinstance(error, ResponseDecodeError)
    assert_no_key(error)


def test_decode_error_has_no_cause(sender: Sender, server: Server) -> None:
    """The cause would hold the body."""
    server.respond_with(envelope(planner_item_detail(id=KEY), 201))
    error = sender.fail(strict=True)
    assert error.__cause__ is None
    assert error.__suppress_context__


@every_spelling
def test_key_in_mismatch(sender: Sender, server: Server, caplog: pytest.LogCaptureFixture, spelling: str) -> None:
    caplog.set_level(logging.DEBUG)
    server.respond_with(envelope(planner_item_detail(id=spelling, company=spelling), 201))
    response = sender.send()
    assert len(response.mismatches) == 2
    assert len([event for event in sender.events if isinstance(event, ResponseMismatch)]) == 2
    for text in (caplog.text, repr(sender.events), repr(response.mismatches)):
        assert secrets_in(text) == []
    assert response.parsed.data.id == spelling


def test_key_in_logs_and_events(sender: Sender, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """The request sends the key, and the response echoes it everywhere."""
    caplog.set_level(logging.DEBUG, logger="msportal_client")
    headers = {"X-Request-ID": KEY, "X-RateLimit-Reset": KEY, "X-RateLimit-Limit": KEY, "Location": KEY}
    for status in (201, 302, 404, 429, 500):
        server.respond_with(httpx.Response(status, json={"error": KEY}, headers=headers))
        sender.fail()
    assert server.requests[0].headers["Authorization"].endswith(KEY)
    assert secrets_in(caplog.text) == []
    assert sender.events
    assert secrets_in(repr(sender.events)) == []


def test_short_key_not_redacted(sender: Sender, server: Server) -> None:
    """It occurs in texts by chance."""
    server.respond_with(error_response(404, "No item"))
    assert sender.fail("item").message == "No item"
    server.respond_with(error_response(404, "1234567 12345678"))
    assert sender.fail("1234567").message == "1234567 12345678"
    assert sender.fail("12345678").message == f"1234567 {PLACEHOLDER}"


def test_body_without_key_unchanged(sender: Sender, server: Server) -> None:
    content = b'{ "error" : "No\\u00e9", "x": 1.0, "big": 123456789012345678901234567890 }'
    server.respond_with(httpx.Response(404, content=content))
    assert sender.fail().response.content == content


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("\x00", r"\x00"),
        ("\x1b", r"\x1b"),
        ("\x7f", r"\x7f"),
        ("\x9b", r"\x9b"),
        ("\u202e", r"\u202e"),
        ("\u2066", r"\u2066"),
        ("\u200b", r"\u200b"),
        ("\ufeff", r"\ufeff"),
        ("\ud83d", r"\ud83d"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_invisible_characters_escaped(sender: Sender, server: Server, char: str, shown: str) -> None:
    """They could move the cursor of a terminal, or turn a line around."""
    body = {"error": f"a{char}b", "code": f"c{char}d", "details": f"e{char}f"}
    server.respond_with(httpx.Response(404, content=json.dumps(body).encode()))
    error = sender.fail()
    assert char not in str(error)
    assert f"a{shown}b [c{shown}d]: e{shown}f" in str(error)
    assert str(error).isprintable()
    assert error.details == f"e{char}f"


@pytest.mark.parametrize("char", ["\n", "\r\n", "\t", "\u2028", "\x85"])
def test_line_breaks_become_spaces(sender: Sender, server: Server, char: str) -> None:
    server.respond_with(error_response(404, f"a{char}b", code=f"c{char}d", details=f"e{char}f"))
    assert "a b [c d]: e f" in str(sender.fail())


@pytest.mark.parametrize("status", [302, 404])
def test_invisible_characters_in_headers(sender: Sender, server: Server, status: int) -> None:
    headers = [(b"X-Request-ID", "r\u202er".encode()), (b"Location", "/\u202e".encode())]
    server.respond_with(httpx.Response(status, headers=headers))
    assert str(sender.fail()).isprintable()


def test_invisible_characters_in_decode_error(sender: Sender, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(id="a\u202e\x1b"), 201))
    assert str(sender.fail(strict=True)).isprintable()
