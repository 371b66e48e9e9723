"""Filter, sort and page a list by its query parameters."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from .resources import Envelope
from .spec import Operation, Parameter, Schema, flat

__all__ = ["PAGING", "Page", "list_page", "paging_parameters"]

PAGE_NAMES = ("page", "pageNumber")
LIMIT_NAMES = ("limit", "pageSize", "perPage", "per_page")
_SORT = ("sortColumn", "sortBy", "orderBy", "sort", "sort_by", "order_by")
_DIRECTION = ("orderDirection", "sortDirection", "sortOrder", "order", "direction", "sort_order")
_DESCENDING = ("sortDesc", "descending", "desc")
_SEARCH = ("search", "q", "query")
_ORDERING = frozenset({*PAGE_NAMES, *LIMIT_NAMES, *_SORT, *_DIRECTION, *_DESCENDING, *_SEARCH, "offset"})
_DEFAULT_LIMIT = 25

# The parameters of an operation whose response has pages but which documents no parameters for them.
PAGING = (
    Parameter("page", "query", required=False, schema=Schema(type="number", minimum=1, default=1)),
    Parameter(
        "limit", "query", required=False, schema=Schema(type="number", minimum=1, maximum=100, default=_DEFAULT_LIMIT)
    ),
)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page and its pagination fields, under each name that APIs use for them."""

    rows: list[Any]
    pagination: dict[str, Any]


def paging_parameters(operation: Operation, envelope: Envelope | None) -> tuple[Parameter, ...]:
    """Return the page and limit parameters that `operation` needs but does not document."""
    if envelope is None or not envelope.is_list or operation.method != "GET" or operation.success is None:
        return ()
    documented = {parameter.name for parameter in operation.parameters if parameter.location == "query"}
    if "pagination" not in flat(operation.success)["properties"] or documented & {*PAGE_NAMES, *LIMIT_NAMES, "offset"}:
        return ()
    return PAGING


def list_page(rows: Iterable[Mapping[str, Any]], query: Mapping[str, Any], item: Schema) -> Page:
    """Return the page of `rows` that `query` asks for.

    Args:
        rows: All rows, oldest first.
        query: The decoded query parameters with their defaults. Parameters that neither sort nor page are filters, if
            rows have such a field. `companyId` stands for the field `companyId` or `company.id`.
        item: The schema of a row.
    """
    matching = [row for row in rows if all(_matches(row, name, wanted, item) for name, wanted in query.items())]
    column = _first(query, _SORT)
    path = _path_of(str(column), item) if column is not None else ()
    if path:
        matching = _sorted(matching, path, descending=_is_descending(query))
    limit = _positive(query, LIMIT_NAMES, _DEFAULT_LIMIT)
    page = _positive(query, PAGE_NAMES, 1)
    start = _positive(query, ("offset",), (page - 1) * limit)
    count, pages = len(matching), math.ceil(len(matching) / limit)
    pagination = {
        **dict.fromkeys(("page", "pageNumber", "currentPage"), page),
        **dict.fromkeys(("limit", "pageSize", "perPage"), limit),
        "offset": start,
        **dict.fromkeys(("totalCount", "total", "count", "totalItems"), count),
        **dict.fromkeys(("totalPages", "pages", "pageCount"), pages),
        **dict.fromkeys(("hasNextPage", "hasNext", "hasMore"), start + limit < count),
        **dict.fromkeys(("hasPrevPage", "hasPreviousPage", "hasPrev"), start > 0),
    }
    return Page(matching[start : start + limit], pagination)


def _first(query: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((query[name] for name in names if query.get(name) is not None), None)


def _positive(query: Mapping[str, Any], names: Iterable[str], default: int) -> int:
    """Return the parameter as an integer, or `default` if it is below 1: not every document has a minimum."""
    value = _first(query, names)
    return int(value) if isinstance(value, int | float) and value >= 1 else default


def _is_descending(query: Mapping[str, Any]) -> bool:
    direction = _first(query, _DIRECTION)
    return str(direction).lower() == "desc" if direction is not None else bool(_first(query, _DESCENDING))


def _matches(row: Mapping[str, Any], name: str, wanted: Any, item: Schema) -> bool:
    if wanted is None:
        return True
    if name in _SEARCH:
        return any(isinstance(value, str) and str(wanted).casefold() in value.casefold() for value in row.values())
    path = () if name in _ORDERING else _path_of(name, item)
    if not path:
        return True
    value = _value_at(row, path)
    options = cast("Sequence[Any]", wanted if isinstance(wanted, list) else [wanted])
    return any(_is_same(value, option) for option in options)


def _is_same(value: Any, wanted: Any) -> bool:
    if isinstance(value, list):
        return any(_is_same(item, wanted) for item in cast("Sequence[Any]", value))
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return bool(value == wanted)


def _path_of(column: str, item: Schema) -> tuple[str, ...]:
    """Return the path of a column or parameter within a row: `due_date` is dueDate, `companyId` may be company.id.

    The path is empty if rows have no such field.
    """
    properties: dict[str, Schema] = flat(item)["properties"]
    head, *rest = re.split("[_-]", column)
    name = head + "".join(word[:1].upper() + word[1:] for word in rest)
    for candidate in (column, name, re.sub("Date$", "At", name), re.sub("At$", "Date", name)):
        if candidate in properties:
            inner: dict[str, Schema] = flat(properties[candidate])["properties"]
            label = next((key for key in ("name", "title") if key in inner), None)
            return (candidate, label) if label else (candidate,)
    for suffix, key in (("Id", "id"), ("Name", "name")):
        stem = name.removesuffix(suffix)
        if stem != name and stem in properties:
            return (stem, key) if key in flat(properties[stem])["properties"] else (stem,)
    return ()


def _value_at(row: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = row
    for step in path:
        value = cast("Mapping[str, Any]", value).get(step) if isinstance(value, Mapping) else None
    return value


def _sorted(rows: list[Mapping[str, Any]], path: tuple[str, ...], *, descending: bool) -> list[Mapping[str, Any]]:
    """Return `rows` sorted by the value at `path`. The sort is stable; rows without a value come last."""
    known = [row for row in rows if _value_at(row, path) is not None]
    unknown = [row for row in rows if _value_at(row, path) is None]

    def key(row: Mapping[str, Any]) -> tuple[bool, Any]:
        value = _value_at(row, path)
        return (True, value) if isinstance(value, int | float) else (False, str(value).casefold())

    return sorted(known, key=key, reverse=descending) + unknown
