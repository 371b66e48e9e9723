"""A document at fault: every problem in one run, each with its place, and the committed code as it was."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from documents import Json, answering, document, json_of, odd_document, operation, parameter, record, ref
from generation import render
from generation.document import is_array, pointer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regeneration import Run, run_main

Regenerate = Callable[..., Run]
TEXT: Json = {"type": "string"}


def problem_lines(run: Run) -> list[str]:
    assert run.exit_code == 2
    assert "Traceback" not in run.err
    first, *lines = run.err.splitlines()
    assert first.endswith(": nothing was generated")
    return lines


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "#: not JSON: Expecting value"),
        (b"openapi: 3.0.3", "#: not JSON"),
        (b"\xff\xfe\x00", "#: not JSON"),
        (b'{"a": NaN}', "#: not JSON: NaN is not a JSON number"),
        (b'{"a": 1e999}', "#: not JSON: 1e999 is not a JSON number"),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', "#: not JSON: an object has 'b' twice"),
        (b"[" * 100_000, "#: not JSON"),
        (b"[]", "#: not an OpenAPI document: the top level is not an object"),
        (b"null", "#: not an OpenAPI document: the top level is not an object"),
        (b"{}", "#/openapi: not an OpenAPI 3.0 or 3.1 document: openapi is None"),
        (b'{"swagger": "2.0"}', "#/openapi: not an OpenAPI 3.0 or 3.1 document: openapi is None"),
        (b'{"openapi": "3.2.0"}', "#/openapi: not an OpenAPI 3.0 or 3.1 document: openapi is '3.2.0'"),
        (b'{"openapi": 3.0}', "#/openapi: not an OpenAPI 3.0 or 3.1 document: openapi is 3.0"),
        (b'{"openapi": "3.0.3", "paths": []}', "#/paths: not an object"),
        (b'{"openapi": "3.1.0"}', "#/paths: missing"),
        (b'{"openapi": "3.1.0", "paths": {}}', "#/paths: there is no operation"),
        (b'{"openapi": "3.1.0", "paths": {"/a": {"summary": "x"}}}', "#/paths: there is no operation"),
    ],
)
def test_what_is_no_openapi_document_is_refused(content: bytes, message: str, regenerate: Regenerate) -> None:
    (line,) = problem_lines(regenerate(content))
    assert line.startswith(message)


def test_a_document_nested_too_deeply_is_refused(regenerate: Regenerate) -> None:
    schema: Json = {}
    for _ in range(400):
        schema = {"items": schema}
    (line,) = problem_lines(regenerate(answering(schema)))
    assert line == "#: it is nested too deeply"


MALFORMED: list[tuple[str, Any, str]] = [
    ("/info", "x", "not an object"),
    ("/tags", {}, "not an array"),
    ("/tags/0/name", 1, "not a string"),
    ("/tags/0", {}, "has no name"),
    ("/components", [], "not an object"),
    ("/components/schemas", [], "not an object"),
    ("/components/schemas/Thing", [], "not an object"),
    ("/components/schemas/Thing", None, "not an object"),
    ("/components/schemas/Thing/type", "text", "not one of string, number, integer, boolean, array, object, null"),
    ("/components/schemas/Thing/type", {}, "not one of string, number, integer, boolean, array, object, null"),
    ("/components/schemas/Thing/properties", [], "not an object"),
    ("/components/schemas/Thing/properties/a", "string", "not an object"),
    ("/components/schemas/Thing/properties/a/enum", {}, "not an array"),
    ("/components/schemas/Thing/properties/a/description", 1, "not a string"),
    ("/components/schemas/Thing/properties/a/nullable", "yes", "not true or false"),
    ("/components/schemas/Thing/properties/a/minLength", -1, "not a whole number of 0 or more"),
    ("/components/schemas/Thing/properties/a/minLength", True, "not a whole number of 0 or more"),
    ("/components/schemas/Thing/properties/a/minimum", "1", "not a number"),
    ("/components/schemas/Thing/properties/a/allOf", {}, "not an array"),
    ("/components/schemas/Thing/required", "a", "not an array"),
    ("/components/schemas/Thing/required", True, "not an array"),
    ("/components/schemas/Thing/required/0", 1, "not a string"),
    ("/components/schemas/Thing/items", [], "not an object"),
    ("/components/schemas/Thing/$ref", 1, "not a string"),
    ("/paths/~1t~1{id}", [], "not an object"),
    ("/paths/~1t~1{id}/get", "x", "not an object"),
    ("/paths/~1t~1{id}/get/tags", "Things", "not an array"),
    ("/paths/~1t~1{id}/get/summary", None, "not a string"),
    ("/paths/~1t~1{id}/get/parameters", {}, "not an array"),
    ("/paths/~1t~1{id}/get/parameters/0", {}, "has no in"),
    ("/paths/~1t~1{id}/get/parameters/0/in", "body", "not one of path, query, header, cookie"),
    ("/paths/~1t~1{id}/get/parameters/0/schema", [], "not an object"),
    ("/paths/~1t~1{id}/get/responses", None, "not an object"),
    ("/paths/~1t~1{id}/get/responses/200", [], "not an object"),
    ("/paths/~1t~1{id}/get/responses/200/content", [], "not an object"),
    ("/paths/~1t~1{id}/get/responses/200/content/application~1json", 1, "not an object"),
    ("/paths/~1t~1{id}/get/requestBody", [], "not an object"),
    ("/paths/~1t~1{id}/get/requestBody", {}, "a body of no type cannot be generated"),
]


def small_document() -> Json:
    get = operation("Get thing", answer=ref("Thing"), parameters=[parameter("id", where="path"), parameter("q")])
    return document({"/t/{id}": {"get": get}}, {"Thing": record("a", a=TEXT)}, tags=[{"name": "Things"}])


def put(made: Json, where: str, value: Any) -> Json:
    """The document with `value` at a JSON pointer."""
    made = copy.deepcopy(made)
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in where[1:].split("/")]
    target: Any = made
    for part in way:
        target = target[int(part) if isinstance(target, list) else part]
    target[int(last) if isinstance(target, list) else last] = value
    return made


@pytest.mark.parametrize(("where", "value", "message"), MALFORMED)
def test_a_malformed_part_is_named_by_its_place(where: str, value: Any, message: str, regenerate: Regenerate) -> None:
    assert f"#{where}: {message}" in problem_lines(regenerate(put(small_document(), where, value)))


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/components/schemas/Nothing", "leads nowhere"),
        ("#/components/schemas/Thing/properties/a", "does not lead to a schema"),
        ("#/components/schemas/Thing/type/0", "leads nowhere"),
        ("#/components/responses/Gone", "leads nowhere"),
        ("#/info/title", "does not lead to a schema"),
        ("other.json#/Thing", "leads out of the document"),
        ("https://example.org/x", "leads out of the document"),
        ("#", "leads out of the document"),
        ("#/components/schemas/Circle", "leads back to itself"),
    ],
)
def test_a_reference_that_leads_to_no_schema_is_refused(reference: str, message: str, regenerate: Regenerate) -> None:
    made = answering({"$ref": reference}, {"Thing": record(a=TEXT), "Circle": ref("Circle2"), "Circle2": ref("Circle")})
    where = "#/paths/~1thing/get/responses/200/content/application~1json/schema"
    assert f"{where}: $ref to {reference!r} {message}" in problem_lines(regenerate(made))


def test_a_reference_is_found_dangling_even_where_nothing_is_generated_from_it(regenerate: Regenerate) -> None:
    made = small_document()
    made["paths"]["/t/{id}"]["get"]["responses"]["200"]["headers"] = {"X": {"$ref": "#/components/headers/X"}}
    made["paths"]["/t/{id}"]["get"]["x-note"] = made["components"]["schemas"]["Thing"]["example"] = {"$ref": "no reference"}  # fmt: skip
    (line,) = problem_lines(regenerate(made))
    assert line == "#/paths/~1t~1{id}/get/responses/200/headers/X: $ref to '#/components/headers/X' leads nowhere"


def test_every_problem_of_every_kind_is_found_in_one_run(regenerate: Regenerate) -> None:
    made = document(
        {
            "/a": {"get": operation("Get thing", answer=ref("Nothing"), parameters=[parameter("s", where="cookie")])},
            "/b": {"get": operation("Get thing", tags="Things")},
            "/c": {"get": operation("Get thing", parameters=[{"$ref": "#/components/parameters/Gone"}])},
            "/d/{x}": {"post": operation("Post", requestBody={"content": {"multipart/form-data": {}}})},
            "/d/{y}": {"post": operation("Post again", parameters=[parameter("y", where="path")])},
            "e f": {"get": "x"},
        },
        {
            "Broken": {"type": "text"},
            "Users": record(b=ref("Broken"), odd={"allOf": [TEXT, {"type": "integer"}]}),
        },
    )
    assert problem_lines(regenerate(made)) == [
        "#/components/schemas/Broken/type: not one of string, number, integer, boolean, array, object, null",
        "#/components/schemas/Users/properties/odd: allOf combines what cannot be one object",
        "#/paths/e f: a path begins with /",
        "#/paths/e f: a path has no query, fragment, white space, backslash or character outside ASCII",
        "#/paths/e f/get: not an object",
        "#/paths/~1a/get: cookie parameter 's': the API takes no cookies",
        "#/paths/~1a/get/responses/200/content/application~1json/schema: $ref to '#/components/schemas/Nothing' leads nowhere",
        "#/paths/~1b/get/tags: not an array",
        "#/paths/~1c/get: two operations of tag 'Things' have the name 'get_thing'; the other is #/paths/~1a/get",
        "#/paths/~1c/get/parameters/0: $ref to '#/components/parameters/Gone' leads nowhere",
        "#/paths/~1d~1{x}/post: the path names {x}, but no path parameter does",
        "#/paths/~1d~1{x}/post/requestBody: a body of multipart/form-data cannot be generated",
        "#/paths/~1d~1{y}/post: the same operation as #/paths/~1d~1{x}/post",
    ]


def test_what_cannot_be_seen_is_shown_by_its_number(regenerate: Regenerate) -> None:
    (line,) = problem_lines(regenerate(document({"/a\x1b[31m\u202e": {"get": operation("Get")}})))
    assert line.startswith("#/paths/~1a\\x1b[31m\\u202e: ")


def test_an_operation_that_the_generator_drops_is_a_problem(vendored: Json, regenerate: Regenerate, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    outline = render.outline

    def with_what_it_drops(*arguments: Any) -> Json:
        made = outline(*arguments)
        made["paths"]["/0"]["get"]["parameters"] = [parameter("x", {"type": "string", "enum": ["a"], "default": 1})]
        del made["components"]["schemas"]["Class3"]
        return made

    monkeypatch.setattr(render, "outline", with_what_it_drops)
    lines = problem_lines(regenerate(vendored))
    assert "#/paths/~1api~1public~1v1~1planner~1items/get: the generator drops this operation" in lines
    assert "#/components/schemas/PlannerStatus: the generator drops the class PlannerStatus" in lines


def write_more(tree: Path) -> None:
    (tree / "api" / "more.py").touch()


def leave_unformatted(_: Path) -> None:
    pass


def test_a_file_that_should_not_be_is_a_problem(vendored: Json, regenerate: Regenerate, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(render, "_format", write_more)
    assert problem_lines(regenerate(vendored)) == ["#: the generator wrote other files than it should: ['api/more.py']"]


@pytest.mark.parametrize("made", [{}, {"openapi": "3.0.3"}, put(small_document(), "/paths/~1t~1{id}/get/responses", [])])  # fmt: skip
def test_what_was_generated_before_stays_as_it_was(made: Json, vendored: Json, regenerate: Regenerate, tmp_path: Path) -> None:  # fmt: skip
    def state() -> dict[str, tuple[int, int]]:
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in (tmp_path / "out").rglob("*")}

    assert regenerate(vendored).exit_code == 0
    before = state()
    assert regenerate(made).exit_code == 2
    assert state() == before


def test_a_failure_after_rendering_leaves_what_was_there(vendored: Json, regenerate: Regenerate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert regenerate(vendored).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.py")}
    monkeypatch.setattr(render, "_format", write_more)
    assert regenerate(small_document()).exit_code == 2
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.py")} == before
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"api", "models"}


@pytest.mark.parametrize("spec", ["missing.json", "."])
def test_a_document_that_cannot_be_read_is_named(spec: str, tmp_path: Path) -> None:
    run = run_main("--spec", tmp_path / spec, "--output", tmp_path / "out")
    assert run.exit_code == 2
    assert str(tmp_path / spec) in run.err
    assert "Traceback" not in run.err


# --- whatever is broken ------------------------------------------------------------------------------------------------


def places(value: Any, at: str = "") -> list[str]:
    """The JSON pointer of everything in a document."""
    found = [at] if at else []
    members: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        members += cast("Json", value).items()
    elif is_array(value):
        members += enumerate(value)
    for key, item in members:
        found += places(item, at + pointer(key))
    return found


ODD: Json = json.loads(json.dumps(odd_document()))  # so that no two places share an object
PLACES = places(ODD)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "$ref", "allOf", "enum", "x"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
PIECES = st.sampled_from([*(ref(name) for name in ("Child", "Color", "Eggs", "Tree", "Nothing", "AnyJson")), json_of(ref("Farm"))])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_whatever_is_broken_the_answer_is_a_client_or_a_list_of_problems(data: st.DataObject) -> None:
    made = copy.deepcopy(ODD)
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(PLACES))
        if where in places(made):  # it may be gone with what the step before broke
            made = put(made, where, data.draw(JSON | PIECES))
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as directory:
        patch.setattr(render, "_format", leave_unformatted)
        path = Path(directory) / "openapi.json"
        path.write_text(json.dumps(made))
        run = run_main("--spec", path, "--output", Path(directory) / "out")
        assert run.exit_code in {0, 2}
        if run.exit_code == 2:
            assert all(line.startswith("#/") for line in problem_lines(run))
        for file in (Path(directory) / "out").rglob("*.py"):
            compile(file.read_text(), str(file), "exec")
