"""List client statuses: `GET /api/v1/client-status`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ....._runtime.parameter_styles import ParameterStyle
from ...models.client_status_page import ClientStatusPage
from ...models.list_client_statuses_sort import ListClientStatusesSort

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[ClientStatusPage] = Operation(
    name="list_client_statuses",
    method="GET",
    path="/api/v1/client-status",
    read=ClientStatusPage.from_dict,
    parameters=(
        Parameter(
            "filter_uuid",
            "filter[uuid]",
            "query",
            Limits("array", items=Limits("uuid")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("sort", "sort", "query", Limits("string"), required=False),
        Parameter("per_page", "per_page", "query", Limits("integer", minimum=1, maximum=500), required=False),
        Parameter("x_plannr_account_uuid", "X-PLANNR-ACCOUNT-UUID", "header", Limits("uuid"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    filter_uuid: Sequence[UUID | str] | None = None,
    sort: ListClientStatusesSort | str | None = None,
    per_page: int | None = None,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[ClientStatusPage]:
    """List client statuses.

    Args:
        client: The client that sends the request.
        filter_uuid: A list, sent as `filter[uuid]`.
        sort: A leading - turns the order round. The server's default is name.
        per_page: How many a page has. 1 to 500. The server's default is 15.
        x_plannr_account_uuid: The account to act as: account.uuid of a login.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        RateLimitError: 429: More than 500 requests a minute of one user.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/v1/client-status`.

    The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
    response fields may be null or absent.
    """
    return await client.send(
        OPERATION,
        {
            "filter_uuid": filter_uuid,
            "sort": sort,
            "per_page": per_page,
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    filter_uuid: Sequence[UUID | str] | None = None,
    sort: ListClientStatusesSort | str | None = None,
    per_page: int | None = None,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> ClientStatusPage:
    """List client statuses.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            filter_uuid=filter_uuid,
            sort=sort,
            per_page=per_page,
            x_plannr_account_uuid=x_plannr_account_uuid,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    filter_uuid: Sequence[UUID | str] | None = None,
    sort: ListClientStatusesSort | str | None = None,
    per_page: int | None = None,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[ClientStatusPage]:
    """List client statuses.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "filter_uuid": filter_uuid,
            "sort": sort,
            "per_page": per_page,
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    filter_uuid: Sequence[UUID | str] | None = None,
    sort: ListClientStatusesSort | str | None = None,
    per_page: int | None = None,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> ClientStatusPage:
    """List client statuses.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        filter_uuid=filter_uuid,
        sort=sort,
        per_page=per_page,
        x_plannr_account_uuid=x_plannr_account_uuid,
        client=client,
        options=options,
    ).parsed
