"""A text that matches a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

# Python's own parser of expressions has no public name; it has kept this one since 3.11.
_parser = cast("Any", re)._parser

__all__ = ["matching"]

_BY_CATEGORY = {
    "CATEGORY_DIGIT": "0123456789",
    "CATEGORY_WORD": "abcdefghij",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "abcdefghij",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "abcdefghij",
}
_PRINTABLE = "".join(map(chr, range(32, 127)))


def matching(pattern: str, number: int = 0, shortest: int = 0) -> str:
    """A text that `pattern` matches; an empty one where the pattern is beyond Python or needs to look around.

    Args:
        pattern: The expression. What repeats without end is repeated until the text has `shortest` characters.
        number: Which of several: another number picks other characters, where the pattern leaves a choice.
        shortest: How many characters it should have, where the pattern allows it.
    """
    try:
        tokens = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return ""
    few = _write(tokens, number, 0)
    return few if len(few) >= shortest else _write(tokens, number, shortest - len(few))


def _write(tokens: Iterable[Any], number: int, extra: int) -> str:
    return "".join(_one(str(operation), argument, number, extra) for operation, argument in tokens)


def _one(operation: str, argument: Any, number: int, extra: int) -> str:
    match operation:
        case "LITERAL":
            return chr(argument)
        case "NOT_LITERAL":
            return "a" if argument != ord("a") else "b"
        case "ANY":
            return "a"
        case "IN":
            return _pick(_choices(argument), number)
        case "BRANCH":
            return _write(argument[1][0], number, extra)
        case "SUBPATTERN":
            return _write(argument[-1], number, extra)
        case "ATOMIC_GROUP":
            return _write(argument, number, extra)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = argument
            times = min(int(most), least + extra)
            return "".join(_write(inner, number + index, 0) for index in range(times))
        case _:
            return ""


def _choices(members: list[Any]) -> str:
    excluded = str(members[0][0]) == "NEGATE"
    found = ""
    for operation, argument in members[1:] if excluded else members:
        match str(operation):
            case "LITERAL":
                found += chr(argument)
            case "RANGE":
                low, high = argument
                found += "".join(map(chr, range(low, min(high, low + 100) + 1)))
            case _:
                found += _BY_CATEGORY.get(str(argument), "")
    return "".join(char for char in _PRINTABLE if char not in found) if excluded else found


def _pick(choices: str, number: int) -> str:
    return choices[number % len(choices)] if choices else ""
