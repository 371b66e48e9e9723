"""Tenant user management - internal staff and team members (read-only)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ..._runtime.resources import cached_resource
from ...models.create_user_request import CreateUserRequest
from ...models.list_users_sort_column import ListUsersSortColumn
from ...models.list_users_status import ListUsersStatus
from ...models.user import User
from ...models.user_list_response import UserListResponse
from ...pagination import AsyncPager, Pager
from ...types import UNSET, Unset
from . import create_user, list_users

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncUsers", "Users"]


class AsyncUsers:
    """Tenant user management - internal staff and team members (read-only)."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncUsersWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncUsersWithRawResponse(self)

    def list_users(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListUsersSortColumn | str | None = None,
        sort_desc: bool | None = None,
        status: ListUsersStatus | str | None = None,
        role_id: UUID | str | None = None,
        company_id: UUID | str | None = None,
        is_primary_admin: bool | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[User]:
        """List users.

        Args:
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
            A pager over the items; awaiting it returns the first page.

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

        async def fetch(page: int | None) -> Response[UserListResponse]:
            return await list_users.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                status=status,
                role_id=role_id,
                company_id=company_id,
                is_primary_admin=is_primary_admin,
                options=options,
            )

        return AsyncPager(fetch, page)

    async def create_user(
        self,
        *,
        email: str,
        role_id: UUID | str,
        full_name: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> User:
        """Create user.

        Args:
            email: A string.
            role_id: A UUID, sent as `roleId`.
            full_name: 1 to 255 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The user.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/users`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await create_user.asyncio(
            client=self._client,
            body=CreateUserRequest(
                email=email,
                role_id=role_id,
                full_name=full_name,
            ),
            options=options,
        )
        return answer.data


class AsyncUsersWithRawResponse(RawResource):
    """The methods of `AsyncUsers`, which return the whole response."""

    list_users = raw_async_page(AsyncUsers.list_users)
    create_user = raw_async(AsyncUsers.create_user)


class Users:
    """Tenant user management - internal staff and team members (read-only)."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> UsersWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return UsersWithRawResponse(self)

    def list_users(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListUsersSortColumn | str | None = None,
        sort_desc: bool | None = None,
        status: ListUsersStatus | str | None = None,
        role_id: UUID | str | None = None,
        company_id: UUID | str | None = None,
        is_primary_admin: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[User]:
        """List users.

        Args:
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
            A pager over the items; `first()` returns the first page.

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

        def fetch(page: int | None) -> Response[UserListResponse]:
            return list_users.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                status=status,
                role_id=role_id,
                company_id=company_id,
                is_primary_admin=is_primary_admin,
                options=options,
            )

        return Pager(fetch, page)

    def create_user(
        self,
        *,
        email: str,
        role_id: UUID | str,
        full_name: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> User:
        """Create user.

        Args:
            email: A string.
            role_id: A UUID, sent as `roleId`.
            full_name: 1 to 255 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The user.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/users`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = create_user.sync(
            client=self._client,
            body=CreateUserRequest(
                email=email,
                role_id=role_id,
                full_name=full_name,
            ),
            options=options,
        )
        return answer.data


class UsersWithRawResponse(RawResource):
    """The methods of `Users`, which return the whole response."""

    list_users = raw_page(Users.list_users)
    create_user = raw_sync(Users.create_user)
