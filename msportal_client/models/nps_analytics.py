from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, recover
from .._runtime.writing import write_json
from .nps_period_type import NpsPeriodType

_NAMES = (
    "surveyId",
    "periodType",
    "periodStart",
    "periodEnd",
    "npsScore",
    "averageScore",
    "totalResponses",
    "promotersCount",
    "passivesCount",
    "detractorsCount",
    "surveysSent",
    "responseRate",
    "companyId",
    "companyName",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "surveyId",
        "periodType",
        "periodStart",
        "periodEnd",
        "npsScore",
        "averageScore",
        "totalResponses",
        "promotersCount",
        "passivesCount",
        "detractorsCount",
        "surveysSent",
        "responseRate",
        "companyId",
        "companyName",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class NpsAnalytics(JSONModel):
    """Returned by `get_nps_analytics`."""

    survey_id: str | None = None
    period_type: NpsPeriodType | None = None
    period_start: datetime | None = None
    period_end: datetime | None = None
    nps_score: float | None = None
    average_score: float | None = None
    total_responses: float | None = None
    promoters_count: int | None = None
    passives_count: int | None = None
    detractors_count: int | None = None
    surveys_sent: float | None = None
    response_rate: float | None = None
    company_id: str | None = None
    company_name: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.survey_id = data.get("surveyId")
            model.period_type = None if (value := data.get("periodType")) is None else read_member(NpsPeriodType, value)
            model.period_start = None if (value := data.get("periodStart")) is None else read_datetime(value)
            model.period_end = None if (value := data.get("periodEnd")) is None else read_datetime(value)
            model.nps_score = data.get("npsScore")
            model.average_score = data.get("averageScore")
            model.total_responses = data.get("totalResponses")
            model.promoters_count = data.get("promotersCount")
            model.passives_count = data.get("passivesCount")
            model.detractors_count = data.get("detractorsCount")
            model.surveys_sent = data.get("surveysSent")
            model.response_rate = data.get("responseRate")
            model.company_id = data.get("companyId")
            model.company_name = data.get("companyName")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["surveyId"] = self.survey_id
        data["periodType"] = write_json(self.period_type)
        data["periodStart"] = write_json(self.period_start)
        data["periodEnd"] = write_json(self.period_end)
        data["npsScore"] = self.nps_score
        data["averageScore"] = self.average_score
        data["totalResponses"] = self.total_responses
        data["promotersCount"] = self.promoters_count
        data["passivesCount"] = self.passives_count
        data["detractorsCount"] = self.detractors_count
        data["surveysSent"] = self.surveys_sent
        data["responseRate"] = self.response_rate
        data["companyId"] = self.company_id
        data["companyName"] = self.company_name
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
