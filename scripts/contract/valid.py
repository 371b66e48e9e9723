"""Check a: the spec is valid by OpenAPI's JSON Schema and by the generator's rules."""

from __future__ import annotations

from typing import Any, cast

from generation.document import Json, Problem, is_array, load, pointer
from generation.normalise import normalise
from generation.validate import validate
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from contract.guard import OutOfTimeError, time_limit
from contract.subject import Outcome, Subject

# The time for the validator, in seconds. Its default values and examples may have any patterns.
SECONDS = 300

# Keywords of schemas that came with OpenAPI 3.1. Many documents that call themselves 3.0 have them, and the generator
# reads them.
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
    document, malformed = validate(received)
    _, not_generated = normalise(document)
    violations, notes = _violations(received)
    return Outcome([str(problem) for problem in sorted({*violations, *malformed, *not_generated})], notes)


def _violations(document: Json) -> tuple[list[Problem], list[str]]:
    """Return the violations of the OpenAPI schema, and what was not validated."""
    notes: list[str] = []
    validator: Any = OpenAPIV31SpecValidator
    if not str(document["openapi"]).startswith("3.1"):
        validator = OpenAPIV30SpecValidator
        places: list[str] = []
        document = _without_later_keywords(document, "", places, in_schema=False)
        notes += [f"{at} is a keyword of OpenAPI 3.1" for at in places]
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


def _without_later_keywords(value: Any, at: str, places: list[str], *, in_schema: bool) -> Any:
    if is_array(value):
        return [_without_later_keywords(v, at + pointer(n), places, in_schema=in_schema) for n, v in enumerate(value)]
    if not isinstance(value, dict):
        return value
    kept: Json = {}
    for key, member in cast("Json", value).items():
        here = at + pointer(key)
        if in_schema and key in _LATER_KEYWORDS:
            places.append(f"#{here}")
        elif key in _VALUES or key.startswith("x-"):
            kept[key] = member
        elif key in _NAMES and isinstance(member, dict):
            inner = in_schema or key == "schemas"
            members = cast("Json", member).items()
            kept[key] = {k: _without_later_keywords(v, here + pointer(k), places, in_schema=inner) for k, v in members}
        else:
            kept[key] = _without_later_keywords(member, here, places, in_schema=in_schema or key == "schema")
    return kept


def _first_line(message: str) -> str:
    """Return the first line of a message, shortened; the rest quotes the document."""
    line = (message.splitlines() or [""])[0]
    return line if len(line) <= 200 else f"{line[:197]}..."  # noqa: PLR2004 - the longest message in a report
