"""The styles of parameters, as the tables of OpenAPI 3.1.1 ("Style Examples") have them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest

from msportal_client._runtime.parameter_styles import (
    FORM,
    SIMPLE,
    ParameterStyle,
    StyleError,
    cookie_pairs,
    header_text,
    path_text,
    query_pairs,
)

LIST = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


class Color(Enum):
    BLUE = "blue"


class Model:
    def to_dict(self) -> dict[str, Any]:
        return {"status": "open", "since": "2026-01-31T09:30:00.000Z", "tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("style", "text", "items", "members"),
    [
        (FORM, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        (ParameterStyle("form"), "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
        (
            ParameterStyle("spaceDelimited"),
            "color=blue",
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            ParameterStyle("pipeDelimited"),
            "color=blue",
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            ParameterStyle("spaceDelimited", explode=True),
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            ParameterStyle("deepObject"),
            "color=blue",
            "color=blue&color=black&color=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
        (
            ParameterStyle("json"),
            "color=%22blue%22",
            "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
            "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
        ),
    ],
)
def test_query_styles(style: ParameterStyle, text: str, items: str, members: str) -> None:
    assert ["&".join(query_pairs("color", value, style)) for value in ("blue", LIST, OBJECT)] == [text, items, members]


@pytest.mark.parametrize(
    ("style", "empty", "text", "items", "members"),
    [
        (SIMPLE, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (ParameterStyle("simple", explode=True), "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
        (ParameterStyle("label"), ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (ParameterStyle("label", explode=True), ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (ParameterStyle("matrix"), ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
        (
            ParameterStyle("matrix", explode=True),
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
    ],
)
def test_path_styles(style: ParameterStyle, empty: str, text: str, items: str, members: str) -> None:
    written = [path_text("color", value, style) for value in ("", "blue", LIST, OBJECT)]
    assert written == [empty, text, items, members]


def test_header_styles() -> None:
    exploded = ParameterStyle("simple", explode=True)
    assert [header_text(value, SIMPLE) for value in ("blue", LIST, OBJECT, [])] == ["blue", "blue,black,brown", "R,100,G,200,B,150", None]  # fmt: skip
    assert [header_text(value, exploded) for value in (LIST, OBJECT)] == ["blue,black,brown", "R=100,G=200,B=150"]
    assert header_text({"a": ["é"]}, ParameterStyle("json")) == '{"a":["\\u00e9"]}'


def test_cookie_styles() -> None:
    assert cookie_pairs("color", "a b;c,d%/=", FORM) == ["color=a%20b%3Bc%2Cd%25/="]
    assert cookie_pairs("color", LIST, FORM) == ["color=blue", "color=black", "color=brown"]
    assert cookie_pairs("color", LIST, ParameterStyle("form")) == ["color=blue,black,brown"]
    assert cookie_pairs("color", OBJECT, ParameterStyle("form")) == ["color=R,100,G,200,B,150"]


def test_separators_in_values_are_encoded() -> None:
    assert query_pairs("ids", ["a,b", "c&d=e"], ParameterStyle("form")) == ["ids=a%2Cb,c%26d%3De"]
    assert path_text("ids", ["a,b", "c/d;e"], SIMPLE) == "a%2Cb,c%2Fd%3Be"
    assert path_text("ids", ["a;b=", "c"], ParameterStyle("matrix", explode=True)) == ";ids=a%3Bb%3D;ids=c"
    assert query_pairs("a[b]", "c", FORM) == ["a%5Bb%5D=c"]


@pytest.mark.parametrize(
    ("write", "place"),
    [
        (lambda: query_pairs("ids", ["a", "b c"], ParameterStyle("spaceDelimited")), "[1]"),
        (lambda: query_pairs("ids", ["a|b"], ParameterStyle("pipeDelimited")), "[0]"),
        (lambda: query_pairs("ids", {"a|b": 1}, ParameterStyle("pipeDelimited")), ".a|b"),
        (lambda: path_text("ids", [1.5, 2], ParameterStyle("label", explode=True)), "[0]"),
        (lambda: header_text(["a,b"], SIMPLE), "[0]"),
        (lambda: header_text({"k": "a,b"}, SIMPLE), ".k"),
        (lambda: header_text({"k=": "a"}, ParameterStyle("simple", explode=True)), ".k="),
        (lambda: header_text({"k,": "a"}, ParameterStyle("simple", explode=True)), ".k,"),
    ],
)
def test_separator_that_cannot_be_encoded_is_refused(write: Any, place: str) -> None:
    with pytest.raises(StyleError, match="which separates the values") as raised:
        write()
    assert raised.value.place == place


def test_reserved_characters_are_kept_where_they_mean_nothing() -> None:
    style = ParameterStyle("form", explode=True, allow_reserved=True)
    assert query_pairs("path", "/a/b?c:d@e!$'()*;,f", style) == ["path=/a/b?c:d@e!$'()*;%2Cf"]
    assert query_pairs("path", "a&b=c#d+e%20[f] g", style) == ["path=a%26b%3Dc%23d%2Be%2520%5Bf%5D%20g"]


def test_values_of_every_type() -> None:
    values = [Color.BLUE, True, 3.0, date(2026, 1, 31), datetime(2026, 1, 31, 9, 30, tzinfo=UTC), None]
    assert query_pairs("v", values, ParameterStyle("form")) == ["v=blue,true,3,2026-01-31,2026-01-31T09%3A30%3A00.000Z"]
    assert query_pairs("v", {2, 1}, ParameterStyle("form")) == ["v=1,2"]


def test_model_as_deep_object_and_exploded() -> None:
    assert query_pairs("filter", Model(), ParameterStyle("deepObject")) == [
        "filter%5Bstatus%5D=open", "filter%5Bsince%5D=2026-01-31T09%3A30%3A00.000Z", "filter%5Btags%5D=a", "filter%5Btags%5D=b",
    ]  # fmt: skip
    assert query_pairs("filter", Model(), FORM)[2:] == ["tags=a", "tags=b"]
    assert query_pairs("filter", {"a": {"b": 1, "none": None}}, ParameterStyle("deepObject")) == [
        "filter%5Ba%5D%5Bb%5D=1"
    ]


def test_empty_list_and_object_are_not_sent() -> None:
    for style in (FORM, ParameterStyle("form"), ParameterStyle("pipeDelimited"), ParameterStyle("deepObject")):
        assert query_pairs("ids", [], style) == query_pairs("ids", {}, style) == []
    assert path_text("ids", [], ParameterStyle("matrix")) == ""


@pytest.mark.parametrize(
    ("value", "style", "place"),
    [
        ([["a"]], ParameterStyle("form"), "[0]"),
        ({"a": {"b": 1}}, FORM, ".a"),
        ({"a": ["b"]}, ParameterStyle("form"), ".a"),
        (["\ud800"], FORM, "[0]"),
        ({"a": float("nan")}, ParameterStyle("deepObject"), ".a"),
    ],
)
def test_value_without_form_is_refused(value: Any, style: ParameterStyle, place: str) -> None:
    with pytest.raises(StyleError) as raised:
        query_pairs("x", value, style)
    assert raised.value.place == place
