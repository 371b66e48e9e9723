"""NPS survey management - Net Promoter Score surveys, responses, and analytics."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ..._runtime.resources import cached_resource
from ...models.get_nps_analytics_period_type import GetNpsAnalyticsPeriodType
from ...models.list_nps_surveys_sort_column import ListNpsSurveysSortColumn
from ...models.list_nps_surveys_survey_type import ListNpsSurveysSurveyType
from ...models.nps_analytics import NpsAnalytics
from ...models.nps_survey import NpsSurvey
from ...models.nps_survey_detail import NpsSurveyDetail
from ...models.nps_survey_list_response import NpsSurveyListResponse
from ...pagination import AsyncPager, Pager
from . import get_nps_analytics, get_nps_survey, list_nps_surveys

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncNPSSurveys", "NPSSurveys"]


class AsyncNPSSurveys:
    """NPS survey management - Net Promoter Score surveys, responses, and analytics."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncNPSSurveysWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncNPSSurveysWithRawResponse(self)

    def list_nps_surveys(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListNpsSurveysSortColumn | str | None = None,
        sort_desc: bool | None = None,
        is_active: bool | None = None,
        survey_type: ListNpsSurveysSurveyType | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[NpsSurvey]:
        """List NPS surveys.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 25.
            sort_column: The server's default is created_at.
            sort_desc: The server's default is true.
            is_active: True or False, sent as `isActive`.
            survey_type: One of `one_time`, `recurring`, sent as `surveyType`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/surveys/nps`.

        The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in survey
        title; which response fields may be null or absent; the scope; the success status code.
        """

        async def fetch(page: int | None) -> Response[NpsSurveyListResponse]:
            return await list_nps_surveys.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                is_active=is_active,
                survey_type=survey_type,
                options=options,
            )

        return AsyncPager(fetch, page)

    async def get_nps_survey(
        self,
        id: UUID | str,
        *,
        options: RequestOptions | None = None,
    ) -> NpsSurveyDetail:
        """Get NPS survey.

        Args:
            id: A UUID.
            options: Settings for this call, in place of the client's.

        Returns:
            The nps survey detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/surveys/nps/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await get_nps_survey.asyncio(id, client=self._client, options=options)
        return answer.data

    async def get_nps_analytics(
        self,
        id: UUID | str,
        *,
        period_type: GetNpsAnalyticsPeriodType | str | None = None,
        company_id: UUID | str | None = None,
        date_from: datetime | None = None,
        date_to: datetime | None = None,
        live: bool | None = None,
        options: RequestOptions | None = None,
    ) -> NpsAnalytics:
        """Get NPS analytics.

        Args:
            id: A UUID.
            period_type: One of `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, `all_time`, sent as `periodType`.
            company_id: A UUID, sent as `companyId`.
            date_from: A time with a time zone, sent as `dateFrom`.
            date_to: A time with a time zone, sent as `dateTo`.
            live: The server's default is false.
            options: Settings for this call, in place of the client's.

        Returns:
            The nps analytics.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/surveys/nps/{id}/analytics`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await get_nps_analytics.asyncio(
            id,
            client=self._client,
            period_type=period_type,
            company_id=company_id,
            date_from=date_from,
            date_to=date_to,
            live=live,
            options=options,
        )
        return answer.data


class AsyncNPSSurveysWithRawResponse(RawResource):
    """The methods of `AsyncNPSSurveys`, which return the whole response."""

    list_nps_surveys = raw_async_page(AsyncNPSSurveys.list_nps_surveys)
    get_nps_survey = raw_async(AsyncNPSSurveys.get_nps_survey)
    get_nps_analytics = raw_async(AsyncNPSSurveys.get_nps_analytics)


class NPSSurveys:
    """NPS survey management - Net Promoter Score surveys, responses, and analytics."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> NPSSurveysWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return NPSSurveysWithRawResponse(self)

    def list_nps_surveys(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListNpsSurveysSortColumn | str | None = None,
        sort_desc: bool | None = None,
        is_active: bool | None = None,
        survey_type: ListNpsSurveysSurveyType | str | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[NpsSurvey]:
        """List NPS surveys.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 25.
            sort_column: The server's default is created_at.
            sort_desc: The server's default is true.
            is_active: True or False, sent as `isActive`.
            survey_type: One of `one_time`, `recurring`, sent as `surveyType`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/surveys/nps`.

        The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in survey
        title; which response fields may be null or absent; the scope; the success status code.
        """

        def fetch(page: int | None) -> Response[NpsSurveyListResponse]:
            return list_nps_surveys.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                is_active=is_active,
                survey_type=survey_type,
                options=options,
            )

        return Pager(fetch, page)

    def get_nps_survey(
        self,
        id: UUID | str,
        *,
        options: RequestOptions | None = None,
    ) -> NpsSurveyDetail:
        """Get NPS survey.

        Args:
            id: A UUID.
            options: Settings for this call, in place of the client's.

        Returns:
            The nps survey detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/surveys/nps/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = get_nps_survey.sync(id, client=self._client, options=options)
        return answer.data

    def get_nps_analytics(
        self,
        id: UUID | str,
        *,
        period_type: GetNpsAnalyticsPeriodType | str | None = None,
        company_id: UUID | str | None = None,
        date_from: datetime | None = None,
        date_to: datetime | None = None,
        live: bool | None = None,
        options: RequestOptions | None = None,
    ) -> NpsAnalytics:
        """Get NPS analytics.

        Args:
            id: A UUID.
            period_type: One of `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, `all_time`, sent as `periodType`.
            company_id: A UUID, sent as `companyId`.
            date_from: A time with a time zone, sent as `dateFrom`.
            date_to: A time with a time zone, sent as `dateTo`.
            live: The server's default is false.
            options: Settings for this call, in place of the client's.

        Returns:
            The nps analytics.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/surveys/nps/{id}/analytics`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = get_nps_analytics.sync(
            id,
            client=self._client,
            period_type=period_type,
            company_id=company_id,
            date_from=date_from,
            date_to=date_to,
            live=live,
            options=options,
        )
        return answer.data


class NPSSurveysWithRawResponse(RawResource):
    """The methods of `NPSSurveys`, which return the whole response."""

    list_nps_surveys = raw_page(NPSSurveys.list_nps_surveys)
    get_nps_survey = raw_sync(NPSSurveys.get_nps_survey)
    get_nps_analytics = raw_sync(NPSSurveys.get_nps_analytics)
