"""List users: `GET /api/public/v1/users`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.list_users_sort_column import ListUsersSortColumn
from ...models.list_users_status import ListUsersStatus
from ...models.user_list_response import UserListResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[UserListResponse] = Operation(
    name="list_users",
    method="GET",
    path="/api/public/v1/users",
    read=UserListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("sort_column", "sortColumn", "query", Limits("string"), required=False),
        Parameter("sort_desc", "sortDesc", "query", Limits("boolean"), required=False),
        Parameter("status", "status", "query", Limits("string"), required=False),
        Parameter("role_id", "roleId", "query", Limits("uuid"), required=False),
        Parameter("company_id", "companyId", "query", Limits("uuid"), required=False),
        Parameter("is_primary_admin", "isPrimaryAdmin", "query", Limits("boolean"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListUsersSortColumn | str | None = None,
    sort_desc: bool | None = None,
    status: ListUsersStatus | str | None = None,
    role_id: UUID | str | None = None,
    company_id: UUID | str | None = None,
    is_primary_admin: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[UserListResponse]:
    """List users.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 25.
        sort_column: The server's default is full_name.
        sort_desc: The server's default is false.
        status: One of `active`, `disabled`, `pending`, `imported`.
        role_id: A UUID, sent as `roleId`.
        company_id: A UUID, sent as `companyId`.
        is_primary_admin: True or False, sent as `isPrimaryAdmin`.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/users`.

    The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in name and
    email (the name and type lines are absent from the excerpt); which response fields may be null or absent; the
    scope; the success status code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "status": status,
            "role_id": role_id,
            "company_id": company_id,
            "is_primary_admin": is_primary_admin,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListUsersSortColumn | str | None = None,
    sort_desc: bool | None = None,
    status: ListUsersStatus | str | None = None,
    role_id: UUID | str | None = None,
    company_id: UUID | str | None = None,
    is_primary_admin: bool | None = None,
    options: RequestOptions | None = None,
) -> UserListResponse:
    """List users.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page,
            limit=limit,
            sort_column=sort_column,
            sort_desc=sort_desc,
            status=status,
            role_id=role_id,
            company_id=company_id,
            is_primary_admin=is_primary_admin,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListUsersSortColumn | str | None = None,
    sort_desc: bool | None = None,
    status: ListUsersStatus | str | None = None,
    role_id: UUID | str | None = None,
    company_id: UUID | str | None = None,
    is_primary_admin: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[UserListResponse]:
    """List users.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "status": status,
            "role_id": role_id,
            "company_id": company_id,
            "is_primary_admin": is_primary_admin,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListUsersSortColumn | str | None = None,
    sort_desc: bool | None = None,
    status: ListUsersStatus | str | None = None,
    role_id: UUID | str | None = None,
    company_id: UUID | str | None = None,
    is_primary_admin: bool | None = None,
    options: RequestOptions | None = None,
) -> UserListResponse:
    """List users.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page,
        limit=limit,
        sort_column=sort_column,
        sort_desc=sort_desc,
        status=status,
        role_id=role_id,
        company_id=company_id,
        is_primary_admin=is_primary_admin,
        client=client,
        options=options,
    ).parsed
