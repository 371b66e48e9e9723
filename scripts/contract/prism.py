"""Check f: Prism accepts every request of the client, and the client reads every response of Prism.

Every operation is called with generated arguments, async and sync, through its resource methods.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from types import ModuleType
from typing import Any

import anyio
import attrs
import httpx
from generation.document import Json
from hypothesis import Phase, given
from hypothesis import strategies as st

from contract import code
from contract.instances import instances, reproducible
from contract.prism_server import prism, required
from contract.raw import Operation, flat, operations
from contract.subject import NotRunError, Outcome, Subject
from msportal_client import AsyncMSPortal, MSPortal, MSPortalError, RetryPolicy
from msportal_client.errors import APIStatusError
from msportal_client.types import UNSET

EXAMPLES = 4


def check(subject: Subject) -> Outcome:
    """Report requests that Prism refuses and responses that the client cannot read.

    Raises:
        NotRunError: Prism cannot be run here and is not required.
    """
    with ExitStack() as stack:
        try:
            url = stack.enter_context(prism(subject.spec))
        except NotRunError as reason:
            if required():
                return Outcome([f"{reason}, but Prism is required here"])
            raise
        return Outcome(list(_problems(subject.document, url)))


def _problems(document: Json, url: str) -> Iterator[str]:
    with MSPortal("key", base_url=url, retry=RetryPolicy.never()) as msportal:
        for operation in operations(document):
            module = code.modules().get(operation.key)
            if module is not None and (problem := _first_problem(document, operation, module, msportal)):
                yield f"#{operation.pointer}: {module.OPERATION.name}: {problem}"


class _CallError(Exception):
    """A call that failed."""


def _first_problem(document: Json, operation: Operation, module: ModuleType, msportal: MSPortal) -> str | None:
    @reproducible(EXAMPLES, Phase.generate)
    @given(_arguments(document, operation))
    def succeeds(given_arguments: tuple[dict[str, Any], Any]) -> None:
        values, body = given_arguments
        try:
            arguments = _as_python(document, operation, module, values, body)
            _call(msportal, operation, module, arguments)
            anyio.run(_call_async, msportal.base_url, operation, module, arguments)
        except MSPortalError as error:
            raise _CallError(f"{_message(error)}, with {values or ''}{body if body is not UNSET else ''}") from error

    try:
        succeeds()
    except _CallError as error:
        return str(error)
    return None


async def _call_async(base_url: str, operation: Operation, module: ModuleType, arguments: Mapping[str, Any]) -> None:
    async with AsyncMSPortal("key", base_url=base_url, retry=RetryPolicy.never()) as msportal:
        await _call(msportal, operation, module, arguments)


def _call(client: Any, operation: Operation, module: ModuleType, arguments: Mapping[str, Any]) -> Any:
    """Call the resource method; for a pager, request its first page."""
    method = code.methods(code.resources(client, operation.tag)[0], operation.title)[0]
    called = method(**_method_arguments(method, module, arguments))
    return called.first() if hasattr(called, "first") else called


def _method_arguments(method: Any, module: ModuleType, arguments: Mapping[str, Any]) -> dict[str, Any]:
    names = {parameter.name for parameter in module.OPERATION.parameters}
    given_fields = {name: arguments[name] for name in names & arguments.keys()}
    body = arguments.get("body", UNSET)
    kind = body.__class__
    if body is UNSET:
        return given_fields
    if not attrs.has(kind):
        return {**given_fields, "body": body}
    taken = inspect.signature(method).parameters.keys() - names
    fields = {name: getattr(body, name) for name in (field.name for field in attrs.fields(kind)) if name in taken}
    # A field with the name of a parameter has a number among the arguments.
    renamed = {
        name: getattr(body, found[1])
        for name in taken
        if (found := re.fullmatch(r"(.+)_\d+", name)) and found[1] in names
    }
    return {**given_fields, **fields, **renamed}


def _arguments(document: Json, operation: Operation) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """Return a strategy for parameters by location and name, and a body, as JSON."""
    parameters = {f"{p['in']} {p['name']}": p for p in operation.parameters}
    strategies = {key: _parameter_values(document, p) for key, p in parameters.items()}
    required = {key: strategies[key] for key, p in parameters.items() if p["required"]}
    optional = {key: strategies[key] for key, p in parameters.items() if not p["required"]}
    body: st.SearchStrategy[Any] = st.just(UNSET)
    if operation.body is not None:
        body = instances(document, operation.body, beyond_spec=False)
        body = body if operation.body_required else body | st.just(UNSET)
    return st.tuples(st.fixed_dictionaries(required, optional=optional), body)


def _parameter_values(document: Json, parameter: Json) -> st.SearchStrategy[Any]:
    # A URL cannot express null. Empty strings and dot segments change the path.
    schema = {**flat(document, parameter["schema"]), "nullable": False}
    values = instances(document, schema, beyond_spec=False)
    if parameter["in"] == "header":
        values = values.filter(lambda value: re.fullmatch(r"[\x21-\x7e]+", str(value)) is not None)
    return values.filter(lambda value: value not in ("", ".", ".."))


def _as_python(
    document: Json, operation: Operation, module: ModuleType, values: Mapping[str, Any], body: Any
) -> dict[str, Any]:
    """Convert JSON to the arguments of the operation's functions."""
    schemas = {f"{p['in']} {p['name']}": flat(document, p["schema"]) for p in operation.parameters}
    names = {f"{p.location} {p.wire}": p.name for p in module.OPERATION.parameters}
    arguments = {names[key]: _value(schemas[key], value) for key, value in values.items() if key in names}
    return arguments if body is UNSET else {**arguments, "body": code.body_from_json(module, body)}


def _value(schema: Json, value: Any) -> Any:
    match schema.get("type"), schema.get("format"):
        case "string", "date-time":
            return datetime.fromisoformat(value)
        case "string", "date":
            return date.fromisoformat(value)
        case "string", _ if set(map(str, schema.get("enum") or ())) == {"true", "false"}:
            return value == "true"
        case _:
            return value


def _message(error: MSPortalError) -> str:
    violations = ""
    if isinstance(error, APIStatusError):
        violations = httpx.Headers(dict(error.response.headers)).get("sl-violations", "")
    return f"{error}{f' {violations}' if violations else ''}"
