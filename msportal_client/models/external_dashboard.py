from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_array, read_datetime, read_items, read_uuid, recover
from .._runtime.writing import write_json
from .external_dashboard_company_url import ExternalDashboardCompanyUrl

_NAMES = (
    "id",
    "name",
    "description",
    "url",
    "iconUrl",
    "displayOrder",
    "isActive",
    "isDefault",
    "allowInIframe",
    "framePolicy",
    "roleIds",
    "roleNames",
    "companyUrls",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "name",
        "description",
        "url",
        "iconUrl",
        "displayOrder",
        "isActive",
        "isDefault",
        "allowInIframe",
        "framePolicy",
        "roleIds",
        "roleNames",
        "companyUrls",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class ExternalDashboard(JSONModel):
    """Returned by `create_external_dashboard` and `set_company_urls_for_external_dashboard`."""

    id: UUID
    name: str | None = None
    description: str | None = None
    url: str | None = None
    icon_url: str | None = None
    display_order: float | None = None
    is_active: bool | None = None
    is_default: bool | None = None
    allow_in_iframe: bool | None = None
    frame_policy: str | None = None
    role_ids: list[UUID] | None = None
    role_names: list[str] | None = None
    company_urls: list[ExternalDashboardCompanyUrl] | None = None
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
            model.id = read_uuid(data["id"])
            model.name = data.get("name")
            model.description = data.get("description")
            model.url = data.get("url")
            model.icon_url = data.get("iconUrl")
            model.display_order = data.get("displayOrder")
            model.is_active = data.get("isActive")
            model.is_default = data.get("isDefault")
            model.allow_in_iframe = data.get("allowInIframe")
            model.frame_policy = data.get("framePolicy")
            model.role_ids = None if (value := data.get("roleIds")) is None else read_items(read_uuid, value)
            model.role_names = None if (value := data.get("roleNames")) is None else read_array(value)
            model.company_urls = (
                None
                if (value := data.get("companyUrls")) is None
                else read_items(ExternalDashboardCompanyUrl.from_dict, value)
            )
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
        data["id"] = write_json(self.id)
        data["name"] = self.name
        data["description"] = self.description
        data["url"] = self.url
        data["iconUrl"] = self.icon_url
        data["displayOrder"] = self.display_order
        data["isActive"] = self.is_active
        data["isDefault"] = self.is_default
        data["allowInIframe"] = self.allow_in_iframe
        data["framePolicy"] = self.frame_policy
        data["roleIds"] = write_json(self.role_ids)
        data["roleNames"] = write_json(self.role_names)
        data["companyUrls"] = write_json(self.company_urls)
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
