"""The public API as type checkers see it: this file is checked, never run."""

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, assert_type
from uuid import UUID

from fastapi import Body, FastAPI

from msportal_client import (
    AsyncMSPortal,
    AsyncPager,
    MSPortal,
    Page,
    Pager,
    PermissionDeniedError,
    RateLimitError,
    RequestOptions,
    Response,
    RetryPolicy,
    Unset,
)
from msportal_client.api.goals import create_goal
from msportal_client.bulk import AsyncBulk, Bulk, Outcome, Progress, bulk
from msportal_client.events import Event, Finished
from msportal_client.models import (
    BudgetDetail,
    BusinessValue,
    CompanyAudit,
    CreateGoalRequest,
    CreatePlannerItemRequest,
    GoalDetail,
    GoalSingleResponse,
    PlannerCompanyRef,
    PlannerItem,
    PlannerItemDetail,
    PlannerStatus,
    Ticket,
)
from msportal_client.pagination import Pagination
from msportal_client.testing import example, mock_client


async def asynchronous(msportal: AsyncMSPortal, company_id: UUID) -> None:
    item = await msportal.planner.create_planner_item(
        title="x",
        company_id=company_id,
        business_value=BusinessValue.HIGH,
        status="In Progress",
        due_date=datetime.now(UTC),
        options=RequestOptions(timeout=5.0, retry=RetryPolicy.never()),
    )
    assert_type(item, PlannerItemDetail)
    assert_type(item.id, UUID)
    assert_type(item.status, PlannerStatus)
    assert_type(item.due_date, datetime | None)
    assert_type(item.company, PlannerCompanyRef | None)
    assert_type(item.tags, list[str])
    pager = msportal.planner.list_planner_items(limit=10, sort_column="title")
    assert_type(pager, AsyncPager[PlannerItem])
    assert_type(await pager, Page[PlannerItem])
    assert_type(await asyncio.create_task(pager), Page[PlannerItem])
    assert_type(await pager.collect(), list[PlannerItem])
    assert_type(await pager.take(3), list[PlannerItem])
    async for one in pager.take(3):
        assert_type(one, PlannerItem)
    assert_type(await pager.count(), int)
    async for page in pager.pages():
        assert_type(page.pagination, Pagination)
        assert_type(page.pagination.total_count // page.pagination.limit, int)
    async for one in pager:
        assert_type(one, PlannerItem)
    async for audit in msportal.analytics.list_company_audit_data():
        assert_type(audit, CompanyAudit)
    detailed = await create_goal.asyncio_detailed(
        client=msportal, body=CreateGoalRequest(title="x", company_id=str(company_id))
    )
    assert_type(detailed, Response[GoalSingleResponse])
    assert_type(detailed.parsed.data, GoalDetail)


async def asynchronous_requests(msportal: AsyncMSPortal, goal_id: UUID) -> None:
    response = await msportal.request("GET", "/goals/{id}", params={"id": goal_id}, query={"a": 1, "b": ["c"]})
    assert_type(response, Response[None])
    assert_type(response.text, str)
    await msportal.request("POST", "/goals", body={"title": "x"}, options=RequestOptions(timeout=5.0))
    derived = msportal.with_options(timeout=5.0, retry=RetryPolicy.never(), headers={"x-a": "b"}, strict=True)
    assert_type(derived, AsyncMSPortal)
    raw = derived.planner.with_raw_response
    assert_type(await raw.create_planner_item(title="x", hours=2), Response[PlannerItemDetail])
    assert_type(await raw.list_planner_items(limit=10), Response[Page[PlannerItem]])
    assert_type((await raw.list_planner_items(limit=10)).parsed.pagination.page, int)
    await raw.create_planner_item(title=5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]


def synchronous_requests(msportal: MSPortal, budget_id: UUID) -> None:
    assert_type(msportal.request("DELETE", "/goals/{id}", params={"id": 5}), Response[None])
    assert_type(msportal.with_options(timeout=5.0), MSPortal)
    assert_type(msportal.planner.with_raw_response.create_planner_item(title="x"), Response[PlannerItemDetail])
    assert_type(msportal.planner.with_raw_response.list_planner_items(), Response[Page[PlannerItem]])
    assert_type(msportal.budgets.with_raw_response.get_budget(budget_id), Response[BudgetDetail])


def events(event: Event) -> None:
    assert_type(event.operation, str)
    if isinstance(event, Finished):
        assert_type(event.status_code, int | None)
        assert_type(event.error, BaseException | None)
        assert_type((event.attempts, event.waited, event.seconds), tuple[int, float, float])


def synchronous(msportal: MSPortal) -> None:
    assert_type(msportal.planner.create_planner_item(title="x"), PlannerItemDetail)
    pager = msportal.planner.list_planner_items()
    assert_type(pager, Pager[PlannerItem])
    assert_type(pager.first(), Page[PlannerItem])
    assert_type(pager.first().pagination.total_pages, int)
    assert_type(pager.take(3), list[PlannerItem])
    assert_type(pager.collect(), list[PlannerItem])
    assert_type(pager.count(), int)
    for item in pager:
        assert_type(item, PlannerItem)


def models(item: PlannerItem) -> None:
    assert_type(item.to_json(), str)
    assert_type(PlannerItem.from_json("{}"), PlannerItem)
    assert_type(item.to_python(), dict[str, Any])
    assert_type(CreatePlannerItemRequest(title="x").description, str | Unset)


def errors(denied: PermissionDeniedError, limited: RateLimitError) -> None:
    assert_type(denied.required_scope, str | None)
    assert_type(denied.response, Response[None])
    assert_type(limited.reset_at, datetime | None)
    assert_type(limited.retry_after, float | None)
    assert_type(limited.response, Response[None] | None)


def network_settings(context: ssl.SSLContext) -> None:
    MSPortal(proxy="http://proxy.example.com:3128", verify="ca.pem", cert=Path("client.pem"), trust_env=False)
    MSPortal(verify=context, http2=True, max_connections=20, allow_http=True)
    AsyncMSPortal(verify=Path("ca.pem"), cert=("client.pem", Path("client.key"), "password"))
    AsyncMSPortal(verify=False, cert=("client.pem", "client.key"))


async def bulk_asynchronous(msportal: AsyncMSPortal, rows: list[dict[str, Any]]) -> None:
    async for outcome in bulk(msportal.planner.create_planner_item, rows, in_flight=4, ordered=True):
        assert_type(outcome, Outcome[PlannerItemDetail])
        assert_type(outcome.result, PlannerItemDetail)
        assert_type(outcome.status, Literal["done", "failed", "not_sent", "unknown"])
        assert_type(outcome.error, Exception | None)

    async def find(row: Mapping[str, object]) -> PlannerItem | None:
        return await anext(aiter(msportal.planner.list_planner_items()), None)

    job = bulk(msportal.planner.create_planner_item, rows, journal="import.journal", find=find)
    assert_type(job, AsyncBulk[PlannerItemDetail | PlannerItem])
    async with job:
        async for found in job:
            assert_type(found.result, PlannerItemDetail | PlannerItem)
    assert_type(job.progress, Progress)
    known: dict[str, PlannerItemDetail] = {}
    looked_up = bulk(msportal.planner.create_planner_item, rows, journal="x", find=lambda row: known.get(row["title"]))
    assert_type(looked_up, AsyncBulk[PlannerItemDetail])


def bulk_synchronous(msportal: MSPortal, rows: Iterator[dict[str, object]]) -> None:
    for outcome in bulk(msportal.planner.create_planner_item, rows, on_progress=print):
        assert_type(outcome, Outcome[PlannerItemDetail])

    def find(row: Mapping[str, object]) -> GoalDetail | None:
        return None

    assert_type(bulk(msportal.goals.create_goal, rows, journal="x", find=find), Bulk[GoalDetail])


async def mocks() -> None:
    msportal = mock_client(AsyncMSPortal)
    msportal.tickets.list_tickets.return_value = [example(Ticket, title="x")]
    await bulk_asynchronous(msportal, [])
    assert_type(example(PlannerItemDetail, title="x"), PlannerItemDetail)


app = FastAPI()


@app.post("/items")
async def create(item: Annotated[CreatePlannerItemRequest, Body()]) -> PlannerItemDetail:
    async with AsyncMSPortal() as msportal:
        return await msportal.planner.create_planner_item(**item.to_python())
