from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_uuid, recover
from ...._runtime.writing import write_json

_NAMES = (
    "uuid",
    "created_at",
    "updated_at",
    "name",
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "town_city",
    "county",
    "postcode",
    "country",
    "move_in_date",
    "primary",
    "accounts",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "uuid",
        "created_at",
        "updated_at",
        "name",
        "address_1",
        "address_2",
        "address_3",
        "address_4",
        "town_city",
        "county",
        "postcode",
        "country",
        "move_in_date",
        "primary",
        "accounts",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Address(JSONModel):
    """An address of an account.

    Attributes:
        accounts: With include=accounts; one account or several is not clear.
    """

    uuid: UUID | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    name: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    address_3: str | None = None
    address_4: str | None = None
    town_city: str | None = None
    county: str | None = None
    postcode: str | None = None
    country: str | None = None
    move_in_date: str | None = None
    primary: bool | None = None
    accounts: Any = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.uuid = None if (value := data.get("uuid")) is None else read_uuid(value)
            model.created_at = None if (value := data.get("created_at")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updated_at")) is None else read_datetime(value)
            model.name = data.get("name")
            model.address_1 = data.get("address_1")
            model.address_2 = data.get("address_2")
            model.address_3 = data.get("address_3")
            model.address_4 = data.get("address_4")
            model.town_city = data.get("town_city")
            model.county = data.get("county")
            model.postcode = data.get("postcode")
            model.country = data.get("country")
            model.move_in_date = data.get("move_in_date")
            model.primary = data.get("primary")
            model.accounts = data.get("accounts")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["uuid"] = write_json(self.uuid)
        data["created_at"] = write_json(self.created_at)
        data["updated_at"] = write_json(self.updated_at)
        data["name"] = self.name
        data["address_1"] = self.address_1
        data["address_2"] = self.address_2
        data["address_3"] = self.address_3
        data["address_4"] = self.address_4
        data["town_city"] = self.town_city
        data["county"] = self.county
        data["postcode"] = self.postcode
        data["country"] = self.country
        data["move_in_date"] = self.move_in_date
        data["primary"] = self.primary
        data["accounts"] = self.accounts
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
