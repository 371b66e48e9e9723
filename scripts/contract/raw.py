"""The document as received, read without the generator's rules, so that the checks find the generator's mistakes.

Schemas are resolved one level at a time. `x-at` is the JSON pointer of a schema, `x-component` the component that its
reference named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeGuard

from generation.document import Json, is_array, pointer, resolve
from generation.document import operations as each_operation

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
        return str(self.spec.get("summary") or self.spec.get("operationId") or f"{self.method} {self.path}")

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


def letters(text: str) -> str:
    """Return the ASCII letters and digits of a name in lower case, which all naming conventions keep."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def operations(document: Json) -> Iterator[Operation]:
    """Yield every operation of the document."""
    for path, method, spec in each_operation(document):
        at = pointer("paths", path, method)
        parameters: dict[tuple[str, str], Json] = {}
        for where, found in (
            (pointer("paths", path), document["paths"][path].get("parameters", [])),
            (at, spec.get("parameters", [])),
        ):
            for index, part in enumerate(found):
                parameter = _resolved(document, part, where + pointer("parameters", index))
                parameters[parameter["in"], parameter["name"]] = _parameter(parameter)
        body = _resolved(document, spec["requestBody"], f"{at}/requestBody") if "requestBody" in spec else {}
        responses = {
            str(status): _json_content(_resolved(document, response, at + pointer("responses", status)))
            for status, response in spec.get("responses", {}).items()
        }
        yield Operation(
            pointer=at,
            path=path,
            method=method.upper(),
            spec=spec,
            parameters=tuple(
                p for (where, name), p in parameters.items() if where != "header" or name.lower() not in OWN_HEADERS
            ),
            body=_json_content(body),
            body_required=body.get("required") is True,
            successes={status: schema for status, schema in responses.items() if status.startswith("2")},
            errors={status: schema for status, schema in responses.items() if not status.startswith("2")},
        )


def _parameter(parameter: Json) -> Json:
    at = parameter["x-at"]
    content: Json | None = _json_content(parameter)
    schema = content if content is not None else {**parameter.get("schema", {}), "x-at": f"{at}/schema"}
    return {**parameter, "required": parameter["in"] == "path" or parameter.get("required") is True, "schema": schema}


def _json_content(holder: Json) -> Json | None:
    for media, content in holder.get("content", {}).items():
        kind = str(media).split(";", maxsplit=1)[0].strip().lower()
        if kind == "application/json" or kind.endswith("+json"):
            at = f"{holder['x-at']}{pointer('content', media)}/schema"
            return {**content.get("schema", {}), "x-at": at}
    return None


def _resolved(document: Json, value: Json, at: str) -> Json:
    while isinstance(reference := value.get("$ref"), str):
        value, at = resolve(document, reference), reference[1:]
    return {**value, "x-at": at}


def flat(document: Json, schema: Json) -> Json:
    """Return a schema with references resolved, `allOf` merged, and `nullable` as the only form of null."""
    nullable = schema.get("nullable") is True
    component = None
    while isinstance(reference := schema.get("$ref"), str):
        schema, component = {**resolve(document, reference), "x-at": reference[1:]}, reference.rsplit("/", 1)[-1]
        nullable = nullable or schema.get("nullable") is True
    at = str(schema["x-at"])
    parts = [flat(document, {**part, "x-at": f"{at}/allOf/{n}"}) for n, part in enumerate(schema.get("allOf", []))]
    own = {key: value for key, value in _with_places(schema, at).items() if key not in {"allOf", "nullable"}}
    types = own.get("type")
    if is_array(types):
        kept = [kind for kind in types if kind != "null"]
        nullable = nullable or len(kept) < len(types)
        own["type"] = kept[0] if len(kept) == 1 else kept
    if None in own.get("enum", []):
        nullable, own["enum"] = True, [value for value in own["enum"] if value is not None]
    constraining = [part for part in parts if _constrains(part)]
    nullable = nullable or (bool(constraining) and all(part["nullable"] for part in constraining))
    merged = _merged([*parts, own])
    return {**merged, "x-at": at, "nullable": nullable, "x-component": component or merged.get("x-component")}


def _constrains(schema: Json) -> bool:
    return bool(schema.keys() & {"type", "properties", "enum", "items", "oneOf", "anyOf", "additionalProperties"})


def _merged(parts: list[Json]) -> Json:
    merged: Json = {}
    for part in parts:
        known = merged.get("properties", {}), merged.get("required", [])
        merged |= {key: value for key, value in part.items() if value is not None}
        if known[0] or "properties" in part:
            merged["properties"] = {**known[0], **part.get("properties", {})}
        if known[1] or "required" in part:
            merged["required"] = list(dict.fromkeys([*known[1], *part.get("required", [])]))
    return merged


def _with_places(schema: Json, at: str) -> Json:
    """Add `x-at` to the subschemas."""

    def placed(part: Any, *steps: str | int) -> Json:
        return {**(part if is_object(part) else {}), "x-at": at + pointer(*steps)}

    found = dict(schema)
    if is_object(properties := schema.get("properties")):
        found["properties"] = {name: placed(part, "properties", name) for name, part in properties.items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            found[key] = placed(schema[key], key)
    for key in ("oneOf", "anyOf"):
        if key in schema:
            found[key] = [placed(part, key, n) for n, part in enumerate(schema[key])]
    return found


# --- places inside a schema -------------------------------------------------------------------------------------------

# Builds an instance of the outer schema around a value for the inner place.
Build = Callable[[Any], Any]


def places(document: Json, schema: Json, *, through_unions: bool = True) -> Iterator[tuple[Json, Build]]:
    """Yield every place in an instance of `schema`: its flat schema, and a function that builds the instance.

    A component inside itself is not entered again.
    """
    yield from _places(document, schema, lambda value: value, (), through_unions=through_unions)


def _places(
    document: Json, schema: Json, build: Build, inside: tuple[str, ...], *, through_unions: bool
) -> Iterator[tuple[Json, Build]]:
    here = flat(document, schema)
    yield here, build
    component = here["x-component"]
    if component in inside:
        return
    inside = (*inside, *([component] if component else []))
    for part, wrap in _parts(document, here, through_unions=through_unions):
        yield from _places(document, part, _after(build, wrap), inside, through_unions=through_unions)


def _after(outer: Build, inner: Build) -> Build:
    return lambda value: outer(inner(value))


def _parts(document: Json, here: Json, *, through_unions: bool) -> Iterator[tuple[Json, Build]]:
    rest: Json = {}
    if "properties" in here:
        rest = {name: example(document, here["properties"][name]) for name in here.get("required", [])}
    for name, part in here.get("properties", {}).items():
        yield part, partial(_with, rest, name)
    if isinstance(here.get("items"), dict):
        yield here["items"], lambda value: [value] * max(1, here.get("minItems", 0))
    if isinstance(here.get("additionalProperties"), dict):
        yield here["additionalProperties"], partial(_with, rest, "any name")
    if through_unions:
        for part in [*here.get("oneOf", []), *here.get("anyOf", [])]:
            yield part, lambda value: value


def _with(rest: Json, name: str, value: Any) -> Json:
    return {**rest, name: value}


def example(document: Json, schema: Json, inside: tuple[str, ...] = ()) -> Any:  # noqa: PLR0911 - one case per type
    """Return the smallest instance of a schema: only required fields, null where allowed."""
    here = flat(document, schema)
    component = str(here["x-component"])
    if here.get("enum"):
        return here["enum"][0]
    if here["nullable"] or component in inside:
        return None
    inside = (*inside, component) if here["x-component"] else inside
    for option in [*here.get("oneOf", []), *here.get("anyOf", [])]:
        return example(document, option, inside)
    match here.get("type"):
        case "string":
            return _text(here)
        case "number" | "integer":
            return _number(here)
        case "boolean":
            return True
        case "array":
            return [example(document, here.get("items", {"x-at": ""}), inside)] * here.get("minItems", 0)
        case "object" | None if "properties" in here:
            required: list[str] = here.get("required", [])
            return {name: example(document, here["properties"].get(name, {"x-at": ""}), inside) for name in required}
        case _:
            return {}


_TEXTS = {
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "date-time": "2026-01-31T09:30:00.000Z",
    "date": "2026-01-31",
    "email": "person@example.com",
    "uri": "https://example.com/",
}


def _text(schema: Json) -> str:
    text = _TEXTS.get(schema.get("format", ""))
    return text if text is not None else "x" * max(schema.get("minLength", 0), min(1, schema.get("maxLength", 1)))


def _number(schema: Json) -> float:
    low, high = bounds(schema)
    if low is not None:
        return low
    return high if high is not None else 1


def bounds(schema: Json) -> tuple[float | None, float | None]:
    """Return the minimum and maximum of a number; exclusive bounds are moved by 1, or by 0.5 for fractions."""
    low, high = schema.get("minimum"), schema.get("maximum")
    below, above = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    step = 1 if schema.get("type") == "integer" else 0.5
    if below is True:
        low = low + step if low is not None else None
    elif below is not None and below is not False:
        low = max(below + step, low if low is not None else below + step)
    if above is True:
        high = high - step if high is not None else None
    elif above is not None and above is not False:
        high = min(above - step, high if high is not None else above - step)
    return low, high
