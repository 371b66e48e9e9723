"""The Python SDK of the MSPortal Public API.

    async with AsyncMSPortal() as msportal:
        item = await msportal.planner.create_planner_item(title="Replace firewall")

Models and enums are in `msportal_client.models`, the operations in `msportal_client.api`. Modules are imported on first
use; type checkers and editors see every name.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._runtime.version import __version__ as __version__
    from .client import AsyncMSPortal as AsyncMSPortal
    from .client import MSPortal as MSPortal
    from .errors import APIConnectionError as APIConnectionError
    from .errors import APIStatusError as APIStatusError
    from .errors import APITimeoutError as APITimeoutError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import ConflictError as ConflictError
    from .errors import FieldProblem as FieldProblem
    from .errors import MSPortalError as MSPortalError
    from .errors import NotFoundError as NotFoundError
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import RateLimitError as RateLimitError
    from .errors import RequestValidationError as RequestValidationError
    from .errors import ResponseDecodeError as ResponseDecodeError
    from .errors import ServerError as ServerError
    from .errors import TokenError as TokenError
    from .errors import UnprocessableEntityError as UnprocessableEntityError
    from .options import RequestOptions as RequestOptions
    from .pagination import AsyncPager as AsyncPager
    from .pagination import Page as Page
    from .pagination import Pager as Pager
    from .rate_limit import RateLimit as RateLimit
    from .retry import RetryPolicy as RetryPolicy
    from .types import UNSET as UNSET
    from .types import Response as Response
    from .types import Unset as Unset

_MODULES = {
    "APIConnectionError": "errors",
    "APIStatusError": "errors",
    "APITimeoutError": "errors",
    "AsyncMSPortal": "client",
    "AsyncPager": "pagination",
    "AuthenticationError": "errors",
    "BadRequestError": "errors",
    "ConflictError": "errors",
    "FieldProblem": "errors",
    "MSPortal": "client",
    "MSPortalError": "errors",
    "NotFoundError": "errors",
    "Page": "pagination",
    "Pager": "pagination",
    "PermissionDeniedError": "errors",
    "RateLimit": "rate_limit",
    "RateLimitError": "errors",
    "RequestOptions": "options",
    "RequestValidationError": "errors",
    "Response": "types",
    "ResponseDecodeError": "errors",
    "RetryPolicy": "retry",
    "ServerError": "errors",
    "TokenError": "errors",
    "UNSET": "types",
    "UnprocessableEntityError": "errors",
    "Unset": "types",
    "__version__": "_runtime.version",
}

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
    "TokenError",
    "UnprocessableEntityError",
    "Unset",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f".{_MODULES[name]}", __name__)
    except AttributeError as error:
        # An AttributeError would be reported as "cannot import name", without its cause.
        raise ImportError(f"{__name__}.{_MODULES[name]} cannot be imported: {error}") from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
