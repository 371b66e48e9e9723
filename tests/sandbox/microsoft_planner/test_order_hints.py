"""Order hints: composed by a client, computed by the server."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from msportal_client.sandbox.microsoft_planner.order_hints import OrderHintError, between, commit, first_of, last_of

# Values that the server itself can give: they do not end with the lowest character.
VALUES = st.text(st.characters(min_codepoint=34, max_codepoint=126), min_size=1, max_size=6).filter(
    lambda text: not text.endswith('"')
)


def composed(previous: str, following: str) -> str:
    """Return the hint by the page's rule."""
    return f"{previous} {following}!"


# The examples of the page, and where their items belong between "5637" and "adhg".
EXAMPLES = {
    " 5637!": (None, "5637"),
    "5637 adhg!": ("5637", "adhg"),
    "adhg !": ("adhg", None),
    "adhg ! !": ("adhg", None),
    " 5637! 5637 adhg!!": (None, "adhg"),
    " !": (None, None),
    "  !!": (None, None),
    " ! !": (None, None),
}


@pytest.mark.parametrize("hint", EXAMPLES)
def test_examples_of_page(hint: str) -> None:
    after, before = EXAMPLES[hint]
    value = commit(hint, {"5637", "adhg"} if after or before else set())
    assert after is None or after < value
    assert before is None or value < before
    assert " " not in value
    assert "!" not in value


@pytest.mark.parametrize(
    "hint",
    [
        "",
        " ",
        "!",
        "5637",
        "5637 adhg",
        "5637!",
        "a b!c",
        "a b!!",
        "a b c!",
        "a b! ",
        "a\tb!",
        "ä !",
        "a \x7f!",
        "a !\n",
    ],
)
def test_hint_that_is_not_composed_is_refused(hint: str) -> None:
    with pytest.raises(OrderHintError):
        commit(hint, set())


def test_value_of_server_is_refused() -> None:
    """A value that is sent back exactly as the service gave it is an error."""
    with pytest.raises(OrderHintError, match="must be composed"):
        commit(commit("a b!", set()), set())


@pytest.mark.parametrize(("previous", "following"), [("b", "a"), ("a", "a"), ("b b!", "a")])
def test_neighbours_that_do_not_follow_each_other_are_refused(previous: str, following: str) -> None:
    with pytest.raises(OrderHintError):
        commit(composed(previous, following), set())


def test_deep_hint_is_worked_off() -> None:
    hint = " !"
    for _ in range(1500):
        hint = composed(hint, "")
    assert commit(hint, set())


def test_too_long_hint_is_refused() -> None:
    with pytest.raises(OrderHintError, match="too long"):
        commit(composed("a" * 20_000, ""), set())


@given(VALUES, VALUES)
def test_value_is_between_neighbours(first: str, second: str) -> None:
    assume(first != second)
    previous, following = sorted([first, second])
    assert previous < between(previous, following) < following
    assert previous < between(previous, "")
    assert between("", following) < following


@given(VALUES, VALUES, st.sets(VALUES, max_size=5))
def test_value_is_not_taken(first: str, second: str, others: set[str]) -> None:
    assume(first != second)
    previous, following = sorted([first, second])
    taken = others | {previous, following}
    for _ in range(5):
        value = commit(composed(previous, following), taken)
        assert previous < value < following
        assert value not in taken
        taken.add(value)


@given(st.sets(VALUES, min_size=1, max_size=8))
def test_first_and_last(taken: set[str]) -> None:
    assert first_of(taken) < min(taken)
    assert max(taken) < last_of(taken)
    assert commit(" !", taken) < min(taken)


@pytest.mark.parametrize("seed", range(20))
def test_hints_composed_of_unsent_hints_keep_their_order(seed: int) -> None:
    """A client moves items at random without sending; then everything is sent in the order of the moves."""
    rng = random.Random(seed)
    committed = [str(number) for number in range(100, 110)]
    items: list[tuple[str, str]] = [(value, value) for value in committed]  # name and hint
    sent: list[tuple[str, str]] = []
    for number in range(15):
        place = rng.randrange(len(items) + 1)
        previous = items[place - 1][1] if place else ""
        following = items[place][1] if place < len(items) else ""
        made = (f"new{number}", composed(previous, following))
        items.insert(place, made)
        sent.append(made)
    values = {value: value for value in committed}
    for name, hint in sent:
        values[name] = commit(hint, set(values.values()))
    assert sorted(values, key=lambda name: values[name]) == [name for name, _ in items]


@pytest.mark.parametrize("where", ["first", "last", "random"])
def test_values_stay_short(where: str) -> None:
    rng = random.Random(1)
    values = [commit(" !", set())]
    for _ in range(300):
        place = {"first": 0, "last": len(values), "random": rng.randrange(len(values) + 1)}[where]
        previous = values[place - 1] if place else ""
        following = values[place] if place < len(values) else ""
        values.insert(place, commit(composed(previous, following), set(values)))
    assert values == sorted(values)
    assert max(map(len, values)) <= 12
