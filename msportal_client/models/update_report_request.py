from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json, write_object
from ..types import UNSET, Unset
from .report_structure import ReportStructure
from .report_structure_input import ReportStructureInput

_NAMES = (
    "title",
    "description",
    "companyId",
    "reportTypeId",
    "dateStart",
    "dateEnd",
    "reportStructure",
    "status",
    "isShared",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateReportRequest(JSONModel):
    """The body of `update_report`."""

    title: str | Unset = UNSET
    description: str | Unset = UNSET
    company_id: UUID | str | Unset = UNSET
    report_type_id: UUID | str | Unset = UNSET
    date_start: str | Unset = UNSET
    date_end: str | Unset = UNSET
    report_structure: ReportStructureInput | ReportStructure | Unset = UNSET
    status: str | Unset = UNSET
    is_shared: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string"),
        "description": Limits("string"),
        "company_id": Limits("uuid"),
        "report_type_id": Limits("uuid"),
        "date_start": Limits("string"),
        "date_end": Limits("string"),
        "report_structure": Limits("model"),
        "status": Limits("string"),
        "is_shared": Limits("boolean"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data.get("title", UNSET)
            model.description = data.get("description", UNSET)
            model.company_id = read_uuid(data["companyId"]) if "companyId" in data else UNSET
            model.report_type_id = read_uuid(data["reportTypeId"]) if "reportTypeId" in data else UNSET
            model.date_start = data.get("dateStart", UNSET)
            model.date_end = data.get("dateEnd", UNSET)
            model.report_structure = (
                ReportStructureInput.from_dict(data["reportStructure"]) if "reportStructure" in data else UNSET
            )
            model.status = data.get("status", UNSET)
            model.is_shared = data.get("isShared", UNSET)
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
        if self.company_id is not UNSET:
            data["companyId"] = write_json(self.company_id)
        if self.report_type_id is not UNSET:
            data["reportTypeId"] = write_json(self.report_type_id)
        if self.date_start is not UNSET:
            data["dateStart"] = self.date_start
        if self.date_end is not UNSET:
            data["dateEnd"] = self.date_end
        if self.report_structure is not UNSET:
            data["reportStructure"] = self.report_structure.to_dict()
        if self.status is not UNSET:
            data["status"] = self.status
        if self.is_shared is not UNSET:
            data["isShared"] = self.is_shared
        return data
