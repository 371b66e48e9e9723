"""The clients of Plannr: the account, dates, custom fields, paging, errors, and tasks that are created once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import anyio
import httpx
import pytest
from fake_server import Server
from hypothesis import given
from hypothesis import strategies as st

from msportal_client import MSPortalError, RequestValidationError, RetryPolicy, ServerError
from msportal_client.bridges.plannr import AsyncPlannr, Plannr
from msportal_client.bridges.plannr.due import due_text, read_due
from msportal_client.bridges.plannr.models import Task

ACCOUNT = "06f3b45f-1328-4a6c-9279-d139cb04704b"
OTHER = "69e78f62-e4c4-4ad0-b302-50c7b4a4bbd8"
PLAN = "7c33cf98-b1d4-454b-9fa2-29731af08076"
STATUS = "e5e6f793-9fba-4881-a044-e7a2086e7117"
UUID = "2d2578ba-2aab-439f-b83b-f58a67d57613"
NEW: dict[str, Any] = {
    "name": "Check details",
    "taskable_type": "plan",
    "taskable_uuid": PLAN,
    "task_status_uuid": STATUS,
}

Call = Callable[..., Any]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=["async", "sync"])
def call(request: pytest.FixtureRequest, server: Server) -> Call:
    """Create a client, call a method by its path (`tasks.create_task`), and return the result; a pager's items."""
    transport = httpx.MockTransport(server.handle)
    retry = RetryPolicy(backoff=0, max_attempts=1)

    def method(plannr: Any, path: str) -> Any:
        resource, _, name = path.partition(".")
        return getattr(getattr(plannr, resource), name)

    def use_sync(path: str, /, *args: Any, account: str | None = ACCOUNT, **kwargs: Any) -> Any:
        with Plannr("a-token-of-the-tests", account_uuid=account, transport=transport, retry=retry) as plannr:
            result = method(plannr, path)(*args, **kwargs)
            return list(result) if hasattr(result, "collect") else result

    def use_async(path: str, /, *args: Any, account: str | None = ACCOUNT, **kwargs: Any) -> Any:
        async def main() -> Any:
            async with AsyncPlannr(
                "a-token-of-the-tests", account_uuid=account, transport=transport, retry=retry
            ) as plannr:
                result = method(plannr, path)(*args, **kwargs)
                return [item async for item in result] if hasattr(result, "collect") else await result

        return anyio.run(main)

    return use_sync if request.param == "sync" else use_async


def task(**fields: Any) -> dict[str, Any]:
    """Return a task as Plannr sends it: without an envelope."""
    return {
        "uuid": UUID,
        "name": "Check details",
        "taskable_type": "plan",
        "taskable": {"uuid": PLAN},
        "status": {"uuid": STATUS, "is_type_completed": False},
        **fields,
    }


def ok(body: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body, headers={"X-Ratelimit-Remaining": "499"})


def tasks(*items: dict[str, Any], link: str | None = None) -> httpx.Response:
    return ok({"data": list(items), "links": {"next": link}, "meta": {"current_page": 1}})


def login(account: str | None, **fields: Any) -> dict[str, Any]:
    return {"uuid": UUID, "account": account and {"uuid": account, "name": "Gareth", "role": "admin"}, **fields}


# --- the request of the page ---


def test_request_of_the_page(call: Call, server: Server) -> None:
    """The example of Plannr's page, sent byte for byte but for the order of its fields."""
    server.respond_with(ok(task(), 201))
    page = {
        "name": "Check details",
        "description": "Check details",
        "priority": "low",
        "due_at": "2020-01-01 00:00:00",
        "taskable_type": "plan",
        "taskable_uuid": PLAN,
        "task_status_uuid": STATUS,
        "parent_task_uuid": "f14e38be-555b-40e6-9a31-8b28447c527e",
        "assigned_to_uuids": [ACCOUNT, OTHER],
        "custom_fields": [{"favourite_pet": "Dog"}],
        "group_uuids": ["8b72b64d-2cfb-49c1-ad64-b65ce19239e4", "402956ce-57a5-4029-a762-171235c15067"],
    }
    created = call("tasks.create_task", **page)
    (request,) = server.requests
    assert (request.method, str(request.url)) == ("POST", "https://api.plannrcrm.com/api/v1/task")
    assert request.headers["authorization"] == "Bearer a-token-of-the-tests"
    assert request.headers["x-plannr-account-uuid"] == ACCOUNT
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept"] == "application/json"
    assert server.body == page
    assert created.name == "Check details"


@pytest.mark.parametrize("custom_fields", [{"favourite_pet": "Dog", "age": 3}, [{"favourite_pet": "Dog"}, {"age": 3}]])
def test_both_forms_of_custom_fields(call: Call, server: Server, custom_fields: Any) -> None:
    server.respond_with(ok(task(), 201))
    call("tasks.create_task", **NEW, custom_fields=custom_fields)
    assert server.body["custom_fields"] == custom_fields


@pytest.mark.parametrize("missing", sorted(NEW))
def test_required_fields(call: Call, server: Server, missing: str) -> None:
    with pytest.raises(TypeError, match=missing):
        call("tasks.create_task", **{name: value for name, value in NEW.items() if name != missing})


@pytest.mark.parametrize("priority", ["low", "medium", "high", "highest", "of-tomorrow"])
@pytest.mark.parametrize("taskable_type", ["client", "case", "plan", "of-tomorrow"])
def test_priorities(call: Call, server: Server, priority: str, taskable_type: str) -> None:
    server.respond_with(ok(task(priority=priority, taskable_type=taskable_type), 201))
    created = call("tasks.create_task", **{**NEW, "taskable_type": taskable_type}, priority=priority)
    assert (server.body["priority"], server.body["taskable_type"]) == (priority, taskable_type)
    assert (created.priority, created.taskable_type) == (priority, taskable_type)


def test_status_and_taskable(call: Call, server: Server) -> None:
    status = {"uuid": STATUS, "name": "Incomplete", "is_type_completed": False, "of_tomorrow": 1}
    server.respond_with(ok(task(status=status, taskable={"uuid": PLAN, "slug": "finance"}, taskable_type="case"), 201))
    created = call("tasks.create_task", **NEW)
    assert created.status.name == "Incomplete"
    assert created.status.additional_properties == {"of_tomorrow": 1}
    assert created.taskable == {"uuid": PLAN, "slug": "finance"}


@pytest.mark.parametrize(
    ("due", "sent"),
    [
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 9, 30), "2026-01-31 09:30:00"),  # noqa: DTZ001 - Plannr has no zones
        ("2026-01-31", "2026-01-31"),
    ],
)
@pytest.mark.parametrize("path", ["tasks.create_task", "tasks.update_task"])
def test_dates(call: Call, server: Server, path: str, due: Any, sent: str) -> None:
    server.respond_with(ok(task()))
    call(path, *([UUID] if "update" in path else []), **(NEW if "create" in path else {}), due_at=due)
    assert server.body["due_at"] == sent


@pytest.mark.parametrize("due", [datetime(2026, 1, 31, tzinfo=UTC), "31.1.2026", "2026-01-31T09:30:00Z"])
def test_dates_that_are_refused(call: Call, server: Server, due: Any) -> None:
    with pytest.raises(RequestValidationError, match="due_at"):
        call("tasks.create_task", **NEW, due_at=due)
    assert server.requests == []


@given(st.dates() | st.datetimes())
def test_date_read_as_it_was_written(due: date | datetime) -> None:
    expected = due.replace(microsecond=0) if isinstance(due, datetime) else due
    assert read_due(due_text(due)) == expected


@pytest.mark.parametrize("text", [None, "", "soon", "2026-13-01", "2026-01-01 25:00:00"])
def test_text_that_is_no_date(text: str | None) -> None:
    assert read_due(text) is None


# --- what comes back ---


def test_response_of_the_page(call: Call, server: Server) -> None:
    account = {"uuid": OTHER, "name": "Gareth Thompson"}
    server.respond_with(
        ok(
            task(
                due_at="2021-01-01 00:00:00",
                completed_at="2021-01-02 10:00:00",
                assigned_to=account,
                author=account,
                position=1,
                custom_fields=[{"uuid": UUID, "reference": "favourite_drink", "value": "Coffee"}],
            ),
            201,
        )
    )
    created = call("tasks.create_task", **NEW)
    assert created.due == datetime(2021, 1, 1)  # noqa: DTZ001 - Plannr has no zones
    assert created.completed == datetime(2021, 1, 2, 10)  # noqa: DTZ001
    assert [assignee.name for assignee in created.assignees] == ["Gareth Thompson"]
    assert created.custom_values == {"favourite_drink": "Coffee"}
    assert created.position == 1


@pytest.mark.parametrize(("assigned", "count"), [(None, 0), ({"uuid": OTHER}, 1), ([{"uuid": OTHER}] * 2, 2), ([], 0)])
def test_assignees_of_either_form(assigned: Any, count: int) -> None:
    assert len(Task.from_dict(task(assigned_to=assigned)).assignees) == count


def test_structure_dump_of_the_page_is_read(call: Call, server: Server) -> None:
    """The page shows its own structure in place of values; should they come, nothing is lost."""
    dump = {"name": {"example": "Gareth Thompson", "collection": False}, "uuid": {"example": OTHER}}
    server.respond_with(ok(task(author=dump), 201))
    assert call("tasks.create_task", **NEW).name == "Check details"


def test_lists_are_paged_by_their_links(call: Call, server: Server) -> None:
    link = "https://api.plannrcrm.com/api/v1/task?per_page=1&page=2"
    server.respond_with(tasks(task(name="one"), link=link), tasks(task(name="two")))
    found = call("tasks.list_tasks", per_page=1, filter_assigned_to_uuids=[ACCOUNT, OTHER])
    assert [item.name for item in found] == ["one", "two"]
    assert server.requests[0].url.params["filter[assigned_to_uuids]"] == f"{ACCOUNT},{OTHER}"
    assert str(server.requests[1].url) == link
    assert server.requests[1].headers["x-plannr-account-uuid"] == ACCOUNT


def test_errors_of_laravel(call: Call, server: Server) -> None:
    body = {"message": "The given data was invalid.", "errors": {"name": ["The name field is required."]}}
    server.respond_with(httpx.Response(422, json=body))
    with pytest.raises(MSPortalError, match="The given data was invalid") as caught:
        call("tasks.create_task", **NEW)
    error: Any = caught.value
    assert [str(problem) for problem in error.problems] == ["name: The name field is required."]


def test_remaining_quota_is_read(server: Server) -> None:
    server.respond_with(ok(task(), 201))
    with Plannr("t", account_uuid=ACCOUNT, transport=httpx.MockTransport(server.handle)) as plannr:
        plannr.tasks.create_task(**NEW)
        assert plannr.rate_limit is not None
        assert plannr.rate_limit.remaining == 499


# --- the account ---


@pytest.mark.parametrize(
    "logins",
    [
        {"data": [login(ACCOUNT)]},
        {"data": [login(ACCOUNT), login(ACCOUNT), login(None)]},
        {"data": [login(OTHER), login(ACCOUNT)], "preferred_account_uuid": ACCOUNT},
        {"data": [login(OTHER), login(ACCOUNT, preferred_account_uuid=ACCOUNT)]},
    ],
)
def test_account_found_by_the_logins(call: Call, server: Server, logins: dict[str, Any]) -> None:
    server.respond_with(ok(logins), ok(task(), 201))
    call("tasks.create_task", **NEW, account=None)
    first, second = server.requests
    assert first.url.path == "/api/v1/logins"
    assert "x-plannr-account-uuid" not in first.headers
    assert second.headers["x-plannr-account-uuid"] == ACCOUNT


@pytest.mark.parametrize(
    ("logins", "problem"),
    [([], "no login with an account"), ([login(ACCOUNT), login(OTHER)], f"several accounts: {ACCOUNT} .* {OTHER}")],
)
def test_account_that_cannot_be_chosen(call: Call, server: Server, logins: list[Any], problem: str) -> None:
    server.respond_with(ok({"data": logins}))
    with pytest.raises(RequestValidationError, match=f"account_uuid: .*{problem}"):
        call("tasks.create_task", **NEW, account=None)
    assert len(server.requests) == 1


def test_account_is_found_once(server: Server) -> None:
    server.respond_with(ok({"data": [login(ACCOUNT)]}), ok(task(), 201))
    with Plannr("t", transport=httpx.MockTransport(server.handle)) as plannr:
        known = [plannr.account_uuid]
        for _ in range(2):
            plannr.tasks.create_task(**NEW)
            known.append(plannr.account_uuid)
    assert known == [None, ACCOUNT, ACCOUNT]
    assert [request.url.path for request in server.requests] == ["/api/v1/logins", "/api/v1/task", "/api/v1/task"]


def test_account_of_one_call(call: Call, server: Server) -> None:
    server.respond_with(ok(task(), 201))
    call("tasks.create_task", **NEW, x_plannr_account_uuid=OTHER)
    assert server.requests[0].headers["x-plannr-account-uuid"] == OTHER


def test_account_of_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNR_ACCOUNT_UUID", ACCOUNT)
    monkeypatch.setenv("PLANNR_TOKEN", "of-the-environment")
    server.respond_with(ok(task(), 201))
    with Plannr(transport=httpx.MockTransport(server.handle)) as plannr:
        plannr.tasks.create_task(**NEW)
    assert server.requests[0].headers["x-plannr-account-uuid"] == ACCOUNT


def test_account_that_is_no_uuid() -> None:
    with pytest.raises(ValueError, match="account_uuid: must be a UUID, is 'me'"):
        Plannr("t", account_uuid="me")


# --- once ---


def test_equal_open_task_is_returned(call: Call, server: Server) -> None:
    server.respond_with(tasks(task(name="Other"), task(due_at="2026-01-31 00:00:00", priority="low")))
    found = call("tasks.create_task_once", **NEW, due_at=date(2026, 1, 31), priority="low")
    assert str(found.uuid) == UUID
    (request,) = server.requests
    assert request.url.params["filter[open_tasks]"] == "true"
    assert request.url.params["filter[taskable_uuid]"] == PLAN
    assert request.url.params["filter[taskable_type]"] == "plan"


DIFFERENT: list[dict[str, Any]] = [
    task(name="Check  details"),
    task(completed_at="2026-01-01 00:00:00"),
    task(status={"uuid": STATUS, "is_type_completed": True}),
    task(status={"uuid": STATUS, "is_archived": True}),
    task(taskable={"uuid": OTHER}),
    task(taskable_type="case"),
    task(due_at="2026-02-01", priority="low"),
    task(due_at="2026-01-31", priority="high"),
    task(due_at="2026-01-31", priority="low", assigned_to={"uuid": OTHER}),
    task(
        due_at="2026-01-31",
        priority="low",
        assigned_to=[{"uuid": ACCOUNT}],
        custom_fields=[{"uuid": UUID, "reference": "pet", "value": "Cat"}],
    ),
]


@pytest.mark.parametrize("other", DIFFERENT)
def test_other_task_is_not_the_one(call: Call, server: Server, other: dict[str, Any]) -> None:
    server.respond_with(tasks(other), ok(task(), 201))
    given_fields = {
        "due_at": "2026-01-31",
        "priority": "low",
        "assigned_to_uuids": [ACCOUNT],
        "custom_fields": {"pet": "Dog"},
    }
    call("tasks.create_task_once", **NEW, **given_fields)
    assert [request.method for request in server.requests] == ["GET", "POST"]


def test_tasks_of_clients_are_looked_for_by_client(call: Call, server: Server) -> None:
    server.respond_with(tasks(), ok(task(), 201))
    call("tasks.create_task_once", **{**NEW, "taskable_type": "client"})
    params = server.requests[0].url.params
    assert params["filter[client_uuid]"] == PLAN
    assert "filter[taskable_type]" not in params


def test_every_page_is_looked_at(call: Call, server: Server) -> None:
    link = "https://api.plannrcrm.com/api/v1/task?page=2"
    server.respond_with(tasks(link=link), tasks(task()))
    call("tasks.create_task_once", **NEW)
    assert [request.method for request in server.requests] == ["GET", "GET"]


def test_task_found_after_lost_answer(call: Call, server: Server) -> None:
    server.respond_with(tasks(), httpx.Response(503), tasks(task()))
    assert str(call("tasks.create_task_once", **NEW).uuid) == UUID
    assert [request.method for request in server.requests] == ["GET", "POST", "GET"]


def test_failure_raised_where_it_was_not_created(call: Call, server: Server) -> None:
    server.respond_with(tasks(), httpx.Response(503), tasks())
    with pytest.raises(ServerError):
        call("tasks.create_task_once", **NEW)
