"""Create meeting: `POST /api/public/v1/calendar/meetings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.create_meeting_request import CreateMeetingRequest
from ...models.meeting_single_response import MeetingSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[MeetingSingleResponse] = Operation(
    name="create_meeting",
    method="POST",
    path="/api/public/v1/calendar/meetings",
    read=MeetingSingleResponse.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateMeetingRequest,
    options: RequestOptions | None = None,
) -> Response[MeetingSingleResponse]:
    """Create meeting.

    Args:
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/public/v1/calendar/meetings`.

    The spec is incomplete here. Missing: which body fields are required; parameters or body fields after those
    listed; which response fields may be null or absent; the scope; the success status code.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateMeetingRequest,
    options: RequestOptions | None = None,
) -> MeetingSingleResponse:
    """Create meeting.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateMeetingRequest,
    options: RequestOptions | None = None,
) -> Response[MeetingSingleResponse]:
    """Create meeting.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreateMeetingRequest,
    options: RequestOptions | None = None,
) -> MeetingSingleResponse:
    """Create meeting.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed
