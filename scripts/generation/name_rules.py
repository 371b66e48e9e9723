"""Rules for the Python names of enum members, fields and arguments."""

from __future__ import annotations

import re
from collections.abc import Callable

from .document import Json, operations
from .naming import RESERVED_IN_MODELS, RESERVED_IN_OPERATIONS, snake_case, unique_names, upper_case, words
from .validate import PATH_PARAMETER


def name_members(document: Json) -> Json:
    """Name the members of each enum after their values."""
    for schema in document["components"]["schemas"].values():
        if "enum" in schema:
            texts = {str(value): value for value in schema["enum"]}
            given = {str(value): name for value, name in schema.pop("x-names", {}).items()}
            names = unique_names(sorted(texts), _member_style(given), spelled=str.upper, reserved=())
            schema["x-members"] = [[names[text], value] for text, value in texts.items()]
            schema["type"] = "string" if isinstance(schema["enum"][0], str) else "integer"
    return document


def _member_style(given: dict[str, str]) -> Callable[[str], str]:
    """Return a function that names a value as the document does, or else after its text."""
    return lambda text: upper_case(given[text]) if words(given.get(text, "")) else _member_name(text)


def _member_name(text: str) -> str:
    negative = re.fullmatch(r"-(\d+)", text, re.ASCII)
    return f"VALUE_NEGATIVE_{negative[1]}" if negative else upper_case(text)


def name_fields(document: Json) -> Json:
    """Give fields and arguments their Python names; `x-wire` keeps the name in the spec."""
    for schema in document["components"]["schemas"].values():
        if "enum" not in schema:
            names = unique_names(sorted(schema["properties"]), snake_case, reserved=RESERVED_IN_MODELS)
            schema["properties"] = {names[wire]: {**value, "x-wire": wire} for wire, value in schema["properties"].items()}  # fmt: skip
            schema["required"] = [names[wire] for wire in dict.fromkeys(schema.get("required", [])) if wire in names]
    paths: Json = {}
    for path, method, operation in operations(document):
        in_path = PATH_PARAMETER.findall(path)
        parameters = {(p["in"], p["name"]): p for p in sorted(operation["parameters"], key=_place(in_path))}
        names = unique_names(
            sorted(parameters, key=lambda key: (*_place(in_path)(parameters[key]), key[1])),
            lambda key: snake_case(key[1]),
            spelled=lambda key: key[1],
            reserved=RESERVED_IN_OPERATIONS,
        )
        for key, parameter in parameters.items():
            parameter["schema"]["x-wire"] = key[1]
            parameter["name"] = names[key]
        operation["parameters"] = list(parameters.values())
        operation["x-path"] = path
        paths.setdefault(PATH_PARAMETER.sub(_renaming(names), path), {})[method] = operation
    document["paths"] = paths
    return document


def _renaming(names: dict[tuple[str, str], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{{{names.get(('path', found[1]), found[1])}}}"


def _place(in_path: list[str]) -> Callable[[Json], tuple[int, int]]:
    """Return a function that sorts parameters: those of the path in its order, then the others by location."""

    def place(parameter: Json) -> tuple[int, int]:
        location = ("path", "query", "header", "cookie").index(parameter["in"])
        return location, in_path.index(parameter["name"]) if location == 0 and parameter["name"] in in_path else 0

    return place
