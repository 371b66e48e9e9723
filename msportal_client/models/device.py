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
    "deviceTypeId",
    "deviceTypeName",
    "locationId",
    "locationName",
    "manufacturer",
    "model",
    "serialNumber",
    "macAddress",
    "ipAddress",
    "os",
    "firmwareVersion",
    "status",
    "lastSeen",
    "warrantyStart",
    "warrantyEnd",
    "warrantyExpires",
    "integrationSource",
    "externalDeviceId",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "name",
        "companyId",
        "companyName",
        "deviceTypeId",
        "deviceTypeName",
        "locationId",
        "locationName",
        "manufacturer",
        "model",
        "serialNumber",
        "macAddress",
        "ipAddress",
        "os",
        "firmwareVersion",
        "status",
        "lastSeen",
        "warrantyStart",
        "warrantyEnd",
        "warrantyExpires",
        "integrationSource",
        "externalDeviceId",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Device(JSONModel):
    """Returned by `list_devices`."""

    id: str
    name: str | None = None
    company_id: str | None = None
    company_name: str | None = None
    device_type_id: str | None = None
    device_type_name: str | None = None
    location_id: str | None = None
    location_name: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    serial_number: str | None = None
    mac_address: str | None = None
    ip_address: str | None = None
    os: str | None = None
    firmware_version: str | None = None
    status: str | None = None
    last_seen: datetime | None = None
    warranty_start: datetime | None = None
    warranty_end: datetime | None = None
    warranty_expires: datetime | None = None
    integration_source: str | None = None
    external_device_id: str | None = None
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
            model.device_type_id = data.get("deviceTypeId")
            model.device_type_name = data.get("deviceTypeName")
            model.location_id = data.get("locationId")
            model.location_name = data.get("locationName")
            model.manufacturer = data.get("manufacturer")
            model.model = data.get("model")
            model.serial_number = data.get("serialNumber")
            model.mac_address = data.get("macAddress")
            model.ip_address = data.get("ipAddress")
            model.os = data.get("os")
            model.firmware_version = data.get("firmwareVersion")
            model.status = data.get("status")
            model.last_seen = None if (value := data.get("lastSeen")) is None else read_datetime(value)
            model.warranty_start = None if (value := data.get("warrantyStart")) is None else read_datetime(value)
            model.warranty_end = None if (value := data.get("warrantyEnd")) is None else read_datetime(value)
            model.warranty_expires = None if (value := data.get("warrantyExpires")) is None else read_datetime(value)
            model.integration_source = data.get("integrationSource")
            model.external_device_id = data.get("externalDeviceId")
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
        data["deviceTypeId"] = self.device_type_id
        data["deviceTypeName"] = self.device_type_name
        data["locationId"] = self.location_id
        data["locationName"] = self.location_name
        data["manufacturer"] = self.manufacturer
        data["model"] = self.model
        data["serialNumber"] = self.serial_number
        data["macAddress"] = self.mac_address
        data["ipAddress"] = self.ip_address
        data["os"] = self.os
        data["firmwareVersion"] = self.firmware_version
        data["status"] = self.status
        data["lastSeen"] = write_json(self.last_seen)
        data["warrantyStart"] = write_json(self.warranty_start)
        data["warrantyEnd"] = write_json(self.warranty_end)
        data["warrantyExpires"] = write_json(self.warranty_expires)
        data["integrationSource"] = self.integration_source
        data["externalDeviceId"] = self.external_device_id
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
