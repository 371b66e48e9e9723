"""Recognising another product's document."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import unseen_product
from update.product import other_product
from update.wire import operation_keys, request_line

Json = dict[str, Any]


@pytest.fixture
def document() -> Json:
    return unseen_product.document("Vehicle", "Trailer")


def test_same_product_has_no_reason(document: Json) -> None:
    newer = unseen_product.document("Vehicle", "Trailer", "Driver", "Depot", "Tyre", "Incident")
    newer["info"] |= {"version": "3.0.0", "title": " fleet  public API", "description": "Other words."}
    newer["servers"].insert(0, {"url": "https://test.fleet.example"})
    assert other_product(document, newer) == []


def test_other_title_is_a_reason(document: Json) -> None:
    newer = copy.deepcopy(document)
    newer["info"]["title"] = "Ships\x1b[2J `Public` API"
    assert other_product(document, newer) == ["The title is ``Ships\\x1b[2J `Public` API``, not `Fleet Public API`."]


@pytest.mark.parametrize(
    ("servers", "shown"),
    [
        ([{"url": "https://ships.example"}], "`ships.example`"),
        ([{"url": "https://fleet.example:8443"}], "`fleet.example:8443`"),
        ([{"url": "https://{host}/v1", "variables": {"host": {"default": "ships.example"}}}], "`ships.example`"),
        ([{"url": "https://b.example"}, {"url": "https://a.example"}], "`a.example` or `b.example`"),
        ([{"url": "https://[bad"}], "`https://[bad`"),
    ],
)
def test_other_server_is_a_reason(document: Json, servers: Any, shown: str) -> None:
    reasons = other_product(document, {**document, "servers": servers})
    assert reasons[0] == f"The server is {shown}, not `fleet.example`."


@pytest.mark.parametrize("servers", [None, [], [{"url": "/"}], [{"url": "https://FLEET.example/"}]])
def test_same_or_unknown_server_is_no_reason(document: Json, servers: Any) -> None:
    assert other_product(document, {**document, "servers": servers}) == []


def test_few_common_operations_are_a_reason(document: Json) -> None:
    fewer = unseen_product.document("Vehicle")
    assert other_product(document, fewer) == []
    del fewer["paths"]["/api/public/v2/vehicles/{id}"]["delete"]
    assert other_product(document, fewer) == [
        "4 of the 10 operations in the present document are in the new document (40%), fewer than half."
    ]


def test_operations_do_not_depend_on_parameter_names(document: Json) -> None:
    newer = copy.deepcopy(document)
    for path in list(newer["paths"]):
        newer["paths"][path.replace("{id}", "{number}")] = newer["paths"].pop(path)
    assert operation_keys(newer) == operation_keys(document)


def test_operations_include_path_of_server(document: Json) -> None:
    newer = copy.deepcopy(document)
    newer["servers"] = [{"url": "https://fleet.example/api/"}]
    newer["paths"] = {path.removeprefix("/api"): item for path, item in document["paths"].items()}
    assert operation_keys(newer) == operation_keys(document)
    item = newer["paths"]["/public/v2/vehicles"]
    item["servers"] = [{"url": "/of-path"}]
    item["get"]["servers"] = [{"url": "https://fleet.example/{v}", "variables": {"v": {"default": "beta"}}}]
    assert request_line(newer, "/public/v2/vehicles", "get") == "GET /beta/public/v2/vehicles"
    assert request_line(newer, "/public/v2/vehicles", "post") == "POST /of-path/public/v2/vehicles"
