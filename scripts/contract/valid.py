"""The spec is valid: an OpenAPI document by its own JSON Schema, and one that can be generated from."""

from __future__ import annotations

from generation.document import Problem, load, pointer
from generation.normalise import normalise
from generation.validate import validate
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from contract.subject import Outcome, Subject


def check(subject: Subject) -> Outcome:
    """What keeps the document from being OpenAPI."""
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
    """Without the part of the document that it is about: the pointer says which."""
    line = message.splitlines()[0]
    return line if len(line) <= 200 else f"{line[:197]}..."  # noqa: PLR2004 - a report is for reading
