"""List my task changes: `GET /me/planner/tasks/delta`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ....._runtime.parameter_styles import ParameterStyle
from ...models.planner_task_delta_collection import PlannerTaskDeltaCollection
from ...models.task_expansion import TaskExpansion

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerTaskDeltaCollection] = Operation(
    name="list_my_task_changes",
    method="GET",
    path="/me/planner/tasks/delta",
    read=PlannerTaskDeltaCollection.from_dict,
    parameters=(
        Parameter(
            "expand",
            "$expand",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("deltatoken", "$deltatoken", "query", Limits("string"), required=False),
        Parameter("skiptoken", "$skiptoken", "query", Limits("string"), required=False),
    ),
    server="/beta",
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskDeltaCollection]:
    """List my task changes.

    Args:
        client: The client that sends the request.
        expand: Comes with the details of each task; on the first request only.
        deltatoken: From a delta link, which is better followed whole.
        skiptoken: From a next link, which is better followed whole.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /me/planner/tasks/delta`.

    The spec is incomplete here. Missing: the shape of createdBy, completedBy and assignments: the example shows
    plain ids; how a deleted object is told; errors: the page names none.
    """
    return await client.send(
        OPERATION,
        {
            "expand": expand,
            "deltatoken": deltatoken,
            "skiptoken": skiptoken,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> PlannerTaskDeltaCollection:
    """List my task changes.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, client=client, options=options
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskDeltaCollection]:
    """List my task changes.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "expand": expand,
            "deltatoken": deltatoken,
            "skiptoken": skiptoken,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> PlannerTaskDeltaCollection:
    """List my task changes.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, client=client, options=options
    ).parsed
