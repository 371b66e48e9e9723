"""Check d: documented limits of requests are checked, and enum classes have exactly the documented values.

The code is called, not parsed: a value at a limit must be accepted and the next one refused. An undocumented value in
the place of an enum must be read as a member of the enum's class.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import attrs
from generation.document import Json, is_array

from contract import code
from contract.raw import Operation, bounds, example, flat, is_object, operations, places
from contract.subject import Outcome, Subject
from msportal_client._runtime.limits import limit_problems


def check(subject: Subject) -> Outcome:
    """Report limits that are not checked, and enums whose members are not the documented values."""
    found = dict.fromkeys(
        problem
        for operation in operations(subject.document)
        if (module := code.modules().get(operation.key)) is not None
        for problem in _problems(subject.document, operation, module)
    )
    return Outcome(list(found))


def _problems(document: Json, operation: Operation, module: ModuleType) -> Iterator[str]:
    for parameter in operation.parameters:
        yield from _parameter_problems(document, parameter, module)
    if operation.body is not None:
        yield from _limits_in_body(document, operation.body, module)
        yield from _enums_in(document, operation.body, lambda value: code.body_from_json(module, value))
    for schema in operation.successes.values():
        if schema is not None:
            yield from _enums_in(document, schema, module.OPERATION.read)


def _limits_in_body(document: Json, body: Json, module: ModuleType) -> Iterator[str]:
    # The client does not check limits inside unions.
    for here, build in places(document, body, through_unions=False):
        for words, good, bad in _at_and_beyond(document, here):
            try:
                problems = [
                    list(limit_problems("body", code.body_from_json(module, build(value)), module.OPERATION.body))
                    for value in (good, bad)
                ]
            except (ValueError, TypeError) as error:
                yield f"#{here['x-at']}: {words}: {error}"
                continue
            if problems[0]:
                yield f"#{here['x-at']}: {words}: a value at the limit is refused: {problems[0][0]}"
            if not problems[1]:
                yield f"#{here['x-at']}: {words} is not checked"


def _parameter_problems(document: Json, parameter: Json, module: ModuleType) -> Iterator[str]:
    sent = next(
        (p for p in module.OPERATION.parameters if p.location == parameter["in"] and p.wire == parameter["name"]), None
    )
    if sent is None:  # reported by check c
        return
    for here, build in places(document, parameter["schema"], through_unions=False):
        for words, good, bad in _at_and_beyond(document, here):
            if list(limit_problems(sent.name, build(good), sent.limits)):
                yield f"#{here['x-at']}: {words}: a value at the limit is refused"
            if not list(limit_problems(sent.name, build(bad), sent.limits)):
                yield f"#{here['x-at']}: {words} is not checked"
    schema = flat(document, parameter["schema"])
    schema = flat(document, schema["items"]) if isinstance(schema.get("items"), dict) else schema
    values = set(schema.get("enum") or ())
    if values and set(map(str, values)) != {"true", "false"} and _is_enum(values):
        classes = _enum_classes(code.hints(module.sync_detailed)[sent.name])
        if not any(values == {member.value for member in kind} for kind in classes):
            yield _enum_problem(schema, values, classes)


def _enum_classes(hint: Any) -> list[Any]:
    if hasattr(hint, "is_known"):
        return [hint]
    return [kind for part in typing.get_args(hint) for kind in _enum_classes(part)]


def _is_enum(values: set[Any]) -> bool:
    return {type(value) for value in values} in ({str}, {int})


def _enum_problem(schema: Json, values: set[Any], classes: list[Any]) -> str:
    if not classes:
        return f"#{schema['x-at']}: the documented values {_listed(values)} have no enum"
    known = {member.value for member in classes[0]}
    parts = [f"lacks {_listed(values - known)}"] if values - known else []
    parts += [f"has {_listed(known - values)}, which is not in the spec"] if known - values else []
    return f"#{schema['x-at']}: {classes[0].__name__} {' and '.join(parts)}"


def _listed(values: set[Any]) -> str:
    return ", ".join(sorted(map(repr, values)))


_UNDOCUMENTED: dict[type, Any] = {str: "an undocumented value", int: -987_654_321}


def _enums_in(document: Json, schema: Json, read: typing.Callable[[Any], Any]) -> Iterator[str]:
    for here, build in places(document, schema):
        values = set(here.get("enum") or ())
        if not values or not _is_enum(values):
            continue
        unknown = _UNDOCUMENTED[type(next(iter(values)))]
        try:
            classes: list[Any] = [
                type(it) for it in _values_in(read(build(unknown))) if it == unknown and hasattr(it, "is_known")
            ]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield f"#{here['x-at']}: an unknown value is not read: {error}"
            continue
        if not any(values == {member.value for member in kind} for kind in classes):
            yield _enum_problem(here, values, classes)


def _values_in(value: Any) -> Iterator[Any]:
    """Yield every scalar in a model, list or dict."""
    kind = value.__class__
    if attrs.has(kind):
        for field in attrs.fields(kind):
            yield from _values_in(getattr(value, field.name))
    elif is_object(value):
        for item in value.values():
            yield from _values_in(item)
    elif is_array(value):
        for item in value:
            yield from _values_in(item)
    else:
        yield value


def _at_and_beyond(document: Json, schema: Json) -> Iterator[tuple[str, Any, Any]]:
    """Yield each documented limit as text, with a value at the limit and one beyond it."""
    match schema.get("type"):
        case "string" if not schema.get("enum") and schema.get("format") not in {"uuid", "date-time", "date"}:
            if (least := schema.get("minLength", 0)) > 0:
                yield f"minLength {least}", "x" * least, "x" * (least - 1)
            if (most := schema.get("maxLength")) is not None:
                yield f"maxLength {most}", "x" * most, "x" * (most + 1)
        case "array":
            least, most = schema.get("minItems", 0), schema.get("maxItems")
            filler = example(document, schema["items"]) if isinstance(schema.get("items"), dict) else "x"
            if least > 0:
                yield f"minItems {least}", [filler] * least, [filler] * (least - 1)
            if most is not None:
                yield f"maxItems {most}", [filler] * most, [filler] * (most + 1)
        case "number" | "integer" as kind:
            low, high = bounds(schema)
            step = 1 if kind == "integer" else 0.5
            if low is not None:
                yield f"minimum {low:g}", low, low - step
            if high is not None:
                yield f"maximum {high:g}", high, high + step
        case _:
            return
