"""Compare arguments, fields and members of enums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .annotations import not_accepted, with_names
from .change import Change, listed
from .escaping import code_span
from .surface import Member


def removed_member(member: Member, subject: str) -> Change:
    return Change("Removed", "removed", breaking=True, subjects=(subject,), member=_identity(member))


def added_member(member: Member, subject: str, before: Iterable[Member], *, sent: bool) -> Change:
    """Return an addition, which is breaking if it must be given, or if its name was that of another member."""
    other = next((one for one in before if one.name == member.name), None)
    must = ", must be given" if sent and member.required else ""
    if other is None:
        return Change("Added", f"added{must}", bool(must), (subject,), _identity(member))
    text = f"is now {_in_api(member)} in the API, not {_in_api(other)}{must}"
    return Change("Changed", text, breaking=True, subjects=(subject,), member=_identity(member))


def member_changes(old: Member, new: Member, before: str, after: str) -> Iterator[Change]:
    """Compare what all members have; `before` and `after` are the subjects."""

    def change(text: str, *, heading: str = "Changed", breaking: bool, subject: str = after) -> Change:
        return Change(heading, text, breaking, (subject,), _identity(new))

    differs = old.wire != new.wire and old.key != new.key
    if old.name != new.name:
        wire = f" ({_in_api(new)} in the API, not {_in_api(old)})" if differs else ""
        yield change(f"renamed to {code_span(new.name)}{wire}", breaking=True, subject=before)
    elif differs:
        yield change(f"is now {_in_api(new)} in the API, not {_in_api(old)}", breaking=True)
    if new.deprecated and not old.deprecated:
        yield change("deprecated", heading="Deprecated", breaking=False)


def _in_api(member: Member) -> str:
    return code_span(str(member.wire))


def sent_type_changes(old: Member, new: Member, names: Mapping[str, str], subject: str) -> Iterator[Change]:
    """Compare what a caller may pass."""

    def change(text: str, *, breaking: bool) -> Change:
        return Change("Changed", text, breaking, (subject,), _identity(new))

    annotation = with_names(old.annotation, names)
    more = not_accepted(annotation, new.annotation)
    if less := not_accepted(new.annotation, annotation):
        but = f", but {listed(more, ' or ')}" if more else ""
        yield change(f"no longer takes {listed(less, ' or ')}{but}", breaking=True)
    elif more:
        yield change(f"also takes {listed(more, ' or ')}", breaking=False)
    if old.required != new.required:
        yield change("must be given" if new.required else "may be left out", breaking=new.required)
    for text, breaking in _limit_changes(old, new):
        yield change(text, breaking=breaking)


def received_type_changes(old: Member, new: Member, names: Mapping[str, str], subject: str) -> Iterator[Change]:
    """Compare what a caller has to expect. The limits of a field that is received are not checked."""

    def change(text: str, *, breaking: bool) -> Change:
        return Change("Changed", text, breaking, (subject,), _identity(new))

    annotation = with_names(old.annotation, names)
    less = not_accepted(new.annotation, annotation)
    if more := not_accepted(annotation, new.annotation):
        instead = f", no longer {listed(less, ' or ')}" if less else ""
        yield change(f"may be {listed(more, ' or ')}{instead}", breaking=True)
    elif less:
        yield change(f"is no longer {listed(less, ' or ')}", breaking=False)
    for text, _ in _limit_changes(old, new):
        yield change(text, breaking=False)


def _limit_changes(old: Member, new: Member) -> Iterator[tuple[str, bool]]:
    """Yield each changed limit, and whether it is narrower."""
    limits = dict(old.limits), dict(new.limits)
    for limit in dict.fromkeys((*limits[0], *limits[1])):
        before, after = (found.get(limit) for found in limits)
        if before == after:
            continue
        was, now = code_span(str(before)), code_span(str(after))
        words = f"{was} removed" if after is None else f"{now} added" if before is None else f"was {was} and is {now}"
        yield f"{code_span(limit)} {words}", _narrower(limit, before, after)


def _narrower(limit: str, before: Any, after: Any) -> bool:
    name = limit.rsplit(".", 1)[-1]
    if after is None or before is None or name in {"pattern", "multipleOf"}:
        return after is not None and after is not False
    return bool(after > before if name.startswith(("min", "exclusiveMin", "unique")) else after < before)


def _identity(member: Member) -> tuple[str, ...]:
    return member.name, str(member.wire), member.description
