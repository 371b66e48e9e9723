"""Calendar and meeting management - events, participants, and meeting types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_sync
from ..._runtime.resources import cached_resource
from ...models.create_meeting_participant import CreateMeetingParticipant
from ...models.create_meeting_request import CreateMeetingRequest
from ...models.meeting import Meeting
from ...types import UNSET, Unset
from . import create_meeting

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions

__all__ = ["AsyncCalendar", "Calendar"]


class AsyncCalendar:
    """Calendar and meeting management - events, participants, and meeting types."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncCalendarWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncCalendarWithRawResponse(self)

    async def create_meeting(
        self,
        *,
        title: str | Unset = UNSET,
        start_time: datetime | Unset = UNSET,
        end_time: datetime | Unset = UNSET,
        is_all_day: bool | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        event_type: str | Unset = UNSET,
        status: str | Unset = UNSET,
        location_id: UUID | str | Unset = UNSET,
        location_text: str | Unset = UNSET,
        notes: str | Unset = UNSET,
        participants: Sequence[CreateMeetingParticipant] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Meeting:
        """Create meeting.

        Args:
            title: A string.
            start_time: A time with a time zone, sent as `startTime`.
            end_time: A time with a time zone, sent as `endTime`.
            is_all_day: True or False, sent as `isAllDay`.
            company_id: A UUID, sent as `companyId`.
            event_type: A string, sent as `eventType`.
            status: A string.
            location_id: A UUID, sent as `locationId`.
            location_text: A string, sent as `locationText`.
            notes: A string.
            participants: A list.
            options: Settings for this call, in place of the client's.

        Returns:
            The meeting.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/calendar/meetings`.

        The spec is incomplete here. Missing: which body fields are required; parameters or body fields after those
        listed; which response fields may be null or absent; the scope; the success status code.
        """
        answer = await create_meeting.asyncio(
            client=self._client,
            body=CreateMeetingRequest(
                title=title,
                start_time=start_time,
                end_time=end_time,
                is_all_day=is_all_day,
                company_id=company_id,
                event_type=event_type,
                status=status,
                location_id=location_id,
                location_text=location_text,
                notes=notes,
                participants=participants,
            ),
            options=options,
        )
        return answer.data


class AsyncCalendarWithRawResponse(RawResource):
    """The methods of `AsyncCalendar`, which return the whole response."""

    create_meeting = raw_async(AsyncCalendar.create_meeting)


class Calendar:
    """Calendar and meeting management - events, participants, and meeting types."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> CalendarWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return CalendarWithRawResponse(self)

    def create_meeting(
        self,
        *,
        title: str | Unset = UNSET,
        start_time: datetime | Unset = UNSET,
        end_time: datetime | Unset = UNSET,
        is_all_day: bool | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        event_type: str | Unset = UNSET,
        status: str | Unset = UNSET,
        location_id: UUID | str | Unset = UNSET,
        location_text: str | Unset = UNSET,
        notes: str | Unset = UNSET,
        participants: Sequence[CreateMeetingParticipant] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Meeting:
        """Create meeting.

        Args:
            title: A string.
            start_time: A time with a time zone, sent as `startTime`.
            end_time: A time with a time zone, sent as `endTime`.
            is_all_day: True or False, sent as `isAllDay`.
            company_id: A UUID, sent as `companyId`.
            event_type: A string, sent as `eventType`.
            status: A string.
            location_id: A UUID, sent as `locationId`.
            location_text: A string, sent as `locationText`.
            notes: A string.
            participants: A list.
            options: Settings for this call, in place of the client's.

        Returns:
            The meeting.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/calendar/meetings`.

        The spec is incomplete here. Missing: which body fields are required; parameters or body fields after those
        listed; which response fields may be null or absent; the scope; the success status code.
        """
        answer = create_meeting.sync(
            client=self._client,
            body=CreateMeetingRequest(
                title=title,
                start_time=start_time,
                end_time=end_time,
                is_all_day=is_all_day,
                company_id=company_id,
                event_type=event_type,
                status=status,
                location_id=location_id,
                location_text=location_text,
                notes=notes,
                participants=participants,
            ),
            options=options,
        )
        return answer.data


class CalendarWithRawResponse(RawResource):
    """The methods of `Calendar`, which return the whole response."""

    create_meeting = raw_sync(Calendar.create_meeting)
