from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, recover
from .._runtime.writing import write_json
from .nps_survey_type import NpsSurveyType

_NAMES = (
    "id",
    "title",
    "description",
    "questionText",
    "surveyType",
    "ratingType",
    "frequencyInterval",
    "startDate",
    "endDate",
    "isActive",
    "reminderEnabled",
    "reminderDaysAfter",
    "followUpEnabled",
    "thankYouMessage",
    "responseCount",
    "inviteCount",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "title",
        "description",
        "questionText",
        "surveyType",
        "ratingType",
        "frequencyInterval",
        "startDate",
        "endDate",
        "isActive",
        "reminderEnabled",
        "reminderDaysAfter",
        "followUpEnabled",
        "thankYouMessage",
        "responseCount",
        "inviteCount",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class NpsSurvey(JSONModel):
    """Returned by `list_nps_surveys`."""

    id: str
    title: str | None = None
    description: str | None = None
    question_text: str | None = None
    survey_type: NpsSurveyType | None = None
    rating_type: str | None = None
    frequency_interval: float | None = None
    start_date: datetime | None = None
    end_date: datetime | None = None
    is_active: bool | None = None
    reminder_enabled: bool | None = None
    reminder_days_after: float | None = None
    follow_up_enabled: bool | None = None
    thank_you_message: str | None = None
    response_count: int | None = None
    invite_count: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.title = data.get("title")
            model.description = data.get("description")
            model.question_text = data.get("questionText")
            model.survey_type = None if (value := data.get("surveyType")) is None else read_member(NpsSurveyType, value)
            model.rating_type = data.get("ratingType")
            model.frequency_interval = data.get("frequencyInterval")
            model.start_date = None if (value := data.get("startDate")) is None else read_datetime(value)
            model.end_date = None if (value := data.get("endDate")) is None else read_datetime(value)
            model.is_active = data.get("isActive")
            model.reminder_enabled = data.get("reminderEnabled")
            model.reminder_days_after = data.get("reminderDaysAfter")
            model.follow_up_enabled = data.get("followUpEnabled")
            model.thank_you_message = data.get("thankYouMessage")
            model.response_count = data.get("responseCount")
            model.invite_count = data.get("inviteCount")
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = self.id
        data["title"] = self.title
        data["description"] = self.description
        data["questionText"] = self.question_text
        data["surveyType"] = write_json(self.survey_type)
        data["ratingType"] = self.rating_type
        data["frequencyInterval"] = self.frequency_interval
        data["startDate"] = write_json(self.start_date)
        data["endDate"] = write_json(self.end_date)
        data["isActive"] = self.is_active
        data["reminderEnabled"] = self.reminder_enabled
        data["reminderDaysAfter"] = self.reminder_days_after
        data["followUpEnabled"] = self.follow_up_enabled
        data["thankYouMessage"] = self.thank_you_message
        data["responseCount"] = self.response_count
        data["inviteCount"] = self.invite_count
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
