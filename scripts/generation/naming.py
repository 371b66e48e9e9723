"""Names in the generated code. There is one rule for all of them.

A name is the words of what the spec calls the thing: `snake_case` for modules, functions, arguments and fields,
`PascalCase` for classes, `UPPER_CASE` for enum members. What is not an ASCII letter or digit only separates words.
A name that Python or the generated code itself needs gets a trailing underscore (`class_`). A name that is already
taken gets the next number (`status`, `status_2`; `Status`, `Status2`), in the order of the document.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

_WORD = re.compile(
    r"""
    [A-Z]{2,}s(?![a-z])         # a plural acronym: URLs
    | [A-Z]+[0-9]*(?![a-z0-9])  # an acronym, or a capital before a capital: NPS, V2
    | [A-Z]?[a-z]+[0-9]*        # a word: Item, oauth2
    | [0-9]+
    """,
    re.VERBOSE,
)

# Builtins that annotations and decorators in the generated code use: a field of that name would hide them from the
# fields after it. Everything else that Python predefines (id, type, format, ...) is a fine name for a field.
RESERVED: frozenset[str] = frozenset(keyword.kwlist) | {
    "bool", "bytes", "classmethod", "date", "datetime", "dict", "field", "float", "int", "list", "object", "str",
}  # fmt: skip


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
    return f"{name}_" if class_name.endswith("_") or name in RESERVED else name


def _start_with_letter(name: str, prefix: str, fallback: str) -> str:
    if not name:
        return fallback
    return f"{prefix}{name}" if name[0].isdigit() else name


def unique_names(
    texts: Iterable[str], style: Callable[[str], str], *, reserved: Collection[str] = RESERVED
) -> dict[str, str]:
    """Each of `texts`, which are distinct, with its name in the style given; no two names differ in case alone."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in texts:
        base = style(text)
        if base in reserved:
            base = f"{base}_"
        name, number = base, 1
        while _key(name) in taken:
            number += 1
            name = f"{base}{number}" if style is pascal_case else f"{base}_{number}"
        taken.add(_key(name))
        names[text] = name
    return names


def _key(name: str) -> str:
    """What tells names apart, module names on file systems that ignore case included."""
    return name.lower()
