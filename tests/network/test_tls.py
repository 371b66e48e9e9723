"""TLS: certificates of the server and of the client; HTTP/2; connections at once; plain http."""

from __future__ import annotations

import ssl
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import trustme
from network.local import ANSWER, KEY, PAGE, call, http2, private, server_context
from runtime.socket_server import Connection, serving, within_tls

from msportal_client import APIConnectionError, AsyncMSPortal, MSPortal, RequestValidationError, RetryPolicy
from msportal_client.rate_limit.limiter import Answer, Ticket


class NoLimit:
    """A limiter that holds nothing back."""

    rate_limit = None

    def acquire(self, ticket: Ticket) -> None:
        ticket.granted = True

    def settle(self, ticket: Ticket, answer: Answer) -> None: ...

    def release(self, ticket: Ticket, *, counted: bool) -> None: ...


KINDS = pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])


@pytest.fixture(scope="module")
def key_files(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a client certificate: one file with both parts, a file for each, and the key with a password."""
    directory = tmp_path_factory.mktemp("client")
    leaf = authority.issue_cert("client.test")
    leaf.private_key_and_cert_chain_pem.write_to_path(directory / "both.pem")
    leaf.cert_chain_pems[0].write_to_path(directory / "certificate.pem")
    leaf.private_key_pem.write_to_path(directory / "key.pem")
    command = ["openssl", "pkey", "-aes256", "-passout", "pass:swordfish", "-in", "key.pem", "-out", "locked.pem"]
    subprocess.run(command, cwd=directory, check=True, capture_output=True)
    return directory


@KINDS
def test_own_authority(kind: str, authority: trustme.CA, ca_file: Path, tmp_path: Path) -> None:
    """Each form of `verify` that trusts the authority, and the default, which does not."""
    (tmp_path / "ca.pem").write_bytes(ca_file.read_bytes())
    subprocess.run(["openssl", "rehash", str(tmp_path)], check=True, capture_output=True)
    with serving(within_tls(server_context(authority), ANSWER)) as server:
        url = f"https://localhost:{server.port}"
        for verify in (str(ca_file), ca_file, tmp_path, ssl.create_default_context(cafile=str(ca_file)), False):
            call(kind, url, verify=verify)
        with pytest.raises(APIConnectionError, match="the certificate is not trusted"):
            call(kind, url)


@KINDS
def test_authority_of_environment(
    kind: str, authority: trustme.CA, ca_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_bytes(ca_file.read_bytes())
    subprocess.run(["openssl", "rehash", str(tmp_path)], check=True, capture_output=True)
    with serving(within_tls(server_context(authority), ANSWER)) as server:
        url = f"https://localhost:{server.port}"
        for variable, path in (("SSL_CERT_DIR", tmp_path), ("SSL_CERT_FILE", ca_file)):
            with monkeypatch.context() as environment:
                environment.setenv(variable, str(path))
                call(kind, url)
                with pytest.raises(APIConnectionError, match="the certificate is not trusted"):
                    call(kind, url, trust_env=False)


@KINDS
def test_certificate_of_client(kind: str, authority: trustme.CA, ca_file: Path, key_files: Path) -> None:
    context = server_context(authority, client_authority=authority)
    forms: list[Any] = [
        key_files / "both.pem",
        (str(key_files / "certificate.pem"), key_files / "key.pem"),
        (key_files / "certificate.pem", key_files / "locked.pem", "swordfish"),
    ]
    with serving(within_tls(context, ANSWER)) as server:
        url = f"https://localhost:{server.port}"
        for cert in forms:
            call(kind, url, verify=ca_file, cert=cert)
        with pytest.raises(APIConnectionError):
            call(kind, url, verify=ca_file, retry=RetryPolicy.never())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"verify": "/nowhere/ca.pem"}, "verify: no CA certificates can be read from '/nowhere/ca.pem': No such file"),
        ({"verify": __file__}, "not in PEM format|no certificate or crl found"),
        ({"verify": Path(__file__).parent}, "verify: the directory .* has no certificates under the names"),
        ({"verify": 1}, "verify: must be True, False, an ssl.SSLContext, or the path .* is of the type int"),
        ({"verify": None}, "is of the type NoneType"),
        ({"verify": b"/ca.pem"}, "is of the type bytes"),
        ({"verify": "a\0b"}, "verify: no CA certificates can be read"),
        ({"cert": "/nowhere/client.pem"}, "cert: no certificate with its key can be read from '/nowhere/client.pem'"),
        ({"cert": ("a", "b", "swordfish", "d")}, "cert: must be a path, or a tuple of two paths"),
        ({"cert": ()}, "cert: must be a path"),
        ({"cert": ("a", 5)}, "cert: must be a path"),
        ({"cert": "a.pem", "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}, "cert: cannot be combined with an ssl"),
        ({"trust_env": "no"}, "trust_env: must be True or False, is 'no'"),
        ({"http2": 1}, "http2: must be True or False, is 1"),
        ({"allow_http": "yes"}, "allow_http: must be True or False"),
        ({"max_connections": 0}, "max_connections: must be a whole number from 1, is 0"),
        ({"max_connections": True}, "max_connections: must be a whole number from 1, is True"),
        ({"max_connections": 2.5}, "max_connections: must be a whole number from 1, is 2.5"),
    ],
)
@pytest.mark.parametrize("client", [MSPortal, AsyncMSPortal])
def test_refuse_setting(client: Any, settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        client("key", **settings)
    assert "swordfish" not in str(caught.value)


def test_locked_key_asks_nobody(key_files: Path) -> None:
    """OpenSSL would ask for the password on the terminal."""
    files = (key_files / "certificate.pem", key_files / "locked.pem")
    with pytest.raises(RequestValidationError, match=r"cert: .*the key is encrypted: pass its password"):
        MSPortal("key", cert=files)
    with pytest.raises(RequestValidationError, match="cert: ") as caught:
        MSPortal("key", cert=(*files, "sword-fish"))
    assert "sword-fish" not in str(caught.value)


def test_name_broken_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with pytest.raises(RequestValidationError, match=r"SSL_CERT_FILE: .*'/nowhere/ca.pem': No such file"):
        MSPortal("key")
    MSPortal("key", base_url="http://localhost:8080").close()


@pytest.mark.parametrize(
    "settings",
    [{"proxy": "http://a.test:1"}, {"verify": False}, {"cert": "a"}, {"http2": True}, {"max_connections": 5}],
)
@pytest.mark.parametrize("client", [MSPortal, AsyncMSPortal])
def test_settings_conflict_with_transport(client: Any, settings: dict[str, Any]) -> None:
    (name,) = settings
    with pytest.raises(RequestValidationError, match=f"{name}: cannot be combined with transport"):
        client("key", transport=httpx.MockTransport(lambda _: httpx.Response(200)), **settings)


def test_warn_of_unchecked_certificates(caplog: pytest.LogCaptureFixture) -> None:
    MSPortal("key", verify=False).close()
    assert [record.levelname for record in caplog.records if "verify=False" in record.message] == ["WARNING"]


def test_client_of_http_url_trusts_nobody() -> None:
    """Its TLS settings are not used. If they were, no server would be taken for another."""
    with MSPortal("key", base_url="http://localhost:8080") as client:
        context = private(client, "_transport", "_inner", "_library", "transport", "_pool", "_ssl_context")
        assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
        assert context.get_ca_certs() == []


def test_plain_http_only_when_allowed() -> None:
    with pytest.raises(RequestValidationError, match="base_url: 'http://sandbox:8080' must begin with https://"):
        MSPortal("key", base_url="http://sandbox:8080")
    MSPortal("key", base_url="http://sandbox:8080", allow_http=True).close()
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    MSPortal("key", base_url="http://sandbox:8080", allow_http=True, trust_env=False, transport=transport).close()


@KINDS
def test_http2(kind: str, authority: trustme.CA, ca_file: Path) -> None:
    """Calls one after the other share a connection; a server without HTTP/2 is spoken to as usual."""
    streams: list[str] = []
    context = server_context(authority, "h2", "http/1.1")

    async def two_calls(url: str) -> None:
        async with AsyncMSPortal(KEY, base_url=url, verify=ca_file, http2=True) as client:
            for _ in range(3):
                await client.tickets.list_tickets()

    with serving(within_tls(context, http2(streams))) as server:
        url = f"https://localhost:{server.port}"
        if kind == "sync":
            with MSPortal(KEY, base_url=url, verify=ca_file, http2=True) as client:
                for _ in range(3):
                    client.tickets.list_tickets().first()
        else:
            anyio.run(two_calls, url, backend=kind)
        assert streams == ["0 localhost"] * 3
    with serving(within_tls(server_context(authority, "http/1.1"), ANSWER)) as server:
        call(kind, f"https://localhost:{server.port}", verify=ca_file, http2=True)


@pytest.mark.parametrize("most", [2, 120])
def test_max_connections(most: int) -> None:
    """So many connections are open at once, and no more."""
    barrier = threading.Barrier(most)

    def script(connection: Connection) -> None:
        while connection.read():
            barrier.wait(10)
            connection.respond(200, PAGE, content_type="application/json")

    with (
        serving(script) as server,
        MSPortal(KEY, base_url=f"http://127.0.0.1:{server.port}", max_connections=most, limiter=NoLimit()) as client,
        ThreadPoolExecutor(2 * most) as pool,
    ):
        answers = [pool.submit(client.tickets.list_tickets().first) for _ in range(2 * most)]
        assert all(answer.result(20).data == [] for answer in answers)
        assert len(private(client, "_transport", "_inner", "_pool", "connections")) == most
        assert server.open == most
