from __future__ import annotations

from typing import Any, Self

from attrs import define, field

from ..decoding import READ_ERRORS, array_reader, read_error, unknown_fields
from .pagination import Pagination
from .user import User

_FIELDS = frozenset(
    {
        "data",
        "pagination",
    }
)


@define(kw_only=True)
class UserListResponse:
    """User list response."""

    data: list[User]
    pagination: Pagination
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read it from JSON; a ReadError names the field that breaks the schema."""
        try:
            return cls(
                data=array_reader(User.from_dict)(data["data"]),
                pagination=Pagination.from_dict(data["pagination"]),
                additional_properties=unknown_fields(data, _FIELDS),
            )
        except READ_ERRORS as error:
            raise read_error(cls, data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """It as the JSON that it was read from."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["data"] = [item.to_dict() for item in self.data]
        data["pagination"] = self.pagination.to_dict()
        return data
