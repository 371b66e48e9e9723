"""Order hints: read what a client composes, and compute the short value that replaces it.

A client puts an item between two others with `<previous> <next>!`, where a missing neighbour is empty. Both may be composed
themselves, of hints that are not sent yet. https://learn.microsoft.com/graph/api/resources/planner-order-hint-format
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["OrderHintError", "between", "commit", "first_of", "last_of"]

# The service's own values are words of letters and digits. A client may know others.
_TOKENS = re.compile(r" |!|[\x22-\x7e]+|.", re.DOTALL)
_OPENER, _CLOSER = " ", "!"
_MAX_LENGTH = 10_000

# One below and one above the characters that a value can have.
_BELOW, _LOWEST, _ABOVE = ord("!"), ord('"'), ord("~") + 1
_LETTERS = frozenset(map(ord, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))


class OrderHintError(ValueError):
    """An order hint is not composed as documented."""


@dataclass(frozen=True, slots=True)
class _Composed:
    """A hint between two others, each a value, a composed hint, or the empty string."""

    previous: str | _Composed
    next: str | _Composed


def commit(hint: str, taken: Collection[str]) -> str:
    """Return the value that the service gives to an item with a composed hint.

    The value depends on the hint alone, so that the neighbours of which a hint is composed have the values that they get
    when they arrive. Only where another item has that value already, the item comes directly after it. An item without
    neighbours, with the hint ` !`, comes before all others.

    Args:
        hint: What the client has sent.
        taken: The values of the other items of the list.

    Raises:
        OrderHintError: The hint is not composed as documented, for example because it is a value of the service.
    """
    composed = _parse(hint)
    if composed == _Composed("", ""):
        return first_of(taken)
    value = _value(composed)
    upper = _value(composed.next)
    while value in taken:
        following = [other for other in (*taken, upper) if other > value]
        value = between(value, min(following, default=""))
    return value


def first_of(taken: Collection[str]) -> str:
    """Return a value before all others."""
    return between("", min(taken, default=""))


def last_of(taken: Collection[str]) -> str:
    """Return a value after all others."""
    return between(max(taken, default=""), "")


def _parse(hint: str) -> _Composed:
    """Return the hint as a tree: a space stands between its neighbours, and an exclamation mark ends it."""
    if len(hint) > _MAX_LENGTH:
        raise OrderHintError("is too long")
    stack: list[str | _Composed] = []
    for token in _TOKENS.findall(hint):
        if token == _CLOSER:
            following = stack.pop() if stack and stack[-1] != _OPENER else ""
            if not stack or stack.pop() != _OPENER:
                raise OrderHintError("has an exclamation mark without a space before it")
            previous = stack.pop() if stack and stack[-1] != _OPENER else ""
            stack.append(_Composed(previous, following))
        elif token == _OPENER or "\x22" <= token[0] <= "\x7e":
            if token != _OPENER and stack and stack[-1] != _OPENER:
                raise OrderHintError("has two values side by side")
            stack.append(token)
        else:
            raise OrderHintError("has characters other than those from space to tilde")
    if len(stack) != 1 or not isinstance(stack[0], _Composed):
        raise OrderHintError("must be composed as '<previous> <next>!'")
    return stack[0]


def _value(hint: str | _Composed) -> str:
    """Return the value of a hint. Composed hints are worked off without recursion: they can be deep."""
    values: list[str] = []
    work: list[str | _Composed | None] = [hint]
    while work:
        item = work.pop()
        if item is None:
            following, previous = values.pop(), values.pop()
            values.append(between(previous, following))
        elif isinstance(item, str):
            values.append(item)
        else:
            work += [None, item.next, item.previous]
    return values[0]


def between(previous: str, following: str) -> str:
    """Return a short value that sorts after `previous` and before `following`; an empty one is no limit.

    Raises:
        OrderHintError: There is none.
    """
    if following and previous >= following:
        raise OrderHintError(f"has neighbours that do not follow each other: {previous!r} and {following!r}")
    made, upper, index = "", following or None, 0
    while upper is None or index < len(upper):
        low = ord(previous[index]) if index < len(previous) else _BELOW
        high = ord(upper[index]) if upper is not None else _ABOVE
        found = _character(low, high, from_below=bool(previous) and not following, from_above=not previous)
        if found:
            return made + found
        if low != high and low == _BELOW:
            # Only the lowest character fits, and no value ends with it.
            low = _LOWEST
        made += chr(low)
        upper = upper if upper is not None and low == high else None
        index += 1
    raise OrderHintError(f"has neighbours with nothing between them: {previous!r} and {following!r}")


def _character(low: int, high: int, *, from_below: bool, from_above: bool) -> str:
    """Return a character between two others, if possible a letter or digit.

    Near the end of a list it is the next one, and near the start the one before, so that values stay short.
    """
    found = [code for code in range(max(low, _LOWEST) + 1, high) if code in _LETTERS] or list(
        range(max(low, _LOWEST) + 1, high)
    )
    if not found:
        return ""
    if low == _BELOW and high == _ABOVE:
        return chr(found[len(found) // 2])
    return chr(found[0 if from_below else -1 if from_above else len(found) // 2])
