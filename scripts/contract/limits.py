"""Check d: documented limits of requests are checked, enum classes have the documented values, and unions are told apart.

The code is called, not parsed: a value at a limit must be accepted and the next one refused. An undocumented value in
the place of an enum must be read as a member of the enum's class, and an instance of one option of a union as its class. Limits of values that are too large to build, or that no
text is known for, are compared as numbers.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import attrs
from generation.document import Json, is_array, pointed

from contract import code, patterns
from contract.examples import Examples, NoExampleError, type_of
from contract.guard import Stopwatch
from contract.json_schema import is_valid, json_schema
from contract.numbers import at_and_beyond
from contract.places import Place, places
from contract.raw import Operation, is_object, operations
from contract.subject import Outcome, Subject, guarded
from msportal_client._runtime.limits import Limits, limit_problems

# The time for all operations, in seconds. The operations that are left then are not checked.
SECONDS = 300
# The longest texts and arrays that are built. Larger limits are compared as numbers.
MAX_CHARACTERS = 100_000
MAX_ITEMS = 1_000

# One kind of value as an argument: converts JSON to it, and finds its problems.
Convert = Callable[[Any], Any]


def check(subject: Subject) -> Outcome:
    """Report limits that are not checked, enums with other members, and options of unions that are read as another class."""
    examples = Examples(subject.document)
    watch = Stopwatch(SECONDS)
    sent: set[str] = set()
    received: set[str] = set()
    found: dict[str, None] = {}
    unchecked = 0
    for operation in operations(subject.document):
        module = code.modules().get(operation.key)
        if module is None:  # reported by check c
            continue
        if watch.expired:
            unchecked += 1
            continue
        for problems in (
            _sent_problems(examples, operation, module, sent, watch),
            _received_problems(examples, operation, module, received, watch),
        ):
            found.update(dict.fromkeys(guarded(operation.pointer, problems)))
    left_out = [f"{unchecked} operations are not checked: {SECONDS} s are used up"] if unchecked else []
    return Outcome(list(found), [*left_out, *examples.reductions])


def _sent_problems(
    examples: Examples, operation: Operation, module: ModuleType, entered: set[str], watch: Stopwatch
) -> Iterator[str]:
    arguments = code.hints(module.sync_detailed)
    for parameter in operation.parameters:
        sent = next(
            (p for p in module.OPERATION.parameters if (p.location, p.wire) == (parameter["in"], parameter["name"])),
            None,
        )
        if sent is not None and sent.name in arguments:  # otherwise reported by check c
            hint = arguments[sent.name]
            yield from _parameter_problems(examples, parameter["schema"], hint, sent.limits)
    limits = module.OPERATION.body
    if operation.body is not None and limits is not None:
        for place in places(examples, operation.body, entered=entered, leave_out="readOnly", watch=watch):
            convert = _body_converter(module)
            yield from _limit_problems(examples, place, convert, limits)
            yield from _enum_problems(examples, place, convert)
            if not place.is_root:  # which option a body is, the caller says
                yield from _option_problems(examples, place, convert)


def _body_converter(module: ModuleType) -> Convert:
    return lambda value: code.body_from_json(module, value)


def _received_problems(
    examples: Examples, operation: Operation, module: ModuleType, entered: set[str], watch: Stopwatch
) -> Iterator[str]:
    for status, schema in operation.successes.items():
        if schema is not None:
            for place in places(examples, schema, entered=entered, leave_out="writeOnly", watch=watch):
                yield from _enum_problems(examples, place, code.reader(module, status))
                yield from _option_problems(examples, place, code.reader(module, status))


# --- limits ----------------------------------------------------------------------------------------------------------


def _parameter_problems(examples: Examples, schema: Json, hint: Any, limits: Limits) -> Iterator[str]:
    for place in places(examples, {**schema, "nullable": False}, entered=set()):
        yield from _limit_problems(examples, place, lambda value: code.from_json(hint, value), limits)
    here = examples.flat(schema)
    here = examples.flat(here["items"]) if is_object(here.get("items")) else here
    values = _documented_values(here)
    if values and {str(value) for value in values} != {"true", "false"}:
        classes = _enum_classes(hint)
        if not any(values == _values_of(kind) for kind in classes):
            yield _enum_message(here, values, classes)


def _limit_problems(examples: Examples, place: Place, convert: Convert, limits: Limits) -> Iterator[str]:
    for limit in _limits_of(examples, place.schema):
        at = f"#{place.schema['x-at']}: {limit.text}"
        if _allowed_elsewhere(examples, place, limit.bad):
            continue
        try:
            if limit.is_built:
                accepted, refused = (
                    list(limit_problems("body", convert(place.build(value)), limits))
                    for value in (limit.good, limit.bad)
                )
                # Other parts of the instance may have problems of their own.
                names = {problem.field for problem in refused if problem not in accepted}
                wrong = next((problem for problem in accepted if problem.field in names), None)
                if wrong is not None:
                    yield f"{at}: a value at the limit is refused: {wrong}"
                elif not names:
                    yield f"{at} is not checked"
            elif not _has_limit(convert(place.build(limit.good)), limits, limit):
                yield f"{at} is not checked"
        except code.READ_ERRORS as error:
            yield f"{at}: {error}"


class _Limit(typing.NamedTuple):
    """A documented limit.

    Attributes:
        text: The keyword and its value.
        good: A value at the limit, or any value of its type if that is not built.
        bad: A value beyond it.
        is_built: Whether `good` and `bad` are at the limit.
    """

    text: str
    good: Any
    bad: Any
    is_built: bool = True


def _limits_of(examples: Examples, here: Json) -> Iterator[_Limit]:
    if here.get("enum") or "const" in here or here["x-unions"] or is_array(here.get("type")):
        return
    match type_of(here):
        case "string" if here.get("format") not in {"uuid", "date-time", "date"}:
            yield from _text_limits(here)
        case "array":
            yield from _array_limits(examples, here)
        case "number" | "integer":
            yield from (_Limit(*limit) for limit in at_and_beyond(here))
        case _:
            return


def _text_limits(here: Json) -> Iterator[_Limit]:
    for keyword, length, beyond in _lengths(here, "minLength", "maxLength"):
        good, bad = (_text_of_length(here, n) for n in (length, beyond))
        built = good is not None and bad is not None
        yield _Limit(f"{keyword} {length}", good if built else "x" * 17, bad if built else None, built)


def _text_of_length(here: Json, length: int) -> str | None:
    if length > MAX_CHARACTERS:
        return None
    if "pattern" not in here:
        return "x" * length
    return next(iter(patterns.matching(str(here["pattern"]), length, length)), None)


def _array_limits(examples: Examples, here: Json) -> Iterator[_Limit]:
    try:
        item = examples.of(here["items"]) if is_object(here.get("items")) else "x"
    except NoExampleError as error:
        examples.reduce(here, f"its limits are not checked: {error}")
        return
    for keyword, length, beyond in _lengths(here, "minItems", "maxItems"):
        built = max(length, beyond) <= MAX_ITEMS
        good, bad = ([item] * length, [item] * beyond) if built else ([item] * _ITEMS, None)
        yield _Limit(f"{keyword} {length}", good, bad, built)


# The length of an array whose limits are compared as numbers: no other array in an instance has it.
_ITEMS = 107


def _lengths(here: Json, least: str, most: str) -> Iterator[tuple[str, int, int]]:
    """Yield each limit of a length with the next forbidden length."""
    if here.get(least, 0) > here.get(most, here.get(least, 0)):
        return
    if here.get(least, 0) > 0:
        yield least, int(here[least]), int(here[least]) - 1
    if most in here:
        yield most, int(here[most]), int(here[most]) + 1


def _has_limit(value: Any, limits: Limits, limit: _Limit) -> bool:
    """Return True if the limits of the place with `limit.good` include the documented number."""
    keyword, number = limit.text.split()
    name = {"minLength": "min_length", "maxLength": "max_length", "minItems": "min_items", "maxItems": "max_items"}[
        keyword
    ]
    return any(
        getattr(found, name) == int(number)
        for part, found in _with_limits(value, limits)
        if (part == limit.good if isinstance(part, str) else is_array(part) and len(part) == len(limit.good))
    )


def _with_limits(value: Any, limits: Limits) -> Iterator[tuple[Any, Limits]]:
    """Yield each part of a value with its limits."""
    yield value, limits
    own: dict[str, Limits] = getattr(value, "limits", {})
    for name, field in own.items():
        yield from _with_limits(getattr(value, name), field)
    parts: list[Any] = [*value.values()] if is_object(value) else value if is_array(value) else []
    for found in _nested_limits(limits):
        for part in [value, *parts]:
            yield from _with_limits(part, found)


def _nested_limits(limits: Limits) -> Iterator[Limits]:
    """Yield the limits of items, of map values and of the options of a union."""
    for name in type(limits).__annotations__:
        member: Any = getattr(limits, name)
        options: tuple[Any, ...] = (member,) if isinstance(member, Limits) or not _is_tuple(member) else member
        yield from (option for option in options if isinstance(option, Limits))


def _is_tuple(value: object) -> typing.TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


# --- enums -----------------------------------------------------------------------------------------------------------

_UNDOCUMENTED: dict[type, Any] = {str: "an undocumented value", int: -987_654_321}


def _enum_problems(examples: Examples, place: Place, read: Convert) -> Iterator[str]:
    values = _documented_values(place.schema)
    if not values or "x-tag" in place.schema:
        return
    # Inside a union, an undocumented value may select another option.
    value = next(iter(sorted(values))) if place.unions else _UNDOCUMENTED[type(next(iter(values)))]
    if _allowed_elsewhere(examples, place, value):
        return
    try:
        found = _parts(read(place.build(value)))
        classes: list[Any] = [type(it) for it in found if hasattr(it, "is_known") and it == value]
    except code.READ_ERRORS as error:
        yield f"#{place.schema['x-at']}: the value {value!r} is not read: {error}"
        return
    # One class may stand for all options of a union of enums, or for an enum that is narrowed in allOf.
    accepted = [values, values | _values_beside(examples, place), _values_of_component(examples, place)]
    if not any(_values_of(kind) in accepted for kind in classes):
        yield _enum_message(place.schema, values, classes)


def _values_of_component(examples: Examples, place: Place) -> set[Any]:
    component = place.schema["x-component"]
    return _documented_values(examples.flat({"$ref": component, "x-at": ""})) if component else set()


def _values_beside(examples: Examples, place: Place) -> set[Any]:
    """Return the values of the other options, if the place is an option of a union of enums."""
    options = place.unions[-1].options if place.unions and place.unions[-1].value_is_option else ()
    found = [_documented_values(examples.flat(option)) for option in options]
    return {value for values in found for value in values} if all(found) else set()


def _documented_values(schema: Json) -> set[Any]:
    """Return the values of an enum of strings or integers; other enums have no class."""
    values: list[Any] = schema.get("enum") or []
    return set(values) if {type(value) for value in values} in ({str}, {int}) else set()


def _values_of(kind: Any) -> set[Any]:
    return {member.value for member in kind}


def _enum_classes(hint: Any) -> list[Any]:
    if hasattr(hint, "is_known"):
        return [hint]
    return [kind for part in typing.get_args(hint) for kind in _enum_classes(part)]


def _enum_message(schema: Json, values: set[Any], classes: list[Any]) -> str:
    if not classes:
        return f"#{schema['x-at']}: the documented values {_listed(values)} have no enum"
    known = _values_of(classes[0])
    parts = [f"lacks {_listed(values - known)}"] if values - known else []
    parts += [f"has {_listed(known - values)}, which is not in the spec"] if known - values else []
    return f"#{schema['x-at']}: {classes[0].__name__} {' and '.join(parts)}"


def _listed(values: set[Any]) -> str:
    return ", ".join(sorted(map(repr, values)))


def _parts(value: Any) -> Iterator[Any]:
    """Yield a value and everything in it: the fields of models, and the items of lists and dicts."""
    yield value
    kind = value.__class__
    inner: Iterable[Any] = ()
    if attrs.has(kind):
        inner = (getattr(value, field.name) for field in attrs.fields(kind))
    elif is_object(value):
        inner = value.values()
    elif is_array(value):
        inner = value
    for item in inner:
        yield from _parts(item)


# --- unions ----------------------------------------------------------------------------------------------------------


def _option_problems(examples: Examples, place: Place, read: Convert) -> Iterator[str]:
    """Report an option of a union that is read as another class, unless another option allows the instance too."""
    reference: str = place.schema.get("x-reference", "")
    if not reference or not place.unions or not place.unions[-1].value_is_option:
        return
    classes = code.forms(examples.components, pointed(reference)[-1])
    try:
        value = examples.of({**place.schema, "nullable": False})
        if not classes or not is_object(value) or _allowed_elsewhere(examples, place, value):
            return
        read_as = [part.__class__ for part in _parts(read(place.build(value)))]
    except NoExampleError:
        return
    except code.READ_ERRORS as error:
        yield f"#{place.schema['x-at']}: an instance is not read: {error}"
        return
    if not any(kind in classes for kind in read_as):
        yield f"#{place.schema['x-at']}: an instance is not read as {classes[0].__name__}"


def _allowed_elsewhere(examples: Examples, place: Place, value: Any) -> bool:
    """Return True if another option of a union around the place allows an instance with `value`."""
    return any(
        is_valid(_converted(examples, option), instance)
        for union in place.unions
        for instance in [union.build(value)]
        for option in union.options
    )


def _converted(examples: Examples, option: Json) -> Json:
    key = json.dumps(option, sort_keys=True, default=str)
    if key not in examples.converted:
        examples.converted[key] = json_schema(examples.document, option)
    return examples.converted[key]
