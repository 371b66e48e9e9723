"""Fetching the newer document from a file or over https."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme
from update import fetch as fetching
from update.fetch import FetchError, fetch

DOCUMENT = b'{"openapi": "3.0.3"}'


class Server(BaseHTTPRequestHandler):
    """A server that returns the document, redirects and 404."""

    def do_GET(self) -> None:
        redirects = {
            "/same-host": "/openapi.json",
            "/other-host": "https://localhost:1/openapi.json",
            "/http": "http://127.0.0.1/",
            "/loop": "/loop",
        }
        if self.path in redirects:
            self.send_response(302)
            self.send_header("location", redirects[self.path])
            self.end_headers()
        else:
            self.send_response(200 if self.path == "/openapi.json" else 404)
            self.end_headers()
            self.wfile.write(DOCUMENT)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server calls
        """Log nothing."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def url(authority: trustme.CA) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.tempfile() as certificate:
        context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(cadata=authority.cert_pem.bytes().decode())
    return context


@pytest.mark.parametrize("path", ["/openapi.json", "/same-host"])
def test_fetch_follows_redirect_on_same_host(url: str, trust: ssl.SSLContext, path: str) -> None:
    assert fetch(url + path, trust=trust) == DOCUMENT


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/other-host", "redirects to another host: https://localhost:1/"),
        ("/http", "redirects to another host: http://"),
        ("/loop", "redirects more than 5 times"),
        ("/missing", "returned status 404"),
    ],
)
def test_fetch_refuses_other_host_and_error_status(url: str, trust: ssl.SSLContext, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        fetch(url + path, trust=trust)


def test_fetch_refuses_untrusted_certificate(url: str) -> None:
    with pytest.raises(FetchError, match="certificate"):
        fetch(f"{url}/openapi.json")


@pytest.mark.parametrize(
    "source", ["http://127.0.0.1/openapi.json", "ftp://127.0.0.1/openapi.json", "file:///etc/hosts"]
)
def test_fetch_refuses_other_schemes(source: str) -> None:
    with pytest.raises(FetchError, match="is not an https:// URL"):
        fetch(source)


def test_fetch_refuses_large_document(
    url: str, trust: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", len(DOCUMENT) - 1)
    (tmp_path / "openapi.json").write_bytes(DOCUMENT)
    for source in (f"{url}/openapi.json", str(tmp_path / "openapi.json")):
        with pytest.raises(FetchError, match="is larger than 19 bytes"):
            fetch(source, trust=trust)


def test_fetch_reports_missing_file_and_server(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="No such file"):
        fetch(str(tmp_path / "none.json"))
    with pytest.raises(FetchError, match=r"https://127\.0\.0\.1:1/"):
        fetch("https://127.0.0.1:1/openapi.json")
