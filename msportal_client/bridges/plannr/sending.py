"""The sending of one operation of Plannr: the account that it acts as, and dates. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any, cast

from ..._runtime.api import ErrorBody
from ..._runtime.operation import Operation
from ..._runtime.steps import Send, Steps
from ...errors import FieldProblem, RequestValidationError
from ...options import RequestOptions
from ...types import Response
from .due import due_text

__all__ = ["Account", "operation_of", "read_plannr_error", "sending"]

_ACCOUNT = "x_plannr_account_uuid"


class Account:
    """The account that a client acts as.

    Attributes:
        uuid: Its UUID; None while it is not known.
    """

    __slots__ = ("uuid",)

    def __init__(self, uuid: str | None) -> None:
        self.uuid = uuid


def operation_of(module: str) -> Operation[Any]:
    """Return the operation of a module below `api`."""
    return cast("Operation[Any]", import_module(f"{__package__}.api.{module}").OPERATION)


def read_plannr_error(body: Mapping[str, Any]) -> ErrorBody:
    """Read `{"message": …, "errors": {field: […]}}`: the message is documented, the fields are as Laravel has them."""
    message = body.get("message")
    return ErrorBody(message if isinstance(message, str) else "", None, body.get("errors") or None)


def sending(
    operation: Operation[Any], arguments: Mapping[str, Any], body: Any, options: RequestOptions | None, account: Account
) -> Steps[Response[Any]]:
    """Return the steps of an operation: the account is found first, where it is needed and not known.

    Raises:
        RequestValidationError: The account cannot be chosen, or a date cannot be sent; nothing else was sent.
    """
    if arguments.get(_ACCOUNT, "") is None:
        if account.uuid is None:
            account.uuid = yield from _find_account(operation.name)
        arguments = {**arguments, _ACCOUNT: account.uuid}
    response: Response[Any] = yield Send(operation, arguments, _with_due_text(operation, body), options)
    return response


def _with_due_text(operation: Operation[Any], body: Any) -> Any:
    """Return a body whose due date is a text."""
    due: object = getattr(body, "due_at", None)
    if isinstance(due, date):
        try:
            body.due_at = due_text(due)
        except ValueError as error:
            raise RequestValidationError(operation.name, [FieldProblem("due_at", str(error))]) from error
    return body


def _find_account(operation: str) -> Steps[str]:
    """Return the account that the token may act as.

    Raises:
        RequestValidationError: There is none, or several and none that is preferred.
    """
    response: Response[Any] = yield Send(operation_of("logins.list_logins"), {})
    logins = response.parsed.data
    preferred = response.parsed.preferred_account_uuid
    preferred = preferred or next(
        (login.preferred_account_uuid for login in logins if login.preferred_account_uuid), None
    )
    accounts = {str(account.uuid): account for login in logins if (account := login.account) is not None}
    if preferred is not None:
        return str(preferred)
    if len(accounts) == 1:
        return next(iter(accounts))
    if not accounts:
        problem = "the token has no login with an account"
    else:
        listed = ", ".join(
            f"{uuid} ({account.name or account.email}, {account.role})" for uuid, account in accounts.items()
        )
        problem = f"the token may act as several accounts: {listed}"
    raise RequestValidationError(
        operation, [FieldProblem("account_uuid", f"{problem}; pass the one to act as to the client")]
    )
