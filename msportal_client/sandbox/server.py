"""The sandbox as a server in a thread of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .app import create_app
from .auth import DEFAULT_KEYS, Key
from .guard import read_hosts
from .local_server import LocalServer
from .quota import Algorithm
from .request_log import SeenRequest
from .service import Service
from .trouble import Trouble

__all__ = ["Sandbox"]


class Sandbox(LocalServer):
    """A sandbox that runs in a thread of its own while its `with` block lasts.

        with Sandbox(quota=60, window=1.0) as sandbox:
            client = MSPortal(sandbox.key, base_url=sandbox.url)

    Asynchronous code can use it too: its thread has an event loop of its own.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        spec: Path | str | Mapping[str, Any] | None = None,
        keys: Mapping[str, Key] = DEFAULT_KEYS,
        quota: int = 60,
        window: float = 60.0,
        algorithm: Algorithm = "fixed",
        trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
        check_references: bool = True,
        seed: int = 0,
        allowed_hosts: Iterable[str] = (),
        rows: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Create a sandbox. It starts when the `with` block is entered.

        Args:
            host: The address to listen on. Others can connect unless it is loopback, and the keys are public.
            port: The port to listen on; 0 picks a free one.
            spec: The OpenAPI document or its path; None means the document in the package.
            keys: The accepted API keys. The first is `key`.
            quota: Requests per key and window, at least 1.
            window: The length of a window in seconds.
            algorithm: How requests are counted: `fixed` windows, a `sliding` window, or a token `bucket`.
            trouble: The faults to inject from the start.
            check_references: Whether ids in request bodies must exist. Otherwise any well-formed id is accepted.
            seed: The seed of the random numbers that decide about faults.
            allowed_hosts: More names and addresses, without ports, that requests may call the sandbox by. Loopback
                names and addresses, `host` and the address of the server are always allowed.
            rows: The number of records of each resource in a new sandbox, up to 100,000: `{"tickets": 500}`. By default
                there are three of each resource that requests refer to or that no operation creates, and none of the
                others.

        Raises:
            SpecError: The document cannot be served.
            ValueError: An argument is out of range.
        """
        super().__init__(host, port)
        app = create_app(
            spec=spec,
            keys=keys,
            quota=quota,
            window=window,
            algorithm=algorithm,
            trouble=trouble,
            check_references=check_references,
            seed=seed,
            sleep=self._sleep,
            allowed_hosts=read_hosts(allowed_hosts) | self._bound_hosts,
            rows=rows,
        )
        self._app = app
        self._service: Service = app.state.service

    @property
    def url(self) -> str:
        """The base URL for a client, without a trailing slash.

        Raises:
            RuntimeError: The sandbox is not running.
        """
        return self.origin + self._service.spec.base_path

    @property
    def key(self) -> str:
        """The first API key; by default one with every scope."""
        return next(iter(self._service.keys))

    @property
    def requests(self) -> Sequence[SeenRequest]:
        """The last 10,000 requests, oldest first."""
        return list(self._service.log.requests.copy())

    @property
    def operations(self) -> Sequence[str]:
        """The operations that are served: `GET /api/public/v1/tickets`, ..."""
        return [operation.key for operation in self._service.spec.operations]

    def state(self) -> dict[str, Any]:
        """Return the counts: `total`, `requests` by operation, `statuses`, `rate_limited` and `windows`."""
        return self._service.state()

    def references(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return the id and name of every record, by tenant and by the path or noun of its resource."""
        return self._service.references()

    def add(self, resource: str, /, *, tenant: str | None = None, **values: Any) -> dict[str, Any]:
        """Add a record: `sandbox.add("tickets", title="Printer on fire", company_id=COMPANY_ID)`.

        Args:
            resource: The resource: `tickets`, `planner/items`, `planner type`.
            tenant: The tenant; by default that of the first key.
            **values: Its fields, in snake_case or as in the API. Every other field has an example value.

        Returns:
            The record as the API returns it, its id among the rest.

        Raises:
            ValueError: There is no such resource or field, or a value does not fit its field.
        """
        return self._service.add(resource, values, tenant)

    def trouble(self, **changes: Any) -> None:
        """Change the faults to inject. Without arguments, inject none.

        Args:
            **changes: Fields of `Trouble`. The other fields keep their values.

        Raises:
            TypeError: `Trouble` has no such field.
            ValueError: A value is out of range.
        """
        self._service.trouble = dataclasses.replace(self._service.trouble, **changes) if changes else Trouble()

    def reset(self) -> None:
        """Remove the created records, the counts, the used quota and the trouble."""
        self._service.reset()
        self.trouble()
