"""Small OpenAPI documents for the tests of the generator."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

UUID = {"type": "string", "format": "uuid"}
PAGINATION: Json = {
    "type": "object",
    "required": ["page", "limit", "totalPages", "hasNextPage"],
    "properties": {
        "page": {"type": "number"},
        "limit": {"type": "number"},
        "totalPages": {"type": "number"},
        "hasNextPage": {"type": "boolean"},
    },
}


def document(paths: Json, schemas: Json | None = None, **more: Any) -> Json:
    """Return a document of these paths and components."""
    return {
        "openapi": "3.0.3",
        "info": {"title": "Tiny", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas or {}},
        **more,
    }


def operation(
    summary: str, *, tag: str = "Things", answer: Any = None, body: Any = None, errors: Json | None = None, **more: Any
) -> Json:
    """Return an operation with a JSON response and body of these schemas."""
    made: Json = {"tags": [tag], "summary": summary, "responses": {"200": {"description": "Success"}}, **more}
    if answer is not None:
        made["responses"]["200"]["content"] = json_of(answer)
    if body is not None:
        made["requestBody"] = {"required": True, "content": json_of(body)}
    for status, text in (errors or {}).items():
        made["responses"][status] = {"description": text}
    return made


def json_of(schema: Any) -> Json:
    """Return the content of a JSON body or response."""
    return {"application/json": {"schema": schema}}


def ref(name: str) -> Json:
    """Return a reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(*required: str, **properties: Json) -> Json:
    """Return the schema of an object with these fields."""
    return {"type": "object", "required": list(required), "properties": properties}


def parameter(name: str, schema: Json | None = None, *, where: str = "query", **more: Any) -> Json:
    """Return a parameter; by default a string in the query."""
    needed = {"required": True} if where == "path" else {}
    return {"name": name, "in": where, **needed, "schema": schema or {"type": "string"}, **more}


def answering(schema: Json, schemas: Json | None = None) -> Json:
    """Return a document of one operation, `get_thing`, with a JSON response."""
    return document({"/thing": {"get": operation("Get thing", answer=schema)}}, schemas)


def odd_document() -> Json:
    """Return a valid document with every shape and every awkward name."""
    text = {"type": "string"}
    schemas: Json = {
        # Class names that are imported, builtins, equal but for case, or not identifiers.
        "Response": record("id", id=text, any={"$ref": "#/components/schemas/Any"}),
        "Any": record(page=ref("Page")),
        "UUID": record(self=ref("UUID")),
        "Page": record(text=text),
        "Request": record(text=text),
        "Exception": record(text=text),
        "AttributeError": record(text=text),
        "Sequence": record(text=text),
        "OpenStrEnum": {"type": "string", "enum": ["a"]},
        "OPERATION": record(text=text),
        "List": record(text=text),
        "AsyncTickets": record(text=text),
        "ImportModule": record(text=text),
        "Globals": record(text=text),
        "fooBar": record(text=text),
        "foo_bar": record(text=text),
        "FOOBAR": record(text=text),
        "A1b": record(text=text),
        "2fa": record(text=text),
        "日本": record(text=text),
        "My.Component-Name": record(text=text),
        "Some/Component~X": record(text=text),
        # Field names that clash, are reserved or have no words.
        "Clashes": {
            "type": "object",
            "required": ["fooBar", "class", "missing"],
            "properties": dict.fromkeys(
                [
                    "fooBar", "foo_bar", "foo-bar", "class", "Class", "type", "list", "tuple", "dict", "str", "field",
                    "self", "cls", "id", "_id", "__class__", "additionalProperties", "absent", "from_dict", "to_dict",
                    "limits", "data", "value", "name", "cast", "", "!", "1", "2nd", "ключ", "a" * 40,
                ],
                text,
            ),
        },
        # Recursive schemas, direct and indirect.
        "Tree": record("name", name=text, children={"type": "array", "items": ref("Tree")}, parent=ref("Tree")),
        "Chicken": record("egg", egg=ref("Egg"), note=text),
        "Egg": record(chicken={"allOf": [ref("Chicken")], "nullable": True}, layer=ref("Farm")),
        "Farm": record(chickens={"type": "object", "additionalProperties": ref("Chicken")}, eggs=ref("Eggs")),
        "Eggs": {"type": "array", "items": ref("Egg")},
        "AnyJson": {"oneOf": [text, {"type": "number"}, {"type": "array", "items": ref("AnyJson")}]},
        # Aliases, null, bounds, allOf with forward references.
        "Name": {"type": "string", "minLength": 1, "maxLength": 5},
        "Alias": ref("Name"),
        "AliasOfRecord": ref("Page"),
        "Nothing": {"type": "object", "nullable": True, "properties": {"text": text}},
        "Tags": {"type": "array", "items": record("label", label=text)},
        "Child": {
            "description": "It has it all.",
            "allOf": [
                ref("Parent"),
                record(
                    "name",
                    name=ref("Alias"),
                    color={"allOf": [ref("Color"), {"description": "How it is painted."}]},
                    nothing={"allOf": [ref("Nothing")]},
                    tags=ref("Tags"),
                    size={"type": "integer", "minimum": 0, "exclusiveMaximum": True, "maximum": 10, "default": 3},
                    when={"type": "string", "format": "date-time", "nullable": True},
                    day={"type": "string", "format": "date"},
                    price={"type": "number", "exclusiveMinimum": 0},
                    days={"type": "array", "items": {"type": "array", "items": {"type": "string", "format": "date"}}},
                    moments={"type": "object", "additionalProperties": {"type": "string", "format": "date-time", "nullable": True}},
                    inline=record("deep", deep=record(deeper={"type": "array", "items": record(end=text)})),
                    level={"type": "integer", "enum": [1, 2, -1]},
                    mode={"type": "string", "enum": ["on", "off"], "nullable": True},
                    free={},
                    anything=ref("AnyJson"),
                    pet={"oneOf": [ref("Cat"), ref("Dog"), {"type": "string", "nullable": True}]},
                    maybe={"anyOf": [ref("Cat"), {"nullable": True}]},
                    ids={"type": "array", "items": UUID, "maxItems": 3},
                    flags={"type": "array", "items": {"type": "string", "enum": ["x", "y"]}},
                    map={"type": "object"},
                    record=ref("Page"),
                ),
            ],
        },
        "Parent": {"allOf": [ref("Grandparent"), record("kind", kind={"allOf": [ref("Color"), {"description": "Kind."}]})]},
        "Grandparent": record("id", id=UUID, color={"description": "Overridden."}),
        "Color": {"type": "string", "enum": ["A+", "A-", "", "1", "None", "None", "mro", "name", "a+", "Ä", "self"]},
        "Cat": record("meows", meows={"type": "boolean"}),
        "Dog": record("barks", barks={"type": "boolean"}),
        "Pagination": PAGINATION,
        "ThingList": record("data", "pagination", data={"type": "array", "items": ref("Tree")}, pagination=ref("Pagination")),
        "LimitlessList": record(
            "data", "pagination",
            data={"type": "array", "items": ref("Tree")},
            pagination=record("page", "totalPages", "hasNextPage", page={"type": "number"}, totalPages={"type": "number"}, hasNextPage={"type": "boolean"}),
        ),
    }  # fmt: skip
    listing: Json = {"answer": ref("ThingList")}
    paths: Json = {
        "/children": {"post": operation("Create child", answer=record("data", data=ref("Child")), body=ref("Child"))},
        "/children/{child-id}": {
            "parameters": [parameter("child-id", UUID, where="path"), parameter("q", where="query")],
            "put": operation(
                "Replace child",
                answer={**ref("Child"), "nullable": True},
                body=record("child-id", "q", "answer", **{"child-id": text, "q": text, "answer": text, "client": text, "options": text, "body": text}),
            ),
            "get": operation("Get child", answer=ref("Response"), parameters=[parameter("q", {"type": "integer"})]),
            "delete": operation("Delete child"),
        },
        "/a/{x-}/{x}": {"get": operation("Swap", answer=text, parameters=[parameter("x-", where="path"), parameter("x", where="path")])},
        "/all": {"get": operation("List", **listing)},
        "/import": {"post": operation("Import", body={"type": "array", "items": ref("Cat")}, answer={"type": "array", "items": ref("Dog")})},
        "/search": {
            "get": operation("Search", **listing, parameters=[
                parameter("search"), parameter("page", {"type": "integer"}), parameter("answer"), parameter("fetch"),
                parameter("asyncioDetailed"), parameter("X-Page", where="header"), parameter("Authorization", where="header"),
            ]),
        },
        "/search-2": {"get": operation("Find", **listing, parameters=[parameter("page", {"type": "number"}, required=True)])},
        "/search-3": {"get": operation("Find by page name", **listing, parameters=[parameter("page", where="header"), parameter("page")])},
        "/limitless": {"get": operation("List limitless", answer=ref("LimitlessList"))},
        "/loose-list": {"get": operation("List loosely", answer={**ref("ThingList"), "nullable": True})},
        "/looser-list": {"get": operation("List more loosely", answer=record("data", data={"type": "array", "items": ref("Tree")}, pagination=ref("Pagination")))},
        "/loose": {"get": operation("Get loosely", answer=record(data=ref("Tree")))},
        "/options": {"get": operation("Options", answer=ref("UUID"), parameters=[parameter("ids", {"type": "array", "items": UUID})])},
        "/page-options": {"get": operation("Page options", answer=ref("Sequence"))},
        "/datetime": {"get": operation("Datetime", answer={"type": "string", "format": "date-time"})},
        "/print": {"get": operation("Print", responses={"200": {"description": "", "content": {"application/pdf": {}}}})},
        "/text": {"get": operation("Text", responses={"200": {"description": "", "content": {"text/plain; charset=utf-8": {"schema": text}}}})},
        "/two": {
            "post": operation(
                "Upload",
                requestBody={"content": {"application/octet-stream": {}}},
                responses={
                    "200": {"description": "", "content": json_of(ref("Cat"))},
                    "201": {"description": "", "content": json_of(ref("Dog"))},
                    "409": {"description": "Taken."},
                },
            )
        },
        "/no-summary": {"get": {"responses": {"204": {"description": "Nothing"}}}},
        "/close": {"get": operation("Close", tag="Close", answer=ref("Exception"))},
        "/send": {"get": operation("Send", tag="send", answer=ref("AttributeError"), errors={"403": "Missing required scope (things.read)"})},
        "/model": {"get": operation("Get model", tag="Page", answer=ref("Page"))},
        "/build": {"get": operation("Get build", tag="Build", answer=ref("Request"))},
        "/cached": {"get": operation("Get cached", tag="Cached property", answer=ref("OPERATION"))},
        "/cast": {"get": operation("Get cast", tag="cast", answer=ref("ImportModule"))},
        "/date": {"get": operation("Date", answer=ref("Globals")), "post": operation("Id"), "put": operation("Field")},
        "/tickets": {"get": operation("Get ticket", tag="Tickets", answer=ref("List"))},
        "/async": {"get": operation("Get ticket", tag="Async Tickets", answer=ref("AsyncTickets"), parameters=[parameter("q", {"type": "string", "enum": ["a"]})])},
        "/resources": {"get": operation("Get resource", tag="Resources", answer=ref("Some~1Component~0X"))},
        "/refs/{id}": {
            "get": operation(
                "Use refs", answer=ref("My.Component-Name"),
                parameters=[{"$ref": "#/components/parameters/Id"}, {"$ref": "#/components/parameters/Again"}],
                responses={"200": {"$ref": "#/components/responses/Same"}},
            ),
            "post": operation("Post refs", requestBody={"$ref": "#/components/requestBodies/Body"}),
        },
        "/kept": {"$ref": "#/components/pathItems/Kept"},
        "x-not-a-path": 7,
    }  # fmt: skip
    paths["/refs/{id}"]["post"]["parameters"] = [{"$ref": "#/components/parameters/Id"}]
    made = document(paths, schemas, tags=[{"name": "Tickets", "description": 'What "tickets" are \\ for'}])
    made["components"] |= {
        "parameters": {"Id": parameter("id", UUID, where="path"), "Again": {"$ref": "#/components/parameters/Flag"}, "Flag": parameter("flag", {"type": "string", "enum": ["true", "false"]})},
        "responses": {"Same": {"description": "", "content": json_of(ref("%E6%97%A5%E6%9C%AC"))}},
        "requestBodies": {"Body": {"required": True, "content": json_of(ref("fooBar"))}},
        "pathItems": {"Kept": {"get": operation("Get kept", answer=ref("foo_bar"))}},
    }  # fmt: skip
    return made
