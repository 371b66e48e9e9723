"""The merging of changes with newer versions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.bridges.microsoft_planner.merging import conflicts, is_done, left_to_do, merged

flags = st.dictionaries(st.sampled_from(["category1", "category2", "category3"]), st.booleans())
items = st.dictionaries(
    st.sampled_from("abc"),
    st.none() | st.dictionaries(st.sampled_from(["title", "orderHint"]), st.sampled_from("xyz"), min_size=1),
)
changes = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from("xyz"),
        "percentComplete": st.sampled_from([0, 50, 100]),
        "bucketId": st.none() | st.sampled_from("pq"),
        "appliedCategories": flags,
        "checklist": items,
    },
)


def resource_with(fields: dict[str, Any]) -> dict[str, Any]:
    return merged({"id": "1"}, fields)


resources = changes.map(resource_with)


@given(resources, changes)
def test_merged_has_all_that_was_wanted(resource: dict[str, Any], change: dict[str, Any]) -> None:
    assert left_to_do(change, merged(resource, change)) == {}
    assert merged(merged(resource, change), change) == merged(resource, change)


@given(resources, changes)
def test_what_is_left_to_do_is_enough(resource: dict[str, Any], change: dict[str, Any]) -> None:
    enough, whole = merged(resource, left_to_do(change, resource)), merged(resource, change)
    assert {k: v for k, v in enough.items() if v} == {k: v for k, v in whole.items() if v}


@given(resources, changes, changes)
def test_no_lost_update(base: dict[str, Any], theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    """Either a conflict is reported, or both changes are in the result, whichever order they are applied in."""
    latest = merged(base, theirs)
    if not conflicts(ours, ours, base, latest):
        result = merged(latest, ours)
        assert left_to_do(ours, result) == {}
        changed = left_to_do(theirs, base)
        assert left_to_do(changed, result) == {}


@given(resources, changes)
def test_no_conflict_with_nobody(base: dict[str, Any], ours: dict[str, Any]) -> None:
    assert conflicts(ours, ours, base, base) == ()


@given(resources, changes)
def test_no_conflict_with_the_same_change(base: dict[str, Any], ours: dict[str, Any]) -> None:
    latest = merged(base, ours)
    gone = {
        key for key, item in ours.get("checklist", {}).items() if item is not None and key not in latest["checklist"]
    }
    assert not gone
    assert conflicts(ours, ours, base, latest) == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "places"),
    [
        ({"title": "x"}, {"title": "y"}, ("title",)),
        ({"title": "x"}, {"title": "x"}, ()),
        ({"title": "x"}, {"percentComplete": 50}, ()),
        ({"assignments": {"u": {"orderHint": "a !"}}}, {"assignments": {"v": {"orderHint": "b"}}}, ()),
        ({"assignments": {"u": None}}, {"assignments": {"u": {"orderHint": "b"}}}, ("assignments.u",)),
        ({"appliedCategories": {"category1": False}}, {"appliedCategories": {"category2": True}}, ()),
        ({"checklist": {"i": {"isChecked": True}}}, {"checklist": {"i": {"title": "new"}}}, ()),
        ({"checklist": {"i": {"title": "mine"}}}, {"checklist": {"i": {"title": "theirs"}}}, ("checklist.i.title",)),
        ({"checklist": {"i": {"isChecked": True}}}, {"checklist": {"i": None}}, ("checklist.i",)),
        ({"checklist": {"i": None}}, {"checklist": {"i": None}}, ()),
        ({"dueDateTime": "2026-01-01T00:00:00.000Z"}, {"dueDateTime": "2026-01-01T00:00:00Z"}, ()),
        ({"categoryDescriptions": {"category1": "a"}}, {"categoryDescriptions": {"category2": "b"}}, ()),
    ],
)
def test_conflicts_by_place(ours: dict[str, Any], theirs: dict[str, Any], places: tuple[str, ...]) -> None:
    base = {
        "title": "old",
        "assignments": {"u": {"orderHint": "a"}},
        "appliedCategories": {"category1": True},
        "checklist": {"i": {"title": "old", "isChecked": False}},
    }
    assert conflicts(ours, ours, base, merged(base, theirs)) == places


def test_change_computed_anew_is_merged() -> None:
    assert conflicts({"title": "a!"}, {"title": "b!"}, {"title": "a"}, {"title": "b"}) == ()


def test_done_leaves_order_hints_aside() -> None:
    wanted = {"title": "new", "orderHint": " !", "assignments": {"u": {"orderHint": " !"}}}
    assigned = {"assignments": {"u": {"orderHint": "85"}}}
    assert is_done(wanted, {"title": "old"}, {"title": "new", "orderHint": "858", **assigned})
    assert not is_done(wanted, {"title": "old"}, {"title": "new", "orderHint": "858"})
    assert not is_done(wanted, {"title": "old"}, {"title": "old", "orderHint": "858"})
    assert not is_done({"orderHint": " !"}, {"orderHint": "a"}, {"orderHint": "b"})
    assert not is_done({"title": "same"}, {"title": "same"}, {"title": "same"})
