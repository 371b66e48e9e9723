"""References to schemas that stand elsewhere than in components.

`#/components/schemas/Order/properties/item` and `#/components/schemas/Order/$defs/Item` are what bundlers write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from .document import METHODS, Json, is_array, pointed, pointer, resolve
from .naming import pascal_case
from .traversal import ANNOTATIONS, SCHEMAS, without

_METHOD = f"/({'|'.join(METHODS)})"
PARAMETER = rf"(/components/parameters/[^/]+|/paths/[^/]+({_METHOD})?/parameters/\d+)"
REQUEST_BODY = rf"(/components/requestBodies/[^/]+|/paths/[^/]+{_METHOD}/requestBody)"
RESPONSE = rf"(/components/responses/[^/]+|/paths/[^/]+{_METHOD}/responses/[^/]+)"
PATH_ITEM = r"/(components/pathItems|paths)/[^/]+"
_CONTENT = r"/content/[^/]+"
_ROOT = (
    rf"(/components/schemas/[^/]+|/(\$defs|definitions)/[^/]+|{PARAMETER}({_CONTENT})?/schema"
    rf"|({REQUEST_BODY}|{RESPONSE}){_CONTENT}/schema)"
)
SCHEMA = rf"{_ROOT}(/(properties|\$defs|definitions)/[^/]*|/(items|additionalProperties)|/(allOf|oneOf|anyOf)/\d+)*"


def leads_to(reference: str, places: str) -> bool:
    """Return whether a local reference leads to one of the places, which are a pattern for pointers."""
    return re.fullmatch(places, pointer(*pointed(reference))) is not None


def absolute_references(document: Json) -> Json:
    """Return the document with references inside one schema, such as `#/$defs/Item`, written from the top.

    A schema with `$id` is the top for the references in it. Other schemas are copied in from JSON Schema documents: their
    references lead nowhere in the whole document.
    """

    def rewritten(value: Any, at: str, roots: tuple[tuple[str, Json], ...], *, literal: bool) -> Any:
        if is_array(value):
            return [rewritten(item, at + pointer(n), roots, literal=literal) for n, item in enumerate(value)]
        if not isinstance(value, dict) or literal:
            return cast("Any", value)
        members = cast("Json", value)
        if isinstance(members.get("$id"), str) or re.fullmatch(_ROOT, at):
            roots = (*roots, (at, members))
        made = {
            k: rewritten(v, at + pointer(k), roots, literal=k in {"example", "default", "enum"})
            for k, v in members.items()
        }
        if isinstance(reference := members.get("$ref"), str) and reference.startswith("#/") and roots:
            made["$ref"] = _absolute(document, reference, roots)
        return made

    return cast("Json", rewritten(document, "", (), literal=False))


def _absolute(document: Json, reference: str, roots: tuple[tuple[str, Json], ...]) -> str:
    tops = [("", document), *reversed(roots)]
    own = [root for root in reversed(roots) if "$id" in root[1]]
    for at, top in [*own[:1], *tops]:
        try:
            resolve(top, reference)
        except (LookupError, ValueError):
            continue
        return f"#{at}{reference[1:]}"
    return reference


def hoist_schemas(document: Json) -> Json:
    """Move a schema that a reference leads into to the components, so that it has a name of its own."""
    used = {keys for keys in _referenced(document) if _is_inner(keys)}
    components: Json = document.setdefault("components", {}).setdefault("schemas", {})
    names: dict[tuple[str, ...], str] = {}
    taken = {name.lower() for name in components}
    for keys in sorted(used):
        name = base = _name(document, keys, taken)
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{base}{number}"
        names[keys] = name
        taken.add(name.lower())
    for keys in sorted(used, key=len, reverse=True):  # inner ones first, so that outer ones refer to them
        holder: Any = resolve(document, f"#{pointer(*keys[:-1])}")
        key: Any = int(keys[-1]) if is_array(holder) else keys[-1]
        schema: Any = holder[key]
        if isinstance(schema, dict):
            about = {"readOnly", "writeOnly", "deprecated", "default", "x-default"} & {*ANNOTATIONS, "default"}
            own = {k: v for k, v in cast("Json", schema).items() if k in about}
            components[names[keys]] = without(cast("Json", schema), *own)
            holder[key] = {"$ref": SCHEMAS + names[keys], **own}
        else:  # `true`, or a schema that was left out
            components[names[keys]] = {}
    return {
        **_renamed(document, {keys: SCHEMAS + name for keys, name in names.items()}),
        "x-hoisted": {name: pointer(*keys) for keys, name in names.items()},
    }


def _is_inner(keys: tuple[str, ...]) -> bool:
    """Return whether keys lead to a schema that is no component itself."""
    return re.fullmatch(SCHEMA, pointer(*keys)) is not None and not (
        keys[:2] == ("components", "schemas") and len(keys) == 3  # noqa: PLR2004 - components, schemas, the name
    )


def _referenced(value: Any) -> Iterator[tuple[str, ...]]:
    if is_array(value):
        for item in value:
            yield from _referenced(item)
    elif isinstance(value, dict):
        members = cast("Json", value)
        if isinstance(reference := members.get("$ref"), str) and reference.startswith("#/"):
            yield tuple(pointed(reference))
        for key, item in members.items():
            if not (key in {"example", "default", "enum", "const"} or key.startswith("x-")):
                yield from _referenced(item)


def _renamed(value: Any, names: dict[tuple[str, ...], str]) -> Any:
    if is_array(value):
        return [_renamed(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _renamed(item, names) for key, item in cast("Json", value).items()}
    if isinstance(reference := made.get("$ref"), str) and reference.startswith("#/"):
        made["$ref"] = names.get(tuple(pointed(reference)), reference)
    return made


def _name(document: Json, keys: tuple[str, ...], taken: set[str]) -> str:
    """Return a name for a schema: that of its definition, or of its place, as an inline class has it."""
    if keys[-2] in {"$defs", "definitions"} and (found := pascal_case(keys[-1])).lower() not in taken:
        return found
    root = re.match(_ROOT, pointer(*keys))
    length = len(pointed(f"#{root[0]}")) if root else 0
    name, rest = _root_name(document, keys[:length]), list(keys[length:])
    while rest:
        match rest.pop(0):
            case "items":
                name += "Item"
            case "additionalProperties":
                name += "Value"
            case "allOf" | "oneOf" | "anyOf":
                name += f"Option{int(rest.pop(0)) + 1}"
            case _:
                name += pascal_case(rest[0][:1].upper() + rest.pop(0)[1:], fallback="Field")
    return name


def _root_name(document: Json, keys: tuple[str, ...]) -> str:
    if keys[0] != "paths":
        return pascal_case(keys[-1] if keys[-1] != "schema" else keys[2])
    operation = document["paths"][keys[1]].get(keys[2], {})
    text = operation.get("operationId") or operation.get("summary") or " ".join(keys[1:3])
    kind = {"requestBody": "Request", "responses": "Response"}.get(keys[3], "Parameter")
    return pascal_case(text) + kind
