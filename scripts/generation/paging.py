"""Lists whose pages lead to the next one, by a link or by a cursor.

What leads there is described by members like those of `cursors` in the API list:

- `next`: the place of the link or cursor in a response, such as `links.next` or `data.-1.id`; `-1` is the last item,
- `items`: the place of the items; by default the only list in the response,
- `parameter`: the query parameter that takes the cursor; without one, it is a link,
- `more`: the place of a flag that says whether there is a next page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from .document import Json, operations
from .python_code import Schemas

# Links in bodies that many APIs have.
_KNOWN: list[Json] = [
    {"next": "@odata.nextLink", "items": "value"},
    {"next": "links.next", "items": "data"},
    {"next": "links.next.href", "items": "data"},
]


@dataclass(frozen=True)
class CursorCode:
    """The way that a pager goes on.

    Attributes:
        places: The code of its `CursorPlaces`.
        parameter: The argument that takes the cursor; None for a link.
        path: The Python names that lead to the items.
        items: The schema of an item.
    """

    places: str
    parameter: str | None
    path: tuple[str, ...]
    items: Json


def read_paging(document: Json) -> Json:
    """Give each operation that reads the ways in which its list may go on, the most certain first."""
    for _, method, operation in operations(document):
        found: list[Json] = [*document.get("x-cursors", [])]
        pageable: Any = operation.get("x-ms-pageable")
        if isinstance(pageable, dict) and isinstance(name := cast("Json", pageable).get("nextLinkName"), str):
            found.append({"next": name, "items": cast("Json", pageable).get("itemName") or "value"})
        found += _KNOWN
        for status, response in operation["responses"].items():
            headers: Any = response.get("headers")
            if status.startswith("2") and isinstance(headers, dict) and "link" in map(str.lower, cast("Json", headers)):
                found.append({"next": ""})
        operation["x-paging"] = found if method == "get" else []
    return document


def cursor_code(schemas: Schemas, operation: Json, answer: Json) -> CursorCode | None:
    """Return how the list in a response goes on; None where it does not."""
    for way in operation.get("x-paging", []):
        if (found := _followed(schemas, operation, answer, way)) is not None:
            return found
    return None


def _followed(schemas: Schemas, operation: Json, answer: Json, way: Json) -> CursorCode | None:
    items = _items(schemas, answer, way)
    parameter = _parameter(operation, way)
    if items is None or ("parameter" in way and parameter is None):
        return None
    path, item = items
    places = [f"items={path!r}"] if path else []
    for name in ("next", "more"):
        if text := way.get(name):
            found = _place(schemas, answer, [text]) or _place(schemas, answer, text.split("."))
            # A link is a text; a cursor may be a number.
            if found is None or (name == "next" and "parameter" not in way and found[1].get("type") != "string"):
                return None
            places.append(f"{name}={found[0]!r}")
    return CursorCode(f"CursorPlaces({', '.join(places)})", parameter, path, item)


def _parameter(operation: Json, way: Json) -> str | None:
    for parameter in operation["parameters"]:
        if parameter["in"] == "query" and parameter["schema"]["x-wire"] == way.get("parameter"):
            return str(parameter["name"])
    return None


def _items(schemas: Schemas, answer: Json, way: Json) -> tuple[tuple[str, ...], Json] | None:
    """Return the place of the items, and the schema of one."""
    if answer.get("type") == "array":
        return ((), answer.get("items", {})) if not way["next"] else None
    if "items" in way:
        found = _place(schemas, answer, way["items"].split("."))
        lists = [found] if found else []
    else:
        fields: Json = (schemas.target(answer) or {}).get("properties", {})
        lists = [((name,), schema) for name, schema in fields.items() if schema.get("type") == "array"]
    if len(lists) != 1 or lists[0][1].get("type") != "array":
        return None
    path, schema = lists[0]
    return cast("tuple[str, ...]", path), schema.get("items", {})


def _place(schemas: Schemas, answer: Json, names: list[str]) -> tuple[tuple[str | int, ...], Json] | None:
    """Return the Python names that lead to a value, and its schema; None where there is no such value."""
    place: list[str | int] = []
    schema = answer
    for name in names:
        if name == "-1" and schema.get("type") == "array":
            place.append(-1)
            schema = schema.get("items", {})
            continue
        fields: Json = (schemas.target(schema) or {}).get("properties", {})
        found = next(((python, field) for python, field in fields.items() if field["x-wire"] == name), None)
        if found is None:
            return None
        place.append(found[0])
        schema = found[1]
    return tuple(place), schema
