"""Compare the types that we write with those that openapi-python-client reads from the same document.

Both are brought into one form: a sorted union of `str`, `list[…]`, `dict[str, …]`, our class names and so on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.strings import in_double_quote_literal

from .describe import Code
from .describe_models import EnumCode, ModelCode
from .describe_operations import OperationCode
from .document import Json, Problem, operations, pointer
from .parsed_types import Class, ParsedTypes, classes_of, union
from .traversal import place_of

_GENERIC = {"Sequence": "list", "Mapping": "dict"}


@dataclass(frozen=True)
class Comparison:
    """The types of one place; None stands for a part that only one side has."""

    pointer: str
    what: str
    ours: str | None
    theirs: str | None

    @property
    def problem(self) -> Problem | None:
        """The difference as a problem of the document, or None if there is none."""
        if self.ours == self.theirs:
            return None
        if self.ours is None or self.theirs is None:
            reader = "this generator" if self.ours is None else "openapi-python-client"
            found = f"{self.what} is missing for {reader}"
        else:
            found = f"{self.what} is `{self.ours}` for this generator, and `{self.theirs}` for openapi-python-client"
        return Problem(self.pointer, f"{found}: simplify the schema, or report this as a fault of the generator")


def comparisons(document: Json, code: Code, data: GeneratorData) -> Iterator[Comparison]:
    """Yield every type with what openapi-python-client reads: of classes, then of operations, in document order."""
    classes = classes_of(data)
    parse = ParsedTypes(
        document["components"]["schemas"], {each.class_info.name: name for name, each in classes.items()}
    )
    yield from _class_types(document, code, parse, classes)
    yield from _operation_types(document, code, parse, data)


def _class_types(document: Json, code: Code, parse: ParsedTypes, classes: dict[str, Class]) -> Iterator[Comparison]:
    for name, schema in document["components"]["schemas"].items():
        at = place_of(schema)
        found = classes.get(name)
        if isinstance(found, ModelProperty) and name in code.models:
            yield from _fields(at, schema, code.models[name], parse, found)
        elif isinstance(found, EnumProperty) and name in code.enums:
            yield _members(at, code.enums[name], found)
        else:
            ours = "an enum" if name in code.enums else "a model"
            yield Comparison(at, f"the class {name}", ours, None if found is None else "another kind of class")


def _fields(at: str, schema: Json, ours: ModelCode, parse: ParsedTypes, theirs: ModelProperty) -> Iterator[Comparison]:
    absent = "Unset" if ours.sent else "None"
    their_types = {
        name: parse.optional(field, sent=ours.sent, absent=absent) for name, field in _properties(theirs).items()
    }
    our_types = {field.name: _declared(field.declaration) for field in ours.fields}
    for name in our_types | their_types:
        wire = schema["properties"].get(name, {}).get("x-wire", name)
        place = at + pointer("properties", wire)
        yield Comparison(place, f"the field {ours.name}.{name}", our_types.get(name), their_types.get(name))


def _properties(model: ModelProperty) -> dict[str, PropertyProtocol]:
    found = [*(model.required_properties or []), *(model.optional_properties or [])]
    return {field.name.get_untrusted_value(): field for field in found}


def _members(at: str, ours: EnumCode, theirs: EnumProperty) -> Comparison:
    """Compare names and values of an enum; openapi-python-client has strings without their quotes."""
    members = {name: ast.literal_eval(value) for name, value in ours.members}
    quoted = {
        name: in_double_quote_literal(value) if isinstance(value, str) else value for name, value in members.items()
    }
    return Comparison(at, f"the enum {ours.name}", str(quoted), str(theirs.values))


def _operation_types(document: Json, code: Code, parse: ParsedTypes, data: GeneratorData) -> Iterator[Comparison]:
    endpoints = {
        str(endpoint.name): endpoint for tag in data.endpoint_collections_by_tag.values() for endpoint in tag.endpoints
    }
    by_tag = {tag.name: iter(tag.operations) for tag in code.tags.values()}
    for n, (_, _, operation) in enumerate(operations(document)):
        at: str = operation["x-pointer"]
        found = next(by_tag[operation["tags"][0]])
        endpoint = endpoints.get(f"operation{n}")
        if endpoint is None:
            yield Comparison(at, f"the operation {found.name}", "an operation", None)
            continue
        yield from _arguments(at, found, parse, endpoint)
        yield from _responses(f"{at}/responses", found, parse, endpoint)


def _arguments(at: str, ours: OperationCode, parse: ParsedTypes, theirs: Endpoint) -> Iterator[Comparison]:
    their_types = {
        parameter.name.get_untrusted_value(): parse.parameter(parameter)
        for parameter in [*theirs.path_parameters, *theirs.query_parameters]
    }
    our_types = {
        argument.name: _declared(argument.declaration)
        for argument in ours.arguments
        if argument.name != "body" and not (ours.body and argument is ours.body.choice)
    }
    # A pager counts in whole numbers.
    if ours.page_is_argument and ours.page in their_types:
        their_types[ours.page] = their_types[ours.page].replace("float", "int")
    for name in our_types | their_types:
        yield Comparison(at, f"the argument {name}", our_types.get(name), their_types.get(name))
    body = next(iter(theirs.bodies), None)
    their_body = None if body is None else parse.optional(body.prop, sent=True, absent="Unset")
    our_body = None if ours.body is None else _declared(ours.body.argument.declaration)
    if our_body or their_body:
        yield Comparison(f"{at}/requestBody", "the body", our_body, their_body)
    if ours.body and ours.body.model and body and isinstance(body.prop, ModelProperty):
        fields = _properties(body.prop)
        for name, argument in ours.body.fields:
            yield Comparison(
                f"{at}/requestBody",
                f"the argument {argument.name}",
                _declared(argument.declaration),
                parse.optional(fields[name], sent=True, absent="Unset") if name in fields else None,
            )


def _responses(at: str, ours: OperationCode, parse: ParsedTypes, theirs: Endpoint) -> Iterator[Comparison]:
    (response,) = theirs.responses
    # "Any" stands for JSON, which has a type of its own.
    returned = response.source["return_type"]
    whole = parse.type_of(response.prop, sent=False) if returned == "Any" else returned
    own = f"list[{ours.answer.event}]" if ours.answer.kind in {"events", "text_events"} else ours.answer.type
    yield Comparison(at, "the response", our_type(own), whole)
    if ours.answer.unwrap and isinstance(response.prop, ModelProperty):
        data: PropertyProtocol | None = response.prop
        for name in ours.answer.cursor.path if ours.answer.cursor else ["data"]:
            data = _properties(data).get(name) if isinstance(data, ModelProperty) else None
        if ours.answer.unwrap in {"page", "cursor"} and isinstance(data, ListProperty):
            data = data.inner_property
        yield Comparison(
            at,
            "the return value",
            our_type(ours.answer.unwrapped),
            None if data is None else parse.type_of(data, sent=False),
        )


# --- our types -------------------------------------------------------------------------------------------------------


def our_type(annotation: str) -> str:
    """Return the type of an annotation that we write."""
    return union(set(_our_types(ast.parse(annotation, mode="eval").body)))


def _declared(declaration: str) -> str:
    """Return the type of a field or argument that we write: `name: str | Unset = UNSET`."""
    (node,) = ast.parse(declaration).body
    if not isinstance(node, ast.AnnAssign):
        raise TypeError(declaration)
    # An only allowed value is the default of a required field.
    is_optional = node.value is not None and ast.unparse(node.value) in {"None", "UNSET"}
    return union(set(_our_types(node.annotation))) + (" (optional)" if is_optional else "")


def _our_types(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BinOp():
            yield from _our_types(node.left)
            yield from _our_types(node.right)
        case ast.Subscript(ast.Name(name), ast.Tuple([ast.Name(key), values])):
            yield f"{_GENERIC.get(name, name)}[{key}, {union(set(_our_types(values)))}]"
        case ast.Subscript(ast.Name(name), inner):
            yield f"{_GENERIC.get(name, name)}[{union(set(_our_types(inner)))}]"
        case _:
            yield ast.unparse(node)
