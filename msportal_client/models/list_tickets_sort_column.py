from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListTicketsSortColumn(OpenStrEnum):
    """`sort_column` of `list_tickets`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CREATED_DATE = "created_date"
    UPDATED_DATE = "updated_date"
    TITLE = "title"
    STATUS_NAME = "status_name"
    PRIORITY_NAME = "priority_name"
    COMPANY_NAME = "company_name"
    ASSIGNED_TO = "assigned_to"
    DAYS_OPEN = "days_open"
