"""A text that matches a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random
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
    few = _write(tokens, Random(number), 0)  # noqa: S311 - the same each time is what is wanted
    return few if len(few) >= shortest else _write(tokens, Random(number), shortest - len(few))  # noqa: S311 - as above


def _write(tokens: Iterable[Any], dice: Random, extra: int) -> str:
    return "".join(_one(str(operation), argument, dice, extra) for operation, argument in tokens)


def _one(operation: str, argument: Any, dice: Random, extra: int) -> str:
    write = _WRITERS.get(operation)
    return write(argument, dice, extra) if write else ""


def _repeat(argument: Any, dice: Random, extra: int) -> str:
    least, most, inner = argument
    return "".join(_write(inner, dice, 0) for _ in range(min(int(most), least + extra)))


def _in(members: list[Any], dice: Random, _extra: int) -> str:
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
    choices = [char for char in _PRINTABLE if char not in found] if excluded else list(found)
    return dice.choice(choices) if choices else ""


# What is not here matches without a character of its own: anchors, and looks around, which are not honoured.
_WRITERS: dict[str, Callable[[Any, Random, int], str]] = {
    "LITERAL": lambda code, _, __: chr(code),
    "NOT_LITERAL": lambda code, _, __: "b" if code == ord("a") else "a",
    "ANY": lambda _, __, ___: "a",
    "IN": _in,
    "BRANCH": lambda argument, dice, extra: _write(dice.choice(argument[1]), dice, extra),
    "SUBPATTERN": lambda argument, dice, extra: _write(argument[-1], dice, extra),
    "ATOMIC_GROUP": _write,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
}
