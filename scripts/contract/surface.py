"""Check c: every operation has its functions and resource methods, with type hints and docstrings."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from generation.document import Json, pointer

from contract import code
from contract.raw import Operation, flat, is_alias, is_object, letters, operations
from contract.subject import Outcome, Subject, guarded
from msportal_client._runtime.operation import Operation as Sent

# Statuses with an exception class of their own.
_STATUSES = {"400", "401", "403", "404", "409", "422", "429"}
# The length in letters from which a name may be shortened.
_LONG = 60


def check(subject: Subject) -> Outcome:
    """Report missing or wrong functions, methods, arguments, type hints, docstrings and classes."""
    clients = tuple(kind(code.KEY) for kind in code.clients())
    documented = {operation.key: operation for operation in operations(subject.document)}
    # What operations of a tag may be called after.
    shared = Counter(
        (operation.tag, text) for operation in documented.values() for text in set(map(letters, operation.titles))
    )
    problems = [
        f"#{operation.pointer}: {problem}"
        for operation in documented.values()
        for problem in guarded(
            operation.pointer,
            _operation_problems(
                subject, operation, clients, shared=shared[operation.tag, letters(operation.title)] > 1
            ),
        )
    ]
    extra = [module.__name__ for key, module in code.modules().items() if key not in documented]
    return Outcome(
        [*problems, *(f"{name} is not an operation of the spec" for name in extra), *_missing_classes(subject)]
    )


def _missing_classes(subject: Subject) -> Iterator[str]:
    components = subject.document.get("components", {}).get("schemas", {})
    for name, component in components.items():
        if is_alias(component):
            continue
        at = pointer("components", "schemas", name)
        schema = flat(subject.document, {"$ref": f"#{at}", "x-at": at})
        # A union may have a class for each option instead.
        if _is_class(schema) and not schema["x-unions"] and letters(name) and not code.forms(components, name):
            yield f"#{at}: there is no class {name} in {subject.api.module}.models"


def _is_class(schema: Json) -> bool:
    values: list[Any] = schema.get("enum") or []
    return bool(schema.get("properties")) or {type(value) for value in values} in ({str}, {int})


def _operation_problems(
    subject: Subject, operation: Operation, clients: tuple[Any, ...], *, shared: bool
) -> Iterator[str]:
    module = code.modules().get(operation.key)
    if module is None:
        yield f"{operation.method} {operation.path} has no module in {subject.api.module}.api"
        return
    sent: Sent[Any] = module.OPERATION
    if not _is_named(sent.name, operation, shared=shared):
        yield f"{operation.title!r} is called {sent.name}"
    wanted = {(p["in"], p["name"].lower() if p["in"] == "header" else p["name"]) for p in operation.parameters}
    have = {(p.location, p.wire.lower() if p.location == "header" else p.wire) for p in sent.parameters}
    for location, name in sorted(wanted ^ have):
        yield f"{sent.name}: the {location} parameter {name} is {'missing' if (location, name) in wanted else 'not in the spec'}"
    for function in code.FUNCTIONS:
        yield from _function_problems(module, function, operation)
    for client in clients:
        for problem in _method_problems(subject, client, operation, module):
            yield f"{type(client).__name__}: {problem}"


def _is_named(name: str, operation: Operation, *, shared: bool) -> bool:
    """Return True if a name is made of the first text that gives one, or of any where operations of a tag share it."""
    texts = [text for text in map(letters, operation.titles) if text]
    own = letters(name)
    # A name cannot begin with a digit.
    return any(
        own in {text, f"operation{text}"} or (len(text) > _LONG and own != "" and text.startswith(own))
        for text in (texts if shared or len(texts[0]) > _LONG else texts[:1])
    )


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


def _method_problems(subject: Subject, client: Any, operation: Operation, module: ModuleType) -> Iterator[str]:
    resource = code.resource(client, module)
    if resource is None or letters(operation.tag) not in letters(module.__name__.split(".")[-2]):
        yield f"there is no attribute for the tag {operation.tag!r}"
        return
    method = code.method(resource, module)
    if method is None:
        yield f"{type(resource).__name__} has no method for {operation.title!r}"
        return
    name = f"{type(resource).__name__}.{method.__name__}"
    yield from _type_problems(name, method)
    yield from _docstring_problems(name, method, operation)
    arguments = {letters(argument) for argument in inspect.signature(method).parameters}
    fields = [p["name"] for p in operation.parameters]
    if operation.body is not None:
        body = flat(subject.document, operation.body)
        # A body that is not one object is an argument itself.
        whole = "body" in arguments and "body" not in body.get("properties", {})
        fields += [] if whole or body["x-unions"] else _writable_fields(subject.document, body)
    for field in fields:
        if not any(_is_argument(field, argument) for argument in arguments):
            yield f"{name} takes no {field}"


def _writable_fields(document: Json, body: Json) -> Iterator[str]:
    """Yield the fields that a caller passes: not those that the server sets, or that must have one certain value."""
    for name, schema in body.get("properties", {}).items():
        field = flat(document, schema)
        has_one_value = "const" in field or len(field.get("enum", [])) == 1
        if field.get("readOnly") is not True and not (has_one_value and name in body.get("required", [])):
            yield name


def _is_argument(field: str, argument: str) -> bool:
    # The second of two arguments with the same name has a number, and a name cannot begin with a digit.
    own = re.escape(letters(field))
    return re.fullmatch(rf"(field)?{own}\d*", argument) is not None


def _type_problems(name: str, function: Any) -> Iterator[str]:
    try:
        hints = code.hints(function)
    except Exception as error:  # noqa: BLE001 - resolving evaluates the checked code
        yield f"{name}: a type cannot be resolved: {error}"
        return
    untyped = [p for p in (*inspect.signature(function).parameters, "return") if p not in hints and p != "self"]
    if untyped:
        yield f"{name} has no types for {', '.join(untyped)}"


def _docstring_problems(name: str, function: Any, operation: Operation) -> Iterator[str]:
    docstring = inspect.getdoc(function) or ""
    missing = [] if _mentions_title(docstring, operation) else [operation.title]
    line = " ".join(docstring.split())
    missing += [
        text
        for text in (f"{operation.method} {operation.path}", *_statuses(operation), *_scope(operation))
        if text not in line
    ]
    spelled = letters(docstring)
    missing += [p["name"] for p in operation.parameters if letters(p["name"]) not in spelled]
    if missing:
        yield f"the docstring of {name} does not mention {', '.join(missing)}"


def _mentions_title(docstring: str, operation: Operation) -> bool:
    """Compare words: blanks, punctuation and characters that a docstring cannot have may differ."""
    summary, operation_id, _ = operation.titles
    words = f" {_words(docstring)} "
    if _words(summary):
        return f" {_words(summary)} " in words
    description = _words(str(operation.spec.get("description", ""))).split()
    # Without a summary the first line is made of the description, the operationId or the path.
    spelled = letters(docstring)
    by_description = bool(description) and f" {' '.join(description[:3])} " in words
    return by_description or letters(operation_id or operation.title) in spelled


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _statuses(operation: Operation) -> list[str]:
    return [f"{status}: " for status in operation.errors if status in _STATUSES]


def _scope(operation: Operation) -> list[str]:
    response = operation.spec.get("responses", {}).get("403", {})
    text = str(response.get("description", "")) if is_object(response) else ""
    found = re.search(r"scopes? \(([\w.:-]+)\)", text)
    return [f"scope `{found[1]}`"] if found else []
