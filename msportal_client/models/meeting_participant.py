from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "id",
    "email",
    "userId",
    "userName",
    "acceptanceStatus",
    "invitationSent",
    "roleId",
    "roleName",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "email",
        "userId",
        "userName",
        "acceptanceStatus",
        "invitationSent",
        "roleId",
        "roleName",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class MeetingParticipant(JSONModel):
    """`participants` of `Meeting`."""

    id: str
    email: str | None = None
    user_id: str | None = None
    user_name: str | None = None
    acceptance_status: str | None = None
    invitation_sent: bool | None = None
    role_id: str | None = None
    role_name: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.email = data.get("email")
            model.user_id = data.get("userId")
            model.user_name = data.get("userName")
            model.acceptance_status = data.get("acceptanceStatus")
            model.invitation_sent = data.get("invitationSent")
            model.role_id = data.get("roleId")
            model.role_name = data.get("roleName")
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
        data["email"] = self.email
        data["userId"] = self.user_id
        data["userName"] = self.user_name
        data["acceptanceStatus"] = self.acceptance_status
        data["invitationSent"] = self.invitation_sent
        data["roleId"] = self.role_id
        data["roleName"] = self.role_name
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
