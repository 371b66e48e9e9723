"""Check f: Prism accepts every request of the client, and the client reads every response of Prism.

Every operation is called with generated arguments, async and sync, through its resource methods.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import attrs
import httpx
from generation.document import Json
from hypothesis import Phase, given
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from contract import code
from contract.examples import Examples, NoExampleError
from contract.guard import Stopwatch
from contract.instances import instances, reproducible
from contract.json_schema import is_valid, json_schema
from contract.prism_server import prism, required
from contract.raw import Operation, operations
from contract.server_paths import with_server_paths
from contract.subject import NotRunError, Outcome, Subject, guarded
from msportal_client import MSPortalError, RetryPolicy
from msportal_client._runtime.clients import APIClient
from msportal_client.errors import APIStatusError
from msportal_client.types import UNSET

# Calls per operation.
EXAMPLES = 4
# The time for all operations, in seconds. The operations that are left then are not called.
SECONDS = 500


def check(subject: Subject) -> Outcome:
    """Report requests that Prism refuses and responses that the client cannot read.

    Raises:
        NotRunError: Prism cannot be run here and is not required.
    """
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prism-")))
        try:
            spec, path = with_server_paths(subject, directory)
            url = stack.enter_context(prism(spec)) + path
        except NotRunError as reason:
            if required():
                return Outcome([f"{reason}, but Prism is required here"])
            raise
        notes: list[str] = []
        problems = list(_problems(subject.document, url, notes))
    return Outcome(problems, notes)


def _problems(document: Json, url: str, notes: list[str]) -> Iterator[str]:
    watch = Stopwatch(SECONDS)
    with code.generated_clients()[1](code.KEY, base_url=url, retry=RetryPolicy.never()) as client:
        for operation in operations(document):
            module = code.modules().get(operation.key)
            if module is None:  # reported by check c
                continue
            if watch.expired:
                notes.append(f"#{operation.pointer} is not called: {SECONDS} s are used up")
                continue
            problems = _operation_problems(document, operation, module, client, notes)
            yield from guarded(operation.pointer, problems)


def _operation_problems(
    document: Json, operation: Operation, module: ModuleType, client: APIClient, notes: list[str]
) -> Iterator[str]:
    if code.method(code.resource(client, module), module) is None:  # reported by check c
        return
    at = f"#{operation.pointer}: {module.OPERATION.name}"
    if reason := _not_called(operation, module):
        notes.append(f"{at} is not called: {reason}")
        return
    try:
        problem = _first_problem(document, operation, module, client)
    except (NoExampleError, Unsatisfiable) as error:
        notes.append(f"{at} is not called: no valid request is known: {error}")
        return
    if problem:
        yield f"{at}: {problem}"


def _not_called(operation: Operation, module: ModuleType) -> str:
    """Return why an operation is not called; empty where it is."""
    if "requestBody" in operation.spec and operation.body is None:
        return "its body is no JSON"
    if module.OPERATION.answer in {"events", "text_events"}:
        return "its response is a stream"
    if any(_ends_prism(parameter) for parameter in operation.parameters):
        return "Prism ends where it reads a list in a header, or one of the style label"
    return ""


def _ends_prism(parameter: Json) -> bool:
    is_list = parameter["schema"].get("type") == "array"
    return is_list and (parameter["in"] == "header" or parameter.get("style") == "label")


class _CallError(Exception):
    """A call that failed."""


def _first_problem(document: Json, operation: Operation, module: ModuleType, client: APIClient) -> str | None:
    @reproducible(EXAMPLES, Phase.generate)
    @given(_arguments(document, operation))
    def succeeds(given_arguments: tuple[dict[str, Any], Any]) -> None:
        values, body = given_arguments
        try:
            arguments = _as_python(module, values, body)
            _call(client, module, arguments)
            anyio.run(_call_async, client.base_url, module, arguments)
        except (MSPortalError, *code.READ_ERRORS) as error:
            raise _CallError(f"{_message(error)}, with {values or ''}{body if body is not UNSET else ''}") from error

    try:
        succeeds()
    except _CallError as error:
        return str(error)
    return None


async def _call_async(base_url: str, module: ModuleType, arguments: Mapping[str, Any]) -> None:
    async with code.generated_clients()[0](code.KEY, base_url=base_url, retry=RetryPolicy.never()) as client:
        await _call(client, module, arguments)


def _call(client: Any, module: ModuleType, arguments: Mapping[str, Any]) -> Any:
    """Call the resource method; for a pager, request its first page."""
    method = code.method(code.resource(client, module), module)
    called = method(**_method_arguments(method, module, arguments))
    return called.first() if hasattr(called, "first") else called


def _method_arguments(method: Any, module: ModuleType, arguments: Mapping[str, Any]) -> dict[str, Any]:
    names = {parameter.name for parameter in module.OPERATION.parameters}
    given_fields = {name: arguments[name] for name in names & arguments.keys()}
    body = arguments.get("body", UNSET)
    kind = body.__class__
    if body is UNSET:
        return given_fields
    is_whole = code.hints(method).get("body") == code.hints(module.sync_detailed)["body"]
    if is_whole or not attrs.has(kind):
        return {**given_fields, "body": body}
    taken = inspect.signature(method).parameters.keys() - names - {"options"}
    fields = {name: getattr(body, name) for name in (field.name for field in attrs.fields(kind)) if name in taken}
    # A field with the name of another argument has an underscore, or one and a number, among the arguments.
    renamed = {
        name: getattr(body, found[1])
        for name in taken
        if (found := re.fullmatch(r"(.+)_\d*", name)) and found[1] in {*names, "options"}
    }
    return {**given_fields, **fields, **renamed}


def _arguments(document: Json, operation: Operation) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """Return a strategy for parameters by location and name, and a body, as JSON."""
    examples = Examples(document)
    parameters = {f"{p['in']} {p['name']}": p for p in operation.parameters}
    strategies = {key: _parameter_values(examples, p) for key, p in parameters.items()}
    mandatory = {key: strategies[key] for key, p in parameters.items() if p["required"]}
    optional = {key: strategies[key] for key, p in parameters.items() if not p["required"]}
    body: st.SearchStrategy[Any] = st.just(UNSET)
    if operation.body is not None:
        body = _valid_instances(examples, operation.body)
        body = body if operation.body_required else body | st.just(UNSET)
    return st.tuples(st.fixed_dictionaries(mandatory, optional=optional), body)


def _valid_instances(examples: Examples, schema: Json) -> st.SearchStrategy[Any]:
    """Return a strategy for instances that another validator accepts: the limits on their size may make them invalid."""
    converted = json_schema(examples.document, schema, leave_out="readOnly")
    return instances(examples, schema, beyond_spec=False, leave_out="readOnly").filter(
        lambda value: is_valid(converted, value)
    )


def _parameter_values(examples: Examples, parameter: Json) -> st.SearchStrategy[Any]:
    # A URL cannot express null. Empty strings and dot segments change the path.
    values = _valid_instances(examples, {**examples.flat(parameter["schema"]), "nullable": False})
    if parameter["in"] == "header":
        values = values.filter(lambda value: re.fullmatch(r"[\x21-\x7e]+", str(value)) is not None)
    return values.filter(lambda value: value not in ("", ".", ".."))


def _as_python(module: ModuleType, values: Mapping[str, Any], body: Any) -> dict[str, Any]:
    """Convert JSON to the arguments of the operation's functions."""
    hints = code.hints(module.sync_detailed)
    names = {f"{p.location} {p.wire}": p.name for p in module.OPERATION.parameters}
    arguments = {names[key]: code.from_json(hints[names[key]], value) for key, value in values.items() if key in names}
    return arguments if body is UNSET else {**arguments, "body": code.body_from_json(module, body)}


def _message(error: Exception) -> str:
    violations = ""
    if isinstance(error, APIStatusError):
        violations = httpx.Headers(dict(error.response.headers)).get("sl-violations", "")
    return f"{error}{f' {violations}' if violations else ''}"
