from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, recover, unknown_fields
from .._runtime.writing import write_object
from ..types import UNSET, Unset

_NAMES = (
    "title",
    "subtitle",
    "showHeader",
    "showFooter",
    "showPageNumbers",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class ReportStructureMetadataInput(JSONModel):
    """`metadata` of `ReportStructureInput`.

    The request form of `ReportStructureMetadata`.
    """

    title: str | Unset | None = UNSET
    subtitle: str | Unset | None = UNSET
    show_header: bool | Unset | None = UNSET
    show_footer: bool | Unset | None = UNSET
    show_page_numbers: bool | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string", nullable=True),
        "subtitle": Limits("string", nullable=True),
        "show_header": Limits("boolean", nullable=True),
        "show_footer": Limits("boolean", nullable=True),
        "show_page_numbers": Limits("boolean", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data.get("title", UNSET)
            model.subtitle = data.get("subtitle", UNSET)
            model.show_header = data.get("showHeader", UNSET)
            model.show_footer = data.get("showFooter", UNSET)
            model.show_page_numbers = data.get("showPageNumbers", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.title is not UNSET:
            data["title"] = self.title
        if self.subtitle is not UNSET:
            data["subtitle"] = self.subtitle
        if self.show_header is not UNSET:
            data["showHeader"] = self.show_header
        if self.show_footer is not UNSET:
            data["showFooter"] = self.show_footer
        if self.show_page_numbers is not UNSET:
            data["showPageNumbers"] = self.show_page_numbers
        return data
