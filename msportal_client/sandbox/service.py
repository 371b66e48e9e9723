"""The API that the sandbox serves: how a request is checked, counted and answered."""

from __future__ import annotations

import json
import math
import random
import re
import uuid
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .answers import Call, UnknownIdError, UnknownReferencesError
from .auth import Key, bearer_token, has_scope
from .examples import timestamp
from .listing import paging_parameters
from .quota import ALGORITHMS, Algorithm, Verdict
from .requests import UnreadableBodyError, read_body, read_inputs
from .resources import Route, read_catalogue
from .routing import look_up, routing_table
from .shaping import blank, shape, unfound
from .spec import Schema
from .store import Store
from .trouble import Trouble, spoil
from .validation import Violation, fits

__all__ = ["LARGEST_BODY", "SeenRequest", "Service"]

LARGEST_BODY = 1024 * 1024
"""Bytes that a request body may have."""

_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,200}")
_JSON_TYPE = re.compile(r"application/(?:[\w.+-]+\+)?json\s*(;.*)?", re.IGNORECASE | re.ASCII)
_REMEMBERED = 10_000
_MOST_PARAMETERS = 1000
_SECRET = "authorization"  # noqa: S105 - the name of the header, which is left out


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request that the sandbox has answered.

    Attributes:
        method: Its method.
        path: Its path, percent-encoded as sent.
        query: Its query string.
        headers: Its headers by lower-case name, all but `authorization`.
        body: Its JSON, where it was read.
        operation: `POST /api/public/v1/goals`; None for an unknown path or method.
        status: What it was answered.
        request_id: What it was called.
        at: When it was answered, in epoch seconds of the sandbox's clock.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: Any
    operation: str | None
    status: int
    request_id: str
    at: float


@dataclass(slots=True)
class _Exchange:
    """What comes to be known of a request on its way."""

    request_id: str
    verdict: Verdict | None = None
    route: Route | None = None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict[str, str])


class _Refusal(Exception):  # noqa: N818 - a way out, not an error of the sandbox
    """An answer that is an `ErrorResponse`."""

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
    """The API behind the wire: what it knows, what it has seen, and what goes wrong.

    `create_app` makes it and documents its arguments.

    Attributes:
        trouble: What goes wrong from the next request on; assign another to change it.
        requests: The last 10,000 requests, oldest first.
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
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        if quota < 1 or not 0 < window < math.inf:
            raise ValueError("A quota is at least one request, in a window longer than nothing")
        if not keys:
            raise ValueError("Without keys nobody can be let in")
        self._catalogue = read_catalogue(spec)
        self.spec = self._catalogue.spec
        self.keys = dict(keys)
        self.quota = quota
        self.window = float(window)
        self.algorithm: Algorithm = algorithm
        self.trouble = trouble
        self._check_references = check_references
        self._chance = random.Random(seed)  # noqa: S311 - repeatable trouble, not secrets
        self._clock = clock
        self._sleep = sleep
        self._take = ALGORITHMS[algorithm]
        self._table = routing_table(self.spec.base_path, self._catalogue.routes)
        self._parameters = {
            route.operation.key: (*route.operation.parameters, *paging_parameters(route.operation, route.envelope))
            for route in self._catalogue.routes
        }
        self.reset()

    def reset(self) -> None:
        """Forget everything: what was created, what was counted and what was used of the quota."""
        self._stores: dict[str, Store] = {}
        self._quotas: dict[str, Any] = {}
        self._windows: dict[str, int] = {}
        self._operations: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()
        self.requests: deque[SeenRequest] = deque(maxlen=_REMEMBERED)

    def state(self) -> dict[str, Any]:
        """What has been seen, ready for JSON.

        `requests` counts by operation, `statuses` by status; `total` counts all, unknown paths too; `rate_limited` the
        429s; `windows` the windows that were begun, over all keys.
        """
        statuses = dict(self._statuses)
        return {
            "total": sum(statuses.values()),
            "requests": dict(self._operations),
            "statuses": {str(status): count for status, count in sorted(statuses.items())},
            "rate_limited": statuses.get(429, 0),
            "windows": sum(self._windows.values()),
            "quota": self.quota,
            "window": self.window,
            "algorithm": self.algorithm,
            "trouble": asdict(self.trouble),
        }

    def references(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The id and name of everything that exists, by tenant and resource."""
        tenants = dict.fromkeys(key.tenant for key in self.keys.values())
        return {tenant: self._store_of(tenant).references() for tenant in tenants}

    def _store_of(self, tenant: str) -> Store:
        return self._stores.setdefault(tenant, Store(tenant, self._catalogue))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        request = Request(scope, receive)
        if self.trouble.latency:
            await self._sleep(self.trouble.latency)
        sent_id = request.headers.get("x-request-id", "")
        exchange = _Exchange(sent_id if _REQUEST_ID.fullmatch(sent_id) else str(uuid.uuid4()))
        try:
            response = await self._answer(request, exchange)
        except _Refusal as refusal:
            response = self._refused(refusal, exchange)
        except ClientDisconnect:
            return
        self._note(request, exchange, response.status_code)
        response.headers.update(self._headers(exchange))
        await spoil(response, self.trouble, self._chance)(scope, receive, send)

    async def _answer(self, request: Request, exchange: _Exchange) -> Response:
        token = bearer_token(request.headers.get("authorization"))
        key = self.keys.get(token) if token else None
        # The route is looked up first, so that what is refused is counted where it belongs.
        known = look_up(self._table, _raw_path(request))
        exchange.route = known[0].get(request.method) if known else None
        if key is not None and token is not None:
            self._count(token, exchange)
        if known is None:
            raise _Refusal(404, "NOT_FOUND", f"There is nothing at {_raw_path(request)[:200]}")
        routes, path = known
        route = exchange.route
        if route is None:
            allowed = ", ".join(sorted(routes))
            raise _Refusal(405, "METHOD_NOT_ALLOWED", f"Use {allowed} here", headers={"Allow": allowed})
        if route.operation.secured:
            _check_key(token, key, route.operation.scope)
        raw = await _read_bounded(request)
        inputs = self._inputs(request, route, path, raw, exchange)
        try:
            # What needs no key is answered from the first tenant's data.
            store = self._store_of((key or next(iter(self.keys.values()))).tenant)
            body = Call(route, inputs, store, self._catalogue, self._now(), self._check_references).answer()
        except UnknownIdError as error:
            raise _Refusal(404, "NOT_FOUND", str(error)) from None
        except UnknownReferencesError as error:
            raise _Refusal(400, "INVALID_REFERENCE", str(error), error.violations) from None
        return _json_response(body, route.operation.status)

    def _count(self, token: str, exchange: _Exchange) -> None:
        """Take one request off the quota of a key, or refuse it; and refuse it where trouble wants that."""
        self._quotas[token], verdict = self._take(self._quotas.get(token), self._clock(), self.quota, self.window)
        self._windows[token] = verdict.window
        exchange.verdict = verdict
        status = 0 if verdict.allowed else 429
        if verdict.allowed:
            status = self._forced_status()
        if status == 429:  # noqa: PLR2004 - the one status that speaks of the quota
            exchange.verdict = replace(verdict, remaining=0)
            raise _Refusal(
                429, "RATE_LIMIT_EXCEEDED", f"Rate limit exceeded: {self.quota} requests in {self.window:g} s"
            )
        if status:
            raise _Refusal(status, "SERVER_ERROR", "Something went wrong on purpose")

    def _forced_status(self) -> int:
        trouble = self.trouble
        if trouble.next_statuses:
            self.trouble = replace(trouble, next_statuses=trouble.next_statuses[1:])
            return trouble.next_statuses[0]
        if trouble.rate_limited and self._chance.random() < trouble.rate_limited:
            return 429
        if trouble.server_errors and self._chance.random() < trouble.server_errors:
            return trouble.server_error_status
        return 0

    def _inputs(self, request: Request, route: Route, path: Mapping[str, str], raw: bytes, exchange: _Exchange) -> Any:
        violations: list[Violation] = []
        operation = route.operation
        if operation.body is not None and raw:
            if not _JSON_TYPE.fullmatch(request.headers.get("content-type", "")):
                violations.append({"path": "header.content-type", "message": "must be application/json"})
            try:
                exchange.body = read_body(raw)
            except UnreadableBodyError as error:
                violations.append({"path": "body", "message": str(error)})
        elif operation.body_required:
            violations.append({"path": "body", "message": "is required"})
        inputs, found = read_inputs(
            operation,
            self._parameters[operation.key],
            _texts(request, path),
            exchange.body,
            skip_body=not raw or bool(violations),
        )
        violations += found
        if violations:
            raise _Refusal(400, "VALIDATION_ERROR", "Validation error", violations)
        return inputs

    def _refused(self, refusal: _Refusal, exchange: _Exchange) -> Response:
        body: dict[str, Any] = {"error": refusal.message, "code": refusal.code, "requestId": exchange.request_id}
        if refusal.details is not None:
            body["details"] = refusal.details
        documented: Schema | None = exchange.route.operation.error(refusal.status) if exchange.route else None
        if documented is not None and not fits(body, documented):
            body = shape(documented, {**body, "message": refusal.message}, fill=blank, find=unfound)
        response = _json_response(body, refusal.status)
        response.headers.update(refusal.headers)
        return response

    def _now(self) -> datetime:
        """The time, as the server's clock has it."""
        return datetime.fromtimestamp(self._clock() + self.trouble.clock_offset, UTC)

    def _headers(self, exchange: _Exchange) -> dict[str, str]:
        headers = {"X-Request-Id": exchange.request_id, "Date": format_datetime(self._now(), usegmt=True)}
        if exchange.verdict:
            # Rounded up: who waits until then must not come early.
            reset = math.ceil(exchange.verdict.reset * 1000) / 1000 + self.trouble.clock_offset
            moment = datetime.fromtimestamp(reset, UTC)
            headers["X-RateLimit-Limit"] = str(self.quota)
            headers["X-RateLimit-Remaining"] = str(exchange.verdict.remaining)
            headers["X-RateLimit-Reset"] = timestamp(moment + timedelta(microseconds=500))
        return headers

    def _note(self, request: Request, exchange: _Exchange, status: int) -> None:
        operation = exchange.route.operation.key if exchange.route else None
        if operation:
            self._operations[operation] += 1
        self._statuses[status] += 1
        self.requests.append(
            SeenRequest(
                method=request.method,
                path=_raw_path(request),
                query=request.url.query,
                headers={name: value for name, value in request.headers.items() if name != _SECRET},
                body=exchange.body,
                operation=operation,
                status=status,
                request_id=exchange.request_id,
                at=self._clock(),
            )
        )


def _check_key(token: str | None, key: Key | None, scope: str) -> None:
    challenge = {"WWW-Authenticate": "Bearer"}
    if token is None:
        raise _Refusal(401, "UNAUTHORIZED", "Send your API key: Authorization: Bearer <key>", headers=challenge)
    if key is None:
        raise _Refusal(401, "UNAUTHORIZED", "Unknown API key", headers=challenge)
    if not has_scope(key, scope):
        raise _Refusal(403, "FORBIDDEN", f"Missing required scope ({scope})")


async def _read_bounded(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            raise _Refusal(413, "PAYLOAD_TOO_LARGE", f"A body has at most {LARGEST_BODY} bytes")
    return bytes(raw)


def _raw_path(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.decode("latin-1")


def _texts(request: Request, path: Mapping[str, str]) -> dict[str, Mapping[str, Sequence[str]]]:
    """Every parameter as it was sent, by place and name."""
    query: dict[str, list[str]] = {}
    raw = request.scope["query_string"].decode("latin-1")
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, errors="replace", max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        raise _Refusal(400, "VALIDATION_ERROR", f"More than {_MOST_PARAMETERS} query parameters") from None
    for name, value in pairs:
        query.setdefault(name.removesuffix("[]"), []).append(value)
    return {
        "path": {name: [value] for name, value in path.items()},
        "query": query,
        "header": {name: [value] for name, value in request.headers.items()},
        "cookie": {name: [value] for name, value in request.cookies.items()},
    }


def _json_response(body: Any, status: int) -> Response:
    if body is None:
        return Response(status_code=status)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), status, media_type="application/json")
