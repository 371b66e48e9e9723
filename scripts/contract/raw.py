"""The document as received, read without the generator's rules, so that the checks find the generator's mistakes.

Schemas are resolved one level at a time. `x-at` is the JSON pointer of a schema, `x-component` the reference that led to
it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeGuard

from generation.document import METHODS, Json, is_array, pointer, resolve

# Headers that the client sets itself, or that OpenAPI ignores as parameters.
OWN_HEADERS = {"accept", "authorization", "content-type", "x-request-id"}


@dataclass(frozen=True)
class Operation:
    """An operation with its references resolved.

    Attributes:
        pointer: Its JSON pointer.
        path: The path template.
        method: The HTTP method in upper case.
        spec: The operation object.
        parameters: `in`, `name`, `required` and `schema` of each parameter that a caller may pass.
        body: The schema of the JSON body, or None.
        body_required: True if the body must be sent.
        successes: The schema of each documented 2xx response by status, None without a JSON body.
        errors: The same for all other responses.
    """

    pointer: str
    path: str
    method: str
    spec: Json
    parameters: tuple[Json, ...]
    body: Json | None
    body_required: bool
    successes: Mapping[str, Json | None]
    errors: Mapping[str, Json | None]

    @property
    def title(self) -> str:
        """The summary, else the operationId, else method and path."""
        return next(text for text in self.titles if text.strip())

    @property
    def titles(self) -> tuple[str, str, str]:
        """The texts that may name the operation: summary, operationId, method and path."""
        return str(self.spec.get("summary", "")), str(self.spec.get("operationId", "")), f"{self.method} {self.path}"

    @property
    def tag(self) -> str:
        """The first tag."""
        return next((str(tag) for tag in self.spec.get("tags") or ()), "default")

    @property
    def key(self) -> tuple[str, str]:
        """Method and anonymous path, which identify the operation on the wire."""
        return self.method, anonymous(self.path)


def is_object(value: object) -> TypeGuard[Json]:
    """Return True if `value` is a JSON object, in a form that narrows the type."""
    return isinstance(value, dict)


def anonymous(path: str) -> str:
    """Return a path without the names of its parameters."""
    return re.sub(r"{[^{}]*}", "{}", path)


@cache
def letters(text: str) -> str:
    """Return the ASCII letters and digits of a name in lower case, without accents: all naming conventions keep them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def operations(document: Json) -> Iterator[Operation]:
    """Yield every operation of the document."""
    for path, item in document["paths"].items():
        if path.startswith("/"):
            followed = _resolved(document, item, pointer("paths", path))
            for method in METHODS:
                if is_object(followed.get(method)):
                    yield _operation(document, path, method, followed)


def _operation(document: Json, path: str, method: str, item: Json) -> Operation:
    at = pointer("paths", path, method)
    spec: Json = item[method]
    parameters: dict[tuple[str, str], Json] = {}
    for where, found in ((item["x-at"], item.get("parameters", [])), (at, spec.get("parameters", []))):
        for index, part in enumerate(found):
            parameter = _resolved(document, part, where + pointer("parameters", index))
            parameters[parameter["in"], parameter["name"]] = _parameter(parameter)
    body = _resolved(document, spec["requestBody"], f"{at}/requestBody") if "requestBody" in spec else {}
    responses = {
        str(status): _json_content(_resolved(document, response, at + pointer("responses", status)))
        for status, response in spec.get("responses", {}).items()
        if not str(status).startswith("x-")
    }
    # A document without any 2xx has its success as the default.
    successes = {status: schema for status, schema in responses.items() if status.startswith("2")}
    successes = successes or {status: schema for status, schema in responses.items() if status == "default"}
    return Operation(
        pointer=at,
        path=path,
        method=method.upper(),
        spec=spec,
        parameters=tuple(
            p for (where, name), p in parameters.items() if where != "header" or name.lower() not in OWN_HEADERS
        ),
        body=_json_content(body),
        body_required=body.get("required") is True,
        successes=successes,
        errors={status: schema for status, schema in responses.items() if status not in successes},
    )


def _parameter(parameter: Json) -> Json:
    content = _json_content(parameter)
    schema = content if content is not None else _placed(parameter.get("schema"), f"{parameter['x-at']}/schema")
    return {**parameter, "required": parameter["in"] == "path" or parameter.get("required") is True, "schema": schema}


def _json_content(holder: Json) -> Json | None:
    for media, content in holder.get("content", {}).items():
        kind = str(media).split(";", maxsplit=1)[0].strip().lower()
        if kind == "application/json" or kind.endswith("+json"):
            return _placed(content.get("schema"), f"{holder['x-at']}{pointer('content', media)}/schema")
    return None


def _resolved(document: Json, value: Any, at: str) -> Json:
    while is_object(value) and isinstance(reference := value.get("$ref"), str):
        value, at = resolve(document, reference), reference[1:]
    return _placed(value, at)


def _placed(value: Any, at: str) -> Json:
    """Return an object with its JSON pointer. `true` and `false` as schemas say nothing."""
    return {"x-at": at, **(value if is_object(value) else {})}


# --- schemas ---------------------------------------------------------------------------------------------------------

# Keywords that constrain a value. The others describe it.
_CONSTRAINTS = {
    "type", "format", "pattern", "properties", "required", "enum", "const", "items", "oneOf", "anyOf", "additionalProperties",
    "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems",
    "maxItems", "uniqueItems", "minProperties", "maxProperties",
}  # fmt: skip
# Constraints that say what a value is, and so whether it may be null.
_STRUCTURE = {"type", "properties", "enum", "const", "items", "oneOf", "anyOf", "additionalProperties"}
_NOT_INHERITED = {"x-at", "x-component", "nullable", "x-unions"}


def without_fields(here: Json, flag: str | None, flatten: Callable[[Json], Json]) -> Json:
    """Return a flat schema without the properties that are `readOnly` or `writeOnly`."""
    properties: Json = here.get("properties", {})
    left_out = {name for name, part in properties.items() if flag is not None and flatten(part).get(flag) is True}
    if not left_out:
        return here
    return {
        **here,
        "properties": {name: part for name, part in properties.items() if name not in left_out},
        "required": [name for name in here.get("required", []) if name not in left_out],
    }


def is_alias(schema: Any) -> bool:
    """Return True if a component is only another name for another component."""
    if not is_object(schema) or schema.keys() & _CONSTRAINTS:
        return False
    parts = [part for _, part in _objects(schema.get("allOf", [])) if part.keys() & (_CONSTRAINTS | {"$ref", "allOf"})]
    return "$ref" in schema or (len(parts) == 1 and "$ref" in parts[0])


def flat(document: Json, schema: Json, known: dict[str, Json] | None = None) -> Json:
    """Return a schema with references resolved, `allOf` merged, and `nullable` as the only form of null.

    `x-unions` lists the options of every `oneOf` and `anyOf` in it. `known` keeps flat schemas by reference.
    """
    return _flat(document, schema, (), {} if known is None else known)


def _flat(document: Json, schema: Json, inside: tuple[str, ...], known: dict[str, Json]) -> Json:
    reference = schema.get("$ref")
    at = str(schema.get("x-at", ""))
    own = _own(schema, at)
    parts = [
        _flat(document, {"x-at": f"{at}/allOf/{n}", **part}, inside, known)
        for n, part in _objects(schema.get("allOf", []))
    ]
    component = None
    if isinstance(reference, str) and reference not in inside:  # a schema that refers to itself in allOf adds nothing
        target = known.get(reference)
        if target is None:
            referred = _placed(resolve(document, reference), reference[1:])
            target = _flat(document, referred, (*inside, reference), known)
            if not inside:
                known[reference] = target
        parts.insert(0, target)
        component = reference
        if not own.keys() & _CONSTRAINTS and "allOf" not in schema:
            at = target["x-at"]
    structured = [part for part in parts if part.keys() & _STRUCTURE]
    nullable = own["nullable"] or (bool(structured) and all(part["nullable"] for part in structured))
    merged = _merged([*parts, own])
    component = component or next((p["x-component"] for p in reversed(parts) if p["x-component"]), None)
    return {**merged, "x-at": at, "nullable": nullable, "x-component": schema.get("x-component") or component}


def _objects(parts: list[Any]) -> Iterator[tuple[int, Json]]:
    return ((n, part) for n, part in enumerate(parts) if is_object(part))


def _own(schema: Json, at: str) -> Json:
    """Return a schema without its parts, with `x-at` in its subschemas and null as `nullable`."""
    own = {key: value for key, value in schema.items() if key not in {"allOf", "$ref"}}
    nullable = schema.get("nullable") is True
    if is_object(properties := schema.get("properties")):
        own["properties"] = {name: _placed(part, at + pointer("properties", name)) for name, part in properties.items()}
    for key in ("items", "additionalProperties"):
        if is_object(schema.get(key)):
            own[key] = _placed(schema[key], f"{at}/{key}")
    unions = [
        [_option(_placed(part, at + pointer(key, n))) for n, part in enumerate(schema[key])]
        for key in ("oneOf", "anyOf")
        if schema.get(key) and "x-unions" not in schema  # it is flat already
    ]
    own["x-unions"] = [*schema.get("x-unions", []), *(_tagged(schema, options) for options in unions)]
    types = schema.get("type")
    if is_array(types):
        kept = [kind for kind in dict.fromkeys(types) if kind != "null"]
        nullable = nullable or len(kept) < len(types)
        own["type"] = "null" if not kept else kept[0] if len(kept) == 1 else kept
    if None in own.get("enum", []):
        nullable, own["enum"] = True, [value for value in own["enum"] if value is not None]
    if own.get("enum") == [] or own.get("const", own) is None:
        own = {**{key: value for key, value in own.items() if key not in {"enum", "const"}}, "type": "null"}
    return {**own, "nullable": nullable or own.get("type") == "null"}


def _option(option: Json) -> Json:
    """Return an option of a union. `x-reference` says that it is a component and nothing else.

    An option that only says `nullable` is null, as generators for OpenAPI 3.0 write it.
    """
    if "$ref" in option and not option.keys() & (_CONSTRAINTS | {"allOf"}):
        return {**option, "x-reference": option["$ref"]}
    is_null = option.get("nullable") is True and not option.keys() & (_CONSTRAINTS | {"$ref", "allOf"})
    return {**option, "type": "null"} if is_null else option


def _tagged(schema: Json, options: list[Json]) -> list[Json]:
    """Return the options of a union, each with the value that its discriminator must have."""
    discriminator = schema.get("discriminator")
    name = discriminator.get("propertyName") if is_object(discriminator) else None
    if not isinstance(name, str):
        return options
    mapping = discriminator.get("mapping") if is_object(discriminator) else None
    tags = mapping if is_object(mapping) else {}
    tagged: list[Json] = []
    for option in options:
        reference = str(option.get("$ref", ""))
        tail = reference.rsplit("/", 1)[-1]
        values = [tag for tag, target in tags.items() if reference and target in {reference, tail}] or [tail]
        if not reference:
            tagged.append(option)
            continue
        at = f"{option['x-at']}/discriminator"
        tag = {"properties": {name: {"type": "string", "enum": values, "x-tag": True, "x-at": at}}, "required": [name]}
        tagged.append({"allOf": [option, {**tag, "x-at": at}], "x-at": option["x-at"]})
    return tagged


def _merged(parts: list[Json]) -> Json:
    merged: Json = {"x-unions": []}
    for part in parts:
        merged["x-unions"] = [*merged["x-unions"], *part.get("x-unions", [])]
        for key, value in part.items():
            if key not in _NOT_INHERITED and value is not None:
                merged[key] = _both(key, merged[key], value) if key in merged else value
    return merged


def _both(key: str, one: Any, other: Any) -> Any:  # noqa: PLR0911 - one case per keyword
    """Return the value of a keyword that holds in two schemas."""
    match key:
        case "properties":
            return one | {name: _all_of(one[name], part) if name in one else part for name, part in other.items()}
        case "items" | "additionalProperties" if is_object(one) and is_object(other):
            return _all_of(one, other)
        case "required":
            return list(dict.fromkeys([*one, *other]))
        case "enum":
            return [value for value in other if value in one] or one
        case "minLength" | "minItems" | "minProperties":
            return max(one, other)
        case "maxLength" | "maxItems" | "maxProperties":
            return min(one, other)
        case "minimum" | "exclusiveMinimum" if not isinstance(one, bool) and not isinstance(other, bool):
            return max(one, other)
        case "maximum" | "exclusiveMaximum" if not isinstance(one, bool) and not isinstance(other, bool):
            return min(one, other)
        case _:
            return other


def _all_of(one: Json, other: Json) -> Json:
    # A later part that only describes leaves the place as it is.
    at = other["x-at"] if other.keys() & (_CONSTRAINTS | {"$ref", "allOf"}) and "x-tag" not in other else one["x-at"]
    return {"allOf": [one, other], "x-at": at}


def alternatives(here: Json) -> list[list[Json]]:
    """Return the options of each union of a flat schema, each option with everything that stands beside the union."""
    base = {key: value for key, value in here.items() if key not in {"oneOf", "anyOf", "discriminator", "x-component"}}
    base |= {"x-unions": [], "nullable": False}
    unions: list[list[Json]] = here["x-unions"]
    if not base.keys() & _CONSTRAINTS and len(unions) == 1:
        return unions
    return [
        [
            {
                "allOf": [{**base, "x-unions": unions[:n] + unions[n + 1 :]}, option],
                "x-at": option["x-at"],
                "x-reference": "",  # it is a component and what stands beside the union
            }
            for option in union
        ]
        for n, union in enumerate(unions)
    ]
