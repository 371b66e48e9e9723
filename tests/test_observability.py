"""The recipes of docs/observability.md, run as they stand there."""

from __future__ import annotations

import ast
import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from msportal_client import MSPortal, MSPortalError, RetryPolicy

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "observability.md").read_text()
KEY = "msp_key_of_the_tests"
PAGINATION = {"page": 1, "limit": 1, "totalCount": 0, "totalPages": 0, "hasNextPage": False, "hasPrevPage": False}


def recipe(heading: str) -> dict[str, Any]:
    """Run the code under a heading, and return its names."""
    section = PAGE.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, f"{heading} in docs/observability.md", "exec"), names)
    return names


def use(on_event: Any = None) -> None:
    """Make a call that is sent twice, one that fails, and one that is not sent."""
    replies = iter(
        [
            httpx.Response(503),
            httpx.Response(200, json={"data": [], "pagination": PAGINATION}),
            httpx.Response(404, json={"error": "Not found"}),
        ]
    )
    transport = httpx.MockTransport(lambda _: next(replies))
    retry = RetryPolicy(backoff=0.02, jitter=lambda: 1.0)
    with MSPortal(KEY, transport=transport, on_event=on_event, retry=retry) as msportal:
        msportal.planner.list_planner_items().first()
        with suppress(MSPortalError):
            msportal.request("GET", "/api/public/v1/goals/{id}", params={"id": 5})
        with suppress(MSPortalError):
            msportal.planner.create_planner_item(title="")


OPERATIONS = ["list_planner_items", "GET /api/public/v1/goals/{id}", "create_planner_item"]


def test_opentelemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter").InMemorySpanExporter()
    provider = sdk.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(memory))
    names = recipe("OpenTelemetry")
    tracer = names["tracer"] = provider.get_tracer("msportal")
    with tracer.start_as_current_span("mine") as parent:
        use(names["record_span"])
    spans = memory.get_finished_spans()[:-1]
    assert [span.name for span in spans] == [f"msportal {operation}" for operation in OPERATIONS]
    assert {span.parent.span_id for span in spans} == {parent.get_span_context().span_id}
    first, second, third = spans
    assert first.attributes["http.response.status_code"] == 200
    assert first.attributes["http.request.resend_count"] == 1
    assert 0.02 <= first.attributes["msportal.waited"] <= (first.end_time - first.start_time) / 1e9
    assert first.status.is_unset
    assert (second.status.description, second.events[0].name) == ("NotFoundError", "exception")
    assert "http.response.status_code" not in third.attributes
    assert KEY not in "".join(span.to_json() for span in spans)


def test_prometheus() -> None:
    client = pytest.importorskip("prometheus_client")
    names = recipe("Prometheus")
    use(names["count_call"])

    def value(name: str, **labels: str) -> float:
        return client.REGISTRY.get_sample_value(name, labels) or 0.0

    results = ["200", "NotFoundError", "RequestValidationError"]
    for operation, result in zip(OPERATIONS, results, strict=True):
        assert value("msportal_calls_total", operation=operation, result=result) == 1
        assert value("msportal_call_seconds_count", operation=operation) == 1
    assert value("msportal_resent_total", operation=OPERATIONS[0]) == 1
    assert value("msportal_waited_seconds_total", operation=OPERATIONS[0]) >= 0.02


def test_sentry() -> None:
    sentry_sdk = pytest.importorskip("sentry_sdk")
    events: list[Any] = []

    class Memory(sentry_sdk.transport.Transport):  # type: ignore[misc, name-defined]
        def capture_envelope(self, envelope: Any) -> None:
            events.append(envelope.get_event())

    sentry_sdk.init(dsn="https://key@sentry.example/1", transport=Memory, default_integrations=False)
    try:
        use(recipe("Sentry")["leave_breadcrumb"])
        sentry_sdk.capture_message("something else")
    finally:
        sentry_sdk.get_client().close()
        sentry_sdk.init()
    (event,) = events
    crumbs = event["breadcrumbs"]["values"]
    assert [crumb["message"] for crumb in crumbs] == OPERATIONS
    assert [crumb["level"] for crumb in crumbs] == ["info", "warning", "warning"]
    assert crumbs[0]["data"]["attempts"] == 2
    assert crumbs[1]["data"]["error"] == "NotFoundError"
    assert KEY not in json.dumps(event)


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger("msportal_client")
    handlers, level = list(logger.handlers), logger.level
    yield logger
    logger.handlers[:] = handlers
    logger.setLevel(level)


def test_structlog(logger: logging.Logger) -> None:
    pytest.importorskip("structlog")
    written = io.StringIO()
    names = recipe("structlog")
    names["handler"].setStream(written)
    logger.setLevel(logging.DEBUG)
    use()
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert len(lines) >= 6
    for line in lines:
        assert line.keys() == {"event", "level", "timestamp"} | names["FIELDS"]
    assert [(line["operation"], line["attempt"], line["status"]) for line in lines if line["status"] in {200, 404}] == [
        (OPERATIONS[0], 2, 200),
        (OPERATIONS[1], 1, 404),
        (OPERATIONS[1], 1, 404),
    ]
    assert KEY not in written.getvalue()


def test_every_record_of_package_has_fields() -> None:
    """A format that names a field would fail on a record without it."""
    lacking: list[str] = []
    for path in (ROOT / "msportal_client").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call) or not re.match(r"logger\.(?!isEnabledFor)", ast.unparse(call.func)):
                continue
            if "extra" not in {keyword.arg for keyword in call.keywords}:
                lacking.append(f"{path.name}:{call.lineno}")
    assert lacking == []
