"""Changes of resources that are merged with those of others. The steps are the same for async and sync clients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeAlias, TypeVar, cast

from ..._runtime.steps import Send, Steps
from ...errors import (
    APIConnectionError,
    ConflictError,
    FieldProblem,
    MSPortalError,
    NotFoundError,
    RequestValidationError,
    ServerError,
)
from ...options import RequestOptions
from ...types import Response
from .errors import PlannerConflictError, PlannerLimitError
from .kinds import KINDS, ResourceKind
from .merging import conflicts, is_done, left_to_do
from .methods import same_ids
from .sending import operation_of, prepared_body, reading
from .writing import field_problems, python_name, wire_fields, wire_name

__all__ = ["Change", "deleting", "updating"]

R = TypeVar("R")

# The fields to set, or a function that gives them for a version of the resource.
Change: TypeAlias = Mapping[str, Any] | Callable[[R], Mapping[str, Any]]


def updating(
    resource: R, change: Change[R], overwrite: bool, attempts: int, options: RequestOptions | None
) -> Steps[R]:
    """Return the steps that change a resource, and give its new version.

    Args:
        resource: The resource as it was read, with its etag.
        change: The change.
        overwrite: Whether it may replace what others have set meanwhile.
        attempts: The number of requests that may conflict.
        options: Settings for each request.
    """
    kind, ids, base = _kind(resource), list[str](), cast("Any", resource)
    fields = wanted = _fields(kind, change, base, ids)
    failure: ConflictError | None = None
    for _ in range(attempts):
        if not fields:
            return cast("R", base)
        if problems := list(field_problems(fields, base.to_dict())):
            raise RequestValidationError(_name(kind), problems)
        try:
            response: Response[Any] = yield _update(kind, base, fields, options)
        except ConflictError as error:
            failure = error
        except (APIConnectionError, ServerError, PlannerLimitError) as error:
            base = yield from _done_all_the_same(kind, base, fields, error, options)
            return cast("R", base)
        else:
            return cast("R", response.parsed)
        latest = yield from _latest(kind, base, fields, failure, options)
        again = _fields_again(kind, change, base, latest, fields, ids, failure)
        places = () if overwrite else conflicts(wanted, again, base.to_dict(), latest.to_dict())
        if places:
            raise _conflict(failure, base, latest, again, places)
        base, wanted, fields = latest, again, left_to_do(again, latest.to_dict())
    if not fields or failure is None:
        return cast("R", base)
    raise _conflict(failure, resource, base, fields, ()) from failure


def deleting(resource: Any, overwrite: bool, attempts: int, options: RequestOptions | None) -> Steps[None]:
    """Return the steps that delete a resource.

    Args:
        resource: The resource as it was read, with its etag.
        overwrite: Whether it is deleted although others have changed it meanwhile.
        attempts: The number of requests that may conflict.
        options: Settings for each request.
    """
    kind = _kind(resource)
    if kind.delete is None:
        raise RequestValidationError(_name(kind), [FieldProblem("", f"{kind.type} cannot be deleted by itself")])
    operation, base = operation_of(kind.delete), resource
    for attempt in range(1, attempts + 1):
        try:
            yield Send(operation, {kind.id: base.id, "if_match": base.odata_etag}, options=options)
        except ConflictError as error:
            latest = yield from _latest(kind, base, {}, error, options)
            if not overwrite or attempt == attempts:
                raise _conflict(error, resource, latest, {}, ()) from error
            base = latest
        else:
            return


def _kind(resource: object) -> ResourceKind:
    names = {cls.__name__ for cls in type(resource).__mro__}
    for kind in KINDS:
        if kind.model in names:
            return kind
    raise RequestValidationError(
        "update",
        [FieldProblem("resource", f"must be a resource of Planner, is of the type {type(resource).__name__}")],
    )


def _name(kind: ResourceKind) -> str:
    return kind.update.rpartition(".")[2]


def _request_model(kind: ResourceKind) -> Any:
    module, name = kind.request
    return getattr(import_module(f"{__package__}.models.{module}"), name)


def _fields(kind: ResourceKind, change: Change[Any], resource: Any, ids: list[str]) -> dict[str, Any]:
    """Return the fields that a change sets, by their names in the API.

    Raises:
        RequestValidationError: It gives no fields, or such as cannot be changed.
    """
    with same_ids(ids):
        given = cast("object", change(resource) if callable(change) else change)
    if not isinstance(given, Mapping):
        problem = f"must be the fields to set, or a function that gives them, gave {type(given).__name__}"
        raise RequestValidationError(_name(kind), [FieldProblem("change", problem)])
    known = {wire_name(name) for name in _request_model(kind).limits}
    fields = cast("Mapping[str, Any]", given)
    unknown = [name for name in fields if wire_name(str(name)) not in known]
    if unknown:
        can = ", ".join(sorted(map(python_name, known)))
        problems = [FieldProblem(str(name), f"cannot be changed; what can: {can}") for name in unknown]
        raise RequestValidationError(_name(kind), problems)
    try:
        wire = wire_fields(fields)
    except (ValueError, TypeError) as error:
        raise RequestValidationError(_name(kind), [FieldProblem("change", str(error))]) from error
    return {name: value for name, value in wire.items() if value != {}}


def _fields_again(  # noqa: PLR0917 - what a change is applied to
    kind: ResourceKind,
    change: Change[Any],
    base: Any,
    latest: Any,
    fields: Mapping[str, Any],
    ids: list[str],
    error: ConflictError,
) -> dict[str, Any]:
    """Return the fields that a change sets for a newer version.

    Raises:
        PlannerConflictError: The change cannot be applied to it.
    """
    try:
        return _fields(kind, change, latest, ids)
    except Exception as failure:
        raise _conflict(error, base, latest, fields, ()) from failure


def _done_all_the_same(
    kind: ResourceKind, base: Any, fields: Mapping[str, Any], error: MSPortalError, options: RequestOptions | None
) -> Steps[Any]:
    """Return the newest version where it has the change: a failing answer, or none, is no proof that nothing happened.

    Raises:
        MSPortalError: It has it not, or cannot be read: `error`.
    """
    latest = yield from _latest(kind, base, fields, error, options)
    if not is_done(fields, base.to_dict(), latest.to_dict()):
        raise error
    return latest


def _update(kind: ResourceKind, base: Any, fields: Mapping[str, Any], options: RequestOptions | None) -> Send:
    arguments = {"if_match": base.odata_etag, "prefer": None} | ({kind.id: base.id} if kind.id else {})
    return Send(operation_of(kind.update), arguments, prepared_body(_request_model(kind), fields), options)


def _latest(
    kind: ResourceKind, base: Any, fields: Mapping[str, Any], error: MSPortalError, options: RequestOptions | None
) -> Steps[Any]:
    """Return the newest version of a resource.

    Raises:
        PlannerConflictError: It is gone.
        MSPortalError: It cannot be read: then `error` stands, unless it was a conflict.
    """
    try:
        response: Response[Any] = yield reading(kind, {kind.id: base.id}, options)
    except NotFoundError as gone:
        raise _conflict(error, base, None, fields, ()) from gone
    except MSPortalError as failure:
        raise (failure if isinstance(error, ConflictError) else error) from failure
    return response.parsed


def _conflict(
    error: MSPortalError, base: Any, latest: Any, wanted: Mapping[str, Any], places: tuple[str, ...]
) -> PlannerConflictError:
    what = (
        f"others have set {', '.join(places)} meanwhile"
        if places
        else "the change cannot be applied to the newest version"
    )
    gone = "the resource is gone" if latest is None else what
    conflict = PlannerConflictError(
        f"{gone}: base, latest and wanted say what to resolve",
        response=getattr(error, "response", None),
        method=getattr(error, "method", ""),
        url=getattr(error, "url", ""),
        code=getattr(error, "code", None),
    )
    conflict.base, conflict.latest, conflict.wanted, conflict.conflicts = base, latest, dict(wanted), places
    return conflict
