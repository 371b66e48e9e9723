"""Methods of Plannr's models."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol, cast

from .due import read_due

__all__ = ["TaskMethods"]


class _Task(Protocol):
    @property
    def due_at(self) -> str | None: ...
    @property
    def completed_at(self) -> str | None: ...
    @property
    def assigned_to(self) -> Any: ...
    @property
    def custom_fields(self) -> Any: ...


class TaskMethods:
    """The methods of a task."""

    __slots__ = ()

    @property
    def due(self: _Task) -> date | datetime | None:
        """`due_at` as a date, or as a datetime without a zone where it has a time."""
        return read_due(self.due_at)

    @property
    def completed(self: _Task) -> date | datetime | None:
        """`completed_at` as a date, or as a datetime without a zone where it has a time."""
        return read_due(self.completed_at)

    @property
    def assignees(self: _Task) -> list[Any]:
        """The accounts that the task is assigned to: Plannr sends one or a list of them."""
        found: Any = self.assigned_to
        if found is None:
            return []
        return list(cast("Any", found)) if isinstance(found, list) else [found]

    @property
    def custom_values(self: _Task) -> dict[str, Any]:
        """The values of the custom fields, by the reference of each."""
        fields: Any = self.custom_fields or ()
        return {str(getattr(field, "reference", None)): getattr(field, "value", None) for field in fields}
