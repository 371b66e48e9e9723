"""Create goal: `POST /api/public/v1/goals`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.create_goal_request import CreateGoalRequest
from ...models.goal_single_response import GoalSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[GoalSingleResponse] = Operation(
    name="create_goal",
    method="POST",
    path="/api/public/v1/goals",
    read=GoalSingleResponse.from_dict,
    body=Limits("model"),
    required_scope="goals.write",
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateGoalRequest,
    options: RequestOptions | None = None,
) -> Response[GoalSingleResponse]:
    """Create goal.

    Create a new goal. The goal will be associated with the specified company.

    Args:
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error or invalid reference ID.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - Missing required scope (goals.write).
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/public/v1/goals`, scope `goals.write`.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateGoalRequest,
    options: RequestOptions | None = None,
) -> GoalSingleResponse:
    """Create goal.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateGoalRequest,
    options: RequestOptions | None = None,
) -> Response[GoalSingleResponse]:
    """Create goal.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreateGoalRequest,
    options: RequestOptions | None = None,
) -> GoalSingleResponse:
    """Create goal.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed
