"""Proxies: as a setting and in the environment, with a password, with TLS, over SOCKS, refusing."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from network.local import (
    ANSWER,
    NAME,
    behind,
    call,
    connect_proxy,
    http2,
    private,
    server_context,
    socks_proxy,
)
from runtime.socket_server import Connection, serving, within_tls

from msportal_client import APIConnectionError, MSPortal, RequestValidationError, RetryPolicy
from msportal_client._runtime.network import is_bypassed

KINDS = pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
BASE_URL = f"https://{NAME}"
PASSWORD = "p@ss:w/rd"
QUOTED = "p%40ss%3Aw%2Frd"


@KINDS
def test_tunnel_through_proxy(kind: str, authority: trustme.CA, ca_file: Path) -> None:
    with behind(connect_proxy, within_tls(server_context(authority), ANSWER)) as (proxy, seen):
        call(kind, BASE_URL, proxy=f"http://someone:{QUOTED}@127.0.0.1:{proxy.port}", verify=ca_file)
    assert seen.lines == [f"CONNECT {NAME}:443 HTTP/1.1"]
    assert seen.credentials == [f"someone:{PASSWORD}"]


@KINDS
def test_proxy_with_tls(kind: str, authority: trustme.CA, ca_file: Path) -> None:
    """The CA file counts for the proxy too, which does not get the client's certificate."""
    server = within_tls(server_context(authority), ANSWER)
    with behind(lambda made, seen: within_tls(server_context(authority), connect_proxy(made, seen)), server) as (
        proxy,
        seen,
    ):
        call(kind, BASE_URL, proxy=f"https://localhost:{proxy.port}", verify=str(ca_file))
    assert seen.lines == [f"CONNECT {NAME}:443 HTTP/1.1"]


class _Silent:
    """A port of this machine where nobody listens."""

    def __enter__(self) -> int:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._socket.close()


@KINDS
@pytest.mark.parametrize("scheme", ["http", "https", "socks5"])
def test_proxy_that_is_not_there_is_named(kind: str, scheme: str) -> None:
    """The message has the host and port of the proxy, and none of its credentials."""
    with _Silent() as port, pytest.raises(APIConnectionError) as raised:
        call(kind, BASE_URL, proxy=f"{scheme}://someone:{QUOTED}@127.0.0.1:{port}", retry=RetryPolicy(max_attempts=1))
    text = str(raised.value)
    assert f"No connection could be made: Connection refused, through the proxy 127.0.0.1:{port} (" in text
    assert "someone" not in text
    assert "p@ss" not in text
    assert QUOTED not in text


@KINDS
def test_proxy_whose_name_is_unknown_is_named(kind: str) -> None:
    with pytest.raises(APIConnectionError, match=r"through the proxy proxy\.invalid:3128"):
        call(kind, BASE_URL, proxy="http://proxy.invalid:3128", retry=RetryPolicy(max_attempts=1))


@KINDS
def test_proxy_from_environment(
    kind: str, authority: trustme.CA, ca_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    with behind(connect_proxy, within_tls(server_context(authority), ANSWER)) as (proxy, seen):
        monkeypatch.setenv("HTTPS_PROXY", f"someone:{QUOTED}@127.0.0.1:{proxy.port}")
        call(kind, BASE_URL)
    assert seen.credentials == [f"someone:{PASSWORD}"]


@KINDS
@pytest.mark.parametrize(
    "variables",
    [{"NO_PROXY": "elsewhere.test, localhost"}, {"HTTPS_PROXY": "", "HTTP_PROXY": "http://127.0.0.1:9"}, {}],
)
def test_no_proxy_for_loopback(
    kind: str, authority: trustme.CA, ca_file: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for name, value in {"ALL_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", **variables}.items():
        monkeypatch.setenv(name, value)
    with serving(within_tls(server_context(authority), ANSWER)) as server:
        call(kind, f"https://localhost:{server.port}", verify=ca_file)


def test_environment_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with MSPortal("key", base_url=BASE_URL, trust_env=False) as client:
        assert pool_name(client) == "ConnectionPool"


def test_environment_not_read_with_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with MSPortal("key", base_url=BASE_URL, transport=httpx.MockTransport(lambda _: httpx.Response(200))):
        pass


def pool_name(client: MSPortal) -> str:
    return type(private(client, "_transport", "_inner", "_library", "transport", "_pool")).__name__


def test_credentials_nowhere_in_sight(authority: trustme.CA, caplog: pytest.LogCaptureFixture) -> None:
    """A proxy that refuses, and that sends back what it was sent: neither name nor password is in a text of ours."""
    caplog.set_level(logging.DEBUG)

    def script(connection: Connection) -> None:
        connection.read()
        connection.write(b"HTTP/1.1 407 someone hush-hush\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n")

    with serving(script) as server:
        client = MSPortal("key", base_url=BASE_URL, proxy=f"http://someone:hush-hush@127.0.0.1:{server.port}")
        with client, pytest.raises(APIConnectionError) as caught:
            client.tickets.list_tickets().first()
    assert "The proxy refused the connection: 407 Proxy Authentication Required" in str(caught.value)
    error: BaseException | None = caught.value
    texts = [repr(client), repr(vars(client)), repr(private(client, "_settings", "network"))]
    texts += [record.getMessage() for record in caplog.records if record.name == "msportal_client"]
    while error is not None:
        texts += [str(error), repr(error)]
        error = error.__cause__
    assert not [text for text in texts if "hush-hush" in text or "someone" in text]


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("ftp://proxy.test:21", "must begin with http://, https://, socks5:// or socks5h://, begins with ftp://"),
        ("http://", "is not a URL such as http://proxy.example.com:3128"),
        ("", "is not a URL"),
        ("http://someone:hush#hush@proxy.test", "like %40"),
        ("http://someone:hush-hush@proxy.test:port", "like %40"),
        ("http://someone:hush hush@proxy.test", "like %40"),
        ("http://proxy.test/path", "must end with the port"),
        (5, "is of the type int"),
    ],
)
def test_refuse_proxy(proxy: Any, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RequestValidationError) as caught:
        MSPortal("key", base_url=BASE_URL, proxy=proxy)
    assert "proxy: " in str(caught.value)
    assert words in str(caught.value)
    assert "hush" not in str(caught.value)
    if isinstance(proxy, str) and proxy:
        monkeypatch.setenv("ALL_PROXY", proxy)
        with pytest.raises(RequestValidationError, match="ALL_PROXY: "):
            MSPortal("key", base_url=BASE_URL)


def test_key_not_over_http_to_proxy() -> None:
    """An http URL is allowed for this machine alone, and a proxy elsewhere is not this machine."""
    with pytest.raises(RequestValidationError, match="proxy: anyone on the way to the proxy could read the API key"):
        MSPortal("key", base_url="http://127.0.0.1:8080", proxy="http://proxy.test:3128")
    MSPortal("key", base_url="http://127.0.0.1:8080", proxy="http://proxy.test:3128", allow_http=True).close()


@KINDS
def test_plain_http_through_proxy(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with behind(connect_proxy, ANSWER) as (proxy, seen):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        call(kind, "http://sandbox:8080", allow_http=True)
        call(kind, "http://127.0.0.1:8080", proxy=f"http://127.0.0.1:{proxy.port}")
    assert [line.split("?")[0].split()[1][:24] for line in seen.lines] == [
        "http://sandbox:8080/api/",
        "http://127.0.0.1:8080/ap",
    ]


@KINDS
def test_socks_proxy(kind: str, authority: trustme.CA, ca_file: Path) -> None:
    with behind(socks_proxy, within_tls(server_context(authority), ANSWER)) as (proxy, seen):
        call(kind, BASE_URL, proxy=f"socks5://someone:{QUOTED}@127.0.0.1:{proxy.port}", verify=ca_file)
    assert seen.lines == [NAME]
    assert seen.credentials == [f"someone:{PASSWORD}"]


@KINDS
def test_http2_through_proxy(kind: str, authority: trustme.CA, ca_file: Path) -> None:
    streams: list[str] = []
    server = within_tls(server_context(authority, "h2", "http/1.1"), http2(streams))
    with behind(connect_proxy, server) as (proxy, _):
        call(kind, BASE_URL, proxy=f"http://127.0.0.1:{proxy.port}", verify=ca_file, http2=True)
    assert streams == [f"0 {NAME}"]


@pytest.mark.parametrize("package", ["socksio", "h2"])
def test_name_missing_package(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    settings: Any = {"http2": True} if package == "h2" else {"proxy": "socks5://proxy.test:1080"}
    extra = {"h2": "http2", "socksio": "socks"}[package]
    with pytest.raises(ImportError, match=rf'needs the package {package}: pip install "msportal-client\[{extra}\]"'):
        MSPortal("key", base_url=BASE_URL, **settings)
    gc.collect(1)


@KINDS
def test_unreachable_proxy(kind: str) -> None:
    with pytest.raises(APIConnectionError, match="No connection could be made: Connection refused"):
        call(kind, BASE_URL, proxy="http://127.0.0.1:9", retry=RetryPolicy.never())


@pytest.mark.parametrize(
    ("no_proxy", "host", "bypassed"),
    [
        ("*", "app.msportal.ai", True),
        ("msportal.ai", "app.msportal.ai", True),
        ("msportal.ai", "msportal.ai", True),
        ("msportal.ai", "notmsportal.ai", False),
        (".msportal.ai", "app.msportal.ai", True),
        ("*.msportal.ai", "app.msportal.ai", True),
        ("MSPORTAL.AI.", "app.msportal.ai", True),
        ("msportal.ai", "APP.MSPORTAL.AI.", True),
        ("one.test, msportal.ai", "app.msportal.ai", True),
        ("one.test msportal.ai", "app.msportal.ai", True),
        ("msportal.ai:443", "app.msportal.ai", True),
        ("msportal.ai:8443", "app.msportal.ai", False),
        ("https://msportal.ai", "app.msportal.ai", True),
        ("ai", "app.msportal.ai", True),
        (".", "app.msportal.ai", False),
        ("", "app.msportal.ai", False),
        (",", "app.msportal.ai", False),
        ("sandbox", "sandbox", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3:443", "10.1.2.3", True),
        ("2.3", "10.1.2.3", False),
        ("fd00::/8", "fd00::1", True),
        ("fd00::1", "fd00::1", True),
        ("[fd00::1]:443", "fd00::1", True),
        ("[fd00::1]", "fd00::2", False),
        ("10.0.0.0/8", "app.msportal.ai", False),
    ],
)
def test_no_proxy_forms(no_proxy: str, host: str, bypassed: bool) -> None:
    assert is_bypassed(host, 443, no_proxy) is bypassed


@pytest.mark.parametrize(
    ("variables", "kind"),
    [
        ({"HTTPS_PROXY": "http://a.test:1"}, "HTTPProxy"),
        ({"https_proxy": "a.test:1"}, "HTTPProxy"),
        ({"ALL_PROXY": "http://a.test:1"}, "HTTPProxy"),
        ({"ALL_PROXY": "socks5h://a.test:1"}, "SOCKSProxy"),
        ({"HTTPS_PROXY": "http://a.test:1", "https_proxy": ""}, "ConnectionPool"),
        ({"HTTP_PROXY": "http://a.test:1"}, "ConnectionPool"),
        ({"ALL_PROXY": "http://a.test:1", "NO_PROXY": "msportal.test"}, "ConnectionPool"),
        ({"ALL_PROXY": "http://a.test:1", "no_proxy": "*"}, "ConnectionPool"),
        ({"HTTPS_PROXY": "http://a.test:1", "ALL_PROXY": "nonsense"}, "HTTPProxy"),
    ],
)
def test_environment_variables(variables: dict[str, str], kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with MSPortal("key", base_url=BASE_URL) as client:
        assert pool_name(client) == kind
    assert "NETRC" not in os.environ
