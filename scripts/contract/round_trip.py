"""Check e: `to_dict(from_dict(x)) == x` for generated instances of every schema.

Instances include nulls, absent fields, unknown fields and unknown enum values. Date-times are compared as instants.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from generation.document import Json, is_array, pointer
from hypothesis import Phase, given
from hypothesis.errors import Unsatisfiable

from contract import code
from contract.examples import Examples, NoExampleError
from contract.guard import OutOfTimeError, Stopwatch, time_limit
from contract.instances import instances, reproducible
from contract.places import places
from contract.raw import is_object, letters, operations
from contract.subject import Outcome, Subject, guarded
from msportal_client._runtime.writing import write_json

# Random instances per schema, and of all schemas together; a schema has at least MIN_EXAMPLES.
EXAMPLES = 15
MIN_EXAMPLES = 3
MAX_INSTANCES = 6_000
# The time for all schemas, in seconds. The schemas that are left then are not checked. And the time for one of them.
SECONDS = 300
SECONDS_PER_SCHEMA = 30


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
    examples = Examples(subject.document)
    watch = Stopwatch(SECONDS)
    problems: list[str] = []
    unchecked = 0
    groups = list(_forms(examples))
    count = max(MIN_EXAMPLES, min(EXAMPLES, MAX_INSTANCES // max(1, len(groups))))
    for forms in groups:
        if watch.expired:
            unchecked += 1
            continue
        found = [next(guarded(f.schema["x-at"], _form_problems(examples, f, count)), "") for f in forms]
        # Of several classes with such a name, one is enough.
        problems += found[:1] if all(found) else []
    fewer = (
        [f"{count} random instances per schema, not {EXAMPLES}: there are {len(groups)} schemas"]
        if count < EXAMPLES
        else []
    )
    left_out = [f"{unchecked} schemas are not checked: {SECONDS} s are used up"] if unchecked else []
    return Outcome(problems, [*fewer, *left_out, *examples.reductions])


def _form_problems(examples: Examples, form: Form, count: int) -> Iterator[str]:
    try:
        problem = _systematic_problem(examples, form) or _random_problem(examples, form, count)
        yield from [problem] if problem else []
    except (NoExampleError, Unsatisfiable) as error:
        examples.reduce(form.schema, f"{form.name} is not checked: {error}")


def _forms(examples: Examples) -> Iterator[list[Form]]:
    """Yield each form. Where several components have the same letters, their classes come together."""
    document, components = examples.document, examples.components
    spelled = Counter(letters(name) for name in components)
    for name in components:
        at = pointer("components", "schemas", name)
        here = examples.flat({"$ref": f"#{at}", "x-at": at})
        if here.get("properties") or here.get("enum"):
            # A nullable component is null where it is used, not in its class.
            schema = {**here, "nullable": False}
            classes = code.forms(components, name)
            forms = [Form(kind.__name__, schema, getattr(kind, "from_dict", kind)) for kind in classes]
            yield from [forms] if spelled[letters(name)] > 1 else [[form] for form in forms]
    for operation in operations(document):
        module = code.modules().get(operation.key)
        if module is None:  # reported by check c
            continue
        if operation.body is not None and "$ref" not in operation.body:
            yield [Form(f"{module.OPERATION.name} (body)", operation.body, partial(code.body_from_json, module))]
        for status, response in operation.successes.items():
            if response is not None and "$ref" not in response:
                yield [Form(f"{module.OPERATION.name} ({status})", response, code.reader(module, status))]


def _systematic_problem(examples: Examples, form: Form) -> str:
    """Try each field on its own, with a value and with null, and an unknown field."""
    tried: set[str] = set()
    for instance in _systematic_instances(examples, form.schema):
        text = json.dumps(instance, default=str)
        if text not in tried and (problem := _problem(form, instance)):
            return f"#{form.schema['x-at']}: {form.name}: {problem}"
        tried.add(text)
    return ""


def _systematic_instances(examples: Examples, schema: Json) -> Iterator[Any]:
    # The contents of components are tried where they are defined.
    known = {f"#{pointer('components', 'schemas', name)}" for name in examples.components}
    for place in places(examples, schema, entered=known - {schema.get("x-component")}, fields_of_entered=False):
        here = place.schema
        try:
            yield place.build(examples.of({**here, "nullable": False}))
        except NoExampleError:
            continue
        if here["nullable"]:
            yield place.build(None)
        if here.get("properties") and "additionalProperties" not in here and not here["x-unions"]:
            yield place.build({**examples.of({**here, "nullable": False}), "unknown-field": [1]})


class _ChangedError(Exception):
    """An instance that does not round-trip."""


def _random_problem(examples: Examples, form: Form, count: int) -> str:
    strategy = instances(examples, form.schema, beyond_spec=True)
    failures: list[str] = []

    @reproducible(count, Phase.generate, Phase.shrink)
    @given(strategy)
    def round_trips(instance: Any) -> None:
        if problem := _problem(form, instance):
            failures.append(problem)
            raise _ChangedError

    try:
        with time_limit(SECONDS_PER_SCHEMA):
            round_trips()
    except _ChangedError:
        pass
    except OutOfTimeError:
        examples.reduce(form.schema, f"{form.name} is checked for {SECONDS_PER_SCHEMA} s only")
    return f"#{form.schema['x-at']}: {form.name}: {min(failures, key=len)}" if failures else ""


def _problem(form: Form, instance: Any) -> str:
    try:
        changes = list(differences(instance, write_json(form.read(instance))))
    except Exception as error:  # noqa: BLE001 - the checked code may raise anything
        changes = [str(error) or type(error).__name__]
    if not changes:
        return ""
    excerpt = json.dumps(instance, ensure_ascii=False)
    excerpt = excerpt if len(excerpt) <= 400 else f"{excerpt[:397]}..."  # noqa: PLR2004 - the longest instance in a report
    return f"{'; '.join(changes)}, in {excerpt}"


def differences(before: Any, after: Any, at: str = "") -> Iterator[str]:
    """Yield the differences of two JSON values, each with its JSON pointer."""
    if is_object(before) and is_object(after):
        for name in [*before, *(name for name in after if name not in before)]:
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
