"""Operations of the tag Logins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from ...models.list_account_logins_sort import ListAccountLoginsSort
from ...models.login import Login
from ...models.login_list import LoginList
from ...models.login_page import LoginPage
from . import list_account_logins, list_logins

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncLogins", "Logins"]


class AsyncLogins:
    """Operations of the tag Logins."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncLoginsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncLoginsWithRawResponse(self)

    def list_account_logins(
        self,
        account_uuid: UUID | str,
        *,
        filter_uuid: Sequence[UUID | str] | None = None,
        sort: ListAccountLoginsSort | str | None = None,
        per_page: int | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[Login]:
        """List account logins.

        Args:
            account_uuid: A UUID.
            filter_uuid: A list, sent as `filter[uuid]`.
            sort: A leading - turns the order round. The server's default is created_at.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/account/{account_uuid}/login`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent.
        """

        async def fetch(following: Any) -> Response[LoginPage]:
            if following is not None:
                return await self._client.follow(
                    list_account_logins.OPERATION,
                    following,
                    {
                        "account_uuid": account_uuid,
                        "filter_uuid": filter_uuid,
                        "sort": sort,
                        "per_page": per_page,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return await list_account_logins.asyncio_detailed(
                account_uuid,
                client=self._client,
                filter_uuid=filter_uuid,
                sort=sort,
                per_page=per_page,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))

    async def list_logins(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> LoginList:
        """List logins.

        Where the account uuid that other operations need is found; needs none itself.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            The decoded response body.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.

        API: `GET /api/v1/logins`.

        The spec is incomplete here. Missing: where preferred_account_uuid stands; which response fields may be null or
        absent.
        """
        return await list_logins.asyncio(client=self._client, options=options)


class AsyncLoginsWithRawResponse(RawResource):
    """The methods of `AsyncLogins`, which return the whole response."""

    list_account_logins = raw_async_page(AsyncLogins.list_account_logins)
    list_logins = raw_async(AsyncLogins.list_logins)


class Logins:
    """Operations of the tag Logins."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> LoginsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return LoginsWithRawResponse(self)

    def list_account_logins(
        self,
        account_uuid: UUID | str,
        *,
        filter_uuid: Sequence[UUID | str] | None = None,
        sort: ListAccountLoginsSort | str | None = None,
        per_page: int | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[Login]:
        """List account logins.

        Args:
            account_uuid: A UUID.
            filter_uuid: A list, sent as `filter[uuid]`.
            sort: A leading - turns the order round. The server's default is created_at.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/account/{account_uuid}/login`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent.
        """

        def fetch(following: Any) -> Response[LoginPage]:
            if following is not None:
                return self._client.follow(
                    list_account_logins.OPERATION,
                    following,
                    {
                        "account_uuid": account_uuid,
                        "filter_uuid": filter_uuid,
                        "sort": sort,
                        "per_page": per_page,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return list_account_logins.sync_detailed(
                account_uuid,
                client=self._client,
                filter_uuid=filter_uuid,
                sort=sort,
                per_page=per_page,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return CursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))

    def list_logins(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> LoginList:
        """List logins.

        Where the account uuid that other operations need is found; needs none itself.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            The decoded response body.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.

        API: `GET /api/v1/logins`.

        The spec is incomplete here. Missing: where preferred_account_uuid stands; which response fields may be null or
        absent.
        """
        return list_logins.sync(client=self._client, options=options)


class LoginsWithRawResponse(RawResource):
    """The methods of `Logins`, which return the whole response."""

    list_account_logins = raw_page(Logins.list_account_logins)
    list_logins = raw_sync(Logins.list_logins)
