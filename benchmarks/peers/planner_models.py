"""Planner tasks for pydantic, with the same fields and types as ours. Like ours they keep fields that are not documented."""

from __future__ import annotations

from enum import StrEnum

import pydantic
from pydantic.alias_generators import to_camel


class PydanticModel(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(alias_generator=to_camel, extra="allow")


class PydanticIdentity(PydanticModel):
    display_name: str | None = None
    id: str | None = None


class PydanticIdentitySet(PydanticModel):
    application: PydanticIdentity | None = None
    device: PydanticIdentity | None = None
    user: PydanticIdentity | None = None


class PydanticAssignment(PydanticModel):
    odata_type: str | None = pydantic.Field(None, alias="@odata.type")
    assigned_by: PydanticIdentitySet | None = None
    assigned_date_time: pydantic.AwareDatetime | None = None
    order_hint: str | None = None


class Preview(StrEnum):
    AUTOMATIC = "automatic"
    NO_PREVIEW = "noPreview"
    CHECKLIST = "checklist"
    DESCRIPTION = "description"
    REFERENCE = "reference"


class PydanticTask(PydanticModel):
    odata_etag: str | None = pydantic.Field(None, alias="@odata.etag")
    odata_type: str | None = pydantic.Field(None, alias="@odata.type")
    id: str
    active_checklist_item_count: int | None = None
    applied_categories: dict[str, bool] | None = None
    assignee_priority: str | None = None
    assignments: dict[str, PydanticAssignment] | None = None
    bucket_id: str | None = None
    checklist_item_count: int | None = None
    completed_by: PydanticIdentitySet | None = None
    completed_date_time: pydantic.AwareDatetime | None = None
    conversation_thread_id: str | None = None
    created_by: PydanticIdentitySet | None = None
    created_date_time: pydantic.AwareDatetime | None = None
    due_date_time: pydantic.AwareDatetime | None = None
    has_description: bool | None = None
    order_hint: str | None = None
    percent_complete: int | None = None
    plan_id: str | None = None
    preview_type: Preview | None = None
    priority: int | None = None
    reference_count: int | None = None
    start_date_time: pydantic.AwareDatetime | None = None
    title: str | None = None


class PydanticTasks(PydanticModel):
    value: list[PydanticTask]
