"""Training management - courses, enrollments, certificates, and progress tracking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_sync
from ..._runtime.resources import cached_resource
from ...models.bulk_enroll_request import BulkEnrollRequest
from ...models.bulk_enrollment_result import BulkEnrollmentResult
from ...models.enrollment import Enrollment
from ...models.enrollment_status import EnrollmentStatus
from ...models.training_course import TrainingCourse
from ...models.update_enrollment_request import UpdateEnrollmentRequest
from ...models.update_training_course_request import UpdateTrainingCourseRequest
from ...types import UNSET, Unset
from . import bulk_enroll_users, update_enrollment, update_training_course

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions

__all__ = ["AsyncTraining", "Training"]


class AsyncTraining:
    """Training management - courses, enrollments, certificates, and progress tracking."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncTrainingWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncTrainingWithRawResponse(self)

    async def bulk_enroll_users(
        self,
        *,
        course_id: UUID | str,
        user_ids: Sequence[UUID | str] | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        due_date: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> BulkEnrollmentResult:
        """Bulk enroll users.

        Args:
            course_id: A UUID, sent as `courseId`.
            user_ids: 1 to 100 items.
            company_id: A UUID, sent as `companyId`.
            due_date: A time with a time zone, sent as `dueDate`.
            options: Settings for this call, in place of the client's.

        Returns:
            The bulk enrollment result.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/training/enrollments/bulk`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await bulk_enroll_users.asyncio(
            client=self._client,
            body=BulkEnrollRequest(
                course_id=course_id,
                user_ids=user_ids,
                company_id=company_id,
                due_date=due_date,
            ),
            options=options,
        )
        return answer.data

    async def update_enrollment(
        self,
        id: UUID | str,
        *,
        status: EnrollmentStatus | str | Unset = UNSET,
        progress: float | Unset = UNSET,
        score: float | Unset = UNSET,
        due_date: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> Enrollment:
        """Update enrollment.

        Args:
            id: A UUID.
            status: One of `not_started`, `in_progress`, `completed`.
            progress: 0 to 100.
            score: 0 to 100.
            due_date: A time with a time zone, sent as `dueDate`.
            options: Settings for this call, in place of the client's.

        Returns:
            The enrollment.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/training/enrollments/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await update_enrollment.asyncio(
            id,
            client=self._client,
            body=UpdateEnrollmentRequest(
                status=status,
                progress=progress,
                score=score,
                due_date=due_date,
            ),
            options=options,
        )
        return answer.data

    async def update_training_course(
        self,
        id: UUID | str,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        course_type: str | Unset = UNSET,
        course_category: str | Unset | None = UNSET,
        company_id: UUID | str | Unset | None = UNSET,
        is_mandatory: bool | Unset = UNSET,
        passing_score: float | Unset = UNSET,
        duration: float | Unset = UNSET,
        max_attempts: float | Unset = UNSET,
        expires_after_days: float | Unset = UNSET,
        youtube_url: str | Unset = UNSET,
        artwork_url: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> TrainingCourse:
        """Update training course.

        Args:
            id: A UUID.
            title: 1 to 200 characters.
            description: At most 5000 characters.
            course_type: At most 50 characters.
            course_category: At most 100 characters.
            company_id: A UUID, sent as `companyId`.
            is_mandatory: True or False, sent as `isMandatory`.
            passing_score: 0 to 100.
            duration: A number.
            max_attempts: A number, sent as `maxAttempts`.
            expires_after_days: A number, sent as `expiresAfterDays`.
            youtube_url: A string, sent as `youtubeUrl`.
            artwork_url: A string, sent as `artworkUrl`.
            options: Settings for this call, in place of the client's.

        Returns:
            The training course.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/training/courses/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await update_training_course.asyncio(
            id,
            client=self._client,
            body=UpdateTrainingCourseRequest(
                title=title,
                description=description,
                course_type=course_type,
                course_category=course_category,
                company_id=company_id,
                is_mandatory=is_mandatory,
                passing_score=passing_score,
                duration=duration,
                max_attempts=max_attempts,
                expires_after_days=expires_after_days,
                youtube_url=youtube_url,
                artwork_url=artwork_url,
            ),
            options=options,
        )
        return answer.data


class AsyncTrainingWithRawResponse(RawResource):
    """The methods of `AsyncTraining`, which return the whole response."""

    bulk_enroll_users = raw_async(AsyncTraining.bulk_enroll_users)
    update_enrollment = raw_async(AsyncTraining.update_enrollment)
    update_training_course = raw_async(AsyncTraining.update_training_course)


class Training:
    """Training management - courses, enrollments, certificates, and progress tracking."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> TrainingWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return TrainingWithRawResponse(self)

    def bulk_enroll_users(
        self,
        *,
        course_id: UUID | str,
        user_ids: Sequence[UUID | str] | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        due_date: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> BulkEnrollmentResult:
        """Bulk enroll users.

        Args:
            course_id: A UUID, sent as `courseId`.
            user_ids: 1 to 100 items.
            company_id: A UUID, sent as `companyId`.
            due_date: A time with a time zone, sent as `dueDate`.
            options: Settings for this call, in place of the client's.

        Returns:
            The bulk enrollment result.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/training/enrollments/bulk`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = bulk_enroll_users.sync(
            client=self._client,
            body=BulkEnrollRequest(
                course_id=course_id,
                user_ids=user_ids,
                company_id=company_id,
                due_date=due_date,
            ),
            options=options,
        )
        return answer.data

    def update_enrollment(
        self,
        id: UUID | str,
        *,
        status: EnrollmentStatus | str | Unset = UNSET,
        progress: float | Unset = UNSET,
        score: float | Unset = UNSET,
        due_date: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> Enrollment:
        """Update enrollment.

        Args:
            id: A UUID.
            status: One of `not_started`, `in_progress`, `completed`.
            progress: 0 to 100.
            score: 0 to 100.
            due_date: A time with a time zone, sent as `dueDate`.
            options: Settings for this call, in place of the client's.

        Returns:
            The enrollment.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/training/enrollments/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = update_enrollment.sync(
            id,
            client=self._client,
            body=UpdateEnrollmentRequest(
                status=status,
                progress=progress,
                score=score,
                due_date=due_date,
            ),
            options=options,
        )
        return answer.data

    def update_training_course(
        self,
        id: UUID | str,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        course_type: str | Unset = UNSET,
        course_category: str | Unset | None = UNSET,
        company_id: UUID | str | Unset | None = UNSET,
        is_mandatory: bool | Unset = UNSET,
        passing_score: float | Unset = UNSET,
        duration: float | Unset = UNSET,
        max_attempts: float | Unset = UNSET,
        expires_after_days: float | Unset = UNSET,
        youtube_url: str | Unset = UNSET,
        artwork_url: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> TrainingCourse:
        """Update training course.

        Args:
            id: A UUID.
            title: 1 to 200 characters.
            description: At most 5000 characters.
            course_type: At most 50 characters.
            course_category: At most 100 characters.
            company_id: A UUID, sent as `companyId`.
            is_mandatory: True or False, sent as `isMandatory`.
            passing_score: 0 to 100.
            duration: A number.
            max_attempts: A number, sent as `maxAttempts`.
            expires_after_days: A number, sent as `expiresAfterDays`.
            youtube_url: A string, sent as `youtubeUrl`.
            artwork_url: A string, sent as `artworkUrl`.
            options: Settings for this call, in place of the client's.

        Returns:
            The training course.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/training/courses/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = update_training_course.sync(
            id,
            client=self._client,
            body=UpdateTrainingCourseRequest(
                title=title,
                description=description,
                course_type=course_type,
                course_category=course_category,
                company_id=company_id,
                is_mandatory=is_mandatory,
                passing_score=passing_score,
                duration=duration,
                max_attempts=max_attempts,
                expires_after_days=expires_after_days,
                youtube_url=youtube_url,
                artwork_url=artwork_url,
            ),
            options=options,
        )
        return answer.data


class TrainingWithRawResponse(RawResource):
    """The methods of `Training`, which return the whole response."""

    bulk_enroll_users = raw_sync(Training.bulk_enroll_users)
    update_enrollment = raw_sync(Training.update_enrollment)
    update_training_course = raw_sync(Training.update_training_course)
