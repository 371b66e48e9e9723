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
    "companyId",
    "url",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CompanyUrlAssignment(JSONModel):
    """`company_urls` of `SetExternalDashboardCompanyUrlsRequest`."""

    company_id: UUID | str | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "company_id": Limits("uuid"),
        "url": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.company_id = read_uuid(data["companyId"]) if "companyId" in data else UNSET
            model.url = data.get("url", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.company_id is not UNSET:
            data["companyId"] = write_json(self.company_id)
        if self.url is not UNSET:
            data["url"] = self.url
        return data
