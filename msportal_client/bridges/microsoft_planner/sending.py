"""The sending of one operation of Planner: checks, defaults, and a look at the service before something is created twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any, NamedTuple, cast

from ..._runtime.operation import Operation
from ..._runtime.reading import READ_ERRORS, ReadError
from ..._runtime.steps import Send, Steps, Wait
from ...errors import (
    APIConnectionError,
    FieldProblem,
    RequestValidationError,
    ResponseDecodeError,
    ServerError,
)
from ...options import RequestOptions
from ...retry import RetryPolicy
from ...types import UNSET, Response
from .etags import etag_problem, read_etag
from .kinds import BUCKET, KINDS, OPEN_TYPES, PLAN, TASK, ResourceKind
from .merging import is_as_wanted
from .writing import field_problems, wire_fields

__all__ = ["created_ids", "operation_of", "prepared_body", "sending"]

_NO_CONTENT = 204
# Statuses of a gateway, after which another attempt may succeed.
_AWAY = frozenset({502, 503, 504})
_MOST_IDS = 10_000
# Seconds by which the clocks of the service and of this machine may differ.
_CLOCK_DIFFERENCE = 300.0

# The kind that an operation changes or deletes, by its name.
_CHANGED: dict[str, ResourceKind] = {
    module.rpartition(".")[2]: kind for kind in KINDS for module in (kind.update, kind.delete) if module is not None
}
_PREFERENCES = {"PATCH": "return=representation", "GET": "include-unknown-enum-members"}


class _Creation(NamedTuple):
    """The place in which a resource that was created is looked for.

    Attributes:
        kind: Its kind.
        listing: The module of the operation that lists such resources.
        within: The argument of that operation.
        field: The field of the new resource that has its value.
    """

    kind: ResourceKind
    listing: str
    within: str
    field: str


_CREATIONS = {
    "create_task": _Creation(TASK, "tasks.list_plan_tasks", "plan_id", "planId"),
    "create_bucket": _Creation(BUCKET, "buckets.list_plan_buckets", "plan_id", "planId"),
    "create_plan": _Creation(PLAN, "plans.list_group_plans", "group_id", "owner"),
}


def operation_of(module: str) -> Operation[Any]:
    """Return the operation of a module below `api`."""
    return cast("Operation[Any]", import_module(f"{__package__}.api.{module}").OPERATION)


def sending(  # noqa: PLR0917 - what makes a call
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    body: Any,
    options: RequestOptions | None,
    retry: RetryPolicy,
    created: deque[str],
) -> Steps[Response[Any]]:
    """Return the steps of an operation.

    Raises:
        RequestValidationError: An argument is known to be refused; nothing was sent.
    """
    arguments, body = _prepared(operation, arguments, body)
    send = Send(operation, arguments, body, options)
    if operation.name in _CREATIONS:
        policy = retry if options is None else options.retry or retry
        response: Response[Any] = yield from _creating(send, policy, created)
        created.append(getattr(response.parsed, "id", ""))
        return response
    try:
        response = yield send
    except ResponseDecodeError as error:
        # A change that is answered without the resource, as without a preference: its new etag is needed, so it is read.
        kind = _CHANGED.get(operation.name)
        if kind is None or operation.method != "PATCH" or error.response.status_code != _NO_CONTENT:
            raise
        response = yield reading(kind, arguments, options)
    return response


def reading(kind: ResourceKind, arguments: Mapping[str, Any], options: RequestOptions | None) -> Send:
    """Return the request that reads a resource."""
    get = operation_of(kind.get)
    known = {parameter.name: arguments.get(parameter.name) for parameter in get.parameters}
    return Send(get, _with_preference(get, known), UNSET, options)


# --- checks and defaults ---


def prepared_body(model: type[Any], wire: Mapping[str, Any]) -> Any:
    """Return the model of a request.

    Raises:
        RequestValidationError: A value is of another form.
    """
    try:
        return model.from_dict(dict(wire))
    except READ_ERRORS as error:
        place = error.field if isinstance(error, ReadError) else ""
        raise RequestValidationError(model.__name__, [FieldProblem(place, str(error))]) from error


def _prepared(operation: Operation[Any], arguments: Mapping[str, Any], body: Any) -> tuple[Mapping[str, Any], Any]:
    problems: list[FieldProblem] = []
    kind = _CHANGED.get(operation.name)
    if kind is not None and "if_match" in arguments:
        etag = arguments["if_match"]
        if problem := etag_problem(etag, kind.etag):
            problems.append(FieldProblem("if_match", problem))
        else:
            arguments = {**arguments, "if_match": read_etag(etag).text}
    if hasattr(body, "__attrs_attrs__"):
        body, found = _checked_body(body)
        problems += found
        if operation.name == "create_plan" and body.container is UNSET and body.owner is UNSET:
            problem = "a plan must be owned: pass container, or owner with the id of a group"
            problems.append(FieldProblem("container", problem))
    if problems:
        raise RequestValidationError(operation.name, problems)
    return _with_preference(operation, arguments), body


def _checked_body(body: Any) -> tuple[Any, list[FieldProblem]]:
    """Return a body with all that Planner wants in it, and the problems of it."""
    model = cast("Any", type(body))
    fields = {name: value for name in model.limits if (value := getattr(body, name)) is not UNSET}
    try:
        wire = {**wire_fields(body.additional_properties), **wire_fields(fields)}
    except (ValueError, TypeError) as error:
        return body, [FieldProblem("body", str(error))]
    # An empty map has nothing to say, and Planner refuses it.
    wire = {name: value for name, value in wire.items() if value != {} or name not in OPEN_TYPES}
    if problems := list(field_problems(wire)):
        return body, problems
    try:
        return model.from_dict(wire), []
    except READ_ERRORS:
        return body, []  # The limits of the operation name what is wrong.


def _with_preference(operation: Operation[Any], arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Ask for the changed resource, and for values that came later, unless the caller prefers something."""
    if "prefer" not in arguments or arguments["prefer"] is not None:
        return arguments
    return {**arguments, "prefer": _PREFERENCES.get(operation.method)}


# --- creation ---


def created_ids() -> deque[str]:
    """Return a place for the ids of what a client has created of late: another of its creations is not looking for them."""
    return deque(maxlen=_MOST_IDS)


def _creating(send: Send, retry: RetryPolicy, created: deque[str]) -> Steps[Response[Any]]:
    """Create a resource. Where the service may have done it although no success came, look before sending again."""
    since = datetime.now(UTC) - timedelta(seconds=_CLOCK_DIFFERENCE)
    for attempt in range(1, retry.max_attempts):
        try:
            response: Response[Any] = yield send
        except (APIConnectionError, ServerError) as error:
            failure: APIConnectionError | ServerError = error
        else:
            return response
        # What was created a moment ago may not be listed yet.
        yield Wait(max(1.0, retry.backoff) * 2.0 ** (attempt - 1))
        found = yield from _found(send)
        same = [item for item in found if item.id not in created]
        new = [item for item in same if isinstance(made := _made_at(item), datetime) and made >= since]
        if new:
            kind = _CREATIONS[send.operation.name].kind
            response = yield reading(kind, {kind.id: new[0].id}, send.options)
            return response
        if not all(isinstance(_made_at(item), datetime) for item in same):
            raise failure  # There is one, and nothing says how old it is.
        if isinstance(failure, ServerError) and failure.status_code not in _AWAY:
            raise failure
    response = yield send
    return response


def _made_at(item: object) -> object:
    """Return when a resource was created; None where it does not tell, or a value that broke its schema."""
    return getattr(item, "created_date_time", None)


def _found(send: Send) -> Steps[list[Any]]:
    """Return the resources that are as the one that a request creates."""
    creation, wanted = _CREATIONS[send.operation.name], send.body.to_dict()
    place = wanted.get(creation.field) or _group_of(wanted)
    if place is None:
        return []  # A container whose plans cannot be listed.
    wanted = {name: value for name, value in wanted.items() if name not in {"container", "owner"}}
    listing = operation_of(creation.listing)
    arguments = {parameter.name: None for parameter in listing.parameters} | {creation.within: place}
    found: list[Any] = []
    page: Response[Any] = yield Send(listing, arguments)
    while True:
        found += [item for item in page.parsed.value if is_as_wanted(wanted, item.to_dict())]
        if not page.parsed.odata_next_link:
            return found
        page = yield Send(listing, arguments, link=page.parsed.odata_next_link)


def _group_of(wanted: Mapping[str, Any]) -> str | None:
    """Return the group that a new plan belongs to; None for another container."""
    container: Mapping[str, Any] = wanted.get("container") or {}
    before, _, group = str(container.get("url", "")).rpartition("/groups/")
    if container.get("type") in {None, "group"}:
        return container.get("containerId") or (group if before else None)
    return None
