"""Company user management - client portal contacts (read-only, paginated)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_sync
from ..._runtime.resources import cached_resource
from ...models.company_user import CompanyUser
from ...models.create_company_user_request import CreateCompanyUserRequest
from ...types import UNSET, Unset
from . import create_company_user

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions

__all__ = ["AsyncCompanyUsers", "CompanyUsers"]


class AsyncCompanyUsers:
    """Company user management - client portal contacts (read-only, paginated)."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncCompanyUsersWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncCompanyUsersWithRawResponse(self)

    async def create_company_user(
        self,
        *,
        email: str,
        full_name: str,
        company_id: UUID | str,
        role_id: UUID | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> CompanyUser:
        """Create company user.

        Args:
            email: A string.
            full_name: 1 to 255 characters.
            company_id: A UUID, sent as `companyId`.
            role_id: A UUID, sent as `roleId`.
            options: Settings for this call, in place of the client's.

        Returns:
            The company user.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/companies/users`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await create_company_user.asyncio(
            client=self._client,
            body=CreateCompanyUserRequest(
                email=email,
                full_name=full_name,
                company_id=company_id,
                role_id=role_id,
            ),
            options=options,
        )
        return answer.data


class AsyncCompanyUsersWithRawResponse(RawResource):
    """The methods of `AsyncCompanyUsers`, which return the whole response."""

    create_company_user = raw_async(AsyncCompanyUsers.create_company_user)


class CompanyUsers:
    """Company user management - client portal contacts (read-only, paginated)."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> CompanyUsersWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return CompanyUsersWithRawResponse(self)

    def create_company_user(
        self,
        *,
        email: str,
        full_name: str,
        company_id: UUID | str,
        role_id: UUID | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> CompanyUser:
        """Create company user.

        Args:
            email: A string.
            full_name: 1 to 255 characters.
            company_id: A UUID, sent as `companyId`.
            role_id: A UUID, sent as `roleId`.
            options: Settings for this call, in place of the client's.

        Returns:
            The company user.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/companies/users`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = create_company_user.sync(
            client=self._client,
            body=CreateCompanyUserRequest(
                email=email,
                full_name=full_name,
                company_id=company_id,
                role_id=role_id,
            ),
            options=options,
        )
        return answer.data


class CompanyUsersWithRawResponse(RawResource):
    """The methods of `CompanyUsers`, which return the whole response."""

    create_company_user = raw_sync(CompanyUsers.create_company_user)
