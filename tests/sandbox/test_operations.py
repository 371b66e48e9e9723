"""Every operation of a document answers with a body that fits the documented schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from openapi_schema_validator import OAS30Validator, oas30_format_checker

from msportal_client.sandbox import Key
from msportal_client.sandbox.spec import find_spec

Serve = Callable[..., httpx.AsyncClient]
DOCUMENT: dict[str, Any] = json.loads(find_spec().read_text("utf-8"))
METHODS = ("get", "put", "post", "delete", "patch")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield method.upper(), path, operation


def resolve(document: dict[str, Any], holder: Any) -> Any:
    """Return `holder`, or the target if it is a reference."""
    if "$ref" not in holder:
        return holder
    target: Any = document
    for step in holder["$ref"][2:].split("/"):
        target = target[step]
    return resolve(document, target)


def schema_of(document: dict[str, Any], holder: Any) -> Any:
    held = resolve(document, holder)
    return held["content"]["application/json"]["schema"] if "content" in held else None


def without_nullable(schema: Any) -> Any:
    """Replace `nullable` by an alternative, independently of the code of the sandbox."""
    if isinstance(schema, list):
        return [without_nullable(item) for item in cast("Sequence[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    known = cast("dict[str, Any]", schema)
    inner = {key: without_nullable(value) for key, value in known.items() if key != "nullable"}
    return {"anyOf": [{"enum": [None]}, inner]} if known.get("nullable") is True else inner


def assert_fits(document: dict[str, Any], schema: Any, body: Any) -> None:
    whole = {"allOf": [without_nullable(schema)], "components": without_nullable(document["components"])}
    OAS30Validator(whole, format_checker=oas30_format_checker).validate(body)


TEXTS = {"email": "a@example.com", "uri": "https://example.com", "date-time": "2026-12-01T10:00:00Z"}


def body_for(document: dict[str, Any], schema: Any, references: dict[str, str], name: str = "") -> Any:
    """Return a request body with every documented field and minimal values."""
    wanted = resolve(document, schema)
    while "allOf" in wanted:
        wanted = resolve(document, wanted["allOf"][0])
    if wanted["type"] == "object":
        fields = wanted.get("properties", {}).items()
        return {key: body_for(document, value, references, key) for key, value in fields}
    if wanted["type"] == "array":
        return [body_for(document, wanted["items"], references, name)]
    if wanted["type"] != "string":
        return {"boolean": True}.get(wanted["type"], wanted.get("minimum", 1))
    if "enum" in wanted:
        return wanted["enum"][0]
    if wanted.get("format") == "uuid":
        return references[name.removesuffix("s")]
    return TEXTS.get(wanted.get("format", ""), "x" * wanted.get("maxLength", 3))


@pytest.fixture
async def references(api: httpx.AsyncClient) -> dict[str, str]:
    """Return an existing id for each id field of the vendored document."""
    known = (await api.get("http://sandbox/_sandbox/references")).json()["sandbox"]
    first = {name: things[0]["id"] for name, things in known.items() if things}
    base = "/api/public/v1"
    return {
        "companyId": first["company"],
        "typeId": first["planner type"],
        "statusId": first["goals status"],
        "priorityId": first["goals priority"],
        "categoryId": first["goals category"],
        "roleId": first["role"],
        "userId": first[f"{base}/users"],
        "courseId": first[f"{base}/training/courses"],
        "locationId": first[f"{base}/devices/locations"],
        "reportTypeId": first["report type"],
    }


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [pytest.param(*case, id=f"{case[0]} {case[1]}") for case in operations(DOCUMENT)],
)
async def test_every_operation_answers_as_documented(
    api: httpx.AsyncClient, references: dict[str, str], method: str, path: str, operation: dict[str, Any]
) -> None:
    collection = path.partition("/{")[0]
    if "{" in path and "post" in DOCUMENT["paths"].get(collection, {}):
        create = schema_of(DOCUMENT, DOCUMENT["paths"][collection]["post"]["requestBody"])
        await api.post(f"http://sandbox{collection}", json=body_for(DOCUMENT, create, references))
    known = (await api.get("http://sandbox/_sandbox/references")).json()["sandbox"]
    url = "http://sandbox" + (path.replace("{id}", known[collection][0]["id"]) if "{" in path else path)
    body = (
        body_for(DOCUMENT, schema_of(DOCUMENT, operation["requestBody"]), references)
        if "requestBody" in operation
        else None
    )

    answer = await api.request(method, url, json=body)

    documented = next(code for code in operation["responses"] if code.startswith("2"))
    assert answer.status_code == int(documented), answer.text
    assert_fits(DOCUMENT, schema_of(DOCUMENT, operation["responses"][documented]), answer.json())


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [pytest.param(*case, id=f"{case[0]} {case[1]}") for case in operations(DOCUMENT)],
)
async def test_every_operation_fails_as_documented(
    serve: Serve, method: str, path: str, operation: dict[str, Any]
) -> None:
    url = f"http://sandbox{path}".replace("{id}", "not-an-id")
    refusals = {
        401: serve(None).request(method, url),
        403: serve("nothing", keys={"nothing": Key(scopes=())}).request(method, url),
    }
    if "requestBody" in operation or "{" in path:
        refusals[400] = serve().request(method, url, json=[])
    for status, sending in refusals.items():
        answer = await sending
        assert answer.status_code == status
        assert_fits(DOCUMENT, schema_of(DOCUMENT, operation["responses"][str(status)]), answer.json())
        assert answer.json()["requestId"] == answer.headers["x-request-id"]
        assert answer.json()["code"]


async def test_list_without_create_operation_is_seeded(api: httpx.AsyncClient) -> None:
    for path in ("tickets", "devices", "devices/locations", "compliance/checks", "surveys/nps", "users"):
        assert (await api.get(f"/{path}")).json()["pagination"]["totalCount"] == 3, path


async def test_some_seeded_records_have_nulls(api: httpx.AsyncClient) -> None:
    tickets = (await api.get("/tickets")).json()["data"]
    assert {None} < {ticket["boardName"] for ticket in tickets}


async def test_seeded_records_are_repeatable(serve: Serve) -> None:
    assert (await serve().get("/devices")).json() == (await serve().get("/devices")).json()


async def test_references_in_responses_exist(api: httpx.AsyncClient) -> None:
    users = {user["id"]: user["fullName"] for user in (await api.get("/users")).json()["data"]}
    audit = (await api.get("/analytics/company-audit")).json()["data"][0]
    assert users[audit["companyRoles"][0]["userId"]] == audit["companyRoles"][0]["userName"]


# A document of another product in the same dialect.

OTHER: dict[str, Any] = json.loads((Path(__file__).parent / "other_product.json").read_text("utf-8"))


@pytest.fixture
def other(serve: Serve) -> httpx.AsyncClient:
    client = serve(spec=OTHER)
    client.base_url = "http://sandbox/v2"
    return client


async def test_unknown_document_is_served(other: httpx.AsyncClient) -> None:
    workshop = (await other.post("/workshops", json={"name": "North", "code": "AB-123"})).json()
    assert_fits(OTHER, schema_of(OTHER, OTHER["paths"]["/workshops"]["post"]["responses"]["201"]), workshop)
    assert isinstance(workshop["id"], int)
    assert (await other.get(f"/workshops/{workshop['id']}")).json() == workshop
    for method, path, operation in operations(OTHER):
        url = path.format(workshopId=workshop["id"], toolId="0", slug="x", period="weekly")
        if "{toolId}" in path:
            tool = await other.post(f"/workshops/{workshop['id']}/tools", json={"kind": "saw", "teeth": 12})
            url = path.format(workshopId=workshop["id"], toolId=tool.json()["data"]["id"])
        if "{slug}" in path:
            url = path.format(slug=(await other.get("/guides")).json()["items"][0]["slug"])
        body = {"put": {"theme": "dark", "size": 9}}.get(
            method.lower(), {"kind": "saw", "name": "South", "code": "CD-456"}
        )
        answer = await other.request(method, url, json=body if "requestBody" in operation else None)
        documented = next(code for code in operation["responses"] if code.startswith("2"))
        assert answer.status_code == int(documented), (method, path, answer.text)
        if (schema := schema_of(OTHER, operation["responses"][documented])) is not None:
            assert_fits(OTHER, schema, answer.json())
        else:
            assert answer.content == b""
        if method == "DELETE" and path == "/workshops/{workshopId}":
            workshop = (await other.post("/workshops", json={"name": "North", "code": "AB-123"})).json()


async def test_records_belong_to_their_owner(other: httpx.AsyncClient) -> None:
    first, second = [
        (await other.post("/workshops", json={"name": name, "code": "AB-123"})).json()["id"] for name in "AB"
    ]
    tool = (await other.post(f"/workshops/{first}/tools", json={"kind": "saw", "teeth": 3})).json()["data"]
    assert tool["workshopId"] == first
    assert (await other.get(f"/workshops/{first}/tools")).json()["data"] == [tool]
    assert (await other.get(f"/workshops/{second}/tools")).json()["data"] == []
    assert (await other.get(f"/workshops/{first}/tools/{tool['id']}")).status_code == 200
    assert (await other.get(f"/workshops/{second}/tools/{tool['id']}")).status_code == 404
    assert (await other.get(f"/tools/{tool['id']}")).json()["data"] == tool


async def test_sent_id_is_ignored(other: httpx.AsyncClient) -> None:
    sent = {"name": "North", "code": "AB-123", "id": 99}
    assert [(await other.post("/workshops", json=sent)).json()["id"] for _ in range(3)] == [1, 2, 3]


async def test_deleted_record_is_404(other: httpx.AsyncClient) -> None:
    key = (await other.post("/workshops", json={"name": "North", "code": "AB-123"})).json()["id"]
    assert (await other.delete(f"/workshops/{key}")).status_code == 204
    assert (await other.get(f"/workshops/{key}")).status_code == 404
    assert (await other.delete(f"/workshops/{key}")).status_code == 404


async def test_path_without_id_keeps_its_values(other: httpx.AsyncClient) -> None:
    assert (await other.put("/settings", json={"theme": "dark", "size": 9})).json()["theme"] == "dark"
    assert (await other.get("/settings")).json()["theme"] == "dark"


async def test_public_operation_needs_no_key(serve: Serve) -> None:
    api = serve(None, spec=OTHER)
    assert (await api.get("http://sandbox/v2/health")).status_code == 200
    assert (await api.get("http://sandbox/v2/guides")).status_code == 200
    assert (await api.get("http://sandbox/v2/settings")).status_code == 401


async def test_path_punctuation_is_literal(serve: Serve) -> None:
    answers = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}
    api = serve(spec={"openapi": "3.0.3", "paths": {"/a.b/{id}.json": {"get": {"responses": answers}}}})
    assert (await api.get("http://sandbox/a.b/1.json")).status_code == 200
    assert (await api.get("http://sandbox/aXb/1.json")).status_code == 404
    assert (await api.get("http://sandbox/a.b/1Xjson")).status_code == 404


async def test_error_body_fits_documented_schema(other: httpx.AsyncClient) -> None:
    answer = await other.post("/workshops", json={"name": "North", "code": "wrong"})
    assert answer.status_code == 400
    assert_fits(OTHER, schema_of(OTHER, OTHER["paths"]["/workshops"]["post"]["responses"]["400"]), answer.json())
