"""List user changes: `GET /users/{user-id}/planner/all/delta`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_delta_collection import PlannerDeltaCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerDeltaCollection] = Operation(
    name="list_user_changes",
    method="GET",
    path="/users/{user_id}/planner/all/delta",
    read=PlannerDeltaCollection.from_dict,
    parameters=(Parameter("user_id", "user-id", "path", Limits("string", min_length=1), required=True),),
    server="/beta",
)


async def asyncio_detailed(
    user_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerDeltaCollection]:
    """List user changes.

    As listMyChanges, for another user.

    Args:
        user_id: Id or principal name of the user. At least 1 character.
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
            contradict each other.
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /users/{user-id}/planner/all/delta`.

    The spec is incomplete here. Missing: how a deleted object is told; how the removal of one assignee, checklist
    item or link is told; whose changes may be seen.
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
) -> PlannerDeltaCollection:
    """List user changes.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(user_id, client=client, options=options)).parsed


def sync_detailed(
    user_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerDeltaCollection]:
    """List user changes.

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
) -> PlannerDeltaCollection:
    """List user changes.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(user_id, client=client, options=options).parsed
