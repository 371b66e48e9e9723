"""The base class of all models: JSON as text, plain Python values, and the schema that pydantic asks for."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from ..types import UNSET
from .json_text import read_json, write_json_text

__all__ = ["JSONModel"]


class JSONModel:
    """The base class of all models."""

    __slots__ = ()

    # The names of the fields in JSON, in their order.
    _names: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Build the model from JSON, as `to_json` writes it and the API sends it.

        Raises:
            ValueError: It is no JSON, or breaks the schema of the model; the message names the field.
        """
        data = read_json(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        if not isinstance(data, dict):
            raise ValueError(f"{cls.__name__} is an object in JSON, not of the type {type(data).__name__}")  # noqa: TRY004 - of the text
        return cls.from_dict(cast("dict[str, Any]", data))

    def to_json(self) -> str:
        """Return the model as JSON, with the API's own names; fields that are UNSET or did not come are left out.

        Raises:
            ValueError: A number in it is not finite.
        """
        return write_json_text(self.to_dict()).decode()

    def to_python(self) -> dict[str, Any]:
        """Return the model as plain Python values, for csv, pandas or polars: a dictionary by the names of its attributes.

        Nested models are dictionaries too. Dates and times stay what they are; enums become their values and ids texts.
        Fields that are UNSET are left out. Fields that the spec does not document are left out, so that the keys do not
        change with the API; they are in `additional_properties`. Of a model without fields of its own, which is a map,
        they are all there is, and are returned.
        """
        names = _attributes(cast("Any", type(self)))
        if not names:
            return cast("dict[str, Any]", _plain(cast("Any", self).additional_properties))
        values = ((name, getattr(self, name)) for name in names)
        return {name: _plain(value) for name, value in values if value is not UNSET}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic, and with it FastAPI, read and write the model as JSON. pydantic calls this."""
        from .pydantic_schema import core_schema_of  # noqa: PLC0415 - it imports pydantic

        return core_schema_of(cls, handler.generate_schema)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Describe the model in OpenAPI. pydantic calls this."""
        from .pydantic_schema import json_schema_of  # noqa: PLC0415 - it imports pydantic

        return json_schema_of(cls, schema, handler)


@cache
def _attributes(model: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a model that the spec documents."""
    import attrs  # noqa: PLC0415 - the models have loaded it

    fields = attrs.fields(model)
    return tuple(field.name for field in fields if field.name not in {"additional_properties", "_absent"})


def _plain(value: Any) -> Any:
    if isinstance(value, JSONModel):
        return value.to_python()
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {_plain(name): _plain(item) for name, item in cast("dict[object, object]", value).items()}
    while isinstance(value, Enum):
        value = value.value
    return str(value) if isinstance(value, UUID) else value
