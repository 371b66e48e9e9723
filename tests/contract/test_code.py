"""Tests of checks a to e: each fails when it should."""

from __future__ import annotations

import json
import re
import shutil
from typing import Any

import pytest
from contract_tree import ROOT, Tree


def test_checks_pass_on_generated_client(whole_tree: Tree) -> None:
    report = whole_tree.check("abcde")
    assert [report.outcome(letter) for letter in "abcde"] == ["passed"] * 5
    assert report.code == 0


def failure(tree: Tree, letter: str) -> str:
    report = tree.check(letter)
    assert (report.outcome(letter), report.code) == ("FAILED", 1), report.text
    return report.text


# --- a ---------------------------------------------------------------------------------------------------------------


def test_a_reports_invalid_openapi(tree: Tree) -> None:
    def change(spec: Any) -> None:
        del spec["info"]["title"]
        spec["components"]["schemas"]["Vehicle"]["type"] = "vehicle"

    tree.edit_spec(change)
    text = failure(tree, "a")
    assert '#/info: "title" is a required property\n' in text
    assert "#/components/schemas/Vehicle" in text


def test_a_reports_generator_problems(tree: Tree) -> None:
    def change(spec: Any) -> None:
        spec["components"]["schemas"]["A" * 200] = {"type": "object", "properties": {"a": {"type": "string"}}}

    tree.edit_spec(change)
    assert "the class name has more than" in failure(tree, "a")


def test_a_reports_outdated_correction(tree: Tree) -> None:
    shutil.copytree(ROOT / "scripts", tree.root / "scripts")
    shutil.copy(ROOT / "generator-config.yaml", tree.root)
    correction = {"at": "/info/title", "says": "Another title", "true": "Fleet", "why": "It is misspelled."}
    corrections = [{"title": "Fleet Public API", "corrections": [correction]}]
    (tree.root / "scripts" / "generation" / "corrections.json").write_text(json.dumps(corrections))
    assert "#/info/title: the document no longer says" in failure(tree, "a")


def test_d_follows_corrections(tree: Tree) -> None:
    """The spec allows 10 labels, the correction and the code allow 5."""

    def change(spec: Any) -> None:
        for name in ("Create", "Update"):
            spec["components"]["schemas"][f"{name}VehicleRequest"]["properties"]["labels"]["maxItems"] = 10

    tree.edit_spec(change)
    assert "labels: maxItems 10: a value at the limit is refused" in failure(tree, "d")
    shutil.copytree(ROOT / "scripts", tree.root / "scripts")
    shutil.copy(ROOT / "generator-config.yaml", tree.root)
    at = "/components/schemas/*/properties/labels"
    correction = {"at": at, "says": {"maxItems": 10}, "true": {"maxItems": 5}, "why": "Others are refused."}
    corrections = [{"title": "Fleet Public API", "corrections": [correction]}]
    (tree.root / "scripts" / "generation" / "corrections.json").write_text(json.dumps(corrections))
    assert tree.check("d").outcome("d") == "passed"


@pytest.mark.parametrize("text", ["", "[]", '{"openapi": "2.0"}'])
def test_checks_refuse_non_openapi_files(tree: Tree, text: str) -> None:
    (tree.root / "openapi.json").write_text(text)
    report = tree.check("a")
    assert report.code == 2
    assert "nothing was checked" in report.text


# --- b ---------------------------------------------------------------------------------------------------------------


def test_b_reports_edited_files(tree: Tree) -> None:
    tree.append("models/vehicle.py", "# by hand")
    (tree.root / "msportal_client" / "api" / "vehicles" / "get_vehicle.py").unlink()
    text = failure(tree, "b")
    assert "models/vehicle.py differs" in text
    assert "api/vehicles/get_vehicle.py is missing" in text


# --- c ---------------------------------------------------------------------------------------------------------------


SURFACE = [
    ("api/vehicles/get_vehicle.py", "def sync(", "def sync_(", "get_vehicle has no sync"),
    ("api/vehicles/get_vehicle.py", 'name="get_vehicle"', 'name="fetch"', "'Get vehicle' is called fetch"),
    ("api/vehicles/get_vehicle.py", "    id: UUID | str,\n", "    id,\n", "asyncio_detailed has no types for id"),
    (
        "api/vehicles/list_vehicles.py",
        '"createdFrom"',
        '"createdSince"',
        "the query parameter createdFrom is missing",
    ),
    (
        "api/vehicles/__init__.py",
        "async def get_vehicle(",
        "async def get(",
        "AsyncVehicles has no method for 'Get vehicle'",
    ),
    ("api/vehicles/__init__.py", "scope `vehicles.write`", "a scope", "does not mention scope `vehicles.write`"),
    ("api/vehicles/__init__.py", "Error: 403: ", "Error: ", "AsyncVehicles.list_vehicles does not mention 403: "),
]


def test_c_reports_missing_parts_of_operations(tree: Tree) -> None:
    for name, old, new, _ in SURFACE:
        tree.edit(name, old, new)
    tree.edit("api/vehicles/__init__.py", "raw_async(AsyncVehicles.get_vehicle)", "raw_async(AsyncVehicles.get)")
    tree.append("api/vehicles/update_vehicle.py", "asyncio = sync  # type: ignore")
    text = failure(tree, "c")
    assert [message for *_, message in SURFACE if message not in text] == []
    assert "#/paths/~1api~1public~1v2~1vehicles~1{id}/patch: asyncio is not a coroutine function" in text


def test_c_reports_tag_without_attribute(tree: Tree) -> None:
    tree.edit("api/__init__.py", "def vehicles(self) -> AsyncVehicles", "def cars(self) -> AsyncVehicles")
    assert "AsyncMSPortal: there is no attribute for the tag 'Vehicles'" in failure(tree, "c")


def test_c_reports_class_operation_and_field_only_in_spec(tree: Tree) -> None:
    def change(spec: Any) -> None:
        schemas = spec["components"]["schemas"]
        schemas["Trailer"] = {"type": "object", "properties": {"id": {"type": "string"}}}
        schemas["CreateVehicleRequest"]["properties"]["axles"] = {"type": "integer"}
        spec["paths"]["/trailers"] = {"get": {**spec["paths"]["/api/public/v2/vehicles"]["get"], "summary": "List"}}

    tree.edit_spec(change)
    text = failure(tree, "c")
    assert "#/components/schemas/Trailer: there is no class Trailer" in text
    assert "GET /trailers has no module" in text
    assert "AsyncVehicles.create_vehicle takes no axles" in text


# --- d ---------------------------------------------------------------------------------------------------------------


LIMITS = [
    (
        "models/create_vehicle_request.py",
        ", max_length=120",
        "",
        "CreateVehicleRequest/properties/name: maxLength 120 is",
    ),
    ("models/create_vehicle_request.py", "max_items=5", "max_items=6", "/labels: maxItems 5 is not checked"),
    (
        "models/update_vehicle_request.py",
        "max_length=120",
        "max_length=119",
        "maxLength 120: a value at the limit is refused",
    ),
    ("models/update_vehicle_request.py", ", maximum=80", "", "/seats: maximum 80 is not checked"),
    ("api/vehicles/list_vehicles.py", ", maximum=200", "", "/parameters/1/schema: maximum 200 is not checked"),
    (
        "api/vehicles/list_vehicles.py",
        "min_length=2",
        "min_length=1",
        "/parameters/6/schema: minLength 2 is not checked",
    ),
    (
        "models/fleet_state.py",
        '    PARKED = "parked"\n',
        "",
        "Vehicle/properties/state: FleetState lacks 'parked'",
    ),
    ("models/fleet_state.py", '"sold"', '"scrapped"', "has 'scrapped', which is not in the spec"),
    ("models/list_vehicles_sort_column.py", '    NAME = "name"\n', "", "ListVehiclesSortColumn lacks 'name'"),
]


def test_d_reports_missing_limits_and_enum_values(tree: Tree) -> None:
    for name, old, new, _ in LIMITS:
        tree.edit(name, old, new)
    text = failure(tree, "d")
    assert [message for *_, message in LIMITS if message not in text] == []


STATE_AS_STRING = """
_read = Vehicle.from_dict.__func__

def _read_as_string(cls, data):
    vehicle = _read(cls, data)
    vehicle.state = str(vehicle.state)
    return vehicle

Vehicle.from_dict = classmethod(_read_as_string)
"""


def test_d_reports_enum_read_as_string(tree: Tree) -> None:
    tree.append("models/vehicle.py", STATE_AS_STRING)
    assert "Vehicle/properties/state: the documented values 'active', 'parked', 'sold' have no enum" in failure(
        tree, "d"
    )


# --- e ---------------------------------------------------------------------------------------------------------------


MODELS = [
    ("models/vehicle.py", 'data["isElectric"] = ', 'data["isElectrical"] = ', "Vehicle: /isElectri"),
    ("models/fleet_owner.py", 'read_uuid(data["id"])', 'read_uuid(data["uuid"])', "FleetOwner: uuid: is missing"),
    (
        "models/create_vehicle_request.py",
        "self.notes is not UNSET",
        "self.notes",
        "CreateVehicleRequest: /notes is lost",
    ),
]


def test_e_reports_models_that_change_values(tree: Tree) -> None:
    for name, old, new, _ in MODELS:
        tree.edit(name, old, new)
    tree.edit("models/garage.py", "for name in unknown} if unknown else {}", "for name in ()}")
    text = failure(tree, "e")
    assert re.search(r"#/components/schemas/Garage: Garage: \S+ is lost", text)
    assert [message for *_, message in MODELS if message not in text] == []


def test_e_reports_template_that_drops_null(tree: Tree) -> None:
    scripts = tree.root / "scripts"
    shutil.copytree(ROOT / "scripts", scripts)
    shutil.copy(ROOT / "generator-config.yaml", tree.root)
    template = scripts / "templates" / "model.py.jinja"
    always = "        data[{{ field.wire }}] = {{ field.write }}\n"
    assert always in template.read_text()
    dropping = f"        if self.{{{{ field.name }}}} is not None:\n    {always}"
    template.write_text(template.read_text().replace(always, dropping, 1))
    tree.generate(scripts)
    report = tree.check("be")
    # The code is what these templates give, but it is wrong.
    assert (report.outcome("b"), report.outcome("e")) == ("passed", "FAILED"), report.text


def test_checks_refuse_package_outside_root(tree: Tree) -> None:
    shutil.rmtree(tree.root / "msportal_client")
    report = tree.check("c")
    assert report.code == 2
    assert "msportal_client is imported from" in report.text
