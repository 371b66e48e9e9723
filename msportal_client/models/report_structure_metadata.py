from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "title",
    "subtitle",
    "showHeader",
    "showFooter",
    "showPageNumbers",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "title",
        "subtitle",
        "showHeader",
        "showFooter",
        "showPageNumbers",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class ReportStructureMetadata(JSONModel):
    """`metadata` of `ReportStructure` and `ReportStructureInput`."""

    title: str | None = None
    subtitle: str | None = None
    show_header: bool | None = None
    show_footer: bool | None = None
    show_page_numbers: bool | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data.get("title")
            model.subtitle = data.get("subtitle")
            model.show_header = data.get("showHeader")
            model.show_footer = data.get("showFooter")
            model.show_page_numbers = data.get("showPageNumbers")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["title"] = self.title
        data["subtitle"] = self.subtitle
        data["showHeader"] = self.show_header
        data["showFooter"] = self.show_footer
        data["showPageNumbers"] = self.show_page_numbers
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
