"""A text that matches a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

# Python's own parser of expressions has no public name; it has kept this one since 3.11.
_parser = cast("Any", re)._parser  # noqa: SLF001 - see above

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
    write = _WRITERS.get(operation)
    return write(argument, number, extra) if write else ""


def _repeat(argument: Any, number: int, extra: int) -> str:
    least, most, inner = argument
    return "".join(_write(inner, number + index, 0) for index in range(min(int(most), least + extra)))


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


# What is not here matches without a character of its own: anchors, and looks around, which are not honoured.
_WRITERS: dict[str, Callable[[Any, int, int], str]] = {
    "LITERAL": lambda code, _, __: chr(code),
    "NOT_LITERAL": lambda code, _, __: "b" if code == ord("a") else "a",
    "ANY": lambda _, __, ___: "a",
    "IN": lambda members, number, _: _pick(_choices(members), number),
    "BRANCH": lambda argument, number, extra: _write(argument[1][0], number, extra),
    "SUBPATTERN": lambda argument, number, extra: _write(argument[-1], number, extra),
    "ATOMIC_GROUP": _write,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
}
