"""The creation of a task unless an equal one is open. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from ..._runtime.steps import Send, Steps
from ..._runtime.writing import write_json
from ...errors import APIConnectionError, MSPortalError, ServerError
from ...options import RequestOptions
from ...types import UNSET, Response
from .due import due_text, read_due
from .sending import operation_of

__all__ = ["creating_once"]

_MOST_ON_A_PAGE = 500


def creating_once(body: Any, account_uuid: Any, options: RequestOptions | None) -> Steps[Any]:
    """Return the steps that create a task, unless an equal one is open: then they give that one.

    Where no success comes, the service may have created it all the same: so it is looked for once more.
    """
    found = yield from _open_task(body, account_uuid, options)
    if found is not None:
        return found
    try:
        send = Send(operation_of("tasks.create_task"), {"x_plannr_account_uuid": account_uuid}, body, options)
        response: Response[Any] = yield send
    except (APIConnectionError, ServerError) as error:
        failure: MSPortalError = error
    else:
        return response.parsed
    found = yield from _open_task(body, account_uuid, options)
    if found is None:
        raise failure
    return found


def _open_task(body: Any, account_uuid: Any, options: RequestOptions | None) -> Steps[Any]:
    """Return an open task that is equal to what `body` creates; None if there is none."""
    listing = operation_of("tasks.list_tasks")
    is_of_client = body.taskable_type == "client"
    filters = {
        "filter_open_tasks": True,
        "filter_name": body.name,
        "filter_client_uuid" if is_of_client else "filter_taskable_uuid": body.taskable_uuid,
        "per_page": _MOST_ON_A_PAGE,
        "x_plannr_account_uuid": account_uuid,
    } | ({} if is_of_client else {"filter_taskable_type": body.taskable_type})
    arguments: dict[str, Any] = {**{parameter.name: None for parameter in listing.parameters}, **filters}
    send = Send(listing, arguments, UNSET, options)
    while True:
        response: Response[Any] = yield send
        for task in response.parsed.data:
            if _is_open(task) and all(_equalities(task, body)):
                return task
        following = None if response.parsed.links is None else response.parsed.links.next
        if not following:
            return None
        send = send._replace(link=following)


def _is_open(task: Any) -> bool:
    status: Mapping[str, Any] = task.status.to_dict() if hasattr(task.status, "to_dict") else task.status or {}
    return not (task.completed_at or status.get("is_type_completed") or status.get("is_archived"))


def _equalities(task: Any, body: Any) -> Iterator[bool]:
    """Yield whether each field that is to be set is the same. What Plannr does not show is taken to be."""
    yield task.name == body.name
    yield task.taskable_type is None or task.taskable_type == body.taskable_type
    taskable: Mapping[str, Any] = task.taskable or {}
    shown = taskable.get("uuid")
    yield shown is None or str(shown) == str(body.taskable_uuid)
    for name in ("description", "priority"):
        wanted = getattr(body, name)
        yield wanted is UNSET or (getattr(task, name) or None) == (wanted or None)
    yield body.due_at is UNSET or _is_same_date(read_due(task.due_at), read_due(due_text(body.due_at)))
    if body.assigned_to_uuids is not UNSET:
        yield {str(account.uuid) for account in task.assignees} == {str(uuid) for uuid in body.assigned_to_uuids}
    if body.custom_fields is not UNSET and task.custom_fields is not None:
        wanted_values = _custom_values(write_json(body.custom_fields))
        yield all(task.custom_values.get(reference) == value for reference, value in wanted_values.items())


def _is_same_date(shown: date | datetime | None, wanted: date | datetime | None) -> bool:
    """Return whether two dates are the same. Midnight is the time of a date that has none."""
    one, other = (_midnight(due) for due in (shown, wanted))
    return one == other


def _midnight(due: date | datetime | None) -> datetime | None:
    return due if due is None or isinstance(due, datetime) else datetime(due.year, due.month, due.day)  # noqa: DTZ001 - Plannr has no zones


def _custom_values(given: Any) -> dict[str, Any]:
    """Return custom fields by reference, of both forms: one object, or a list of objects with one value each."""
    parts: list[dict[str, Any]] = [given] if isinstance(given, dict) else list(given)
    return {reference: value for part in parts for reference, value in part.items()}
