"""Check the body of a request against the document and the rules of open types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from ..spec import Operation, flat
from ..validation import Violation, date_time, violations
from .kinds import Kind, OpenType
from .refusals import bad_request

__all__ = ["read_body", "utc", "utc_of"]

_INVALID_OPEN_TYPE = "An open type property has an invalid type."
_NAVIGATION = frozenset(
    {
        "assignedToTaskBoardFormat",
        "bucketTaskBoardFormat",
        "buckets",
        "details",
        "favoritePlans",
        "plans",
        "progressTaskBoardFormat",
        "recentPlans",
        "tasks",
    }
)


def read_body(body: Any, operation: Operation, kind: Kind, *, details: bool = False) -> dict[str, Any]:
    """Return the properties in the body of a request, without annotations. Times are in UTC.

    Args:
        body: The decoded body.
        operation: The operation, whose schema the body must fit.
        kind: The kind of resource.
        details: Whether the resource may come with its details, which are left as they were sent.

    Raises:
        Refusal: The body is wrong.
    """
    if not isinstance(body, dict) or operation.body is None:
        raise bad_request("The body must be a JSON object.")
    sent = {name: value for name, value in cast("dict[str, Any]", body).items() if not name.startswith("@odata.")}
    documented: Mapping[str, Any] = flat(operation.body)["properties"]
    for name in sent:
        if name not in documented and not (details and name == "details"):
            raise bad_request(_why_not(name, operation, kind))
    for name, open_type in kind.open_types.items():
        if name in sent:
            _check_open_type(name, sent[name], open_type)
    checked = {name: value for name, value in sent.items() if name in documented}
    found = violations(checked, operation.body, "body")
    if found:
        raise bad_request("The request is invalid: " + _text(found), found)
    return {name: utc(value) if name.endswith("DateTime") else value for name, value in sent.items()}


def utc(value: Any) -> Any:
    """Return a valid date-time in UTC, as the service writes it."""
    moment = date_time(value) if isinstance(value, str) else None
    return value if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def utc_of(now: float) -> str:
    """Return a time in epoch seconds, as the service writes it."""
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _why_not(name: str, operation: Operation, kind: Kind) -> str:
    if name in _NAVIGATION:
        return f"Cannot apply {operation.method} to navigation property '{name[:60]}'."
    if name == "id" or name in kind.fields:
        return f"The property '{name}' is read-only or cannot be set by this request."
    return f"The property '{name[:60]}' does not exist on type 'microsoft.graph.{kind.name}'."


def _check_open_type(name: str, value: Any, open_type: OpenType) -> None:
    if not isinstance(value, dict) or not value:
        raise bad_request(f"The open type property '{name}' must be an object with properties.")
    for key, entry in cast("dict[str, Any]", value).items():
        if not open_type.key.fullmatch(key):
            raise bad_request(f"The name '{key[:100]}' in '{name}' is malformed: it must be {open_type.key_text}.")
        if open_type.entry and entry is not None and not _has_type(entry, open_type.entry):
            raise bad_request(_INVALID_OPEN_TYPE)
        if not open_type.entry and isinstance(entry, (dict, list)):
            raise bad_request(_INVALID_OPEN_TYPE)


def _has_type(entry: Any, name: str) -> bool:
    sent = cast("dict[str, Any]", entry).get("@odata.type") if isinstance(entry, dict) else None
    return isinstance(sent, str) and sent.removeprefix("#") == f"microsoft.graph.{name}"


def _text(found: list[Violation]) -> str:
    return "; ".join(f"{violation['path']} {violation['message']}" for violation in found[:3])
