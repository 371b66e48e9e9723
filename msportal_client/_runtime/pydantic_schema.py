"""The schemas of models for pydantic. Only pydantic itself leads here, so that importing it costs nobody else."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, ClassVar, Protocol, Union, cast, get_args, get_origin

import attrs
from pydantic_core import PydanticCustomError, core_schema

from ..types import Unset

__all__ = ["core_schema_of", "json_schema_of"]


class _Model(Protocol):
    """A model, as far as its schema asks for it."""

    _names: ClassVar[tuple[str, ...]]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Any: ...


# The models whose schemas are being made: one may hold itself.
_making: ContextVar[frozenset[type]] = ContextVar("_making", default=frozenset())


def core_schema_of(model: type[_Model], generate: Callable[[Any], Any]) -> core_schema.CoreSchema:
    """Return the schema of a model: it is read by `from_dict` and written by `to_dict`.

    Args:
        model: The model.
        generate: Makes the schemas of the types of its fields, which only the description in OpenAPI is made from.
    """
    reference = f"{model.__module__}.{model.__qualname__}:{id(model)}"
    making = _making.get()
    if model in making:
        return core_schema.definition_reference_schema(reference)
    token = _making.set(making | {model})
    try:
        fields = _fields(model, generate)
    finally:
        _making.reset(token)
    return core_schema.no_info_wrap_validator_function(
        lambda value, _: _read(model, value),
        core_schema.typed_dict_schema(fields, extra_behavior="allow"),
        ref=reference,
        serialization=core_schema.plain_serializer_function_ser_schema(_write),
    )


def json_schema_of(model: type[_Model], schema: Mapping[str, Any], handler: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the JSON schema of a model, with the API's own names."""
    described = cast("dict[str, Any]", handler(schema["schema"]))
    summary = (inspect.getdoc(model) or "").partition("\n\n")[0]
    return {**described, "title": model.__name__, "description": " ".join(summary.split())}


def _fields(model: type[_Model], generate: Callable[[Any], Any]) -> dict[str, core_schema.TypedDictField]:
    types_of = inspect.get_annotations(model, eval_str=True)
    fields = attrs.fields(cast("Any", model))
    return {
        wire: core_schema.typed_dict_field(
            generate(_without_unset(types_of[field.name])), required=field.default is attrs.NOTHING
        )
        for wire, field in zip(model._names, fields, strict=False)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - no field of a model has such a name
    }


def _without_unset(kind: Any) -> Any:
    """Return the type of the values that are sent."""
    if get_origin(kind) not in {Union, types.UnionType}:
        return kind
    options = [option for option in get_args(kind) if option is not Unset]
    joined = options[0]
    for option in options[1:]:
        joined |= option
    return joined


def _read(model: type[_Model], value: Any) -> Any:
    if isinstance(value, model):
        return value
    if not isinstance(value, Mapping):
        raise PydanticCustomError("model_type", "Input should be an object or a {model}", {"model": model.__name__})
    try:
        return model.from_dict(dict(cast("Mapping[str, Any]", value)))
    except ValueError as error:
        raise PydanticCustomError("model", "{problem}", {"problem": str(error)}) from error


def _write(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else value
