"""List plan task changes: `GET /planner/plans/{plan-id}/tasks/delta`."""

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
    name="list_plan_task_changes",
    method="GET",
    path="/planner/plans/{plan_id}/tasks/delta",
    read=PlannerTaskDeltaCollection.from_dict,
    parameters=(
        Parameter("plan_id", "plan-id", "path", Limits("string", min_length=28, max_length=28), required=True),
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
    plan_id: str,
    *,
    client: AsyncAPIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskDeltaCollection]:
    """List plan task changes.

    Args:
        plan_id: Id of the plan. Exactly 28 characters.
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

    API: `GET /planner/plans/{plan-id}/tasks/delta`.

    The spec is incomplete here. Missing: the path: the page prints /planner/tasks/delta, which users say always
    fails, and shows a delta link of the plan; the path is in the beta metadata; the shape of createdBy, completedBy
    and assignments: the example shows plain ids; how a deleted object is told; errors: the page names none.
    """
    return await client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "expand": expand,
            "deltatoken": deltatoken,
            "skiptoken": skiptoken,
        },
        options=options,
    )


async def asyncio(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> PlannerTaskDeltaCollection:
    """List plan task changes.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            plan_id, expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, client=client, options=options
        )
    ).parsed


def sync_detailed(
    plan_id: str,
    *,
    client: APIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskDeltaCollection]:
    """List plan task changes.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "expand": expand,
            "deltatoken": deltatoken,
            "skiptoken": skiptoken,
        },
        options=options,
    )


def sync(
    plan_id: str,
    *,
    client: APIClient,
    expand: Sequence[TaskExpansion | str] | None = None,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> PlannerTaskDeltaCollection:
    """List plan task changes.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        plan_id, expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, client=client, options=options
    ).parsed
