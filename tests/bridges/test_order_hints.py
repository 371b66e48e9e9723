"""Order hints: between neighbours, moves in lists, and the order of lists and boards."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from msportal_client.bridges.microsoft_planner.order_hints import (
    OrderHintError,
    assigned_to_board,
    between,
    bucket_board,
    moved,
    order_hint_problem,
    progress_board,
    sort_for_assignee,
    sort_for_plan,
)
from msportal_client.bridges.microsoft_planner.progress import Progress

# Hints as the service makes them, and any text that the page allows.
committed = st.text(st.sampled_from("0123456789ABCXYZabcxyz"), min_size=1, max_size=8)
allowed = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=8)

# The examples of Microsoft's page on order hints.
EXAMPLES = [
    ("", "5637", " 5637!"),
    ("5637", "adhg", "5637 adhg!"),
    ("adhg", "", "adhg !"),
    ("adhg !", "", "adhg ! !"),
    (" 5637!", "5637 adhg!", " 5637! 5637 adhg!!"),
    ("", "", " !"),
    ("", " !", "  !!"),
    (" !", "", " ! !"),
]


class Task(NamedTuple):
    id: str
    order_hint: str | None = None
    assignee_priority: str | None = None
    bucket_id: str | None = None
    percent_complete: int | None = 0
    assignments: dict[str, object] | None = None


class Position(NamedTuple):
    id: str
    order_hint: str | None


class AssignedTo(NamedTuple):
    id: str
    order_hints_by_assignee: dict[str, str] | None
    unassigned_order_hint: str | None


@pytest.mark.parametrize(("previous", "following", "hint"), EXAMPLES)
def test_documented_examples(previous: str, following: str, hint: str) -> None:
    assert between(previous, following) == hint
    assert between(previous or None, following or None) == hint


@given(committed, committed)
def test_between_committed_hints_always_fits(one: str, other: str) -> None:
    assume(one != other)
    previous, following = sorted((one, other))
    hint = between(previous, following)
    assert previous < hint < following
    assert order_hint_problem(hint, (previous, following)) == ""


@given(allowed, allowed)
def test_between_any_hints_fits_or_says_what_to_save(one: str, other: str) -> None:
    assume(one != other)
    previous, following = sorted((one, other))
    if following.startswith(f"{previous} ") and f"{following}!" >= following.removeprefix(f"{previous} "):
        with pytest.raises(OrderHintError) as caught:
            between(previous, following)
        assert caught.value.save_first == "next"
    else:
        assert previous < between(previous, following) < following


@given(allowed)
def test_at_the_ends(hint: str) -> None:
    assert between(hint) > hint
    if not hint.startswith(" "):
        assert between(None, hint) < hint


def test_composed_neighbour_must_be_saved_first() -> None:
    """5637 5637 !! would sort after 5637 !."""
    with pytest.raises(OrderHintError, match="save the item with '5637 !' first") as caught:
        between("5637", "5637 !")
    assert caught.value.save_first == "next"


@pytest.mark.parametrize(("previous", "following"), [("b", "a"), ("a", "a")])
def test_neighbours_out_of_order_refused(previous: str, following: str) -> None:
    with pytest.raises(OrderHintError, match="not in order") as caught:
        between(previous, following)
    assert caught.value.save_first is None


@pytest.mark.parametrize("wrong", ["ä", "a\n", "\x7f"])
def test_characters_outside_the_format_refused(wrong: str) -> None:
    with pytest.raises(OrderHintError, match=r"previous: .*characters of ASCII"):
        between(wrong)
    assert "characters of ASCII" in order_hint_problem(f"{wrong} !")


@given(st.lists(committed, unique=True, min_size=1, max_size=12), st.data())
def test_moved_item_sorts_to_its_place(hints: list[str], data: st.DataObject) -> None:
    items = sort_for_plan([Task(f"task {hint}", hint) for hint in hints])
    item = data.draw(st.sampled_from(items))
    to = data.draw(st.integers(0, len(items) - 1))
    hint = moved(items, item, to)
    after = sort_for_plan([other._replace(order_hint=hint) if other is item else other for other in items])
    assert [other.id for other in after].index(item.id) == to
    assert [other.id for other in after if other.id != item.id] == [other.id for other in items if other is not item]


def test_moved_from_another_list() -> None:
    items = [Task("a", "1"), Task("b", "2")]
    assert moved(items, Task("c", "9"), 2) == "2 !"
    assert moved([], Task("c", "9"), 0) == " !"


@pytest.mark.parametrize("to", [-1, 3])
def test_moved_to_no_place(to: int) -> None:
    with pytest.raises(IndexError, match="must be 0 to 2"):
        moved([Task("a", "1"), Task("b", "2")], Task("c"), to)


def test_moved_beside_an_item_without_hint() -> None:
    with pytest.raises(OrderHintError, match="a has no order hint") as caught:
        moved([Task("a"), Task("b", "2")], Task("c"), 1)
    assert caught.value.save_first == "previous"


@pytest.mark.parametrize(
    ("hint", "problem"),
    [
        ("8585269235419217847P", "is no hint that Planner takes"),
        ("!", "is no hint"),
        (" ", "is no hint"),
        (3, "must be a string"),
        ("a !", ""),
        (" !", ""),
    ],
)
def test_form_of_hints_that_are_sent(hint: object, problem: str) -> None:
    found = order_hint_problem(hint)
    assert problem in found
    assert bool(problem) == bool(found)


@given(allowed)
def test_hint_as_it_was_given_refused(hint: str) -> None:
    assert "never sent back" in order_hint_problem(hint, [None, hint])


@given(st.lists(st.one_of(st.none(), allowed), max_size=12), st.randoms(use_true_random=False))
def test_lists_sort_by_ordinals_and_end_with_those_without(hints: list[str | None], random: object) -> None:
    tasks = [Task(f"{number:02}", hint, hint) for number, hint in enumerate(hints)]
    by_plan, by_assignee = sort_for_plan(tasks), sort_for_assignee(tasks)
    assert by_plan == by_assignee
    assert [task.order_hint for task in by_plan] == [
        *sorted(hint for hint in hints if hint),
        *[hint for hint in hints if not hint],
    ]


def test_bucket_board() -> None:
    buckets = [Task("later", "2"), Task("now", "1"), Task("empty", "3")]
    tasks = [Task("a", bucket_id="now"), Task("b", bucket_id="now"), Task("c", bucket_id="later"), Task("d")]
    positions = {"a": Position("a", "9"), "b": Position("b", "8"), "c": Position("c", None)}
    board = bucket_board(buckets, tasks, positions)
    assert list(board) == ["now", "later", "empty", None]
    assert [[task.id for task in column] for column in board.values()] == [["b", "a"], ["c"], [], ["d"]]


def test_progress_board() -> None:
    tasks = [Task(str(percent), percent_complete=percent) for percent in (100, 0, 1, 50, 99)]
    positions = {task.id: Position(task.id, str(999 - int(task.id))) for task in tasks}
    board = progress_board(tasks, positions)
    assert {column: [task.id for task in of] for column, of in board.items()} == {
        Progress.NOT_STARTED: ["0"],
        Progress.IN_PROGRESS: ["99", "50", "1"],
        Progress.COMPLETED: ["100"],
    }


def test_assigned_to_board() -> None:
    """A user without a hint of its own has the one of the unassigned."""
    tasks = [Task("a", assignments={"u": {}, "v": {}}), Task("b", assignments={"u": {}}), Task("c"), Task("d")]
    positions = {
        "a": AssignedTo("a", {"u": "5"}, "1"),
        "b": AssignedTo("b", None, "3"),
        "c": AssignedTo("c", {}, "9"),
        "d": AssignedTo("d", {"w": "0"}, "8"),
    }
    board = assigned_to_board(tasks, positions)
    assert {user: [task.id for task in column] for user, column in board.items()} == {
        None: ["d", "c"],
        "u": ["b", "a"],
        "v": ["a"],
    }
