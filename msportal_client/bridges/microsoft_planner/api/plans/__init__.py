"""Plans and their details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from .....types import UNSET, Unset
from ...models.create_plan_request import CreatePlanRequest
from ...models.member_preference import MemberPreference
from ...models.planner_category_descriptions_input import PlannerCategoryDescriptionsInput
from ...models.planner_plan import PlannerPlan
from ...models.planner_plan_collection import PlannerPlanCollection
from ...models.planner_plan_container_input import PlannerPlanContainerInput
from ...models.planner_plan_details import PlannerPlanDetails
from ...models.return_preference import ReturnPreference
from ...models.update_plan_details_request import UpdatePlanDetailsRequest
from ...models.update_plan_request import UpdatePlanRequest
from . import (
    create_plan,
    delete_plan,
    get_plan,
    get_plan_details,
    list_group_plans,
    list_my_plans,
    list_plans,
    list_user_plans,
    update_plan,
    update_plan_details,
)

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncPlans", "Plans"]


class AsyncPlans:
    """Plans and their details."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncPlansWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncPlansWithRawResponse(self)

    def list_plans(
        self,
        *,
        filter: str,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerPlan]:
        """List plans.

        The plans of one owner: there is no list without the filter.

        Args:
            filter: The owning group: `owner eq '{group-id}'`. At least 1 character.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; the form of the filter: the page only says that owner must be filtered by.
        """

        async def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return await self._client.follow(
                    list_plans.OPERATION,
                    following,
                    {
                        "filter": filter,
                        "prefer": prefer,
                    },
                    options=options,
                )
            return await list_plans.asyncio_detailed(client=self._client, filter=filter, prefer=prefer, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    async def create_plan(
        self,
        *,
        title: str,
        container: PlannerPlanContainerInput | Unset = UNSET,
        owner: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerPlan:
        """Create plan.

        Args:
            title: A string.
            container: what it belongs to; cannot change later.
            owner: id of the owning group, the older way to say it.
            options: Settings for this call, in place of the client's.

        Returns:
            A plan: holds tasks and buckets.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /planner/plans`.

        The spec is incomplete here. Missing: whether owner is still taken: the 2021 page has only owner, the newer only
        container; the example answers 200 although the text says 201.
        """
        return await create_plan.asyncio(
            client=self._client,
            body=CreatePlanRequest(
                title=title,
                container=container,
                owner=owner,
            ),
            options=options,
        )

    async def get_plan(
        self,
        plan_id: str,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> PlannerPlan:
        """Get plan.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A plan: holds tasks and buckets.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}`.
        """
        return await get_plan.asyncio(plan_id, client=self._client, prefer=prefer, options=options)

    async def delete_plan(
        self,
        plan_id: str,
        *,
        if_match: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete plan.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            options: Settings for this call, in place of the client's.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `DELETE /planner/plans/{plan-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await delete_plan.asyncio(plan_id, client=self._client, if_match=if_match, options=options)

    async def update_plan(
        self,
        plan_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        title: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerPlan:
        """Update plan.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            title: A string.
            options: Settings for this call, in place of the client's.

        Returns:
            A plan: holds tasks and buckets.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/plans/{plan-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await update_plan.asyncio(
            plan_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdatePlanRequest(
                title=title,
            ),
            options=options,
        )

    async def get_plan_details(
        self,
        plan_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerPlanDetails:
        """Get plan details.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a plan; its own etag.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/details`.

        The spec is incomplete here. Missing: categories 7 to 25: pages of 2021 name six, the metadata has 25.
        """
        return await get_plan_details.asyncio(plan_id, client=self._client, options=options)

    async def update_plan_details(
        self,
        plan_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        category_descriptions: PlannerCategoryDescriptionsInput | Unset = UNSET,
        shared_with: Mapping[str, bool] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerPlanDetails:
        """Update plan details.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            category_descriptions: the 25 label texts.
            shared_with: By user id; true shares with the user, false no longer.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a plan; its own etag.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/plans/{plan-id}/details`.

        The spec is incomplete here. Missing: categories 7 to 25: pages of 2021 name six, the metadata has 25; what
        error.code says with 409 and 412.
        """
        return await update_plan_details.asyncio(
            plan_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdatePlanDetailsRequest(
                category_descriptions=category_descriptions,
                shared_with=shared_with,
            ),
            options=options,
        )

    def list_group_plans(
        self,
        group_id: UUID | str,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerPlan]:
        """List group plans.

        Args:
            group_id: Id of the Microsoft 365 group.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /groups/{group-id}/planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        async def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return await self._client.follow(
                    list_group_plans.OPERATION,
                    following,
                    {
                        "group_id": group_id,
                        "prefer": prefer,
                    },
                    options=options,
                )
            return await list_group_plans.asyncio_detailed(
                group_id, client=self._client, prefer=prefer, options=options
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_my_plans(
        self,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerPlan]:
        """List my plans.

        Args:
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /me/planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        async def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return await self._client.follow(
                    list_my_plans.OPERATION,
                    following,
                    {
                        "prefer": prefer,
                    },
                    options=options,
                )
            return await list_my_plans.asyncio_detailed(client=self._client, prefer=prefer, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_user_plans(
        self,
        user_id: str,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerPlan]:
        """List user plans.

        Args:
            user_id: Id or principal name of the user. At least 1 character.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /users/{user-id}/planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; whose plans may be seen.
        """

        async def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return await self._client.follow(
                    list_user_plans.OPERATION,
                    following,
                    {
                        "user_id": user_id,
                        "prefer": prefer,
                    },
                    options=options,
                )
            return await list_user_plans.asyncio_detailed(user_id, client=self._client, prefer=prefer, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))


class AsyncPlansWithRawResponse(RawResource):
    """The methods of `AsyncPlans`, which return the whole response."""

    list_plans = raw_async_page(AsyncPlans.list_plans)
    create_plan = raw_async(AsyncPlans.create_plan)
    get_plan = raw_async(AsyncPlans.get_plan)
    delete_plan = raw_async(AsyncPlans.delete_plan)
    update_plan = raw_async(AsyncPlans.update_plan)
    get_plan_details = raw_async(AsyncPlans.get_plan_details)
    update_plan_details = raw_async(AsyncPlans.update_plan_details)
    list_group_plans = raw_async_page(AsyncPlans.list_group_plans)
    list_my_plans = raw_async_page(AsyncPlans.list_my_plans)
    list_user_plans = raw_async_page(AsyncPlans.list_user_plans)


class Plans:
    """Plans and their details."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> PlansWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return PlansWithRawResponse(self)

    def list_plans(
        self,
        *,
        filter: str,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerPlan]:
        """List plans.

        The plans of one owner: there is no list without the filter.

        Args:
            filter: The owning group: `owner eq '{group-id}'`. At least 1 character.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; the form of the filter: the page only says that owner must be filtered by.
        """

        def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return self._client.follow(
                    list_plans.OPERATION,
                    following,
                    {
                        "filter": filter,
                        "prefer": prefer,
                    },
                    options=options,
                )
            return list_plans.sync_detailed(client=self._client, filter=filter, prefer=prefer, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def create_plan(
        self,
        *,
        title: str,
        container: PlannerPlanContainerInput | Unset = UNSET,
        owner: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerPlan:
        """Create plan.

        Args:
            title: A string.
            container: what it belongs to; cannot change later.
            owner: id of the owning group, the older way to say it.
            options: Settings for this call, in place of the client's.

        Returns:
            A plan: holds tasks and buckets.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /planner/plans`.

        The spec is incomplete here. Missing: whether owner is still taken: the 2021 page has only owner, the newer only
        container; the example answers 200 although the text says 201.
        """
        return create_plan.sync(
            client=self._client,
            body=CreatePlanRequest(
                title=title,
                container=container,
                owner=owner,
            ),
            options=options,
        )

    def get_plan(
        self,
        plan_id: str,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> PlannerPlan:
        """Get plan.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A plan: holds tasks and buckets.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}`.
        """
        return get_plan.sync(plan_id, client=self._client, prefer=prefer, options=options)

    def delete_plan(
        self,
        plan_id: str,
        *,
        if_match: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete plan.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            options: Settings for this call, in place of the client's.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `DELETE /planner/plans/{plan-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return delete_plan.sync(plan_id, client=self._client, if_match=if_match, options=options)

    def update_plan(
        self,
        plan_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        title: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerPlan:
        """Update plan.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            title: A string.
            options: Settings for this call, in place of the client's.

        Returns:
            A plan: holds tasks and buckets.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/plans/{plan-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return update_plan.sync(
            plan_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdatePlanRequest(
                title=title,
            ),
            options=options,
        )

    def get_plan_details(
        self,
        plan_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerPlanDetails:
        """Get plan details.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a plan; its own etag.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/details`.

        The spec is incomplete here. Missing: categories 7 to 25: pages of 2021 name six, the metadata has 25.
        """
        return get_plan_details.sync(plan_id, client=self._client, options=options)

    def update_plan_details(
        self,
        plan_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        category_descriptions: PlannerCategoryDescriptionsInput | Unset = UNSET,
        shared_with: Mapping[str, bool] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerPlanDetails:
        """Update plan details.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            category_descriptions: the 25 label texts.
            shared_with: By user id; true shares with the user, false no longer.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a plan; its own etag.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/plans/{plan-id}/details`.

        The spec is incomplete here. Missing: categories 7 to 25: pages of 2021 name six, the metadata has 25; what
        error.code says with 409 and 412.
        """
        return update_plan_details.sync(
            plan_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdatePlanDetailsRequest(
                category_descriptions=category_descriptions,
                shared_with=shared_with,
            ),
            options=options,
        )

    def list_group_plans(
        self,
        group_id: UUID | str,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerPlan]:
        """List group plans.

        Args:
            group_id: Id of the Microsoft 365 group.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /groups/{group-id}/planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return self._client.follow(
                    list_group_plans.OPERATION,
                    following,
                    {
                        "group_id": group_id,
                        "prefer": prefer,
                    },
                    options=options,
                )
            return list_group_plans.sync_detailed(group_id, client=self._client, prefer=prefer, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_my_plans(
        self,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerPlan]:
        """List my plans.

        Args:
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /me/planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return self._client.follow(
                    list_my_plans.OPERATION,
                    following,
                    {
                        "prefer": prefer,
                    },
                    options=options,
                )
            return list_my_plans.sync_detailed(client=self._client, prefer=prefer, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_user_plans(
        self,
        user_id: str,
        *,
        prefer: MemberPreference | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerPlan]:
        """List user plans.

        Args:
            user_id: Id or principal name of the user. At least 1 character.
            prefer: Tells kinds of container that came later, such as `roster`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /users/{user-id}/planner/plans`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; whose plans may be seen.
        """

        def fetch(following: Any) -> Response[PlannerPlanCollection]:
            if following is not None:
                return self._client.follow(
                    list_user_plans.OPERATION,
                    following,
                    {
                        "user_id": user_id,
                        "prefer": prefer,
                    },
                    options=options,
                )
            return list_user_plans.sync_detailed(user_id, client=self._client, prefer=prefer, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))


class PlansWithRawResponse(RawResource):
    """The methods of `Plans`, which return the whole response."""

    list_plans = raw_page(Plans.list_plans)
    create_plan = raw_sync(Plans.create_plan)
    get_plan = raw_sync(Plans.get_plan)
    delete_plan = raw_sync(Plans.delete_plan)
    update_plan = raw_sync(Plans.update_plan)
    get_plan_details = raw_sync(Plans.get_plan_details)
    update_plan_details = raw_sync(Plans.update_plan_details)
    list_group_plans = raw_page(Plans.list_group_plans)
    list_my_plans = raw_page(Plans.list_my_plans)
    list_user_plans = raw_page(Plans.list_user_plans)
