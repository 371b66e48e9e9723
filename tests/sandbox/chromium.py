"""A headless Chromium, driven over the WebDriver protocol."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

_CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
_DRIVER = shutil.which("chromedriver")
# The reason to skip tests; None if there is a browser.
MISSING = None if _CHROMIUM and _DRIVER else "Chromium or chromedriver is not installed"
# A name that the browser resolves to loopback, as after DNS rebinding.
REBOUND_HOST = "rebound.example"

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_TIMEOUT = 20.0


class Browser:
    """A browser window with its network requests and its console."""

    def __init__(self, session: httpx.Client) -> None:
        self._session = session

    def open(self, url: str) -> None:
        self._post("url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run `script` in the page and return its result."""
        return self._post("execute/sync", {"script": script, "args": list(arguments)})

    def click(self, selector: str) -> None:
        self._post(f"element/{self._find(selector)}/click", {})

    def write(self, selector: str, text: str) -> None:
        self._post(f"element/{self._find(selector)}/value", {"text": text})

    def text(self, selector: str) -> str:
        """Wait for an element that matches `selector` and return its text."""
        return str(self._until(lambda: self.run("return document.querySelector(arguments[0])?.innerText", selector)))

    def requested(self) -> set[str]:
        """Return the URLs of the requests that left the browser since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        sent = {
            event["params"]["requestId"]: event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        }
        for event in events:
            if event["method"] == "Network.loadingFailed" and event["params"].get("blockedReason") == "csp":
                sent.pop(event["params"]["requestId"], None)
        return set(sent.values())

    def console_messages(self) -> list[str]:
        """Return the console messages since the last call: script errors and violations of the content policy."""
        return [entry["message"] for entry in self._log("browser")]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self._post("se/log", {"type": kind})
        return entries

    def _find(self, selector: str) -> str:
        def find() -> Any:
            answer = self._session.post("element", json={"using": "css selector", "value": selector})
            return answer.json()["value"].get(_ELEMENT)

        return str(self._until(find))

    def _post(self, command: str, body: dict[str, Any]) -> Any:
        answer = self._session.post(command, json=body)
        value: Any = answer.json()["value"]
        if answer.is_error:
            raise AssertionError(f"{command} {body}: {value['message']}")
        return value

    def _until(self, look: Callable[[], Any]) -> Any:
        """Call `look` until it returns a true value, and return that."""
        deadline = time.monotonic() + _TIMEOUT
        while not (seen := look()):
            assert time.monotonic() < deadline, "Timed out"
            time.sleep(0.02)
        return seen


@contextmanager
def open_browser(profile: Path) -> Generator[Browser]:
    """Run a browser with a new profile in the empty directory `profile`."""
    switches = [
        "--headless",
        "--no-sandbox",  # Chromium's sandbox does not run as root, as in containers
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1200,1000",
        f"--host-resolver-rules=MAP {REBOUND_HOST} 127.0.0.1",
        f"--user-data-dir={profile}",
    ]
    wanted = {
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": _CHROMIUM, "args": switches},
        "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
    }
    command = [str(_DRIVER), "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as driver:
        try:
            assert driver.stdout
            port = next(found[1] for line in driver.stdout if (found := re.search(r"started .* on port (\d+)", line)))
            base = f"http://127.0.0.1:{port}/session"
            with httpx.Client(timeout=60, trust_env=False) as client:
                answer = client.post(base, json={"capabilities": {"alwaysMatch": wanted}}).json()["value"]
                assert "sessionId" in answer, answer
                client.base_url = httpx.URL(f"{base}/{answer['sessionId']}/")
                try:
                    yield Browser(client)
                finally:
                    client.delete("")
        finally:
            driver.terminate()
