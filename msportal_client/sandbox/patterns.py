"""Texts that match a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, cast

# Python's parser of regular expressions has no public name. This one exists since 3.11.
_parser = cast("Any", re)._parser  # noqa: SLF001 - see above

__all__ = ["text_matching"]

_CHARACTERS_BY_CATEGORY = {
    "CATEGORY_DIGIT": "0123456789",
    "CATEGORY_WORD": "abcdefghij",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "abcdefghij",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "abcdefghij",
}
_PRINTABLE = "".join(map(chr, range(32, 127)))


def text_matching(pattern: str, number: int = 0, min_length: int = 0) -> str:
    """Return a text that matches `pattern`.

    The text is empty if Python cannot parse the pattern. Lookarounds are ignored.

    Args:
        pattern: The regular expression.
        number: Selects one of several texts, where the pattern allows several.
        min_length: The wanted length. Unbounded repeats are repeated until the text has it.
    """
    try:
        tokens = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return ""
    text = _write(tokens, Random(number), 0)  # noqa: S311 - the same number must give the same text
    missing = min_length - len(text)
    return _write(tokens, Random(number), missing) if missing > 0 else text  # noqa: S311 - as above


def _write(tokens: Iterable[Any], rng: Random, extra: int) -> str:
    return "".join(_write_token(str(operation), argument, rng, extra) for operation, argument in tokens)


def _write_token(operation: str, argument: Any, rng: Random, extra: int) -> str:
    write = _WRITERS.get(operation)
    return write(argument, rng, extra) if write else ""


def _write_repeat(argument: Any, rng: Random, extra: int) -> str:
    least, most, inner = argument
    return "".join(_write(inner, rng, 0) for _ in range(min(int(most), least + extra)))


def _write_set(members: list[Any], rng: Random, _extra: int) -> str:
    negated = str(members[0][0]) == "NEGATE"
    found = ""
    for operation, argument in members[1:] if negated else members:
        match str(operation):
            case "LITERAL":
                found += chr(argument)
            case "RANGE":
                low, high = argument
                found += "".join(map(chr, range(low, min(high, low + 100) + 1)))
            case _:
                found += _CHARACTERS_BY_CATEGORY.get(str(argument), "")
    choices = [char for char in _PRINTABLE if char not in found] if negated else list(found)
    return rng.choice(choices) if choices else ""


# Other tokens write nothing: anchors, which need no character, and lookarounds, which are ignored.
_WRITERS: dict[str, Callable[[Any, Random, int], str]] = {
    "LITERAL": lambda code, _, __: chr(code),
    "NOT_LITERAL": lambda code, _, __: "b" if code == ord("a") else "a",
    "ANY": lambda _, __, ___: "a",
    "IN": _write_set,
    "BRANCH": lambda argument, rng, extra: _write(rng.choice(argument[1]), rng, extra),
    "SUBPATTERN": lambda argument, rng, extra: _write(argument[-1], rng, extra),
    "ATOMIC_GROUP": _write,
    "MAX_REPEAT": _write_repeat,
    "MIN_REPEAT": _write_repeat,
    "POSSESSIVE_REPEAT": _write_repeat,
}
