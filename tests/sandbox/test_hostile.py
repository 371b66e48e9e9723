"""Arbitrary input gets a valid response or a 4xx with a message, never a 500."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msportal_client.sandbox import COMPANY_ID, FULL_KEY, create_app

Serve = Callable[..., httpx.AsyncClient]

APP = create_app(quota=10**9)
OPERATIONS = [operation.key.split(" ") for operation in APP.state.service.spec.operations]
IN_PROCESS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

field_names = st.sampled_from(
    [
        "title",
        "companyId",
        "dueDate",
        "status",
        "participants",
        "userIds",
        "roleIds",
        "year",
        "url",
        "email",
        "companyUrls",
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.just(COMPANY_ID),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(field_names | st.text(), inner, max_size=6),
    max_leaves=12,
)


async def send(method: str, path: str, **options: Any) -> httpx.Response:
    """Send a request to a sandbox that is shared by all tests of this module."""
    transport = httpx.ASGITransport(app=APP)
    headers = {"Authorization": f"Bearer {FULL_KEY}", **options.pop("headers", {})}
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        return await client.request(method, path, headers=headers, **options)


def assert_no_server_error(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    assert answer.headers["x-request-id"]
    body: Any = json.loads(answer.content)
    if answer.status_code >= 400:
        assert body["error"]
        assert body["code"]


@IN_PROCESS
@given(
    operation=st.sampled_from(OPERATIONS), body=anything, key=st.sampled_from([COMPANY_ID, "x", "%00", "é", "..%2f"])
)
async def test_any_json_body_is_answered(operation: list[str], body: Any, key: str) -> None:
    method, path = operation
    text = json.dumps(body, default=str)
    answer = await send(
        method, path.replace("{id}", key), content=text.encode(), headers={"Content-Type": "application/json"}
    )
    assert_no_server_error(answer)


@IN_PROCESS
@given(operation=st.sampled_from(OPERATIONS), body=st.binary(max_size=200))
async def test_any_bytes_body_is_answered(operation: list[str], body: bytes) -> None:
    method, path = operation
    answer = await send(
        method, path.replace("{id}", COMPANY_ID), content=body, headers={"Content-Type": "application/json"}
    )
    assert_no_server_error(answer)


@IN_PROCESS
@given(
    path=st.sampled_from([path for method, path in OPERATIONS if method == "GET"]),
    names=st.lists(
        st.sampled_from(
            ["page", "limit", "sortColumn", "sortBy", "orderBy", "sortDesc", "companyId", "status", "dateFrom", "live"]
        ),
        max_size=5,
    ),
    values=st.lists(st.text() | st.integers().map(str) | st.floats().map(str), min_size=5, max_size=5),
)
async def test_any_query_is_answered(path: str, names: list[str], values: list[str]) -> None:
    assert_no_server_error(
        await send("GET", path.replace("{id}", COMPANY_ID), params=list(zip(names, values, strict=False)))
    )


@IN_PROCESS
@given(
    raw=st.binary(max_size=30), method=st.sampled_from(["GET", "POST", "QUERY"]), safe=st.sampled_from(["", "/", "/{}"])
)
async def test_any_path_is_answered(raw: bytes, method: str, safe: str) -> None:
    assert_no_server_error(await send(method, "/api/public/v1/" + quote(raw, safe)))


@pytest.mark.parametrize(
    "path",
    [
        "/api/public/v1/../../../etc/passwd",
        "/api/public/v1/%2e%2e/%2e%2e/etc/passwd",
        "/api/public/v1/budgets/..%2f..%2fetc%2fpasswd",
        "/api/public/v1/budgets/%ff%fe",
        "/api/public/v1/budgets/",
        "/api/public/v1//budgets",
        "/_sandbox/../openapi.json",
        "/_sandbox/browser/..%2fspec.py",
        "/_sandbox/browser/LICENSE",
        "/openapi.json",
    ],
)
async def test_path_traversal_is_404(path: str) -> None:
    assert (await send("GET", path)).status_code in {400, 404}


async def test_chunked_body_is_bounded() -> None:
    async def pieces() -> Any:
        for _ in range(2000):
            yield b" " * 1024

    answer = await send("POST", "/api/public/v1/goals", content=pieces(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


async def test_too_many_query_parameters_are_400() -> None:
    answer = await send("GET", "/api/public/v1/users?" + "&".join(["a=1"] * 2000))
    assert answer.status_code == 400


async def test_unsupported_method_is_405() -> None:
    answer = await send("DELETE", "/api/public/v1/budgets")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert answer.json()["code"] == "METHOD_NOT_ALLOWED"
