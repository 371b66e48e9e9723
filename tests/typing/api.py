"""The public API as type checkers see it: this file is checked, never run."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_type
from uuid import UUID

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
from msportal_client.models import (
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
)


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
    async for one in pager:
        assert_type(one, PlannerItem)
    async for audit in msportal.analytics.list_company_audit_data():
        assert_type(audit, CompanyAudit)
    detailed = await create_goal.asyncio_detailed(
        client=msportal, body=CreateGoalRequest(title="x", company_id=str(company_id))
    )
    assert_type(detailed, Response[GoalSingleResponse])
    assert_type(detailed.parsed.data, GoalDetail)


def synchronous(msportal: MSPortal) -> None:
    assert_type(msportal.planner.create_planner_item(title="x"), PlannerItemDetail)
    pager = msportal.planner.list_planner_items()
    assert_type(pager, Pager[PlannerItem])
    assert_type(pager.first(), Page[PlannerItem])
    for item in pager:
        assert_type(item, PlannerItem)


def models() -> None:
    assert_type(CreatePlannerItemRequest(title="x").description, str | Unset)


def errors(denied: PermissionDeniedError, limited: RateLimitError) -> None:
    assert_type(denied.required_scope, str | None)
    assert_type(denied.response, Response[None])
    assert_type(limited.reset_at, datetime | None)


def network_settings(context: ssl.SSLContext) -> None:
    MSPortal(proxy="http://proxy.example.com:3128", verify="ca.pem", cert=Path("client.pem"), trust_env=False)
    MSPortal(verify=context, http2=True, max_connections=20, allow_http=True)
    AsyncMSPortal(verify=Path("ca.pem"), cert=("client.pem", Path("client.key"), "password"))
    AsyncMSPortal(verify=False, cert=("client.pem", "client.key"))
