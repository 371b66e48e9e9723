"""Get NPS survey: `GET /api/public/v1/surveys/nps/{id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.nps_survey_single_response import NpsSurveySingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[NpsSurveySingleResponse] = Operation(
    name="get_nps_survey",
    method="GET",
    path="/api/public/v1/surveys/nps/{id}",
    read=NpsSurveySingleResponse.from_dict,
    parameters=(Parameter("id", "id", "path", Limits("uuid"), required=True),),
)


async def asyncio_detailed(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[NpsSurveySingleResponse]:
    """Get NPS survey.

    Args:
        id: A UUID.
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        NotFoundError: 404: Not found.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/surveys/nps/{id}`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(
        OPERATION,
        {
            "id": id,
        },
        options=options,
    )


async def asyncio(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> NpsSurveySingleResponse:
    """Get NPS survey.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(id, client=client, options=options)).parsed


def sync_detailed(
    id: UUID | str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[NpsSurveySingleResponse]:
    """Get NPS survey.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "id": id,
        },
        options=options,
    )


def sync(
    id: UUID | str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> NpsSurveySingleResponse:
    """Get NPS survey.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(id, client=client, options=options).parsed
