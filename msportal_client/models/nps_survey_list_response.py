from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, read_items, recover, unknown_fields
from .._runtime.writing import write_json
from .nps_survey import NpsSurvey
from .pagination import Pagination

_NAMES = (
    "data",
    "pagination",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class NpsSurveyListResponse(JSONModel):
    """The response to `list_nps_surveys`."""

    data: list[NpsSurvey]
    pagination: Pagination
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.data = read_items(NpsSurvey.from_dict, data["data"])
            model.pagination = Pagination.from_dict(data["pagination"])
            model.additional_properties = {} if len(data) == len(_FIELDS) else unknown_fields(data, _FIELDS)
            model._absent = ()
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["data"] = write_json(self.data)
        data["pagination"] = write_json(self.pagination)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
