"""Deprecated operations, parameters and fields: a DeprecationWarning where the caller stands, and PEP 702 for type checkers."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from inspect import currentframe
from typing import TYPE_CHECKING, Any, NamedTuple

from ..types import UNSET

__all__ = ["Deprecated", "deprecated", "warn_deprecated"]

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message: str) -> Callable[[Any], Any]:
        """Mark a function as deprecated. The client warns when it sends the request, however the call was made."""

        def mark(function: Any) -> Any:
            function.__deprecated__ = message
            return function

        return mark


class Deprecated(NamedTuple):
    """The deprecated parts of an operation.

    Attributes:
        operation: Whether all of it is deprecated.
        parameters: The Python names of deprecated parameters.
        fields: Those of deprecated fields of the body.
    """

    operation: bool = False
    parameters: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def warn_deprecated(name: str, parts: Deprecated, arguments: Mapping[str, Any], body: object) -> None:
    """Warn of what a call uses of the deprecated parts of an operation.

    Args:
        name: The name of the operation.
        parts: Its deprecated parts.
        arguments: The parameters by Python name.
        body: The body.
    """
    used = [field for field in parts.parameters if arguments.get(field, UNSET) not in {None, UNSET}]
    used += [field for field in parts.fields if getattr(body, field, UNSET) is not UNSET]
    if parts.operation:
        _warn(f"{name} is deprecated")
    for field in used:
        _warn(f"{name}: {field} is deprecated")


def _warn(message: str) -> None:
    """Emit a DeprecationWarning at the line of the caller outside of this package."""
    package = __name__.partition(".")[0]
    level, frame = 1, currentframe()
    while (
        frame is not None
        and frame.f_back is not None
        and frame.f_globals.get("__name__", "").partition(".")[0] == package
    ):
        frame = frame.f_back
        level += 1
    warnings.warn(message, DeprecationWarning, stacklevel=level)
