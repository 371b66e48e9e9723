"""A client generated from a document of every shape: it type-checks, imports, calls and decodes."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeGuard
from uuid import UUID

import attrs
import httpx
import pytest
from documents import PAGINATION, Json, answering, document, operation, parameter, record, ref
from regeneration import sync_client

PYRIGHT = {"include": ["odd_client/api", "odd_client/models"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
ID = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"
TEXT: Json = {"type": "string"}


def members(thing: Any) -> Json:
    return {**vars(thing)}


def is_model(value: object) -> TypeGuard[type[attrs.AttrsInstance]]:
    return isinstance(value, type) and attrs.has(value)


def modules(package: Any, part: str) -> Iterator[Any]:
    parent = importlib.import_module(f"{package.__name__}.{part}")
    yield parent
    for found in pkgutil.walk_packages(parent.__path__, f"{parent.__name__}."):
        yield importlib.import_module(found.name)


def test_generated_code_passes_pyright_strict(odd_directory: Path) -> None:
    settings = {**PYRIGHT, "venvPath": str(Path(sys.prefix).parent), "venv": Path(sys.prefix).name}
    (odd_directory / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "pyright", "--project", str(odd_directory)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_generated_code_passes_mypy_strict(odd_directory: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", "--cache-dir", "mypy", "odd_client/api", "odd_client/models"]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=odd_directory)
    assert run.returncode == 0, run.stdout


def test_generated_code_passes_ruff(odd_directory: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--isolated", "--select", "F,E9,I"], ["format", "--isolated", "--check"]):
        options = ["--no-cache", "--line-length", "120", "odd_client/api", "odd_client/models"]
        run = subprocess.run(
            [*ruff, *command, *options], capture_output=True, text=True, check=False, cwd=odd_directory
        )
        assert run.returncode == 0, run.stdout


def test_models_import_in_any_order(odd_directory: Path) -> None:
    names = sorted(path.stem for path in (odd_directory / "odd_client/models").glob("[a-z]*.py"))
    code = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for first in sys.argv[2:]:
    for name in [name for name in sys.modules if name.startswith("odd_client.models.")]:
        del sys.modules[name]
    importlib.import_module(f"odd_client.models.{first}")
"""
    run = subprocess.run([sys.executable, "-W", "error", "-c", code, str(odd_directory), *names], capture_output=True, text=True, check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_lazy_models_load_after_their_modules(odd: Any) -> None:
    models, *loaded = modules(odd, "models")
    assert {module.__name__.rsplit(".", 1)[1] for module in loaded} >= {"globals_", "import_module_"}
    assert [models.__getattr__(name).__name__ for name in models.__all__] == models.__all__


def test_recursive_models_read_and_write(odd: Any) -> None:
    tree: Json = {"name": "root", "children": [{"name": "leaf", "parent": {"name": "x"}, "children": []}], "new": 1}
    read = importlib.import_module("odd_client.models").Tree.from_dict(tree)
    assert read.children[0].parent.name == "x"
    assert read.to_dict() == tree
    egg: Json = {
        "chicken": {"egg": {"chicken": None}, "note": "n"},
        "layer": {"chickens": {"a": {"egg": {}}}, "eggs": [{}]},
    }
    assert importlib.import_module("odd_client.models").Egg.from_dict(egg).to_dict() == egg


def test_recursive_alias_is_any_json(odd: Any) -> None:
    child = {"id": ID, "name": "n", "kind": "A+", "anything": ["a", [1, ["b"]]]}
    assert importlib.import_module("odd_client.models").Child.from_dict(child).anything == ["a", [1, ["b"]]]


def test_every_kind_of_field_reads_and_writes(odd: Any) -> None:
    child: Json = {
        "id": ID, "name": "n", "kind": "A+", "color": "A-", "nothing": None, "tags": [{"label": "l"}], "size": 1,
        "when": "2026-01-31T09:30:00.000Z", "day": "2026-01-31", "price": 1.5, "days": [["2026-01-31"], []],
        "moments": {"a": "2026-01-31T09:30:00.000Z", "b": None}, "inline": {"deep": {"deeper": [{"end": "e"}]}},
        "level": -1, "mode": None, "free": {"x": [1]}, "anything": 3, "pet": {"barks": True}, "maybe": None,
        "ids": [ID], "flags": ["x", "new"], "map": {"k": 1}, "record": {"text": "t"},
    }  # fmt: skip
    read = importlib.import_module("odd_client.models").Child.from_dict(child)
    assert read.to_dict() == child
    assert read.id == UUID(ID)
    assert read.when == datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    assert read.days == [[date(2026, 1, 31)], []]
    assert (read.color, read.color.is_known) == (importlib.import_module("odd_client.models").Color.A_2, True)
    assert (read.level, read.level.name) == (-1, "VALUE_NEGATIVE_1")
    assert [flag.is_known for flag in read.flags] == [True, False]
    assert type(read.pet).__name__ == "Dog"
    assert type(read.inline.deep.deeper[0]).__name__ == "ChildInlineDeepDeeperItem"
    assert importlib.import_module("odd_client.models").Child.from_dict({**child, "pet": None}).pet is None


def test_enum_values_survive_renamed_members(odd: Any) -> None:
    values = ["A+", "A-", "", "1", "None", "mro", "name", "a+", "Ä", "self"]
    assert [member.value for member in importlib.import_module("odd_client.models").Color] == values
    assert [importlib.import_module("odd_client.models").Color(value).value for value in values] == values


def test_operation_has_four_functions_and_two_methods(odd: Any) -> None:
    operations = [module for module in modules(odd, "api") if hasattr(module, "OPERATION")]
    assert len(operations) == 36
    for module in operations:
        tag = importlib.import_module(module.__name__.rsplit(".", 1)[0])
        for name in ("asyncio", "asyncio_detailed", "sync", "sync_detailed"):
            assert inspect.iscoroutinefunction(getattr(module, name)) == name.startswith("asyncio")
        asynchronous, synchronous = (getattr(tag, name) for name in tag.__all__)
        name = module.OPERATION.name
        assert inspect.signature(getattr(asynchronous, name)).parameters.keys() == inspect.signature(getattr(synchronous, name)).parameters.keys()  # fmt: skip


def test_tag_names_avoid_client_attributes(odd: Any) -> None:
    tags = {path for path in members(importlib.import_module("odd_client.api").Resources) if not path.startswith("__")}
    assert tags == {
        "async_tickets", "build", "cached_property_", "cast", "close_", "default", "page", "resources", "send_", "things", "tickets",
    }  # fmt: skip
    client = sync_client(odd, lambda _: httpx.Response(200, json={"text": "t"}))
    assert {type(getattr(client, tag)).__name__ for tag in tags} == {
        "AsyncTickets3", "Build", "CachedProperty", "Cast", "Close", "Default", "Page2", "Resources2", "Send", "Things", "Tickets2",
    }  # fmt: skip
    assert client.build.get_build().text == "t"
    client.close()


def test_operation_named_like_argument_or_builtin(odd: Any) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params["page"])
        pagination = {"page": page, "limit": 1, "totalPages": 2, "hasNextPage": page < 2}
        return httpx.Response(200, json={"data": [{"name": str(request.url)}], "pagination": pagination})

    things = sync_client(odd, answer).things
    # The page is an optional number, a required one, and a header beside the query.
    assert [
        tree.name for tree in things.search(search="s", page=1, answer_="a", fetch_="f", asyncio_detailed_="d")
    ] == [f"http://localhost/search?search=s&page={page}&answer=a&fetch=f&asyncioDetailed=d" for page in (1, 2)]
    assert [tree.name for tree in things.find(page=1)] == [f"http://localhost/search-2?page={page}" for page in (1, 2)]
    assert [tree.name[-6:] for tree in things.find_by_page_name(page="1", page_2="h")] == ["page=1", "page=2"]


def test_path_parameters_fill_their_placeholders(odd: Any) -> None:
    paths: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path.decode())
        return httpx.Response(200, json="text")

    things = sync_client(odd, answer).things
    things.swap("{x_2}", "b/c")
    things.delete_child(ID, q="1")
    assert paths == ["/a/%7Bx_2%7D/b%2Fc", f"/children/{ID}?q=1"]


def test_body_fields_are_renamed_beside_parameters(odd: Any) -> None:
    bodies: list[Json] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(json.loads(request.content))
        return httpx.Response(200, content=b"null")

    things = sync_client(odd, answer).things
    assert things.replace_child(ID, q="query", child_id_2="c", q_2="field", answer_="a", body="b") is None
    assert bodies == [{"child-id": "c", "q": "field", "answer": "a", "body": "b"}]


def test_documented_limits_are_checked_before_sending(odd: Any) -> None:
    things = sync_client(odd, lambda _: httpx.Response(500)).things
    with pytest.raises(odd.RequestValidationError) as raised:
        things.create_child(id=ID, name="longer", kind="A+", size=10, price=0, ids=["no"], when=datetime(2026, 1, 31))  # noqa: DTZ001 - it is refused
    assert isinstance(raised.value, ValueError)
    assert {problem.field for problem in members(raised.value)["problems"]} == {
        "name",
        "size",
        "price",
        "ids[0]",
        "when",
    }


def test_non_json_responses_are_returned_as_is(odd: Any) -> None:
    client = sync_client(odd, lambda _: httpx.Response(200, content=b"caf\xc3\xa9"))
    assert client.things.print_() == b"caf\xc3\xa9"
    assert client.things.text() == "café"
    assert client.default.get_no_summary() is None
    assert client.things.get_child.__doc__ is not None


def test_several_success_responses_are_a_union(odd: Any) -> None:
    client = sync_client(odd, lambda _: httpx.Response(201, json={"barks": True}))
    assert type(client.things.upload(body=b"bytes")).__name__ == "Dog"


def test_required_scope_is_read_from_403(odd: Any) -> None:
    assert importlib.import_module(f"{odd.__name__}.api.send_.send").OPERATION.required_scope == "things.read"


def test_pagination_without_limit_makes_no_pager(odd: Any) -> None:
    assert "Pager" not in inspect.getsource(importlib.import_module(f"{odd.__name__}.api.things").Things.list_limitless)


def test_optional_envelope_is_not_unwrapped(odd: Any) -> None:
    things = importlib.import_module(f"{odd.__name__}.api.things").Things
    returned = {name: inspect.signature(getattr(things, name)).return_annotation for name in ("list_", "list_loosely", "list_more_loosely", "get_loosely")}  # fmt: skip
    assert returned == {
        "list_": "Pager[Tree]",
        "list_loosely": "ThingList | None",
        "list_more_loosely": "ListMoreLooselyResponse",
        "get_loosely": "GetLooselyResponse",
    }


def test_docstrings_have_limits_scope_and_errors(odd: Any) -> None:
    send = importlib.import_module(f"{odd.__name__}.api.send_.send")
    assert "scope `things.read`" in send.asyncio_detailed.__doc__
    assert "PermissionDeniedError: 403" in send.asyncio_detailed.__doc__
    things = importlib.import_module(f"{odd.__name__}.api.things")
    for kind in (things.AsyncThings, things.Things):
        assert "size: At least 0 and less than 10. The server's default is 3." in kind.create_child.__doc__
    for module in modules(odd, "api"):
        for name in ("asyncio", "sync", "sync_detailed") if hasattr(module, "OPERATION") else ():
            assert "See `asyncio_detailed` for arguments, limits and exceptions." in getattr(module, name).__doc__


def test_names_follow_pep_8(odd: Any) -> None:
    for module in [*modules(odd, "models"), *modules(odd, "api")]:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ClassDef):
                assert "Type0" not in node.name
                assert node.name[0].isupper()
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.name == node.name.lower()


# --- a document that changed -----------------------------------------------------------------------------------------


def test_changed_document_needs_no_manual_code(vendored: Json, package: Callable[[Json], Any]) -> None:  # fmt: skip
    schemas = vendored["components"]["schemas"]
    schemas["BusinessValue"]["enum"].append("Critical")
    planner = schemas["CreatePlannerItemRequest"]["properties"]
    planner["headline"] = planner.pop("title")
    schemas["CreatePlannerItemRequest"]["required"] = ["headline"]
    address = record("city", city={"type": "string", "minLength": 2}, geo=record("lat", lat={"type": "number"}))
    vendored["paths"]["/api/public/v1/sites"] = {
        "post": operation("Create site", tag="Sites", body=record("address", address=address), answer=record("data", data=ref("Goal"))),
        "get": operation("List sites", tag="Sites", parameters=[parameter("page", {"type": "integer"})], answer=record(
            "data", "pagination", data={"type": "array", "items": record(name=TEXT)}, pagination=PAGINATION)),
    }  # fmt: skip
    made = package(vendored)
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        pagination = {"page": 1, "limit": 1, "totalPages": 1, "hasNextPage": False}
        return httpx.Response(200, json={"data": [{"name": "HQ"}], "pagination": pagination})

    client = sync_client(made, answer)
    models = importlib.import_module(f"{made.__name__}.models")
    assert models.BusinessValue.CRITICAL.value == "Critical"
    assert [site.name for site in client.sites.list_sites(page=1)] == ["HQ"]
    geo = models.CreateSiteRequestAddressGeo(lat=1.5)
    with pytest.raises(made.ResponseDecodeError):
        client.sites.create_site(address=models.CreateSiteRequestAddress(city="Bern", geo=geo))
    assert json.loads(sent[-1].content) == {"address": {"city": "Bern", "geo": {"lat": 1.5}}}
    with pytest.raises(made.RequestValidationError, match=r"address\.city"):
        client.sites.create_site(address=models.CreateSiteRequestAddress(city="B"))
    with pytest.raises(made.ResponseDecodeError):
        client.planner.create_planner_item(headline="Replace firewall", business_value="Critical")
    assert json.loads(sent[-1].content) == {"headline": "Replace firewall", "businessValue": "Critical"}


def test_document_without_models(package: Callable[[Json], Any]) -> None:
    made = package(document({"/ping": {"get": operation("Ping")}}))
    assert sync_client(made, lambda _: httpx.Response(204)).things.ping() is None
    assert importlib.import_module(f"{made.__name__}.models").__all__ == []


@pytest.mark.parametrize("version", ["3.0.0", "3.1.0"])
def test_openapi_3_0_and_3_1(version: str, package: Callable[[Json], Any]) -> None:
    schema = {"type": ["object", "null"], "properties": {"a": {"type": ["string", "null"]}, "b": True}}
    made = package({**answering(schema), "openapi": version})
    assert sync_client(made, lambda _: httpx.Response(200, content=b"null")).things.get_thing() is None
    answer = sync_client(made, lambda _: httpx.Response(200, json={"a": None, "b": [1]})).things.get_thing()
    assert (answer.a, answer.b) == (None, [1])


# --- the committed code ----------------------------------------------------------------------------------------------


def test_committed_client_has_every_operation(vendored: Json) -> None:
    import msportal_client

    made = [module.OPERATION for module in modules(msportal_client, "api") if hasattr(module, "OPERATION")]
    spec = {(method.upper(), path) for path, item in vendored["paths"].items() for method in item}
    assert {(operation.method, operation.path) for operation in made} == spec
    assert len(made) == len(spec) == 27


def test_response_models_have_no_unset() -> None:
    import msportal_client
    from msportal_client.types import UNSET

    received = sent = 0
    for module in modules(msportal_client, "models"):
        for name, model in members(module).items():
            if is_model(model) and model.__module__ == module.__name__:
                fields = attrs.fields(model)
                if hasattr(model, "limits"):
                    sent += 1
                    continue
                received += 1
                assert not any("Unset" in str(field.type) or field.default is UNSET for field in fields), name
    assert received > 80
    assert sent > 10


def test_committed_models_have_slots_and_snake_case() -> None:
    import msportal_client

    for module in modules(msportal_client, "models"):
        for model in members(module).values():
            if is_model(model):
                assert "__slots__" in vars(model)
                assert all(field.name == field.name.lower() for field in attrs.fields(model))
