"""Planner's clients against the local server, at random: the delta cache, and two editors of one plan."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from planner_edits import Editor, TallyingEditor

from msportal_client.bridges.microsoft_planner import MicrosoftPlanner, PlannerCache
from msportal_client.bridges.microsoft_planner.models import PlannerTask, PlannerTaskDetails
from msportal_client.events import Event, ResponseReceived
from msportal_client.sandbox.microsoft_planner import PlannerSandbox

# Seconds that two editors edit for. More than 30 is the long form of this module, whose figures are in
# docs/microsoft-planner.md.
SECONDS = float(os.environ.get("PLANNER_EDIT_SECONDS", "3"))


@pytest.fixture(scope="module")
def server() -> Iterator[PlannerSandbox]:
    with PlannerSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(server: PlannerSandbox, monkeypatch: pytest.MonkeyPatch) -> PlannerSandbox:
    monkeypatch.setattr("msportal_client.bridges.microsoft_planner.changes._PATIENCE", (0.001,))
    server.reset()
    return server


def state_of(cache: PlannerCache) -> dict[Any, Any]:
    return {key: cache.get(key) for key in cache}


def read_anew(planner: MicrosoftPlanner) -> dict[Any, Any]:
    """Return everything that the user sees, read anew."""
    cache = PlannerCache()
    assert list(planner.changes(cache)) == []
    return state_of(cache)


@pytest.mark.parametrize("seed", range(100 if SECONDS > 30 else 25))
def test_resumed_cache_equals_a_fresh_read(sandbox: PlannerSandbox, seed: int) -> None:
    """The cache is stored and resumed at random, in the middle of a page too, and links become too old."""
    decide = random.Random(seed)
    sandbox.settings(page_size=decide.choice([1, 2, 3, 7, 400]))
    found = sandbox.references()
    plan_id, users = found["plans"][0]["id"], [user["id"] for user in found["users"][:2]]
    with MicrosoftPlanner(sandbox.token, base_url=sandbox.url) as planner:
        editor = Editor(planner, plan_id, users, seed)
        stored = PlannerCache().to_json()
        for _ in range(8):
            for _ in range(decide.randrange(6)):
                editor.edit()
            if decide.random() < 0.2:
                sandbox.expire_delta_links()
            stored = follow(planner, stored, decide)
        cache = PlannerCache.from_json(stored)
        list(planner.changes(cache))
        assert state_of(cache) == read_anew(planner)


def follow(planner: MicrosoftPlanner, stored: str, decide: random.Random) -> str:
    """Follow the changes until the process is killed, and return what was stored last."""
    cache = PlannerCache.from_json(stored)
    for _ in planner.changes(cache):
        if decide.random() < 0.3:
            stored = cache.to_json()
        if decide.random() < 0.1:
            return stored
    return cache.to_json()


@pytest.fixture
def statuses() -> list[int]:
    """The statuses of all responses. The log of the server keeps the last ones only."""
    return []


@pytest.fixture
def planners(sandbox: PlannerSandbox, statuses: list[int]) -> Iterator[list[MicrosoftPlanner]]:
    """The clients of two users who share a plan."""

    def note(event: Event) -> None:
        if isinstance(event, ResponseReceived):
            statuses.append(event.status_code)

    tokens = [sandbox.token, "of-the-second-editor"]
    sandbox.set_token(tokens[1], sandbox.references()["users"][1]["id"])
    with (
        MicrosoftPlanner(tokens[0], base_url=sandbox.url, on_event=note) as one,
        MicrosoftPlanner(tokens[1], base_url=sandbox.url, on_event=note) as other,
    ):
        yield [one, other]


@pytest.mark.parametrize("seed", [1, 2] if SECONDS > 30 else [1])
def test_two_editors_lose_nothing(
    sandbox: PlannerSandbox, planners: list[MicrosoftPlanner], statuses: list[int], seed: int
) -> None:
    """Both end with the state of the server; all that was accepted is in it."""
    found = sandbox.references()
    plan_id, users = found["plans"][0]["id"], [user["id"] for user in found["users"][:2]]
    for number in range(200 - len(Editor(planners[0], plan_id, users, 0).tasks())):
        planners[0].tasks.create_task(plan_id=plan_id, title=f"Task {number}")
    editors = [TallyingEditor(planner, plan_id, users, seed + 10 * n) for n, planner in enumerate(planners)]
    caches = [PlannerCache(), PlannerCache()]
    edit_at_once(editors, caches)
    for planner, cache in zip(planners, caches, strict=True):
        list(planner.changes(cache))
        assert state_of(cache) == read_anew(planner)
    assert state_of(caches[0]) == state_of(caches[1])
    assert len(caches[0].all(PlannerTask)) == 200
    for editor in editors:
        assert_kept(editor, caches[0])
    refused, raised = statuses.count(409) + statuses.count(412), sum(editor.conflicts for editor in editors)
    assert refused >= raised
    if SECONDS > 30:  # long enough for some of each on any machine
        assert refused > raised > 0, f"{len(statuses)} responses, {refused} refused, {raised} raised"


def edit_at_once(editors: list[TallyingEditor], caches: list[PlannerCache]) -> None:
    """Edit and follow the changes, each editor in a thread."""
    failures: list[BaseException] = []
    until = time.monotonic() + SECONDS

    def work(editor: TallyingEditor, cache: PlannerCache) -> None:
        try:
            while time.monotonic() < until:
                for _ in range(25):
                    editor.edit()
                list(editor.planner.changes(cache))
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=pair) for pair in zip(editors, caches, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def assert_kept(editor: TallyingEditor, cache: PlannerCache) -> None:
    """Check that all that was accepted from an editor is there."""
    tasks, details = cache.all(PlannerTask), cache.all(PlannerTaskDetails)
    for task_id, words in editor.written.items():
        assert set(words) <= set(str(tasks[task_id].title).split())
    for task_id, items in editor.items.items():
        assert items <= set(details[task_id].item_ids)
