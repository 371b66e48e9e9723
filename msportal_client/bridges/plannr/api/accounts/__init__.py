"""Operations of the tag Accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from ...models.account import Account
from ...models.account_page import AccountPage
from ...models.address import Address
from ...models.address_page import AddressPage
from ...models.list_account_addresses_include_item import ListAccountAddressesIncludeItem
from ...models.list_account_addresses_sort import ListAccountAddressesSort
from ...models.list_accounts_filter_role_item import ListAccountsFilterRoleItem
from ...models.list_accounts_filter_type_item import ListAccountsFilterTypeItem
from ...models.list_accounts_include_item import ListAccountsIncludeItem
from ...models.list_accounts_sort import ListAccountsSort
from . import create_account, list_account_addresses, list_accounts

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["Accounts", "AsyncAccounts"]


class AsyncAccounts:
    """Operations of the tag Accounts."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncAccountsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncAccountsWithRawResponse(self)

    def list_accounts(
        self,
        *,
        sort: ListAccountsSort | str | None = None,
        include: Sequence[ListAccountsIncludeItem | str] | None = None,
        per_page: int | None = None,
        filter_name: str | None = None,
        filter_email: str | None = None,
        filter_primary_email: str | None = None,
        filter_primary_phone_number: str | None = None,
        filter_status: str | None = None,
        filter_is_prospect: bool | None = None,
        filter_inactive_after: str | None = None,
        filter_inactive_before: str | None = None,
        filter_role: Sequence[ListAccountsFilterRoleItem | str] | None = None,
        filter_type: Sequence[ListAccountsFilterTypeItem | str] | None = None,
        filter_created_after: date | None = None,
        filter_created_before: date | None = None,
        filter_groups: Sequence[str] | None = None,
        filter_departments: Sequence[str] | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[Account]:
        """List accounts.

        Args:
            sort: A leading - turns the order round. The server's default is first_name.
            include: What to include.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            filter_name: Part of first, last or entity name.
            filter_email: Deprecated.
            filter_primary_email: Part of it.
            filter_primary_phone_number: Part of it.
            filter_status: Client status, by part of its name or by uuid.
            filter_is_prospect: True or False, sent as `filter[is_prospect]`.
            filter_inactive_after: A string, sent as `filter[inactive_after]`.
            filter_inactive_before: A string, sent as `filter[inactive_before]`.
            filter_role: A list, sent as `filter[role]`.
            filter_type: A list, sent as `filter[type]`.
            filter_created_after: A date, sent as `filter[created_after]`.
            filter_created_before: A date, sent as `filter[created_before]`.
            filter_groups: Parts of names, or uuids.
            filter_departments: A list, sent as `filter[departments]`.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/account`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent; the response: an account is taken to be what other pages show of one;
        filters by custom field, tag, national insurance number, date of birth, introducer and more: their names.
        """

        async def fetch(following: Any) -> Response[AccountPage]:
            if following is not None:
                return await self._client.follow(
                    list_accounts.OPERATION,
                    following,
                    {
                        "sort": sort,
                        "include": include,
                        "per_page": per_page,
                        "filter_name": filter_name,
                        "filter_email": filter_email,
                        "filter_primary_email": filter_primary_email,
                        "filter_primary_phone_number": filter_primary_phone_number,
                        "filter_status": filter_status,
                        "filter_is_prospect": filter_is_prospect,
                        "filter_inactive_after": filter_inactive_after,
                        "filter_inactive_before": filter_inactive_before,
                        "filter_role": filter_role,
                        "filter_type": filter_type,
                        "filter_created_after": filter_created_after,
                        "filter_created_before": filter_created_before,
                        "filter_groups": filter_groups,
                        "filter_departments": filter_departments,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return await list_accounts.asyncio_detailed(
                client=self._client,
                sort=sort,
                include=include,
                per_page=per_page,
                filter_name=filter_name,
                filter_email=filter_email,
                filter_primary_email=filter_primary_email,
                filter_primary_phone_number=filter_primary_phone_number,
                filter_status=filter_status,
                filter_is_prospect=filter_is_prospect,
                filter_inactive_after=filter_inactive_after,
                filter_inactive_before=filter_inactive_before,
                filter_role=filter_role,
                filter_type=filter_type,
                filter_created_after=filter_created_after,
                filter_created_before=filter_created_before,
                filter_groups=filter_groups,
                filter_departments=filter_departments,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))

    async def create_account(
        self,
        *,
        body: Mapping[str, Any],
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create account.

        Args:
            body: Left open: the page shows its own structure (client, employee, introducer), not the body.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            The decoded response body.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/v1/account`.

        The spec is incomplete here. Missing: whether the account header is needed: the page does not list it, the guide
        says most routes do; the body; the success status and the response; the errors.
        """
        return await create_account.asyncio(
            client=self._client, x_plannr_account_uuid=x_plannr_account_uuid, body=body, options=options
        )

    def list_account_addresses(
        self,
        account_uuid: UUID | str,
        *,
        include: Sequence[ListAccountAddressesIncludeItem | str] | None = None,
        filter_uuid: Sequence[UUID | str] | None = None,
        sort: ListAccountAddressesSort | str | None = None,
        per_page: int | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[Address]:
        """List account addresses.

        Args:
            account_uuid: A UUID.
            include: What to include.
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

        API: `GET /api/v1/account/{account_uuid}/address`.

        The spec is incomplete here. Missing: the account header: not on the page, but in the guide's example of this
        very operation; the names in links and meta, the parameter that asks for a page; which response fields may be
        null or absent.
        """

        async def fetch(following: Any) -> Response[AddressPage]:
            if following is not None:
                return await self._client.follow(
                    list_account_addresses.OPERATION,
                    following,
                    {
                        "account_uuid": account_uuid,
                        "include": include,
                        "filter_uuid": filter_uuid,
                        "sort": sort,
                        "per_page": per_page,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return await list_account_addresses.asyncio_detailed(
                account_uuid,
                client=self._client,
                include=include,
                filter_uuid=filter_uuid,
                sort=sort,
                per_page=per_page,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))


class AsyncAccountsWithRawResponse(RawResource):
    """The methods of `AsyncAccounts`, which return the whole response."""

    list_accounts = raw_async_page(AsyncAccounts.list_accounts)
    create_account = raw_async(AsyncAccounts.create_account)
    list_account_addresses = raw_async_page(AsyncAccounts.list_account_addresses)


class Accounts:
    """Operations of the tag Accounts."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AccountsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AccountsWithRawResponse(self)

    def list_accounts(
        self,
        *,
        sort: ListAccountsSort | str | None = None,
        include: Sequence[ListAccountsIncludeItem | str] | None = None,
        per_page: int | None = None,
        filter_name: str | None = None,
        filter_email: str | None = None,
        filter_primary_email: str | None = None,
        filter_primary_phone_number: str | None = None,
        filter_status: str | None = None,
        filter_is_prospect: bool | None = None,
        filter_inactive_after: str | None = None,
        filter_inactive_before: str | None = None,
        filter_role: Sequence[ListAccountsFilterRoleItem | str] | None = None,
        filter_type: Sequence[ListAccountsFilterTypeItem | str] | None = None,
        filter_created_after: date | None = None,
        filter_created_before: date | None = None,
        filter_groups: Sequence[str] | None = None,
        filter_departments: Sequence[str] | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[Account]:
        """List accounts.

        Args:
            sort: A leading - turns the order round. The server's default is first_name.
            include: What to include.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            filter_name: Part of first, last or entity name.
            filter_email: Deprecated.
            filter_primary_email: Part of it.
            filter_primary_phone_number: Part of it.
            filter_status: Client status, by part of its name or by uuid.
            filter_is_prospect: True or False, sent as `filter[is_prospect]`.
            filter_inactive_after: A string, sent as `filter[inactive_after]`.
            filter_inactive_before: A string, sent as `filter[inactive_before]`.
            filter_role: A list, sent as `filter[role]`.
            filter_type: A list, sent as `filter[type]`.
            filter_created_after: A date, sent as `filter[created_after]`.
            filter_created_before: A date, sent as `filter[created_before]`.
            filter_groups: Parts of names, or uuids.
            filter_departments: A list, sent as `filter[departments]`.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/account`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent; the response: an account is taken to be what other pages show of one;
        filters by custom field, tag, national insurance number, date of birth, introducer and more: their names.
        """

        def fetch(following: Any) -> Response[AccountPage]:
            if following is not None:
                return self._client.follow(
                    list_accounts.OPERATION,
                    following,
                    {
                        "sort": sort,
                        "include": include,
                        "per_page": per_page,
                        "filter_name": filter_name,
                        "filter_email": filter_email,
                        "filter_primary_email": filter_primary_email,
                        "filter_primary_phone_number": filter_primary_phone_number,
                        "filter_status": filter_status,
                        "filter_is_prospect": filter_is_prospect,
                        "filter_inactive_after": filter_inactive_after,
                        "filter_inactive_before": filter_inactive_before,
                        "filter_role": filter_role,
                        "filter_type": filter_type,
                        "filter_created_after": filter_created_after,
                        "filter_created_before": filter_created_before,
                        "filter_groups": filter_groups,
                        "filter_departments": filter_departments,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return list_accounts.sync_detailed(
                client=self._client,
                sort=sort,
                include=include,
                per_page=per_page,
                filter_name=filter_name,
                filter_email=filter_email,
                filter_primary_email=filter_primary_email,
                filter_primary_phone_number=filter_primary_phone_number,
                filter_status=filter_status,
                filter_is_prospect=filter_is_prospect,
                filter_inactive_after=filter_inactive_after,
                filter_inactive_before=filter_inactive_before,
                filter_role=filter_role,
                filter_type=filter_type,
                filter_created_after=filter_created_after,
                filter_created_before=filter_created_before,
                filter_groups=filter_groups,
                filter_departments=filter_departments,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return CursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))

    def create_account(
        self,
        *,
        body: Mapping[str, Any],
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create account.

        Args:
            body: Left open: the page shows its own structure (client, employee, introducer), not the body.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            The decoded response body.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/v1/account`.

        The spec is incomplete here. Missing: whether the account header is needed: the page does not list it, the guide
        says most routes do; the body; the success status and the response; the errors.
        """
        return create_account.sync(
            client=self._client, x_plannr_account_uuid=x_plannr_account_uuid, body=body, options=options
        )

    def list_account_addresses(
        self,
        account_uuid: UUID | str,
        *,
        include: Sequence[ListAccountAddressesIncludeItem | str] | None = None,
        filter_uuid: Sequence[UUID | str] | None = None,
        sort: ListAccountAddressesSort | str | None = None,
        per_page: int | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[Address]:
        """List account addresses.

        Args:
            account_uuid: A UUID.
            include: What to include.
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

        API: `GET /api/v1/account/{account_uuid}/address`.

        The spec is incomplete here. Missing: the account header: not on the page, but in the guide's example of this
        very operation; the names in links and meta, the parameter that asks for a page; which response fields may be
        null or absent.
        """

        def fetch(following: Any) -> Response[AddressPage]:
            if following is not None:
                return self._client.follow(
                    list_account_addresses.OPERATION,
                    following,
                    {
                        "account_uuid": account_uuid,
                        "include": include,
                        "filter_uuid": filter_uuid,
                        "sort": sort,
                        "per_page": per_page,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return list_account_addresses.sync_detailed(
                account_uuid,
                client=self._client,
                include=include,
                filter_uuid=filter_uuid,
                sort=sort,
                per_page=per_page,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return CursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))


class AccountsWithRawResponse(RawResource):
    """The methods of `Accounts`, which return the whole response."""

    list_accounts = raw_page(Accounts.list_accounts)
    create_account = raw_sync(Accounts.create_account)
    list_account_addresses = raw_page(Accounts.list_account_addresses)
