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
    "userId",
    "roleId",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreateMeetingParticipant(JSONModel):
    """`participants` of `CreateMeetingRequest`."""

    email: str | Unset = UNSET
    user_id: UUID | str | Unset = UNSET
    role_id: UUID | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "email": Limits("string"),
        "user_id": Limits("uuid"),
        "role_id": Limits("uuid"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.email = data.get("email", UNSET)
            model.user_id = read_uuid(data["userId"]) if "userId" in data else UNSET
            model.role_id = read_uuid(data["roleId"]) if "roleId" in data else UNSET
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.email is not UNSET:
            data["email"] = self.email
        if self.user_id is not UNSET:
            data["userId"] = write_json(self.user_id)
        if self.role_id is not UNSET:
            data["roleId"] = write_json(self.role_id)
        return data
