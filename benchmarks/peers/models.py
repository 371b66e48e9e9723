"""Planner items for pydantic and msgspec, with the same fields and types as ours."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
import pydantic
from pydantic.alias_generators import to_camel


class Status(StrEnum):
    IN_PROGRESS = "In Progress"
    NOT_STARTED = "Not Started"
    COMPLETED = "Completed"
    ON_HOLD = "On Hold"
    CANCELLED = "Cancelled"
    PENDING_APPROVAL = "Pending Approval"


class Value(StrEnum):
    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"


class PydanticModel(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(alias_generator=to_camel, populate_by_name=True)


class PydanticReference(PydanticModel):
    id: UUID
    name: str


class PydanticItem(PydanticModel):
    id: UUID
    title: str
    description: str | None
    status: Status
    business_value: Value
    hours: float
    cost_estimate: float
    probability: float
    start_date: pydantic.AwareDatetime | None
    due_date: pydantic.AwareDatetime | None
    end_date: pydantic.AwareDatetime | None
    public_notes: str | None
    private_notes: str | None
    is_archived: bool
    is_overdue: bool
    fiscal_year: float | None
    fiscal_quarter: float | None
    company: PydanticReference | None
    type: PydanticReference | None
    linked_goals_count: float
    linked_compliance_count: float
    linked_meetings_count: float
    linked_projects_count: float
    linked_secure_score_count: float
    tag_count: float
    created_at: pydantic.AwareDatetime
    updated_at: pydantic.AwareDatetime


class PydanticPagination(PydanticModel):
    page: float
    limit: float
    total_count: float
    total_pages: float
    has_next_page: bool
    has_prev_page: bool


class PydanticPage(PydanticModel):
    data: list[PydanticItem]
    pagination: PydanticPagination


class PydanticNewItem(PydanticModel):
    title: str = pydantic.Field(min_length=1, max_length=255)
    description: str | None = pydantic.Field(None, max_length=10000)
    company_id: UUID | None = None
    status: Status | None = None
    business_value: Value | None = None
    hours: float | None = pydantic.Field(None, ge=0)
    probability: float | None = pydantic.Field(None, ge=0, le=100)
    due_date: pydantic.AwareDatetime | None = None


class MsgspecModel(msgspec.Struct, rename="camel", kw_only=True):
    pass


class MsgspecReference(MsgspecModel):
    id: UUID
    name: str


class MsgspecItem(MsgspecModel):
    id: UUID
    title: str
    description: str | None
    status: Status
    business_value: Value
    hours: float
    cost_estimate: float
    probability: float
    start_date: datetime | None
    due_date: datetime | None
    end_date: datetime | None
    public_notes: str | None
    private_notes: str | None
    is_archived: bool
    is_overdue: bool
    fiscal_year: float | None
    fiscal_quarter: float | None
    company: MsgspecReference | None
    type: MsgspecReference | None
    linked_goals_count: float
    linked_compliance_count: float
    linked_meetings_count: float
    linked_projects_count: float
    linked_secure_score_count: float
    tag_count: float
    created_at: datetime
    updated_at: datetime


class MsgspecPagination(MsgspecModel):
    page: float
    limit: float
    total_count: float
    total_pages: float
    has_next_page: bool
    has_prev_page: bool


class MsgspecPage(MsgspecModel):
    data: list[MsgspecItem]
    pagination: MsgspecPagination


class MsgspecNewItem(MsgspecModel, omit_defaults=True):
    title: str
    description: str | None = None
    company_id: UUID | None = None
    status: Status | None = None
    business_value: Value | None = None
    hours: float | None = None
    probability: float | None = None
    due_date: datetime | None = None
