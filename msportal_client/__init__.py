"""The Python SDK of the MSPortal Public API.

    async with AsyncMSPortal() as msportal:
        item = await msportal.planner.create_planner_item(title="Replace firewall")

Models and enums are in `msportal_client.models`, the operations in `msportal_client.api`; both load when first used.
"""

from .client import AsyncMSPortal, MSPortal
from .errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    FieldProblem,
    MSPortalError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestValidationError,
    ResponseDecodeError,
    ServerError,
    UnprocessableEntityError,
)
from .options import RequestOptions
from .pagination import AsyncPager, Page, Pager
from .rate_limit import RateLimit
from .retry import RetryPolicy
from .types import UNSET, Response, Unset

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncMSPortal",
    "AsyncPager",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "FieldProblem",
    "MSPortal",
    "MSPortalError",
    "NotFoundError",
    "Page",
    "Pager",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "RequestOptions",
    "RequestValidationError",
    "Response",
    "ResponseDecodeError",
    "RetryPolicy",
    "ServerError",
    "UnprocessableEntityError",
    "Unset",
]
