"""The API key in a request: in a header, a query parameter or a cookie."""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import quote

from .api import API

__all__ = ["Credentials", "is_token_source"]


def is_token_source(value: object) -> bool:
    """Return whether `value` is a function that gives tokens, or a credential, in place of a key."""
    return callable(value) or callable(getattr(value, "get_token", None))


class Credentials:
    """The parts of a request that carry the API key. It has no repr of them.

    They are added when the request goes out, so that no exception, event or log line has them.
    """

    __slots__ = ("_api", "_headers", "_query", "on_new", "secrets")

    def __init__(self, api: API, key: str) -> None:
        self._api = api
        # Called with the texts of each new key that no error may have.
        self.on_new: Callable[[tuple[str, ...]], None] | None = None
        self.use(key)

    def use(self, key: str) -> None:
        """Carry `key` from now on."""
        api = self._api
        encoded = base64.b64encode(key.encode()).decode()
        value = api.key_format.format(key=key, base64=encoded)
        self._query = f"{quote(api.key_query, safe='')}={quote(value, safe='')}" if api.key_query else ""
        headers: dict[str, str] = {}
        if api.key_cookie:
            headers["cookie"] = f"{api.key_cookie}={value}"
        elif not api.key_query:
            headers[api.key_header] = value
        self._headers = headers
        # The texts that no error may have: of a user name and a password, the password by itself too.
        is_encoded = "{base64}" in api.key_format
        self.secrets = (key, encoded, key.partition(":")[2]) if is_encoded else (key,)
        if self.on_new is not None:
            self.on_new(self.secrets)

    def add(self, url: str, headers: dict[str, str]) -> str:
        """Add the key to `headers`, and return `url`, with the key if it belongs there."""
        if "cookie" in self._headers and "cookie" in headers:
            headers["cookie"] = f"{headers['cookie']}; {self._headers['cookie']}"
        else:
            headers.update(self._headers)
        return f"{url}{'&' if '?' in url else '?'}{self._query}" if self._query else url
