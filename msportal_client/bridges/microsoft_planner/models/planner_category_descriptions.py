from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "category1",
    "category2",
    "category3",
    "category4",
    "category5",
    "category6",
    "category7",
    "category8",
    "category9",
    "category10",
    "category11",
    "category12",
    "category13",
    "category14",
    "category15",
    "category16",
    "category17",
    "category18",
    "category19",
    "category20",
    "category21",
    "category22",
    "category23",
    "category24",
    "category25",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "category1",
        "category2",
        "category3",
        "category4",
        "category5",
        "category6",
        "category7",
        "category8",
        "category9",
        "category10",
        "category11",
        "category12",
        "category13",
        "category14",
        "category15",
        "category16",
        "category17",
        "category18",
        "category19",
        "category20",
        "category21",
        "category22",
        "category23",
        "category24",
        "category25",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerCategoryDescriptions(JSONModel):
    """The texts of the 25 labels of a plan.

    Attributes:
        category1: label text.
        category2: label text.
        category3: label text.
        category4: label text.
        category5: label text.
        category6: label text.
        category7: label text.
        category8: label text.
        category9: label text.
        category10: label text.
        category11: label text.
        category12: label text.
        category13: label text.
        category14: label text.
        category15: label text.
        category16: label text.
        category17: label text.
        category18: label text.
        category19: label text.
        category20: label text.
        category21: label text.
        category22: label text.
        category23: label text.
        category24: label text.
        category25: label text.
    """

    category1: str | None = None
    category2: str | None = None
    category3: str | None = None
    category4: str | None = None
    category5: str | None = None
    category6: str | None = None
    category7: str | None = None
    category8: str | None = None
    category9: str | None = None
    category10: str | None = None
    category11: str | None = None
    category12: str | None = None
    category13: str | None = None
    category14: str | None = None
    category15: str | None = None
    category16: str | None = None
    category17: str | None = None
    category18: str | None = None
    category19: str | None = None
    category20: str | None = None
    category21: str | None = None
    category22: str | None = None
    category23: str | None = None
    category24: str | None = None
    category25: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.category1 = data.get("category1")
            model.category2 = data.get("category2")
            model.category3 = data.get("category3")
            model.category4 = data.get("category4")
            model.category5 = data.get("category5")
            model.category6 = data.get("category6")
            model.category7 = data.get("category7")
            model.category8 = data.get("category8")
            model.category9 = data.get("category9")
            model.category10 = data.get("category10")
            model.category11 = data.get("category11")
            model.category12 = data.get("category12")
            model.category13 = data.get("category13")
            model.category14 = data.get("category14")
            model.category15 = data.get("category15")
            model.category16 = data.get("category16")
            model.category17 = data.get("category17")
            model.category18 = data.get("category18")
            model.category19 = data.get("category19")
            model.category20 = data.get("category20")
            model.category21 = data.get("category21")
            model.category22 = data.get("category22")
            model.category23 = data.get("category23")
            model.category24 = data.get("category24")
            model.category25 = data.get("category25")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["category1"] = self.category1
        data["category2"] = self.category2
        data["category3"] = self.category3
        data["category4"] = self.category4
        data["category5"] = self.category5
        data["category6"] = self.category6
        data["category7"] = self.category7
        data["category8"] = self.category8
        data["category9"] = self.category9
        data["category10"] = self.category10
        data["category11"] = self.category11
        data["category12"] = self.category12
        data["category13"] = self.category13
        data["category14"] = self.category14
        data["category15"] = self.category15
        data["category16"] = self.category16
        data["category17"] = self.category17
        data["category18"] = self.category18
        data["category19"] = self.category19
        data["category20"] = self.category20
        data["category21"] = self.category21
        data["category22"] = self.category22
        data["category23"] = self.category23
        data["category24"] = self.category24
        data["category25"] = self.category25
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
