from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from ...._runtime.writing import write_json
from .identity_set import IdentitySet

_NAMES = (
    "@odata.type",
    "isChecked",
    "lastModifiedBy",
    "lastModifiedDateTime",
    "orderHint",
    "title",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "isChecked",
        "lastModifiedBy",
        "lastModifiedDateTime",
        "orderHint",
        "title",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerChecklistItem(JSONModel):
    """An item of a checklist.

    Attributes:
        odata_type: Kind of the value, with or without a `#` in front.
        is_checked: ticked.
        last_modified_date_time: UTC.
        order_hint: order in the checklist.
        title: what is to be done.
    """

    odata_type: str | None = None
    is_checked: bool | None = None
    last_modified_by: IdentitySet | None = None
    last_modified_date_time: datetime | None = None
    order_hint: str | None = None
    title: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data.get("@odata.type")
            model.is_checked = data.get("isChecked")
            model.last_modified_by = (
                None if (value := data.get("lastModifiedBy")) is None else IdentitySet.from_dict(value)
            )
            model.last_modified_date_time = (
                None if (value := data.get("lastModifiedDateTime")) is None else read_datetime(value)
            )
            model.order_hint = data.get("orderHint")
            model.title = data.get("title")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = self.odata_type
        data["isChecked"] = self.is_checked
        data["lastModifiedBy"] = write_json(self.last_modified_by)
        data["lastModifiedDateTime"] = write_json(self.last_modified_date_time)
        data["orderHint"] = self.order_hint
        data["title"] = self.title
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
