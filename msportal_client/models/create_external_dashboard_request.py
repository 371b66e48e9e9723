from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_items, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json, write_object
from ..types import UNSET, Unset

_NAMES = (
    "name",
    "url",
    "description",
    "iconUrl",
    "displayOrder",
    "isActive",
    "roleIds",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreateExternalDashboardRequest(JSONModel):
    """The body of `create_external_dashboard`.

    Attributes:
        name: 1 to 255 characters.
        description: At most 1000 characters.
        display_order: 0 to 1000.
    """

    name: str
    url: str
    description: str | Unset = UNSET
    icon_url: str | Unset = UNSET
    display_order: int | Unset = UNSET
    is_active: bool | Unset = UNSET
    role_ids: Sequence[UUID | str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "name": Limits("string", min_length=1, max_length=255),
        "url": Limits("string"),
        "description": Limits("string", max_length=1000),
        "icon_url": Limits("string"),
        "display_order": Limits("integer", minimum=0, maximum=1000),
        "is_active": Limits("boolean"),
        "role_ids": Limits("array", items=Limits("uuid")),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.name = data["name"]
            model.url = data["url"]
            model.description = data.get("description", UNSET)
            model.icon_url = data.get("iconUrl", UNSET)
            model.display_order = data.get("displayOrder", UNSET)
            model.is_active = data.get("isActive", UNSET)
            model.role_ids = read_items(read_uuid, data["roleIds"]) if "roleIds" in data else UNSET
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["name"] = self.name
        data["url"] = self.url
        if self.description is not UNSET:
            data["description"] = self.description
        if self.icon_url is not UNSET:
            data["iconUrl"] = self.icon_url
        if self.display_order is not UNSET:
            data["displayOrder"] = self.display_order
        if self.is_active is not UNSET:
            data["isActive"] = self.is_active
        if self.role_ids is not UNSET:
            data["roleIds"] = [write_json(item) for item in self.role_ids]
        return data
