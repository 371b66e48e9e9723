"""The columns of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from .....types import UNSET, Unset
from ...models.create_bucket_request import CreateBucketRequest
from ...models.planner_bucket import PlannerBucket
from ...models.planner_bucket_collection import PlannerBucketCollection
from ...models.return_preference import ReturnPreference
from ...models.update_bucket_request import UpdateBucketRequest
from . import create_bucket, delete_bucket, get_bucket, list_plan_buckets, update_bucket

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncBuckets", "Buckets"]


class AsyncBuckets:
    """The columns of a plan."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncBucketsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncBucketsWithRawResponse(self)

    def list_plan_buckets(
        self,
        plan_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerBucket]:
        """List plan buckets.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/buckets`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        async def fetch(following: Any) -> Response[PlannerBucketCollection]:
            if following is not None:
                return await self._client.follow(
                    list_plan_buckets.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                    },
                    options=options,
                )
            return await list_plan_buckets.asyncio_detailed(plan_id, client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    async def create_bucket(
        self,
        *,
        name: str,
        plan_id: str,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerBucket:
        """Create bucket.

        Args:
            name: A string.
            plan_id: the plan. Exactly 28 characters.
            order_hint: order of columns.
            options: Settings for this call, in place of the client's.

        Returns:
            A column of a plan.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /planner/buckets`.

        The spec is incomplete here. Missing: which properties are required: name is not nullable in the metadata, the
        example gives planId.
        """
        return await create_bucket.asyncio(
            client=self._client,
            body=CreateBucketRequest(
                name=name,
                plan_id=plan_id,
                order_hint=order_hint,
            ),
            options=options,
        )

    async def get_bucket(
        self,
        bucket_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerBucket:
        """Get bucket.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A column of a plan.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/buckets/{bucket-id}`.
        """
        return await get_bucket.asyncio(bucket_id, client=self._client, options=options)

    async def delete_bucket(
        self,
        bucket_id: str,
        *,
        if_match: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete bucket.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
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

        API: `DELETE /planner/buckets/{bucket-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await delete_bucket.asyncio(bucket_id, client=self._client, if_match=if_match, options=options)

    async def update_bucket(
        self,
        bucket_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        name: str | Unset = UNSET,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerBucket:
        """Update bucket.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            name: A string.
            order_hint: order of columns.
            options: Settings for this call, in place of the client's.

        Returns:
            A column of a plan.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/buckets/{bucket-id}`.

        The spec is incomplete here. Missing: whether planId can change: the page lists it among what may be sent,
        nothing shows it; left out; what error.code says with 409 and 412.
        """
        return await update_bucket.asyncio(
            bucket_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateBucketRequest(
                name=name,
                order_hint=order_hint,
            ),
            options=options,
        )


class AsyncBucketsWithRawResponse(RawResource):
    """The methods of `AsyncBuckets`, which return the whole response."""

    list_plan_buckets = raw_async_page(AsyncBuckets.list_plan_buckets)
    create_bucket = raw_async(AsyncBuckets.create_bucket)
    get_bucket = raw_async(AsyncBuckets.get_bucket)
    delete_bucket = raw_async(AsyncBuckets.delete_bucket)
    update_bucket = raw_async(AsyncBuckets.update_bucket)


class Buckets:
    """The columns of a plan."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> BucketsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return BucketsWithRawResponse(self)

    def list_plan_buckets(
        self,
        plan_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerBucket]:
        """List plan buckets.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/buckets`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        def fetch(following: Any) -> Response[PlannerBucketCollection]:
            if following is not None:
                return self._client.follow(
                    list_plan_buckets.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                    },
                    options=options,
                )
            return list_plan_buckets.sync_detailed(plan_id, client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def create_bucket(
        self,
        *,
        name: str,
        plan_id: str,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerBucket:
        """Create bucket.

        Args:
            name: A string.
            plan_id: the plan. Exactly 28 characters.
            order_hint: order of columns.
            options: Settings for this call, in place of the client's.

        Returns:
            A column of a plan.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /planner/buckets`.

        The spec is incomplete here. Missing: which properties are required: name is not nullable in the metadata, the
        example gives planId.
        """
        return create_bucket.sync(
            client=self._client,
            body=CreateBucketRequest(
                name=name,
                plan_id=plan_id,
                order_hint=order_hint,
            ),
            options=options,
        )

    def get_bucket(
        self,
        bucket_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerBucket:
        """Get bucket.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A column of a plan.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/buckets/{bucket-id}`.
        """
        return get_bucket.sync(bucket_id, client=self._client, options=options)

    def delete_bucket(
        self,
        bucket_id: str,
        *,
        if_match: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete bucket.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
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

        API: `DELETE /planner/buckets/{bucket-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return delete_bucket.sync(bucket_id, client=self._client, if_match=if_match, options=options)

    def update_bucket(
        self,
        bucket_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        name: str | Unset = UNSET,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerBucket:
        """Update bucket.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            name: A string.
            order_hint: order of columns.
            options: Settings for this call, in place of the client's.

        Returns:
            A column of a plan.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/buckets/{bucket-id}`.

        The spec is incomplete here. Missing: whether planId can change: the page lists it among what may be sent,
        nothing shows it; left out; what error.code says with 409 and 412.
        """
        return update_bucket.sync(
            bucket_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateBucketRequest(
                name=name,
                order_hint=order_hint,
            ),
            options=options,
        )


class BucketsWithRawResponse(RawResource):
    """The methods of `Buckets`, which return the whole response."""

    list_plan_buckets = raw_page(Buckets.list_plan_buckets)
    create_bucket = raw_sync(Buckets.create_bucket)
    get_bucket = raw_sync(Buckets.get_bucket)
    delete_bucket = raw_sync(Buckets.delete_bucket)
    update_bucket = raw_sync(Buckets.update_bucket)
