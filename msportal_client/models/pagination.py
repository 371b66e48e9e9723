from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, recover, unknown_fields

_NAMES = (
    "page",
    "limit",
    "totalCount",
    "totalPages",
    "hasNextPage",
    "hasPrevPage",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class Pagination(JSONModel):
    """`pagination` of `PlannerItemListResponse`, `UserListResponse` and `TicketListResponse`; 6 more."""

    page: int
    limit: int
    total_count: int
    total_pages: int
    has_next_page: bool
    has_prev_page: bool
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.page = data["page"]
            model.limit = data["limit"]
            model.total_count = data["totalCount"]
            model.total_pages = data["totalPages"]
            model.has_next_page = data["hasNextPage"]
            model.has_prev_page = data["hasPrevPage"]
            model.additional_properties = {} if len(data) == len(_FIELDS) else unknown_fields(data, _FIELDS)
            model._absent = ()
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["page"] = self.page
        data["limit"] = self.limit
        data["totalCount"] = self.total_count
        data["totalPages"] = self.total_pages
        data["hasNextPage"] = self.has_next_page
        data["hasPrevPage"] = self.has_prev_page
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
