"""A server with a quota in fixed windows, over real sockets."""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIMIT = 60
SECONDS = 2.0


class QuotaServer(ThreadingHTTPServer):
    """A server of `LIMIT` requests per `SECONDS`, with the API's rate limit headers and a clock that is hours ahead.

    The Date header shows whole seconds, so a worker sees a new window late by the fraction of the second at which the
    first request came. The clock is set at the first request to keep that small, so that a window has enough time left
    for the lease of a worker that dies in it.
    """

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, ahead: float = 5 * 3600.0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/calls"
        self.ahead = ahead
        self.served: Counter[int] = Counter()
        self.refused: Counter[int] = Counter()
        self.ids: Counter[str] = Counter()
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    def count(self, request_id: str) -> tuple[int, dict[str, str]]:
        with self.changed:
            if not self.ids:
                self.ahead -= (time.time() + self.ahead) % SECONDS - 0.02
            now = time.time() + self.ahead
            window = math.floor(now / SECONDS)
            status = 200 if self.served[window] < LIMIT else 429
            if status == 200:
                self.served[window] += 1
                self.ids[request_id] += 1
            else:
                self.refused[window] += 1
            self.changed.notify_all()
            return status, {
                "Date": formatdate(math.floor(now), usegmt=True),
                "X-RateLimit-Limit": str(LIMIT),
                "X-RateLimit-Remaining": str(LIMIT - self.served[window]),
                "X-RateLimit-Reset": datetime.fromtimestamp((window + 1) * SECONDS, UTC).isoformat(),
            }

    def wait_for(self, calls: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.served.total() >= calls, timeout=60)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore the errors of killed workers."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        assert isinstance(self.server, QuotaServer)
        status, headers = self.server.count(self.headers["x-request-id"])
        self.send_response_only(status)
        for name, text in {**headers, "Content-Length": "2"}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        pass
