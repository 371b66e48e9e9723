"""Get NPS analytics: `GET /api/public/v1/surveys/nps/{id}/analytics`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.get_nps_analytics_period_type import GetNpsAnalyticsPeriodType
from ...models.nps_analytics_single_response import NpsAnalyticsSingleResponse

if TYPE_CHECKING:
    from ...client import AsyncMSPortal, MSPortal
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[NpsAnalyticsSingleResponse] = Operation(
    name="get_nps_analytics",
    method="GET",
    path="/api/public/v1/surveys/nps/{id}/analytics",
    read=NpsAnalyticsSingleResponse.from_dict,
    parameters=(
        Parameter("id", "id", "path", Limits("uuid"), required=True),
        Parameter("period_type", "periodType", "query", Limits("string"), required=False),
        Parameter("company_id", "companyId", "query", Limits("uuid"), required=False),
        Parameter("date_from", "dateFrom", "query", Limits("date-time"), required=False),
        Parameter("date_to", "dateTo", "query", Limits("date-time"), required=False),
        Parameter("live", "live", "query", Limits("boolean"), required=False),
    ),
)


async def asyncio_detailed(
    id: UUID | str,
    *,
    client: AsyncMSPortal,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[NpsAnalyticsSingleResponse]:
    """Get NPS analytics.

    Args:
        id: `id` of the API.
        client: Sends it.
        period_type: `periodType` of the API.
        company_id: `companyId` of the API.
        date_from: `dateFrom` of the API.
        date_to: `dateTo` of the API.
        live: The server's default is false.
        options: What this call does differently from its client.

    Returns:
        The answer, with status, headers, request id and rate limit: what it says is `parsed`.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        NotFoundError: 404: Not found.
        RequestValidationError: An argument breaks a documented limit; nothing was sent.

    API: `GET /api/public/v1/surveys/nps/{id}/analytics`.

    The spec is partial here; not shown: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(
        OPERATION,
        {
            "id": id,
            "period_type": period_type,
            "company_id": company_id,
            "date_from": date_from,
            "date_to": date_to,
            "live": live,
        },
        options=options,
    )


async def asyncio(
    id: UUID | str,
    *,
    client: AsyncMSPortal,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> NpsAnalyticsSingleResponse:
    """Get NPS analytics: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return (
        await asyncio_detailed(
            id,
            period_type=period_type,
            company_id=company_id,
            date_from=date_from,
            date_to=date_to,
            live=live,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    id: UUID | str,
    *,
    client: MSPortal,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[NpsAnalyticsSingleResponse]:
    """Get NPS analytics, synchronously.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return client.send(
        OPERATION,
        {
            "id": id,
            "period_type": period_type,
            "company_id": company_id,
            "date_from": date_from,
            "date_to": date_to,
            "live": live,
        },
        options=options,
    )


def sync(
    id: UUID | str,
    *,
    client: MSPortal,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> NpsAnalyticsSingleResponse:
    """Get NPS analytics, synchronously: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return sync_detailed(
        id,
        period_type=period_type,
        company_id=company_id,
        date_from=date_from,
        date_to=date_to,
        live=live,
        client=client,
        options=options,
    ).parsed
