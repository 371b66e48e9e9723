"""Update task: `PUT /api/v1/task/{uuid}`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.task import Task
from ...models.update_task_request import UpdateTaskRequest

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[Task] = Operation(
    name="update_task",
    method="PUT",
    path="/api/v1/task/{uuid}",
    read=Task.from_dict,
    parameters=(
        Parameter("uuid", "uuid", "path", Limits("uuid"), required=True),
        Parameter("x_plannr_account_uuid", "X-PLANNR-ACCOUNT-UUID", "header", Limits("uuid"), required=False),
    ),
    body=Limits("model"),
)


async def asyncio_detailed(
    uuid: UUID | str,
    *,
    client: AsyncAPIClient,
    body: UpdateTaskRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[Task]:
    """Update task.

    Args:
        uuid: The task.
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

    API: `PUT /api/v1/task/{uuid}`.

    The spec is incomplete here. Missing: an older page types the path parameter as an integer; what absent fields
    do, what null does; which response fields may be null or absent; the errors.
    """
    return await client.send(
        OPERATION,
        {
            "uuid": uuid,
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        body=body,
        options=options,
    )


async def asyncio(
    uuid: UUID | str,
    *,
    client: AsyncAPIClient,
    body: UpdateTaskRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Task:
    """Update task.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            uuid, body=body, x_plannr_account_uuid=x_plannr_account_uuid, client=client, options=options
        )
    ).parsed


def sync_detailed(
    uuid: UUID | str,
    *,
    client: APIClient,
    body: UpdateTaskRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[Task]:
    """Update task.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "uuid": uuid,
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        body=body,
        options=options,
    )


def sync(
    uuid: UUID | str,
    *,
    client: APIClient,
    body: UpdateTaskRequest,
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Task:
    """Update task.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        uuid, body=body, x_plannr_account_uuid=x_plannr_account_uuid, client=client, options=options
    ).parsed
