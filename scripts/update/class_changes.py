"""Compare models and enums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .annotations import classes
from .change import Change, listed
from .escaping import code_span
from .matching import matched, matched_members
from .member_changes import added_member, member_changes, received_type_changes, removed_member, sent_type_changes
from .surface import Class, Member, Surface


def class_changes(
    old: Surface, new: Surface, names: Mapping[str, str], bodies: set[tuple[str | None, str | None]]
) -> Iterator[Change]:
    """Compare the classes. `bodies` are the classes whose fields are arguments of methods, before and now."""
    before, after = ({one.name: one for one in api.classes} for api in (old, new))
    if removed := [name for name in before if name not in names]:
        yield Change("Removed", f"{_plural('class', removed)} removed: {listed(removed)}", breaking=True)
    kept = set(names.values())
    added = [name for name in after if name not in kept]
    for name in added:
        if name in names:
            text = f"class added: {code_span(name)}; the class of that name is now {code_span(names[name])}"
            yield Change("Changed", text, breaking=True)
    if unused := [name for name in added if name not in names]:
        yield Change("Added", f"{_plural('class', unused)} added: {listed(unused)}")
    mentioned = set(_mentioned(new))
    for one, other in names.items():
        if (one, other) not in bodies or other in mentioned:
            yield from _changes_of_class(before[one], after[other], names)


def _mentioned(api: Surface) -> Iterator[str]:
    """Yield the names in all annotations."""
    fields = [member for one in api.classes for member in one.members]
    arguments = [argument for method in api.methods for argument in method.arguments]
    for annotation in [
        *(member.annotation for member in (*fields, *arguments)),
        *(method.returns for method in api.methods),
        *(method.response for method in api.methods),
    ]:
        yield from classes(annotation)


def _changes_of_class(old: Class, new: Class, names: Mapping[str, str]) -> Iterator[Change]:
    def subject(member: Member) -> str:
        return f"{new.name}({member.name}=…)" if new.kind == "sent" else f"{new.name}.{member.name}"

    # A value of an enum identifies its member, and is not renamed.
    pairs, removed, added = (
        matched(old.members, new.members) if new.kind == "enum" else matched_members(old.members, new.members, names)
    )
    for one, other in pairs:
        yield from member_changes(one, other, subject(one), subject(other))
        if old.kind == new.kind == "sent":
            yield from sent_type_changes(one, other, names, subject(other))
        elif old.kind == new.kind:
            yield from received_type_changes(one, other, names, subject(other))
    for one in removed:
        yield removed_member(one, subject(one))
    for other in added:
        yield added_member(other, subject(other), old.members, sent=old.kind == new.kind == "sent")


def _plural(word: str, names: list[str]) -> str:
    return word if len(names) == 1 else f"{word}es"
