from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from .._runtime.writing import write_json

_NAMES = (
    "id",
    "name",
    "companyId",
    "companyName",
    "address",
    "city",
    "state",
    "postalCode",
    "country",
    "phone",
    "email",
    "deviceCount",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "name",
        "companyId",
        "companyName",
        "address",
        "city",
        "state",
        "postalCode",
        "country",
        "phone",
        "email",
        "deviceCount",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class DeviceLocation(JSONModel):
    """Returned by `list_locations`."""

    id: str
    name: str | None = None
    company_id: str | None = None
    company_name: str | None = None
    address: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    phone: str | None = None
    email: str | None = None
    device_count: int | None = None
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
            model.name = data.get("name")
            model.company_id = data.get("companyId")
            model.company_name = data.get("companyName")
            model.address = data.get("address")
            model.city = data.get("city")
            model.state = data.get("state")
            model.postal_code = data.get("postalCode")
            model.country = data.get("country")
            model.phone = data.get("phone")
            model.email = data.get("email")
            model.device_count = data.get("deviceCount")
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
        data["name"] = self.name
        data["companyId"] = self.company_id
        data["companyName"] = self.company_name
        data["address"] = self.address
        data["city"] = self.city
        data["state"] = self.state
        data["postalCode"] = self.postal_code
        data["country"] = self.country
        data["phone"] = self.phone
        data["email"] = self.email
        data["deviceCount"] = self.device_count
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
