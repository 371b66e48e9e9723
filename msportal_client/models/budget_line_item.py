from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, read_uuid, recover
from .._runtime.writing import write_json
from .budget_category_ref import BudgetCategoryRef
from .budget_line_item_status import BudgetLineItemStatus
from .budget_line_item_type import BudgetLineItemType
from .budget_linked_item import BudgetLinkedItem
from .budget_recurrence import BudgetRecurrence

_NAMES = (
    "id",
    "type",
    "description",
    "quantity",
    "unitPrice",
    "recurrence",
    "termMonths",
    "annualisedCost",
    "status",
    "currency",
    "notes",
    "category",
    "linkedItem",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "type",
        "description",
        "quantity",
        "unitPrice",
        "recurrence",
        "termMonths",
        "annualisedCost",
        "status",
        "currency",
        "notes",
        "category",
        "linkedItem",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class BudgetLineItem(JSONModel):
    """`line_items` of `BudgetDetail`."""

    id: UUID
    type: BudgetLineItemType | None = None
    description: str | None = None
    quantity: float | None = None
    unit_price: float | None = None
    recurrence: BudgetRecurrence | None = None
    term_months: float | None = None
    annualised_cost: float | None = None
    status: BudgetLineItemStatus | None = None
    currency: str | None = None
    notes: str | None = None
    category: BudgetCategoryRef | None = None
    linked_item: BudgetLinkedItem | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.type = None if (value := data.get("type")) is None else read_member(BudgetLineItemType, value)
            model.description = data.get("description")
            model.quantity = data.get("quantity")
            model.unit_price = data.get("unitPrice")
            model.recurrence = (
                None if (value := data.get("recurrence")) is None else read_member(BudgetRecurrence, value)
            )
            model.term_months = data.get("termMonths")
            model.annualised_cost = data.get("annualisedCost")
            model.status = None if (value := data.get("status")) is None else read_member(BudgetLineItemStatus, value)
            model.currency = data.get("currency")
            model.notes = data.get("notes")
            model.category = None if (value := data.get("category")) is None else BudgetCategoryRef.from_dict(value)
            model.linked_item = None if (value := data.get("linkedItem")) is None else BudgetLinkedItem.from_dict(value)
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["type"] = write_json(self.type)
        data["description"] = self.description
        data["quantity"] = self.quantity
        data["unitPrice"] = self.unit_price
        data["recurrence"] = write_json(self.recurrence)
        data["termMonths"] = self.term_months
        data["annualisedCost"] = self.annualised_cost
        data["status"] = write_json(self.status)
        data["currency"] = self.currency
        data["notes"] = self.notes
        data["category"] = write_json(self.category)
        data["linkedItem"] = write_json(self.linked_item)
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
