"""Create task status: `POST /api/v1/task-status`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.create_task_status_request import CreateTaskStatusRequest
from ...models.task_status import TaskStatus

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[TaskStatus] = Operation(
    name="create_task_status",
    method="POST",
    path="/api/v1/task-status",
    read=TaskStatus.from_dict,
    parameters=(Parameter("x_plannr_account_uuid", "X-PLANNR-ACCOUNT-UUID", "header", Limits("uuid"), required=False),),
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateTaskStatusRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[TaskStatus]:
    """Create task status.

    Args:
        client: The client that sends the request.
        body: The request body.
        x_plannr_account_uuid: The account to act as: account.uuid of a login.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        RateLimitError: 429: More than 500 requests a minute of one user.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/v1/task-status`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the errors.
    """
    return await client.send(
        OPERATION,
        {
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        body=body,
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateTaskStatusRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> TaskStatus:
    """Create task status.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(body=body, x_plannr_account_uuid=x_plannr_account_uuid, client=client, options=options)
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateTaskStatusRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[TaskStatus]:
    """Create task status.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        body=body,
        options=options,
    )


def sync(
    *,
    client: APIClient,
    body: CreateTaskStatusRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> TaskStatus:
    """Create task status.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, x_plannr_account_uuid=x_plannr_account_uuid, client=client, options=options).parsed
