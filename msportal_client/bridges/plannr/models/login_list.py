from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_items, read_uuid, recover
from ...._runtime.writing import write_json
from .login import Login

_NAMES = (
    "data",
    "preferred_account_uuid",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "preferred_account_uuid",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class LoginList(JSONModel):
    """The response to `list_logins`.

    Attributes:
        preferred_account_uuid: Here or in each login: the page does not say. For integrations made after
            2024-11-29.
    """

    data: list[Login]
    preferred_account_uuid: UUID | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.data = read_items(Login.from_dict, data["data"])
            model.preferred_account_uuid = (
                None if (value := data.get("preferred_account_uuid")) is None else read_uuid(value)
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
        data["data"] = write_json(self.data)
        data["preferred_account_uuid"] = write_json(self.preferred_account_uuid)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
