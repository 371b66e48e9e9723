from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, read_uuid, recover
from .._runtime.writing import write_json
from .user_company_ref import UserCompanyRef
from .user_role_ref import UserRoleRef
from .user_status import UserStatus

_NAMES = (
    "id",
    "email",
    "fullName",
    "avatarUrl",
    "status",
    "isPrimaryAdmin",
    "lastLogin",
    "createdAt",
    "updatedAt",
    "role",
    "company",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "email",
        "fullName",
        "avatarUrl",
        "status",
        "isPrimaryAdmin",
        "lastLogin",
        "createdAt",
        "updatedAt",
        "role",
        "company",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class User(JSONModel):
    """Returned by `list_users` and `create_user`."""

    id: UUID
    email: str | None = None
    full_name: str | None = None
    avatar_url: str | None = None
    status: UserStatus | None = None
    is_primary_admin: bool | None = None
    last_login: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    role: UserRoleRef | None = None
    company: UserCompanyRef | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.email = data.get("email")
            model.full_name = data.get("fullName")
            model.avatar_url = data.get("avatarUrl")
            model.status = None if (value := data.get("status")) is None else read_member(UserStatus, value)
            model.is_primary_admin = data.get("isPrimaryAdmin")
            model.last_login = None if (value := data.get("lastLogin")) is None else read_datetime(value)
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            model.role = None if (value := data.get("role")) is None else UserRoleRef.from_dict(value)
            model.company = None if (value := data.get("company")) is None else UserCompanyRef.from_dict(value)
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
        data["email"] = self.email
        data["fullName"] = self.full_name
        data["avatarUrl"] = self.avatar_url
        data["status"] = write_json(self.status)
        data["isPrimaryAdmin"] = self.is_primary_admin
        data["lastLogin"] = write_json(self.last_login)
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        data["role"] = write_json(self.role)
        data["company"] = write_json(self.company)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
