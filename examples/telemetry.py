"""Traces with OpenTelemetry and metrics for Prometheus: `python examples/telemetry.py` prints both after some calls.

The client reports each step of each call to `on_event`. Here one function makes a span of each call, another counts.
Needs opentelemetry-sdk and prometheus-client.
"""

from __future__ import annotations

import time

from local_server import server
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
from prometheus_client import REGISTRY, Counter, Histogram, generate_latest

from msportal_client import MSPortal, NotFoundError
from msportal_client.events import Event, Finished

CALLS = Counter("msportal_calls", "Calls of the MSPortal API", ["operation", "outcome"])
SECONDS = Histogram("msportal_call_seconds", "Seconds of a call, with its waits", ["operation"])
WAITED = Counter("msportal_waited_seconds", "Seconds that calls were held back for the quota", ["operation"])


def trace_call(event: Event) -> None:
    """Make a span of a call that has ended."""
    if isinstance(event, Finished):
        end = time.time_ns()
        attributes: dict[str, str | int] = {
            "http.request.method": event.method,
            "url.full": event.url,
            "attempts": event.attempts,
        }
        span = trace.get_tracer("msportal").start_span(
            event.operation, start_time=end - int(event.seconds * 1e9), attributes=attributes
        )
        if event.error is not None:
            span.record_exception(event.error)
            span.set_status(trace.StatusCode.ERROR)
        span.end(end)


def count_call(event: Event) -> None:
    """Count a call that has ended."""
    if isinstance(event, Finished):
        outcome = "done" if event.error is None else type(event.error).__name__
        CALLS.labels(event.operation, outcome).inc()
        SECONDS.labels(event.operation).observe(event.seconds)
        WAITED.labels(event.operation).inc(event.waited)


def report(event: Event) -> None:
    """Do both."""
    trace_call(event)
    count_call(event)


def main() -> None:
    """Make some calls, and print their metrics."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter()))
    trace.set_tracer_provider(provider)
    with MSPortal(on_event=report) as msportal:
        msportal.planner.create_planner_item(title="Replace firewall")
        msportal.tickets.list_tickets(limit=10).first()
        try:
            msportal.budgets.get_budget("00000000-0000-4000-8000-000000000000")
        except NotFoundError as error:
            print(error.status_code)
    print(generate_latest(REGISTRY).decode())


if __name__ == "__main__":
    with server():
        main()
