"""Records that a sandbox has in the beginning, and those that are added to it."""

from __future__ import annotations

import enum
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from msportal_client import MSPortal
from msportal_client.sandbox import COMPANY_ID, FULL_KEY, PLANNER_TYPE_ID, Key, Sandbox, seed_id

COMPANIES = {
    seed_id("sandbox", "company", number): name
    for number, name in enumerate(("Northwind Traders", "Contoso", "Fabrikam"), start=1)
}


def rows_of(sandbox: Sandbox, path: str, key: str = FULL_KEY) -> list[dict[str, Any]]:
    """Return every record of a list."""
    found: list[dict[str, Any]] = []
    with httpx.Client(base_url=sandbox.url, headers={"Authorization": f"Bearer {key}"}) as client:
        for page in range(1, 1000):
            body = client.get(f"/api/public/v1/{path}", params={"page": page, "limit": 100}).raise_for_status().json()
            found += body["data"]
            if not body["pagination"]["hasNextPage"]:
                break
    return found


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=10_000) as running:
        yield running


@pytest.mark.parametrize("name", ["tickets", "ticket", "Tickets"])
def test_number_of_rows(name: str) -> None:
    with Sandbox(quota=10_000, rows={name: 250, "devices": 0}) as sandbox:
        tickets = rows_of(sandbox, "tickets")
        assert rows_of(sandbox, "devices") == []
        assert len(rows_of(sandbox, "users")) == 3

    assert len(tickets) == len({ticket["id"] for ticket in tickets}) == 250
    assert len({ticket["title"] for ticket in tickets}) == 250
    # The first ones are those that a sandbox has without it.
    assert seed_id("sandbox", "ticket", 1) in {ticket["id"] for ticket in tickets}


@pytest.mark.parametrize("name", ["planner/items", "planner_items", "planner item", "plannerItem"])
def test_rows_of_what_operations_create(name: str) -> None:
    with (
        Sandbox(quota=10_000, rows={name: 7}) as sandbox,
        MSPortal(FULL_KEY, base_url=sandbox.url, strict=True) as client,
    ):
        items = client.planner.list_planner_items().collect()

    assert len(items) == 7
    for item in items:
        assert item.company is None or item.company.name in COMPANIES.values()
        assert item.due_date is None or (item.fiscal_year, item.fiscal_quarter) == (
            item.due_date.year,
            (item.due_date.month - 1) // 3 + 1,
        )


def test_rows_of_reference_data() -> None:
    with Sandbox(quota=10_000, rows={"company": 5, "tickets": 20}) as sandbox:
        names = {ticket["companyName"] for ticket in rows_of(sandbox, "tickets")}
        ids = {record["id"]: record["name"] for record in sandbox.references()["sandbox"]["company"]}
        assert {ticket["companyId"] for ticket in rows_of(sandbox, "tickets")} == set(ids)

    assert len(ids) == 5
    assert names == set(ids.values())


def test_rows_of_different_lists_are_of_the_same_companies() -> None:
    with Sandbox(quota=10_000, rows={"tickets": 30, "devices": 10, "planner/items": 9}) as sandbox:
        for path in ("tickets", "devices", "devices/locations", "compliance/checks"):
            for row in rows_of(sandbox, path):
                assert row["companyName"] == COMPANIES[row["companyId"]]
        for path in ("users", "planner/items"):
            for row in rows_of(sandbox, path):
                if row["company"]:
                    assert row["company"]["name"] == COMPANIES[row["company"]["id"]]
        audits = rows_of(sandbox, "analytics/company-audit")
    # A row of the audit is about a company, and has its id and name.
    assert {audit["id"]: audit["name"] for audit in audits} == COMPANIES


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"tickez": 3}, "'tickez' is no resource of this sandbox; there are .*tickets"),
        ({"tickets": -1}, "must be a whole number from 0 to 100000, not -1"),
        ({"tickets": 1.5}, "must be a whole number"),
        ({"tickets": 100_001}, "must be a whole number"),
    ],
)
def test_wrong_rows(rows: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Sandbox(rows=rows)


class Colour(enum.Enum):
    RED = "red"


def test_add_record(sandbox: Sandbox) -> None:
    made = sandbox.add(
        "tickets", title="Printer on fire", company_id=UUID(COMPANY_ID), isClosed=False, status=Colour.RED
    )

    assert made["title"] == "Printer on fire"
    assert (made["companyId"], made["companyName"]) == (COMPANY_ID, "Northwind Traders")
    assert (made["isClosed"], made["status"]) == (False, "red")
    assert made["description"] is not None
    assert made in rows_of(sandbox, "tickets")


def test_add_record_with_computed_and_nested_fields(sandbox: Sandbox) -> None:
    made = sandbox.add(
        "planner/items",
        title="x",
        due_date=datetime(2031, 5, 6, tzinfo=UTC),
        company={"id": COMPANY_ID, "name": "Northwind Traders"},
        tags=("a", "b"),
    )

    assert (made["dueDate"], made["fiscalYear"], made["fiscalQuarter"]) == ("2031-05-06T00:00:00.000Z", 2031, 2)
    assert made["company"]["id"] == COMPANY_ID
    assert made["tags"] == ["a", "b"]
    with MSPortal(FULL_KEY, base_url=sandbox.url, strict=True) as client:
        client.planner.create_planner_item(title="y", company_id=COMPANY_ID, type_id=PLANNER_TYPE_ID)
        assert {item.title for item in client.planner.list_planner_items()} == {"x", "y"}


def test_add_record_that_requests_refer_to(sandbox: Sandbox) -> None:
    company = sandbox.add("company", name="Tailspin Toys")
    with MSPortal(FULL_KEY, base_url=sandbox.url) as client:
        item = client.planner.create_planner_item(title="x", company_id=company["id"])

    assert item.company is not None
    assert item.company.name == "Tailspin Toys"


def test_add_record_of_tenant() -> None:
    keys = {"one-key": Key("acme", ("*",)), "other-key": Key("globex", ("*",))}
    with Sandbox(quota=1000, keys=keys) as sandbox:
        sandbox.add("tickets", title="ours")
        sandbox.add("tickets", tenant="globex", title="theirs")
        titles = [{row["title"] for row in rows_of(sandbox, "tickets", key)} for key in keys]
        with pytest.raises(ValueError, match="no key is of the tenant 'initech'"):
            sandbox.add("tickets", tenant="initech")

    assert "ours" in titles[0] - titles[1]
    assert "theirs" in titles[1] - titles[0]


def test_reset_removes_added_records(sandbox: Sandbox) -> None:
    sandbox.add("tickets", title="x")
    sandbox.reset()

    assert len(rows_of(sandbox, "tickets")) == 3


@pytest.mark.parametrize(
    ("resource", "values", "message"),
    [
        ("tickez", {}, "is no resource"),
        ("tickets", {"colour": "red"}, "a ticket has no field colour; it has id, ticketNumber"),
        ("tickets", {"title": 3}, "title of a ticket cannot be 3"),
        ("planner/items", {"status": "Someday"}, "status of a item cannot be 'Someday'"),
        ("planner/items", {"id": "x"}, "id of a item cannot be 'x'"),
        ("tickets", {"id": seed_id("sandbox", "ticket", 1)}, "there is a ticket with the id"),
    ],
)
def test_add_wrong_record(sandbox: Sandbox, resource: str, values: dict[str, Any], message: str) -> None:
    before = sandbox.references()
    with pytest.raises(ValueError, match=message):
        sandbox.add(resource, **values)

    assert sandbox.references() == before


def test_command_prints_variables_and_takes_rows() -> None:
    command = [
        sys.executable,
        "-m",
        "msportal_client.sandbox",
        "--port",
        "0",
        "--rows",
        "tickets=120",
        "--rows",
        "users=1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = next(line for line in process.stdout if line.strip().startswith("export "))
        variables = dict(re.findall(r"(\w+)=(\S+)", line))
        code = "from msportal_client import MSPortal\nwith MSPortal() as m: print(len(m.tickets.list_tickets(limit=100).collect()))"
        counted = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **variables}, check=True, capture_output=True, text=True
        )
        process.terminate()

    assert set(variables) == {"MSPORTAL_API_KEY", "MSPORTAL_BASE_URL"}
    assert counted.stdout.strip() == "120"
