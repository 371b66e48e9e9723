"""Parse a normalised document with openapi-python-client."""

from __future__ import annotations

import re
from unittest import mock

from openapi_python_client.config import Config
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties import ModelProperty

from .compare import comparisons
from .describe import Code
from .document import DocumentError, Json, Problem, operations
from .handover import handover
from .traversal import place_of


def parse(document: Json, code: Code, config: Config) -> GeneratorData:
    """Let openapi-python-client read a normalised document, and compare its types with those in `code`.

    Raises:
        DocumentError: It refuses or drops a part of the document, or reads another type than we write.
    """
    # It copies an operation several times, with every model that can be reached from it, which takes a third of the time
    # and overflows the stack in a large document. The copies can share their models.
    with mock.patch.object(ModelProperty, "__deepcopy__", _itself, create=True):
        data = GeneratorData.from_dict(handover(document), config=config)
    if isinstance(data, GeneratorError):
        raise DocumentError([Problem("", error_text(data))])
    collections = data.endpoint_collections_by_tag.values()
    warnings = [*data.errors, *(error for found in collections for error in found.parse_errors)]
    problems = [comparison.problem for comparison in comparisons(document, code, data)]
    problems += [Problem(_place(document, error), error_text(error)) for error in warnings]
    if found := [problem for problem in problems if problem]:
        raise DocumentError(found)
    return data


def _itself(model: ModelProperty, _memo: object) -> ModelProperty:
    return model


def _place(document: Json, error: GeneratorError) -> str:
    """Return the pointer of the operation or class that a warning of openapi-python-client names."""
    text = error_text(error)
    if found := re.search(r"parsing [A-Z]+ /(\d+)", text):
        pointers = [str(operation["x-pointer"]) for _, _, operation in operations(document)]
        return pointers[int(found[1])]
    if found := re.search(r"/components/schemas/(\w+)", text):
        return place_of(document["components"]["schemas"][found[1]])
    return ""


def error_text(error: GeneratorError) -> str:
    """Return the text of an error of openapi-python-client."""
    return " ".join(f"{error.header or ''} {error.detail or ''}".split())
