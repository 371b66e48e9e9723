"""Breaking changes of the Python API, found by comparing the code before and after.

Griffe compares names, signatures and return types. It does not compare the types of attributes and arguments, and it does
not know that attrs turns attributes into constructor arguments. This module adds both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import griffe
from contract.raw import letters

from .changes import Key

_FUNCTIONS = {"asyncio", "asyncio_detailed", "sync", "sync_detailed"}


@dataclass(frozen=True)
class Break:
    """A breaking change.

    Attributes:
        words: A description.
        keys: The places in the Python API that it affects, as in `changes.Change`.
    """

    words: str
    keys: frozenset[Key]


def breaks(old: Path, new: Path) -> list[Break]:
    """Return the breaking changes of `api` and `models` from one root directory to the other."""
    before, after = (_package(root) for root in (old, new))
    found = [_from_griffe(breakage) for breakage in griffe.find_breaking_changes(before, after)]
    for module in ("models", "api"):
        found += _types_that_break(before[module], after[module])
    return sorted(set(found), key=lambda one: one.words)


def _package(root: Path) -> griffe.Module:
    # Load it from `root`, not from the working directory or the installed packages.
    loader = griffe.GriffeLoader(search_paths=[root], allow_inspection=False)
    package = loader.load("msportal_client", try_relative_path=False)
    loader.resolve_aliases()
    if not isinstance(package, griffe.Module):
        raise TypeError(f"there is no package in {root}")
    return package


def _from_griffe(breakage: griffe.Breakage) -> Break:
    path = breakage.obj.path
    parts = path.split(".")
    keys = {(letters(parts[-1]),), (letters(parts[-2]), letters(parts[-1]))}
    words = f"{path}: {breakage.kind.value.lower()}"
    parameter = breakage.old_value if isinstance(breakage.old_value, griffe.Parameter) else breakage.new_value
    owner = letters(parts[-2] if parts[-1] in _FUNCTIONS else parts[-1])
    if isinstance(parameter, griffe.Parameter):
        keys = {(owner, letters(parameter.name))}
        words = f"{path}: {parameter.name}: {breakage.kind.value.lower()}"
    elif breakage.kind is griffe.BreakageKind.RETURN_CHANGED_TYPE:
        keys = {(owner, "returns")}
        words = f"{words}: {breakage.old_value} is {breakage.new_value}"
    return Break(words.removeprefix("msportal_client."), frozenset(keys))


def _types_that_break(old: griffe.Object | griffe.Alias, new: griffe.Object | griffe.Alias) -> Iterator[Break]:
    for name, after in new.members.items():
        before = old.members.get(name)
        if after.is_alias:
            continue
        if isinstance(after, griffe.Attribute):
            found = _attribute_break(before if isinstance(before, griffe.Attribute) else None, after, new)
            yield from [found] if found else []
        elif isinstance(before, griffe.Function) and isinstance(after, griffe.Function):
            yield from _arguments_that_break(before, after)
        elif isinstance(before, (griffe.Module, griffe.Class)) and isinstance(after, (griffe.Module, griffe.Class)):
            yield from _types_that_break(before, after)


def _attribute_break(
    before: griffe.Attribute | None, after: griffe.Attribute, owner: griffe.Object | griffe.Alias
) -> Break | None:
    """Return the break of a field whose type changed, or that a constructor now requires."""
    if not owner.is_class or not after.is_public:
        return None
    keys = frozenset({(letters(owner.name), letters(after.name))})
    path = after.path.removeprefix("msportal_client.")
    sent = "limits" in owner.members
    if before is None:
        # Users do not construct the classes that are received.
        return Break(f"{path} must be given", keys) if sent and after.value is None and after.annotation else None
    if sent and after.value is None and before.value is not None:
        return Break(f"{path} must be given", keys)
    one, other = _options(before.annotation), _options(after.annotation)
    # A caller may have sent any type that was accepted, and has to handle any type that is received.
    lost = one - other if sent else other - one
    if not lost:
        return None
    what = "no longer takes" if sent else "may be"
    return Break(f"{path} {what} {' or '.join(sorted(lost))}", keys)


def _arguments_that_break(before: griffe.Function, after: griffe.Function) -> Iterator[Break]:
    known = {parameter.name: parameter for parameter in before.parameters}
    for parameter in after.parameters:
        one = known.get(parameter.name)
        lost = _options(one.annotation) - _options(parameter.annotation) if one else set[str]()
        if lost:
            parent = after.parent.name if after.parent and after.name in _FUNCTIONS else after.name
            words = f"{after.path.removeprefix('msportal_client.')}: {parameter.name} no longer takes {' or '.join(sorted(lost))}"
            yield Break(words, frozenset({(letters(parent), letters(parameter.name))}))


def _options(annotation: object) -> set[str]:
    """Return the types of a union, without Unset."""
    return set() if annotation is None else set(str(annotation).split(" | ")) - {"Unset"}
