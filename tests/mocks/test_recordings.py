"""Recordings of VCR.py: the API key is not in them, and they play."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from msportal_client.sandbox import Sandbox
from msportal_client.testing import vcr_config

KEY = "msp_sandbox_key"

SCRIPT = """
import os, sys, vcr
from msportal_client import MSPortal
from msportal_client.testing import vcr_config

key = os.environ["MSPORTAL_API_KEY"]
with vcr.VCR(**vcr_config(key)).use_cassette(sys.argv[1], record_mode=sys.argv[2]):
    with MSPortal() as msportal:
        item = msportal.planner.create_planner_item(title=f"an echo of {key}")
        print(item.id, item.title)
"""


def run(cassette: Path, mode: str, url: str) -> str:
    environment = {**os.environ, "MSPORTAL_API_KEY": KEY, "MSPORTAL_BASE_URL": url}
    command = [sys.executable, "-c", SCRIPT, str(cassette), mode]
    process = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_recording_has_no_key_and_plays(tmp_path: Path) -> None:
    cassette = tmp_path / "item.yaml"
    with Sandbox(quota=100) as sandbox:
        assert sandbox.key == KEY
        url = sandbox.url
        recorded = run(cassette, "once", url)
    text = cassette.read_text()

    assert KEY in recorded
    assert "an echo of" in text
    assert KEY not in text
    # The sandbox is gone: this comes from the recording.
    played = run(cassette, "none", url)
    assert played == recorded.replace(KEY, "<API key>")


class Request:
    def __init__(self, uri: str, body: Any) -> None:
        self.uri = uri
        self.body = body


@pytest.mark.parametrize("body", ["a key-of-mine b", b"a key-of-mine b", None])
def test_requests_are_cleaned(body: Any) -> None:
    request = vcr_config("key-of-mine")["before_record_request"](Request("https://x.test/?key=key-of-mine", body))

    assert request.uri == "https://x.test/?key=<API key>"
    assert "key-of-mine" not in str(request.body)
    assert type(request.body) is type(body)


def test_responses_are_cleaned() -> None:
    response = {
        "headers": {"Set-Cookie": ["session=1"], "X-Echo": ["key-of-mine"], "Date": ["today"]},
        "body": {"string": b'{"key": "key-of-mine"} \xff'},
        "status": {"code": 200},
    }
    cleaned = vcr_config("key-of-mine")["before_record_response"](response)

    assert cleaned["headers"] == {"Set-Cookie": ["<API key>"], "X-Echo": ["<API key>"], "Date": ["today"]}
    assert cleaned["body"]["string"] == b'{"key": "<API key>"} \xff'
    assert cleaned["status"] == {"code": 200}


def test_without_keys_only_headers_are_cleaned() -> None:
    config = vcr_config("")

    assert ("authorization", "<API key>") in config["filter_headers"]
    request = config["before_record_request"](Request("https://x.test/", "body"))
    assert request.body == "body"
