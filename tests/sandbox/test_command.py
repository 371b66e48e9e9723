"""The command `msportal-sandbox`."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import httpx
import pytest

from msportal_client.sandbox import COMPANY_ID, FULL_KEY
from msportal_client.sandbox.__main__ import main


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals of Unix")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_command_prints_greeting_and_stops_on_signal(how: signal.Signals) -> None:
    command = [sys.executable, "-W", "error", "-m", "msportal_client.sandbox", "--port", "0", "--quota", "7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        greeting = ""
        while "Ctrl-C" not in greeting:
            line = process.stdout.readline()
            assert line, "the command ended early"
            greeting += line
        line = next(line for line in greeting.splitlines() if line.strip().startswith("curl"))
        key, url = re.findall(r"Bearer ([^']+)' (\S+)", line)[0]
        answer = httpx.get(url, headers={"Authorization": f"Bearer {key}"})
        page = httpx.get(re.findall(r"page +(\S+)", greeting)[0])
        process.send_signal(how)
        _, errors = process.communicate(timeout=10)
    assert (answer.status_code, answer.headers["x-ratelimit-limit"]) == (200, "7")
    assert COMPANY_ID in greeting
    assert "API browser" in page.text
    assert (process.returncode, errors) == (0, "")


def test_command_sets_trouble() -> None:
    flags = ["--next-statuses", "429", "503", "--server-errors", "1", "--server-error-status", "502", "--cookies"]
    command = [sys.executable, "-m", "msportal_client.sandbox", "--port", "0", *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        base = next(found[1] for line in process.stdout if (found := re.search(r"base URL +(\S+)", line)))
        with httpx.Client(headers={"Authorization": f"Bearer {FULL_KEY}"}) as client:
            answers = [client.get(f"{base}/api/public/v1/users") for _ in range(3)]
        process.terminate()
    assert [answer.status_code for answer in answers] == [429, 503, 502]
    assert "set-cookie" in answers[0].headers


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "--allow-remote"),
        (["--quota", "0"], "quota"),
        (["--spec", "no/such.json"], "no/such.json"),
        (["--keys", "no/such.json"], "no/such.json"),
        (["--rate-limited", "2"], "share"),
        (["--server-error-status", "200"], "400 to 599"),
        (["--next-statuses", "429", "99"], "400 to 599"),
        (["--port", "99999"], "port"),
        (["--port", "-1"], "port"),
        (["--host", "LOCALHOST.example"], "--allow-remote"),
        (["--host", "[2001:db8::1]"], "--allow-remote"),
        (["--host", ""], "--allow-remote"),
        (["--allowed-host", "sandbox:8080"], "without scheme and port"),
        (["--allowed-host", "sandbox", "--allowed-host", "*"], "'*'"),
        (["--latency", "nan"], "latency must be a number from 0 to 3600, not nan"),
        (["--latency", "1e308"], "latency must be"),
        (["--latency", "-1"], "latency must be"),
        (["--window", "inf"], "window must be"),
        (["--window", "1e-9"], "window must be"),
        (["--quota", "9" * 30], "quota must be"),
        (["--clock-offset=-inf"], "clock_offset must be"),
        (["--broken-bodies", "nan"], "broken_bodies must be"),
        (["--without-header", "a b"], "name of a header"),
        (["--retry-after", "-1"], "retry_after must be"),
        (["--late-statuses", "200"], "400 to 599"),
        (["--api", "microsoft-planner", "--page-size", "0"], "page_size"),
        (["--api", "microsoft-planner", "--limit", "MaximumTasks=3"], "there is no limit named 'MaximumTasks'"),
        (["--api", "microsoft-planner", "--limit", "MaximumTasksInProject"], "--limit must be CODE=NUMBER"),
        (["--api", "microsoft-planner", "--host", "0.0.0.0"], "--allow-remote"),
        (["--api", "plannr", "--quota", "0"], "quota"),
    ],
)
def test_command_rejects_invalid_arguments(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(("api", "path"), [("microsoft-planner", "/me/planner/plans"), ("plannr", "/api/v1/logins")])
def test_command_serves_bridge(api: str, path: str) -> None:
    command = [sys.executable, "-W", "error", "-m", "msportal_client.sandbox", "--api", api, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = next(line for line in process.stdout if line.strip().startswith("curl"))
        token, url = re.findall(r"Bearer ([^']+)' (\S+)", line)[0]
        answer = httpx.get(url, headers={"Authorization": f"Bearer {token}"})
        process.terminate()
    assert url.endswith(path)
    assert answer.status_code == 200
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [["--api", "other"], ["--api", "plannr", "--spec", "x"], ["--page-size", "3"]])
def test_command_rejects_options_of_other_api(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert arguments[-1 if arguments[-1] == "other" else -2] in capsys.readouterr().err
