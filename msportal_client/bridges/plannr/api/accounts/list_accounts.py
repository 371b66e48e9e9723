"""List accounts: `GET /api/v1/account`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.deprecation import Deprecated
from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ....._runtime.parameter_styles import ParameterStyle
from ...models.account_page import AccountPage
from ...models.list_accounts_filter_role_item import ListAccountsFilterRoleItem
from ...models.list_accounts_filter_type_item import ListAccountsFilterTypeItem
from ...models.list_accounts_include_item import ListAccountsIncludeItem
from ...models.list_accounts_sort import ListAccountsSort

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[AccountPage] = Operation(
    name="list_accounts",
    method="GET",
    path="/api/v1/account",
    read=AccountPage.from_dict,
    parameters=(
        Parameter("sort", "sort", "query", Limits("string"), required=False),
        Parameter(
            "include",
            "include",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("per_page", "per_page", "query", Limits("integer", minimum=1, maximum=500), required=False),
        Parameter("filter_name", "filter[name]", "query", Limits("string"), required=False),
        Parameter("filter_email", "filter[email]", "query", Limits("string"), required=False),
        Parameter("filter_primary_email", "filter[primary_email]", "query", Limits("string"), required=False),
        Parameter(
            "filter_primary_phone_number", "filter[primary_phone_number]", "query", Limits("string"), required=False
        ),
        Parameter("filter_status", "filter[status]", "query", Limits("string"), required=False),
        Parameter("filter_is_prospect", "filter[is_prospect]", "query", Limits("boolean"), required=False),
        Parameter("filter_inactive_after", "filter[inactive_after]", "query", Limits("string"), required=False),
        Parameter("filter_inactive_before", "filter[inactive_before]", "query", Limits("string"), required=False),
        Parameter(
            "filter_role",
            "filter[role]",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter(
            "filter_type",
            "filter[type]",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("filter_created_after", "filter[created_after]", "query", Limits("date"), required=False),
        Parameter("filter_created_before", "filter[created_before]", "query", Limits("date"), required=False),
        Parameter(
            "filter_groups",
            "filter[groups]",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter(
            "filter_departments",
            "filter[departments]",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("x_plannr_account_uuid", "X-PLANNR-ACCOUNT-UUID", "header", Limits("uuid"), required=False),
    ),
    deprecated=Deprecated(parameters=("filter_email",)),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
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
) -> Response[AccountPage]:
    """List accounts.

    Args:
        client: The client that sends the request.
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
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        RateLimitError: 429: More than 500 requests a minute of one user.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/v1/account`.

    The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
    response fields may be null or absent; the response: an account is taken to be what other pages show of one;
    filters by custom field, tag, national insurance number, date of birth, introducer and more: their names.
    """
    return await client.send(
        OPERATION,
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


async def asyncio(
    *,
    client: AsyncAPIClient,
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
) -> AccountPage:
    """List accounts.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
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
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
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
) -> Response[AccountPage]:
    """List accounts.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
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


def sync(
    *,
    client: APIClient,
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
) -> AccountPage:
    """List accounts.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
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
        client=client,
        options=options,
    ).parsed
