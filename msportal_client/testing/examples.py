"""Example instances of models."""

from __future__ import annotations

import inspect
import types
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, cast, get_args, get_origin

import attrs

from .._runtime.json_model import JSONModel
from .._runtime.writing import write_json
from ..types import UNSET

__all__ = ["example", "example_value"]

M = TypeVar("M", bound=JSONModel)

_NAMESPACE = uuid.UUID("6d73706f-7274-5a6c-8000-6578616d706c")
# The types of arrays, in responses and in requests.
_LISTS = {list, Sequence}
# The types that JSON has, and those of Python that are written so. The first that fits counts.
_FORMS: dict[Any, tuple[type[Any], ...]] = {
    type(None): (type(None),),
    bool: (bool,),
    str: (str, uuid.UUID, datetime, date),
    (int, float): (int, float, Enum),
    list: (list, Sequence),
    dict: (dict, Mapping, JSONModel),
}
_SCALARS: dict[type, Any] = {
    bool: False,
    int: 1,
    float: 1.0,
    datetime: "2026-01-05T09:00:00.000Z",
    date: "2026-01-05",
}


def example(model: type[M], /, **fields: Any) -> M:
    """Return an instance of a model with plausible values.

    Args:
        model: The model: `PlannerItemDetail`.
        **fields: Values by the names of its attributes, as themselves or as in JSON: `status="Completed"`,
            `due_date="2026-12-24T17:00:00Z"`. A nested model may be a dictionary of its own fields:
            `company={"name": "Contoso"}`.

    Returns:
        The instance: texts made of the names of their fields, nested models filled too, lists empty. The same each time.

    Raises:
        TypeError: The model has no such field.
        ValueError: A value does not fit its field.
    """
    return model.from_dict(_example_json(model, fields, frozenset()))


def example_value(kind: Any) -> Any:
    """Return an example of any type that a call returns."""
    if isinstance(kind, type) and issubclass(kind, JSONModel):
        return example(kind)
    if get_origin(kind) is list:
        return [example_value(get_args(kind)[0])]
    return None


def _example_json(model: type[JSONModel], fields: Mapping[str, Any], within: frozenset[type]) -> dict[str, Any]:
    kinds = inspect.get_annotations(model, eval_str=True)
    attributes = [a for a in attrs.fields(cast("Any", model)) if a.name not in {"additional_properties", "_absent"}]
    if unknown := sorted(set(fields) - {attribute.name for attribute in attributes} - {"additional_properties"}):
        raise TypeError(f"{model.__name__} has no field {unknown[0]}")
    data: dict[str, Any] = dict(fields.get("additional_properties", {}))
    for attribute, wire in zip(attributes, vars(model)["_names"], strict=True):
        name, kind = attribute.name, kinds[attribute.name]
        value = fields.get(name, attribute.default)
        if name not in fields and attribute.default is attrs.NOTHING:
            data[wire] = _made(kind, name, within | {model})
        elif value is not UNSET and (name in fields or value is not None):
            data[wire] = _given(kind, value, within | {model})
            if not _fits(kind, data[wire]):
                raise ValueError(f"{model.__name__}.{name} cannot be {value!r}")
    return data


def _given(kind: Any, value: Any, within: frozenset[type]) -> Any:
    """Return a given value as JSON."""
    if isinstance(value, Mapping):
        for option in _options(kind):
            if issubclass(option, JSONModel):
                return _example_json(option, cast("Mapping[str, Any]", value), within)
    if isinstance(value, (list, tuple)):
        inner = next((get_args(option)[0] for option in _parts(kind) if get_origin(option) in _LISTS), Any)
        return [_given(inner, item, within) for item in cast("list[Any]", value)]
    return write_json(value)


def _fits(kind: Any, value: Any) -> bool:
    """Return whether a JSON value is of the right JSON type. Reading checks the rest."""
    for option in _parts(kind):
        origin = get_origin(option) or option
        if origin is Any:
            return True
        if not isinstance(origin, type):
            continue
        form = next((form for form, kinds in _FORMS.items() if issubclass(origin, kinds)), None)
        if form is not None and isinstance(value, form) and (form is bool or not isinstance(value, bool)):
            return True
    return False


def _made(kind: Any, name: str, within: frozenset[type]) -> Any:
    """Return an example of a type, as JSON. A model within itself is null, or an empty object."""
    for option in _parts(kind):
        if get_origin(option) in _LISTS:
            return []
        if get_origin(option) in {dict, Mapping}:
            return {}
    for option in _options(kind):
        if issubclass(option, JSONModel):
            if option not in within:
                return _example_json(option, {}, within)
        else:
            return _made_scalar(option, name)
    return None


def _made_scalar(kind: type[Any], name: str) -> Any:
    if issubclass(kind, Enum):
        return next(iter(kind)).value
    if issubclass(kind, uuid.UUID):
        return str(uuid.uuid5(_NAMESPACE, name))
    if issubclass(kind, str):
        return name.replace("_", " ").capitalize()
    return _SCALARS.get(kind)


def _parts(kind: Any) -> tuple[Any, ...]:
    """Return the options of a union; of any other type itself."""
    return get_args(kind) if get_origin(kind) in {Union, types.UnionType} else (kind,)


def _options(kind: Any) -> list[type[Any]]:
    return [option for option in _parts(kind) if isinstance(option, type) and option is not type(None)]
