from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_datetime, read_member, recover, unknown_fields
from .._runtime.writing import write_datetime, write_json, write_object
from ..types import UNSET, Unset
from .enrollment_status import EnrollmentStatus

_NAMES = (
    "status",
    "progress",
    "score",
    "dueDate",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateEnrollmentRequest(JSONModel):
    """The body of `update_enrollment`.

    Attributes:
        progress: 0 to 100.
        score: 0 to 100.
    """

    status: EnrollmentStatus | str | Unset = UNSET
    progress: float | Unset = UNSET
    score: float | Unset = UNSET
    due_date: datetime | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "status": Limits("string"),
        "progress": Limits("number", minimum=0, maximum=100),
        "score": Limits("number", minimum=0, maximum=100),
        "due_date": Limits("date-time", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.status = read_member(EnrollmentStatus, data["status"]) if "status" in data else UNSET
            model.progress = data.get("progress", UNSET)
            model.score = data.get("score", UNSET)
            model.due_date = (
                (None if (value := data["dueDate"]) is None else read_datetime(value)) if "dueDate" in data else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.status is not UNSET:
            data["status"] = write_json(self.status)
        if self.progress is not UNSET:
            data["progress"] = self.progress
        if self.score is not UNSET:
            data["score"] = self.score
        if self.due_date is not UNSET:
            data["dueDate"] = None if self.due_date is None else write_datetime(self.due_date)
        return data
