"""Read an OpenAPI document into operations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

__all__ = [
    "METHODS",
    "PATH_PARAMETER",
    "Operation",
    "Parameter",
    "Schema",
    "Spec",
    "SpecError",
    "find_spec",
    "flat",
    "read_spec",
    "root_of",
]

# The keys of a path item that hold operations.
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# A parameter in a path; the group is its name.
PATH_PARAMETER = re.compile(r"\{([^}]+)\}")

_JSON_TYPE = re.compile(r"application/(?:[\w.+-]+\+)?json", re.IGNORECASE)
_DOCUMENTED_SCOPE = re.compile(r"scope\s*\(([\w.:-]+)\)", re.IGNORECASE)
# Keys of objects whose own keys are free names: a property may be named "default".
_NAME_MAPS = frozenset(
    {"content", "headers", "parameters", "paths", "properties", "requestBodies", "responses", "schemas"}
)
# Keys of plain values: a "$ref" inside them is not a reference.
_DATA = frozenset({"example", "examples", "default", "enum", "const"})


class Schema(dict[str, Any]):
    """A schema of the document: one object for all references to it, so that derived values can be cached on it.

    Attributes:
        flat: The result of `flat`.
        validator: The jsonschema validator.
    """

    flat: Schema | None = None
    validator: Any = None


class SpecError(ValueError):
    """The document cannot be served: it is not JSON, not OpenAPI 3, or has an unresolvable reference."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A documented parameter.

    Attributes:
        name: The name.
        location: `path`, `query`, `header` or `cookie`.
        required: Whether it is required.
        schema: The schema of its value.
        style: The style in which lists and objects are sent; `json` for a parameter whose `content` is JSON.
        explode: Whether each item of a list and each member of an object is sent by itself.
        may_be_empty: Whether an empty value is allowed.
    """

    name: str
    location: str
    required: bool
    schema: Schema
    style: str = "form"
    explode: bool = True
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class BodyType:
    """A body in one media type.

    Attributes:
        media: The media type as documented.
        kind: `json`, `urlencoded`, `multipart` or `raw`.
        schema: Its schema.
        styles: The fields of an urlencoded form that are not sent in the usual style.
    """

    media: str
    kind: str
    schema: Schema
    styles: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """An operation of the spec, with its references resolved.

    `body` is the schema of a body with fields, in JSON or else in a form; `body_types` has every media type. `success` is
    the schema of the response with status `status`; None if that response has no JSON. `media` is the media type of that
    response, empty for none, and `media_schema` the schema of a text, a file or an event. `scope` is the
    scope that the spec documents in its 403, else `<tag>.read` or `<tag>.write`. `base_path` is the path of the server's
    URL: of the operation's own server, else of the path's, else of the document's.
    """

    method: str
    path: str
    tag: str
    summary: str
    parameters: tuple[Parameter, ...]
    body: Schema | None
    body_required: bool
    body_types: tuple[BodyType, ...]
    status: int
    success: Schema | None
    media: str
    media_schema: Schema
    errors: Mapping[str, Schema]
    scope: str
    secured: bool
    operation_id: str = ""
    base_path: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.method} {self.path}")

    def error(self, status: int) -> Schema | None:
        """Return the schema of an error response: that of its status, of its range (`4XX`), or the default."""
        names = (str(status), f"{status // 100}XX", "DEFAULT")
        return next((self.errors[name] for name in names if name in self.errors), None)


@dataclass(frozen=True, slots=True, eq=False)
class Spec:
    """A document and its operations.

    Attributes:
        document: The document as read, with its references.
        title: The title of the API.
        base_path: The path of the first server's URL, without a trailing slash. The paths of operations follow it,
            except of those with a server of their own.
        operations: In the order of the document.
        names: The component names of schemas, by identity.
    """

    document: dict[str, Any]
    title: str
    base_path: str
    operations: tuple[Operation, ...]
    names: Mapping[int, str]


def find_spec() -> Path:
    """Return the path of the default spec, in the installed package or at the top of the source tree.

    Raises:
        SpecError: There is none.
    """
    here = Path(__file__).resolve().parent
    for path in (here / "openapi.json", here.parent.parent / "openapi.json"):
        if path.is_file():
            return path
    raise SpecError(
        "There is no openapi.json in the package or at the top of the source tree. "
        "Name a document with spec=... or --spec."
    )


def read_spec(source: Path | str | Mapping[str, Any] | None = None) -> Spec:
    """Read a document.

    Args:
        source: The document or its path; None means `find_spec()`.

    Raises:
        SpecError: The document cannot be read or served.
    """
    document = dict(source) if isinstance(source, Mapping) else _load(Path(source) if source else find_spec())
    version = str(document.get("openapi", ""))
    if not version.startswith(("3.0", "3.1")) or not isinstance(document.get("paths"), dict):
        raise SpecError("Not an OpenAPI 3.0 or 3.1 document: it must have 'openapi' and 'paths'")
    inlined = _inline(document)
    info: dict[str, Any] = inlined.get("info") or {}
    schemas: dict[str, Schema] = inlined.get("components", {}).get("schemas", {})
    return Spec(
        document=document,
        title=str(info.get("title") or "API"),
        base_path=_base_path(inlined.get("servers") or []),
        operations=tuple(_operations(inlined)),
        names={id(schema): name for name, schema in schemas.items()},
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        document: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SpecError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(document, dict):
        raise SpecError(f"{path} is not a JSON object")
    return cast("dict[str, Any]", document)


def _base_path(servers: Sequence[Mapping[str, Any]]) -> str:
    if not servers:
        return ""
    url = str(servers[0].get("url", ""))
    for name, variable in servers[0].get("variables", {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    return urlsplit(url).path.rstrip("/")


def _inline(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with each reference replaced by its target, which is one object for all references.

    A schema that contains itself becomes a cycle. Validation follows it only as deep as the data.
    """
    try:
        return cast("dict[str, Any]", _Inliner(document).visit(document, "", named=False))
    except RecursionError:
        raise SpecError("The document is nested too deeply") from None


class _Inliner:
    """A walk through a document that caches its results by JSON pointer."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._is_3_1 = str(document["openapi"]).startswith("3.1")
        self._results: dict[str, Any] = {}
        self._following: list[str] = []

    def visit(self, value: Any, pointer: str, *, named: bool) -> Any:
        """Return `value` with its references replaced.

        Args:
            value: A part of the document.
            pointer: The JSON pointer of `value`.
            named: Whether `value` is an object whose keys are free names.
        """
        if pointer in self._results:
            return self._results[pointer]
        if isinstance(value, list):
            items = cast("Sequence[Any]", value)
            return [self.visit(item, f"{pointer}/{index}", named=False) for index, item in enumerate(items)]
        if not isinstance(value, dict):
            return value
        node = cast("dict[str, Any]", value)
        reference = node.get("$ref")
        if isinstance(reference, str) and not named:
            return self._resolve(reference, node)
        inlined = self._results[pointer] = Schema()
        for key, item in node.items():
            # Its mapping names references that are gone here.
            if named or key != "discriminator":
                step = key.replace("~", "~0").replace("/", "~1")
                is_data = key in _DATA and not named
                names = key in _NAME_MAPS and not named
                inlined[key] = item if is_data else self.visit(item, f"{pointer}/{step}", named=names)
        if not named:
            self._tag_options(inlined, node)
        if self._is_3_1 and not named:
            _convert_to_3_0(inlined)
        return inlined

    def _tag_options(self, inlined: Schema, node: Mapping[str, Any]) -> None:
        """Give each option of a union the values that its discriminator has for it."""
        discriminator: Any = node.get("discriminator")
        if not isinstance(discriminator, dict) or "propertyName" not in discriminator:
            return
        known = cast("dict[str, Any]", discriminator)
        name, mapping = known["propertyName"], cast("dict[str, str]", known.get("mapping") or {})
        for key in ("oneOf", "anyOf"):
            for index, option in enumerate(cast("Sequence[Mapping[str, Any]]", node.get(key) or ())):
                reference = str(option.get("$ref", ""))
                own = reference.rsplit("/", 1)[-1]
                values = [value for value, target in mapping.items() if target in {reference, own}]
                if not reference or (not values and self._has_values(reference, name)):
                    continue
                tag = Schema(type="string", enum=values or [own])
                tagged = Schema(properties=Schema({name: tag}), required=[name])
                inlined[key][index] = Schema(allOf=[inlined[key][index], tagged])

    def _has_values(self, reference: str, name: str) -> bool:
        """Return whether a component has values of its own for a property: without a mapping, they are the tags."""
        component: dict[str, dict[str, Any]] = _lookup(self._document, reference)
        found: dict[str, Any] = component.get("properties", {}).get(name, {})
        return bool({"enum", "const", "$ref", "allOf"} & found.keys())

    def _resolve(self, reference: str, node: dict[str, Any]) -> Any:
        if reference in self._following:
            raise SpecError(f"{reference} refers to itself")
        self._following.append(reference)
        found = _lookup(self._document, reference)
        if isinstance(found, dict) and "$ref" not in found:
            self._following.clear()
        target = self.visit(found, unquote(reference[1:]), named=False)
        self._following.clear()
        siblings = {key: item for key, item in node.items() if key not in {"$ref", "description", "summary"}}
        return Schema({"allOf": [target], **siblings}) if siblings else target


def _convert_to_3_0(schema: Schema) -> None:
    """Convert the keywords of OpenAPI 3.1 in place to those of 3.0, so that there is one dialect to read."""
    kinds = schema.get("type")
    if kinds == "null":
        del schema["type"]
        schema |= {"nullable": True, "enum": [None]}
    elif isinstance(kinds, list):
        named = [kind for kind in cast("list[str]", kinds) if kind != "null"]
        del schema["type"]
        schema |= {"type": named[0]} if len(named) == 1 else {"anyOf": [Schema(type=kind) for kind in named]}
        schema["nullable"] = len(named) < len(cast("list[str]", kinds))
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(exclusive), int | float) and not isinstance(schema[exclusive], bool):
            schema |= {limit: schema[exclusive], exclusive: True}


def _lookup(document: dict[str, Any], reference: str) -> Any:
    if not reference.startswith("#/"):
        raise SpecError(f"{reference} points outside the document")
    value: Any = document
    for step in reference[2:].split("/"):
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and key in value:
            value = cast("dict[str, Any]", value)[key]
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(cast("Sequence[Any]", value)):
            value = cast("Sequence[Any]", value)[int(key)]
        else:
            raise SpecError(f"{reference} does not exist")
    return value


def _operations(document: dict[str, Any]) -> Iterable[Operation]:
    for path, item in document["paths"].items():
        for method in item:
            if method in METHODS:
                yield _operation(method.upper(), path, item, document)


def _operation(method: str, path: str, item: dict[str, Any], document: dict[str, Any]) -> Operation:
    raw: dict[str, Any] = item[method.lower()]
    shared: Sequence[dict[str, Any]] = item.get("parameters") or ()
    own: Sequence[dict[str, Any]] = raw.get("parameters") or ()
    # A path may have a parameter that is not documented.
    named = [{"in": "path", "name": name, "schema": Schema(type="string")} for name in PATH_PARAMETER.findall(path)]
    parameters = {(parameter["in"], parameter["name"]): parameter for parameter in (*named, *shared, *own)}
    responses: dict[str, dict[str, Any]] = {str(code): answer for code, answer in raw.get("responses", {}).items()}
    success = min((code for code in responses if code.startswith("2")), default="default")
    body: dict[str, Any] = raw.get("requestBody") or {}
    content: dict[str, dict[str, Any]] = body.get("content") or {}
    body_types = tuple(_body_type(media, holder) for media, holder in content.items())
    structured = [body_type for kind in ("json", "urlencoded", "multipart") for body_type in body_types if body_type.kind == kind]  # fmt: skip
    media = _media(responses.get(success, {}))
    answers: dict[str, dict[str, Any]] = responses.get(success, {}).get("content") or {}
    tag = (raw.get("tags") or ["default"])[0]
    security: Sequence[Any] = raw.get("security", document.get("security") or ())
    return Operation(
        method=method,
        path=path,
        tag=tag,
        summary=raw.get("summary") or raw.get("operationId") or f"{method} {path}",
        parameters=tuple(_parameter(parameter) for parameter in parameters.values()),
        body=structured[0].schema if structured else None,
        body_required=bool(body.get("required")),
        body_types=body_types,
        status=int(success) if success.isdecimal() else 200,
        success=_json_schema(responses.get(success, {})),
        media=media,
        media_schema=answers.get(media, {}).get("schema") or Schema(),
        errors={
            code.upper(): schema
            for code, answer in responses.items()
            if code != success
            and code.lower().startswith(("4", "5", "default"))
            and (schema := _json_schema(answer)) is not None
        },
        scope=_scope(responses.get("403", {}), tag, method),
        secured=bool(security) and {} not in security,
        operation_id=str(raw.get("operationId") or ""),
        base_path=_base_path(raw.get("servers") or item.get("servers") or document.get("servers") or []),
    )


def _parameter(raw: dict[str, Any]) -> Parameter:
    usual = "form" if raw["in"] in {"query", "cookie"} else "simple"
    style = str(raw.get("style", usual))
    is_json = "schema" not in raw and _json_schema(raw) is not None
    return Parameter(
        name=raw["name"],
        location=raw["in"],
        required=bool(raw.get("required")),
        schema=raw.get("schema") or _json_schema(raw) or Schema(),
        style="json" if is_json else style,
        explode=bool(raw.get("explode", style == "form")),
        may_be_empty=raw.get("allowEmptyValue") is True,
    )


def _body_type(media: str, holder: Mapping[str, Any]) -> BodyType:
    name = media.split(";", maxsplit=1)[0].strip().lower()
    forms = {"application/x-www-form-urlencoded": "urlencoded", "multipart/form-data": "multipart"}
    kind = "json" if _JSON_TYPE.match(name) or name.endswith("+json") else forms.get(name, "raw")
    schema: Schema = holder.get("schema") or Schema()
    encodings: Mapping[str, Mapping[str, Any]] = holder.get("encoding") or {}
    properties: Mapping[str, Schema] = schema.get("properties") or {}
    styles = {
        field: _parameter({"name": field, "in": "query", "schema": properties.get(field, Schema()), **encoding})
        for field, encoding in encodings.items()
        if encoding.keys() & {"style", "explode"}
    }
    return BodyType(media, kind, schema, styles)


def _media(response: Mapping[str, Any]) -> str:
    """Return the media type that a response is sent in: JSON before others; empty for none."""
    contents: Sequence[str] = list(response.get("content") or {})
    return next((media for media in contents if _JSON_TYPE.match(media)), contents[0] if contents else "")


def _json_schema(holder: Mapping[str, Any]) -> Schema | None:
    contents: dict[str, dict[str, Schema]] = holder.get("content") or {}
    return next((content.get("schema", Schema()) for kind, content in contents.items() if _JSON_TYPE.match(kind)), None)


def _scope(forbidden: Mapping[str, Any], tag: str, method: str) -> str:
    documented = _DOCUMENTED_SCOPE.search(forbidden.get("description") or "")
    if documented:
        return documented[1]
    slug = re.sub(r"\W+", "_", tag.strip().lower()).strip("_")
    return f"{slug}.{'read' if method in {'GET', 'HEAD'} else 'write'}"


def flat(schema: Schema) -> Schema:
    """Return `schema` with every `allOf` merged into it, and with `nullable`, `properties` and `required` always set.

    `type` is absent if every type is allowed. `nullable` beside `allOf` allows null whatever the branches say, as
    zod-to-openapi means it. The result is cached.
    """
    if schema.flat is None:
        schema.flat = _merge(schema)
        schema.flat.flat = schema.flat
    return schema.flat


def _merge(schema: Schema) -> Schema:
    branches = [flat(branch) for branch in schema.get("allOf", [])]
    merged = Schema()
    unions: list[tuple[str, Any]] = []
    for part in (*branches, schema):
        unions += [(key, part[key]) for key in ("oneOf", "anyOf") if part.get(key)]
        own = {key: value for key, value in part.items() if key not in {"oneOf", "anyOf", "allOf"}}
        enums = [found["enum"] for found in (merged, part) if "enum" in found]
        merged = Schema(
            {
                **merged,
                **own,
                "properties": _both(merged.get("properties", {}), part.get("properties", {})),
                "required": list(dict.fromkeys([*merged.get("required", []), *part.get("required", [])])),
            }
        )
        if len(enums) > 1:
            merged["enum"] = [value for value in enums[1] if value in enums[0]] or enums[1]
    if unions:
        key, options = unions[0]
        merged[key] = options if len(unions) == 1 and not merged["properties"] else _distributed(merged, options, unions[1:])  # fmt: skip
    if "type" not in merged and (merged["properties"] or "items" in merged):
        merged["type"] = "object" if merged["properties"] else "array"
    restricting = [branch for branch in branches if not _is_open(branch)]
    by_branches = bool(restricting) and all(branch["nullable"] for branch in restricting)
    merged["nullable"] = schema.get("nullable") is True or _is_open(merged) or by_branches
    return merged


def _both(known: Mapping[str, Schema], more: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the properties of two parts; what both describe is as both say."""
    shared = {name: Schema(allOf=[known[name], more[name]]) for name in known if name in more and known[name] is not more[name]}  # fmt: skip
    return {**known, **more, **shared}


def _distributed(rest: Schema, options: Sequence[Schema], unions: Sequence[tuple[str, Any]]) -> list[Schema]:
    """Return the options of a union, each with all that stands beside the union."""
    beside = Schema(rest)
    return [Schema(allOf=[beside, *(Schema({key: union}) for key, union in unions), option]) for option in options]


def _is_open(schema: Schema) -> bool:
    """Return whether `schema` allows every value, including null."""
    return not {"type", "oneOf", "anyOf", "enum", "not"} & schema.keys()


def root_of(schema: Schema) -> Schema:
    """Return the schema that `schema` extends: `PlannerItem` for `PlannerItemDetail`."""
    for branch in schema.get("allOf", []):
        if flat(branch)["properties"]:
            return root_of(branch)
    return schema
