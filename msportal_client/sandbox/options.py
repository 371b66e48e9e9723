"""Check numbers that users set."""

from __future__ import annotations

__all__ = ["check_number"]

_MAX_SHOWN = 40


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
