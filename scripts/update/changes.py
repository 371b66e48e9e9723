"""Compare two Python APIs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .annotations import not_accepted, with_names
from .change import Change, listed
from .class_changes import class_changes
from .escaping import code_span
from .matching import matched, matched_classes, matched_members
from .member_changes import added_member, member_changes, removed_member, sent_type_changes
from .rename_changes import rename_changes
from .surface import Method, Surface


def changes(old: Surface, new: Surface) -> list[Change]:
    """Return the changes from one API to the other, breaking ones first."""
    names = matched_classes(old, new)
    methods, removed, added = matched(old.methods, new.methods, lambda method: method.path)
    found = [_method_removed(method) for method in removed]
    found += [_method_added(method, {one.path: other for one, other in methods}) for method in added]
    found += rename_changes(old, new, methods, names)
    for one, other in methods:
        found += _method_changes(one, other, names)
    found += class_changes(old, new, names, {(one.body, other.body) for one, other in methods})
    return sorted(_merged(found), key=lambda change: (not change.breaking, str(change)))


def _merged(found: Iterable[Change]) -> list[Change]:
    """Join the subjects of the same change in several classes and methods."""
    merged: dict[Change, set[str]] = {}
    for change in found:
        key = replace(change, subjects=()) if change.member else change
        merged.setdefault(key, set()).update(change.subjects)
    return [replace(change, subjects=tuple(sorted(subjects))) for change, subjects in merged.items()]


def _method_removed(method: Method) -> Change:
    text = f"operation removed: {code_span(method.call)} ({code_span(method.request)})"
    return Change("Removed", text, breaking=True)


def _method_added(method: Method, names: Mapping[str, Method]) -> Change:
    text = f"operation added: {code_span(method.call)} ({code_span(method.request)})"
    moved = names.get(method.path)
    if moved is None:
        return Change("Added", text)
    return Change("Changed", f"{text}; the operation of that name is now {code_span(moved.call)}", breaking=True)


def _method_changes(old: Method, new: Method, names: Mapping[str, str]) -> Iterator[Change]:
    if old.key != new.key:
        text = f"now sends {code_span(new.request)}, not {code_span(old.request)}"
        yield Change("Changed", text, breaking=True, subjects=(new.call,))
    if new.deprecated and not old.deprecated:
        yield Change("Deprecated", "deprecated", subjects=(new.call,))
    returned = with_names(old.returns, names)
    if returned != new.returns:
        text = f"returns {code_span(new.returns)}, not {code_span(old.returns)}"
        yield Change("Changed", text, breaking=bool(not_accepted(returned, new.returns)), subjects=(new.call,))
    pairs, removed, added = matched_members(old.arguments, new.arguments, names)
    yield from _positional_changes(old, new, {one.name: other.name for one, other in pairs})
    for one, other in pairs:
        yield from member_changes(one, other, f"{new.path}({one.name}=…)", f"{new.path}({other.name}=…)")
        yield from sent_type_changes(one, other, names, f"{new.path}({other.name}=…)")
    for one in removed:
        yield removed_member(one, f"{new.path}({one.name}=…)")
    for other in added:
        yield added_member(other, f"{new.path}({other.name}=…)", old.arguments, sent=True)


def _positional_changes(old: Method, new: Method, names: Mapping[str, str]) -> Iterator[Change]:
    """Compare the order of arguments; `names` has the new names of those that are still there."""
    before = [names[name] for name in old.positional if name in names]
    after = [name for name in new.positional if name in names.values()]
    if after[: len(before)] != before:
        text = f"takes ({listed(new.positional)}) by position, not ({listed(old.positional)})"
        yield Change("Changed", text, breaking=True, subjects=(new.call,))
