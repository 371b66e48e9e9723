"""Filter, sort and page the lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from ..local_api import Refusal
from .state import Record, State

__all__ = ["ACCOUNT_FILTERS", "ACCOUNT_SORTS", "TASK_FILTERS", "TASK_SORTS", "filtered", "ordered", "page"]

# Decides whether a record is listed: the state, the record, the value of the filter.
Filter = Callable[[State, Record, Any], bool]
# Returns what a record is sorted by, or None for a record without it, which comes last.
Sort = Callable[[State, Record], Any]

_PRIORITIES = ("low", "medium", "high", "highest")
_MAX_PAGE_DIGITS = 9
# Pages before and after this one that `meta.links` has.
_NEAR = 3


def filtered(
    state: State, records: Sequence[Record], query: Mapping[str, Any], filters: Mapping[str, Filter]
) -> list[Record]:
    """Return the records that pass every filter of the query: `filter[name]`."""
    wanted = [(keep, query[f"filter[{name}]"]) for name, keep in filters.items() if f"filter[{name}]" in query]
    return [record for record in records if all(keep(state, record, value) for keep, value in wanted)]


def ordered(state: State, records: Sequence[Record], sort: str, sorts: Mapping[str, Sort]) -> list[Record]:
    """Return the records in the order that the query asks for; a leading `-` turns it round."""
    name = sort.removeprefix("-")
    by: Sort = sorts.get(name) or (lambda _, record: record.get(name))
    keyed: list[tuple[Any, Record]] = [(by(state, record), record) for record in records]
    known = [each for each in keyed if each[0] is not None]
    known.sort(key=lambda each: each[0], reverse=sort.startswith("-"))
    return [record for _, record in known] + [record for key, record in keyed if key is None]


def page(records: Sequence[Record], query: Mapping[str, Any], raw_query: str, url: str) -> tuple[Sequence[Record], Any]:
    """Return the records of the page that the query asks for, and `links` and `meta` as Laravel writes them.

    Raises:
        Refusal: The number of the page is none.
    """
    size = int(query["per_page"])
    # As sent: an encoded comma is not the comma that separates the items of a list.
    others = [pair for pair in raw_query.split("&") if pair and pair.partition("=")[0] != "page"]
    given = dict(parse_qsl(raw_query)).get("page", "1")
    if not given.isdecimal() or len(given) > _MAX_PAGE_DIGITS or int(given) < 1:
        raise Refusal(422, "The page must be a whole number from 1.", details=[{"path": "page", "message": "is wrong"}])
    number = int(given)
    last = max(1, -(-len(records) // size))

    def link(to: int) -> str | None:
        return f"{url}?{'&'.join([*others, f'page={to}'])}" if 1 <= to <= last else None

    first_record = (number - 1) * size
    shown = records[first_record : first_record + size]
    near = range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)
    numbers = [{"url": link(each), "label": str(each), "active": each == number} for each in near]
    ends = {"url": link(number - 1), "label": "&laquo; Previous"}, {"url": link(number + 1), "label": "Next &raquo;"}
    meta = {
        "current_page": number,
        "from": first_record + 1 if shown else None,
        "last_page": last,
        "links": [{**ends[0], "active": False}, *numbers, {**ends[1], "active": False}],
        "path": url,
        "per_page": size,
        "to": first_record + len(shown) if shown else None,
        "total": len(records),
    }
    links = {"first": link(1), "last": link(last), "prev": link(number - 1), "next": link(number + 1)}
    return shown, {"links": links, "meta": meta}


def _has_part(text: str | None, part: str) -> bool:
    return part.lower() in (text or "").lower()


def _client_of(state: State, task: Record) -> str | None:
    if task["taskable_type"] == "client":
        return str(task["taskable_uuid"])
    return str(state.taskables[task["taskable_uuid"]]["client_uuid"])


def _status(state: State, task: Record) -> Record:
    return state.task_statuses[task["task_status_uuid"]]


def _is_open(state: State, task: Record) -> bool:
    return not (_status(state, task)["is_type_completed"] or _status(state, task)["is_archived"])


def _in_circles(state: State, task: Record, uuids: Collection[str]) -> bool:
    members = {account for uuid in uuids for account in state.groups.get(uuid, {}).get("account_uuids", ())}
    return not members.isdisjoint(task["assigned_to_uuids"])


def _equals(name: str) -> Filter:
    return lambda _, record, value: bool(record[name] == value)


def _has_status(flag: str) -> Filter:
    return lambda state, task, value: _status(state, task)[flag] is value


TASK_FILTERS: Mapping[str, Filter] = {
    "name": lambda _, task, part: _has_part(task["name"], part),
    "taskable_type": _equals("taskable_type"),
    "taskable_uuid": _equals("taskable_uuid"),
    "client_uuid": lambda state, task, uuid: _client_of(state, task) == uuid,
    "priority": _equals("priority"),
    "assigned_to_uuids": lambda _, task, uuids: not set(uuids).isdisjoint(task["assigned_to_uuids"]),
    "circle_uuids": _in_circles,
    "status_uuid": _equals("task_status_uuid"),
    "due_before": lambda _, task, day: task["due_at"] is not None and task["due_at"][:10] < day,
    "due_after": lambda _, task, day: task["due_at"] is not None and task["due_at"][:10] > day,
    "has_due_date": lambda _, task, wanted: (task["due_at"] is not None) is wanted,
    "open_tasks": lambda state, task, wanted: not wanted or _is_open(state, task),
    "completed_status": _has_status("is_type_completed"),
    "archived_status": _has_status("is_archived"),
    "not_started_status": _has_status("is_not_started"),
    "show_child_tasks": lambda _, task, wanted: wanted or task["parent_task_uuid"] is None,
}

TASK_SORTS: Mapping[str, Sort] = {
    "priority": lambda _, task: _PRIORITIES.index(task["priority"]) if task["priority"] else None,
    "completed_last": lambda state, task: _status(state, task)["is_type_completed"],
}


def _named_in(holder: Sequence[Record], wanted: Collection[str]) -> bool:
    return any(each["uuid"] == text or _has_part(each["name"], text) for each in holder for text in wanted)


def _status_matches(state: State, account: Record, text: str) -> bool:
    status = state.client_statuses.get(account["status"] or "")
    return status is not None and (status["uuid"] == text or _has_part(status["name"], text))


def _primary(name: str, part: str) -> Filter:
    def keep(_: State, account: Record, text: str) -> bool:
        primary: Record = account["more"][name] or {}
        return _has_part(primary.get(part), text)

    return keep


ACCOUNT_FILTERS: Mapping[str, Filter] = {
    "name": lambda _, account, part: any(
        _has_part(account[name], part) for name in ("first_name", "last_name", "name")
    ),
    "email": lambda _, account, part: _has_part(account["email"], part),
    "primary_email": _primary("primary_email", "email"),
    "primary_phone_number": _primary("primary_phone_number", "number"),
    "status": _status_matches,
    "is_prospect": _equals("is_prospect"),
    "inactive_after": lambda _, account, at: account["inactive_at"] is not None and account["inactive_at"] > at,
    "inactive_before": lambda _, account, at: account["inactive_at"] is not None and account["inactive_at"] < at,
    "role": lambda _, account, roles: account["role"] in roles,
    "type": lambda _, account, kinds: account["type"] in kinds,
    "created_after": lambda _, account, day: account["created_at"][:10] > day,
    "created_before": lambda _, account, day: account["created_at"][:10] < day,
    "groups": lambda _, account, wanted: _named_in(account["more"]["groups"], wanted),
    "departments": lambda _, account, wanted: not set(wanted).isdisjoint(account["departments"]),
}


def _review(name: str) -> Sort:
    return lambda _, account: account["reviews"].get(name)


ACCOUNT_SORTS: Mapping[str, Sort] = {
    name: _review(name) for name in ("next_review_date", "previous_review_date", "anniversary_review_date")
}
