"""Removes the API key, and what cannot be seen, from texts of the server that exceptions carry."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from ..errors import ResponseDecodeError, excerpt, one_line
from ..types import Headers, Response
from .json_text import read_json

__all__ = ["Redaction"]

# Characters. A shorter key occurs in texts by chance; replacing it everywhere would make them unreadable.
_SHORTEST_KEY = 8
_LONGEST_REQUEST_ID = 200
# Keys whose texts are removed.
_MOST_SECRETS = 8
_PLACEHOLDER = "<API key>"


class Redaction:
    """Removes an API key, however it is spelled: its text, and the texts that it is sent as. It has no repr of the key, and is the `reader` of responses."""

    __slots__ = ("_secrets", "_spellings")

    def __init__(self, *secrets: str) -> None:
        self._secrets = [secret for secret in secrets if len(secret) >= _SHORTEST_KEY]
        self._spellings: re.Pattern[str] | None = None

    def add(self, secrets: tuple[str, ...]) -> None:
        """Remove the texts of another key too. Only the newest are kept, because tokens are short-lived."""
        new = [secret for secret in secrets if len(secret) >= _SHORTEST_KEY and secret not in self._secrets]
        self._secrets = [*self._secrets, *new][-_MOST_SECRETS:]
        self._spellings = None

    def text(self, text: str) -> str:
        """Return `text` without the key."""
        if not self._secrets:
            return text
        if self._spellings is None:
            spelled = ["".join(map(_spellings, secret)) for secret in sorted(self._secrets, key=len, reverse=True)]
            self._spellings = re.compile("|".join(spelled), re.IGNORECASE)
        return self._spellings.sub(_PLACEHOLDER, text)

    def excerpt(self, text: str) -> str:
        """Return the beginning of `text` on one line, without the key."""
        return excerpt(self.text(text))

    def request_id(self, text: str) -> str:
        """Return a request id of the server without the key, on one line and not too long."""
        return one_line(self.text(text))[:_LONGEST_REQUEST_ID]

    def response(self, response: Response[Any]) -> tuple[Response[None], Any]:
        """Return `response` without the key in headers, body and request id, and its body as JSON, None if it is none.

        The key is looked for in the decoded body: JSON can spell it in many ways.
        """
        content, value = response.content, None
        try:
            value = [read_json(content)]
            if self._redact(value):
                content = json.dumps(value[0], ensure_ascii=False).encode("utf-8", "surrogatepass")
        except (ValueError, RecursionError):
            content = self.text(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        headers = Headers((name, self.text(value)) for name, value in response.headers.items())
        request_id = self.request_id(response.request_id)
        redacted = Response(
            response.status_code,
            headers,
            content,
            request_id,
            None,
            quota_headers=response.quota_headers,
            reader=self,
        )
        return redacted, value[0] if value else None

    def read_json(self, response: Response[Any]) -> Any:
        """Read the body of `response` as JSON. `Response.json` calls this.

        Raises:
            ResponseDecodeError: It is no JSON, or empty.
        """
        try:
            return read_json(response.content)
        except (ValueError, RecursionError) as error:
            problem = f"the body is not JSON: {error}" if response.content else "the body is empty"
        # Not chained: the cause holds the body, which may echo the key.
        raise self.decode_error(response, problem, model="JSON") from None

    def decode_error(
        self, response: Response[Any], message: str, *, model: str = "", field: str = ""
    ) -> ResponseDecodeError:
        """Return the error for the body of `response`, without the key."""
        redacted, _ = self.response(response)
        return ResponseDecodeError(self.excerpt(message), model=model, field=self.text(field), response=redacted)

    def _redact(self, value: list[Any]) -> bool:
        """Remove the key from every text in a JSON array, in place, however deep; return whether there was one."""
        found = False
        containers: list[list[Any] | dict[str, Any]] = [value]
        while containers and self._secrets:
            container = containers.pop()
            if isinstance(container, dict):
                for name in [name for name in container if self.text(name) != name]:
                    container[self.text(name)] = container.pop(name)
                    found = True
            for place, item in list(container.items() if isinstance(container, dict) else enumerate(container)):
                if isinstance(item, (list, dict)):
                    containers.append(cast("list[Any] | dict[str, Any]", item))
                elif isinstance(item, str) and (text := self.text(item)) != item:
                    cast("dict[Any, Any]", container)[place] = text
                    found = True
        return found


def _spellings(char: str) -> str:
    """Return a pattern for a character of the key as texts, JSON, URLs and HTML spell it."""
    number = ord(char)
    entities = [f"&#0*{number};", f"&#x0*{number:x};", *_ENTITIES.get(char, ())]
    return rf"(?:\\*{re.escape(char)}|\\+u00{number:02x}|%{number:02x}|{'|'.join(entities)})"


_ENTITIES = {"&": ["&amp;"], "<": ["&lt;"], ">": ["&gt;"], '"': ["&quot;"], "'": ["&apos;"]}
