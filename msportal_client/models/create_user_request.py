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
    "email",
    "roleId",
    "fullName",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreateUserRequest(JSONModel):
    """The body of `create_user`.

    Attributes:
        full_name: 1 to 255 characters.
    """

    email: str
    role_id: UUID | str
    full_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "email": Limits("string"),
        "role_id": Limits("uuid"),
        "full_name": Limits("string", min_length=1, max_length=255),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.email = data["email"]
            model.role_id = read_uuid(data["roleId"])
            model.full_name = data.get("fullName", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["email"] = self.email
        data["roleId"] = write_json(self.role_id)
        if self.full_name is not UNSET:
            data["fullName"] = self.full_name
        return data
