"""JSON in bodies: encodings, numbers and subclasses, the same with msgspec and without it."""

from __future__ import annotations

import enum
import json
import math
from collections import OrderedDict
from typing import Any

import httpx
import pytest
from fake_server import Call, Server, envelope, error_response, planner_item_detail

from msportal_client import APIStatusError, RequestOptions, RequestValidationError, ResponseDecodeError
from msportal_client._runtime import json_text
from msportal_client._runtime.json_text import read_json, write_json_text


@pytest.fixture(params=["msgspec", "json"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and write with msgspec, or with the standard library alone."""
    if request.param == "msgspec":
        pytest.importorskip("msgspec")
    else:
        own = vars(json_text)
        monkeypatch.setattr("msportal_client._runtime.json_text._fast", lambda: (own["_read"], own["_write"]))


class Text(str):
    __slots__ = ()


class Integer(int):
    pass


class Float(float):
    pass


class Colour(enum.StrEnum):
    RED = "red"


class Size(enum.IntEnum):
    BIG = 2


BIG_INTEGERS = [2**53 + 1, 2**63, 2**64, 2**64 + 1, -(2**63) - 1, 10**400, -(10**400)]
# The names that Python's json module reads, a number above the largest float, and their negatives.
NOT_FINITE = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"]
INVALID = [
    b"",
    b" ",
    b"nul",
    b"True",
    b"'a'",
    b"01",
    b"+1",
    b".5",
    b"1.",
    b"[1,]",
    b"1 2",
    b'"\x01"',
    b'"\\x"',
    b"\xff",
]
TEXT = '{"a": ["é", "😀", 1.5, null]}'
VALUE = {"a": ["é", "😀", 1.5, None]}


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_read_encodings(encoding: str) -> None:
    assert read_json(TEXT.encode(encoding)) == VALUE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_success_with_byte_order_mark(call: Call, server: Server, encoding: str) -> None:
    content = json.dumps({"data": planner_item_detail(title="é😀")}, ensure_ascii=False).encode(encoding)
    server.respond_with(httpx.Response(201, content=content))
    assert call(lambda m: m.planner.create_planner_item(title="x")).title == "é😀"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_error_with_byte_order_mark(call: Call, server: Server, encoding: str) -> None:
    body = {"error": "No such item", "code": "NOT_FOUND", "details": {"a": 1}}
    server.respond_with(httpx.Response(404, content=json.dumps(body).encode(encoding)))
    with pytest.raises(APIStatusError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"))
    assert (caught.value.message, caught.value.code) == ("No such item", "NOT_FOUND")
    assert caught.value.details == {"a": 1}


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (rb'"cut \ud83d"', "cut \ud83d"),
        (rb'"\ude00\ud83d"', "\ude00\ud83d"),
        (rb'{"\ud83d": 1}', {"\ud83d": 1}),
        (b'"\xed\xa0\xbd"', "\ud83d"),
        (rb'"\ud83d\ude00"', "😀"),
    ],
)
def test_read_half_of_surrogate_pair(content: bytes, value: Any) -> None:
    assert read_json(content) == value


def test_half_of_surrogate_pair_in_response(call: Call, server: Server) -> None:
    """JavaScript's slice() cuts an emoji in two. The rest of the body is read."""
    body = json.dumps({"data": planner_item_detail(title="cut \ud83d", publicNotes="fine")}).encode()
    assert rb"cut \ud83d" in body
    server.respond_with(httpx.Response(201, content=body))
    item = call(lambda m: m.planner.create_planner_item(title="x"))
    assert (item.title, item.public_notes) == ("cut \ud83d", "fine")


@pytest.mark.parametrize("text", ["{}", "[1, {}]", '{{"a": {}}}'], ids=["alone", "array", "object"])
@pytest.mark.parametrize("number", NOT_FINITE)
def test_read_refuses_number_not_finite(number: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"^{number} is not JSON"):
        read_json(text.format(number).encode())


@pytest.mark.parametrize("number", NOT_FINITE)
def test_number_not_finite_in_response(call: Call, server: Server, number: str) -> None:
    content = json.dumps({"data": planner_item_detail(hours=12345)}).replace("12345", number).encode()
    server.respond_with(httpx.Response(201, content=content))
    with pytest.raises(ResponseDecodeError, match="not JSON"):
        call(lambda m: m.planner.create_planner_item(title="x"))


@pytest.mark.parametrize("content", INVALID, ids=repr)
def test_read_refuses_invalid_json(content: bytes) -> None:
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        read_json(content)


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000], ids=["arrays", "objects"])
def test_read_refuses_deep_nesting(content: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read_json(content)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"-0", 0),
        (b"1E5", 1e5),
        (b"1e-400", 0.0),
        (b"0.1", 0.1),
        (b"5e-324", 5e-324),
        (b"1.7976931348623157e308", 1.7976931348623157e308),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (rb'"\/"', "/"),
        (rb'"\u0000"', "\x00"),
        (b" [1 , 2]\n", [1, 2]),
    ],
)
def test_read_values(content: bytes, value: Any) -> None:
    result = read_json(content)
    assert result == value
    assert type(result) is type(value)


def test_negative_zero_both_ways() -> None:
    assert math.copysign(1, read_json(b"-0.0")) == -1
    assert write_json_text(-0.0) == b"-0.0"


@pytest.mark.parametrize("number", BIG_INTEGERS, ids=lambda number: f"{number.bit_length()}_bits")
def test_big_integers_exact_both_ways(number: int) -> None:
    result = read_json(f"[{number}]".encode())
    assert result == [number]
    assert type(result[0]) is int
    assert write_json_text({"a": number}) == f'{{"a":{number}}}'.encode()


@pytest.mark.parametrize("number", BIG_INTEGERS, ids=lambda number: f"{number.bit_length()}_bits")
def test_big_integer_in_call(call: Call, server: Server, number: int) -> None:
    server.respond_with(envelope(planner_item_detail(hours=number, extra=number), 201))
    options = RequestOptions(body={"extra": number})
    item = call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.body == {"title": "x", "extra": number}
    assert item.hours == item.additional_properties["extra"] == number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (VALUE, '{"a":["é","😀",1.5,null]}'),
        ([True, False, None], "[true,false,null]"),
        ({"a": "null"}, '{"a":"null"}'),
        ({"null": [None]}, '{"null":[null]}'),
        ('"\\/\n\x00', r'"\"\\/\n\u0000"'),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_write_values(value: Any, written: str) -> None:
    assert write_json_text(value) == written.encode()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, Float("nan"), Float("inf")])
@pytest.mark.parametrize("beside", [None, "null", 1, Text("x")])
def test_write_refuses_number_not_finite(number: float, beside: Any) -> None:
    for value in (number, [number, beside], {"a": beside, "b": {"c": [number]}}):
        with pytest.raises(ValueError, match="not JSON compliant"):
            write_json_text(value)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("fields", [{}, {"b": None}], ids=["alone", "beside_null"])
@pytest.mark.parametrize("name", [None, "c"], ids=["field", "nested"])
def test_number_not_finite_in_options_body(
    call: Call, server: Server, number: float, fields: dict[str, Any], name: str | None
) -> None:
    """Nothing is sent."""
    options = RequestOptions(body={"a": number if name is None else {name: [number]}, **fields})
    with pytest.raises(RequestValidationError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert [problem.field for problem in caught.value.problems] == ["body"]
    assert server.requests == []


def test_null_in_options_body_sent(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    options = RequestOptions(body={"a": None, "b": [None, 1.5]})
    call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.body == {"title": "x", "a": None, "b": [None, 1.5]}


@pytest.mark.parametrize("value", ["\ud83d", ["a", "\ude00"], {"\ud83d": 1}], ids=["text", "item", "name"])
def test_write_refuses_half_of_surrogate_pair(call: Call, server: Server, value: Any) -> None:
    with pytest.raises(ValueError, match="surrogate"):
        write_json_text(value)
    options = RequestOptions(body={"a": value})
    with pytest.raises(RequestValidationError):
        call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.requests == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Text("é"), '"é"'),
        (Integer(3), "3"),
        (Float(1.5), "1.5"),
        (Integer(2**70), str(2**70)),
        (Colour.RED, '"red"'),
        (Size.BIG, "2"),
        (OrderedDict[str, int](b=1, a=2), '{"b":1,"a":2}'),
        ({Text("a"): [Text("b")]}, '{"a":["b"]}'),
    ],
)
def test_write_subclasses(call: Call, server: Server, value: Any, written: str) -> None:
    assert write_json_text(value) == written.encode()
    server.respond_with(envelope(planner_item_detail(), 201))
    options = RequestOptions(body={"a": value})
    call(lambda m: m.planner.create_planner_item(title="x", options=options))
    assert server.requests[-1].content == f'{{"title":"x","a":{written}}}'.encode()


def test_subclasses_as_arguments(call: Call, server: Server) -> None:
    server.respond_with(envelope(planner_item_detail(), 201))
    call(lambda m: m.planner.create_planner_item(title=Text("x"), hours=Float(1.5), probability=Integer(5)))
    assert server.body == {"title": "x", "hours": 1.5, "probability": 5}


@pytest.mark.parametrize("value", [object(), 1j, ...], ids=["object", "complex", "ellipsis"])
def test_write_refuses_other_types(value: Any) -> None:
    with pytest.raises(TypeError):
        write_json_text({"a": value})


def test_write_refuses_value_that_holds_itself() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises((ValueError, RecursionError)):
        write_json_text(value)


def test_error_details_keep_big_integer(call: Call, server: Server) -> None:
    server.respond_with(error_response(400, details={"limit": 2**70}))
    with pytest.raises(APIStatusError) as caught:
        call(lambda m: m.planner.create_planner_item(title="x"))
    assert caught.value.details == {"limit": 2**70}
