"""Check a: the spec is valid by OpenAPI's JSON Schema and by the generator's rules."""

from __future__ import annotations

from typing import Any, cast

from generation.corrections import correct, corrections_for
from generation.document import Json, Problem, is_array, load, pointer
from generation.normalise import normalise
from generation.skipping import skipped_in, without
from generation.validate import validate
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from contract.guard import OutOfTimeError, time_limit
from contract.subject import Outcome, Subject

# The time for the validator, in seconds.
SECONDS = 60

# Keywords of schemas that came with OpenAPI 3.1. Many documents that call themselves 3.0 have them.
_LATER_KEYWORDS = {
    "$comment", "$defs", "const", "contentEncoding", "contentMediaType", "contentSchema", "dependentRequired",
    "dependentSchemas", "else", "examples", "if", "patternProperties", "prefixItems", "propertyNames", "then",
    "unevaluatedItems", "unevaluatedProperties",
}  # fmt: skip
# Members whose keys are names, and members that hold any JSON.
_NAMES = {
    "properties",
    "schemas",
    "parameters",
    "requestBodies",
    "responses",
    "headers",
    "paths",
    "content",
    "examples",
}
_VALUES = {"example", "default", "enum", "value"}


def check(subject: Subject) -> Outcome:
    """Report every violation of the OpenAPI schema and every problem of the generator."""
    received = load(subject.spec)
    skipped = skipped_in(subject.root / subject.api.package)
    whole, _ = validate(received)
    _, outdated = correct(whole, corrections_for(whole))
    document, malformed = validate(without(received, skipped))
    document, _ = correct(document, corrections_for(document))
    _, not_generated = normalise(document, subject.api)
    violations, notes = openapi_problems(received)
    return Outcome(
        [str(problem) for problem in sorted({*violations, *malformed, *outdated, *not_generated})],
        notes + skipped.lines(),
    )


def openapi_problems(document: Json) -> tuple[list[Problem], list[str]]:
    """Return the violations of the OpenAPI schema, and what was not validated."""
    notes: list[str] = []
    later: list[str] = []
    validator: Any = OpenAPIV31SpecValidator
    is_3_0 = str(document["openapi"]).startswith("3.0")
    document = _comparable(document, "", later if is_3_0 else None, in_schema=False)
    if is_3_0:
        validator = OpenAPIV30SpecValidator
        notes += [f"{at} is in the form of OpenAPI 3.1" for at in later]
    found: list[Problem] = []
    try:
        with time_limit(SECONDS):
            found += (
                Problem(pointer(*error.absolute_path), _first_line(error.message))
                for error in validator(document).iter_errors()
            )
    except OutOfTimeError:
        notes.append(f"the document is not validated to its end: {SECONDS} s are used up")
    except Exception as error:  # noqa: BLE001 - a default value that the validator cannot judge stops it
        notes.append(f"the document is not validated to its end: {type(error).__name__}: {_first_line(str(error))}")
    return found, notes


def _comparable(value: Any, at: str, later: list[str] | None, *, in_schema: bool) -> Any:
    """Return the document without what the validator cannot judge.

    These are patterns, which are written for JavaScript, and in a document of 3.0 what is in the form of 3.1. The places
    of the latter are added to `later`.
    """
    if is_array(value):
        return [_comparable(item, at + pointer(n), later, in_schema=in_schema) for n, item in enumerate(value)]
    if isinstance(value, float) and value.is_integer():  # 1.0 is a length, as 1 is
        return int(value)
    if not isinstance(value, dict):
        return value
    kept: Json = {}
    for key, member in cast("Json", value).items():
        here = at + pointer(key)
        if in_schema and key == "pattern" and isinstance(member, str):
            continue
        if in_schema and later is not None and _is_later(key, member):
            later.append(f"#{here}")
        elif key in _VALUES or key.startswith("x-"):
            kept[key] = member
        elif key in _NAMES and isinstance(member, dict):
            inner = in_schema or key == "schemas"
            members = cast("Json", member).items()
            kept[key] = {
                name: _comparable(item, here + pointer(name), later, in_schema=inner) for name, item in members
            }
        else:
            kept[key] = _comparable(member, here, later, in_schema=in_schema or key == "schema")
    return kept


def _is_later(key: str, value: Any) -> bool:
    match key:
        case "type":
            return is_array(value) or value == "null"
        case "required":
            return bool(value == [])
        case "exclusiveMinimum" | "exclusiveMaximum":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case _:
            return key in _LATER_KEYWORDS


def _first_line(message: str) -> str:
    """Return the first line of a message, shortened; the rest quotes the document."""
    line = (message.splitlines() or [""])[0]
    return line if len(line) <= 200 else f"{line[:197]}..."  # noqa: PLR2004 - the longest message in a report
