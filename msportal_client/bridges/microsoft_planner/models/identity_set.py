from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, recover
from ...._runtime.writing import write_json
from .identity import Identity

_NAMES = (
    "application",
    "device",
    "user",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "application",
        "device",
        "user",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class IdentitySet(JSONModel):
    """Who did it: a user, a device, an application."""

    application: Identity | None = None
    device: Identity | None = None
    user: Identity | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.application = None if (value := data.get("application")) is None else Identity.from_dict(value)
            model.device = None if (value := data.get("device")) is None else Identity.from_dict(value)
            model.user = None if (value := data.get("user")) is None else Identity.from_dict(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["application"] = write_json(self.application)
        data["device"] = write_json(self.device)
        data["user"] = write_json(self.user)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
