"""Names in the generated code.

A name consists of the words of its name in the spec: `snake_case` for modules, functions, arguments and fields,
`PascalCase` for classes, `UPPER_CASE` for enum members. Characters other than ASCII letters and digits separate words.
A name that Python or the generated code needs gets a trailing underscore (`class_`). A name that is taken gets the
next number (`status`, `status_2`; `Status`, `Status2`), in alphabetical order, but one that is spelled as its Python name
keeps it. Names that differ only in case are equal.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

from .imports import NEEDED

T = TypeVar("T", bound=Hashable)

_WORD = re.compile(
    r"""
    [A-Z]{2,}s(?![a-z])         # a plural acronym: URLs
    | [A-Z]+[0-9]+              # an acronym with a number: V2, O365
    | [A-Z]+(?![a-z])           # an acronym, or a capital before a capital: NPS
    | [A-Z]?[a-z]+[0-9]*        # a word: Item, oauth2
    | [0-9]+
    """,
    re.VERBOSE,
)

# Keywords, and the builtins that annotations and decorators use: a field of that name would hide the builtin from the
# fields after it. Other builtins (id, type, format, ...) can be names of fields.
RESERVED: frozenset[str] = frozenset(keyword.kwlist) | {
    "bool", "bytes", "classmethod", "date", "datetime", "dict", "field", "float", "int", "list", "object", "str", "tuple",
}  # fmt: skip
# Names that models, operations, clients and generated modules define themselves.
RESERVED_IN_MODELS = RESERVED | {
    "absent", "additional_properties", "cls", "from_dict", "from_json", "limits", "self", "to_dict", "to_json", "to_python",
}  # fmt: skip
RESERVED_IN_OPERATIONS = RESERVED | {
    "answer", "asyncio_detailed", "body", "client", "fetch", "following", "options", "self", "sync_detailed",
}  # fmt: skip
# A module is also an attribute of its package, where it must not replace an imported name.
RESERVED_OPERATIONS = RESERVED | set(dir(builtins)) | {
    "deprecated",
    "cached_property", "cached_resource", "page_options", "raw_async", "raw_async_page", "raw_page", "raw_sync",
    "with_raw_response",
}  # fmt: skip
RESERVED_TAGS = RESERVED | {
    "aclose", "base_url", "cached_property", "cached_resource", "close", "follow", "page_parameter", "rate_limit",
    "redaction", "request", "send", "stream", "stream_events", "with_options",
}  # fmt: skip
RESERVED_MODULES = RESERVED | {"getattr", "globals", "import_module"}
RESERVED_CLASSES = (
    {name for name in dir(builtins) if name[0].isupper()}
    | {name for name in NEEDED if name[0].isupper()}
    | {
        "APIClient", "AsyncAPIClient", "AsyncResources", "OPERATION", "OpenIntEnum", "OpenStrEnum", "RequestOptions",
        "Resources", "Response",
    }
)  # fmt: skip

# The longest name in characters: file systems take 255 bytes, and a compiled module has a suffix.
LONGEST = 150
# That of an operation, which is part of the names of its classes.
LONGEST_OPERATION = 80


def reserved_classes(client: str) -> set[str]:
    """Return the names that no generated class of an API may have: those that its code imports, and its client's."""
    return RESERVED_CLASSES | {client, f"Async{client}"}


def words(text: str) -> list[str]:
    """Return the words of `text`, without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)


def snake_case(text: str, *, fallback: str = "field") -> str:
    """Return `text` in snake case; `fallback` goes before a digit, and replaces an empty name."""
    return _start_with_letter("_".join(words(text)).lower(), f"{fallback}_", fallback)


def in_words(class_name: str) -> str:
    """Return a class name as words: `NPSSurveyDetail` gives `NPS survey detail`."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words(class_name))


def upper_case(text: str) -> str:
    """Return `text` as the name of an enum member."""
    return snake_case(text, fallback="value" if text else "empty").upper()


def pascal_case(text: str, *, fallback: str = "Model") -> str:
    """Return `text` as the name of a class; a valid class name stays as it is."""
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*", text):
        return text
    return _start_with_letter("".join(word[0].upper() + word[1:] for word in words(text)), fallback, fallback)


def module_name(class_name: str) -> str:
    """Return the module name of a class."""
    name = snake_case(class_name)
    return f"{name}_" if class_name.endswith("_") or name in RESERVED_MODULES else name


def _start_with_letter(name: str, prefix: str, fallback: str) -> str:
    if not name:
        return fallback
    return f"{prefix}{name}" if name[0].isdigit() else name


def unique_names(
    things: Iterable[T],
    style: Callable[[T], str],
    *,
    spelled: Callable[[T], str] = str,
    reserved: Collection[str] = RESERVED,
    separator: str = "_",
) -> dict[T, str]:
    """Map distinct `things` to names in a style; no two names are equal or differ only in case.

    A thing that is spelled as its name keeps it, whatever stands before it.
    """
    wanted = {thing: style(thing) for thing in things}
    names: dict[T, str] = {}
    taken: set[str] = set()
    # `class_` comes before `class`, which is reserved and would have the same name.
    for thing, name in sorted(wanted.items(), key=lambda item: item[1] == spelled(item[0])):
        own = free_name(name, (), reserved=reserved, separator=separator)
        if spelled(thing) in {own, name} and own.lower() not in taken:
            names[thing] = own
            taken.add(own.lower())
    for thing, name in wanted.items():
        if thing not in names:
            names[thing] = free_name(name, taken, reserved=reserved, separator=separator)
            taken.add(names[thing].lower())
    return {thing: names[thing] for thing in wanted}


def free_name(name: str, taken: Collection[str], *, reserved: Collection[str], separator: str) -> str:
    """Return `name`, with an underscore if it is reserved and a number if it is in `taken`, which is in lower case."""
    free, number = f"{name}_" if name in reserved else name, 1
    while free.lower() in taken:  # modules may be on a file system that ignores case
        number += 1
        free = f"{name}{separator}{number}"
    return free
