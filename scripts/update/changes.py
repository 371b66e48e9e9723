"""The changes between two documents: operations, parameters, fields, enums, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract.raw import Operation, flat, is_object, letters, operations
from generation.document import Json

# A place in the Python API: the letters of a class or function, then those of its member or argument.
Key = tuple[str, ...]

LIMITS = (
    "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems",
    "pattern",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes:
        words: A description.
        keys: The places in the Python API that it affects.
        narrows: Values that were accepted before are refused now; no signature shows that.
    """

    words: str
    keys: frozenset[Key] = frozenset()
    narrows: bool = False


@dataclass(frozen=True)
class _Facts:
    """The documented properties of a parameter or field."""

    kind: str
    nullable: bool
    required: bool
    limits: Mapping[str, Any]
    values: tuple[Any, ...]


def changes(old: Json, new: Json) -> list[Change]:
    """Return every change, sorted by description."""
    before, after = ({o.key: o for o in operations(document)} for document in (old, new))
    found = [_operation_change("added", o) for key, o in after.items() if key not in before]
    found += [_operation_change("removed", o) for key, o in before.items() if key not in after]
    for key in before.keys() & after.keys():
        found += _changes_of_operation(old, before[key], new, after[key])
    found += _changes_of_components(old, new)
    return sorted(found, key=lambda change: change.words)


def _operation_change(what: str, operation: Operation) -> Change:
    words = f"operation {what}: {operation.title} ({operation.method} {operation.path})"
    return Change(words, frozenset({(letters(operation.title),)}))


def _changes_of_operation(old: Json, before: Operation, new: Json, after: Operation) -> Iterator[Change]:
    name = letters(before.title)
    if name != letters(after.title):
        yield Change(f"operation renamed: {before.title} is {after.title}", frozenset({(name,)}))
    if letters(before.tag) != letters(after.tag):
        yield Change(f"operation moved: {before.title} from {before.tag} to {after.tag}", frozenset({(name,)}))
    yield from _changes_of_fields(
        f"{before.title}, parameter", _parameters(old, before), _parameters(new, after), [name], sent=True
    )
    for where, one, other in (("body", before.body, after.body), *_answers(before, after)):
        first, second = (None if s is None else _facts(d, s, required=True).kind for d, s in ((old, one), (new, other)))
        if first != second:
            words = f"{before.title}: the {where} was {first or 'nothing'} and is {second or 'nothing'}"
            yield Change(words, frozenset({(name,), (name, "body"), (name, "returns")}))
        elif one is not None and other is not None and not flat(old, one)["x-component"]:
            yield from _changes_of_fields(
                f"{before.title}, {where}", _fields(old, one), _fields(new, other), [name], sent=where == "body"
            )


def _answers(before: Operation, after: Operation) -> Iterator[tuple[str, Json | None, Json | None]]:
    one, other = (next(iter(o.successes.values()), None) for o in (before, after))
    yield "answer", one, other


def _changes_of_components(old: Json, new: Json) -> Iterator[Change]:
    before, after = (
        {name: _component(d, name) for name in d.get("components", {}).get("schemas", {})} for d in (old, new)
    )
    users = _methods_by_body([*operations(old), *operations(new)])
    for name in before.keys() | after.keys():
        classes = [letters(name), letters(f"{name}Input"), *users.get(name, [])]
        if name not in before or name not in after:
            what = "added" if name in after else "removed"
            yield Change(f"schema {what}: {name}", frozenset({(letters(name),)}))
        else:
            one, other = before[name], after[name]
            sent = name in users or name.endswith("Request")
            yield from _changes_of_values(name, one.get("enum") or (), other.get("enum") or (), classes)
            yield from _changes_of_fields(name, _fields(old, one), _fields(new, other), classes, sent=sent)


def _component(document: Json, name: str) -> Json:
    at = f"/components/schemas/{name}"
    return flat(document, {"$ref": f"#{at}", "x-at": at})


def _methods_by_body(found: list[Operation]) -> dict[str, list[str]]:
    """Return, for each component, the operations that take its fields as arguments."""
    users: dict[str, list[str]] = {}
    for operation in found:
        reference = (operation.body or {}).get("$ref")
        if isinstance(reference, str):
            users.setdefault(reference.rsplit("/", 1)[-1], []).append(letters(operation.title))
    return users


def _parameters(document: Json, operation: Operation) -> dict[str, _Facts]:
    return {p["name"]: _facts(document, p["schema"], required=p["required"]) for p in operation.parameters}


def _fields(document: Json, schema: Json, within: str = "") -> dict[str, _Facts]:
    """Return the fields of an object by name; those of an inline object are called `outer.inner`."""
    here = flat(document, schema)
    found: dict[str, _Facts] = {}
    for name, part in here.get("properties", {}).items():
        found[within + name] = _facts(document, part, required=name in here.get("required", []))
        inner = flat(document, part)
        if not inner["x-component"]:
            items = inner.get("items")
            found |= _fields(document, items if is_object(items) and "$ref" not in items else inner, f"{within}{name}.")
    return found


def _facts(document: Json, schema: Json, *, required: bool) -> _Facts:
    here = flat(document, schema)
    return _Facts(
        kind=_kind(document, here),
        nullable=here["nullable"],
        required=required,
        limits={name: here[name] for name in LIMITS if name in here},
        values=() if here["x-component"] else tuple(here.get("enum") or ()),
    )


def _kind(document: Json, here: Json) -> str:
    if here["x-component"]:
        return str(here["x-component"])
    options = [*here.get("oneOf", []), *here.get("anyOf", [])]
    if options:
        return " or ".join(_kind(document, flat(document, option)) for option in options)
    if is_object(items := here.get("items")):
        return f"array of {_kind(document, flat(document, items))}"
    kind = str(here.get("type", "anything"))
    return f"{kind} ({here['format']})" if "format" in here else kind


def _changes_of_fields(
    subject: str, before: Mapping[str, _Facts], after: Mapping[str, _Facts], owners: list[str], *, sent: bool
) -> Iterator[Change]:
    for name in before.keys() | after.keys():
        keys = frozenset((owner, letters(name.rsplit(".", 1)[-1])) for owner in owners)
        if name not in before:
            must = ", which must be sent" if sent and after[name].required else ""
            yield Change(f"{subject}: {name} added{must}", keys)
        elif name not in after:
            yield Change(f"{subject}: {name} removed", keys)
        else:
            yield from _changes_of_facts(f"{subject}: {name}", before[name], after[name], keys, sent=sent)


def _changes_of_facts(
    subject: str, one: _Facts, other: _Facts, keys: frozenset[Key], *, sent: bool
) -> Iterator[Change]:
    if one.kind != other.kind:
        yield Change(f"{subject} was {one.kind} and is {other.kind}", keys)
    if one.nullable != other.nullable:
        yield Change(f"{subject} may {'' if other.nullable else 'no longer '}be null", keys)
    if one.required != other.required:
        verb = "be sent" if sent else "be there"
        yield Change(f"{subject} {'must' if other.required else 'need not'} {verb}", keys)
    for limit in LIMITS:
        low, high = one.limits.get(limit), other.limits.get(limit)
        if low != high:
            what = f"{low} removed" if high is None else f"{high} added" if low is None else f"was {low} and is {high}"
            yield Change(f"{subject}: {limit} {what}", narrows=sent and _narrower(limit, low, high))
    if one.values != other.values:
        owners = [key[0] + key[1] for key in keys]
        yield from _changes_of_values(subject, one.values, other.values, owners)


def _narrower(limit: str, before: Any, after: Any) -> bool:
    if after is None or before is None:
        return after is not None
    if limit == "pattern":
        return True
    return bool(after > before if limit.lower().startswith(("min", "exclusivemin")) else after < before)


def _changes_of_values(subject: str, before: Any, after: Any, owners: list[str]) -> Iterator[Change]:
    for what, values in (
        ("added", [v for v in after if v not in before]),
        ("removed", [v for v in before if v not in after]),
    ):
        for value in values:
            keys = frozenset((owner, letters(str(value))) for owner in owners)
            yield Change(f"{subject}: value {value!r} {what}", keys)
