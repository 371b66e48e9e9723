"""Decide by its If-Match header whether a change may be made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .changes import Path, latest_change
from .etags import read_etag
from .kinds import REMOVED
from .refusals import bad_request, precondition_failed
from .state import Resource

__all__ = ["base_version", "conflicts"]

_MISSING = "The If-Match header must be specified for this kind of request."
_INVALID = "The If-Match header contains an invalid value."


def base_version(resource: Resource, if_match: str | None, first_version: int, kept_versions: int) -> int:
    """Return the version that a change is based on.

    Args:
        resource: The resource to change.
        if_match: The header; None if it was not sent.
        first_version: The version of a new resource.
        kept_versions: Versions that the etag may be old.

    Raises:
        Refusal: The etag is missing, `*`, of another kind of resource, or of no version that is known.
    """
    if if_match is None:
        raise precondition_failed(_MISSING)
    if if_match.strip() == "*":
        raise bad_request("The given key was not present in the dictionary.")
    found = read_etag(if_match.strip())
    if found is None or found[0] != resource.kind.etag:
        raise precondition_failed(_INVALID)
    version = found[1]
    oldest = max(first_version, resource.version - kept_versions)
    if not oldest <= version <= resource.version:
        raise precondition_failed("The etag does not match a version of the item that is known.")
    return version


def conflicts(resource: Resource, change: Mapping[Path, Any], version: int) -> bool:
    """Return whether a change touches what has changed since a version.

    A value that is set to what it is now does not conflict. An order hint always does: it is not sent as it is kept.

    Args:
        resource: The resource to change.
        change: The values to set, by path.
        version: The version that the change is based on.
    """
    return any(
        latest_change(resource.changed, path) > version and not _is_as_wanted(resource.fields, path, value)
        for path, value in change.items()
    )


def _is_as_wanted(fields: Mapping[str, Any], path: Path, value: Any) -> bool:
    holder: Mapping[str, Any] | None = fields
    for step in path[:-1]:
        holder = holder.get(step) if holder is not None else None
    if holder is None:
        return False
    return path[-1] not in holder if value is REMOVED else path[-1] in holder and holder[path[-1]] == value
