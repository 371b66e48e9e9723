from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_items, recover
from ...._runtime.writing import write_json
from .client_status import ClientStatus
from .page_links import PageLinks
from .page_meta import PageMeta

_NAMES = (
    "data",
    "links",
    "meta",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "links",
        "meta",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class ClientStatusPage(JSONModel):
    """The response to `list_client_statuses`."""

    data: list[ClientStatus]
    links: PageLinks | None = None
    meta: PageMeta | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.data = read_items(ClientStatus.from_dict, data["data"])
            model.links = PageLinks.from_dict(data["links"]) if "links" in data else None
            model.meta = PageMeta.from_dict(data["meta"]) if "meta" in data else None
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["data"] = write_json(self.data)
        data["links"] = write_json(self.links)
        data["meta"] = write_json(self.meta)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data
