"""Names of operations: summary, operationId, path; the order of a document has no part in them."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from typing import Any

import pytest
from documents import Json, document, operation
from generation.document import operations
from generation.normalise import normalise


def names(paths: Json) -> dict[str, str]:
    """Return the name of each operation by method and path."""
    normalised, problems = normalise(document(paths))
    assert problems == []
    return {f"{method} {o['x-path']}": o["operationId"] for _, method, o in operations(normalised)}


@pytest.mark.parametrize(
    ("summary", "more", "name"),
    [
        ("Create planner item", {}, "create_planner_item"),
        ("Get NPS survey", {}, "get_nps_survey"),
        ("List O365tenants' IDs", {}, "list_o365_tenants_ids"),
        ("Import", {}, "import_"),
        ("List", {}, "list_"),
        ("日本", {"operationId": "postThing"}, "post_thing"),
        ("", {}, "get_v1_thing"),
        ("3D view", {}, "operation_3_d_view"),
        ("Long " * 40, {"operationId": "getLong"}, "get_long"),
        ("Long " * 40, {"operationId": "x" * 200}, "_".join(["long"] * 16)),
        ("", {"operationId": "x" * 200}, "x" * 80),
    ],
)
def test_operation_name(summary: str, more: Json, name: str) -> None:
    assert names({"/v1/thing": {"get": operation(summary, **more)}}) == {"get /v1/thing": name}


def test_operation_name_shared_summary() -> None:
    assert names({
        "/a": {"get": operation("Get thing", operationId="getA")},
        "/b": {"get": operation("Get: thing!", operationId="getB"), "post": operation("Get thing")},
        "/c": {"get": operation("Get thing", tag="Others", operationId="getC")},
    }) == {"get /a": "get_a", "get /b": "get_b", "post /b": "post_b", "get /c": "get_thing"}  # fmt: skip


def test_operation_name_shared_operation_id() -> None:
    shared: Json = {"operationId": "thing"}
    assert names({"/a": {"get": operation("Get", **shared), "put": operation("Get", **shared)}}) == {
        "get /a": "get_a",
        "put /a": "put_a",
    }


def test_operation_name_own_text_first() -> None:
    """An operationId that is another operation's summary gives way; so does a path."""
    assert names({
        "/a": {"get": operation("Read", operationId="find")},
        "/b": {"get": operation("Read", operationId="search")},
        "/c": {"get": operation("Find", operationId="c")},
        "/d": {"get": operation("Get e", operationId="d")},
        "/e": {"get": operation("")},
    }) == {"get /a": "get_a", "get /b": "search", "get /c": "find", "get /d": "d", "get /e": "get_e"}  # fmt: skip


def test_operation_name_paths_alike() -> None:
    assert names({"/a_b": {"get": operation("")}, "/a-b": {"get": operation("")}}) == {
        "get /a-b": "get_a_b",
        "get /a_b": "get_a_b_2",
    }


def test_operation_name_any_order() -> None:
    """Names depend on what is in the document, not on its order."""
    texts = ["Get thing", "Get things", "", "List", "list", "Get a", "Find"]
    ids = ["getA", "get_thing", "find", "", "list"]
    seeded = random.Random(7)
    for _ in range(50):
        paths = [f"/{letter}" for letter in "abcdefghij"]
        made = {path: {"get": operation(seeded.choice(texts), operationId=seeded.choice(ids))} for path in paths}
        found = names(made)
        seeded.shuffle(paths)
        assert names({path: made[path] for path in paths}) == found
        assert len(set(found.values())) == len(paths)


def test_operation_docstring_without_summary(package: Callable[[Json], Any]) -> None:
    more: Json = {"operationId": "admin-setupThings", "description": "Sets up things. Twice."}
    made = package(document({"/x": {"get": operation("", **more), "put": operation("")}}))
    things = made.MSPortal("key").things
    assert (inspect.getdoc(things.admin_setup_things) or "").startswith(
        "Admin setup things.\n\nSets up things. Twice.\n"
    )
    assert (inspect.getdoc(things.put_x) or "").startswith("Put x.\n")
