"""Delta queries of Planner: the six steps, kinds of changes, the cache, 410, and what is stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from planner_data import PLAN, TASK, USER, details, etag, task

from msportal_client import BadRequestError, MSPortalError
from msportal_client.bridges.microsoft_planner import (
    AsyncMicrosoftPlanner,
    Change,
    ChangeKind,
    MicrosoftPlanner,
    PlannerCache,
)
from msportal_client.bridges.microsoft_planner.cache import ALL_TYPES, Key
from msportal_client.bridges.microsoft_planner.models import PlannerTask

BETA = "https://graph.microsoft.com/beta/me/planner/all/delta"
OTHER_TASK = "other-task-of-the-same-plan--"[:28]
FORMATS = ("assignedToTaskBoardFormat", "bucketTaskBoardFormat", "progressTaskBoardFormat")


class Graph:
    """A Planner that has objects by their paths, and pages of changes by their links."""

    def __init__(self) -> None:
        self.objects: dict[str, Any] = {}
        self.pages: dict[str, Any] = {}
        self.seen: list[str] = []
        self.put_plan(PLAN)
        self.put_task(task(), details())

    def put_plan(self, plan_id: str) -> None:
        path = f"/v1.0/planner/plans/{plan_id}"
        self.objects[path] = {"@odata.etag": etag("Plan", 1), "id": plan_id, "title": "The plan"}
        self.objects[f"{path}/details"] = {"@odata.etag": etag("PlanDetails", 1), "id": plan_id, "sharedWith": {}}

    def put_task(self, state: dict[str, Any], its_details: dict[str, Any] | None = None) -> None:
        path = f"/v1.0/planner/tasks/{state['id']}"
        self.objects[path] = state
        self.objects[f"{path}/details"] = its_details or details(id=state["id"])
        for name in FORMATS:
            self.objects[f"{path}/{name}"] = {"@odata.etag": etag("Any", 1), "id": state["id"]}

    def drop_task(self, task_id: str) -> None:
        self.objects = {path: value for path, value in self.objects.items() if f"/tasks/{task_id}" not in path}

    def page(self, name: str, *entries: dict[str, Any], then: str = "", more: bool = False) -> None:
        """Give a page of changes for the link `name`, with a link to `then`."""
        link = "@odata.nextLink" if more else "@odata.deltaLink"
        self.pages[name] = {"value": list(entries), link: f"{BETA}?$deltatoken={then or name}"}

    def handle(self, request: httpx.Request) -> httpx.Response:
        path, query = request.url.path, request.url.query.decode()
        self.seen.append(path.removeprefix("/v1.0").removeprefix("/beta") + (f"?{query}" if query else ""))
        plan_id = path.split("/")[-2]
        if path.endswith("/all/delta"):
            return self.delta(query.partition("deltatoken=")[2])
        if path.endswith("/plans"):
            return self.list("/v1.0/planner/plans/", lambda _: True)
        if path.endswith("/tasks"):
            mine = plan_id == "planner"
            return self.list(
                "/v1.0/planner/tasks/",
                lambda state: USER in state.get("assignments", {}) if mine else state.get("planId") == plan_id,
            )
        state: dict[str, Any] | None = {"value": []} if path.endswith("/buckets") else self.objects.get(path)
        if state is None:
            return httpx.Response(404, json={"error": {"code": "", "message": "No."}})
        return httpx.Response(200, json={"@odata.context": "x", **state})

    def delta(self, token: str) -> httpx.Response:
        if not token:
            return httpx.Response(200, json={"value": [], "@odata.nextLink": f"{BETA}?$deltatoken=start"})
        page = self.pages.get(token, {"value": [], "@odata.deltaLink": f"{BETA}?$deltatoken={token}"})
        return page if isinstance(page, httpx.Response) else httpx.Response(200, json=page)

    def list(self, prefix: str, wanted: Callable[[dict[str, Any]], bool]) -> httpx.Response:
        found = [
            state
            for path, state in self.objects.items()
            if path.startswith(prefix) and "/" not in path.removeprefix(prefix) and wanted(state)
        ]
        return httpx.Response(200, json={"value": found})


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Graph:
    monkeypatch.setattr("msportal_client.bridges.microsoft_planner.changes._PATIENCE", (0.0,))
    return Graph()


@pytest.fixture(params=["async", "sync"])
def poll(request: pytest.FixtureRequest, graph: Graph) -> Any:
    """Apply all changes to a cache, and return them."""

    def handle(request: httpx.Request) -> httpx.Response:
        return graph.handle(request)  # A test may replace it.

    transport = httpx.MockTransport(handle)

    def use_sync(cache: PlannerCache) -> list[Change]:
        with MicrosoftPlanner("t", transport=transport) as planner:
            return list(planner.changes(cache))

    def use_async(cache: PlannerCache) -> list[Change]:
        async def main() -> list[Change]:
            async with AsyncMicrosoftPlanner("t", transport=transport) as planner:
                return [change async for change in planner.changes(cache)]

        return anyio.run(main)

    return use_sync if request.param == "sync" else use_async


def entry(kind: str, **fields: Any) -> dict[str, Any]:
    return {"@odata.type": f"#microsoft.graph.{kind}", "@odata.context": "x", **fields}


def removed(kind: str = "plannerTask", reason: str = "deleted", **fields: Any) -> dict[str, Any]:
    return {**entry(kind, **fields), "@removed": {"reason": reason}}


def shown(changes: list[Change]) -> list[str]:
    return [f"{change.kind} {change.type} {change.id[:5]}" for change in changes]


TASK_KEY = Key("plannerTask", TASK)


def test_six_steps(poll: Any, graph: Graph) -> None:
    graph.page("start", entry("plannerTask", id=TASK, title="new", **{"@odata.etag": etag("Task", 2)}), then="later")
    cache = PlannerCache()
    changes = poll(cache)
    assert graph.seen[0] == "/me/planner/all/delta"
    assert graph.seen[-2:] == ["/me/planner/all/delta?$deltatoken=start", "/me/planner/all/delta?$deltatoken=later"]
    assert {path for path in graph.seen[1:-2] if path.startswith("/planner/tasks")} == {
        f"/planner/tasks/{TASK}/{name}" for name in ("details", *FORMATS)
    }
    assert shown(changes) == ["modified plannerTask 01gzS"]
    assert changes[0].fields == {"title": "new", "@odata.etag": etag("Task", 2)}
    assert isinstance(changes[0].resource, PlannerTask)
    assert changes[0].resource.title == cache.all(PlannerTask)[TASK].title == "new"
    assert cache.link == f"{BETA}?$deltatoken=later"


def test_filling_is_no_change(poll: Any, graph: Graph) -> None:
    cache = PlannerCache()
    assert poll(cache) == []
    assert {key.type for key in cache} == ALL_TYPES - {"plannerBucket"}
    assert all("@odata.context" not in (cache.get(key) or {}) for key in cache)


def test_only_the_types_that_are_wanted_are_read(poll: Any, graph: Graph) -> None:
    cache = PlannerCache({"plannerTask"})
    poll(cache)
    assert list(cache) == [TASK_KEY]
    assert not [path for path in graph.seen if path.startswith("/planner/tasks/")]
    graph.page(
        "start", entry("plannerTaskDetails", id=TASK, description="x"), removed("plannerPlan", id=PLAN), then="2"
    )
    assert shown(poll(cache)) == ["deleted plannerTask 01gzS"]


def test_unknown_type_of_the_cache_refused() -> None:
    with pytest.raises(ValueError, match="types: there is no plannerTasks; there are planner"):
        PlannerCache({"plannerTasks"})
    with pytest.raises(ValueError, match="is no model of an object"):
        PlannerCache().all(str)


def test_created_told_by_created_by(poll: Any, graph: Graph) -> None:
    """A new task is followed by its details; what is not told of it is read."""
    cache = PlannerCache()
    poll(cache)
    new = task(id=OTHER_TASK, createdBy={"user": {"id": USER}})
    graph.put_task(new)
    graph.page("start", entry("plannerTask", **new), entry("plannerTaskDetails", **details(id=OTHER_TASK)), then="2")
    graph.seen.clear()
    changes = poll(cache)
    assert {change.kind for change in changes} == {ChangeKind.CREATED}
    assert [change.type for change in changes] == [
        "plannerTask",
        "plannerTaskDetails",
        "plannerAssignedToTaskBoardTaskFormat",
        "plannerBucketTaskBoardTaskFormat",
        "plannerProgressTaskBoardTaskFormat",
    ]
    assert sorted(path for path in graph.seen if "delta" not in path) == [
        f"/planner/tasks/{OTHER_TASK}/{name}" for name in FORMATS
    ]


def test_new_plan_is_followed_by_its_details(poll: Any, graph: Graph) -> None:
    cache = PlannerCache()
    poll(cache)
    new = "new-plan-of-the-same-group--"[:28]
    graph.page(
        "start",
        entry("plannerPlan", id=new, title="New", createdBy={"user": {"id": USER}}),
        entry("plannerPlanDetails", id=new, sharedWith={}),
        then="2",
    )
    assert shown(poll(cache)) == ["created plannerPlan new-p", "created plannerPlanDetails new-p"]


def test_object_that_becomes_visible_is_read(poll: Any, graph: Graph) -> None:
    cache = PlannerCache({"plannerTask"})
    poll(cache)
    graph.put_task(task(id=OTHER_TASK, title="whole"))
    graph.page("start", entry("plannerTask", id=OTHER_TASK, percentComplete=50), then="2")
    (change,) = poll(cache)
    assert change.kind is ChangeKind.MODIFIED
    assert change.resource.title == "whole"


def test_object_that_is_gone_again_is_left_out(poll: Any, graph: Graph) -> None:
    cache = PlannerCache({"plannerTask"})
    poll(cache)
    graph.page("start", entry("plannerTask", id=OTHER_TASK, title="x"), then="2")
    assert poll(cache) == []


def test_change_in_a_map_is_read(poll: Any, graph: Graph) -> None:
    """No page says how an assignee that was taken off is told."""
    graph.put_task(task(assignments={"u": {"orderHint": "a"}, "v": {"orderHint": "b"}}))
    cache = PlannerCache({"plannerTask"})
    poll(cache)
    graph.put_task(task(3, assignments={"v": {"orderHint": "c"}}, title="newest"))
    graph.page(
        "start",
        entry("plannerTask", id=TASK, assignments={"v": {"orderHint": "c"}}, **{"@odata.etag": etag("Task", 2)}),
        entry("plannerTask", id=TASK, title="newest", **{"@odata.etag": etag("Task", 3)}),
        then="2",
    )
    (change,) = poll(cache)
    assert change.fields == {
        "assignments": {"u": None, "v": {"orderHint": "c"}},
        "title": "newest",
        "@odata.etag": etag("Task", 3),
    }


def test_entries_that_are_known_change_nothing(poll: Any, graph: Graph) -> None:
    """The cache was filled after the first request, so that the first changes are in it."""
    graph.put_task(task(5, title="newest"))
    graph.page(
        "start", *[entry("plannerTask", id=TASK, title=str(n), **{"@odata.etag": etag("Task", n)}) for n in (3, 4, 5)]
    )
    graph.pages["start"]["@odata.deltaLink"] = f"{BETA}?$deltatoken=2"
    cache = PlannerCache()
    assert poll(cache) == []
    assert cache.all(PlannerTask)[TASK].title == "newest"


def test_pages_are_followed(poll: Any, graph: Graph) -> None:
    entries = [entry("plannerTask", id=TASK, title=str(n), **{"@odata.etag": etag("Task", n)}) for n in (2, 3)]
    graph.page("start", entries[0], then="more", more=True)
    graph.page("more", entries[1], then="later")
    assert [change.fields["title"] for change in poll(PlannerCache())] == ["2", "3"]


@pytest.mark.parametrize("kind", ["plannerTask", None])
def test_deleted_with_what_goes_with_it(poll: Any, graph: Graph, kind: str | None) -> None:
    cache = PlannerCache()
    poll(cache)
    gone = removed("plannerTask", id=TASK)
    if kind is None:
        del gone["@odata.type"]
    graph.page("start", gone, removed("plannerTaskDetails", id=TASK), removed("plannerTask", id=OTHER_TASK), then="2")
    changes = poll(cache)
    assert {change.kind for change in changes} == {ChangeKind.DELETED}
    assert {change.id for change in changes} == {TASK}
    assert [change.type for change in changes].count("plannerTask") == 1
    assert len(changes) == 5
    assert changes[0].reason == "deleted"
    assert TASK_KEY not in set(cache)


def test_deleted_plan_takes_its_tasks(poll: Any, graph: Graph) -> None:
    cache = PlannerCache()
    poll(cache)
    graph.page("start", removed("plannerPlan", id=PLAN), then="2")
    assert len(poll(cache)) == 7
    assert len(cache) == 0


def test_plan_that_is_shared_no_more_keeps_tasks_that_are_seen(poll: Any, graph: Graph) -> None:
    graph.put_task(task(id=OTHER_TASK))
    cache = PlannerCache()
    poll(cache)
    graph.drop_task(OTHER_TASK)
    graph.page("start", removed("plannerPlan", "changed", id=PLAN), then="2")
    changes = poll(cache)
    assert TASK_KEY in set(cache)
    assert Key("plannerTask", OTHER_TASK) not in set(cache)
    assert {change.reason for change in changes} == {"changed"}


def test_unknown_types_are_kept(poll: Any, graph: Graph) -> None:
    cache = PlannerCache()
    poll(cache)
    graph.page("start", entry("plannerIdea", id="i", title="x"), entry("plannerEvent", what="y"), then="2")
    graph.page("2", entry("plannerIdea", id="i", more=1), then="3")
    one, other, again = poll(cache)
    assert shown([one, other, again]) == ["modified plannerIdea i", "modified plannerEvent ", "modified plannerIdea i"]
    assert (one.fields, other.fields, again.fields) == ({"id": "i", "title": "x"}, {"what": "y"}, {"more": 1})
    assert again.resource == cache.get(Key("plannerIdea", "i")) == {"id": "i", "title": "x", "more": 1}


# --- starting over ---

TOO_OLD = httpx.Response(410, json={"error": {"code": "", "message": "Too old."}})


def test_410_starts_over_and_tells_what_differs(poll: Any, graph: Graph) -> None:
    graph.put_task(task(id=OTHER_TASK))
    cache = PlannerCache({"plannerTask"})
    poll(cache)
    graph.pages["start"] = TOO_OLD
    graph.put_task(task(2, title="changed"))
    graph.drop_task(OTHER_TASK)
    graph.put_task(task(id="new-task-of-the-same-plan---"))
    changes = poll_until_started(poll, graph, cache)
    assert sorted(shown(changes)) == [
        "created plannerTask new-t",
        "deleted plannerTask other",
        "modified plannerTask 01gzS",
    ]


def poll_until_started(poll: Any, graph: Graph, cache: PlannerCache) -> list[Change]:
    """Poll, with the link of the new beginning good again."""
    old = graph.delta

    def delta(token: str) -> httpx.Response:
        if not token:
            graph.pages.pop("start", None)
        return old(token)

    graph.delta = delta  # type: ignore[method-assign]
    changes: list[Change] = poll(cache)
    return changes


def test_410_without_difference_is_no_change(poll: Any, graph: Graph) -> None:
    cache = PlannerCache()
    poll(cache)
    graph.pages["start"] = TOO_OLD
    assert poll_until_started(poll, graph, cache) == []


def test_no_false_deletion_where_a_list_leaves_out_a_task(poll: Any, graph: Graph) -> None:
    """A task that the lists do not have, but that can be read, is there: it was created by the user elsewhere."""
    cache = PlannerCache()
    poll(cache)
    graph.put_task(task(2, planId="another-plan-of-another-grp-"))
    graph.pages["start"] = TOO_OLD
    changes = poll_until_started(poll, graph, cache)
    assert shown(changes) == ["modified plannerTask 01gzS"]


@pytest.mark.parametrize("path", ["/v1.0/me/planner/plans", "/v1.0/me/planner/tasks"])
def test_no_deletion_where_a_list_fails(poll: Any, graph: Graph, path: str) -> None:
    cache = PlannerCache()
    poll(cache)
    before = json.loads(cache.to_json())
    graph.pages["start"] = TOO_OLD
    handle = graph.handle
    graph.handle = lambda request: TOO_OLD if request.url.path == path else handle(request)  # type: ignore[method-assign]
    with pytest.raises(Exception, match="410"):
        poll(cache)
    assert json.loads(cache.to_json()) == {**before, "link": None}


def test_410_of_a_new_link_raised(poll: Any, graph: Graph) -> None:
    """A server whose first link is too old would be asked for ever."""
    graph.pages["start"] = TOO_OLD
    with pytest.raises(Exception, match="start over"):
        poll(PlannerCache())


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("delta", {"value": [1], "@odata.deltaLink": BETA}),
        ("delta", {"value": {}, "@odata.deltaLink": BETA}),
        ("delta", {"value": []}),
        ("plans", {"value": [{"title": "without an id"}]}),
        ("tasks", {"value": None}),
    ],
)
def test_pages_of_another_form_are_typed_errors(poll: Any, graph: Graph, path: str, body: Any) -> None:
    handle = graph.handle

    def odd(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=body) if request.url.path.endswith(f"/{path}") else handle(request)

    graph.handle = odd  # type: ignore[method-assign]
    with pytest.raises(MSPortalError):
        poll(PlannerCache())


def test_malformed_link_raised(poll: Any, graph: Graph) -> None:
    cache = PlannerCache()
    poll(cache)
    graph.pages["start"] = httpx.Response(400, json={"error": {"code": "", "message": "Malformed."}})
    with pytest.raises(BadRequestError):
        poll(cache)


# --- stored ---


def test_stored_between_two_changes(graph: Graph) -> None:
    """The change in work and those after it come again."""
    entries = [entry("plannerTask", id=TASK, title=str(n), **{"@odata.etag": etag("Task", n)}) for n in (2, 3, 4)]
    graph.page("start", *entries, then="later")
    cache = PlannerCache()
    with MicrosoftPlanner("t", transport=httpx.MockTransport(graph.handle)) as planner:
        changes = planner.changes(cache)
        assert next(changes).fields["title"] == "2"
        assert next(changes).fields["title"] == "3"
        resumed = PlannerCache.from_json(cache.to_json())
        assert [change.fields["title"] for change in planner.changes(resumed)] == ["3", "4"]
        assert [change.fields["title"] for change in changes] == ["4"]
    assert json.loads(resumed.to_json()) == json.loads(cache.to_json())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 2}', '{"form": 1, "types": ["x"]}', "null"])
def test_text_that_is_no_cache(text: str) -> None:
    with pytest.raises(ValueError, match="the text is no stored cache"):
        PlannerCache.from_json(text)


async def test_waits_for_later_changes(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        graph.page("start", entry("plannerTask", id=TASK, title="new"), then="2")

    cache = PlannerCache({"plannerTask"})
    async with AsyncMicrosoftPlanner("t", transport=httpx.MockTransport(graph.handle)) as planner:
        monkeypatch.setattr("msportal_client.bridges.microsoft_planner.changes.anyio.sleep", sleep)
        async for change in planner.changes(cache, every=30.0):
            assert change.fields["title"] == "new"
            break
    assert waits == [30.0]


def test_changes_of_another_user(graph: Graph) -> None:
    with MicrosoftPlanner("t", transport=httpx.MockTransport(graph.handle)) as planner:
        list(planner.changes(PlannerCache({"plannerPlan"}), user_id=USER))
    assert graph.seen[:2] == [f"/users/{USER}/planner/all/delta", f"/users/{USER}/planner/plans"]
