"""Check a: the spec is valid by OpenAPI's JSON Schema and by the generator's rules."""

from __future__ import annotations

from generation.document import Problem, load, pointer
from generation.normalise import normalise
from generation.validate import validate
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from contract.subject import Outcome, Subject


def check(subject: Subject) -> Outcome:
    """Report every violation of the OpenAPI schema and every problem of the generator."""
    validator = (
        OpenAPIV31SpecValidator if str(subject.document["openapi"]).startswith("3.1") else OpenAPIV30SpecValidator
    )
    received = load(subject.spec)
    found = [
        Problem(pointer(*error.absolute_path), _first_line(error.message))
        for error in validator(received).iter_errors()
    ]
    document, malformed = validate(received)
    _, not_generated = normalise(document)
    return Outcome([str(problem) for problem in sorted({*found, *malformed, *not_generated})])


def _first_line(message: str) -> str:
    """Return the first line of a message, shortened; the rest quotes the document."""
    line = message.splitlines()[0]
    return line if len(line) <= 200 else f"{line[:197]}..."  # noqa: PLR2004 - the longest message in a report
