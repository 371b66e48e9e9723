"""The API that the sandbox serves: how a request is checked, counted and answered."""

from __future__ import annotations

import math
import random
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .answers import Call, UnknownIdError, UnknownReferencesError
from .auth import Key, bearer_token, has_scope
from .bodies import body_type_of, read_body
from .examples import timestamp
from .guard import SAFE_METHODS, is_cross_origin
from .json_text import UnreadableBodyError
from .listing import paging_parameters
from .options import check_number
from .quota import ALGORITHMS, Algorithm, Verdict
from .request_log import RequestLog, SeenRequest
from .requests import (
    BodyTooLargeError,
    Inputs,
    TooManyParametersError,
    raw_path,
    read_bounded,
    read_inputs,
    sent_texts,
)
from .resources import Route, read_catalogue
from .responses import json_response
from .routing import look_up, routing_table
from .shaping import blank, find_nothing, shape
from .spec import Schema
from .store import Store
from .successes import success_response
from .trouble import Trouble, apply_trouble, retry_after_header, take_late_status, take_status
from .validation import Violation, fits, pattern_budget

__all__ = ["MAX_BODY_SIZE", "Service"]

# The maximum size of a request body in bytes.
MAX_BODY_SIZE = 1024 * 1024

# Records of one resource in a new sandbox. They are made at once, at about 20,000 in a second.
_MOST_ROWS = 100_000
_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(slots=True)
class _Exchange:
    """The state of a request while it is processed."""

    request_id: str
    key: Key | None = None
    verdict: Verdict | None = None
    route: Route | None = None
    body: Any = None


class _ErrorResponse(Exception):  # noqa: N818 - named after the schema of the body
    """An error response to send."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Sequence[Violation] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.headers = headers or {}


class Service:
    """The API as an ASGI application. `create_app` creates it and documents its arguments.

    Attributes:
        trouble: The faults to inject; assign another value to change them.
        log: The requests so far.
    """

    def __init__(
        self,
        *,
        spec: Path | str | Mapping[str, Any] | None,
        keys: Mapping[str, Key],
        quota: int,
        window: float,
        algorithm: Algorithm,
        trouble: Trouble,
        check_references: bool,
        seed: int,
        rows: Mapping[str, int],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        check_number("quota", quota, 1, 1_000_000_000, noun="whole number", whole=True)
        # At most a year, and at least the precision of X-RateLimit-Reset.
        check_number("window", window, 0.001, 31_536_000)
        check_number("seed", seed, -(2**63), 2**63 - 1, noun="whole number", whole=True)
        if algorithm not in ALGORITHMS:
            raise ValueError(f"algorithm must be one of {', '.join(ALGORITHMS)}")
        if not keys:
            raise ValueError("keys must hold at least one API key")
        self._catalogue = read_catalogue(spec)
        self.spec = self._catalogue.spec
        self._rows = {self._catalogue.find_by_name(name).label: number for name, number in rows.items()}
        for name, number in rows.items():
            check_number(f"rows[{name!r}]", number, 0, _MOST_ROWS, noun="whole number", whole=True)
        self.keys = dict(keys)
        self.quota = quota
        self.window = float(window)
        self.algorithm: Algorithm = algorithm
        self.trouble = trouble
        self._check_references = check_references
        self._rng = random.Random(seed)  # noqa: S311 - repeatable faults, not secrets
        self._clock = clock
        self._sleep = sleep
        self._decide = ALGORITHMS[algorithm]
        self._table = routing_table(
            (route.operation.base_path + route.operation.path, route.operation.method, route)
            for route in self._catalogue.routes
        )
        self._parameters = {
            route.operation.key: (*route.operation.parameters, *paging_parameters(route.operation, route.envelope))
            for route in self._catalogue.routes
        }
        self.reset()

    def reset(self) -> None:
        """Remove the created records, the counts and the used quota."""
        self._stores: dict[str, Store] = {}
        self._quotas: dict[str, Any] = {}
        self._windows: dict[str, int] = {}
        self.log = RequestLog()

    def state(self) -> dict[str, Any]:
        """Return the counts of the log, the settings, and `windows`, the windows of all keys; ready for JSON."""
        return {
            **self.log.counts(),
            "windows": sum(self._windows.values()),
            "quota": self.quota,
            "window": self.window,
            "algorithm": self.algorithm,
            "trouble": asdict(self.trouble),
        }

    def references(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return the id and name of every record, by tenant and resource."""
        tenants = dict.fromkeys(key.tenant for key in self.keys.values())
        return {tenant: self._store_of(tenant).references() for tenant in tenants}

    def add(self, resource: str, values: Mapping[str, Any], tenant: str | None) -> dict[str, Any]:
        """Add a record, and return it in the form of its schema."""
        tenants = [key.tenant for key in self.keys.values()]
        if tenant is not None and tenant not in tenants:
            raise ValueError(f"no key is of the tenant {tenant!r}")
        store, found = self._store_of(tenant or tenants[0]), self._catalogue.find_by_name(resource)
        record = store.add(found, values)
        return dict(record.values if found.schema is None else store.view(found, record, found.schema, self._now()))

    def _store_of(self, tenant: str) -> Store:
        return self._stores.setdefault(tenant, Store(tenant, self._catalogue, self._rows))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Process one request."""
        request = Request(scope, receive)
        if self.trouble.latency:
            await self._sleep(self.trouble.latency)
        sent_id = request.headers.get("x-request-id", "")
        exchange = _Exchange(sent_id if _REQUEST_ID.fullmatch(sent_id) else str(uuid.uuid4()))
        try:
            response = await self._answer(request, exchange)
            late, self.trouble = take_late_status(self.trouble)
            if late:
                raise _injected(late, self.trouble)
        except _ErrorResponse as error:
            response = self._error_response(error, exchange)
        except ClientDisconnect:
            return
        self._record(request, exchange, response.status_code)
        response.headers.update(self._headers(exchange))
        await apply_trouble(response, self.trouble, self._rng)(scope, receive, send)

    async def _answer(self, request: Request, exchange: _Exchange) -> Response:
        token = bearer_token(request.headers.get("authorization"))
        key = exchange.key = self.keys.get(token) if token else None
        # The route is looked up first, so that rejected requests are counted by operation too.
        found = look_up(self._table, raw_path(request))
        exchange.route = found[0].get(request.method) if found else None
        if key is not None and token is not None:
            self._count(token, exchange)
        if found is None:
            raise _ErrorResponse(404, "NOT_FOUND", f"Unknown path {raw_path(request)[:200]}")
        routes, path = found
        route = exchange.route
        if route is None:
            allowed = ", ".join(sorted(routes))
            raise _ErrorResponse(405, "METHOD_NOT_ALLOWED", f"This path allows {allowed}", headers={"Allow": allowed})
        if route.operation.secured:
            _check_key(token, key, route.operation.scope)
        elif key is None and request.method not in SAFE_METHODS and is_cross_origin(request.scope):
            # A page cannot send a key to another origin without a preflight request, but it can send this.
            raise _ErrorResponse(403, "CROSS_ORIGIN", "Web pages of another origin cannot change the sandbox")
        try:
            raw = await read_bounded(request, MAX_BODY_SIZE)
        except BodyTooLargeError as error:
            raise _ErrorResponse(413, "PAYLOAD_TOO_LARGE", str(error)) from None
        with pattern_budget():
            inputs = self._inputs(request, route, path, raw, exchange)
            return success_response(route.operation, self._call(route, inputs, exchange))

    def _call(self, route: Route, inputs: Inputs, exchange: _Exchange) -> Any:
        try:
            # Operations without a key use the data of the first tenant.
            store = self._store_of((exchange.key or next(iter(self.keys.values()))).tenant)
            return Call(route, inputs, store, self._catalogue, self._now(), self._check_references).answer()
        except UnknownIdError as error:
            raise _ErrorResponse(404, "NOT_FOUND", str(error)) from None
        except UnknownReferencesError as error:
            raise _ErrorResponse(400, "INVALID_REFERENCE", str(error), error.violations) from None

    def _count(self, token: str, exchange: _Exchange) -> None:
        """Count a request against the quota of its key, and reject it if the quota or the trouble says so."""
        self._quotas[token], verdict = self._decide(self._quotas.get(token), self._clock(), self.quota, self.window)
        self._windows[token] = verdict.window
        exchange.verdict = verdict
        if not verdict.allowed:
            exchange.verdict = replace(verdict, remaining=0)
            raise _ErrorResponse(429, "RATE_LIMIT_EXCEEDED", self._quota_text())
        status, self.trouble = take_status(self.trouble, self._rng)
        if status == 429:  # noqa: PLR2004 - Too Many Requests
            exchange.verdict = replace(verdict, remaining=0)
            headers = retry_after_header(self.trouble, status)
            raise _ErrorResponse(429, "RATE_LIMIT_EXCEEDED", self._quota_text(), headers=headers)
        if status:
            raise _injected(status, self.trouble)

    def _quota_text(self) -> str:
        return f"Rate limit exceeded: {self.quota} requests in {self.window:g} s"

    def _inputs(
        self, request: Request, route: Route, path: Mapping[str, str], raw: bytes, exchange: _Exchange
    ) -> Inputs:
        violations: list[Violation] = []
        operation = route.operation
        schema: Schema | None = None
        if operation.body_types and raw:
            content_type = request.headers.get("content-type", "")
            body_type = body_type_of(operation.body_types, content_type)
            if body_type is None:
                known = ", ".join(each.media for each in operation.body_types)
                violations.append({"path": "header.content-type", "message": f"must be {known}"})
            try:
                exchange.body = read_body(raw, content_type, body_type or operation.body_types[0])
            except UnreadableBodyError as error:
                violations.append({"path": "body", "message": str(error)})
            else:
                schema = None if body_type is None else body_type.schema
        elif operation.body_required:
            violations.append({"path": "body", "message": "is required"})
        try:
            texts = sent_texts(request, path)
        except TooManyParametersError as error:
            raise _ErrorResponse(400, "VALIDATION_ERROR", str(error)) from None
        inputs, found = read_inputs(
            self._parameters[operation.key], texts, exchange.body, None if violations else schema
        )
        violations += found
        if violations:
            raise _ErrorResponse(400, "VALIDATION_ERROR", "Validation error", violations)
        return inputs

    def _error_response(self, error: _ErrorResponse, exchange: _Exchange) -> Response:
        body: dict[str, Any] = {"error": error.message, "code": error.code, "requestId": exchange.request_id}
        if error.details is not None:
            body["details"] = error.details
        schema: Schema | None = exchange.route.operation.error(error.status) if exchange.route else None
        if schema is not None and not fits(body, schema):
            body = shape(schema, {**body, "message": error.message}, fill=blank, find=find_nothing)
        response = json_response(body, error.status)
        response.headers.update(error.headers)
        return response

    def _now(self) -> datetime:
        """Return the time of the server's clock."""
        return datetime.fromtimestamp(self._clock() + self.trouble.clock_offset, UTC)

    def _headers(self, exchange: _Exchange) -> dict[str, str]:
        headers = {"X-Request-Id": exchange.request_id, "Date": format_datetime(self._now(), usegmt=True)}
        if exchange.verdict:
            # Rounded up, so that a client that waits for the reset is not early.
            reset = math.ceil(exchange.verdict.reset * 1000) / 1000 + self.trouble.clock_offset
            moment = datetime.fromtimestamp(reset, UTC)
            headers["X-RateLimit-Limit"] = str(self.quota)
            headers["X-RateLimit-Remaining"] = str(exchange.verdict.remaining)
            headers["X-RateLimit-Reset"] = timestamp(moment + timedelta(microseconds=500))
        return headers

    def _record(self, request: Request, exchange: _Exchange, status: int) -> None:
        self.log.add(
            SeenRequest(
                method=request.method,
                path=raw_path(request),
                query=request.url.query,
                headers={name: value for name, value in request.headers.items() if name != "authorization"},
                body=exchange.body,
                operation=exchange.route.operation.key if exchange.route else None,
                status=status,
                request_id=exchange.request_id,
                at=self._clock(),
            )
        )


def _injected(status: int, trouble: Trouble) -> _ErrorResponse:
    return _ErrorResponse(status, "SERVER_ERROR", "Injected server error", headers=retry_after_header(trouble, status))


def _check_key(token: str | None, key: Key | None, scope: str) -> None:
    challenge = {"WWW-Authenticate": "Bearer"}
    if token is None:
        raise _ErrorResponse(401, "UNAUTHORIZED", "Send your API key: Authorization: Bearer <key>", headers=challenge)
    if key is None:
        raise _ErrorResponse(401, "UNAUTHORIZED", "Unknown API key", headers=challenge)
    if not has_scope(key, scope):
        raise _ErrorResponse(403, "FORBIDDEN", f"Missing required scope ({scope})")
