"""Check h: the responses of a live server follow the spec.

Every GET operation is called, within a budget of requests. Ids come from lists that were read before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from generation.document import Json, is_array

from contract import code
from contract.examples import Examples, NoExampleError
from contract.json_schema import json_schema, violations
from contract.numbers import bounds
from contract.raw import Operation, flat, is_object, operations
from contract.subject import NotRunError, Outcome, Subject
from msportal_client import APIStatusError, MSPortalError, RetryPolicy
from msportal_client._runtime.clients import APIClient
from msportal_client._runtime.limits import Limits
from msportal_client._runtime.operation import Operation as Sent
from msportal_client._runtime.operation import Parameter
from msportal_client._runtime.parameter_styles import ParameterStyle
from msportal_client.events import Event, RequestSent
from msportal_client.types import Response

_UNAUTHORIZED, _FORBIDDEN, _TOO_MANY = 401, 403, 429


class _StopError(Exception):
    """No further request makes sense. The message gives the reason."""


def check(subject: Subject) -> Outcome:
    """Report differences between responses and spec.

    Raises:
        NotRunError: No live server was given.
    """
    live = subject.live
    if live is None:
        raise NotRunError("no --base-url")
    readable = sorted(
        (operation for operation in operations(subject.document) if operation.method == "GET"),
        key=lambda operation: operation.path.count("{"),
    )
    sent = 0

    def count(event: Event) -> None:
        nonlocal sent
        sent += isinstance(event, RequestSent)

    problems: list[str] = []
    skipped: list[str] = []
    read: dict[str, Any] = {}
    stopped = ""
    with code.clients()[1](live.key, base_url=live.base_url, retry=RetryPolicy.never(), on_event=count) as client:
        for operation in readable:
            if sent >= live.budget:
                stopped = f"the budget of {live.budget} requests is used up"
            elif not stopped:
                try:
                    problems += _call(subject.document, operation, client, read)
                    continue
                except NotRunError as reason:
                    skipped.append(f"not called: {operation.title}: {reason}")
                    continue
                except _StopError as reason:
                    stopped = str(reason)
            skipped.append(f"not called: {operation.title}: {stopped}")
    if not read and not problems:
        problems.append("no response could be read")
    summary = f"{len(readable) - len(skipped)} of {len(readable)} GET operations were called, in {sent} requests"
    return Outcome(_deduplicated(problems), [summary, *skipped])


def _deduplicated(problems: list[str]) -> list[str]:
    """Keep the first of equal problems in several items of a list."""
    first: dict[str, str] = {}
    for problem in problems:
        first.setdefault(re.sub(r"/\d+(?=[/ ])", "/*", problem), problem)
    return list(first.values())


def _call(document: Json, operation: Operation, client: APIClient, read: dict[str, Any]) -> list[str]:
    values, path = _arguments(document, operation, read)
    names = [p["name"] for p in operation.parameters if p["name"] in values]
    locations = {p["name"]: p["in"] for p in operation.parameters}
    # Built from the spec alone, so that the request does not depend on the generated code.
    call: Sent[Any] = Sent(
        name=operation.title,
        method="GET",
        path=operation.path,
        read=_as_is,
        parameters=tuple(Parameter(n, n, locations[n], Limits("any"), True, _style(operation, n)) for n in names),
    )
    where = f"{operation.method} {operation.path}"
    try:
        response: Response[Any] = client.send(call, values)
    except APIStatusError as error:
        return list(_refusal_problems(document, operation, error))
    except MSPortalError as error:
        return [f"{where}: {error} (spec: #{operation.pointer})"]
    read[path] = response.parsed
    schema = operation.successes.get(str(response.status_code))
    if str(response.status_code) not in operation.successes:
        documented = ", ".join(operation.successes)
        other = (
            f"{where}: the status is {response.status_code}, not {documented} (spec: #{operation.pointer}/responses)"
        )
        schema = next(iter(operation.successes.values()), None)
        return [other, *_body_problems(document, operation, schema, response.status_code, response.parsed)]
    return list(_body_problems(document, operation, schema, response.status_code, response.parsed))


def _style(operation: Operation, name: str) -> ParameterStyle | None:
    """Return the style of a parameter as the generated code has it."""
    module = code.modules().get(operation.key)
    parameters: Iterable[Parameter] = () if module is None else module.OPERATION.parameters
    return next((parameter.style for parameter in parameters if parameter.wire == name), None)


def _as_is(value: Any) -> Any:
    return value


def _body_problems(document: Json, operation: Operation, schema: Json | None, status: int, value: Any) -> Iterator[str]:
    if schema is None:
        return
    where = f"{operation.method} {operation.path}"
    for at, source, message in violations(json_schema(document, schema), value):
        yield f"{where}: {at} {message} (spec: #{source})"
    module = code.modules().get(operation.key)
    if module is not None:
        try:
            code.reader(module, status)(value)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield f"{where}: the client cannot read it: {getattr(error, 'field', '') or type(error).__name__}"


def _refusal_problems(document: Json, operation: Operation, error: APIStatusError) -> Iterator[str]:
    status = error.status_code
    if status == _UNAUTHORIZED:
        raise _StopError("the server does not accept this key (401)")
    if status == _TOO_MANY:
        raise _StopError("the rate limit of the key is used up (429)")
    where = f"{operation.method} {operation.path}"
    schema = operation.errors.get(str(status))
    found = [] if schema is None else list(violations(json_schema(document, schema), _json(error.response.content)))
    if status == _FORBIDDEN and not found:
        raise NotRunError("the key has no permission (403)")
    if status != _FORBIDDEN:
        yield f"{where}: the status is {status} (spec: #{operation.pointer}/responses)"
    for at, source, message in found:
        yield f"{where}: {status}: {at} {message} (spec: #{source})"


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _arguments(document: Json, operation: Operation, read: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the arguments and the resulting path: ids from earlier lists, and the maximum page size."""
    values: dict[str, Any] = {}
    path = ""
    for part in re.split(r"({[^{}]*})", operation.path):
        if part.startswith("{"):
            name = part[1:-1]
            values[name] = _id_from(read.get(path.rstrip("/")), name)
            path += quote(str(values[name]), safe="")
        else:
            path += part
    for parameter in operation.parameters:
        schema = flat(document, parameter["schema"])
        if parameter["in"] == "query" and parameter["name"] == "limit":
            values["limit"] = bounds(schema)[1] or 100
        elif parameter["required"] and parameter["name"] not in values:
            try:
                values[parameter["name"]] = Examples(document).of(schema)
            except NoExampleError as error:
                raise NotRunError(str(error)) from error
    return values, path


def _id_from(response: Any, name: str) -> Any:
    """Return the id of the first item of a list."""
    items = response.get("data") if is_object(response) else response
    first = items[0] if is_array(items) and items else None
    found = (first.get(name) or first.get("id")) if is_object(first) else None
    if found is None:
        raise NotRunError(f"no {name} was found in a list")
    return found
