"""An independent server and the client understand each other.

Prism serves the document; the client calls every operation with generated arguments, async and sync. Prism must accept
every request, and the client must make something of every answer. What is called is the resource methods: they call the
four functions of the operation.
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
from contract.instances import exploring, instances
from contract.prism_server import demanded, prism
from contract.raw import Operation, flat, operations
from contract.subject import NotRunError, Outcome, Subject
from msportal_client import AsyncMSPortal, MSPortal, MSPortalError, RetryPolicy
from msportal_client.errors import APIStatusError
from msportal_client.types import UNSET

EXAMPLES = 4


def check(subject: Subject) -> Outcome:
    """What Prism refuses, and what the client cannot read.

    Raises:
        NotRunError: There is no Prism to be had, and nobody demands one.
    """
    with ExitStack() as stack:
        try:
            url = stack.enter_context(prism(subject.spec))
        except NotRunError as reason:
            if demanded():
                return Outcome([f"{reason}, and this has to run here"])
            raise
        return Outcome(list(_problems(subject.document, url)))


def _problems(document: Json, url: str) -> Iterator[str]:
    with MSPortal("key", base_url=url, retry=RetryPolicy.never()) as msportal:
        for operation in operations(document):
            module = code.modules().get(operation.key)
            if module is not None and (problem := _first_problem(document, operation, module, msportal)):
                yield f"#{operation.pointer}: {module.OPERATION.name}: {problem}"


class _MisunderstoodError(Exception):
    """A call that went wrong."""


def _first_problem(document: Json, operation: Operation, module: ModuleType, msportal: MSPortal) -> str | None:
    @exploring(EXAMPLES, Phase.generate)
    @given(_arguments(document, operation))
    def understood(given_arguments: tuple[dict[str, Any], Any]) -> None:
        values, body = given_arguments
        try:
            arguments = _as_python(document, operation, module, values, body)
            _call(msportal, operation, module, arguments)
            anyio.run(_call_async, msportal.base_url, operation, module, arguments)
        except MSPortalError as error:
            raise _MisunderstoodError(
                f"{_in_words(error)}, of {values or ''}{body if body is not UNSET else ''}"
            ) from error

    try:
        understood()
    except _MisunderstoodError as error:
        return str(error)
    return None


async def _call_async(base_url: str, operation: Operation, module: ModuleType, arguments: Mapping[str, Any]) -> None:
    async with AsyncMSPortal("key", base_url=base_url, retry=RetryPolicy.never()) as msportal:
        await _call(msportal, operation, module, arguments)


def _call(client: Any, operation: Operation, module: ModuleType, arguments: Mapping[str, Any]) -> Any:
    """Call the resource method; of a list, for its first page."""
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
    # A field with the name of a parameter has a number in the method.
    renamed = {
        name: getattr(body, found[1])
        for name in taken
        if (found := re.fullmatch(r"(.+)_\d+", name)) and found[1] in names
    }
    return {**given_fields, **fields, **renamed}


def _arguments(document: Json, operation: Operation) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """Values by the names of the spec, and a body; as JSON."""
    wanted = {f"{p['in']} {p['name']}": p for p in operation.parameters}
    strategies = {key: _parameter_values(document, p) for key, p in wanted.items()}
    required = {key: strategies[key] for key, p in wanted.items() if p["required"]}
    optional = {key: strategies[key] for key, p in wanted.items() if not p["required"]}
    body: st.SearchStrategy[Any] = st.just(UNSET)
    if operation.body is not None:
        body = instances(document, operation.body, beyond_spec=False)
        body = body if operation.body_required else body | st.just(UNSET)
    return st.tuples(st.fixed_dictionaries(required, optional=optional), body)


def _parameter_values(document: Json, parameter: Json) -> st.SearchStrategy[Any]:
    # Null has no form in a URL. An empty text is dropped by some servers, and takes a path to another place.
    schema = {**flat(document, parameter["schema"]), "nullable": False}
    values = instances(document, schema, beyond_spec=False)
    if parameter["in"] == "header":
        values = values.filter(lambda value: re.fullmatch(r"[\x21-\x7e]+", str(value)) is not None)
    return values.filter(lambda value: value not in ("", ".", ".."))


def _as_python(
    document: Json, operation: Operation, module: ModuleType, values: Mapping[str, Any], body: Any
) -> dict[str, Any]:
    """The arguments as the functions of the operation take them."""
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


def _in_words(error: MSPortalError) -> str:
    violations = ""
    if isinstance(error, APIStatusError):
        violations = httpx.Headers(dict(error.response.headers)).get("sl-violations", "")
    return f"{error}{f' {violations}' if violations else ''}"
