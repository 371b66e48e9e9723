"""The keys of external references: URLs, with the characters replaced that names of properties cannot have."""

from __future__ import annotations

import re

__all__ = ["decode_reference_key", "encode_reference_key", "is_encoded"]

# "%" comes first, so that the escapes of the others stay as they are.
_ESCAPES = {"%": "%25", ".": "%2E", ":": "%3A", "@": "%40", "#": "%23"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ENCODED = re.compile(r"[A-Za-z][A-Za-z0-9+%-]*%3[Aa][^.:@#]*")


def encode_reference_key(url: str) -> str:
    """Return the key of the external reference to a URL.

    Raises:
        ValueError: It is not a URL with a scheme, such as `https://example.com/a`.
    """
    if not _SCHEME.match(url):
        raise ValueError(f"{url!r} is not a URL with a scheme, such as https://example.com/a")
    return "".join(_ESCAPES.get(character, character) for character in url)


def decode_reference_key(key: str) -> str:
    """Return the URL of an external reference.

    Other escapes of the URL, such as `%20`, stay: they were escaped themselves.
    """
    for character, escape in reversed(_ESCAPES.items()):
        key = re.sub(escape, character, key, flags=re.IGNORECASE)
    return key


def is_encoded(key: str) -> bool:
    """Return whether `key` is an encoded URL: it has the escape of the colon after the scheme, and none in the open."""
    return _ENCODED.fullmatch(key) is not None
