from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json, write_object
from ..types import UNSET, Unset

_NAMES = (
    "title",
    "description",
    "courseType",
    "courseCategory",
    "companyId",
    "isMandatory",
    "passingScore",
    "duration",
    "maxAttempts",
    "expiresAfterDays",
    "youtubeUrl",
    "artworkUrl",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateTrainingCourseRequest(JSONModel):
    """The body of `update_training_course`.

    Attributes:
        title: 1 to 200 characters.
        description: At most 5000 characters.
        course_type: At most 50 characters.
        course_category: At most 100 characters.
        passing_score: 0 to 100.
    """

    title: str | Unset = UNSET
    description: str | Unset = UNSET
    course_type: str | Unset = UNSET
    course_category: str | Unset | None = UNSET
    company_id: UUID | str | Unset | None = UNSET
    is_mandatory: bool | Unset = UNSET
    passing_score: float | Unset = UNSET
    duration: float | Unset = UNSET
    max_attempts: float | Unset = UNSET
    expires_after_days: float | Unset = UNSET
    youtube_url: str | Unset = UNSET
    artwork_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string", min_length=1, max_length=200),
        "description": Limits("string", max_length=5000),
        "course_type": Limits("string", max_length=50),
        "course_category": Limits("string", nullable=True, max_length=100),
        "company_id": Limits("uuid", nullable=True),
        "is_mandatory": Limits("boolean"),
        "passing_score": Limits("number", minimum=0, maximum=100),
        "duration": Limits("number"),
        "max_attempts": Limits("number"),
        "expires_after_days": Limits("number"),
        "youtube_url": Limits("string"),
        "artwork_url": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data.get("title", UNSET)
            model.description = data.get("description", UNSET)
            model.course_type = data.get("courseType", UNSET)
            model.course_category = data.get("courseCategory", UNSET)
            model.company_id = (
                (None if (value := data["companyId"]) is None else read_uuid(value)) if "companyId" in data else UNSET
            )
            model.is_mandatory = data.get("isMandatory", UNSET)
            model.passing_score = data.get("passingScore", UNSET)
            model.duration = data.get("duration", UNSET)
            model.max_attempts = data.get("maxAttempts", UNSET)
            model.expires_after_days = data.get("expiresAfterDays", UNSET)
            model.youtube_url = data.get("youtubeUrl", UNSET)
            model.artwork_url = data.get("artworkUrl", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.title is not UNSET:
            data["title"] = self.title
        if self.description is not UNSET:
            data["description"] = self.description
        if self.course_type is not UNSET:
            data["courseType"] = self.course_type
        if self.course_category is not UNSET:
            data["courseCategory"] = self.course_category
        if self.company_id is not UNSET:
            data["companyId"] = None if self.company_id is None else write_json(self.company_id)
        if self.is_mandatory is not UNSET:
            data["isMandatory"] = self.is_mandatory
        if self.passing_score is not UNSET:
            data["passingScore"] = self.passing_score
        if self.duration is not UNSET:
            data["duration"] = self.duration
        if self.max_attempts is not UNSET:
            data["maxAttempts"] = self.max_attempts
        if self.expires_after_days is not UNSET:
            data["expiresAfterDays"] = self.expires_after_days
        if self.youtube_url is not UNSET:
            data["youtubeUrl"] = self.youtube_url
        if self.artwork_url is not UNSET:
            data["artworkUrl"] = self.artwork_url
        return data
