from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json

_NAMES = (
    "id",
    "name",
    "externalId",
    "provider",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class PlannerLinkedProject(JSONModel):
    """`linked_projects` of `PlannerItemDetail`.

    Attributes:
        id: Integration project ID.
        name: Project name.
        external_id: External project ID.
        provider: PSA provider.
    """

    id: UUID
    name: str | None
    external_id: str | None
    provider: str | None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.name = data["name"]
            model.external_id = data["externalId"]
            model.provider = data["provider"]
            model.additional_properties = {} if len(data) == len(_FIELDS) else unknown_fields(data, _FIELDS)
            model._absent = ()
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["name"] = self.name
        data["externalId"] = self.external_id
        data["provider"] = self.provider
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
