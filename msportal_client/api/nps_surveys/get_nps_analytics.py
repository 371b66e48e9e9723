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
    from ..._runtime.clients import APIClient, AsyncAPIClient
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
    client: AsyncAPIClient,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[NpsAnalyticsSingleResponse]:
    """Get NPS analytics.

    Args:
        id: A UUID.
        client: The client that sends the request.
        period_type: One of `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, `all_time`, sent as `periodType`.
        company_id: A UUID, sent as `companyId`.
        date_from: A time with a time zone, sent as `dateFrom`.
        date_to: A time with a time zone, sent as `dateTo`.
        live: The server's default is false.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        NotFoundError: 404: Not found.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/surveys/nps/{id}/analytics`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
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
    client: AsyncAPIClient,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> NpsAnalyticsSingleResponse:
    """Get NPS analytics.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
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
    client: APIClient,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[NpsAnalyticsSingleResponse]:
    """Get NPS analytics.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
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
    client: APIClient,
    period_type: GetNpsAnalyticsPeriodType | str | None = None,
    company_id: UUID | str | None = None,
    date_from: datetime | None = None,
    date_to: datetime | None = None,
    live: bool | None = None,
    options: RequestOptions | None = None,
) -> NpsAnalyticsSingleResponse:
    """Get NPS analytics.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
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
