"""Operations of the tag Client statuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async_page, raw_page
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from ...models.client_status import ClientStatus
from ...models.client_status_page import ClientStatusPage
from ...models.list_client_statuses_sort import ListClientStatusesSort
from . import list_client_statuses

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncClientStatuses", "ClientStatuses"]


class AsyncClientStatuses:
    """Operations of the tag Client statuses."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncClientStatusesWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncClientStatusesWithRawResponse(self)

    def list_client_statuses(
        self,
        *,
        filter_uuid: Sequence[UUID | str] | None = None,
        sort: ListClientStatusesSort | str | None = None,
        per_page: int | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[ClientStatus]:
        """List client statuses.

        Args:
            filter_uuid: A list, sent as `filter[uuid]`.
            sort: A leading - turns the order round. The server's default is name.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/client-status`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent.
        """

        async def fetch(following: Any) -> Response[ClientStatusPage]:
            if following is not None:
                return await self._client.follow(
                    list_client_statuses.OPERATION,
                    following,
                    {
                        "filter_uuid": filter_uuid,
                        "sort": sort,
                        "per_page": per_page,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return await list_client_statuses.asyncio_detailed(
                client=self._client,
                filter_uuid=filter_uuid,
                sort=sort,
                per_page=per_page,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))


class AsyncClientStatusesWithRawResponse(RawResource):
    """The methods of `AsyncClientStatuses`, which return the whole response."""

    list_client_statuses = raw_async_page(AsyncClientStatuses.list_client_statuses)


class ClientStatuses:
    """Operations of the tag Client statuses."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> ClientStatusesWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return ClientStatusesWithRawResponse(self)

    def list_client_statuses(
        self,
        *,
        filter_uuid: Sequence[UUID | str] | None = None,
        sort: ListClientStatusesSort | str | None = None,
        per_page: int | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[ClientStatus]:
        """List client statuses.

        Args:
            filter_uuid: A list, sent as `filter[uuid]`.
            sort: A leading - turns the order round. The server's default is name.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/client-status`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent.
        """

        def fetch(following: Any) -> Response[ClientStatusPage]:
            if following is not None:
                return self._client.follow(
                    list_client_statuses.OPERATION,
                    following,
                    {
                        "filter_uuid": filter_uuid,
                        "sort": sort,
                        "per_page": per_page,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return list_client_statuses.sync_detailed(
                client=self._client,
                filter_uuid=filter_uuid,
                sort=sort,
                per_page=per_page,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return CursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))


class ClientStatusesWithRawResponse(RawResource):
    """The methods of `ClientStatuses`, which return the whole response."""

    list_client_statuses = raw_page(ClientStatuses.list_client_statuses)
