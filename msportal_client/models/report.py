from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_uuid, recover
from .._runtime.writing import write_json
from .report_structure import ReportStructure

_NAMES = (
    "id",
    "title",
    "description",
    "status",
    "isShared",
    "version",
    "coverImageUrl",
    "dateStart",
    "dateEnd",
    "companyId",
    "companyName",
    "reportTypeId",
    "reportTypeName",
    "reportTemplateId",
    "authorUserId",
    "createdAt",
    "updatedAt",
    "reportStructure",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "title",
        "description",
        "status",
        "isShared",
        "version",
        "coverImageUrl",
        "dateStart",
        "dateEnd",
        "companyId",
        "companyName",
        "reportTypeId",
        "reportTypeName",
        "reportTemplateId",
        "authorUserId",
        "createdAt",
        "updatedAt",
        "reportStructure",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Report(JSONModel):
    """Returned by `get_report` and `update_report`."""

    id: UUID
    title: str | None = None
    description: str | None = None
    status: str | None = None
    is_shared: bool | None = None
    version: float | None = None
    cover_image_url: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    company_id: UUID | None = None
    company_name: str | None = None
    report_type_id: UUID | None = None
    report_type_name: str | None = None
    report_template_id: UUID | None = None
    author_user_id: UUID | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    report_structure: ReportStructure | None = None
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
            model.status = data.get("status")
            model.is_shared = data.get("isShared")
            model.version = data.get("version")
            model.cover_image_url = data.get("coverImageUrl")
            model.date_start = data.get("dateStart")
            model.date_end = data.get("dateEnd")
            model.company_id = None if (value := data.get("companyId")) is None else read_uuid(value)
            model.company_name = data.get("companyName")
            model.report_type_id = None if (value := data.get("reportTypeId")) is None else read_uuid(value)
            model.report_type_name = data.get("reportTypeName")
            model.report_template_id = None if (value := data.get("reportTemplateId")) is None else read_uuid(value)
            model.author_user_id = None if (value := data.get("authorUserId")) is None else read_uuid(value)
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            model.report_structure = (
                None if (value := data.get("reportStructure")) is None else ReportStructure.from_dict(value)
            )
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
        data["status"] = self.status
        data["isShared"] = self.is_shared
        data["version"] = self.version
        data["coverImageUrl"] = self.cover_image_url
        data["dateStart"] = self.date_start
        data["dateEnd"] = self.date_end
        data["companyId"] = write_json(self.company_id)
        data["companyName"] = self.company_name
        data["reportTypeId"] = write_json(self.report_type_id)
        data["reportTypeName"] = self.report_type_name
        data["reportTemplateId"] = write_json(self.report_template_id)
        data["authorUserId"] = write_json(self.author_user_id)
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        data["reportStructure"] = write_json(self.report_structure)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
