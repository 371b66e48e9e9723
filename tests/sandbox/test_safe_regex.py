"""Patterns of a document are matched in bounded time."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msportal_client.sandbox import safe_regex
from msportal_client.sandbox.patterns import text_matching
from msportal_client.sandbox.safe_regex import Budget, search
from msportal_client.sandbox.spec import Schema
from msportal_client.sandbox.validation import fits, pattern_budget

Serve = Callable[..., httpx.AsyncClient]

# `re` takes exponential or polynomial time to reject some text with these.
CATASTROPHIC = [
    r"^(a+)+$",
    r"^(a*)*$",
    r"^(?:a+){2,}$",
    r"(a|a)*b",
    r"^(a|aa)+$",
    r"(a|a?)+b",
    r"(.*)*x",
    r"(.*a){20}x",
    r"^(\w+\s?)*$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(x+x+)+y|(a+a+)+y",
    r"^([a-zA-Z0-9._-]+)+@([a-z]+\.)+com$",
    r"^(a{1,30}){1,30}$",
    r"^((a+)?b?)*$",
    r"(?i)^(A+)+$",
    r"^(?i:(A+)+)$",
    r"^a*a*a*a*a*a*b$",
    r".*.*.*.*=.*",
    r"\d+\d+x|a+a+x",
    r"^(?=a)(a+)+$",
    r"^(?!b)(a+)+$",
    r"(a+)+(?<!a)$",
    r"^(a+)+\b!$",
]
# These have no small automaton: whether they match is unknown.
UNKNOWN = [
    r"^(a+)+\1$",
    r"^(?=(a+)+$)b",
    r"^(?!(a+)+b)(a+)+$",
    r"(?>(a+)+)b",
    r"((a{0,99}){0,99}){0,99}b",
    r"(a{999999}){999999}",
    r"(|a){99999}b",
    "(" * 2000 + "a" + ")" * 2000,
    "a" * 30_000,
    r"^\p{L}+$",
    r"(?<name>a)",
    r"[z-a]",
    r"(?<=a+)b",
]
SUBJECTS = ["a" * 35 + "!", "a" * 5000 + "!", "ab " * 2000 + "!", "=" * 5000]


def matches_by_automaton(pattern: str, text: str) -> bool | None:
    """Search with the automaton even if `re` would be cheap."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safe_regex, "_CHEAP", -math.inf)
        return search(pattern, text)


@pytest.mark.parametrize("pattern", CATASTROPHIC)
def test_catastrophic_pattern_is_searched(pattern: str) -> None:
    started = time.perf_counter()
    assert [search(pattern, text) is None for text in SUBJECTS] == [False] * len(SUBJECTS)
    assert time.perf_counter() - started < 5
    # Short enough for `re`.
    for text in ("", "a", "aaaa", "aaaa!", "aab", "aA", "b@b.com", "aaaa=", "!"):
        assert search(pattern, text) is matches_by_automaton(pattern, text) is (re.search(pattern, text) is not None)


@pytest.mark.parametrize("pattern", UNKNOWN)
def test_search_without_automaton_is_unknown(pattern: str) -> None:
    started = time.perf_counter()
    assert [search(pattern, text) for text in ("a" * 5000 + "!", "a" * 500_000)] == [None, None]
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "94b4b9af-436c-5cc3-8327-9181f7cae221", True),
        (r"^(?=.*[A-Z])(?=.*\d).{8,}$", "Passw0rd" * 1000, True),
        (r"^(?=.*[A-Z])(?=.*\d).{8,}$", "password" * 1000, False),
        (r"^\w+(-\w+)*$", "a-" * 20_000 + "a", True),
        (r"^\w+(-\w+)*$", "a-" * 20_000, False),
        (r"^.{1,65535}$", "x" * 65_535, True),
        (r"^.{1,65535}$", "x" * 65_536, False),
        (r"^(\w)\1$", "aa", True),
        (r"\d+$", "x" * 100_000 + "1", True),
        (r"(a+)+$", "a" * 1024 * 1024, True),
        (r"(a+)+$", "a" * 1024 * 1024 + "!", False),
        (r"[[a]]", "a]", True),
        (r"(){4000000000}b", "b", True),
        (r"((){65535}){65535}b", "b", True),
        (r"(?:){4000000000}b", "b", True),
        (r"(?:(?:){65535}){65535}b", "b", True),
    ],
)
def test_search(pattern: str, text: str, expected: bool) -> None:
    assert search(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^a*(?=ab)", "aaab"),
        (r"^\w*(?=ab)", "Baaaab-abA"),
        (r"^[a-]*\b--$", "--a--"),
        (r"^[a-]*\B--$", "a----"),
        (r"^[a\n]*a$\n\Z", "a\na\n"),
        (r"(?m)^b+$", "a\nbbb"),
        (r"(?m)a$\n^b", "xa\nb"),
        (r"(?i)^(?:(?i:(?-i:[ab])))*(?<=ba)", "ABBaaB"),
        (r"(?i)^(?:a+)*(?i:(?-i:b))", "BBbaBaBB"),
        (r"(?i)^(?:(?m:^))*(?-i:(?i:b))", "B-AB"),
        (r"(?i)^(?:(?i:(?-i:\w(?:b|a))))*a", "bBBba"),
    ],
)
def test_automaton_remembers_steps(pattern: str, text: str) -> None:
    """The result of a step depends on the characters around it, and on what lookarounds see."""
    assert matches_by_automaton(pattern, text) is (re.search(pattern, text) is not None)


def alternatives(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeats = st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,3}", "{0,2}?", "{2,}"])
    groups = st.sampled_from(["(", "(?:", "(?=", "(?!", "(?i:"])
    return st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("({}|{})".format, inner, inner),
        st.builds("(?:{}){}".format, inner, repeats),
        st.builds("{}{})".format, groups, inner),
    )


atoms = st.sampled_from(["", "a", "b", "-", ".", r"\w", r"\W", r"\s", "[ab]", "[^a]", "^", "$", r"\b", r"\B", "(?<=a)"])


@settings(max_examples=500, deadline=None)
@given(
    pattern=st.recursive(atoms, alternatives, max_leaves=8), texts=st.lists(st.text("abAB- \n", max_size=8), max_size=5)
)
def test_automaton_agrees_with_re(pattern: str, texts: list[str]) -> None:
    for text in texts:
        expected = re.search(pattern, text) is not None
        assert search(pattern, text) in {expected, None}
        assert matches_by_automaton(pattern, text) in {expected, None}


@pytest.mark.parametrize("depth", range(100, 1000, 50))
def test_deeply_nested_pattern(depth: int) -> None:
    """The stack may be too small to parse, to estimate or to build the pattern."""
    pattern = "(" * depth + "a" + ")*" * depth + "b"
    assert search(pattern, "a" * 20) in {False, None}
    text_matching(pattern)


def test_automaton_of_many_states_is_bounded() -> None:
    assert search(r"^(?:a?){1000}a{1000}$", "a" * 1500) is None


@pytest.mark.parametrize(("pattern", "text"), [("a", "b" * 100), (r"^(a+)+$", "a" * 100)])
def test_search_spends_budget(monkeypatch: pytest.MonkeyPatch, pattern: str, text: str) -> None:
    monkeypatch.setattr(safe_regex, "_MAX_STEPS", 200)
    budget = Budget()
    results = [search(pattern, text, budget) for _ in range(20)]
    assert results[0] is not None
    assert results[-1] is None


def test_budget_is_shared() -> None:
    schema, value = Schema(type="string", pattern=r"^(a+)+$"), "a" * 100_000 + "!"
    assert not fits(value, schema)
    with pattern_budget():
        results = [fits(value, schema) for _ in range(100)]
        # The rest is accepted without a search.
        assert results == sorted(results)
        assert {*results} == {False, True}
        assert fits(value, schema)
    assert not fits(value, schema)


@pytest.mark.parametrize(
    "pattern",
    [
        *CATASTROPHIC,
        *UNKNOWN,
        "(){4000000000}",
        "(?:){4000000000}",
        "((?:){65535}){65535}",
        "(|a){99999}",
        "(?:" + "a" * 1000 + "){19999}",
        "(" * 300 + "a" + ")" * 300,
    ],
)
def test_text_generation_is_bounded(pattern: str) -> None:
    started = time.perf_counter()
    assert {len(text_matching(pattern, 1, min_length)) > 20_000 for min_length in (0, 40, 10**9)} == {False}
    assert time.perf_counter() - started < 5


def document(code: dict[str, Any], version: str = "3.0.3", **extra: Any) -> dict[str, Any]:
    """Return a document with `code` as the schema of a path, a query and a header parameter and of a body field."""
    thing = {"type": "object", "properties": {"id": {"type": "string"}, "code": code}, **extra}
    content = {"application/json": {"schema": thing}}
    parameters = [
        {"name": "q", "in": "query", "schema": code},
        {"name": "x-code", "in": "header", "schema": code},
        {"name": "slug", "in": "path", "required": True, "schema": code},
    ]
    rows = {"application/json": {"schema": {"type": "array", "items": thing}}}
    return {
        "openapi": version,
        "paths": {
            "/things": {
                "post": {"requestBody": {"content": content}, "responses": {"201": {"content": content}}},
                "get": {"parameters": parameters[:1], "responses": {"200": {"content": rows}}},
            },
            "/things/{slug}": {"get": {"parameters": parameters, "responses": {"200": {"content": content}}}},
            "/codes": {"get": {"responses": {"200": {"content": rows}}}},
        },
    }


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(a|aa)+$", r"^(\w+\s?)*$", r"^a*a*a*a*a*a*a$"])
async def test_catastrophic_pattern_does_not_freeze(serve: Serve, pattern: str) -> None:
    """In a body, a query, a header and a path, and in examples."""
    api = serve(None, spec=document({"type": "string", "pattern": pattern}))
    started = time.perf_counter()
    for length in (35, 50_000):
        bad = "a" * length + "!"
        answer = await api.post("http://sandbox/things", json={"code": bad})
        assert answer.json()["details"] == [{"path": "body.code", "message": f"must match {pattern}"}]
    bad = "a" * 5000 + "!"
    answer = await api.get(f"http://sandbox/things/{bad}", params={"q": bad}, headers={"X-Code": bad})
    assert {violation["path"] for violation in answer.json()["details"]} == {"header.x-code", "path.slug", "query.q"}
    assert (await api.post("http://sandbox/things", json={"code": "aaa"})).status_code == 201
    (row, *_) = (await api.get("http://sandbox/codes")).json()
    assert re.search(pattern, row["code"])
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("pattern", "codes", "status"),
    [
        (r"^(a+)+(b|c|d|e)*$", ["a" * 990 + "!"] * 1000, 400),
        (r"((a{0,99}){0,99}){0,99}b", ["a" * 30] * 5000, 201),
        ("(" * 50 + "a" + ")*" * 50 + "b", ["a" * 30] * 5000, 400),
        ("(" * 900 + "a" + ")*" * 900 + "b", ["a" * 30] * 5000, 201),
        (r"^(a+)+\1$", ["a" * 30] * 5000, 201),
    ],
    ids=["searched", "large", "nested", "too-nested", "back-reference"],
)
async def test_many_values_do_not_freeze(serve: Serve, pattern: str, codes: list[str], status: int) -> None:
    api = serve(None, spec=document({"type": "array", "items": {"type": "string", "pattern": pattern}}))
    started = time.perf_counter()
    assert (await api.post("http://sandbox/things", json={"code": codes})).status_code == status
    assert time.perf_counter() - started < 15


async def test_request_has_one_budget(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    api = serve(None, spec=document({"type": "array", "items": {"type": "string", "pattern": r"^(a+)+$"}}))
    monkeypatch.setattr(safe_regex, "_MAX_STEPS", 2000)
    answer = await api.post("http://sandbox/things", json={"code": ["a" * 100 + "!"] * 100})
    assert 1 < len(answer.json()["details"]) < 50


@pytest.mark.parametrize("pattern", [*UNKNOWN, 5, None, ["a"]])
async def test_unknown_pattern_is_not_checked(serve: Serve, pattern: Any) -> None:
    api = serve(None, spec=document({"type": "string", "pattern": pattern}))
    answer = await api.post("http://sandbox/things", json={"code": "a" * 5000 + "!"})
    assert answer.status_code == 201
    assert (await api.get("http://sandbox/codes")).status_code == 200


async def test_catastrophic_pattern_of_property_names(serve: Serve) -> None:
    names: dict[str, Any] = {"patternProperties": {r"^(a+)+$": {}, r"\p{L}x": {}}, "additionalProperties": False}
    api = serve(None, spec=json.loads(json.dumps(document({"type": "object", **names}, "3.1.0"))))
    for length in (3, 35, 50_000):
        assert (await api.post("http://sandbox/things", json={"code": {"a" * length: 1}})).status_code == 201
    names["patternProperties"] = {r"^(a+)+$": {}}
    api = serve(None, spec=document({"type": "object", **names}, "3.1.0"))
    for name, status in {"a" * 35: 201, "a" * 35 + "!": 400, "a" * 50_000 + "!": 400, "code": 400}.items():
        assert (await api.post("http://sandbox/things", json={"code": {name: 1}})).status_code == status


async def test_path_with_many_parameters_does_not_freeze(serve: Serve) -> None:
    parameters = "".join(f"{{p{index}}}" for index in range(12))
    answers = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}
    spec = {"openapi": "3.0.3", "paths": {f"/{parameters}-x": {"get": {"responses": answers}}}}
    api = serve(None, spec=spec)
    started = time.perf_counter()
    assert (await api.get("http://sandbox/" + "a" * 20_000)).status_code == 404
    assert (await api.get("http://sandbox/" + "a" * 20_000 + "-x")).status_code == 200
    assert time.perf_counter() - started < 5
