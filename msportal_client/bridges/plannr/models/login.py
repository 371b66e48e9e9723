from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_object, read_uuid, recover
from ...._runtime.writing import write_json
from .account import Account

_NAMES = (
    "uuid",
    "created_at",
    "updated_at",
    "expires_at",
    "has_write_permission",
    "has_delete_permission",
    "primary",
    "receives_unread_notifications_email",
    "wealth_enabled",
    "goals_enabled",
    "factfind_enabled",
    "tasks_enabled",
    "welcome_enabled",
    "first_name",
    "last_name",
    "email",
    "user_type",
    "account",
    "firm",
    "preferred_account_uuid",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "created_at",
        "updated_at",
        "expires_at",
        "has_write_permission",
        "has_delete_permission",
        "primary",
        "receives_unread_notifications_email",
        "wealth_enabled",
        "goals_enabled",
        "factfind_enabled",
        "tasks_enabled",
        "welcome_enabled",
        "first_name",
        "last_name",
        "email",
        "user_type",
        "account",
        "firm",
        "preferred_account_uuid",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Login(JSONModel):
    """That a user may act as an account.

    Attributes:
        account: The account that it acts as; its uuid is what `X-PLANNR-ACCOUNT-UUID` takes.
        preferred_account_uuid: Here or beside data: the page does not say.
    """

    uuid: UUID
    created_at: datetime | None = None
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    has_write_permission: bool | None = None
    has_delete_permission: bool | None = None
    primary: bool | None = None
    receives_unread_notifications_email: bool | None = None
    wealth_enabled: bool | None = None
    goals_enabled: bool | None = None
    factfind_enabled: bool | None = None
    tasks_enabled: bool | None = None
    welcome_enabled: bool | None = None
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    user_type: str | None = None
    account: Account | None = None
    firm: dict[str, Any] | None = None
    preferred_account_uuid: UUID | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.uuid = read_uuid(data["uuid"])
            model.created_at = None if (value := data.get("created_at")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updated_at")) is None else read_datetime(value)
            model.expires_at = None if (value := data.get("expires_at")) is None else read_datetime(value)
            model.has_write_permission = data.get("has_write_permission")
            model.has_delete_permission = data.get("has_delete_permission")
            model.primary = data.get("primary")
            model.receives_unread_notifications_email = data.get("receives_unread_notifications_email")
            model.wealth_enabled = data.get("wealth_enabled")
            model.goals_enabled = data.get("goals_enabled")
            model.factfind_enabled = data.get("factfind_enabled")
            model.tasks_enabled = data.get("tasks_enabled")
            model.welcome_enabled = data.get("welcome_enabled")
            model.first_name = data.get("first_name")
            model.last_name = data.get("last_name")
            model.email = data.get("email")
            model.user_type = data.get("user_type")
            model.account = None if (value := data.get("account")) is None else Account.from_dict(value)
            model.firm = None if (value := data.get("firm")) is None else read_object(value)
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
        data["uuid"] = write_json(self.uuid)
        data["created_at"] = write_json(self.created_at)
        data["updated_at"] = write_json(self.updated_at)
        data["expires_at"] = write_json(self.expires_at)
        data["has_write_permission"] = self.has_write_permission
        data["has_delete_permission"] = self.has_delete_permission
        data["primary"] = self.primary
        data["receives_unread_notifications_email"] = self.receives_unread_notifications_email
        data["wealth_enabled"] = self.wealth_enabled
        data["goals_enabled"] = self.goals_enabled
        data["factfind_enabled"] = self.factfind_enabled
        data["tasks_enabled"] = self.tasks_enabled
        data["welcome_enabled"] = self.welcome_enabled
        data["first_name"] = self.first_name
        data["last_name"] = self.last_name
        data["email"] = self.email
        data["user_type"] = self.user_type
        data["account"] = write_json(self.account)
        data["firm"] = write_json(self.firm)
        data["preferred_account_uuid"] = write_json(self.preferred_account_uuid)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
