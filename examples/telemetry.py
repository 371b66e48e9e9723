"""Traces with OpenTelemetry and metrics for Prometheus: `python examples/telemetry.py`, then the address that it prints.

The client reports each step of each call to `on_event`. Here one function makes a span of each call, another counts. After
some calls it prints the spans, and the address of the metrics, which it serves until Ctrl-C.
Needs opentelemetry-sdk and prometheus-client.
"""

from __future__ import annotations

import time

from local_server import server
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
from prometheus_client import Counter, Histogram, start_http_server

from msportal_client import MSPortal, NotFoundError
from msportal_client.events import Event, Finished

CALLS = Counter("msportal_calls", "Calls that are over", ["operation", "result"])
SECONDS = Histogram("msportal_call_seconds", "Seconds of whole calls, waits included", ["operation"])
WAITED = Counter("msportal_waited_seconds", "Seconds in which calls were held back", ["operation"])

tracer = trace.get_tracer("msportal")


def record_span(event: Finished) -> None:
    """Make a span of a call, a child of the current one. Its names are those of the conventions for HTTP clients."""
    end = time.time_ns()
    attributes: dict[str, str | int | float] = {
        "http.request.method": event.method,
        "url.full": event.url,
        "http.request.resend_count": max(0, event.attempts - 1),
        "msportal.request_id": event.request_id,
        "msportal.waited": event.waited,
    }
    if event.status_code is not None:
        attributes["http.response.status_code"] = event.status_code
    start = end - int(event.seconds * 1e9)
    span = tracer.start_span(event.operation, kind=trace.SpanKind.CLIENT, start_time=start, attributes=attributes)
    if event.error is not None:
        span.record_exception(event.error)
        span.set_status(trace.StatusCode.ERROR, type(event.error).__name__)
    span.end(end)


def count_call(event: Finished) -> None:
    """Count a call."""
    result = str(event.status_code or "none") if event.error is None else type(event.error).__name__
    CALLS.labels(event.operation, result).inc()
    SECONDS.labels(event.operation).observe(event.seconds)
    WAITED.labels(event.operation).inc(event.waited)


def report(event: Event) -> None:
    """Record a call that is over. The other events are steps on the way."""
    if isinstance(event, Finished):
        record_span(event)
        count_call(event)


def main() -> None:
    """Make some calls in a span of the application, and serve their metrics."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter()))
    trace.set_tracer_provider(provider)
    with MSPortal(on_event=report) as msportal, tracer.start_as_current_span("nightly job"):
        msportal.planner.create_planner_item(title="Replace firewall")
        msportal.tickets.list_tickets(limit=10).first()
        try:
            msportal.budgets.get_budget("00000000-0000-4000-8000-000000000000")
        except NotFoundError as error:
            print(error.message)
    metrics, thread = start_http_server(0, addr="127.0.0.1")
    print(f"Metrics: http://127.0.0.1:{metrics.server_port}/metrics (Ctrl-C ends)", flush=True)
    try:
        thread.join()
    finally:
        metrics.shutdown()
        metrics.server_close()


if __name__ == "__main__":
    with server():
        main()
