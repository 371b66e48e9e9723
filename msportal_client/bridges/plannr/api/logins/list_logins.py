"""List logins: `GET /api/v1/logins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.operation import Operation
from ...models.login_list import LoginList

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[LoginList] = Operation(
    name="list_logins",
    method="GET",
    path="/api/v1/logins",
    read=LoginList.from_dict,
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[LoginList]:
    """List logins.

    Where the account uuid that other operations need is found; needs none itself.

    Args:
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        RateLimitError: 429: More than 500 requests a minute of one user.

    API: `GET /api/v1/logins`.

    The spec is incomplete here. Missing: where preferred_account_uuid stands; which response fields may be null or
    absent.
    """
    return await client.send(OPERATION, {}, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> LoginList:
    """List logins.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[LoginList]:
    """List logins.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, options=options)


def sync(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> LoginList:
    """List logins.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(client=client, options=options).parsed
