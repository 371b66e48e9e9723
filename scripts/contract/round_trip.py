"""Check e: `to_dict(from_dict(x)) == x` for generated instances of every schema.

Instances include nulls, absent fields, unknown fields and unknown enum values. Date-times are compared as instants.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from generation.document import Json, is_array, pointer
from hypothesis import Phase, given

from contract import code
from contract.instances import instances, reproducible
from contract.raw import flat, is_object, operations
from contract.subject import Outcome, Subject
from msportal_client._runtime.writing import write_json

EXAMPLES = 15


@dataclass(frozen=True)
class Form:
    """A model, a body or a response.

    Attributes:
        name: Its name in messages.
        schema: Its schema in the spec.
        read: Reads it from JSON.
    """

    name: str
    schema: Json
    read: Callable[[Any], Any]


def check(subject: Subject) -> Outcome:
    """Report the smallest failing instance of each schema that does not round-trip."""
    found = (_counterexample(subject.document, form) for form in _forms(subject.document))
    return Outcome([problem for problem in found if problem is not None])


def _forms(document: Json) -> Iterator[Form]:
    for name in document.get("components", {}).get("schemas", {}):
        at = pointer("components", "schemas", name)
        schema = {"$ref": f"#{at}", "x-at": at}
        here = flat(document, schema)
        if here.get("properties") or here.get("enum"):
            for kind in code.forms(name):
                # A nullable component is null where it is used, not in its class.
                yield Form(kind.__name__, {**here, "nullable": False}, getattr(kind, "from_dict", kind))
    for operation in operations(document):
        module = code.modules().get(operation.key)
        if module is None:  # reported by check c
            continue
        if operation.body is not None and "$ref" not in operation.body:
            yield Form(
                f"{module.OPERATION.name} (body)",
                operation.body,
                partial(code.body_from_json, module),
            )
        for status, answer in operation.successes.items():
            if answer is not None and "$ref" not in answer:
                yield Form(f"{module.OPERATION.name} ({status})", answer, module.OPERATION.read)


class _ChangedError(Exception):
    """An instance that does not round-trip."""


def _counterexample(document: Json, form: Form) -> str | None:
    strategy = instances(document, form.schema, beyond_spec=True)

    @reproducible(EXAMPLES, Phase.generate, Phase.shrink)
    @given(strategy)
    def survives(instance: Any) -> None:
        excerpt = json.dumps(instance, ensure_ascii=False)
        excerpt = excerpt if len(excerpt) <= 400 else f"{excerpt[:397]}..."  # noqa: PLR2004 - the longest instance in a report
        try:
            back = write_json(form.read(instance))
        except Exception as error:
            raise _ChangedError(f"{error}, in {excerpt}") from error
        if changes := list(differences(instance, back)):
            raise _ChangedError(f"{'; '.join(changes)}, in {excerpt}")

    try:
        survives()
    except _ChangedError as error:
        return f"#{form.schema['x-at']}: {form.name}: {error}"
    return None


def differences(before: Any, after: Any, at: str = "") -> Iterator[str]:
    """Yield the differences of two JSON values, each with its JSON pointer."""
    if is_object(before) and is_object(after):
        for name in before.keys() | after.keys():
            here = at + pointer(name)
            if name not in after:
                yield f"{here} is lost"
            elif name not in before:
                yield f"{here} is added"
            else:
                yield from differences(before[name], after[name], here)
    elif is_array(before) and is_array(after) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, at + pointer(index))
    elif not _same(before, after):
        yield f"{at or 'the value'} was {before!r} and is {after!r}"


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, str) and isinstance(after, str):
        return before == after or ((moment := _moment(before)) is not None and moment == _moment(after))
    return bool(before == after)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
