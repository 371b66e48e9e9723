from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_items, recover, unknown_fields
from .._runtime.writing import write_object
from .company_url_assignment import CompanyUrlAssignment

_NAMES = ("companyUrls",)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class SetExternalDashboardCompanyUrlsRequest(JSONModel):
    """The body of `set_company_urls_for_external_dashboard`."""

    company_urls: Sequence[CompanyUrlAssignment]
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "company_urls": Limits("array", items=Limits("model")),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.company_urls = read_items(CompanyUrlAssignment.from_dict, data["companyUrls"])
            model.additional_properties = {} if len(data) == len(_FIELDS) else unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["companyUrls"] = [item.to_dict() for item in self.company_urls]
        return data
