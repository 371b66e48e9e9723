"""Texts that match the patterns of the document, which are regular expressions of JavaScript."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

from contract.guard import OutOfTimeError, time_limit

# The time for one pattern. A pattern that backtracks without end is left out like one that Python cannot read.
SECONDS = 1.0
# The longest text that is written for a pattern.
LONGEST = 10_000

_parser: Any = __import__("re", fromlist=["_parser"])._parser  # noqa: SLF001 - the parsed form of a pattern has no public API

_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$|\(\?<(?![=!])", re.DOTALL)
# Escapes that have another meaning, or none, in Python.
_UNREADABLE = re.compile(r"\\[pPkcuU]|\(\?>|[*+?}]\+")
_ASCII = [chr(code) for code in range(0x21, 0x7F)]
_LETTERS = "abcxyzABCXYZ0123456789"


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern as Python compiles it, None if it has another meaning there."""
    if re.search(r"\\[pPkcU]|\\u\{", pattern) or _UNREADABLE.search(re.sub(r"\\u[0-9a-fA-F]{4}", "", pattern)):
        return None
    try:
        with warnings.catch_warnings(), time_limit(SECONDS):
            warnings.simplefilter("ignore")
            return re.compile(_TOKEN.sub(_translated, pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError, OutOfTimeError):
        return None


def _translated(token: re.Match[str]) -> str:
    # In Python `$` also matches before a line feed at the end.
    return {"$": r"\Z", "(?<": "(?P<"}.get(token[0], token[0])


@cache
def matching(pattern: str, least: int = 0, most: int | None = None) -> Sequence[str]:
    """Return up to four texts of `least` to `most` characters that match the pattern; none if that is not possible."""
    regex = compiled(pattern)
    if regex is None:
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokens = list(_parser.parse(regex.pattern, re.ASCII))
    if least > LONGEST:
        return ()
    longest = LONGEST if most is None else min(most, LONGEST)
    found: dict[str, None] = {}
    try:
        with time_limit(SECONDS):
            for choice, length in (
                (0, least),
                (1, max(least, 1)),
                (2, min(least + 5, longest)),
                (3, min(longest, LONGEST)),
            ):
                text = _Writer(choice, length).write(tokens)
                padded = text + "x" * (least - len(text))
                fitting = (t for t in (text, padded) if least <= len(t) <= longest and regex.search(t))
                found.update(dict.fromkeys(list(fitting)[:1]))
    except (OutOfTimeError, RecursionError, _TooLongError):
        return ()
    return tuple(found)


class _TooLongError(Exception):
    """Every text for the pattern is longer than LONGEST."""


class _Writer:
    """Writes a text for a parsed pattern: the shortest one, then longer repeats up to `length` characters."""

    def __init__(self, choice: int, length: int) -> None:
        self._choice = choice
        self._missing = length
        self._chosen_so_far = 0
        self._groups: dict[int, str] = {}

    def write(self, tokens: Sequence[Any]) -> str:
        self._missing -= len(self._shortest(tokens))
        return self._grown(tokens)

    def _shortest(self, tokens: Sequence[Any]) -> str:
        return "".join(self._token(name, argument, grow=False) for name, argument in tokens)

    def _token(self, name: Any, argument: Any, *, grow: bool) -> str:  # noqa: PLR0911 - one case per kind of token
        write = self._grown if grow else self._shortest
        match str(name):
            case "LITERAL":
                return chr(argument)
            case "NOT_LITERAL" | "ANY" | "IN":
                return self._chosen(_characters(name, argument))
            case "BRANCH":
                options = argument[1]
                return write(options[self._choice % len(options)])
            case "SUBPATTERN":
                text = write(argument[-1])
                if argument[0] is not None:
                    self._groups[argument[0]] = text
                return text
            case "ATOMIC_GROUP":
                return write(argument)
            case "GROUPREF":
                return self._groups.get(argument, "")
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeated(*argument, grow=grow)
            case _:  # anchors and lookarounds match no characters
                return ""

    def _grown(self, tokens: Sequence[Any]) -> str:
        return "".join(self._token(name, argument, grow=True) for name, argument in tokens)

    def _repeated(self, low: int, high: Any, tokens: Sequence[Any], *, grow: bool) -> str:
        length = len(self._shortest(tokens))
        count = int(low)
        if grow and length:
            more = min(max(0, self._missing) // length, int(high) - count)
            self._missing -= more * length
            count += more
        if count * length > LONGEST:
            raise _TooLongError
        return "".join(self._shortest(tokens) for _ in range(count if length else 0))

    def _chosen(self, characters: Sequence[str]) -> str:
        self._chosen_so_far += 1
        return characters[(self._choice + self._chosen_so_far) % len(characters)] if characters else ""


def _characters(name: Any, argument: Any) -> Sequence[str]:
    """Return some characters that a token matches, of each part of a class such as `[a-z0-9]` in turn."""
    if str(name) == "ANY":
        return _LETTERS
    if str(name) == "NOT_LITERAL":
        return [c for c in _LETTERS if c != chr(argument)]
    negated = bool(argument) and str(argument[0][0]) == "NEGATE"
    parts: list[list[str]] = []
    for kind, value in argument:
        match str(kind):
            case "LITERAL":
                parts.append([chr(value)])
            case "RANGE":
                parts.append([chr(code) for code in range(value[0], min(value[1], value[0] + 25) + 1)])
            case "CATEGORY":
                parts.append(_CATEGORIES[str(value)])
            case _:
                pass
    if not negated:
        return [c for turn in zip_longest(*parts) for c in turn if c is not None]
    excluded = re.compile(_class_of(argument), re.ASCII)
    return [c for c in [*_LETTERS, *_ASCII, " "] if not excluded.fullmatch(c)]


_CATEGORIES: dict[str, list[str]] = {
    "CATEGORY_DIGIT": list("0123456789"),
    "CATEGORY_NOT_DIGIT": list("abc-"),
    "CATEGORY_SPACE": [" "],
    "CATEGORY_NOT_SPACE": list("abc0"),
    "CATEGORY_WORD": list("abc0"),
    "CATEGORY_NOT_WORD": list("-. "),
}
_ESCAPES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


def _class_of(argument: Sequence[Any]) -> str:
    """Return a parsed class as a pattern, without its negation."""
    parts: list[str] = []
    for name, value in argument:
        match str(name):
            case "LITERAL":
                parts.append(f"\\U{value:08x}")
            case "RANGE":
                parts.append(f"\\U{value[0]:08x}-\\U{value[1]:08x}")
            case "CATEGORY":
                parts.append(_ESCAPES[str(value)])
            case _:
                pass
    return f"[{''.join(parts)}]"
