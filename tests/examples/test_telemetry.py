"""The spans that are exported, and the metrics as Prometheus scrapes them."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest
from example_programs import command, read_until, running


def spans_in(text: str) -> dict[str, Any]:
    """Return the spans of a text, printed as JSON objects among other lines, by their name."""
    objects = re.findall(r"^\{$.*?^\}$", text, re.DOTALL | re.MULTILINE)
    return {span["name"]: span for span in map(json.loads, objects)}


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_spans_and_metrics_of_calls(tmp_path: Path) -> None:
    with running(command("telemetry.py"), cwd=tmp_path) as process:
        printed = read_until(process, "Metrics: ")
        address = re.search(r"http://\S+/metrics", printed)
        assert address is not None
        metrics = httpx.get(address[0], trust_env=False, timeout=60).text.splitlines()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert (process.returncode, rest) == (130, "Stopped.\n")

    spans = spans_in(printed)
    assert set(spans) == {"nightly job", "create_planner_item", "list_tickets", "get_budget"}
    job = spans.pop("nightly job")["context"]
    for span in spans.values():
        assert (span["parent_id"], span["context"]["trace_id"]) == (job["span_id"], job["trace_id"])
        assert span["kind"] == "SpanKind.CLIENT"
        assert span["attributes"]["http.request.resend_count"] == 0
        assert span["start_time"] < span["end_time"]
    assert spans["create_planner_item"]["attributes"]["http.response.status_code"] == 201
    assert spans["get_budget"]["status"] == {"status_code": "ERROR", "description": "NotFoundError"}
    (event,) = spans["get_budget"]["events"]
    assert event["attributes"]["exception.type"] == "msportal_client.errors.NotFoundError"

    assert 'msportal_calls_total{operation="create_planner_item",result="201"} 1.0' in metrics
    assert 'msportal_calls_total{operation="list_tickets",result="200"} 1.0' in metrics
    assert 'msportal_calls_total{operation="get_budget",result="NotFoundError"} 1.0' in metrics
    assert 'msportal_call_seconds_count{operation="list_tickets"} 1.0' in metrics
    assert any(line.startswith('msportal_waited_seconds_total{operation="list_tickets"} ') for line in metrics)
