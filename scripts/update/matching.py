"""Match the parts of two Python APIs, so that a renamed part is one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from .annotations import aligned, with_names, without_none
from .surface import Class, Member, Method, Surface


class Part(Protocol):
    """A part of the API: `key` identifies it in the document, `name` in Python."""

    @property
    def name(self) -> str: ...
    @property
    def key(self) -> Hashable: ...


P = TypeVar("P", bound=Part)
Pairs = list[tuple[P, P]]
Matched = tuple[Pairs[P], list[P], list[P]]


def matched(
    before: Sequence[P], after: Sequence[P], name: Callable[[P], Hashable] = lambda part: part.name
) -> Matched[P]:
    """Return the pairs of old and new parts, the removed and the added parts. The key takes precedence over the name."""
    pairs, removed, added = _joined(before, after, lambda part: part.key, lambda part: part.key)
    more, removed, added = _joined(removed, added, name, name)
    return pairs + more, removed, added


def _joined(
    before: Sequence[P], after: Sequence[P], old_key: Callable[[P], Hashable], new_key: Callable[[P], Hashable]
) -> Matched[P]:
    """Pair the parts with the same key. A key that is None or not unique pairs nothing."""
    first, second = _unique(before, old_key), _unique(after, new_key)
    pairs = [(first[key], second[key]) for key in first if key in second]
    removed, added = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    return pairs, [one for one in before if id(one) not in removed], [one for one in after if id(one) not in added]


def _unique(parts: Iterable[P], key: Callable[[P], Hashable]) -> dict[Hashable, P]:
    keys = [(key(part), part) for part in parts]
    counts = Counter(found for found, _ in keys)
    return {found: part for found, part in keys if found is not None and counts[found] == 1}


# --- arguments and fields --------------------------------------------------------------------------------------------


def matched_members(before: Sequence[Member], after: Sequence[Member], names: Mapping[str, str]) -> Matched[Member]:
    """Match arguments or fields. `names` has the new names of classes.

    A removed and an added member are one renamed member if they have the same type and limits, and the same
    description or, without one, the same neighbours.
    """
    pairs, removed, added = matched(before, after)
    new_names = {one.name: other.name for one, other in pairs}
    for evidence in (_descriptions, _neighbours):
        old, new = evidence(before, names, new_names), evidence(after, {}, {})
        more, removed, added = _joined(removed, added, old.__getitem__, new.__getitem__)
        pairs += more
    return pairs, removed, added


Evidence = dict[Member, Hashable]


def _descriptions(members: Sequence[Member], names: Mapping[str, str], _: Mapping[str, str]) -> Evidence:
    return {member: _facts(member, names) if member.description else None for member in members}


def _neighbours(members: Sequence[Member], names: Mapping[str, str], new_names: Mapping[str, str]) -> Evidence:
    order = ["", *(new_names.get(member.name, member.name) for member in members), ""]
    return {member: (_facts(member, names), order[n], order[n + 2]) for n, member in enumerate(members)}


def _facts(member: Member, names: Mapping[str, str]) -> Hashable:
    location = member.key[:-1]
    annotation = without_none(with_names(member.annotation, names))
    return location, annotation, member.limits, member.description


# --- classes ---------------------------------------------------------------------------------------------------------


def matched_classes(old: Surface, new: Surface) -> dict[str, str]:
    """Return the new name of each class that is still there.

    Requests and responses do not contain the names of schemas, so a class is recognised by its use: it was the type of
    an argument, field or result, another class is the type now, and at least half of the members are the same. A class
    that nothing uses is recognised by its members.
    """
    # The class of a schema that is only sent keeps its name when the schema is also received.
    pairs, removed, added = _joined(old.classes, new.classes, _schema_and_name, _schema_and_name)
    more, removed, added = matched(removed, added)
    pairs += more
    names = {one.name: other.name for one, other in pairs}
    old_classes, new_classes = {one.name: one for one in removed}, {one.name: one for one in added}
    methods, _, _ = matched(old.methods, new.methods, lambda method: method.path)
    uses = [*(use for one, other in methods for use in _uses_in_method(one, other)), *_uses_in_fields(pairs)]
    while uses:
        one, other = uses.pop(0)
        if one in old_classes and other in new_classes and _similar(old_classes[one], new_classes[other]):
            names[one] = other
            uses += _uses_in_fields([(old_classes.pop(one), new_classes.pop(other))])
    unused, _, _ = _joined([*old_classes.values()], [*new_classes.values()], _contents, _contents)
    return names | {one.name: other.name for one, other in unused}


def _schema_and_name(one: Class) -> Hashable:
    return one.origin, one.name


def _contents(one: Class) -> Hashable:
    return (one.kind, frozenset(member.key for member in one.members)) if one.members else None


def _uses_in_method(old: Method, new: Method) -> Iterator[tuple[str, str]]:
    if old.body and new.body:
        yield old.body, new.body
    yield from aligned(old.returns, new.returns)
    yield from aligned(old.response, new.response)
    yield from _uses_in_members(old.arguments, new.arguments)


def _uses_in_fields(pairs: Pairs[Class]) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        yield from _uses_in_members(one.members, other.members)


def _uses_in_members(old: Sequence[Member], new: Sequence[Member]) -> Iterator[tuple[str, str]]:
    for one, other in matched(old, new)[0]:
        yield from aligned(one.annotation, other.annotation)


def _similar(one: Class, other: Class) -> bool:
    kept = {member.key for member in one.members} & {member.key for member in other.members}
    return (one.kind == "enum") == (other.kind == "enum") and 2 * len(kept) >= len(one.members)
