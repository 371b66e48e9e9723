"""Create account: `POST /api/v1/account`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ....._runtime.reading import as_is

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[Any] = Operation(
    name="create_account",
    method="POST",
    path="/api/v1/account",
    read=as_is,
    parameters=(Parameter("x_plannr_account_uuid", "X-PLANNR-ACCOUNT-UUID", "header", Limits("uuid"), required=False),),
    body=Limits("object"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: Mapping[str, Any],
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[Any]:
    """Create account.

    Args:
        client: The client that sends the request.
        body: Left open: the page shows its own structure (client, employee, introducer), not the body.
        x_plannr_account_uuid: The account to act as: account.uuid of a login.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        RateLimitError: 429: More than 500 requests a minute of one user.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/v1/account`.

    The spec is incomplete here. Missing: whether the account header is needed: the page does not list it, the guide
    says most routes do; the body; the success status and the response; the errors.
    """
    return await client.send(
        OPERATION,
        {
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        body=body,
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: Mapping[str, Any],
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Any:
    """Create account.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(body=body, x_plannr_account_uuid=x_plannr_account_uuid, client=client, options=options)
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: Mapping[str, Any],
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Response[Any]:
    """Create account.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "x_plannr_account_uuid": x_plannr_account_uuid,
        },
        body=body,
        options=options,
    )


def sync(
    *,
    client: APIClient,
    body: Mapping[str, Any],
    x_plannr_account_uuid: UUID | str | None = None,
    options: RequestOptions | None = None,
) -> Any:
    """Create account.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, x_plannr_account_uuid=x_plannr_account_uuid, client=client, options=options).parsed
