"""Patterns of the document, which are regular expressions of ECMA-262, for Python's `re` with `re.ASCII`.

A pattern is checked only if Python can express it, and if `re` needs little time with every text: `re` backtracks, so that
`^(a+)+$` would take years to see that "aaaa…!" does not match.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import Any, cast

from .document import Json

# Python's parser of regular expressions has no public name. It exists since 3.11.
_parser = cast("Any", re)._parser  # noqa: SLF001 - see above

# The length of the longest text that the client compares with a pattern, and the steps that this may take.
_LONGEST_TEXT = 2_000
_MOST_STEPS = 20_000_000
_UNBOUNDED = float("inf")

_SPACE = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
# A token of a pattern outside of a class.
_TOKEN = re.compile(
    r"""
    \\u(?P<unit>[0-9a-fA-F]{4})
    | \\x[0-9a-fA-F]{2}
    | \\(?P<escape>.)
    | \[(?P<negated>\^?)(?P<members>(?:\\.|[^\]\\])*)\]
    | \(\?(?P<group>[:=!]|<=|<!|<(?P<name>[A-Za-z_]\w*)>)
    | (?P<odd>\(\?)
    | \{(?P<bounds>\d+(?:,\d*)?)\}(?P<after_bounds>\+?)
    | (?P<repeat>[*+?])(?P<possessive>\+?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MEMBER = re.compile(r"\\u(?P<unit>[0-9a-fA-F]{4})|\\x[0-9a-fA-F]{2}|\\(?P<escape>.)|(?P<other>.)", re.DOTALL)
_SAME_ESCAPES = "dDwWbBtnvfr"


class _UnknownError(Exception):
    """A part of a pattern has another meaning in Python, or none."""


def checked_pattern(schema: Json) -> str | None:
    """Return the pattern of a string that the client checks, None if there is none or it cannot."""
    pattern = schema.get("pattern")
    return python_pattern(pattern) if isinstance(pattern, str) else None


@cache
def python_pattern(pattern: str) -> str | None:
    """Return a pattern for `re.search` with `re.ASCII`; None if the client cannot check it."""
    try:
        translated = "".join(_translated(token) for token in _TOKEN.finditer(pattern))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(translated, re.ASCII)
            re.compile(translated, re.ASCII)
        return translated if _worst_case(tree, _LONGEST_TEXT) <= _MOST_STEPS else None
    except (_UnknownError, re.error, OverflowError, RecursionError):
        return None


def _translated(token: re.Match[str]) -> str:  # noqa: PLR0911 - one case for each kind of token
    text = token[0]
    if token["odd"] or token["possessive"] or token["after_bounds"]:
        raise _UnknownError
    if token["escape"] is not None:
        return _escape(token["escape"], in_class=False)
    if token["unit"] is not None:
        return _unit(token)
    if token["members"] is not None:
        return _class(token["negated"], token["members"])
    if token["name"]:
        return f"(?P<{token['name']}>"
    match text:
        case ".":
            return r"[^\n\r\u2028\u2029]"
        case "$":
            return r"\Z"  # In Python `$` also matches before a line feed at the end.
        case "[" | "]" | "{" | "}":
            raise _UnknownError
        case _:
            return text


def _unit(token: re.Match[str]) -> str:
    if 0xD800 <= int(token["unit"], 16) <= 0xDFFF:  # half of a character  # noqa: PLR2004
        raise _UnknownError
    return token[0]


def _escape(char: str, *, in_class: bool) -> str:
    if char == "s":
        return _SPACE if in_class else f"[{_SPACE}]"
    if char == "S":
        if in_class:
            raise _UnknownError
        return f"[^{_SPACE}]"
    if char in _SAME_ESCAPES:
        return f"\\{char}"
    if char.isalnum():  # \1, \p{…}, \cX, \k<name> and what is no escape
        raise _UnknownError
    return re.escape(char)


def _class(negated: str, members: str) -> str:
    if not members:
        return r"[\s\S]" if negated else r"(?!)"
    if not negated and members in {r"\s\S", r"\S\s", r"\d\D", r"\D\d", r"\w\W", r"\W\w"}:
        return r"[\s\S]"
    if not negated and members == r"\S":
        return _escape("S", in_class=False)
    parts: list[str] = []
    for member in _MEMBER.finditer(members):
        if member["escape"] is not None:
            if member["escape"] in "BDW" and negated:
                raise _UnknownError
            parts.append(_escape(member["escape"], in_class=True))
        elif member["unit"] is not None:
            parts.append(_unit(member))
        else:
            parts.append("\\" + member[0] if member[0] in "[&|~" else member[0])
    return f"[{negated}{''.join(parts)}]"


# --- time ------------------------------------------------------------------------------------------------------------

# The worst-case cost of a part of a pattern: its own steps, and how often the rest of the pattern is tried after it. If
# each try takes k steps, `re` takes at most steps + tries * k for both.
_Cost = tuple[float, float]
# The characters that may come next: those of ASCII by their codes, and _OTHER for all others.
_Characters = frozenset[int]

_OTHER = 128
_ANYTHING: _Characters = frozenset(range(_OTHER + 1))
_NOTHING: _Characters = frozenset()


def _worst_case(tree: Any, length: int) -> float:
    """Return an upper bound of the steps that `re` takes to search a text of `length` characters."""
    anchored = len(tree) and str(tree[0][0]) == "AT" and str(tree[0][1]) == "AT_BEGINNING"
    return length + (1 if anchored else length + 1) * sum(_cost(list(tree), length, _ANYTHING))


def _cost(tokens: list[Any], length: int, following: _Characters) -> _Cost:
    """Return the cost of a sequence, after which a character of `following` or the end of the pattern comes."""
    steps, tries = 0.0, 1.0
    for n, (operation, argument) in enumerate(tokens):
        own_steps, own_tries = _token_cost(str(operation), argument, length, _first(tokens[n + 1 :], following))
        steps, tries = steps + tries * own_steps, tries * own_tries
    return steps, tries


def _token_cost(operation: str, argument: Any, length: int, following: _Characters) -> _Cost:
    match operation:
        case "LITERAL" | "NOT_LITERAL" | "IN" | "AT" | "FAILURE":
            return 1, 1
        case "SUBPATTERN":
            steps, tries = _cost(list(argument[-1]), length, following)
            return 1 + steps, tries
        case "BRANCH":
            branches = [list(branch) for branch in argument[1]]
            costs = [_cost(branch, length, following) for branch in branches]
            firsts = [_first(branch, following) for branch in branches]
            apart = all(not first & other for n, first in enumerate(firsts) for other in firsts[:n])
            all_tries = [tries for _, tries in costs]
            return 1 + sum(steps for steps, _ in costs), max(all_tries) if apart else sum(all_tries)
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, body = argument
            return _repeat_cost(int(least), int(most), body, length, following)
        case "ASSERT" | "ASSERT_NOT":
            return sum(_cost(list(argument[1]), length, _ANYTHING)), 1
        case _:
            return _UNBOUNDED, _UNBOUNDED


def _repeat_cost(least: int, most: int, body: Any, length: int, following: _Characters) -> _Cost:
    first = _first(list(body), _NOTHING)
    may_be_empty = body.getwidth()[0] == 0
    steps, tries = _cost(list(body), length, first | following if most > 1 else following)
    # Repeats of an empty text end after the required number.
    count = min(most, length + least + 1 if may_be_empty else length + 1)
    if tries == 1:
        # Where another repeat begins, the rest of the pattern may be unable to.
        ends_at_once = not may_be_empty and not first & following
        return 1 + (steps + 2) * count, 1 if ends_at_once else count - min(least, count) + 1
    try:
        power = tries**count
    except OverflowError:
        return _UNBOUNDED, _UNBOUNDED
    return 1 + (steps + 1) * (power - 1) / (tries - 1) + power, 2 * power


def _first(tokens: list[Any], following: _Characters) -> _Characters:
    """Return the characters that a sequence may begin with; those of `following` if it may be empty."""
    found = _NOTHING
    for operation, argument in tokens:
        match str(operation):
            case "LITERAL" | "NOT_LITERAL" | "IN":
                return found | _matched(operation, argument)
            case "AT" if str(argument) in {"AT_END", "AT_END_STRING"}:
                return found
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case "SUBPATTERN":
                part, may_be_empty = _first(list(argument[-1]), _NOTHING), argument[-1].getwidth()[0] == 0
            case "BRANCH":
                part = frozenset[int]().union(*(_first(list(branch), _NOTHING) for branch in argument[1]))
                may_be_empty = any(branch.getwidth()[0] == 0 for branch in argument[1])
            case "MAX_REPEAT" | "MIN_REPEAT":
                part = _first(list(argument[2]), _NOTHING)
                may_be_empty = argument[0] == 0 or argument[2].getwidth()[0] == 0
            case _:
                return _ANYTHING
        found |= part
        if not may_be_empty:
            return found
    return found | following


def _matched(operation: Any, argument: Any) -> _Characters:
    """Return the characters that a token for one character matches."""
    if str(operation) == "LITERAL":
        return frozenset({min(argument, _OTHER)})
    members: list[Any] = [("NEGATE", None), ("LITERAL", argument)] if str(operation) == "NOT_LITERAL" else argument
    found: set[int] = set()
    for kind, value in members:
        match str(kind):
            case "LITERAL":
                found.add(min(value, _OTHER))
            case "RANGE":
                found |= {min(code, _OTHER) for code in range(value[0], min(value[1], _OTHER) + 1)} | {
                    min(value[1], _OTHER)
                }
            case "CATEGORY":
                found |= _of_category(str(value))
            case _:
                pass
    is_negated = str(members[0][0]) == "NEGATE"
    return (_ANYTHING - found) | {_OTHER} if is_negated else frozenset(found)


def _of_category(name: str) -> _Characters:
    escape = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[name.rsplit("_", 1)[1]]
    members = frozenset(code for code in range(_OTHER) if re.match(escape, chr(code), re.ASCII))
    return _ANYTHING - members if "_NOT_" in name else members
