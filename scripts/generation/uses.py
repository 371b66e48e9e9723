"""Say where classes are used, for those that a document does not describe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from .document import Json, operations
from .traversal import content_holders

# The kinds of uses, and how a sentence of each begins. The first that a class has says most to a reader.
_KINDS = {
    "returned": "Returned by ",
    "sent": "The body of ",
    "response": "The response to ",
    "argument": "",
    "field": "",
}
# More uses of one kind are counted.
_MOST_NAMED = 3


def uses(document: Json, classes: Callable[[Json], set[str]]) -> dict[str, str]:
    """Map each class that is used to a sentence that says where.

    Args:
        document: A normalised document.
        classes: Returns the classes that the code of a schema names.
    """
    places: dict[str, dict[str, dict[tuple[str, str], None]]] = {}
    for kind, schema, *place in _places(document, classes):
        for name in classes(schema):
            places.setdefault(name, {}).setdefault(kind, {})[place[0], place[1]] = None
    return {name: _sentence(found) for name, found in places.items()}


def _places(document: Json, classes: Callable[[Json], set[str]]) -> Iterator[tuple[str, Json, str, str]]:
    """Yield each place of a schema: its kind, the schema, the argument or field, and the operation or model."""
    models: dict[str, Json] = document["components"]["schemas"]
    for _, _, operation in operations(document):
        name = operation["operationId"]
        for parameter in operation["parameters"]:
            yield "argument", parameter["schema"], parameter["name"], name
        for holder in content_holders(operation.get("requestBody", {})):
            yield "sent", holder["schema"], "", name
        for schema in _success_schemas(operation):
            # Methods return what is in the envelope.
            inside = [models[each].get("properties", {}).get("data") for each in classes(schema)]
            yield "response" if any(inside) else "returned", schema, "", name
            for data in filter(None, inside):
                yield "returned", data, "", name
    for model, schema in models.items():
        for name, value in cast("dict[str, Json]", schema.get("properties", {})).items():
            yield "field", value, name, model


def _success_schemas(operation: Json) -> Iterator[Json]:
    for status, response in operation["responses"].items():
        if str(status).startswith("2"):
            yield from (holder["schema"] for holder in content_holders(response))


def _sentence(found: dict[str, dict[tuple[str, str], None]]) -> str:
    kind = next(kind for kind in _KINDS if kind in found)
    places = list(found[kind])
    owners: dict[str, list[str]] = {}
    for part, owner in places[:_MOST_NAMED]:
        owners.setdefault(part, []).append(f"`{owner}`")
    phrases = [f"`{part}` of {_listed(names)}" if part else _listed(names) for part, names in owners.items()]
    if len(places) > _MOST_NAMED:
        phrases.append(f"{len(places) - _MOST_NAMED} more")
    return f"{_KINDS[kind]}{'; '.join(phrases)}."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
