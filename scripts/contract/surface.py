"""Check c: every operation has its functions and resource methods, with type hints and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from contract import code
from contract.raw import Operation, flat, letters, operations
from contract.subject import Outcome, Subject
from msportal_client import AsyncMSPortal, MSPortal
from msportal_client._runtime.operation import Operation as Sent


def check(subject: Subject) -> Outcome:
    """Report missing or wrong functions, methods, arguments, type hints, docstrings and classes."""
    clients = AsyncMSPortal("key"), MSPortal("key")
    problems = [
        f"#{operation.pointer}: {problem}"
        for operation in operations(subject.document)
        for problem in _operation_problems(subject, operation, clients)
    ]
    documented = {operation.key for operation in operations(subject.document)}
    extra = [module.__name__ for key, module in code.modules().items() if key not in documented]
    return Outcome(
        [
            *problems,
            *(f"{name} is not an operation of the spec" for name in extra),
            *_missing_classes(subject),
        ]
    )


def _missing_classes(subject: Subject) -> Iterator[str]:
    components = subject.document.get("components", {}).get("schemas", {})
    for name in components:
        at = f"/components/schemas/{name}"
        schema = flat(subject.document, {"$ref": f"#{at}", "x-at": at})
        if (schema.get("properties") or schema.get("enum")) and not code.forms(name):
            yield f"#{at}: there is no class {name} in msportal_client.models"


def _operation_problems(subject: Subject, operation: Operation, clients: tuple[Any, Any]) -> Iterator[str]:
    module = code.modules().get(operation.key)
    if module is None:
        yield f"{operation.method} {operation.path} has no module in msportal_client.api"
        return
    sent: Sent[Any] = module.OPERATION
    if letters(sent.name) != letters(operation.title):
        yield f"{operation.title!r} is called {sent.name}"
    wanted = {(p["in"], p["name"].lower() if p["in"] == "header" else p["name"]) for p in operation.parameters}
    have = {(p.location, p.wire.lower() if p.location == "header" else p.wire) for p in sent.parameters}
    for location, name in sorted(wanted ^ have):
        yield f"{sent.name}: the {location} parameter {name} is {'missing' if (location, name) in wanted else 'not in the spec'}"
    for function in code.FUNCTIONS:
        yield from _function_problems(module, function, operation)
    for client in clients:
        for problem in _method_problems(subject, client, operation):
            yield f"{type(client).__name__}: {problem}"


def _function_problems(module: ModuleType, name: str, operation: Operation) -> Iterator[str]:
    function = getattr(module, name, None)
    if function is None:
        yield f"{module.__name__} has no {name}"
        return
    if inspect.iscoroutinefunction(function) != name.startswith("asyncio"):
        yield f"{name} is {'not ' if name.startswith('asyncio') else ''}a coroutine function"
    yield from _type_problems(name, function)
    if name == "asyncio_detailed":
        yield from _docstring_problems(name, function, operation)
    elif not inspect.getdoc(function):
        yield f"{name} has no docstring"
    wanted: set[str] = {p.name for p in module.OPERATION.parameters} | (
        {"body"} if operation.body is not None else set()
    )
    missing = wanted - inspect.signature(function).parameters.keys()
    if missing:
        yield f"{name} takes no {', '.join(sorted(missing))}"


def _method_problems(subject: Subject, client: Any, operation: Operation) -> Iterator[str]:
    found = code.resources(client, operation.tag)
    if len(found) != 1:
        yield f"there {'is no attribute' if not found else 'are several attributes'} for the tag {operation.tag!r}"
        return
    methods = code.methods(found[0], operation.title)
    if len(methods) != 1:
        yield f"{type(found[0]).__name__} has {'no method' if not methods else 'several methods'} for {operation.title!r}"
        return
    method = methods[0]
    name = f"{type(found[0]).__name__}.{method.__name__}"
    yield from _type_problems(name, method)
    yield from _docstring_problems(name, method, operation)
    arguments = {letters(argument) for argument in inspect.signature(method).parameters}
    fields = [p["name"] for p in operation.parameters]
    body = flat(subject.document, operation.body) if operation.body is not None else {}
    fields += body.get("properties", {})
    for field in fields:
        # The second of two arguments with the same name has a number.
        if letters(field) not in arguments and f"{letters(field)}2" not in arguments:
            yield f"{name} takes no {field}"


def _type_problems(name: str, function: Any) -> Iterator[str]:
    try:
        hints = code.hints(function)
    except NameError as error:
        yield f"{name}: a type cannot be resolved: {error}"
        return
    untyped = [p for p in (*inspect.signature(function).parameters, "return") if p not in hints and p != "self"]
    if untyped:
        yield f"{name} has no types for {', '.join(untyped)}"


def _docstring_problems(name: str, function: Any, operation: Operation) -> Iterator[str]:
    docstring = " ".join((inspect.getdoc(function) or "").split())
    missing = [
        text
        for text in (operation.title, f"{operation.method} {operation.path}", *_statuses(operation), *_scope(operation))
        if text not in docstring
    ]
    missing += [p["name"] for p in operation.parameters if letters(p["name"]) not in letters(docstring)]
    if missing:
        yield f"the docstring of {name} does not mention {', '.join(missing)}"


# Statuses with an exception class of their own.
_STATUSES = {"400", "401", "403", "404", "409", "422", "429"}


def _statuses(operation: Operation) -> list[str]:
    return [f"{status}: " for status in operation.errors if status in _STATUSES]


def _scope(operation: Operation) -> list[str]:
    text = str(operation.spec.get("responses", {}).get("403", {}).get("description", ""))
    found = re.search(r"scopes? \(([\w.:-]+)\)", text)
    return [f"scope `{found[1]}`"] if found else []
