"""Bodies of every media type, sent by a generated client."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from documents import Json, document, operation, record, ref
from regeneration import sync_client

TEXT: Json = {"type": "string"}
FILE: Json = {**TEXT, "format": "binary"}
STRINGS: Json = {"type": "array", "items": TEXT}


class Client:
    """A generated client with one operation, `post_thing`, and the requests that it sent."""

    def __init__(self, package: Any) -> None:
        self.package = package
        self.models: Any = import_module(f"{package.__name__}.models")
        self.types: Any = import_module(f"{package.__name__}.types")
        self.requests: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(204)

    @property
    def method(self) -> Any:
        return sync_client(self.package, self.answer).things.post_thing

    def send(self, **arguments: Any) -> httpx.Request:
        assert self.method(**arguments) is None
        return self.requests[-1]


@pytest.fixture
def client(package: Callable[[Json], Any]) -> Callable[..., Client]:
    """Return a function that generates a client for a body of this content."""

    def make(content: Json, schemas: Json | None = None, *, required: bool = True, version: str = "3.0.3") -> Client:
        body = {"required": required, "content": content}
        made = document({"/things": {"post": operation("Post thing", requestBody=body)}}, schemas)
        return Client(package({**made, "openapi": version}))

    return make


Make = Callable[..., Client]


def parts(request: httpx.Request) -> list[tuple[str | None, str | None, str, bytes]]:
    """Return name, file name, media type and content of the parts of a multipart body."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.content)
    found: list[Any] = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        kind = part["content-type"] or ""
        found.append((name, part.get_filename(), kind, part.get_payload(decode=True)))
    return found


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_under_another_name(client: Make) -> None:
    made = client({"application/merge-patch+json": {"schema": record("a", a=TEXT)}})
    request = made.send(a="x")
    assert request.headers["content-type"] == "application/merge-patch+json"
    assert json.loads(request.content) == {"a": "x"}


def test_media_type_is_sent_as_spelled(client: Make) -> None:
    request = client({"Application/JSON; charset=UTF-8": {"schema": record("a", a=TEXT)}}).send(a="x")
    assert request.headers["content-type"] == "Application/JSON; charset=UTF-8"


def test_body_that_is_union_array_or_scalar(client: Make) -> None:
    made = client({"application/json": {"schema": {"oneOf": [record("a", a=TEXT), record("b", b=TEXT)]}}})
    assert json.loads(made.send(body=made.models.PostThingRequestOption2(b="x")).content) == {"b": "x"}
    made = client({"application/json": {"schema": {"type": "array", "items": {"type": "integer"}}}})
    assert json.loads(made.send(body=[1, 2]).content) == [1, 2]
    made = client({"application/json": {"schema": {"type": "number", "minimum": 1}}})
    assert json.loads(made.send(body=2).content) == 2
    with pytest.raises(ValueError, match="body: must be at least 1"):
        made.send(body=0)


# --- urlencoded forms ------------------------------------------------------------------------------------------------


def test_urlencoded_form(client: Make) -> None:
    fields = record("code", code=TEXT, n={"type": "integer"}, flag={"type": "boolean"}, tags=STRINGS, when={**TEXT, "format": "date-time"})  # fmt: skip
    made = client({"application/x-www-form-urlencoded": {"schema": fields}})
    request = made.send(code="a b&c=é", n=1, flag=True, tags=["x", "y,z"])
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(request.content.decode()) == [("code", "a b&c=é"), ("n", "1"), ("flag", "true"), ("tags", "x"), ("tags", "y,z")]  # fmt: skip
    with pytest.raises(TypeError):
        made.send()
    with pytest.raises(ValueError, match="code: must be a string, is int 1"):
        made.send(code=1)


def test_encoding_of_urlencoded_fields(client: Make) -> None:
    address = record(city=TEXT, zip={"type": "integer"})
    fields = record(ids=STRINGS, deep=address, flat=address, json=address, plain=address, list={"type": "array", "items": address}, raw=TEXT)  # fmt: skip
    encoding: Json = {
        "ids": {"style": "form", "explode": False},
        "deep": {"style": "deepObject", "explode": True},
        "flat": {"explode": True},
        "json": {"contentType": "application/json"},
        "raw": {"allowReserved": True},
    }
    made = client({"application/x-www-form-urlencoded": {"schema": fields, "encoding": encoding}})
    Address = made.models.PostThingRequestDeep  # noqa: N806 - a class
    Item = made.models.PostThingRequestListItem  # noqa: N806 - a class
    Json_ = made.models.PostThingRequestJson  # noqa: N806 - a class
    content = made.send(
        ids=["a,b", "c"],
        deep=Address(city="X", zip=1),
        json=Json_(zip=3),
        plain=made.models.PostThingRequestPlain(zip=4),
        list_=[Item(zip=5), Item(zip=6)],
        raw="a/b",
    ).content.decode()
    assert content.startswith("ids=a%2Cb,c&")
    assert parse_qsl(content)[1:] == [
        ("deep[city]", "X"), ("deep[zip]", "1"), ("json", '{"zip":3}'), ("plain", '{"zip":4}'), ("list", '{"zip":5}'),
        ("list", '{"zip":6}'), ("raw", "a/b"),
    ]  # fmt: skip
    assert content.endswith("raw=a/b")
    flat = made.send(flat=made.models.PostThingRequestFlat(city="X", zip=2))
    assert flat.content == b"city=X&zip=2"


def test_form_cannot_express_none(client: Make) -> None:
    made = client({"application/x-www-form-urlencoded": {"schema": record(a={**TEXT, "nullable": True})}})
    with pytest.raises(ValueError, match="a: cannot be sent: a form cannot express None: leave the field out"):
        made.send(a=None)
    assert made.send().content == b""


def test_form_without_documented_fields(client: Make) -> None:
    made = client({"application/x-www-form-urlencoded": {}})
    assert made.send(body={"a": 1, "b": [True, "x"]}).content == b"a=1&b=true&b=x"


# --- multipart forms -------------------------------------------------------------------------------------------------


UPLOAD: Json = record("file", "name", file=FILE, name=TEXT, tags=STRINGS, files={"type": "array", "items": FILE}, meta=record(a=TEXT), n={"type": "number"})  # fmt: skip


def test_multipart_form(client: Make, tmp_path: Path) -> None:
    made = client({"multipart/form-data": {"schema": UPLOAD}})
    path = tmp_path / "über.png"
    path.write_bytes(b"\x89PNG\r\n--x\r\n")
    with path.open("rb") as opened:
        request = made.send(
            file=path,
            name="é",
            tags=["a", "b"],
            files=[b"raw", opened, made.types.Upload(io.BytesIO(b"io"), 'a"b\r\n.txt', "text/x-own")],
            meta=made.models.PostThingRequestMeta(a="x"),
            n=2.0,
        )
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert parts(request) == [
        ("file", "über.png", "image/png", path.read_bytes()),
        ("name", None, "", "é".encode()),
        ("tags", None, "", b"a"),
        ("tags", None, "", b"b"),
        ("files", "files", "application/octet-stream", b"raw"),
        ("files", "über.png", "image/png", path.read_bytes()),
        ("files", "a%22b%0D%0A.txt", "text/x-own", b"io"),
        ("meta", None, "application/json", b'{"a":"x"}'),
        ("n", None, "", b"2"),
    ]
    assert request.headers["content-length"] == str(len(request.content))


def test_encoding_of_multipart_fields(client: Make) -> None:
    encoding: Json = {
        "file": {"contentType": "image/png, image/jpeg"},
        "files": {"contentType": "text/csv"},
        "name": {"contentType": "text/plain; charset=utf-8"},
        "tags": {"contentType": "application/json"},
    }
    made = client({"multipart/form-data": {"schema": UPLOAD, "encoding": encoding}})
    request = made.send(file=made.types.Upload(b"", "a.jpeg"), files=[b""], name="n", tags=["a", "b"])
    assert parts(request) == [
        ("file", "a.jpeg", "image/jpeg", b""),
        ("name", None, 'text/plain; charset="utf-8"', b"n"),
        ("tags", None, "application/json", b'["a","b"]'),
        ("files", "files", "text/csv", b""),
    ]
    assert parts(made.send(file=made.types.Upload(b"", "a.pdf"), name="n"))[0][2] == "image/png"


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.1.0", {"type": "string", "contentMediaType": "application/octet-stream"}),
        ("3.1.0", {"anyOf": [FILE, {"type": "null"}]}),
        ("3.0.3", {"$ref": "#/components/schemas/File"}),
        ("3.0.3", {"allOf": [{"$ref": "#/components/schemas/File"}], "description": "d"}),
    ],
)
def test_every_notation_of_file(client: Make, version: str, schema: Json) -> None:
    made = client(
        {"multipart/form-data": {"schema": ref("Body_upload")}},
        {"Body_upload": record("file", file=schema), "File": FILE},
        version=version,
    )
    assert "FileContent" in made.method.__annotations__["file"]
    assert parts(made.send(file=b"x")) == [("file", "file", "application/octet-stream", b"x")]


def test_files_by_name(client: Make) -> None:
    made = client({"multipart/form-data": {"schema": {"type": "object", "additionalProperties": FILE}}})
    assert [part[:2] for part in parts(made.send(body={"a": b"1", "b": made.types.Upload(b"2", "c")}))] == [("a", "a"), ("b", "c")]  # fmt: skip


def test_form_that_is_a_union(client: Make) -> None:
    made = client({"multipart/form-data": {"schema": {"oneOf": [record("file", file=FILE), record("url", url=TEXT)]}}})
    assert parts(made.send(body=made.models.PostThingRequestOption1(file=b"x")))[0][1] == "file"
    assert parts(made.send(body=made.models.PostThingRequestOption2(url="x"))) == [("url", None, "", b"x")]


def test_component_of_multipart_and_json_has_both_types(package: Callable[[Json], Any]) -> None:
    schemas = {"Thing": record("file", file=FILE)}
    paths: Json = {
        "/a": {"post": operation("Post", requestBody={"required": True, "content": {"multipart/form-data": {"schema": ref("Thing")}}})},
        "/b": {"post": operation("Put", body=ref("Thing"), answer=ref("Thing"))},
    }  # fmt: skip
    made = package(document(paths, schemas))
    things = import_module(f"{made.__name__}.api.things").Things
    assert (things.post.__annotations__["file"], things.put.__annotations__["file"]) == ("FileContent", "str")


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (
            "text",
            r"file: must be a file \(a pathlib.Path, bytes, or a file that is open in binary mode\), is str 'text'",
        ),
        (io.StringIO("x"), "file: must be open in binary mode, with mode 'rb'"),
        (Path("/nowhere/at/all"), "file: cannot be sent: cannot be read: No such file or directory"),
        (Path("/"), "file: cannot be sent: cannot be read: Is a directory"),
    ],
)
def test_file_that_cannot_be_sent(client: Make, file: Any, problem: str) -> None:
    made = client({"multipart/form-data": {"schema": record("file", file=FILE)}})
    with pytest.raises(ValueError, match=problem):
        made.send(file=file)
    assert made.requests == []


def test_media_type_of_upload_is_checked(client: Make) -> None:
    made = client({"multipart/form-data": {"schema": record("file", file=FILE)}})
    with pytest.raises(ValueError, match=r"file: cannot be sent: 'a\\r\\nb: c' is not a media type"):
        made.send(file=made.types.Upload(b"", content_type="a\r\nb: c"))


def test_options_add_fields_to_forms(client: Make) -> None:
    made = client({"multipart/form-data": {"schema": record(a=TEXT)}})
    assert parts(made.send(a="x", options=made.package.RequestOptions(body={"b": 1})))[1] == ("b", None, "", b"1")
    made = client({"application/x-www-form-urlencoded": {"schema": record(a=TEXT)}})
    assert made.send(a="x", options=made.package.RequestOptions(body={"b": [1]})).content == b"a=x&b=1"


# --- texts and files -------------------------------------------------------------------------------------------------


def test_binary_body(client: Make, tmp_path: Path) -> None:
    made = client({"application/pdf": {"schema": FILE}})
    path = tmp_path / "a.bin"
    path.write_bytes(b"x" * 700_000)
    request = made.send(body=path)
    assert (request.headers["content-type"], len(request.content)) == ("application/pdf", 700_000)
    assert request.headers["content-length"] == "700000"
    assert made.send(body=b"y").content == b"y"
    with path.open("rb") as file:
        file.seek(699_999)
        assert made.send(body=file).content == b"x"
    with pytest.raises(ValueError, match=r"has no fields that options\.body could add to"):
        made.send(body=b"", options=made.package.RequestOptions(body={"a": 1}))


def test_binary_body_of_any_type(client: Make) -> None:
    made = client({"*/*": {}})
    assert made.send(body=b"").headers["content-type"] == "application/octet-stream"
    assert made.send(body=made.types.Upload(b"", "a.png")).headers["content-type"] == "image/png"
    assert made.send(body=made.types.Upload(b"", None, "a/b")).headers["content-type"] == "a/b"


def test_text_body(client: Make) -> None:
    made = client({"text/csv; charset=utf-8": {"schema": {**TEXT, "maxLength": 10}}})
    request = made.send(body="a;é\n")
    assert (request.headers["content-type"], request.content) == ("text/csv; charset=utf-8", "a;é\n".encode())
    assert made.send(body=b"\xff").content == b"\xff"
    with pytest.raises(ValueError, match="body: must have at most 10 characters, has 11"):
        made.send(body="12345678901")


# --- several media types ---------------------------------------------------------------------------------------------


def test_media_type_of_same_fields_is_chosen(client: Make) -> None:
    schema = {"schema": record("a", a=TEXT)}
    made = client({"application/x-www-form-urlencoded": schema, "application/json": schema, "multipart/form-data": schema, "application/xml": schema})  # fmt: skip
    assert made.send(a="x").content == b'{"a":"x"}'
    assert made.send(a="x", content_type="application/x-www-form-urlencoded").content == b"a=x"
    assert parts(made.send(a="x", content_type="multipart/form-data")) == [("a", None, "", b"x")]
    with pytest.raises(ValueError, match="content_type: must be one of application/json, application/x-www-form-urlencoded, multipart/form-data, is 'text/x'"):  # fmt: skip
        made.send(a="x", content_type="text/x")
    kinds = "'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'"
    assert made.method.__annotations__["content_type"].replace('"', "'") == f"Literal[{kinds}]"


def test_media_types_of_different_schemas_are_a_union(client: Make) -> None:
    made = client({"text/csv": {"schema": TEXT}, "application/json": {"schema": record("rows", rows=STRINGS)}})
    assert made.send(body=made.models.PostThingRequest(rows=["a"])).content == b'{"rows":["a"]}'
    request = made.send(body="a;b", content_type="text/csv")
    assert (request.headers["content-type"], request.content) == ("text/csv", b"a;b")
    with pytest.raises(ValueError, match="must be a model"):
        made.send(body="a;b")


def test_choice_has_name_of_its_own(client: Make) -> None:
    schema = {"schema": record("content_type", content_type=TEXT)}
    made = client({"application/json": schema, "application/vnd.x+json": schema})
    request = made.send(content_type="x", content_type_2="application/vnd.x+json")
    assert (request.headers["content-type"], request.content) == ("application/vnd.x+json", b'{"content_type":"x"}')


def test_optional_body(client: Make) -> None:
    made = client({"multipart/form-data": {"schema": {"type": "object"}}}, required=False)
    request = made.send()
    assert "content-type" not in request.headers
    assert request.content == b""


def test_form_with_a_list_of_types(package: Callable[[Json], Any]) -> None:
    """OpenAPI 3.1 writes a nullable object so."""
    schema: Json = {**record("a", a=TEXT), "type": ["object", "null"]}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}
    made = package({**document({"/a": {"post": operation("Send", requestBody=body)}}), "openapi": "3.1.0"})
    requests: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(204)

    things = sync_client(made, handle).things
    body_model = import_module(f"{made.__name__}.models").SendRequest
    import_module(f"{made.__name__}.api.things.send").sync(client=things._client, body=body_model(a="1"))
    assert requests[0].content == b"a=1"
