"""Search with regular expressions of a document in bounded time.

`re` backtracks: it takes exponential time to see that `^(a+)+$` does not match "aaaaaaaa!", and cannot be interrupted.
`search` uses `re` only if its worst case is cheap. Otherwise it simulates an automaton, which takes linear time:
https://swtch.com/~rsc/regexp/regexp1.html
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

__all__ = ["Budget", "parse", "search"]

# Python's parser and compiler of regular expressions have no public names. These exist since 3.11.
_parser = cast("Any", re)._parser  # noqa: SLF001 - see above
_compiler = cast("Any", re)._compiler  # noqa: SLF001 - see above

# Steps of the automaton in all searches that share a budget: about half a second.
_MAX_STEPS = 1_000_000
# `re` takes about so many steps in the time of one step of the automaton.
_RE_STEPS = 20
# The steps of the automaton in the time of one that is known from an earlier position.
_KNOWN_STEP = 0.5
# The worst case of a search with `re`, in its steps: a constant and a part for each character.
_CHEAP = 10_000
_CHEAP_PER_CHARACTER = 100
# Instructions of an automaton. Bounded repeats are unrolled.
_MAX_INSTRUCTIONS = 20_000
# Cached patterns.
_CACHED = 2048


class Budget:
    """The steps that are left for a group of searches."""

    def __init__(self) -> None:
        self._left: float = _MAX_STEPS

    def spend(self, steps: float) -> None:
        """Take `steps` from the budget.

        Raises:
            _TooExpensiveError: Fewer are left.
        """
        if steps > self._left:
            raise _TooExpensiveError
        self._left -= steps


class _TooExpensiveError(Exception):
    """The search is not possible in bounded time."""


@lru_cache(maxsize=_CACHED)
def parse(pattern: str) -> Any:
    """Return the syntax tree of `pattern`, or None if Python cannot parse it."""
    with warnings.catch_warnings():
        # Python warns about characters that may get another meaning: `[[` is valid in JavaScript.
        warnings.simplefilter("ignore")
        try:
            return _parser.parse(pattern)
        except (re.error, RecursionError, OverflowError):
            return None


def search(pattern: str, text: str, budget: Budget | None = None) -> bool | None:
    """Return whether `pattern` matches anywhere in `text`.

    Args:
        pattern: The regular expression.
        text: The text to search.
        budget: The steps that are left; by default a new budget.

    Returns:
        None if it is unknown: Python cannot parse the pattern, or the search would take too long.
    """
    budget = budget or Budget()
    compiled = _compile(pattern)
    if compiled is None:
        return None
    try:
        # The next power of two, so that there are few different lengths.
        steps = _worst_case(pattern, 1 << len(text).bit_length())
        if steps <= _CHEAP + _CHEAP_PER_CHARACTER * len(text):
            budget.spend(steps / _RE_STEPS)
            return compiled.search(text) is not None
        automaton = _automaton(pattern)
        return None if automaton is None else automaton.search(text, budget)
    except _TooExpensiveError:
        return None


@lru_cache(maxsize=_CACHED)
def _compile(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern for `re`, or None if that is not possible."""
    tree = parse(pattern)
    try:
        return None if tree is None else _compiler.compile(tree)
    except (re.error, RecursionError, OverflowError):
        return None


@lru_cache(maxsize=_CACHED)
def _worst_case(pattern: str, length: int) -> float:
    """Return an upper bound of the steps that `re` takes to search a text of up to `length` characters."""
    tree = parse(pattern)
    try:
        starts = 1 if _is_anchored(tree) else length + 1
        return length + starts * sum(_cost(tree, length))
    except RecursionError:
        return math.inf


@lru_cache(maxsize=_CACHED)
def _automaton(pattern: str) -> _Automaton | None:
    """Return the automaton of the pattern, or None if it is too large or the pattern has none."""
    try:
        return _Automaton.build(parse(pattern))
    except (_TooExpensiveError, RecursionError):
        return None


def _is_anchored(tree: Any) -> bool:
    if tree.state.flags & re.MULTILINE or not len(tree):
        return False
    operation, argument = tree[0]
    return str(operation) == "AT" and str(argument) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}


# The worst-case cost of a part of a pattern: its own steps, and how often the rest of the pattern is tried after it. If
# each try takes k steps, `re` takes at most steps + tries * k for both.
_Cost = tuple[float, float]


def _cost(tokens: Iterable[Any], length: int) -> _Cost:
    """Return the worst-case cost of a sequence of tokens on a text of `length` characters."""
    steps, tries = 0.0, 1.0
    for operation, argument in tokens:
        cost_of = _COSTS.get(str(operation))
        own_steps, own_tries = cost_of(argument, length) if cost_of else (math.inf, math.inf)
        steps, tries = steps + tries * own_steps, tries * own_tries
    return steps, tries


def _cost_of_group(argument: Any, length: int) -> _Cost:
    steps, tries = _cost(argument[-1], length)
    return 1 + steps, tries


def _cost_of_branch(argument: Any, length: int) -> _Cost:
    costs = [_cost(branch, length) for branch in argument[1]]
    return 1 + sum(steps for steps, _ in costs), sum(tries for _, tries in costs)


def _cost_of_repeat(argument: Any, length: int) -> _Cost:
    least, most, body = argument
    steps, tries = _cost(body, length)
    # Repeats of an empty text end after the required number.
    possible = length + 1 if body.getwidth()[0] else length + int(least) + 1
    count = min(int(most), possible)
    if tries == 1:
        return 1 + (steps + 1) * count, count - min(int(least), count) + 1
    try:
        power = tries**count
    except OverflowError:
        return math.inf, math.inf
    return 1 + (steps + 1) * power, 2 * power


def _cost_of_possessive(argument: Any, length: int) -> _Cost:
    least, most, body = argument
    return 1 + min(int(most), length + int(least) + 1) * (1 + sum(_cost(body, length))), 1


def _cost_of_atomic(body: Any, length: int) -> _Cost:
    return sum(_cost(body, length)), 1


def _cost_of_condition(argument: Any, length: int) -> _Cost:
    _, yes, no = argument
    return _cost_of_branch((None, [yes, no or []]), length)


_COSTS: dict[str, Callable[[Any, int], _Cost]] = {
    **dict.fromkeys(("LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"), lambda _, __: (1, 1)),
    "BRANCH": _cost_of_branch,
    "SUBPATTERN": _cost_of_group,
    "MAX_REPEAT": _cost_of_repeat,
    "MIN_REPEAT": _cost_of_repeat,
    "POSSESSIVE_REPEAT": _cost_of_possessive,
    "ATOMIC_GROUP": _cost_of_atomic,
    "ASSERT": lambda argument, length: _cost_of_atomic(argument[1], length),
    "ASSERT_NOT": lambda argument, length: _cost_of_atomic(argument[1], length),
    "GROUPREF": lambda _, length: (length, 1),
    "GROUPREF_EXISTS": _cost_of_condition,
}


@dataclass(frozen=True, slots=True)
class _Item:
    """An instruction: match one character, or an assertion between two characters.

    Attributes:
        match: Matches it at a position of a text.
        consumes: Whether it is a character.
        around: The tokens of a lookaround.
    """

    match: Callable[[str, int], re.Match[str] | None]
    consumes: bool
    around: Any = None


# The other instructions: continue at each of these instructions. The end of the program is the accepting state.
_Instruction = _Item | tuple[int, ...]

_ACCEPTED = (-1,)


@dataclass(frozen=True, slots=True)
class _Automaton:
    """A nondeterministic automaton. The state of a search is the set of its states."""

    program: Sequence[_Instruction]
    anchored: bool
    looks_around: bool

    @classmethod
    def build(cls, tree: Any) -> _Automaton:
        builder = _Builder(tree.state)
        builder.add(tree)
        looks_around = any(item.around for item in builder.items.values())
        return cls(builder.program, _is_anchored(tree), looks_around)

    def search(self, text: str, budget: Budget) -> bool:
        known: dict[Any, tuple[int, ...]] = {}
        states: tuple[int, ...] = (0,)
        for position in range(len(text) + 1):
            # A step depends on the characters around the position alone, unless it looks further.
            around = text[max(0, position - 1) : position], text[position : position + 1], position == len(text) - 1
            key = (position if self.looks_around else around, states)
            following = known.get(key)
            if following is None:
                following = known[key] = self._step(states, text, position, budget)
            budget.spend(_KNOWN_STEP)
            if following == _ACCEPTED:
                return True
            if not following:
                return False
            states = following
        return False

    def _step(self, states: Sequence[int], text: str, position: int, budget: Budget) -> tuple[int, ...]:
        """Return the states after the character at `position`, or `_ACCEPTED`."""
        following = [] if self.anchored else [0]
        pending = list(states)
        seen: set[int] = set()
        while pending:
            state = pending.pop()
            if state in seen:
                continue
            seen.add(state)
            if state == len(self.program):
                return _ACCEPTED
            instruction = self.program[state]
            if isinstance(instruction, tuple):
                pending += instruction
                continue
            if instruction.around:
                budget.spend(sum(_cost(instruction.around, len(text))) / _RE_STEPS)
            if instruction.match(text, position):
                (following if instruction.consumes else pending).append(state + 1)
        budget.spend(len(seen))
        return tuple(following)


@dataclass(slots=True)
class _Builder:
    """The program of an automaton while it is built."""

    state: Any
    program: list[_Instruction] = field(default_factory=list[_Instruction])
    items: dict[int, _Item] = field(default_factory=dict[int, _Item])
    flags: tuple[tuple[int, int], ...] = ()

    def add(self, tokens: Iterable[Any]) -> None:
        for token in tokens:
            operation, argument = token
            match str(operation):
                case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                    self._emit(self._item(token, consumes=True))
                case "AT" | "ASSERT" | "ASSERT_NOT":
                    self._emit(self._item(token, consumes=False))
                case "SUBPATTERN":
                    _, added, removed, body = argument
                    outer, self.flags = self.flags, (*self.flags, (added, removed)) if added or removed else self.flags
                    self.add(body)
                    self.flags = outer
                case "BRANCH":
                    self._add_branches(argument[1])
                case "MAX_REPEAT" | "MIN_REPEAT":
                    self._add_repeat(*argument)
                case _:
                    raise _TooExpensiveError

    def _emit(self, instruction: _Instruction) -> int:
        if len(self.program) >= _MAX_INSTRUCTIONS:
            raise _TooExpensiveError
        self.program.append(instruction)
        return len(self.program) - 1

    def _item(self, token: Any, *, consumes: bool) -> _Item:
        # Repeats add the same token several times.
        if id(token) not in self.items:
            tokens = _parser.SubPattern(self.state, [token])
            for added, removed in reversed(self.flags):
                wrapped = (_parser.SUBPATTERN, (None, added, removed, tokens))
                tokens = _parser.SubPattern(self.state, [wrapped])
            around = tokens if str(token[0]) in {"ASSERT", "ASSERT_NOT"} else None
            self.items[id(token)] = _Item(_compiler.compile(tokens).match, consumes, around)
        return self.items[id(token)]

    def _add_branches(self, branches: Sequence[Any]) -> None:
        start = self._emit(())
        starts: list[int] = []
        ends: list[int] = []
        for branch in branches:
            starts.append(len(self.program))
            self.add(branch)
            ends.append(self._emit(()))
        self.program[start] = tuple(starts)
        for end in ends:
            self.program[end] = (len(self.program),)

    def _add_repeat(self, least: Any, most: Any, body: Any) -> None:
        for _ in range(int(least)):
            size = len(self.program)
            self.add(body)
            if len(self.program) == size:  # the body is empty, and so are its repeats
                break
        if most is _parser.MAXREPEAT:
            start = self._emit(())
            self.add(body)
            self._emit((start,))
            self.program[start] = (start + 1, len(self.program))
            return
        starts: list[int] = []
        for _ in range(int(most) - int(least)):
            starts.append(self._emit(()))
            self.add(body)
        for start in starts:
            self.program[start] = (start + 1, len(self.program))
