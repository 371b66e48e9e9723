"""Every operation of a document answers, with a body that fits what the document says."""

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


def followed(document: dict[str, Any], holder: Any) -> Any:
    """What `holder` is, or refers to."""
    if "$ref" not in holder:
        return holder
    target: Any = document
    for step in holder["$ref"][2:].split("/"):
        target = target[step]
    return followed(document, target)


def schema_of(document: dict[str, Any], holder: Any) -> Any:
    held = followed(document, holder)
    return held["content"]["application/json"]["schema"] if "content" in held else None


def spelled_out(schema: Any) -> Any:
    """`schema` with `nullable` as an alternative: written apart from what the sandbox makes of it."""
    if isinstance(schema, list):
        return [spelled_out(item) for item in cast("Sequence[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    known = cast("dict[str, Any]", schema)
    inner = {key: spelled_out(value) for key, value in known.items() if key != "nullable"}
    return {"anyOf": [{"enum": [None]}, inner]} if known.get("nullable") is True else inner


def assert_fits(document: dict[str, Any], schema: Any, body: Any) -> None:
    whole = {"allOf": [spelled_out(schema)], "components": spelled_out(document["components"])}
    OAS30Validator(whole, format_checker=oas30_format_checker).validate(body)


TEXTS = {"email": "a@example.com", "uri": "https://example.com", "date-time": "2026-12-01T10:00:00Z"}


def body_for(document: dict[str, Any], schema: Any, references: dict[str, str], name: str = "") -> Any:
    """A full request body: every documented field, in the shortest way that is allowed."""
    wanted = followed(document, schema)
    while "allOf" in wanted:
        wanted = followed(document, wanted["allOf"][0])
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
    """For each id field of the vendored document, an id that exists."""
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
async def test_every_operation_refuses_as_documented(
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


async def test_a_list_of_what_cannot_be_created_is_not_empty(api: httpx.AsyncClient) -> None:
    for path in ("tickets", "devices", "devices/locations", "compliance/checks", "surveys/nps", "users"):
        assert (await api.get(f"/{path}")).json()["pagination"]["totalCount"] == 3, path


async def test_some_seeded_things_have_nulls_so_that_clients_meet_them(api: httpx.AsyncClient) -> None:
    tickets = (await api.get("/tickets")).json()["data"]
    assert {None} < {ticket["boardName"] for ticket in tickets}


async def test_two_sandboxes_are_seeded_alike(serve: Serve) -> None:
    assert (await serve().get("/devices")).json() == (await serve().get("/devices")).json()


async def test_what_an_answer_refers_to_exists_and_is_called_the_same_everywhere(api: httpx.AsyncClient) -> None:
    users = {user["id"]: user["fullName"] for user in (await api.get("/users")).json()["data"]}
    audit = (await api.get("/analytics/company-audit")).json()["data"][0]
    assert users[audit["companyRoles"][0]["userId"]] == audit["companyRoles"][0]["userName"]


# Another product, in the same dialect: nothing of it is known to the sandbox.

OTHER: dict[str, Any] = json.loads((Path(__file__).parent / "other_product.json").read_text("utf-8"))


@pytest.fixture
def other(serve: Serve) -> httpx.AsyncClient:
    client = serve(spec=OTHER)
    client.base_url = "http://sandbox/v2"
    return client


async def test_a_document_never_seen_before_is_served(other: httpx.AsyncClient) -> None:
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


async def test_what_is_created_under_an_owner_is_listed_there_alone(other: httpx.AsyncClient) -> None:
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


async def test_the_server_gives_ids_and_nobody_else(other: httpx.AsyncClient) -> None:
    sent = {"name": "North", "code": "AB-123", "id": 99}
    assert [(await other.post("/workshops", json=sent)).json()["id"] for _ in range(3)] == [1, 2, 3]


async def test_what_is_deleted_is_gone(other: httpx.AsyncClient) -> None:
    key = (await other.post("/workshops", json={"name": "North", "code": "AB-123"})).json()["id"]
    assert (await other.delete(f"/workshops/{key}")).status_code == 204
    assert (await other.get(f"/workshops/{key}")).status_code == 404
    assert (await other.delete(f"/workshops/{key}")).status_code == 404


async def test_a_path_that_holds_one_thing_keeps_what_is_written_to_it(other: httpx.AsyncClient) -> None:
    assert (await other.put("/settings", json={"theme": "dark", "size": 9})).json()["theme"] == "dark"
    assert (await other.get("/settings")).json()["theme"] == "dark"


async def test_an_operation_that_asks_for_no_key_answers_without_one(serve: Serve) -> None:
    api = serve(None, spec=OTHER)
    assert (await api.get("http://sandbox/v2/health")).status_code == 200
    assert (await api.get("http://sandbox/v2/guides")).status_code == 200
    assert (await api.get("http://sandbox/v2/settings")).status_code == 401


async def test_what_is_punctuation_in_a_path_means_itself(serve: Serve) -> None:
    answers = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}
    api = serve(spec={"openapi": "3.0.3", "paths": {"/a.b/{id}.json": {"get": {"responses": answers}}}})
    assert (await api.get("http://sandbox/a.b/1.json")).status_code == 200
    assert (await api.get("http://sandbox/aXb/1.json")).status_code == 404
    assert (await api.get("http://sandbox/a.b/1Xjson")).status_code == 404


async def test_the_documented_shape_of_errors_is_kept(other: httpx.AsyncClient) -> None:
    answer = await other.post("/workshops", json={"name": "North", "code": "wrong"})
    assert answer.status_code == 400
    assert_fits(OTHER, schema_of(OTHER, OTHER["paths"]["/workshops"]["post"]["responses"]["400"]), answer.json())
