"""The mapping of tasks to planner items: a small YAML file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, cast
from uuid import UUID

try:
    import yaml
except ImportError as error:
    raise ImportError('the sync needs PyYAML: pip install "msportal-client[bridges]"') from error

from ...models import BusinessValue, PlannerStatus
from ..microsoft_planner import Priority, Progress

__all__ = ["ItemMapping", "MappingError", "default_mapping", "load_mapping", "read_mapping"]

_PARTS = ("checklist", "links", "labels")
_KEYS = frozenset({"status", "business_value", "buckets", "default_type", "description"})


class MappingError(ValueError):
    """A mapping is not well-formed. Its text names each key that is wrong."""


@dataclass(frozen=True, slots=True)
class ItemMapping:
    """The mapping of tasks to planner items.

    Attributes:
        status: The status of an item by the progress of its task.
        business_value: The business value of an item by the priority of its task.
        buckets: The id of a planner type by the name of a bucket.
        default_type: The id of the planner type of tasks in other buckets; None for no type.
        description: What of the details goes into the description: some of `checklist`, `links` and `labels`.
    """

    status: Mapping[Progress, str]
    business_value: Mapping[Priority, str]
    buckets: Mapping[str, str]
    default_type: str | None
    description: frozenset[str]


def default_mapping() -> ItemMapping:
    """Return the mapping of `default_mapping.yaml`, which comes with the package."""
    return read_mapping(
        resources.files("msportal_client.bridges.sync").joinpath("default_mapping.yaml").read_text(encoding="utf-8")
    )


def load_mapping(path: str | os.PathLike[str]) -> ItemMapping:
    """Read a mapping from a YAML file. Keys that it leaves out are those of `default_mapping`.

    Raises:
        MappingError: The file is not well-formed.
        OSError: The file cannot be read.
    """
    try:
        return read_mapping(Path(path).read_text(encoding="utf-8"))
    except (MappingError, UnicodeDecodeError) as error:
        raise MappingError(f"{os.fspath(path)}: {error}") from error


def read_mapping(text: str) -> ItemMapping:
    """Read a mapping from YAML.

    Raises:
        MappingError: The text is not well-formed.
    """
    try:
        loaded: object = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise MappingError(f"this is no YAML: {error}") from error
    if not isinstance(loaded, dict):
        raise MappingError("a mapping has keys and values at its top")
    given = cast("dict[object, object]", loaded)
    problems = [
        f"{key}: there is no such key; there are {', '.join(sorted(_KEYS))}" for key in given if key not in _KEYS
    ]
    sections = {str(key): value for key, value in given.items()}
    statuses = dict(_pairs(sections, "status", Progress, [str(each.value) for each in PlannerStatus], problems))
    values = dict(_pairs(sections, "business_value", Priority, [str(each.value) for each in BusinessValue], problems))
    buckets = {str(name): str(kind) for name, kind in _section(sections, "buckets", problems).items()}
    problems += [
        f"buckets: {name}: {kind!r} is not the id of a planner type"
        for name, kind in buckets.items()
        if not _is_id(kind)
    ]
    default_type = sections.get("default_type")
    if default_type is not None and not _is_id(default_type):
        problems.append(f"default_type: {default_type!r} is not the id of a planner type")
    parts = dict(_flags(_section(sections, "description", problems), problems))
    if problems:
        raise MappingError("; ".join(problems))
    return ItemMapping(
        {
            Progress.NOT_STARTED: "Not Started",
            Progress.IN_PROGRESS: "In Progress",
            Progress.COMPLETED: "Completed",
            **statuses,
        },
        {Priority.URGENT: "High", Priority.IMPORTANT: "High", Priority.MEDIUM: "Medium", Priority.LOW: "Low", **values},
        buckets,
        None if default_type is None else str(default_type),
        frozenset(part for part in _PARTS if parts.get(part, True)),
    )


def _section(sections: Mapping[str, object], name: str, problems: list[str]) -> dict[object, object]:
    found: object = sections.get(name) or {}
    if isinstance(found, dict):
        return cast("dict[object, object]", found)
    problems.append(f"{name}: must have keys and values, is {found!r}")
    return {}


def _pairs(
    sections: Mapping[str, object], name: str, kind: Any, allowed: list[str], problems: list[str]
) -> Iterator[tuple[Any, str]]:
    members = {member.name.lower(): member for member in kind}
    for key, value in _section(sections, name, problems).items():
        if key not in members:
            problems.append(f"{name}: {key}: there is no such key; there are {', '.join(members)}")
        elif value not in allowed:
            problems.append(f"{name}: {key}: {value!r} is none of {', '.join(allowed)}")
        else:
            yield members[cast("str", key)], str(value)


def _flags(section: Mapping[object, object], problems: list[str]) -> Iterator[tuple[str, bool]]:
    for key, value in section.items():
        if key not in _PARTS:
            problems.append(f"description: {key}: there is no such key; there are {', '.join(_PARTS)}")
        elif not isinstance(value, bool):
            problems.append(f"description: {key}: must be true or false, is {value!r}")
        else:
            yield str(key), value


def _is_id(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
