"""Texts that match a regular expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from .safe_regex import parse

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
# Tokens to write for one text, repeats included.
_MAX_TOKENS = 20_000


def text_matching(pattern: str, number: int = 0, min_length: int = 0) -> str:
    """Return a text that matches `pattern`.

    The text is empty if Python cannot parse the pattern, or if the text would be too long. Lookarounds are ignored.

    Args:
        pattern: The regular expression.
        number: Selects one of several texts, where the pattern allows several.
        min_length: The wanted length. Unbounded repeats are repeated until the text has it.
    """
    tree = parse(pattern)
    if tree is None:
        return ""
    try:
        text = _write(tree, _Draft(number), 0)
        missing = min_length - len(text)
        return _write(tree, _Draft(number), missing) if missing > 0 else text
    except (_TooLongError, RecursionError):
        return ""


class _TooLongError(Exception):
    """The text would have too many tokens."""


class _Draft(Random):
    """The random choices for a text, and the number of tokens that it may still have."""

    tokens_left = _MAX_TOKENS

    def count_token(self) -> None:
        self.tokens_left -= 1
        if self.tokens_left < 0:
            raise _TooLongError


def _write(tokens: Iterable[Any], draft: _Draft, extra: int) -> str:
    return "".join(_write_token(str(operation), argument, draft, extra) for operation, argument in tokens)


def _write_token(operation: str, argument: Any, draft: _Draft, extra: int) -> str:
    draft.count_token()
    write = _WRITERS.get(operation)
    return write(argument, draft, extra) if write else ""


def _write_repeat(argument: Any, draft: _Draft, extra: int) -> str:
    least, most, inner = argument
    parts: list[str] = []
    for _ in range(min(int(most), least + extra)):
        draft.count_token()
        parts.append(_write(inner, draft, 0))
    return "".join(parts)


def _write_set(members: list[Any], draft: _Draft, _extra: int) -> str:
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
    return draft.choice(choices) if choices else ""


# Other tokens write nothing: anchors, which need no character, and lookarounds, which are ignored.
_WRITERS: dict[str, Callable[[Any, _Draft, int], str]] = {
    "LITERAL": lambda code, _, __: chr(code),
    "NOT_LITERAL": lambda code, _, __: "b" if code == ord("a") else "a",
    "ANY": lambda _, __, ___: "a",
    "IN": _write_set,
    "BRANCH": lambda argument, draft, extra: _write(draft.choice(argument[1]), draft, extra),
    "SUBPATTERN": lambda argument, draft, extra: _write(argument[-1], draft, extra),
    "ATOMIC_GROUP": _write,
    "MAX_REPEAT": _write_repeat,
    "MIN_REPEAT": _write_repeat,
    "POSSESSIVE_REPEAT": _write_repeat,
}
