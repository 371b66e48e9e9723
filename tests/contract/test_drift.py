"""Tests of check h. The live server is a sandbox with another version of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import unseen_product
from contract_tree import Report, Tree

from msportal_client.sandbox import Key, Sandbox


def create_vehicle(sandbox: Sandbox, **fields: Any) -> None:
    """Create a vehicle, so that lists are not empty."""
    response = httpx.post(
        f"{sandbox.url}/api/public/v2/vehicles",
        headers={"authorization": f"Bearer {sandbox.key}"},
        json={"name": "Van", "seats": 3, **fields},
    )
    assert response.is_success, response.text


def check(tree: Tree, sandbox: Sandbox, *arguments: str) -> Report:
    return tree.check("h", "--base-url", sandbox.url, *arguments, MSPORTAL_API_KEY=sandbox.key)


@pytest.fixture(scope="module")
def same() -> Iterator[Sandbox]:
    with Sandbox(spec=unseen_product.document("Vehicle"), quota=1000) as sandbox:
        create_vehicle(sandbox)
        yield sandbox


def test_h_passes_for_same_document(whole_tree: Tree, same: Sandbox) -> None:
    report = check(whole_tree, same)
    assert (report.outcome("h"), report.code) == ("passed", 0), report.text
    assert "2 of 2 GET operations were called, in 2 requests" in report.text
    assert {request.method for request in same.requests[1:]} == {"GET"}
    assert same.key not in report.text


def changed_document() -> Any:
    document = unseen_product.document("Vehicle")
    schemas = document["components"]["schemas"]
    vehicle = schemas["Vehicle"]["properties"]
    vehicle["mileage"] = {"type": "string"}
    vehicle["colour"] = {"type": "string"}
    vehicle["createdAt"] = {"type": "string", "nullable": False}
    schemas["FleetState"]["enum"] = ["stolen"]
    schemas["Vehicle"]["required"] = ["id", "mileage", "colour", "state", "createdAt"]
    del vehicle["isElectric"]
    responses = document["paths"]["/api/public/v2/vehicles"]["get"]["responses"]
    responses["203"] = responses.pop("200")
    return document


def test_h_reports_each_difference_once_with_pointers(whole_tree: Tree) -> None:
    with Sandbox(spec=changed_document(), quota=1000) as sandbox:
        create_vehicle(sandbox, name="Van", state="stolen")
        create_vehicle(sandbox, name="Bus", state="stolen")
        report = check(whole_tree, sandbox)
    assert (report.outcome("h"), report.code) == ("FAILED", 1)
    vehicle = "#/components/schemas/Vehicle"
    for message in (
        "GET /api/public/v2/vehicles: the status is 203, not 200 (spec: #/paths/~1api~1public~1v2~1vehicles/get/responses)",
        f"/data/0/mileage is string, not number (spec: {vehicle}/properties/mileage)",
        f"/data/0/colour is not documented (spec: {vehicle}/properties)",
        f"/data/0/state has a value 'stolen' that is not documented (spec: {vehicle}/properties/state)",
        f"/data/0 lacks labels, garage, readings, isElectric (spec: {vehicle})",
        f"/data/mileage is string, not number (spec: {vehicle}/properties/mileage)",
        "the client cannot read it",
    ):
        assert message in report.text
    assert report.text.count("GET /api/public/v2/vehicles: /data/") == report.text.count(
        "GET /api/public/v2/vehicles: /data/0"
    )


def test_h_stops_at_budget(whole_tree: Tree, same: Sandbox) -> None:
    before = len(same.requests)
    report = check(whole_tree, same, "--budget", "1")
    assert len(same.requests) == before + 1
    assert "not called: Get vehicle: the budget of 1 requests is used up" in report.text


def test_h_stops_at_first_401(whole_tree: Tree, same: Sandbox) -> None:
    before = len(same.requests)
    report = whole_tree.check("h", "--base-url", same.url, MSPORTAL_API_KEY="unknown-key")
    assert (report.outcome("h"), report.code) == ("FAILED", 1)
    assert "the server does not accept this key (401)" in report.text
    assert len(same.requests) == before + 1


def test_h_skips_operations_without_permission(whole_tree: Tree) -> None:
    keys = {"narrow": Key(scopes=("vehicles.write",))}
    with Sandbox(spec=unseen_product.document("Vehicle"), keys=keys) as sandbox:
        report = check(whole_tree, sandbox)
    assert "not called: List vehicles: the key has no permission (403)" in report.text
    assert report.code == 1
    assert "no response could be read" in report.text


def test_h_not_run_without_server(whole_tree: Tree) -> None:
    report = whole_tree.check("h")
    assert (report.outcome("h"), report.code) == ("not run", 0)


def test_h_needs_key_and_https(whole_tree: Tree) -> None:
    report = whole_tree.check("h", "--base-url", "https://msportal.invalid", MSPORTAL_API_KEY="")
    assert report.code == 2
    assert "MSPORTAL_API_KEY" in report.text
    report = whole_tree.check("h", "--base-url", "http://msportal.invalid", MSPORTAL_API_KEY="key")
    assert report.code == 2
    assert "must begin with https://" in report.text
