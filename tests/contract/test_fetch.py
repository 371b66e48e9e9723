"""Where a newer document comes from: a file, or a server over https and nobody else."""

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
    """Answers by path."""

    def do_GET(self) -> None:
        where = {"/here": "/openapi.json", "/away": "https://localhost:1/openapi.json", "/clear": "http://127.0.0.1/"}
        where["/round"] = "/round"
        if self.path in where:
            self.send_response(302)
            self.send_header("location", where[self.path])
            self.end_headers()
        else:
            self.send_response(200 if self.path == "/openapi.json" else 404)
            self.end_headers()
            self.wfile.write(DOCUMENT)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server calls
        """Nothing."""


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


@pytest.mark.parametrize("path", ["/openapi.json", "/here"])
def test_it_is_fetched_over_https_and_where_its_host_leads(url: str, trust: ssl.SSLContext, path: str) -> None:
    assert fetch(url + path, trust=trust) == DOCUMENT


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/away", "leads to another host: https://localhost:1/"),
        ("/clear", "leads to another host: http://"),
        ("/round", "leads on and on"),
        ("/missing", "answers 404"),
    ],
)
def test_no_other_host_is_asked_and_no_error_page_taken(url: str, trust: ssl.SSLContext, path: str, said: str) -> None:
    with pytest.raises(FetchError, match=said):
        fetch(url + path, trust=trust)


def test_a_certificate_that_nobody_vouches_for_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="certificate"):
        fetch(f"{url}/openapi.json")


@pytest.mark.parametrize(
    "source", ["http://127.0.0.1/openapi.json", "ftp://127.0.0.1/openapi.json", "file:///etc/hosts"]
)
def test_nothing_but_https_is_asked(source: str) -> None:
    with pytest.raises(FetchError, match="is not https"):
        fetch(source)


def test_what_is_too_large_is_refused(
    url: str, trust: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", len(DOCUMENT) - 1)
    (tmp_path / "openapi.json").write_bytes(DOCUMENT)
    for source in (f"{url}/openapi.json", str(tmp_path / "openapi.json")):
        with pytest.raises(FetchError, match="has more than 19 bytes"):
            fetch(source, trust=trust)


def test_a_file_that_is_not_there_and_a_server_that_is_away_are_told(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="No such file"):
        fetch(str(tmp_path / "none.json"))
    with pytest.raises(FetchError, match=r"https://127\.0\.0\.1:1/"):
        fetch("https://127.0.0.1:1/openapi.json")
