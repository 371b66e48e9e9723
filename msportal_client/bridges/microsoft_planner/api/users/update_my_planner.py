"""Update my planner: `PATCH /me/planner`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_user import PlannerUser
from ...models.return_preference import ReturnPreference
from ...models.update_my_planner_request import UpdateMyPlannerRequest

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerUser] = Operation(
    name="update_my_planner",
    method="PATCH",
    path="/me/planner",
    read=PlannerUser.from_dict,
    parameters=(
        Parameter("if_match", "If-Match", "header", Limits("string", min_length=1), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
    body=Limits("model"),
    server="/beta",
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    if_match: str,
    body: UpdateMyPlannerRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerUser]:
    """Update my planner.

    Args:
        client: The client that sends the request.
        if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
        body: The request body.
        prefer: Answers 200 with the changed resource in place of 204.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
            contradict each other.
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `PATCH /me/planner`.

    The spec is incomplete here. Missing: 403 with MaximumFavoritePlansForUser has been seen although the change was
    made; what error.code says with 409 and 412.
    """
    return await client.send(
        OPERATION,
        {
            "if_match": if_match,
            "prefer": prefer,
        },
        body=body,
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    if_match: str,
    body: UpdateMyPlannerRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerUser:
    """Update my planner.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(if_match=if_match, body=body, prefer=prefer, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    if_match: str,
    body: UpdateMyPlannerRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerUser]:
    """Update my planner.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "if_match": if_match,
            "prefer": prefer,
        },
        body=body,
        options=options,
    )


def sync(
    *,
    client: APIClient,
    if_match: str,
    body: UpdateMyPlannerRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerUser:
    """Update my planner.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(if_match=if_match, body=body, prefer=prefer, client=client, options=options).parsed
