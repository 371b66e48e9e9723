"""List NPS surveys: `GET /api/public/v1/surveys/nps`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.list_nps_surveys_sort_column import ListNpsSurveysSortColumn
from ...models.list_nps_surveys_survey_type import ListNpsSurveysSurveyType
from ...models.nps_survey_list_response import NpsSurveyListResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[NpsSurveyListResponse] = Operation(
    name="list_nps_surveys",
    method="GET",
    path="/api/public/v1/surveys/nps",
    read=NpsSurveyListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("sort_column", "sortColumn", "query", Limits("string"), required=False),
        Parameter("sort_desc", "sortDesc", "query", Limits("boolean"), required=False),
        Parameter("is_active", "isActive", "query", Limits("boolean"), required=False),
        Parameter("survey_type", "surveyType", "query", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListNpsSurveysSortColumn | str | None = None,
    sort_desc: bool | None = None,
    is_active: bool | None = None,
    survey_type: ListNpsSurveysSurveyType | str | None = None,
    options: RequestOptions | None = None,
) -> Response[NpsSurveyListResponse]:
    """List NPS surveys.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 25.
        sort_column: The server's default is created_at.
        sort_desc: The server's default is true.
        is_active: True or False, sent as `isActive`.
        survey_type: One of `one_time`, `recurring`, sent as `surveyType`.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/surveys/nps`.

    The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in survey
    title; which response fields may be null or absent; the scope; the success status code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "is_active": is_active,
            "survey_type": survey_type,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListNpsSurveysSortColumn | str | None = None,
    sort_desc: bool | None = None,
    is_active: bool | None = None,
    survey_type: ListNpsSurveysSurveyType | str | None = None,
    options: RequestOptions | None = None,
) -> NpsSurveyListResponse:
    """List NPS surveys.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page,
            limit=limit,
            sort_column=sort_column,
            sort_desc=sort_desc,
            is_active=is_active,
            survey_type=survey_type,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListNpsSurveysSortColumn | str | None = None,
    sort_desc: bool | None = None,
    is_active: bool | None = None,
    survey_type: ListNpsSurveysSurveyType | str | None = None,
    options: RequestOptions | None = None,
) -> Response[NpsSurveyListResponse]:
    """List NPS surveys.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "is_active": is_active,
            "survey_type": survey_type,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListNpsSurveysSortColumn | str | None = None,
    sort_desc: bool | None = None,
    is_active: bool | None = None,
    survey_type: ListNpsSurveysSurveyType | str | None = None,
    options: RequestOptions | None = None,
) -> NpsSurveyListResponse:
    """List NPS surveys.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page,
        limit=limit,
        sort_column=sort_column,
        sort_desc=sort_desc,
        is_active=is_active,
        survey_type=survey_type,
        client=client,
        options=options,
    ).parsed
