"""The changes of the Python API between two documents."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest
import unseen_product
from generation.document import Json
from generation.validate import validate
from update.changes import changes
from update.surface import Member, Method, Surface, surface

VEHICLES = "/api/public/v2/vehicles"
VEHICLE = "/api/public/v2/vehicles/{id}"


def compare(old: Json, new: Json) -> list[str]:
    """Return the changes; breaking ones begin with an exclamation mark."""
    documents = [validate(document) for document in (old, new)]
    assert [problems for _, problems in documents] == [[], []]
    apis = [surface(document) for document, _ in documents]
    return [f"{'! ' if change.breaking else ''}{change}" for change in changes(apis[0], apis[1])]


def after(change: Callable[[Json], object]) -> list[str]:
    """Return the changes that `change` makes to the document of vehicles."""
    new = unseen_product.document("Vehicle")
    change(new)
    return compare(unseen_product.document("Vehicle"), new)


def schema(document: Json, name: str) -> Any:
    return document["components"]["schemas"][name]


def listing(document: Json) -> Any:
    """Return the parameters of the list of vehicles."""
    return document["paths"][VEHICLES]["get"]["parameters"]


def rename_schema(document: Json, old: str, new: str) -> None:
    document["components"]["schemas"][new] = document["components"]["schemas"].pop(old)

    text = json.dumps(document).replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    document.update(json.loads(text))


def rename_key(members: Json, old: str, new: str) -> None:
    """Rename a key in its place."""
    renamed = {new if key == old else key: value for key, value in members.items()}
    members.clear()
    members.update(renamed)


def rename_field(component: Json, old: str, new: str) -> Json:
    rename_key(component["properties"], old, new)
    component["required"] = [new if name == old else name for name in component.get("required", [])]
    return component


def test_same_document_has_no_changes() -> None:
    assert after(lambda document: document["info"].update(version="9")) == []


# --- operations ------------------------------------------------------------------------------------------------------


def test_operation_added() -> None:
    def change(document: Json) -> None:
        document["paths"][f"{VEHICLE}/sell"] = {
            "post": {**document["paths"][VEHICLE]["delete"], "summary": "Sell vehicle"}
        }

    assert after(change) == [
        "operation added: `vehicles.sell_vehicle(…)` (`POST /api/public/v2/vehicles/{id}/sell`)",
    ]


def test_operation_removed_once() -> None:
    assert after(lambda document: document["paths"][VEHICLES].pop("get")) == [
        "! classes removed: `ListVehiclesSortColumn`, `ListVehiclesState`",
        "! operation removed: `vehicles.list_vehicles(…)` (`GET /api/public/v2/vehicles`)",
    ]


def test_operation_renamed_once() -> None:
    def change(document: Json) -> None:
        document["paths"][VEHICLE]["patch"]["summary"] = "Change a vehicle"

    assert after(change) == [
        "! operation renamed: `vehicles.update_vehicle(…)` is now `vehicles.change_a_vehicle(…)`",
    ]


def test_operation_rename_includes_its_classes() -> None:
    def change(document: Json) -> None:
        document["paths"][VEHICLES]["get"]["summary"] = "List all vehicles"

    assert after(change) == [
        (
            "! operation renamed: `vehicles.list_vehicles(…)` is now `vehicles.list_all_vehicles(…)`, "
            "`ListVehiclesSortColumn` is now `ListAllVehiclesSortColumn`, `ListVehiclesState` is now `ListAllVehiclesState`"
        ),
    ]


def test_operation_moved_to_other_resource() -> None:
    def change(document: Json) -> None:
        document["paths"][VEHICLE]["delete"]["tags"] = ["Scrapyard"]

    assert after(change) == [
        "! operation renamed: `vehicles.delete_vehicle(…)` is now `scrapyard.delete_vehicle(…)`",
    ]


def test_resource_renamed_once() -> None:
    def change(document: Json) -> None:
        for path in (VEHICLES, VEHICLE):
            for operation in document["paths"][path].values():
                operation["tags"] = ["Cars"]

    assert after(change) == ["! resource renamed: `client.vehicles` is now `client.cars`"]


def test_operation_at_other_path() -> None:
    def change(document: Json) -> None:
        rename_key(document["paths"], VEHICLES, "/api/public/v3/vehicles")
        del document["paths"]["/api/public/v3/vehicles"]["post"]

    assert [line for line in after(change) if "list_vehicles" in line] == [
        "! `vehicles.list_vehicles(…)`: now sends `GET /api/public/v3/vehicles`, not `GET /api/public/v2/vehicles`",
    ]


def test_operation_name_given_to_other_operation() -> None:
    def change(document: Json) -> None:
        document["paths"][VEHICLE]["get"]["summary"] = "Get old vehicle"
        document["paths"]["/api/public/v3/vehicles/{id}"] = {
            "get": {**document["paths"][VEHICLE]["get"], "summary": "Get vehicle"}
        }

    assert after(change) == [
        (
            "! operation added: `vehicles.get_vehicle(…)` (`GET /api/public/v3/vehicles/{id}`); "
            "the operation of that name is now `vehicles.get_old_vehicle(…)`"
        ),
        "! operation renamed: `vehicles.get_vehicle(…)` is now `vehicles.get_old_vehicle(…)`",
    ]


def test_operation_deprecated() -> None:
    assert after(lambda document: document["paths"][VEHICLE]["get"].update(deprecated=True)) == [
        "`vehicles.get_vehicle(…)`: deprecated",
    ]


def test_result_of_operation_changed() -> None:
    def change(document: Json) -> None:
        document["paths"][VEHICLE]["get"]["responses"]["200"] = {"description": "Nothing"}

    assert after(change) == ["! `vehicles.get_vehicle(…)`: returns `None`, not `Vehicle`"]


def test_path_of_server_changed() -> None:
    lines = after(lambda document: document.update(servers=[{"url": "https://fleet.example/eu"}]))
    assert (
        "! `vehicles.get_vehicle(…)`: now sends `GET /eu/api/public/v2/vehicles/{id}`, not `GET /api/public/v2/vehicles/{id}`"
        in lines
    )
    assert len(lines) == 5


# --- arguments -------------------------------------------------------------------------------------------------------

ARGUMENTS: dict[str, tuple[Callable[[Any], object], list[str]]] = {
    "added": (
        lambda query: query.append({"name": "ownerId", "in": "query", "schema": {"type": "string"}}),
        ["`vehicles.list_vehicles(owner_id=…)`: added"],
    ),
    "added-required": (
        lambda query: query.append({"name": "ownerId", "in": "query", "required": True, "schema": {"type": "string"}}),
        ["! `vehicles.list_vehicles(owner_id=…)`: added, must be given"],
    ),
    "removed": (lambda query: query.pop(6), ["! `vehicles.list_vehicles(search=…)`: removed"]),
    "renamed": (
        lambda query: query[6].update(name="fullText"),
        ["! `vehicles.list_vehicles(search=…)`: renamed to `full_text` (`fullText` in the API, not `search`)"],
    ),
    "renamed-and-reordered-with-description": (
        lambda query: query.insert(0, {**query.pop(6), "name": "fullText", "description": "Words."}),
        ["! `vehicles.list_vehicles(search=…)`: removed", "`vehicles.list_vehicles(full_text=…)`: added"],
    ),
    "required": (lambda query: query[6].update(required=True), ["! `vehicles.list_vehicles(search=…)`: must be given"]),
    "other-type": (
        lambda query: query[6].update(schema={"type": "integer"}),
        [
            "! `vehicles.list_vehicles(search=…)`: no longer takes `str`, but `int`",
            "`vehicles.list_vehicles(search=…)`: `maxLength` `80` removed",
            "`vehicles.list_vehicles(search=…)`: `minLength` `2` removed",
        ],
    ),
    "wider-type": (
        lambda query: query[6]["schema"].update(type=["string", "boolean"]),
        ["`vehicles.list_vehicles(search=…)`: also takes `bool`"],
    ),
    "narrower-limit": (
        lambda query: query[1]["schema"].update(maximum=100),
        ["! `vehicles.list_vehicles(limit=…)`: `maximum` was `200` and is `100`"],
    ),
    "wider-limit": (
        lambda query: query[6]["schema"].update(minLength=1),
        ["`vehicles.list_vehicles(search=…)`: `minLength` was `2` and is `1`"],
    ),
    "new-limit": (
        lambda query: query[6]["schema"].update(pattern="^`\x1b\u202e"),
        ["! `vehicles.list_vehicles(search=…)`: `pattern` ``^`\\x1b\\u202e`` added"],
    ),
    "limit-removed": (
        lambda query: query[6]["schema"].pop("maxLength"),
        ["`vehicles.list_vehicles(search=…)`: `maxLength` `80` removed"],
    ),
    "reordered": (lambda query: query.reverse(), []),
    "same-name-other-parameter": (
        lambda query: query[2].update(name="sort_column"),
        ["! `vehicles.list_vehicles(sort_column=…)`: is now `sort_column` in the API, not `sortColumn`"],
    ),
    "name-kept-beside-similar-one": (
        lambda query: query.insert(0, {"name": "Search", "in": "query", "schema": {"type": "string"}}),
        ["`vehicles.list_vehicles(search_2=…)`: added"],
    ),
    "name-taken-by-parameter-spelled-so": (
        lambda query: query.append({"name": "sort_column", "in": "query", "schema": {"type": "string"}}),
        [
            "! `vehicles.list_vehicles(sort_column=…)`: is now `sort_column` in the API, not `sortColumn`",
            "! `vehicles.list_vehicles(sort_column=…)`: renamed to `sort_column_2`",
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), ARGUMENTS.values(), ids=ARGUMENTS.keys())
def test_argument_changes(change: Callable[[Any], object], expected: list[str]) -> None:
    assert after(lambda document: change(listing(document))) == expected


def test_path_parameter_renamed() -> None:
    def change(document: Json) -> None:
        rename_key(document["paths"], VEHICLE, VEHICLE.replace("{id}", "{vehicleId}"))
        for operation in document["paths"][VEHICLE.replace("{id}", "{vehicleId}")].values():
            operation["parameters"] = [{**operation["parameters"][0], "name": "vehicleId"}]

    methods = ", ".join(f"`vehicles.{name}_vehicle(id=…)`" for name in ("delete", "get", "update"))
    assert after(change) == [f"! {methods}: renamed to `vehicle_id`"]


def test_body_argument_renamed_with_its_response_field() -> None:
    """One schema that is sent and received is two classes, and one change."""

    def of(field: str) -> Json:
        document = unseen_product.document("Vehicle")
        schema(document, "Vehicle")["properties"][field] = {"type": "string", "description": "Where it is."}
        body = document["paths"][VEHICLES]["post"]["requestBody"]["content"]["application/json"]
        body["schema"] = {"$ref": "#/components/schemas/Vehicle"}
        return document

    assert compare(of("place"), of("location")) == [
        "! `Vehicle.place`, `vehicles.create_vehicle(place=…)`: renamed to `location` (`location` in the API, not `place`)",
    ]


# --- classes, fields and enums ---------------------------------------------------------------------------------------

FIELDS: dict[str, tuple[Callable[[Json], object], list[str]]] = {
    "added": (
        lambda vehicle: vehicle["properties"].update(colour={"type": "string"}),
        ["`Vehicle.colour`: added"],
    ),
    "removed": (
        lambda vehicle: (vehicle["properties"].pop("isElectric"), vehicle["required"].remove("isElectric")),
        ["! `Vehicle.is_electric`: removed"],
    ),
    "renamed": (
        lambda vehicle: rename_field(vehicle, "isElectric", "electric"),
        ["! `Vehicle.is_electric`: renamed to `electric` (`electric` in the API, not `isElectric`)"],
    ),
    "renamed-and-moved": (
        lambda vehicle: (
            rename_field(vehicle, "name", "title"),
            vehicle["properties"].update(title=vehicle["properties"].pop("title")),
        ),
        ["! `Vehicle.name`: renamed to `title` (`title` in the API, not `name`)"],
    ),
    "renamed-and-nullable": (
        lambda vehicle: (
            rename_field(vehicle, "isElectric", "electric"),
            vehicle["properties"]["electric"].update(nullable=True),
        ),
        [
            "! `Vehicle.electric`: may be `None`",
            "! `Vehicle.is_electric`: renamed to `electric` (`electric` in the API, not `isElectric`)",
        ],
    ),
    "replaced": (
        lambda vehicle: (
            vehicle["properties"].pop("isElectric"),
            vehicle["required"].remove("isElectric"),
            vehicle["properties"].update(fuel={"type": "string"}),
        ),
        ["! `Vehicle.is_electric`: removed", "`Vehicle.fuel`: added"],
    ),
    "nullable": (
        lambda vehicle: vehicle["properties"]["seats"].update(nullable=True),
        ["! `Vehicle.seats`: may be `None`"],
    ),
    "optional": (lambda vehicle: vehicle["required"].remove("seats"), ["! `Vehicle.seats`: may be `None`"]),
    "no-longer-nullable": (
        lambda vehicle: vehicle["properties"]["inspectedOn"].pop("nullable"),
        ["`Vehicle.inspected_on`: is no longer `None`"],
    ),
    "int-becomes-float": (
        lambda vehicle: vehicle["properties"]["seats"].update(type="number"),
        ["! `Vehicle.seats`: may be `float`"],
    ),
    "float-becomes-int": (
        lambda vehicle: vehicle["properties"]["mileage"].update(type="integer"),
        ["`Vehicle.mileage`: is no longer `float`"],
    ),
    "items-become-numbers": (
        lambda vehicle: vehicle["properties"]["labels"].update(items={"type": "number"}),
        ["! `Vehicle.labels`: may be `list[float]`, no longer `list[str]`"],
    ),
    "deprecated": (
        lambda vehicle: vehicle["properties"]["seats"].update(deprecated=True),
        ["`Vehicle.seats`: deprecated"],
    ),
    "limit": (
        lambda vehicle: vehicle["properties"]["seats"].update(maximum=3),
        ["`Vehicle.seats`: `maximum` `3` added"],
    ),
    "hostile-name": (
        lambda vehicle: rename_field(vehicle, "readings", "\x1b[31m\u202e`<b>readings"),
        [
            (
                "! `Vehicle.readings`: renamed to `field_31_m_b_readings` "
                "(``\\x1b[31m\\u202e`<b>readings`` in the API, not `readings`)"
            )
        ],
    ),
    "reordered": (lambda vehicle: vehicle.update(properties=dict(reversed(vehicle["properties"].items()))), []),
}


@pytest.mark.parametrize(("change", "expected"), FIELDS.values(), ids=FIELDS.keys())
def test_field_changes(change: Callable[[Json], object], expected: list[str]) -> None:
    assert after(lambda document: change(schema(document, "Vehicle"))) == expected


def test_enum_changes() -> None:
    assert after(lambda document: schema(document, "FleetState").update(enum=["active", "parked", "scrapped"])) == [
        "! `FleetState.SOLD`: removed",
        "`FleetState.SCRAPPED`: added",
    ]


def test_enum_member_with_other_value() -> None:
    assert after(lambda document: schema(document, "FleetState").update(enum=["active", "parked", "Sold"])) == [
        "! `FleetState.SOLD`: is now `Sold` in the API, not `sold`",
    ]


def test_enum_member_name_given_to_other_value() -> None:
    assert after(lambda document: schema(document, "FleetState").update(enum=["active", "parked", "SOLD", "sold"])) == [
        "! `FleetState.SOLD`: is now `SOLD` in the API, not `sold`",
        "! `FleetState.SOLD`: renamed to `SOLD_2`",
    ]


def test_enum_order_is_no_change() -> None:
    assert after(lambda document: schema(document, "FleetState")["enum"].reverse()) == []


@pytest.mark.parametrize("name", ["Vehicle", "VehicleListResponse", "CreateVehicleRequest", "FleetState", "FleetOwner"])
def test_class_renamed_once(name: str) -> None:
    assert after(lambda document: rename_schema(document, name, "Renamed")) == [
        f"! class renamed: `{name}` is now `Renamed`"
    ]


def test_unused_class_renamed_once() -> None:
    assert after(lambda document: rename_schema(document, "ErrorResponse", "Error")) == [
        "! class renamed: `ErrorResponse` is now `Error`"
    ]


def test_class_renamed_with_its_sent_form() -> None:
    assert after(lambda document: rename_schema(document, "Garage", "Depot")) == [
        "! class renamed: `Garage` is now `Depot`, `GarageInput` is now `DepotInput`"
    ]


def test_class_renamed_with_inline_classes() -> None:
    def inline(document: Json) -> None:
        size = {"type": "object", "properties": {"length": {"type": "number"}}}
        schema(document, "FleetOwner")["properties"]["size"] = size

    old, new = unseen_product.document("Vehicle"), unseen_product.document("Vehicle")
    inline(old)
    inline(new)
    rename_schema(new, "FleetOwner", "Owner")
    assert compare(old, new) == ["! class renamed: `FleetOwner` is now `Owner`, `FleetOwnerSize` is now `OwnerSize`"]


def test_sent_class_that_is_received_too_is_no_rename() -> None:
    def change(document: Json) -> None:
        document["paths"][VEHICLE]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {
            "$ref": "#/components/schemas/Tyre"
        }

    old, new = (unseen_product.document("Vehicle") for _ in range(2))
    for document in (old, new):
        document["components"]["schemas"]["Tyre"] = {"type": "object", "properties": {"size": {"type": "number"}}}
        fields = schema(document, "CreateVehicleRequest")["properties"]
        fields["tyres"] = {"type": "array", "items": {"$ref": "#/components/schemas/Tyre"}}
    change(new)
    assert compare(old, new) == [
        "! `vehicles.get_vehicle(…)`: returns `Tyre`, not `Vehicle`",
        "`vehicles.create_vehicle(tyres=…)`, `vehicles.update_vehicle(tyres=…)`: also takes `Sequence[TyreInput | Tyre]`",
        "class added: `TyreInput`",
    ]


def test_class_replaced_is_not_renamed() -> None:
    def change(document: Json) -> None:
        rename_schema(document, "Garage", "Address")
        document["components"]["schemas"]["Address"] = {"type": "object", "properties": {"street": {"type": "string"}}}

    lines = after(change)
    assert "! classes removed: `Garage`, `GarageInput`" in lines
    assert "classes added: `Address`, `AddressInput`" in lines
    assert "! `Vehicle.garage`: may be `Address`, no longer `Garage`" in lines


def test_limits_inside_of_items_and_maps() -> None:
    def change(document: Json) -> None:
        fields = schema(document, "CreateVehicleRequest")["properties"]
        fields["labels"] = copy.deepcopy(fields["labels"])
        fields["labels"]["items"]["maxLength"] = 20

    lines = after(change)
    assert (
        "! `vehicles.create_vehicle(labels=…)`, `vehicles.update_vehicle(labels=…)`: `items.maxLength` was `30` and is `20`"
        in lines
    )


def test_hostile_names_are_escaped() -> None:
    def named(name: str) -> Json:
        document = unseen_product.document("Vehicle")
        rename_field(schema(document, "Vehicle"), "isElectric", name)
        listing(document)[6]["name"] = name
        document["paths"][VEHICLES]["get"]["summary"] = name
        schema(document, "FleetState")["enum"][0] = name
        return document

    lines = compare(named("one\x1b[2J`<b>\u202e"), named("two\r\n\u2066## @all"))
    assert len(lines) >= 4
    for line in lines:
        assert line.isprintable()
        outside = "".join(line.split("``")[::2])
        assert "<b>" not in outside.replace("`", "")
        assert "@all" not in outside or "`" in line


# --- the order of arguments ------------------------------------------------------------------------------------------


def method(*positional: str) -> Method:
    arguments = tuple(Member(name, name, ("path", str(n)), "str", required=True) for n, name in enumerate(positional))
    return Method(
        "depots", "get_vehicle", "GET /{}/{}", "GET /{a}/{b}", arguments, positional, "None", "None", None, False
    )


def test_order_of_positional_arguments_changed() -> None:
    old = method("a", "b")
    new = dataclasses.replace(old, positional=("b", "a"))
    assert [str(change) for change in changes(Surface((old,), ()), Surface((new,), ()))] == [
        "`depots.get_vehicle(…)`: takes (`b`, `a`) by position, not (`a`, `b`)"
    ]
    keyword = dataclasses.replace(old, positional=("a",))
    assert [change.breaking for change in changes(Surface((old,), ()), Surface((keyword,), ()))] == [True]
    assert changes(Surface((keyword,), ()), Surface((old,), ())) == []


def two_ids() -> Json:
    document = unseen_product.document("Vehicle")
    operation = document["paths"].pop(VEHICLE)["get"]
    depot = {"name": "depotId", "in": "path", "required": True, "schema": {"type": "string"}}
    operation["parameters"] = [depot, *operation["parameters"]]
    document["paths"] = {"/depots/{depotId}/vehicles/{id}": {"get": operation}}
    return document


def test_order_of_path_parameters_is_no_change() -> None:
    new = two_ids()
    next(iter(new["paths"].values()))["get"]["parameters"].reverse()
    assert compare(two_ids(), new) == []
