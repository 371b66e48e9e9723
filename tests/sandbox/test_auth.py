"""API keys, scopes and tenants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from msportal_client.sandbox import COMPANY_ID, READ_KEY, Key, seed_id
from msportal_client.sandbox.auth import read_keys

Serve = Callable[..., httpx.AsyncClient]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (None, "Send your API key: Authorization: Bearer <key>"),
        ("", "Send your API key: Authorization: Bearer <key>"),
        ("Bearer", "Send your API key: Authorization: Bearer <key>"),
        ("Basic bXNwX3NhbmRib3hfa2V5", "Send your API key: Authorization: Bearer <key>"),
        ("Bearer msp_sandbox_key extra", "Send your API key: Authorization: Bearer <key>"),
        ("Bearer MSP_SANDBOX_KEY", "Unknown API key"),
    ],
)
async def test_request_without_known_key_is_401(serve: Serve, header: str | None, says: str) -> None:
    answer = await serve(None).get("/users", headers={"Authorization": header} if header is not None else {})
    assert (answer.status_code, answer.json()["error"], answer.json()["code"]) == (401, says, "UNAUTHORIZED")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "x-ratelimit-limit" not in answer.headers


async def test_bearer_scheme_ignores_case(serve: Serve) -> None:
    answer = await serve(None).get("/users", headers={"Authorization": "bearer  msp_sandbox_key"})
    assert answer.status_code == 200


async def test_read_key_cannot_write(serve: Serve) -> None:
    api = serve(READ_KEY)
    assert (await api.get("/planner/items")).status_code == 200
    answer = await api.post("/planner/items", json={"title": "x"})
    assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "/planner/items", "planner.write"),
        ("POST", "/goals", "goals.write"),
        ("GET", "/tickets", "tickets.read"),
        ("POST", "/companies/users", "company_users.write"),
        ("GET", "/surveys/nps", "nps_surveys.read"),
    ],
)
async def test_missing_scope_is_named(serve: Serve, method: str, path: str, scope: str) -> None:
    """The named scope is the one that is needed."""
    answer = await serve("k", keys={"k": Key(scopes=("other.read",))}).request(method, path, json={})
    assert answer.json()["error"] == f"Missing required scope ({scope})"
    assert (await serve("k", keys={"k": Key(scopes=(scope,))}).request(method, path, json={})).status_code != 403


async def test_scope_is_checked_before_body(serve: Serve) -> None:
    assert (await serve(READ_KEY).post("/goals", json={})).status_code == 403


async def test_ids_of_other_tenant_are_unknown(serve: Serve) -> None:
    api = serve("a", keys={"a": Key(tenant="sandbox"), "b": Key(tenant="other")})
    mine = (await api.post("/budgets", json={"title": "2027", "companyId": COMPANY_ID})).json()["data"]["id"]
    theirs = {"Authorization": "Bearer b"}
    for method in ("GET", "PATCH"):
        answer = await api.request(method, f"/budgets/{mine}", headers=theirs, json={} if method == "PATCH" else None)
        assert answer.status_code == 404
    assert (await api.get("/budgets", headers=theirs)).json()["data"] == []
    answer = await api.post("/budgets", json={"companyId": COMPANY_ID}, headers=theirs)
    assert answer.json()["code"] == "INVALID_REFERENCE"
    answer = await api.post("/budgets", json={"companyId": seed_id("other", "company", 1)}, headers=theirs)
    assert answer.status_code == 201


async def test_keys_of_one_tenant_share_records(serve: Serve) -> None:
    api = serve()
    await api.post("/planner/items", json={"title": "x"})
    answer = await api.get("/planner/items", headers={"Authorization": f"Bearer {READ_KEY}"})
    assert answer.json()["pagination"]["totalCount"] == 1


def test_read_keys_from_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text('{"a": {"tenant": "acme", "scopes": ["*.read"]}, "b": {}}')
    assert read_keys(file) == {"a": Key("acme", ("*.read",)), "b": Key("sandbox", ("*",))}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"a": 1}', '{"a": {"scope": []}}', '{"a": {"scopes": "*"}}'])
def test_read_keys_rejects_invalid_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"keys\.json|a: "):
        read_keys(file)
