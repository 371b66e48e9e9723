"""Successful responses of every kind, read by a generated client."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any

import anyio
import httpx
import pytest
from documents import PAGINATION, Json, document, json_of, operation, record
from regeneration import sync_client

TEXT: Json = {"type": "string"}


@pytest.fixture
def get(package: Callable[[Json], Any]) -> Callable[..., Any]:
    """Return a function that generates a client for these responses, and returns the method and the requests."""

    def make(responses: Json, schemas: Json | None = None) -> Any:
        made = package(document({"/thing": {"get": operation("Get thing", responses=responses)}}, schemas))
        requests: list[httpx.Request] = []

        def call(response: httpx.Response, method: str = "get_thing") -> Any:
            def answer(request: httpx.Request) -> httpx.Response:
                requests.append(request)
                return response

            return getattr(sync_client(made, answer).things, method)()

        call.requests = requests  # type: ignore[attr-defined]
        call.package = made  # type: ignore[attr-defined]
        call.models = import_module(f"{made.__name__}.models")  # type: ignore[attr-defined]
        call.things = import_module(f"{made.__name__}.api.things").Things  # type: ignore[attr-defined]
        return call

    return make


Make = Callable[..., Any]


def returned(get: Any, method: str = "get_thing") -> str:
    annotation: str = inspect.signature(getattr(get.things, method)).return_annotation
    return annotation


def test_200_or_204(get: Make) -> None:
    call = get({"200": {"content": json_of(record("a", a=TEXT))}, "204": {"description": "Gone"}})
    assert returned(call) == "GetThingResponse | None"
    assert call(httpx.Response(200, json={"a": "x"})).a == "x"
    assert call(httpx.Response(204)) is None
    with pytest.raises(call.package.ResponseDecodeError, match="the body is empty"):
        call(httpx.Response(200))


def test_envelope_of_200_or_204_is_unwrapped(get: Make) -> None:
    call = get({"200": {"content": json_of(record("data", data=record("a", a=TEXT)))}, "204": {}})
    assert returned(call) == "GetThingResponseData | None"
    assert call(httpx.Response(200, json={"data": {"a": "x"}})).a == "x"
    assert call(httpx.Response(204)) is None


def test_pages_beside_204_are_no_pager(get: Make) -> None:
    page = record("data", "pagination", data={"type": "array", "items": TEXT}, pagination=PAGINATION)
    assert returned(get({"200": {"content": json_of(page)}, "204": {}})) == "GetThingResponse | None"


def test_success_is_read_by_its_status(get: Make) -> None:
    """Read both statuses as their own class, although each would fit the other."""
    schema = record("a", a=TEXT)
    call = get({"200": {"content": json_of(schema)}, "201": {"content": json_of(record("a", a=TEXT, b=TEXT))}})
    assert returned(call) == "GetThingResponse | GetThingResponse2"
    assert type(call(httpx.Response(200, json={"a": "x"}))).__name__ == "GetThingResponse"
    assert type(call(httpx.Response(201, json={"a": "x"}))).__name__ == "GetThingResponse2"
    assert type(call(httpx.Response(202, json={"a": "x"}))).__name__ == "GetThingResponse"


def test_default_as_only_answer_is_the_success(get: Make) -> None:
    call = get({"default": {"content": json_of(record("a", a=TEXT))}})
    assert call(httpx.Response(200, json={"a": "x"})).a == "x"
    with pytest.raises(call.package.NotFoundError):
        call(httpx.Response(404, json={"error": "x"}))


def test_range_beside_status(get: Make) -> None:
    call = get({"2XX": {"content": json_of(TEXT)}, "202": {}})
    assert returned(call) == "str | None"
    assert (call(httpx.Response(201, json="x")), call(httpx.Response(202))) == ("x", None)


def test_statuses_of_several_media_types(get: Make) -> None:
    call = get({"200": {"content": json_of(record("a", a=TEXT))}, "206": {"content": {"application/pdf": {}}}, "203": {"content": {"text/plain": {}}}})  # fmt: skip
    assert returned(call) == "GetThingResponse | str | bytes"
    assert call(httpx.Response(206, content=b"x")) == b"x"
    assert call(httpx.Response(203, content=b"x")) == "x"


def test_vendor_json_is_accepted_and_read(get: Make) -> None:
    call = get({"200": {"content": {"application/vnd.api+json; v=1": {"schema": record("a", a=TEXT)}, "text/html": {}}}})  # fmt: skip
    response = httpx.Response(200, content=b'{"a":"x"}', headers={"content-type": "application/vnd.api+json; v=1"})
    assert call(response).a == "x"
    assert call.requests[0].headers["accept"] == "application/vnd.api+json; v=1"


@pytest.mark.parametrize(
    ("content", "accept"),
    [
        (json_of(TEXT), "application/json"),
        ({"text/csv": {"schema": TEXT}}, "text/csv"),
        ({"image/png": {}, "image/jpeg": {}}, "image/png, image/jpeg"),
        ({"*/*": {}}, "*/*"),
        ({}, "*/*"),
    ],
)
def test_accept(get: Make, content: Json, accept: str) -> None:
    call = get({"200": {"content": content}})
    call(httpx.Response(200, content=b'"x"'))
    assert call.requests[0].headers["accept"] == accept


def test_text_in_its_charset(get: Make) -> None:
    call = get({"200": {"content": {"text/plain": {"schema": TEXT}}}})
    for charset in ('; charset="ISO-8859-1"', "; charset=latin1"):
        headers = {"content-type": f"text/plain{charset}"}
        assert call(httpx.Response(200, content="é".encode("latin-1"), headers=headers)) == "é"
    for charset in ("", "; charset=nonsense"):
        headers = {"content-type": f"text/plain{charset}"}
        assert call(httpx.Response(200, content="é".encode(), headers=headers)) == "é"


# --- streams ---------------------------------------------------------------------------------------------------------


def test_download(get: Make, tmp_path: Any) -> None:
    call = get({"200": {"content": {"application/pdf": {"schema": {**TEXT, "format": "binary"}}}}})
    assert (returned(call), returned(call, "get_thing_stream")) == ("bytes", "ByteStream")
    response = httpx.Response(200, content=b"abc", headers={"x-a": "b"})
    assert call(response) == b"abc"
    stream: Any = call(response, "get_thing_stream")
    assert getattr(stream, "response") is None  # noqa: B009 - type checkers would take it for None below
    with stream:
        assert (stream.response.status_code, stream.response.headers["x-a"]) == (200, "b")
        assert b"".join(stream) == b"abc"
    assert call(response, "get_thing_stream").write_to(tmp_path / "a.pdf") == 3
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"abc"
    assert call.requests[-1].headers["accept"] == "application/pdf"
    assert call.requests[-1].headers["accept-encoding"] == "identity"
    with pytest.raises(call.package.NotFoundError, match="Not here"):
        next(call(httpx.Response(404, json={"error": "Not here"}), "get_thing_stream"))


def test_name_of_stream_is_its_own(package: Callable[[Json], Any]) -> None:
    content: Json = {"200": {"content": {"application/pdf": {}}}}
    made = package(document({
        "/a": {"get": operation("Get a", responses=content)}, "/b": {"get": operation("Get a stream", answer=TEXT)},
    }))  # fmt: skip
    things: Any = import_module(f"{made.__name__}.api.things").Things
    assert {"get_a", "get_a_stream", "get_a_stream_2"} <= set(dir(things))
    assert inspect.signature(things.get_a_stream).return_annotation == "str"


EVENTS = b'event: delta\nid: 1\ndata: {"text": "a",\ndata:  "n": 1}\n\n: ping\n\nretry: 5\ndata: {"text": "b", "n": 2}\n\ndata: [DONE]\n\ndata: {}\n\n'  # fmt: skip


@pytest.mark.parametrize(
    "schema",
    [
        record("text", text=TEXT, n={"type": "integer"}),
        {"type": "array", "items": record("text", text=TEXT, n={"type": "integer"})},
        record("data", event=TEXT, data=record("text", text=TEXT, n={"type": "integer"})),
    ],
)
def test_events(get: Make, schema: Json) -> None:
    call = get({"200": {"content": {"text/event-stream": {"schema": schema}}}})
    assert returned(call).startswith("EventStream[GetThingEvent")
    response = httpx.Response(200, content=EVENTS)
    first, second = call(response)
    assert (first.event, first.id, first.retry, first.data.text, first.data.n) == ("delta", "1", None, "a", 1)
    assert (second.event, second.id, second.retry, second.data.text) == ("message", "1", 5, "b")
    assert call.requests[0].headers["accept"] == "text/event-stream"
    module = import_module(f"{call.package.__name__}.api.things.get_thing")
    client = sync_client(call.package, lambda _: response)
    assert module.sync(client=client) == [first, second]


def test_events_of_text(get: Make) -> None:
    call = get({"200": {"content": {"text/event-stream": {"schema": TEXT}}}})
    assert returned(call) == "EventStream[str]"
    assert [event.data for event in call(httpx.Response(200, content=b"data: [DONE]\n\ndata: 1\n\n"))] == [
        "[DONE]",
        "1",
    ]


def test_events_beside_json(get: Make) -> None:
    content = {**json_of(record("a", a=TEXT)), "text/event-stream": {"schema": record("b", b=TEXT)}}
    call = get({"200": {"content": content}, "default": {"description": "Error"}})
    assert (returned(call), returned(call, "get_thing_stream")) == (
        "GetThingResponse",
        "EventStream[GetThingEvent]",
    )
    assert call(httpx.Response(200, json={"a": "x"})).a == "x"
    (event,) = call(httpx.Response(200, content=b'data: {"b": "y"}\n\n'), "get_thing_stream")
    assert event.data.b == "y"
    assert [request.headers["accept"] for request in call.requests] == ["application/json", "text/event-stream"]


def test_event_that_breaks_its_schema(get: Make) -> None:
    schema = record("when", when={**TEXT, "format": "date-time"})
    call = get({"200": {"content": {"text/event-stream": {"schema": schema}}}})
    (event,) = call(httpx.Response(200, content=b'data: {"when": "soon"}\n\n'))
    assert event.data.when == "soon"
    for data in (b"no json", b"[]", b'"text"'):
        with pytest.raises(call.package.ResponseDecodeError):
            next(call(httpx.Response(200, content=b"data: " + data + b"\n\n")))


def test_async_streams(get: Make) -> None:
    call = get({"200": {"content": {"text/event-stream": {"schema": record("a", a=TEXT)}}}})
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b'data: {"a": "x"}\n\n'))

    async def main() -> list[Any]:
        client = call.package.AsyncMSPortal("key", base_url="http://localhost", transport=transport)
        async with client, client.things.get_thing() as stream:
            return [event.data.a async for event in stream]

    assert anyio.run(main) == ["x"]
