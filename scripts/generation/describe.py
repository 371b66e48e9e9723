"""Describe a normalised document for the templates: models, enums and tags with their operations, as Python code."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .describe_models import EnumCode, ModelCode, enum_code, model_codes
from .describe_operations import OperationCode, operation_code
from .docstrings import docstring, sentence
from .document import Json, operations
from .naming import RESERVED_TAGS, free_name, pascal_case, reserved_classes, snake_case, unique_names
from .python_code import Schemas, literal
from .uses import uses


@dataclass(frozen=True)
class TagCode:
    """A tag: `attribute` is its package and the attribute of the clients, `resource` its synchronous class."""

    name: str
    attribute: str
    resource: str
    docstring: str
    operations: list[OperationCode]


@dataclass(frozen=True)
class Code:
    """The server, models and enums by class name, and tags by package name, in document order."""

    base_url: str
    models: dict[str, ModelCode]
    enums: dict[str, EnumCode]
    tags: dict[str, TagCode]


def describe(document: Json) -> Code:
    """Return the code of a normalised document."""
    schemas = Schemas(document)
    components: Json = document["components"]["schemas"]
    used = uses(document, schemas.classes)
    return Code(
        base_url=literal(document.get("x-base-url", "")),
        models=model_codes(
            schemas, {name: schema for name, schema in components.items() if "enum" not in schema}, used
        ),
        enums={
            name: enum_code(name, schema, used.get(name, "")) for name, schema in components.items() if "enum" in schema
        },
        tags=_tags(schemas, document),
    )


def _tags(schemas: Schemas, document: Json) -> dict[str, TagCode]:
    descriptions = {tag["name"]: tag.get("description", "") for tag in document["tags"]}
    by_tag: dict[str, list[OperationCode]] = {}
    for path, method, operation in operations(document):
        by_tag.setdefault(operation["tags"][0], []).append(operation_code(schemas, path, method, operation))
    attributes = unique_names(by_tag, lambda tag: snake_case(tag, fallback="tag"), reserved=RESERVED_TAGS)
    taken = {*document["components"]["schemas"], *reserved_classes(document.get("x-client", ""))}
    resources = _resources(by_tag, taken)
    return {
        attributes[tag]: TagCode(
            tag,
            attributes[tag],
            resources[tag],
            docstring(sentence(descriptions.get(tag) or f"Operations of the tag {tag}")),
            _aliased(found),
        )
        for tag, found in by_tag.items()
    }


def _resources(tags: dict[str, list[OperationCode]], classes: set[str]) -> dict[str, str]:
    """Name the resource class of each tag, so that none of the classes that are named after it clashes with another."""
    taken = {name.lower() for name in classes}
    names: dict[str, str] = {}
    for tag in tags:
        bare = taken | {name.removesuffix("withrawresponse") for name in taken}
        bare |= {name.removeprefix("async") for name in bare}
        names[tag] = free_name(pascal_case(tag, fallback="Tag"), bare, reserved=(), separator="")
        name = names[tag].lower()
        taken |= {name, f"async{name}", f"{name}withrawresponse", f"async{name}withrawresponse"}
    return names


# Local names in the methods of a resource class, which would hide an operation's module of that name.
_LOCAL = {"answer", "fetch", "following", "options", "page", "page_", "self"}


def _aliased(found: list[OperationCode]) -> list[OperationCode]:
    """Import a module as `_name` where an argument, local name or stream would hide it; no operation begins with `_`."""
    found = _with_streams(found)
    streams = {operation.stream.method for operation in found if operation.stream}
    hidden = _LOCAL | {argument.name for operation in found for argument in operation.method_arguments}
    return [replace(o, module=f"_{o.name}") if o.name in hidden - (streams & {o.name}) else o for o in found]


def _with_streams(found: list[OperationCode]) -> list[OperationCode]:
    """Give the methods for streams names that no other method has."""
    taken = {operation.name for operation in found}
    named: list[OperationCode] = []
    for operation in found:
        stream = operation.stream
        if stream is not None and stream.method != operation.name:
            method = free_name(stream.method, taken, reserved=(), separator="_")
            taken.add(method)
            operation = replace(operation, stream=replace(stream, method=method))  # noqa: PLW2901 - the same one
        named.append(operation)
    return named
