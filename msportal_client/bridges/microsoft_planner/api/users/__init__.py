"""Favourite and recent plans of the signed-in user (beta)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ....._runtime.raw import RawResource, raw_async, raw_sync
from ....._runtime.resources import cached_resource
from .....types import UNSET, Unset
from ...models.planner_favorite_plan_reference_input import PlannerFavoritePlanReferenceInput
from ...models.planner_recent_plan_reference_input import PlannerRecentPlanReferenceInput
from ...models.planner_user import PlannerUser
from ...models.return_preference import ReturnPreference
from ...models.update_my_planner_request import UpdateMyPlannerRequest
from . import get_my_planner, update_my_planner

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions

__all__ = ["AsyncUsers", "Users"]


class AsyncUsers:
    """Favourite and recent plans of the signed-in user (beta)."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncUsersWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncUsersWithRawResponse(self)

    async def get_my_planner(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerUser:
        """Get my planner.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            What Planner keeps of a user.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.

        API: `GET /me/planner`.

        The spec is incomplete here. Missing: errors: the page names none.
        """
        return await get_my_planner.asyncio(client=self._client, options=options)

    async def update_my_planner(
        self,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        favorite_plan_references: Mapping[str, PlannerFavoritePlanReferenceInput | None] | Unset = UNSET,
        recent_plan_references: Mapping[str, PlannerRecentPlanReferenceInput | None] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerUser:
        """Update my planner.

        Args:
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            favorite_plan_references: By plan id; null takes an entry out.
            recent_plan_references: By plan id; null takes an entry out.
            options: Settings for this call, in place of the client's.

        Returns:
            What Planner keeps of a user.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /me/planner`.

        The spec is incomplete here. Missing: 403 with MaximumFavoritePlansForUser has been seen although the change was
        made; what error.code says with 409 and 412.
        """
        return await update_my_planner.asyncio(
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateMyPlannerRequest(
                favorite_plan_references=favorite_plan_references,
                recent_plan_references=recent_plan_references,
            ),
            options=options,
        )


class AsyncUsersWithRawResponse(RawResource):
    """The methods of `AsyncUsers`, which return the whole response."""

    get_my_planner = raw_async(AsyncUsers.get_my_planner)
    update_my_planner = raw_async(AsyncUsers.update_my_planner)


class Users:
    """Favourite and recent plans of the signed-in user (beta)."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> UsersWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return UsersWithRawResponse(self)

    def get_my_planner(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerUser:
        """Get my planner.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            What Planner keeps of a user.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.

        API: `GET /me/planner`.

        The spec is incomplete here. Missing: errors: the page names none.
        """
        return get_my_planner.sync(client=self._client, options=options)

    def update_my_planner(
        self,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        favorite_plan_references: Mapping[str, PlannerFavoritePlanReferenceInput | None] | Unset = UNSET,
        recent_plan_references: Mapping[str, PlannerRecentPlanReferenceInput | None] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerUser:
        """Update my planner.

        Args:
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            favorite_plan_references: By plan id; null takes an entry out.
            recent_plan_references: By plan id; null takes an entry out.
            options: Settings for this call, in place of the client's.

        Returns:
            What Planner keeps of a user.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /me/planner`.

        The spec is incomplete here. Missing: 403 with MaximumFavoritePlansForUser has been seen although the change was
        made; what error.code says with 409 and 412.
        """
        return update_my_planner.sync(
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateMyPlannerRequest(
                favorite_plan_references=favorite_plan_references,
                recent_plan_references=recent_plan_references,
            ),
            options=options,
        )


class UsersWithRawResponse(RawResource):
    """The methods of `Users`, which return the whole response."""

    get_my_planner = raw_sync(Users.get_my_planner)
    update_my_planner = raw_sync(Users.update_my_planner)
