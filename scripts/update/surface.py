"""The Python API that is generated from a document, with the name that each part has in the API itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from generation.apis import Api
from generation.describe import Code, describe
from generation.describe_models import ModelCode
from generation.describe_operations import OperationCode
from generation.document import DocumentError, Json, Problem, operations
from generation.normalise import normalise
from generation.validate import PATH_PARAMETER

from .annotations import without_none
from .wire import operation_key, request_line

LIMITS = (
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """An argument, a field or a member of an enum.

    Attributes:
        name: Its Python name.
        wire: Its name in the API; the value of an enum member.
        key: What identifies it in requests and responses: its location and `wire`, or the position of a path parameter.
        annotation: Its type. That of an optional parameter is without `None`, which is its default.
        required: A caller must give it.
        limits: The documented limits, those of items and values included.
        description: Its description in the document.
        deprecated: The document says that it is deprecated.
    """

    name: str
    wire: Any
    key: tuple[str, ...]
    annotation: str = ""
    required: bool = False
    limits: tuple[tuple[str, Any], ...] = ()
    description: str = ""
    deprecated: bool = False


@dataclass(frozen=True)
class Method:
    """A method of a resource.

    Attributes:
        resource: The attribute of the client, such as `planner`.
        name: Its name, such as `create_planner_item`.
        key: What identifies its requests: method and path, without the names of path parameters.
        request: Method and path, as the document writes them.
        arguments: Its arguments without `options`.
        positional: The arguments that can be given by position, in order.
        returns: Its return type; that of the synchronous method.
        response: The type of the whole response, before an envelope is unwrapped.
        body: The class whose fields are arguments, None if there is none.
        deprecated: The document says that it is deprecated.
    """

    resource: str
    name: str
    key: str
    request: str
    arguments: tuple[Member, ...]
    positional: tuple[str, ...]
    returns: str
    response: str
    body: str | None
    deprecated: bool

    @property
    def path(self) -> str:
        """The name with that of its resource."""
        return f"{self.resource}.{self.name}"

    @property
    def call(self) -> str:
        """A call of it, as the report shows it."""
        return f"{self.path}({'…' if self.arguments else ''})"


@dataclass(frozen=True)
class Class:
    """A model or an enum.

    Attributes:
        name: Its name.
        key: What identifies it in the document.
        origin: Its schema. A schema that is sent and received has two classes; an inline one has the name of its class.
        kind: `sent` (users construct it), `received` or `enum`.
        members: Its fields, or the members of the enum.
    """

    name: str
    key: str
    origin: str
    kind: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Surface:
    """The Python API: `methods` and `classes`."""

    methods: tuple[Method, ...]
    classes: tuple[Class, ...]


def surface(document: Json, api: Api | None = None) -> Surface:
    """Return the Python API of a valid document.

    Args:
        document: The document, without what is left out of the code.
        api: Its API; by default the first in the list.

    Raises:
        DocumentError: No code can be generated from it.
    """
    try:
        normalised, problems = normalise(document, api)
        if problems:
            raise DocumentError(problems)
        code = describe(normalised)
    except RecursionError:
        raise DocumentError([Problem("", "it is nested too deeply")]) from None
    return Surface(tuple(_methods(document, normalised, code)), tuple(_classes(normalised, code)))


def _methods(document: Json, normalised: Json, code: Code) -> Iterator[Method]:
    found = {(method.upper(), path): operation for path, method, operation in operations(normalised)}
    for tag in code.tags.values():
        for described in tag.operations:
            method, path = ast.literal_eval(described.method), ast.literal_eval(described.path)
            operation = found[method, path]
            answer = described.answer
            pager = {"page": "Pager", "cursor": "CursorPager"}.get(answer.unwrap)
            yield Method(
                resource=tag.attribute,
                name=described.name,
                key=operation_key(document, operation["x-path"], method.lower()),
                request=request_line(document, operation["x-path"], method.lower()),
                arguments=tuple(_arguments(normalised, described, operation, path)),
                positional=tuple(a.name for a in described.method_arguments if a.by_position),
                returns=f"{pager}[{answer.unwrapped}]" if pager else answer.unwrapped,
                response=answer.type,
                body=described.body.model if described.body else None,
                deprecated=operation.get("deprecated") is True,
            )


def _arguments(normalised: Json, described: OperationCode, operation: Json, path: str) -> Iterator[Member]:
    types = {argument.name: _type(argument.declaration) for argument in described.method_arguments}
    in_path = PATH_PARAMETER.findall(path)
    for parameter in operation["parameters"]:
        name, schema, location = parameter["name"], parameter["schema"], parameter["in"]
        identity = str(in_path.index(name)) if location == "path" else schema["x-wire"]
        annotation, default = types[name]
        declared = (without_none(annotation) if default == "None" else annotation, default)
        schema = {**schema, "deprecated": True} if parameter.get("deprecated") is True else schema
        yield _member(name, schema, (location, identity), declared)
    if described.body and described.body.model:
        component: Json = normalised["components"]["schemas"][described.body.model]
        for name, argument in described.body.fields:
            schema = component["properties"][name]
            yield _member(argument.name, schema, ("body", schema["x-wire"]), types[argument.name])
    elif described.body:
        body = {"x-wire": "body"}
        yield _member("body", body, ("body",), types["body"])


def _type(declaration: str) -> tuple[str, str]:
    """Return the annotation and the default of a declaration; the default is empty for a required argument."""
    annotation, _, default = declaration.partition(": ")[2].partition(" = ")
    return annotation, default


def _classes(normalised: Json, code: Code) -> Iterator[Class]:
    for name, model in code.models.items():
        kind, origin = "sent" if model.sent else "received", _origin(normalised, name)
        yield Class(name, f"{origin} {kind}", origin, kind, _fields(normalised, model))
    components: Json = normalised["components"]["schemas"]
    for name in code.enums:
        origin = _origin(normalised, name)
        values = tuple(Member(member, value, (repr(value),)) for member, value in components[name]["x-members"])
        yield Class(name, origin, origin, "enum", values)


def _fields(normalised: Json, model: ModelCode) -> tuple[Member, ...]:
    properties: Json = normalised["components"]["schemas"][model.name]["properties"]
    types = {field_code.name: _type(field_code.declaration) for field_code in model.fields}
    return tuple(_member(name, schema, (schema["x-wire"],), types[name]) for name, schema in properties.items())


def _origin(normalised: Json, name: str) -> str:
    """Return the pointer of a component. An inline schema moves with its neighbours, so its class stands for it."""
    schema: Json = normalised["components"]["schemas"][name]
    return str(schema.get("x-pointer") or schema.get("x-received-as") or name)


def _member(name: str, schema: Json, key: tuple[str, ...], declared: tuple[str, str]) -> Member:
    annotation, default = declared
    return Member(
        name=name,
        wire=schema["x-wire"],
        key=key,
        annotation=annotation,
        required=not default,
        limits=tuple(_limits(schema)),
        description=str(schema.get("description", "")),
        deprecated=schema.get("deprecated") is True,
    )


def _limits(schema: Json) -> Iterator[tuple[str, Any]]:
    for name in LIMITS:
        if name in schema:
            yield name, schema[name]
    for part in ("items", "additionalProperties"):
        if isinstance(inner := schema.get(part), dict):
            for name, value in _limits(cast("Json", inner)):
                yield f"{part}.{name}", value
    for union in ("oneOf", "anyOf"):
        for option in schema.get(union, ()):
            yield from _limits(option)
