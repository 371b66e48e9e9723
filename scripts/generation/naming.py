"""Names in the generated code. There is one rule for all of them.

A name is the words of what the spec calls the thing: `snake_case` for modules, functions, arguments and fields,
`PascalCase` for classes, `UPPER_CASE` for enum members. What is not an ASCII letter or digit only separates words.
A name that Python or the generated code itself needs gets a trailing underscore (`class_`). A name that is already
taken gets the next number (`status`, `status_2`; `Status`, `Status2`), in the order of the document; names that
differ only in case are the same name.
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

# Builtins that annotations and decorators in the generated code use: a field of that name would hide them from the
# fields after it. Everything else that Python predefines (id, type, format, ...) is a fine name for a field.
RESERVED: frozenset[str] = frozenset(keyword.kwlist) | {
    "bool", "bytes", "classmethod", "date", "datetime", "dict", "field", "float", "int", "list", "object", "str", "tuple",
}  # fmt: skip
# Names that a model, an operation, a client or a generated module has for itself.
RESERVED_IN_MODELS = RESERVED | {"absent", "additional_properties", "cls", "from_dict", "limits", "self", "to_dict"}
RESERVED_IN_OPERATIONS = RESERVED | {
    "answer", "asyncio_detailed", "body", "client", "fetch", "options", "self", "sync_detailed",
}  # fmt: skip
# A module is an attribute of its package too, where it must not take the place of what the package imports.
RESERVED_OPERATIONS = RESERVED | set(dir(builtins)) | {"page_options"}
RESERVED_TAGS = RESERVED | {"aclose", "base_url", "cached_property", "cast", "close", "rate_limit", "send"}
RESERVED_MODULES = RESERVED | {"getattr", "globals", "import_module"}
RESERVED_CLASSES = (
    {name for name in dir(builtins) if name[0].isupper()}
    | {name for name in NEEDED if name[0].isupper()}
    | {
        "AsyncMSPortal", "AsyncResources", "MSPortal", "OPERATION", "OpenIntEnum", "OpenStrEnum", "RequestOptions",
        "Resources", "Response",
    }
)  # fmt: skip

LONGEST = 150
"""The characters of the longest name: file systems take 255 bytes, and a compiled module has a suffix."""


def words(text: str) -> list[str]:
    """The words of `text`, accents taken off."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)


def snake_case(text: str, *, fallback: str = "field") -> str:
    """`text` as a name in lower case; `fallback` in front of a digit and in place of nothing."""
    return _start_with_letter("_".join(words(text)).lower(), f"{fallback}_", fallback)


def upper_case(text: str) -> str:
    """`text` as the name of an enum member."""
    return snake_case(text, fallback="value" if text else "empty").upper()


def pascal_case(text: str, *, fallback: str = "Model") -> str:
    """`text` as the name of a class; one that is such a name already is left as it is."""
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*", text):
        return text
    return _start_with_letter("".join(word[0].upper() + word[1:] for word in words(text)), fallback, fallback)


def module_name(class_name: str) -> str:
    """The module of a class."""
    name = snake_case(class_name)
    return f"{name}_" if class_name.endswith("_") or name in RESERVED_MODULES else name


def _start_with_letter(name: str, prefix: str, fallback: str) -> str:
    if not name:
        return fallback
    return f"{prefix}{name}" if name[0].isdigit() else name


def unique_names(
    things: Iterable[T], style: Callable[[T], str], *, reserved: Collection[str] = RESERVED, joint: str = "_"
) -> dict[T, str]:
    """Each of `things`, which are distinct, with its name in the style given; no two names differ in case alone."""
    names: dict[T, str] = {}
    taken: set[str] = set()
    for thing in things:
        names[thing] = free_name(style(thing), taken, reserved=reserved, joint=joint)
        taken.add(names[thing].lower())
    return names


def free_name(name: str, taken: Collection[str], *, reserved: Collection[str], joint: str) -> str:
    """`name`, or what it becomes because it is reserved or, in lower case, among `taken`."""
    free, number = f"{name}_" if name in reserved else name, 1
    while free.lower() in taken:  # lower case, because modules may stand on a file system that ignores case
        number += 1
        free = f"{name}{joint}{number}"
    return free
