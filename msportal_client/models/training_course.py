from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_object, read_uuid, recover
from .._runtime.writing import write_json
from .training_company_ref import TrainingCompanyRef

_NAMES = (
    "id",
    "title",
    "description",
    "courseType",
    "courseCategory",
    "isMandatory",
    "passingScore",
    "duration",
    "maxAttempts",
    "expiresAfterDays",
    "artworkUrl",
    "youtubeUrl",
    "isGlobal",
    "company",
    "enrollmentCount",
    "createdAt",
    "updatedAt",
    "scormUrl",
    "metadata",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "title",
        "description",
        "courseType",
        "courseCategory",
        "isMandatory",
        "passingScore",
        "duration",
        "maxAttempts",
        "expiresAfterDays",
        "artworkUrl",
        "youtubeUrl",
        "isGlobal",
        "company",
        "enrollmentCount",
        "createdAt",
        "updatedAt",
        "scormUrl",
        "metadata",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class TrainingCourse(JSONModel):
    """Returned by `update_training_course`."""

    id: UUID
    title: str | None = None
    description: str | None = None
    course_type: str | None = None
    course_category: str | None = None
    is_mandatory: bool | None = None
    passing_score: float | None = None
    duration: float | None = None
    max_attempts: float | None = None
    expires_after_days: float | None = None
    artwork_url: str | None = None
    youtube_url: str | None = None
    is_global: bool | None = None
    company: TrainingCompanyRef | None = None
    enrollment_count: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    scorm_url: str | None = None
    metadata: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.title = data.get("title")
            model.description = data.get("description")
            model.course_type = data.get("courseType")
            model.course_category = data.get("courseCategory")
            model.is_mandatory = data.get("isMandatory")
            model.passing_score = data.get("passingScore")
            model.duration = data.get("duration")
            model.max_attempts = data.get("maxAttempts")
            model.expires_after_days = data.get("expiresAfterDays")
            model.artwork_url = data.get("artworkUrl")
            model.youtube_url = data.get("youtubeUrl")
            model.is_global = data.get("isGlobal")
            model.company = None if (value := data.get("company")) is None else TrainingCompanyRef.from_dict(value)
            model.enrollment_count = data.get("enrollmentCount")
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            model.scorm_url = data.get("scormUrl")
            model.metadata = None if (value := data.get("metadata")) is None else read_object(value)
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
        data["title"] = self.title
        data["description"] = self.description
        data["courseType"] = self.course_type
        data["courseCategory"] = self.course_category
        data["isMandatory"] = self.is_mandatory
        data["passingScore"] = self.passing_score
        data["duration"] = self.duration
        data["maxAttempts"] = self.max_attempts
        data["expiresAfterDays"] = self.expires_after_days
        data["artworkUrl"] = self.artwork_url
        data["youtubeUrl"] = self.youtube_url
        data["isGlobal"] = self.is_global
        data["company"] = write_json(self.company)
        data["enrollmentCount"] = self.enrollment_count
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        data["scormUrl"] = self.scorm_url
        data["metadata"] = write_json(self.metadata)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
