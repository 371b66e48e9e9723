"""Check h: a live server against the spec. The live server is a sandbox of a document that has moved on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import unseen_product
from contract_tree import Report, Tree

from msportal_client.sandbox import Key, Sandbox


def create_vehicle(sandbox: Sandbox, **fields: Any) -> None:
    """A list without anything in it shows nothing."""
    answer = httpx.post(
        f"{sandbox.url}/api/public/v2/vehicles",
        headers={"authorization": f"Bearer {sandbox.key}"},
        json={"name": "Van", "seats": 3, **fields},
    )
    assert answer.is_success, answer.text


def check(tree: Tree, sandbox: Sandbox, *arguments: str) -> Report:
    return tree.check("h", "--base-url", sandbox.url, *arguments, MSPORTAL_API_KEY=sandbox.key)


@pytest.fixture(scope="module")
def same() -> Iterator[Sandbox]:
    with Sandbox(spec=unseen_product.document("Vehicle"), quota=1000) as sandbox:
        create_vehicle(sandbox)
        yield sandbox


def test_a_server_of_the_same_document_has_not_drifted(whole_tree: Tree, same: Sandbox) -> None:
    report = check(whole_tree, same)
    assert (report.outcome("h"), report.code) == ("passed", 0), report.text
    assert "2 of 2 operations to read were asked, in 2 requests" in report.text
    assert {request.method for request in same.requests[1:]} == {"GET"}
    assert same.key not in report.text


def moved_on() -> Any:
    document = unseen_product.document("Vehicle")
    schemas = document["components"]["schemas"]
    vehicle = schemas["Vehicle"]["properties"]
    vehicle["mileage"] = {"type": "string"}
    vehicle["colour"] = {"type": "string"}
    vehicle["createdAt"] = {"type": "string", "nullable": False}
    schemas["FleetState"]["enum"] = ["stolen"]
    schemas["Vehicle"]["required"] = ["id", "mileage", "colour", "state", "createdAt"]
    del vehicle["isElectric"]
    answers = document["paths"]["/api/public/v2/vehicles"]["get"]["responses"]
    answers["203"] = answers.pop("200")
    return document


def test_each_difference_is_told_once_with_where_it_is_in_the_answer_and_in_the_spec(whole_tree: Tree) -> None:
    with Sandbox(spec=moved_on(), quota=1000) as sandbox:
        create_vehicle(sandbox, name="Van", state="stolen")
        create_vehicle(sandbox, name="Bus", state="stolen")
        report = check(whole_tree, sandbox)
    assert (report.outcome("h"), report.code) == ("FAILED", 1)
    vehicle = "#/components/schemas/Vehicle"
    for told in (
        "GET /api/public/v2/vehicles: the status is 203, not 200 (spec: #/paths/~1api~1public~1v2~1vehicles/get/responses)",
        f"/data/0/mileage is string, not number (spec: {vehicle}/properties/mileage)",
        f"/data/0/colour is not documented (spec: {vehicle}/properties)",
        f"/data/0/state has a value 'stolen' that is not documented (spec: {vehicle}/properties/state)",
        f"/data/0 lacks labels, garage, readings, isElectric (spec: {vehicle})",
        f"/data/mileage is string, not number (spec: {vehicle}/properties/mileage)",
        "the client cannot read it",
    ):
        assert told in report.text
    assert report.text.count("GET /api/public/v2/vehicles: /data/") == report.text.count(
        "GET /api/public/v2/vehicles: /data/0"
    )


def test_no_more_requests_are_spent_than_the_budget_allows(whole_tree: Tree, same: Sandbox) -> None:
    before = len(same.requests)
    report = check(whole_tree, same, "--budget", "1")
    assert len(same.requests) == before + 1
    assert "not asked: Get vehicle: the budget of 1 requests is spent" in report.text


def test_a_key_that_is_not_taken_is_a_failure_and_asked_with_once(whole_tree: Tree, same: Sandbox) -> None:
    before = len(same.requests)
    report = whole_tree.check("h", "--base-url", same.url, MSPORTAL_API_KEY="nobodys")
    assert (report.outcome("h"), report.code) == ("FAILED", 1)
    assert "the server does not take this key (401)" in report.text
    assert len(same.requests) == before + 1


def test_what_the_key_may_not_read_is_left_out(whole_tree: Tree) -> None:
    keys = {"narrow": Key(scopes=("vehicles.write",))}
    with Sandbox(spec=unseen_product.document("Vehicle"), keys=keys) as sandbox:
        report = check(whole_tree, sandbox)
    assert "not asked: List vehicles: the key may not (403)" in report.text
    assert report.code == 1
    assert "nothing could be read" in report.text


def test_without_a_server_it_is_not_run(whole_tree: Tree) -> None:
    report = whole_tree.check("h")
    assert (report.outcome("h"), report.code) == ("not run", 0)


def test_without_a_key_or_with_a_url_in_the_clear_nothing_is_sent(whole_tree: Tree) -> None:
    report = whole_tree.check("h", "--base-url", "https://msportal.invalid", MSPORTAL_API_KEY="")
    assert report.code == 2
    assert "MSPORTAL_API_KEY" in report.text
    report = whole_tree.check("h", "--base-url", "http://msportal.invalid", MSPORTAL_API_KEY="key")
    assert report.code == 2
    assert "must begin with https://" in report.text
