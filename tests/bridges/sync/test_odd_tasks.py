"""Tasks whose titles, texts or values are odd."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bridges.sync.conftest import Sides

from msportal_client.bridges.microsoft_planner import PlannerCache
from msportal_client.bridges.microsoft_planner.models import PlannerTask, PlannerTaskDetails
from msportal_client.bridges.sync import default_mapping, run
from msportal_client.bridges.sync.items import PlanState, TaskItem, task_item

TASK = "01gzSlKkIUSUl6DF_EilrmQAKDhh"


def made(title: str, description: str = "") -> TaskItem:
    details = PlannerTaskDetails.from_dict({"id": TASK, "description": description})
    task = PlannerTask.from_dict({"id": TASK, "title": title})
    return task_item(task, PlanState({}, {TASK: details}, {}, {}), default_mapping(), frozenset())


@pytest.mark.parametrize("number", [127, 128, 255, 256])
def test_title_is_cut_by_utf16_units(number: int) -> None:
    """JavaScript counts a character outside the basic plane as two."""
    item = made("🔥" * number)
    title = item.fields["title"]
    assert len(title.encode("utf-16-le")) // 2 <= 255
    assert title.rstrip("…") == "🔥" * min(number, 127)
    assert bool(item.notes) == (number > 127)


def test_description_is_cut_by_utf16_units() -> None:
    text = made("x", "🔥" * 9_000).fields["description"]
    assert text == "🔥" * 4_999 + "…"


@pytest.mark.parametrize("character", [chr(0), chr(27), chr(0x7F), chr(0xD83D), chr(0xDD25)])
def test_characters_that_cannot_be_stored_are_replaced(character: str) -> None:
    item = made(f"a{character}b", f"c{character}d")
    assert (item.title, item.fields["title"], item.fields["description"]) == ("a\ufffdb", "a\ufffdb", "c\ufffdd")


def test_lines_stay_in_descriptions_and_not_in_titles() -> None:
    item = made("a\r\n\tb\u2028c", "d\n\te")
    assert (item.fields["title"], item.fields["description"]) == ("a b c", "d\n\te")


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
async def test_odd_titles_become_items_once(sides: Sides, where: str, request: pytest.FixtureRequest) -> None:
    store = sides.store if where == "sqlite" else request.getfixturevalue("postgres")
    titles = [
        "[bold]x[/]",
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "ﷺ" * 255,
        "%s {0} \\",
        "👩‍👩‍👧‍👦",
        "\u202eabc",
    ]
    for title in [*titles, "same", "same"]:
        sides.client.tasks.create_task(plan_id=sides.plan_id, title=title)
    assert len((await sides.sync(store=store)).created) == 9
    assert (await sides.sync(store=store)).unchanged == 9
    assert sorted(sides.ours()) == sorted([*titles, "same", "same"])


def test_cache_with_half_of_a_surrogate_pair_can_be_stored() -> None:
    cache = PlannerCache()
    cache.apply("link", [{"@odata.type": "#microsoft.graph.plannerTask", "id": TASK, "title": "a\ud83d"}], {})
    text = cache.to_json()
    assert text.encode()
    assert PlannerCache.from_json(text).all(PlannerTask)[TASK].title == "a\ud83d"


@pytest.mark.parametrize(
    "values", [{"priority": "high"}, {"percent_complete": 400}, {"due_date_time": "soon"}, {"applied_categories": [1]}]
)
async def test_task_with_a_value_of_another_kind_stops_no_other(
    sides: Sides, values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading is lenient, so that such values arrive as they came."""
    sides.make_tasks(2)
    await sides.sync()
    sides.make_tasks(1)
    whole: Callable[[PlannerCache, str], PlanState] = vars(run)["_plan_state"]
    odd_id = min(task.id for task in sides.tasks())

    def broken(cache: PlannerCache, plan_id: str) -> PlanState:
        state = whole(cache, plan_id)
        odd = PlannerTask.from_dict(state.tasks[odd_id].to_dict())
        for name, value in values.items():
            setattr(odd, name, value)
        return replace(state, tasks={**state.tasks, odd_id: odd})

    monkeypatch.setattr(run, "_plan_state", broken)
    report = await sides.sync()
    assert [entry.task_id for entry in report.impossible] == [odd_id]
    assert "it cannot be read" in report.impossible[0].reason
    assert len(report.created) + report.unchanged == 2
    assert report.waiting == []
