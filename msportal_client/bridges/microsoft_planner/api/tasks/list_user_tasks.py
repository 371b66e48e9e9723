"""List user tasks: `GET /users/{user-id}/planner/tasks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_task_collection import PlannerTaskCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerTaskCollection] = Operation(
    name="list_user_tasks",
    method="GET",
    path="/users/{user_id}/planner/tasks",
    read=PlannerTaskCollection.from_dict,
    parameters=(Parameter("user_id", "user-id", "path", Limits("string", min_length=1), required=True),),
)


async def asyncio_detailed(
    user_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskCollection]:
    """List user tasks.

    Args:
        user_id: Id or principal name of the user. At least 1 character.
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /users/{user-id}/planner/tasks`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page; whose tasks may be seen: with delegated rights another user's answer 403 in most reports.
    """
    return await client.send(
        OPERATION,
        {
            "user_id": user_id,
        },
        options=options,
    )


async def asyncio(
    user_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerTaskCollection:
    """List user tasks.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(user_id, client=client, options=options)).parsed


def sync_detailed(
    user_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskCollection]:
    """List user tasks.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "user_id": user_id,
        },
        options=options,
    )


def sync(
    user_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerTaskCollection:
    """List user tasks.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(user_id, client=client, options=options).parsed
