"""Invalid documents: all problems in one run, each with its JSON pointer, and no change of the old output."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from documents import Json, answering, document, json_of, odd_document, operation, parameter, record, ref
from generation import parse, render
from generation.document import is_array, pointer
from generation.handover import handover
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
        (b"openapi: 3.0.3", "#/paths: missing: a document needs paths"),
        (b"\xff\xfe\x00", "#: not JSON"),
        (b'{"a": NaN}', "#: not JSON: NaN is not a JSON number"),
        (b'{"a": 1e9999}', "#: not JSON: 1e9999 is too large a number"),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', "#: not JSON: an object has 'b' twice"),
        (b"[" * 100_000, "#: not JSON"),
        (b"[]", "#: not an OpenAPI document: the top level must be an object"),
        (b"null", "#: not an OpenAPI document: the top level must be an object"),
        (b"{}", "#/openapi: not an OpenAPI 3.0 or 3.1 document: the version must be like '3.0.3', not None"),
        (
            b'{"swagger": "2.0"}',
            "#/openapi: not an OpenAPI 3.0 or 3.1 document: the version must be like '3.0.3', not None",
        ),
        (
            b'{"openapi": "3.2.0"}',
            "#/openapi: not an OpenAPI 3.0 or 3.1 document: the version must be like '3.0.3', not '3.2.0'",
        ),
        (
            b'{"openapi": 3.0}',
            "#/openapi: not an OpenAPI 3.0 or 3.1 document: the version must be like '3.0.3', not 3.0",
        ),
        (b'{"openapi": "3.0.3", "paths": []}', "#/paths: must be an object"),
        (b'{"openapi": "3.1.0"}', "#/paths: missing: a document needs paths"),
        (b'{"openapi": "3.1.0", "$ref": "#/x", "paths": {"/a": {"get": {}}}}', "#: $ref to '#/x' leads nowhere"),
        (b'{"openapi": "3.1.0", "paths": {}}', "#/paths: needs at least one operation"),
        (b'{"openapi": "3.1.0", "paths": {"/a": {"summary": "x"}}}', "#/paths: needs at least one operation"),
    ],
)
def test_document_must_be_openapi(content: bytes, message: str, regenerate: Regenerate) -> None:
    (line,) = problem_lines(regenerate(content))
    assert line.startswith(message)


def test_nesting_too_deep_is_reported(regenerate: Regenerate) -> None:
    schema: Json = {}
    for _ in range(400):
        schema = {"items": schema}
    (line,) = problem_lines(regenerate(answering(schema)))
    assert line == "#: nested too deeply: move inner schemas to components and refer to them"


MALFORMED: list[tuple[str, Any, str]] = [
    ("/info", "x", "must be an object"),
    ("/tags", {}, "must be an array"),
    ("/tags/0/name", 1, "must be a string"),
    ("/tags/0", {}, "needs a member 'name'"),
    ("/components", [], "must be an object"),
    ("/components/schemas", [], "must be an object"),
    ("/components/schemas/Thing", [], "must be an object"),
    ("/components/schemas/Thing", None, "must be an object"),
    ("/components/schemas/Thing/type", "text", "must be one of string, number, integer, boolean, array, object, null"),
    ("/components/schemas/Thing/type", {}, "must be one of string, number, integer, boolean, array, object, null"),
    ("/components/schemas/Thing/properties", [], "must be an object"),
    ("/components/schemas/Thing/properties/a", "string", "must be an object"),
    ("/components/schemas/Thing/properties/a/enum", {}, "must be an array"),
    ("/components/schemas/Thing/properties/a/description", 1, "must be a string"),
    ("/components/schemas/Thing/properties/a/nullable", "yes", "must be true or false"),
    ("/components/schemas/Thing/properties/a/minLength", -1, "must be a whole number of 0 or more"),
    ("/components/schemas/Thing/properties/a/minLength", True, "must be a whole number of 0 or more"),
    ("/components/schemas/Thing/properties/a/minimum", "1", "must be a number"),
    ("/components/schemas/Thing/properties/a/allOf", {}, "must be an array"),
    ("/components/schemas/Thing/required", "a", "must be an array"),
    ("/components/schemas/Thing/required", True, "must be an array"),
    ("/components/schemas/Thing/required/0", 1, "must be a string"),
    ("/components/schemas/Thing/items", [], "must be an object"),
    ("/components/schemas/Thing/$ref", 1, "must be a string"),
    ("/paths/~1t~1{id}", [], "must be an object"),
    ("/paths/~1t~1{id}/get", "x", "must be an object"),
    ("/paths/~1t~1{id}/get/tags", "Things", "must be an array"),
    ("/paths/~1t~1{id}/get/summary", None, "must be a string"),
    ("/paths/~1t~1{id}/get/parameters", {}, "must be an array"),
    ("/paths/~1t~1{id}/get/parameters/0", {}, "needs a member 'in'"),
    ("/paths/~1t~1{id}/get/parameters/0/in", "body", "must be one of path, query, header, cookie"),
    ("/paths/~1t~1{id}/get/parameters/0/schema", [], "must be an object"),
    ("/paths/~1t~1{id}/get/responses", None, "must be an object"),
    ("/paths/~1t~1{id}/get/responses/200", [], "must be an object"),
    ("/paths/~1t~1{id}/get/responses/200/content", [], "must be an object"),
    ("/paths/~1t~1{id}/get/responses/200/content/application~1json", 1, "must be an object"),
    ("/paths/~1t~1{id}/get/requestBody", [], "must be an object"),
    (
        "/paths/~1t~1{id}/get/requestBody",
        {},
        "a body of type '' is not supported: offer JSON, a form, a text or a binary type",
    ),
]


def small_document() -> Json:
    get = operation("Get thing", answer=ref("Thing"), parameters=[parameter("id", where="path"), parameter("q")])
    return document({"/t/{id}": {"get": get}}, {"Thing": record("a", a=TEXT)}, tags=[{"name": "Things"}])


def put(made: Json, where: str, value: Any) -> Json:
    """Return the document with `value` at a JSON pointer."""
    made = copy.deepcopy(made)
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in where[1:].split("/")]
    target: Any = made
    for part in way:
        target = target[int(part) if isinstance(target, list) else part]
    target[int(last) if isinstance(target, list) else last] = value
    return made


@pytest.mark.parametrize(("where", "value", "message"), MALFORMED)
def test_malformed_part_is_reported_at_pointer(where: str, value: Any, message: str, regenerate: Regenerate) -> None:
    assert f"#{where}: {message}" in problem_lines(regenerate(put(small_document(), where, value)))


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/components/schemas/Nothing", "leads nowhere: define the target or correct the reference"),
        ("#/components/schemas/Thing/properties", "does not lead to a schema: refer to one in components"),
        ("#/components/schemas/Thing/type/0", "leads nowhere: define the target or correct the reference"),
        ("#/components/responses/Gone", "leads nowhere: define the target or correct the reference"),
        ("#/info/title", "does not lead to a schema: refer to one in components"),
        ("other.json#/Thing", "leads out of the document: copy the target into components"),
        ("https://example.org/x", "leads out of the document: copy the target into components"),
        ("#", "leads out of the document: copy the target into components"),
        ("#/components/schemas/Circle", "leads back to itself: let it end at a definition"),
    ],
)
def test_broken_schema_reference_is_reported(reference: str, message: str, regenerate: Regenerate) -> None:
    made = answering({"$ref": reference}, {"Thing": record(a=TEXT), "Circle": ref("Circle2"), "Circle2": ref("Circle")})
    where = "#/paths/~1thing/get/responses/200/content/application~1json/schema"
    assert f"{where}: $ref to {reference!r} {message}" in problem_lines(regenerate(made))


def test_broken_reference_in_unused_part_is_reported(regenerate: Regenerate) -> None:
    made = small_document()
    made["paths"]["/t/{id}"]["get"]["responses"]["200"]["headers"] = {"X": {"$ref": "#/components/headers/X"}}
    made["paths"]["/t/{id}"]["get"]["x-note"] = made["components"]["schemas"]["Thing"]["example"] = {"$ref": "no reference"}  # fmt: skip
    (line,) = problem_lines(regenerate(made))
    where = "#/paths/~1t~1{id}/get/responses/200/headers/X"
    assert (
        line == f"{where}: $ref to '#/components/headers/X' leads nowhere: define the target or correct the reference"
    )


def test_all_problems_are_reported_in_one_run(regenerate: Regenerate) -> None:
    made = document(
        {
            "/a": {"get": operation("Get thing", answer=ref("Nothing"), parameters=[parameter("s;", where="cookie")])},
            "/b": {"get": operation("Get thing", tags="Things")},
            "/c": {"get": operation("Get thing", parameters=[{"$ref": "#/components/parameters/Gone"}])},
            "/d/{x}": {"post": operation("Post", requestBody={"content": {"multipart/mixed": {}}})},
            "/d/{y}": {"post": operation("Post again", parameters=[parameter("y", where="path")])},
            "e f": {"get": "x"},
        },
        {
            "Broken": {"type": "text"},
            "Users": record(b=ref("Broken"), odd={"allOf": [TEXT, {"type": "integer"}]}),
        },
    )
    assert problem_lines(regenerate(made)) == [
        "#/components/schemas/Broken/type: must be one of string, number, integer, boolean, array, object, null",
        "#/components/schemas/Users/properties/odd: allOf combines schemas that cannot be one object: use oneOf, or make every part an object",
        "#/paths/e f: a path must begin with /",
        "#/paths/e f: a path must not contain ?, #, spaces, backslashes or characters outside ASCII",
        "#/paths/e f/get: must be an object",
        "#/paths/~1a/get: cookie parameter 's;' is not a valid cookie name: rename it",
        "#/paths/~1a/get/responses/200/content/application~1json/schema: $ref to '#/components/schemas/Nothing' leads nowhere: define the target or correct the reference",
        "#/paths/~1b/get/tags: must be an array",
        "#/paths/~1c/get/parameters/0: $ref to '#/components/parameters/Gone' leads nowhere: define the target or correct the reference",
        "#/paths/~1d~1{x}/post: {x} in the path has no path parameter: declare one",
        "#/paths/~1d~1{x}/post/requestBody: a body of type 'multipart/mixed' is not supported: offer JSON, a form, a text or a binary type",
        "#/paths/~1d~1{y}/post: the path differs from #/paths/~1d~1{x}/post only in parameter names: keep one",
    ]


def test_message_escapes_invisible_characters(regenerate: Regenerate) -> None:
    (line,) = problem_lines(regenerate(document({"/a\x1b[31m\u202e": {"get": operation("Get")}})))
    assert line.startswith("#/paths/~1a\\x1b[31m\\u202e: ")


def test_dropped_operation_is_reported(vendored: Json, regenerate: Regenerate, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def handover_with_faults(*arguments: Any) -> Json:
        made = handover(*arguments)
        made["paths"]["/0"]["get"]["parameters"] = [parameter("x", {"type": "string", "enum": ["a"], "default": 1})]
        made["components"]["schemas"]["PlannerStatus"] = {"type": "array"}
        return made

    monkeypatch.setattr(parse, "handover", handover_with_faults)
    lines = problem_lines(regenerate(vendored))
    advice = "simplify the schema, or report this as a fault of the generator"
    operation_place = "#/paths/~1api~1public~1v1~1planner~1items/get"
    class_place = "#/components/schemas/PlannerStatus"
    assert (
        f"{operation_place}: the operation list_planner_items is missing for openapi-python-client: {advice}" in lines
    )
    assert f"{class_place}: the class PlannerStatus is missing for openapi-python-client: {advice}" in lines
    # Its own warnings have the same places.
    assert any(line.startswith(f"{operation_place}: WARNING parsing GET /0") for line in lines)
    assert any(line.startswith(f"{class_place}: Unable to parse schema") for line in lines)


def write_more(tree: Path) -> None:
    (tree / "api" / "more.py").touch()


def leave_unformatted(_: Path) -> None:
    pass


def test_unexpected_file_is_reported(vendored: Json, regenerate: Regenerate, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(render, "_format", write_more)
    assert problem_lines(regenerate(vendored)) == [
        "#: openapi-python-client wrote unexpected files or left some out: ['api/more.py']"
    ]


@pytest.mark.parametrize("made", [{}, {"openapi": "3.0.3"}, put(small_document(), "/paths/~1t~1{id}/get/responses", [])])  # fmt: skip
def test_invalid_document_keeps_old_output(made: Json, vendored: Json, regenerate: Regenerate, tmp_path: Path) -> None:  # fmt: skip
    def state() -> dict[str, tuple[int, int]]:
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in (tmp_path / "out").rglob("*")}

    assert regenerate(vendored).exit_code == 0
    before = state()
    assert regenerate(made).exit_code == 2
    assert state() == before


def test_failure_after_rendering_keeps_old_output(vendored: Json, regenerate: Regenerate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert regenerate(vendored).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.py")}
    monkeypatch.setattr(render, "_format", write_more)
    assert regenerate(small_document()).exit_code == 2
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.py")} == before
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"api", "models"}


@pytest.mark.parametrize("spec", ["missing.json", "."])
def test_unreadable_document_is_reported(spec: str, tmp_path: Path) -> None:
    run = run_main("--spec", tmp_path / spec, "--output", tmp_path / "out")
    assert run.exit_code == 2
    assert str(tmp_path / spec) in run.err
    assert "Traceback" not in run.err


# --- mutated documents -----------------------------------------------------------------------------------------------


def places(value: Any, at: str = "") -> list[str]:
    """Return the JSON pointer of every value in a document."""
    found = [at] if at else []
    members: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        members += cast("Json", value).items()
    elif is_array(value):
        members += enumerate(value)
    for key, item in members:
        found += places(item, at + pointer(key))
    return found


ODD: Json = json.loads(json.dumps(odd_document()))  # no two places share an object
PLACES = places(ODD)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "$ref", "allOf", "enum", "x"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
PIECES = st.sampled_from([*(ref(name) for name in ("Child", "Color", "Eggs", "Tree", "Nothing", "AnyJson")), json_of(ref("Farm"))])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_mutated_document_gives_client_or_problems(data: st.DataObject) -> None:
    made = copy.deepcopy(ODD)
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(PLACES))
        if where in places(made):  # the previous step may have removed it
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


def test_bounds_beyond_floats_are_read(regenerate: Callable[..., Run], tmp_path: Path) -> None:
    made = answering({"type": "object", "properties": {"a": {"type": "integer", "maximum": 0, "minimum": 1}}})
    text = (
        json.dumps(made).replace('"maximum": 0', '"maximum": 1e400').replace('"minimum": 1', f'"minimum": -{10**400}')
    )
    run = regenerate(text.encode())
    assert run.exit_code == 0, run.err
    assert "a: -1e+400 to 1e+400." in (tmp_path / "out/models/get_thing_response.py").read_text()
