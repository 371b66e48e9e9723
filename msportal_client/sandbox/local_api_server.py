"""The part of the servers of the bridges that is the same for each API."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from starlette.applications import Starlette

from .local_api import LocalApi
from .local_server import LocalServer
from .request_log import SeenRequest
from .trouble import Trouble

__all__ = ["LocalApiServer"]

Api = TypeVar("Api", bound=LocalApi[Any])


class LocalApiServer(LocalServer, Generic[Api]):
    """A server of a `LocalApi` in a thread of its own."""

    _service: Api

    def _serve(self, app: Starlette) -> None:
        """Set the application, which `local_control.application` has made."""
        self._app = app
        self._service = app.state.service

    @property
    def url(self) -> str:
        """The base URL for a client, without a trailing slash.

        Raises:
            RuntimeError: The server is not running.
        """
        return self.origin + self._service.spec.base_path

    @property
    def requests(self) -> Sequence[SeenRequest]:
        """The last 10,000 requests, oldest first."""
        return list(self._service.log.requests.copy())

    @property
    def operations(self) -> Sequence[str]:
        """The operations that are served, as method and path of the document."""
        return [operation.key for operation in self._service.spec.operations]

    def state(self) -> dict[str, Any]:
        """Return the counts `total`, `requests`, `statuses` and `rate_limited`, and what is set."""
        return self._service.state()

    def references(self) -> dict[str, Any]:
        """Return the ids and names of what requests refer to."""
        return self._service.references()

    def trouble(self, **changes: Any) -> None:
        """Change the faults to inject. Without arguments, inject none.

        Args:
            **changes: Fields of `Trouble`. The other fields keep their values.

        Raises:
            TypeError: `Trouble` has no such field.
            ValueError: A value is out of range.
        """
        self._service.trouble = dataclasses.replace(self._service.trouble, **changes) if changes else Trouble()

    def advance(self, seconds: float) -> None:
        """Put the server's clock forward.

        Raises:
            ValueError: `seconds` is negative or too large.
        """
        self._service.advance(seconds)

    def reset(self) -> None:
        """Remove everything that was made or set since the start."""
        self._service.reset()
