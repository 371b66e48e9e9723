from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, read_uuid, recover
from .._runtime.writing import write_json
from .enrollment_course_ref import EnrollmentCourseRef
from .enrollment_status import EnrollmentStatus
from .enrollment_user_ref import EnrollmentUserRef

_NAMES = (
    "id",
    "course",
    "user",
    "status",
    "progress",
    "score",
    "enrolledAt",
    "startedAt",
    "completedAt",
    "dueDate",
    "timeSpentSeconds",
    "certificateId",
    "companyId",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "course",
        "user",
        "status",
        "progress",
        "score",
        "enrolledAt",
        "startedAt",
        "completedAt",
        "dueDate",
        "timeSpentSeconds",
        "certificateId",
        "companyId",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Enrollment(JSONModel):
    """Returned by `update_enrollment`."""

    id: UUID
    course: EnrollmentCourseRef | None = None
    user: EnrollmentUserRef | None = None
    status: EnrollmentStatus | None = None
    progress: float | None = None
    score: float | None = None
    enrolled_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    due_date: datetime | None = None
    time_spent_seconds: float | None = None
    certificate_id: UUID | None = None
    company_id: UUID | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.course = None if (value := data.get("course")) is None else EnrollmentCourseRef.from_dict(value)
            model.user = None if (value := data.get("user")) is None else EnrollmentUserRef.from_dict(value)
            model.status = None if (value := data.get("status")) is None else read_member(EnrollmentStatus, value)
            model.progress = data.get("progress")
            model.score = data.get("score")
            model.enrolled_at = None if (value := data.get("enrolledAt")) is None else read_datetime(value)
            model.started_at = None if (value := data.get("startedAt")) is None else read_datetime(value)
            model.completed_at = None if (value := data.get("completedAt")) is None else read_datetime(value)
            model.due_date = None if (value := data.get("dueDate")) is None else read_datetime(value)
            model.time_spent_seconds = data.get("timeSpentSeconds")
            model.certificate_id = None if (value := data.get("certificateId")) is None else read_uuid(value)
            model.company_id = None if (value := data.get("companyId")) is None else read_uuid(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["course"] = write_json(self.course)
        data["user"] = write_json(self.user)
        data["status"] = write_json(self.status)
        data["progress"] = self.progress
        data["score"] = self.score
        data["enrolledAt"] = write_json(self.enrolled_at)
        data["startedAt"] = write_json(self.started_at)
        data["completedAt"] = write_json(self.completed_at)
        data["dueDate"] = write_json(self.due_date)
        data["timeSpentSeconds"] = self.time_spent_seconds
        data["certificateId"] = write_json(self.certificate_id)
        data["companyId"] = write_json(self.company_id)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
