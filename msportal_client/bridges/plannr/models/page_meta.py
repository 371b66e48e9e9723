from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_items, read_object, recover
from ...._runtime.writing import write_json

_NAMES = (
    "current_page",
    "per_page",
    "total",
    "last_page",
    "links",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "current_page",
        "per_page",
        "total",
        "last_page",
        "links",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PageMeta(JSONModel):
    """Where this page is among all. The names are a guess."""

    current_page: int | None = None
    per_page: int | None = None
    total: int | None = None
    last_page: int | None = None
    links: list[dict[str, Any]] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.current_page = data.get("current_page")
            model.per_page = data.get("per_page")
            model.total = data.get("total")
            model.last_page = data.get("last_page")
            model.links = None if (value := data.get("links")) is None else read_items(read_object, value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["current_page"] = self.current_page
        data["per_page"] = self.per_page
        data["total"] = self.total
        data["last_page"] = self.last_page
        data["links"] = write_json(self.links)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
