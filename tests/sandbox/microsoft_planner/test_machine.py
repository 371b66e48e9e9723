"""Two users change a plan at random, often by old etags: the server is compared with a model, and so are delta caches."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httpx
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sandbox.answers_fit import check
from sandbox.planner_calls import ASSIGNMENT, BETA, item

from msportal_client.sandbox.microsoft_planner import (
    BUCKET_ID,
    PLAN_ID,
    SECOND_TOKEN,
    SECOND_USER_ID,
    TASK_ID,
    TOKEN,
    USER_ID,
    Settings,
    create_app,
)

USERS = (USER_ID, SECOND_USER_ID)
ITEMS = tuple(f"00000000-0000-4000-8000-00000000000{number}" for number in range(3))
PARTS = ("", "/details", "/assignedToTaskBoardFormat", "/bucketTaskBoardFormat", "/progressTaskBoardFormat")
KINDS = (
    "plannerTask",
    "plannerTaskDetails",
    "plannerAssignedToTaskBoardTaskFormat",
    "plannerBucketTaskBoardTaskFormat",
    "plannerProgressTaskBoardTaskFormat",
)
# The open types with what takes an entry out.
OPEN_TYPES: dict[str, Any] = {
    "assignments": None,
    "checklist": None,
    "references": None,
    "appliedCategories": False,
    "sharedWith": False,
    "categoryDescriptions": None,
    "orderHintsByAssignee": None,
}
GONE = object()
NEW_TASK: dict[tuple[str, ...], Any] = {("priority",): 5, ("percentComplete",): 0}
NEW_ITEM: dict[str, Any] = {"title": "", "isChecked": False}
Body = dict[str, Any]
Cache = dict[tuple[str, str], Body]

who = st.sampled_from((0, 1))
number = st.integers(0, 30)

# A path of one value, and the values that a change sets.
Change = dict[tuple[str, ...], Any]


class Model:
    """A resource as it should be: its values by path, and the number of the change in which each has changed last."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, ...], Any] = {}
        self.changed: dict[tuple[str, ...], int] = {}
        self.changes = 0

    def conflicts(self, change: Change, since: int) -> bool:
        return any(self._last_change(path) > since and self.now(path) != value for path, value in change.items())

    def _last_change(self, path: tuple[str, ...]) -> int:
        related = [n for each, n in self.changed.items() if each[: len(path)] == path or path[: len(each)] == each]
        return max(related, default=0)

    def now(self, path: tuple[str, ...]) -> Any:
        if path in self.values:
            return self.values[path]
        return GONE if not any(each[: len(path)] == path for each in self.values) else None

    def apply(self, change: Change) -> None:
        self.changes += 1
        for path, value in change.items():
            if self.now(path) == value or (value is GONE and self.now(path) is GONE):
                continue
            if value is GONE:
                self.changed |= {each: self.changes for each in (path, *self.values) if each[: len(path)] == path}
                self.values = {each: old for each, old in self.values.items() if each[: len(path)] != path}
                continue
            if path[0] == "checklist" and self.now(path[:2]) is GONE:
                self.values |= {(*path[:2], name): default for name, default in NEW_ITEM.items()}
                self.changed[path[:2]] = self.changes
            self.values[path] = value
            self.changed[path] = self.changes


class Machine(RuleBasedStateMachine):
    """Two users of one server. Each knows the etags of what it has read or written last."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_795_253_400.25
        self.runner = asyncio.Runner()

    @initialize(page_size=st.integers(1, 4), first_version=st.sampled_from((1, 5, 815, 830, 13_000)))
    def begin(self, page_size: int, first_version: int) -> None:
        app = create_app(settings=Settings(page_size=page_size, first_version=first_version), clock=lambda: self.now)
        self.clients = [
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app),
                base_url="http://localhost/v1.0",
                headers={"Authorization": f"Bearer {token}"},
            )
            for token in (TOKEN, SECOND_TOKEN)
        ]
        # Path of a task or of its details: the model of it, and what each user knows: its etag and the changes so far.
        self.models: dict[str, Model] = {}
        self.known: list[dict[str, tuple[str, int]]] = [{}, {}]
        self.created_by: dict[str, str] = {}
        self.seen: list[dict[str, str]] = [{}, {}]
        self.shared = set(USERS)
        self.links: list[str] = ["", ""]
        self.caches: list[Cache] = [{}, {}]
        self._adopt(TASK_ID, USER_ID, {**NEW_TASK, ("title",): "Replace firewall"})
        for user in (0, 1):
            self._start_over(user)

    def teardown(self) -> None:
        for client in getattr(self, "clients", ()):
            self.runner.run(client.aclose())
        self.runner.close()

    # Requests

    def send(self, user: int, method: str, path: str, body: Any = None, etag: str | None = None) -> httpx.Response:
        headers = {"Prefer": "return=representation", **({"If-Match": etag} if etag else {})}
        response = self.runner.run(self.clients[user].request(method, path, json=body, headers=headers))
        check("microsoft_planner", response)
        return response

    def read(self, user: int, path: str) -> Body:
        response = self.send(user, "GET", path)
        assert response.status_code == 200, response.text
        return cast("Body", response.json())

    def _adopt(self, task_id: str, author: str, values: Change) -> None:
        for path, start in ((f"/planner/tasks/{task_id}", values), (f"/planner/tasks/{task_id}/details", {})):
            self.models[path] = Model()
            self.models[path].apply(start)
        self.created_by[task_id] = author

    def _pick(self, at: int, part: str = "") -> str:
        tasks = [path for path in self.models if not path.endswith("/details")]
        return tasks[at % len(tasks)] + part

    def change(self, user: int, path: str, body: Body, change: Change) -> None:
        """Send a change by the etag that a user knows, and compare the answer with the model."""
        if path not in self.known[user]:
            self._learn(user, path)
        etag, since = self.known[user][path]
        model = self.models[path]
        response = self.send(user, "PATCH", path, body, etag)
        if model.conflicts(change, since):
            assert response.status_code == 409, response.text
            self._learn(user, path)
            return
        assert response.status_code == 200, response.text
        model.apply(change)
        self.known[user][path] = (response.json()["@odata.etag"], model.changes)
        if path.endswith("/details"):
            # The counts on the task have changed, which conflicts with nothing that is changed here.
            return
        self._compare(path, response.json())

    def _learn(self, user: int, path: str) -> None:
        self.known[user][path] = (self.read(user, path)["@odata.etag"], self.models[path].changes)

    def _compare(self, path: str, shown: Body) -> None:
        for where, value in self.models[path].values.items():
            found: Any = shown
            for step in where:
                found = found[step]
            assert found == value
        for name in set(OPEN_TYPES) & shown.keys():
            assert shown[name].keys() == {where[1] for where in self.models[path].values if where[0] == name}

    # What users do

    @precondition(lambda self: len(self.created_by) < 5)
    @rule(user=who, title=st.sampled_from("abc"), assign=st.booleans(), bucket=st.booleans())
    def create(self, user: int, title: str, assign: bool, bucket: bool) -> None:
        assignments = {"assignments": {USERS[1]: ASSIGNMENT}} if assign else {}
        in_bucket = {"bucketId": BUCKET_ID} if bucket else {}
        response = self.send(
            user, "POST", "/planner/tasks", {"planId": PLAN_ID, "title": title, **assignments, **in_bucket}
        )
        assert response.status_code == 201
        values: Change = {**NEW_TASK, ("title",): title}
        if assign:
            values["assignments", USERS[1], "@odata.type"] = ASSIGNMENT["@odata.type"]
        self._adopt(response.json()["id"], USERS[user], values)

    @rule(user=who, at=number, part=st.sampled_from(("", "/details")))
    def refresh(self, user: int, at: int, part: str) -> None:
        path = self._pick(at, part)
        self._compare(path, self.read(user, path))
        self._learn(user, path)

    @rule(
        user=who,
        at=number,
        fields=st.dictionaries(
            st.sampled_from(("title", "priority", "percentComplete")), st.integers(0, 3), min_size=1
        ),
    )
    def set_fields(self, user: int, at: int, fields: dict[str, int]) -> None:
        body: Body = {
            name: f"t{value}" if name == "title" else value * (50 if name == "percentComplete" else 1) % 101
            for name, value in fields.items()
        }
        self.change(user, self._pick(at), body, {(name,): value for name, value in body.items()})

    @rule(user=who, at=number, category=st.integers(1, 2), on=st.booleans())
    def label(self, user: int, at: int, category: int, on: bool) -> None:
        key = f"category{category}"
        change: Change = {("appliedCategories", key): True if on else GONE}
        self.change(user, self._pick(at), {"appliedCategories": {key: on}}, change)

    @rule(user=who, at=number, whom=who)
    def unassign(self, user: int, at: int, whom: int) -> None:
        change: Change = {("assignments", USERS[whom]): GONE}
        self.change(user, self._pick(at), {"assignments": {USERS[whom]: None}}, change)

    @rule(
        user=who,
        at=number,
        key=st.sampled_from(ITEMS),
        fields=st.dictionaries(st.sampled_from(("title", "isChecked")), st.booleans(), min_size=1),
    )
    def edit_item(self, user: int, at: int, key: str, fields: dict[str, bool]) -> None:
        entry = {name: f"i{value}" if name == "title" else value for name, value in fields.items()}
        change: Change = {("checklist", key, name): value for name, value in entry.items()}
        path = self._pick(at, "/details")
        self.change(user, path, {"checklist": {key: item(**entry)}}, change)

    @rule(user=who, at=number, key=st.sampled_from(ITEMS))
    def remove_item(self, user: int, at: int, key: str) -> None:
        path = self._pick(at, "/details")
        self.change(user, path, {"checklist": {key: None}}, {("checklist", key): GONE})

    @rule(user=who, at=number, to=number, stale=st.booleans())
    def move(self, user: int, at: int, to: int, stale: bool) -> None:
        """Put a task between two others of the list as it is now, or as the user has seen it last."""
        path = self._pick(at)
        task_id = path.rpartition("/")[2]
        if not stale or not self.seen[user]:
            self.seen[user] = self._hints(user)
        others = sorted(hint for key, hint in self.seen[user].items() if key != task_id)
        place = to % (len(others) + 1)
        previous = others[place - 1] if place else ""
        following = others[place] if place < len(others) else ""
        etag = self.read(user, path)["@odata.etag"]
        response = self.send(user, "PATCH", path, {"orderHint": f"{previous} {following}!"}, etag)
        assert response.status_code == 200, response.text
        made = response.json()["orderHint"]
        assert previous < made
        assert not following or made < following
        hints = self._hints(user)
        assert len(set(hints.values())) == len(hints)

    def _hints(self, user: int) -> dict[str, str]:
        found: dict[str, str] = {}
        link = f"/planner/plans/{PLAN_ID}/tasks"
        while link:
            page = self.read(user, link)
            found |= {task["id"]: task["orderHint"] for task in page["value"]}
            link = page.get("@odata.nextLink", "")
        assert found.keys() == self.created_by.keys()
        return found

    @rule(user=who, at=number, whom=who)
    def place_on_board(self, user: int, at: int, whom: int) -> None:
        path = self._pick(at, "/assignedToTaskBoardFormat")
        body = {"orderHintsByAssignee": {USERS[whom]: " !"}}
        assert self.send(user, "PATCH", path, body, self.read(user, path)["@odata.etag"]).status_code == 200

    @precondition(lambda self: len(self.created_by) > 1)
    @rule(user=who, at=number)
    def delete(self, user: int, at: int) -> None:
        path = self._pick(at)
        etag, since = self.known[user].get(path, ("", -1))
        if since == -1:
            etag = self.read(user, path)["@odata.etag"]
        response = self.send(user, "DELETE", path, etag=etag)
        if etag != self._etag_now(user, path, response):
            assert response.status_code == 409
            return
        assert response.status_code == 204
        for each in (path, f"{path}/details"):
            del self.models[each]
            for known in self.known:
                known.pop(each, None)
        del self.created_by[path.rpartition("/")[2]]

    def _etag_now(self, user: int, path: str, response: httpx.Response) -> str:
        now = self.send(user, "GET", path)
        return str(now.json()["@odata.etag"]) if now.status_code == 200 else str(response.request.headers["if-match"])

    @rule(whom=who, on=st.booleans())
    def share(self, whom: int, on: bool) -> None:
        path = f"/planner/plans/{PLAN_ID}/details"
        etag = self.read(0, path)["@odata.etag"]
        response = self.send(0, "PATCH", path, {"sharedWith": {USERS[whom]: on}}, etag)
        assert response.status_code == 200
        self.shared = self.shared | {USERS[whom]} if on else self.shared - {USERS[whom]}

    # Delta caches

    @rule(user=who)
    def follow(self, user: int) -> None:
        """Follow the delta link of a user to its end, and compare the cache with a fresh read."""
        while True:
            response = self.send(user, "GET", self.links[user])
            if response.status_code == 410:
                self._start_over(user)
                return
            page = response.json()
            for change in page["value"]:
                apply_change(self.caches[user], change)
            self.links[user] = page.get("@odata.nextLink") or page["@odata.deltaLink"]
            if "@odata.deltaLink" in page:
                break
        assert self.caches[user] == self._fresh(user)

    @rule(seconds=st.sampled_from((1, 3600, 8 * 24 * 3600)))
    def wait(self, seconds: int) -> None:
        self.now += seconds

    def _start_over(self, user: int) -> None:
        page = self.read(user, f"{BETA}/me/planner/all/delta")
        assert page["value"] == []
        self.links[user] = page["@odata.nextLink"]
        self.caches[user] = self._fresh(user)

    def _fresh(self, user: int) -> Cache:
        """Read everything that a user is subscribed to."""
        found: Cache = {}
        name = USERS[user]
        if name in self.shared:
            for kind, path in (
                ("plannerPlan", f"/planner/plans/{PLAN_ID}"),
                ("plannerPlanDetails", f"/planner/plans/{PLAN_ID}/details"),
                ("plannerBucket", f"/planner/buckets/{BUCKET_ID}"),
            ):
                body = self.read(user, path)
                found[kind, body["id"]] = known_part(body)
        for task_id, author in self.created_by.items():
            task = self.read(user, f"/planner/tasks/{task_id}")
            # The first user has made the plan.
            if name in {*self.shared, author, *task["assignments"], USERS[0]}:
                for kind, part in zip(KINDS, PARTS, strict=True):
                    found[kind, task_id] = known_part(self.read(user, f"/planner/tasks/{task_id}{part}"))
        return found


def known_part(body: Body) -> Body:
    """Return a resource as a cache keeps it. `createdBy` is told of new objects only."""
    return {name: value for name, value in body.items() if name not in {"@odata.context", "@odata.type", "createdBy"}}


def apply_change(cache: Cache, change: Body) -> None:
    """Apply an entry of the feed to a cache."""
    key = (change["@odata.type"].removeprefix("#microsoft.graph."), change["id"])
    if "@removed" in change:
        cache.pop(key, None)
        return
    kept = cache.setdefault(key, {})
    for name, value in known_part(change).items():
        if name in OPEN_TYPES and isinstance(kept.get(name), dict):
            for entry, inner in value.items():
                if inner is None or (OPEN_TYPES[name] is False and inner is False):
                    kept[name].pop(entry, None)
                else:
                    kept[name][entry] = inner
        else:
            kept[name] = value


@pytest.mark.parametrize("number_of_seed", range(6))
def test_machine(number_of_seed: int) -> None:
    seeded = seed(number_of_seed)(type("SeededMachine", (Machine,), {}))
    run_state_machine_as_test(
        seeded,
        settings=settings(
            max_examples=10,
            stateful_step_count=80,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
            # A failure is told with its steps. Shrinking them takes minutes: add Phase.shrink to do it.
            phases=(Phase.generate,),
        ),
    )
