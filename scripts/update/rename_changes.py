"""Renamed resources, operations and classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generation.naming import pascal_case

from .change import Change
from .escaping import code_span
from .matching import Pairs
from .surface import Class, Method, Surface


@dataclass
class _Rename:
    """A rename: `text` describes it, `prefixes` are the beginnings of the classes named after it, old and new."""

    text: str
    prefixes: list[tuple[str, str]]
    origin: str = ""


def rename_changes(old: Surface, new: Surface, methods: Pairs[Method], names: Mapping[str, str]) -> list[Change]:
    """Return a change for each rename. Classes that are named after the renamed part are named in the same change."""
    resources = _renamed_resources(old, new, methods)
    renames = [*_resource_renames(resources), *_method_renames(methods, resources)]
    for one in sorted(old.classes, key=lambda one: one.name):
        name = names.get(one.name, one.name)
        if name == one.name:
            continue
        cause = next((rename for rename in renames if _is_named_after(rename, one, name)), None)
        if cause:
            cause.text += f", {_is_now(one.name, name)}"
        else:
            renames.append(_Rename(f"class renamed: {_is_now(one.name, name)}", [(one.name, name)], one.origin))
    return [Change("Changed", rename.text, breaking=True) for rename in renames]


def _renamed_resources(old: Surface, new: Surface, methods: Pairs[Method]) -> dict[str, str]:
    """Return the new names of resources whose operations all moved to one other resource."""
    targets: dict[str, set[str]] = {}
    for one, other in methods:
        targets.setdefault(one.resource, set()).add(other.resource)
    before, after = ({method.resource for method in api.methods} for api in (old, new))
    renamed = {
        one: next(iter(found))
        for one, found in targets.items()
        if len(found) == 1 and one not in after and not found & before
    }
    # Two resources that became one are no rename.
    counts = Counter(renamed.values())
    return {one: other for one, other in renamed.items() if counts[other] == 1}


def _resource_renames(resources: Mapping[str, str]) -> Iterator[_Rename]:
    for one, other in resources.items():
        text = f"resource renamed: {_is_now(f'client.{one}', f'client.{other}')}"
        yield _Rename(text, [(pascal_case(one), pascal_case(other))])


def _method_renames(methods: Pairs[Method], resources: Mapping[str, str]) -> Iterator[_Rename]:
    for one, other in methods:
        if f"{resources.get(one.resource, one.resource)}.{one.name}" != other.path:
            text = f"operation renamed: {_is_now(one.call, other.call)}"
            yield _Rename(text, list(zip(_prefixes(one), _prefixes(other), strict=True)))


def _prefixes(method: Method) -> tuple[str, str]:
    """Return how the inline classes of an operation begin; with the resource if another one has such an operation."""
    return pascal_case(method.name), pascal_case(method.resource) + pascal_case(method.name)


def _is_named_after(rename: _Rename, old: Class, new: str) -> bool:
    """Return whether a class is named after what was renamed: it is inline, or the sent form of the same schema."""
    return old.origin in {old.name, old.name.removesuffix("Input"), rename.origin} and any(
        old.name.startswith(before) and new == after + old.name.removeprefix(before)
        for before, after in rename.prefixes
    )


def _is_now(old: str, new: str) -> str:
    return f"{code_span(old)} is now {code_span(new)}"
