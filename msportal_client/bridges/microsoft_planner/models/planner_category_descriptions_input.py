from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset

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


@define(kw_only=True)
class PlannerCategoryDescriptionsInput(JSONModel):
    """Texts of labels to change.

    Attributes:
        category1: Null clears it.
    """

    category1: str | Unset | None = UNSET
    category2: str | Unset | None = UNSET
    category3: str | Unset | None = UNSET
    category4: str | Unset | None = UNSET
    category5: str | Unset | None = UNSET
    category6: str | Unset | None = UNSET
    category7: str | Unset | None = UNSET
    category8: str | Unset | None = UNSET
    category9: str | Unset | None = UNSET
    category10: str | Unset | None = UNSET
    category11: str | Unset | None = UNSET
    category12: str | Unset | None = UNSET
    category13: str | Unset | None = UNSET
    category14: str | Unset | None = UNSET
    category15: str | Unset | None = UNSET
    category16: str | Unset | None = UNSET
    category17: str | Unset | None = UNSET
    category18: str | Unset | None = UNSET
    category19: str | Unset | None = UNSET
    category20: str | Unset | None = UNSET
    category21: str | Unset | None = UNSET
    category22: str | Unset | None = UNSET
    category23: str | Unset | None = UNSET
    category24: str | Unset | None = UNSET
    category25: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "category1": Limits("string", nullable=True),
        "category2": Limits("string", nullable=True),
        "category3": Limits("string", nullable=True),
        "category4": Limits("string", nullable=True),
        "category5": Limits("string", nullable=True),
        "category6": Limits("string", nullable=True),
        "category7": Limits("string", nullable=True),
        "category8": Limits("string", nullable=True),
        "category9": Limits("string", nullable=True),
        "category10": Limits("string", nullable=True),
        "category11": Limits("string", nullable=True),
        "category12": Limits("string", nullable=True),
        "category13": Limits("string", nullable=True),
        "category14": Limits("string", nullable=True),
        "category15": Limits("string", nullable=True),
        "category16": Limits("string", nullable=True),
        "category17": Limits("string", nullable=True),
        "category18": Limits("string", nullable=True),
        "category19": Limits("string", nullable=True),
        "category20": Limits("string", nullable=True),
        "category21": Limits("string", nullable=True),
        "category22": Limits("string", nullable=True),
        "category23": Limits("string", nullable=True),
        "category24": Limits("string", nullable=True),
        "category25": Limits("string", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.category1 = data.get("category1", UNSET)
            model.category2 = data.get("category2", UNSET)
            model.category3 = data.get("category3", UNSET)
            model.category4 = data.get("category4", UNSET)
            model.category5 = data.get("category5", UNSET)
            model.category6 = data.get("category6", UNSET)
            model.category7 = data.get("category7", UNSET)
            model.category8 = data.get("category8", UNSET)
            model.category9 = data.get("category9", UNSET)
            model.category10 = data.get("category10", UNSET)
            model.category11 = data.get("category11", UNSET)
            model.category12 = data.get("category12", UNSET)
            model.category13 = data.get("category13", UNSET)
            model.category14 = data.get("category14", UNSET)
            model.category15 = data.get("category15", UNSET)
            model.category16 = data.get("category16", UNSET)
            model.category17 = data.get("category17", UNSET)
            model.category18 = data.get("category18", UNSET)
            model.category19 = data.get("category19", UNSET)
            model.category20 = data.get("category20", UNSET)
            model.category21 = data.get("category21", UNSET)
            model.category22 = data.get("category22", UNSET)
            model.category23 = data.get("category23", UNSET)
            model.category24 = data.get("category24", UNSET)
            model.category25 = data.get("category25", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.category1 is not UNSET:
            data["category1"] = self.category1
        if self.category2 is not UNSET:
            data["category2"] = self.category2
        if self.category3 is not UNSET:
            data["category3"] = self.category3
        if self.category4 is not UNSET:
            data["category4"] = self.category4
        if self.category5 is not UNSET:
            data["category5"] = self.category5
        if self.category6 is not UNSET:
            data["category6"] = self.category6
        if self.category7 is not UNSET:
            data["category7"] = self.category7
        if self.category8 is not UNSET:
            data["category8"] = self.category8
        if self.category9 is not UNSET:
            data["category9"] = self.category9
        if self.category10 is not UNSET:
            data["category10"] = self.category10
        if self.category11 is not UNSET:
            data["category11"] = self.category11
        if self.category12 is not UNSET:
            data["category12"] = self.category12
        if self.category13 is not UNSET:
            data["category13"] = self.category13
        if self.category14 is not UNSET:
            data["category14"] = self.category14
        if self.category15 is not UNSET:
            data["category15"] = self.category15
        if self.category16 is not UNSET:
            data["category16"] = self.category16
        if self.category17 is not UNSET:
            data["category17"] = self.category17
        if self.category18 is not UNSET:
            data["category18"] = self.category18
        if self.category19 is not UNSET:
            data["category19"] = self.category19
        if self.category20 is not UNSET:
            data["category20"] = self.category20
        if self.category21 is not UNSET:
            data["category21"] = self.category21
        if self.category22 is not UNSET:
            data["category22"] = self.category22
        if self.category23 is not UNSET:
            data["category23"] = self.category23
        if self.category24 is not UNSET:
            data["category24"] = self.category24
        if self.category25 is not UNSET:
            data["category25"] = self.category25
        return data
