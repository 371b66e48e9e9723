"""The fields of planner items, made from tasks. Pure functions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ...models import PlannerItem
from ..microsoft_planner import Priority, Progress
from ..microsoft_planner.models import PlannerTask, PlannerTaskDetails
from ..microsoft_planner.references import decode_reference_key
from .mapping import ItemMapping

__all__ = ["PlanState", "TaskItem", "fingerprint", "marker", "task_item", "task_of"]

# Limits of MSPortal's "create planner item", in UTF-16 units: JavaScript counts so, and zod, which its document is made
# with (https://zod.dev/api#strings). What fits in them fits in as many characters.
_MAX_TITLE = 255
_MAX_TEXT = 10_000

# Databases refuse NUL, and UTF-8 has no halves of surrogate pairs. Other control characters are no text.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_MARKER = re.compile(r"Microsoft Planner task ([A-Za-z0-9_-]{28})(?![A-Za-z0-9_-])")


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan as it is now.

    Attributes:
        tasks: Its tasks by their ids.
        details: Their details by the ids of the tasks.
        buckets: The names of its buckets by their ids.
        labels: The texts of its labels by their names (`category1`).
    """

    tasks: Mapping[str, PlannerTask]
    details: Mapping[str, PlannerTaskDetails]
    buckets: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TaskItem:
    """The planner item that a task is to become.

    Attributes:
        task_id: The id of the task.
        title: Its title, for reports.
        fields: The arguments of `create_planner_item`.
        notes: What MSPortal cannot take as it is, in sentences.
    """

    task_id: str
    title: str
    fields: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def marker(task_id: str) -> str:
    """Return the line in the private notes of an item that names its task. It is looked for before a task is sent again."""
    return f"Microsoft Planner task {task_id}"


def task_of(item: PlannerItem, company_id: str) -> str | None:
    """Return the id of the task that an item was made from for a company; None for any other item.

    An item whose company was taken away in the portal counts: else its task would be sent again.
    """
    found = _MARKER.search(item.private_notes or "")
    if found is None or (item.company is not None and str(item.company.id) != company_id):
        return None
    return found[1]


def task_item(task: PlannerTask, state: PlanState, mapping: ItemMapping, accepted: Collection[str]) -> TaskItem:
    """Return the planner item that a task is to become.

    Args:
        task: The task.
        state: The plan that it is in.
        mapping: How tasks become items.
        accepted: The arguments that MSPortal's operation has. Labels go into `tags` where it has them.
    """
    notes: list[str] = []
    title = " ".join(_clean(task.title).split())
    short_title = _cut(title, _MAX_TITLE)
    if short_title != title:
        notes.append(f"the title has more than {_MAX_TITLE} characters: the rest is in the description")
    labels = [state.labels.get(name) or name for name, is_set in (task.applied_categories or {}).items() if is_set]
    as_tags = "tags" in accepted
    whole_text = _clean(
        _description(
            "" if short_title == title else title, state.details.get(task.id), [] if as_tags else labels, mapping
        )
    )
    description = _cut(whole_text, _MAX_TEXT)
    if description != whole_text:
        notes.append(f"the description has more than {_MAX_TEXT:,} characters: it is cut off")
    bucket = state.buckets.get(task.bucket_id or "", "")
    fields: dict[str, Any] = {
        "title": short_title,
        "description": description,
        "type_id": mapping.buckets.get(bucket) or mapping.default_type,
        "status": _status(task, mapping),
        "business_value": _value(task, mapping),
        "start_date": _utc(task.start_date_time),
        "due_date": _utc(task.due_date_time),
        "end_date": _utc(task.completed_date_time),
        "private_notes": marker(task.id),
        "tags": labels if as_tags and labels else None,
    }
    # An empty title is refused by MSPortal's limits, and so named in the report.
    kept = {name: value for name, value in fields.items() if name == "title" or (value is not None and value != "")}
    return TaskItem(task.id, title, kept, tuple(notes))


def fingerprint(item: TaskItem) -> str:
    """Return a text that differs where the fields of an item do."""
    text = json.dumps(item.fields, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _clean(text: object) -> str:
    """Return a text without the characters that MSPortal cannot store; an empty one for what is no text."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text) if isinstance(text, str) else ""


def _cut(text: str, limit: int) -> str:
    """Return a text of up to `limit` UTF-16 units, with an ellipsis where something is left out."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * limit:
        return text
    # Half of a surrogate pair at the end is left out.
    return encoded[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore") + "…"


def _status(task: PlannerTask, mapping: ItemMapping) -> str | None:
    return None if task.percent_complete is None else mapping.status[Progress.of(task.percent_complete)]


def _value(task: PlannerTask, mapping: ItemMapping) -> str | None:
    return None if task.priority is None else mapping.business_value[Priority.of(task.priority)]


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _description(title: str, details: PlannerTaskDetails | None, labels: list[str], mapping: ItemMapping) -> str:
    """Return the description of an item: that of the task, then checklist, links and labels, each after an empty line."""
    parts = [title, (details.description or "").strip() if details is not None else ""]
    if details is not None and "checklist" in mapping.description:
        items = [details.checklist[key] for key in details.item_ids] if details.checklist else []
        parts.append("\n".join(f"[{'x' if item.is_checked else ' '}] {item.title or ''}" for item in items))
    if details is not None and "links" in mapping.description and details.references:
        urls = ((decode_reference_key(key), reference.alias) for key, reference in details.references.items())
        parts.append("\n".join(f"{alias}: {url}" if alias else url for url, alias in urls))
    if labels and "labels" in mapping.description:
        parts.append(f"Labels: {', '.join(labels)}")
    return "\n\n".join(part for part in parts if part)
