"""Check options that users set."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["check_number", "replace_fields"]

T = TypeVar("T", bound="DataclassInstance")

_MAX_SHOWN = 40


def replace_fields(before: T, raw: Any, noun: str) -> T:
    """Return `before` with the values in `raw`, a JSON object with fields of its class.

    Args:
        before: A frozen dataclass.
        raw: The decoded JSON.
        noun: The kind of option, for messages.

    Raises:
        ValueError: A field is unknown, or its value has a wrong type or is out of range.
    """
    if not isinstance(raw, dict):
        raise ValueError(f"{noun} must be a JSON object")  # noqa: TRY004 - the sent value is wrong, not an argument
    sent = cast("dict[str, Any]", raw)
    known = frozenset(field.name for field in dataclasses.fields(before))
    unknown = next((name for name in sent if name not in known), None)
    if unknown is not None:
        raise ValueError(f"there is no {noun} named {unknown[:_MAX_SHOWN]!r}; known are {', '.join(sorted(known))}")
    values: Mapping[str, Any] = {
        name: tuple(cast("Sequence[Any]", value)) if isinstance(value, list) else value for name, value in sent.items()
    }
    return dataclasses.replace(before, **values)


def check_number(
    name: str, value: object, low: float, high: float, *, noun: str = "number", whole: bool = False
) -> None:
    """Check that `value` is a finite number from `low` to `high`. True and False are not numbers.

    Args:
        name: The name of the option.
        value: Its value.
        low: The lowest allowed value.
        high: The highest allowed value.
        noun: The kind of number, for the message.
        whole: Whether it must be an integer.

    Raises:
        ValueError: It is not.
    """
    kinds = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        shown = repr(value)
        shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"
        raise ValueError(f"{name} must be a {noun} from {low} to {high}, not {shown}")
