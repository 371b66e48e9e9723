"""The network settings of a client: proxy, TLS, and what the environment says of them. Nothing is connected here."""

from __future__ import annotations

import ipaddress
import os
import re
import ssl
import sys
from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, cast
from urllib.parse import urlsplit

from ..errors import FieldProblem
from .shared import log_fields, logger

__all__ = [
    "CertTypes",
    "Network",
    "NetworkArguments",
    "VerifyTypes",
    "conflicts_with_transport",
    "flag_problems",
    "is_bypassed",
    "is_loopback",
    "read_network",
]

# How the certificates of servers are checked: the setting `verify`.
VerifyTypes: TypeAlias = bool | str | PathLike[str] | ssl.SSLContext
# The certificate of this client, the setting `cert`: a file with certificate and key; or a file with each, and maybe the
# password of the key.
_File: TypeAlias = str | PathLike[str]
CertTypes: TypeAlias = _File | tuple[_File, _File] | tuple[_File, _File, str]

_MAX_CONNECTIONS = 100
_PROXY_SCHEMES = frozenset({"http", "https", "socks5", "socks5h"})
_PROXY_EXAMPLE = "http://proxy.example.com:3128"
# The names of the files that OpenSSL looks for in a directory.
_HASHED_NAME = re.compile(r"[0-9a-fA-F]{8}\.\d+")


class NetworkArguments(NamedTuple):
    """The network settings of a client as they were given. It has no repr of them: they may have passwords."""

    proxy: str | None = None
    verify: VerifyTypes = True
    cert: CertTypes | None = None
    trust_env: bool = True
    http2: bool = False
    max_connections: int | None = None
    allow_http: bool = False

    def __repr__(self) -> str:
        return "<NetworkArguments>"


class Network(NamedTuple):
    """The checked network settings of a client. It has no repr of them: they may have passwords.

    Attributes:
        base_url: The URL of the server; empty for any.
        proxy: The URL of the proxy; None for none.
        verify: See `NetworkArguments`.
        cert: See `NetworkArguments`.
        trust_env: Whether the HTTP library reads `SSL_CERT_FILE` and `SSL_CERT_DIR` for its own TLS settings.
        http2: Whether HTTP/2 is offered to the server.
        max_connections: The number of connections that may be open at once.
    """

    base_url: str = ""
    proxy: str | None = None
    verify: VerifyTypes = True
    cert: CertTypes | None = None
    trust_env: bool = True
    http2: bool = False
    max_connections: int = _MAX_CONNECTIONS

    def __repr__(self) -> str:
        return "<Network>"

    def proxy_name(self) -> str:
        """Return the host and port of the proxy, without its credentials; empty where there is none."""
        if self.proxy is None:
            return ""
        parts = urlsplit(self.proxy)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        return f"{host}:{parts.port}" if parts.port else host

    def tls(self, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        """Return the TLS settings of connections to the server.

        Args:
            default: Make those of the HTTP library.
        """
        if isinstance(self.verify, ssl.SSLContext):
            return self.verify
        if self.base_url.startswith("http://"):
            # Not used. It trusts nobody: reading certificates takes longer than all else that a client does first.
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context = _checking(self.verify, default)
        if self.cert is not None:
            _load_certificate(context, self.cert)
        return context

    def proxy_tls(self, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext | None:
        """Return the TLS settings of connections to the proxy; None where it is none with TLS. See `tls`.

        The proxy does not get the certificate of this client. It has settings of its own because the library notes in
        them which versions of HTTP are offered.
        """
        if self.proxy is None or not self.proxy.startswith("https://"):
            return None
        return self.verify if isinstance(self.verify, ssl.SSLContext) else _checking(self.verify, default)


def read_network(base_url: str, given: NetworkArguments) -> tuple[Network, list[FieldProblem]]:
    """Check the network settings of a client, and complete them from the environment.

    Raises:
        ImportError: A package is not installed that HTTP/2 or a SOCKS proxy needs.
    """
    problems = [
        *flag_problems(trust_env=given.trust_env, http2=given.http2),
        *_number_problems(given.max_connections),
        *_verify_problems(given.verify),
        *_certificate_problems(given.cert, given.verify),
    ]
    field, proxy = "proxy", given.proxy
    if proxy is None and given.trust_env is True:
        field, proxy = _proxy_of_environment(base_url)
    if proxy is not None:
        texts = _proxy_problems(proxy, base_url, allow_http=given.allow_http)
        problems += [FieldProblem(field, text) for text in texts]
    if given.verify is True and given.trust_env is True:
        problems += _environment_problems(base_url)
    if not problems:
        proxy = None if proxy is None else _with_scheme(proxy)
        _check_packages(proxy, http2=given.http2)
        if given.verify is False:
            logger.warning(
                "verify=False: no certificate is checked, and anyone on the way can read the API key",
                extra=log_fields(),
            )
    most = _MAX_CONNECTIONS if given.max_connections is None else given.max_connections
    return Network(base_url, proxy, given.verify, given.cert, given.trust_env, given.http2, most), problems


def conflicts_with_transport(given: NetworkArguments) -> Iterator[FieldProblem]:
    """Return a problem for each setting that was given beside a transport, which brings its own."""
    # What reads nothing of the environment, and what is checked before the transport has a part in it.
    own = given._replace(trust_env=True, allow_http=False)
    for name, value, default in zip(own._fields, own, NetworkArguments(), strict=True):
        if value is not default:
            yield FieldProblem(name, "cannot be combined with transport, which has its own: set it there")


def is_loopback(host: str) -> bool:
    """Return whether `host` is this machine: what is sent to it does not leave it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().removesuffix(".") == "localhost"


# The types say otherwise, but callers may do without types: hence the checks that pyright finds unnecessary.


def flag_problems(**flags: object) -> Iterator[FieldProblem]:
    """Find the flags that are neither True nor False."""
    for name, value in flags.items():
        if not isinstance(value, bool):
            yield FieldProblem(name, f"must be True or False, is {value!r}")


def _number_problems(number: object) -> Iterator[FieldProblem]:
    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 1):
        yield FieldProblem("max_connections", f"must be a whole number from 1, is {number!r}")


# --- TLS ---


def _unchecked() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _checking(verify: object, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    if verify is True:
        return default()
    if verify is False:
        return _unchecked()
    path = Path(cast("str", verify))
    return ssl.create_default_context(capath=path) if path.is_dir() else ssl.create_default_context(cafile=path)


def _load_certificate(context: ssl.SSLContext, cert: CertTypes) -> None:
    parts: tuple[Any, ...] = cert if isinstance(cert, tuple) else (cert,)
    key, password = (*parts[1:], None, None)[:2]
    # Without a password OpenSSL would ask for one on the terminal.
    context.load_cert_chain(parts[0], key, password=password or _no_password)


def _no_password() -> str:
    raise ValueError("the key is encrypted: pass its password as the third item")


def _verify_problems(verify: object) -> Iterator[FieldProblem]:
    if isinstance(verify, (bool, ssl.SSLContext)):
        return
    path: object = os.fspath(cast("str", verify)) if isinstance(verify, str) or hasattr(verify, "__fspath__") else None
    if not isinstance(path, str):
        yield FieldProblem(
            "verify",
            "must be True, False, an ssl.SSLContext, or the path of a file or directory with CA certificates, is of the "
            f"type {type(verify).__name__}",
        )
    elif problem := _trust_problem(path):
        yield FieldProblem("verify", problem)


def _environment_problems(base_url: str) -> Iterator[FieldProblem]:
    """Find out whether the library can use `SSL_CERT_FILE`. A directory is looked at when it is needed."""
    path = os.environ.get("SSL_CERT_FILE")
    if path and base_url.startswith("https://") and (problem := _trust_problem(path)):
        yield FieldProblem("SSL_CERT_FILE", f"the environment variable names a file that is of no use: {problem}")


def _trust_problem(path: str) -> str:
    """Return why CA certificates cannot be read from `path`; an empty text if they can."""
    try:
        if not Path(path).is_dir():
            ssl.create_default_context(cafile=path)
        elif not any(_HASHED_NAME.fullmatch(file.name) for file in Path(path).iterdir()):
            return f"the directory {path!r} has no certificates under the names that `openssl rehash` gives them"
    except (OSError, ValueError) as error:
        return f"no CA certificates can be read from {path!r}: {_reason(error)}"
    return ""


def _certificate_problems(cert: object, verify: object) -> Iterator[FieldProblem]:
    if cert is None:
        return
    parts: tuple[object, ...] = cast("tuple[object, ...]", cert) if isinstance(cert, tuple) else (cert,)
    if isinstance(verify, ssl.SSLContext):
        yield FieldProblem("cert", "cannot be combined with an ssl.SSLContext: call its load_cert_chain instead")
    elif (
        len(parts) not in {1, 2, 3}
        or not all(isinstance(path, (str, PathLike)) for path in parts[:2])
        or not all(isinstance(password, str) for password in parts[2:])
    ):
        yield FieldProblem("cert", "must be a path, or a tuple of two paths and maybe the password of the key")
    else:
        try:
            _load_certificate(_unchecked(), cast("CertTypes", cert))
        except (OSError, ValueError) as error:
            names = " and ".join(repr(os.fspath(cast("str", path))) for path in parts[:2])
            yield FieldProblem("cert", f"no certificate with its key can be read from {names}: {_reason(error)}")


def _reason(error: Exception) -> str:
    """Return why a file cannot be used, in words that quote nothing of it."""
    match error:
        case ssl.SSLError(reason=str(reason)):
            return "it is not in PEM format" if "START_LINE" in reason else reason.replace("_", " ").lower()
        case ssl.SSLError():
            return "it is not in PEM format"
        case OSError(strerror=str(text)):
            return text
        case _:
            return str(error)


# --- proxies ---


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxy_problems(proxy: object, base_url: str, *, allow_http: object) -> Iterator[str]:
    """Find the problems of the URL of a proxy. It is not quoted: it may have a password."""
    if not isinstance(proxy, str):
        yield f"must be a URL such as {_PROXY_EXAMPLE}, is of the type {type(proxy).__name__}"
        return
    try:
        parts = urlsplit(_with_scheme(proxy))
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or not re.fullmatch(r"[\x21-\x5b\x5d-\x7e]+", proxy):
        yield f"is not a URL such as {_PROXY_EXAMPLE}; in a password, special characters are written like %40"
    elif parts.scheme not in _PROXY_SCHEMES:
        yield f"must begin with http://, https://, socks5:// or socks5h://, begins with {parts.scheme}://"
    elif parts.path not in {"", "/"} or parts.query or parts.fragment:
        yield f"must end with the port, as in {_PROXY_EXAMPLE}; in a password, special characters are written like %40"
    elif base_url.startswith("http://") and allow_http is not True and not is_loopback(host):
        yield "anyone on the way to the proxy could read the API key, because base_url is not https: see allow_http"


def _proxy_of_environment(base_url: str) -> tuple[str, str | None]:
    """Return the environment variable that names a proxy for `base_url`, and what it says; None for no proxy.

    Where none is set on Windows and macOS, the settings of the system count, as for other programs.
    """
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", None
    if not host or is_loopback(host):
        return "", None
    import urllib.request  # noqa: PLC0415 - the HTTP library loads it too, later than this module

    proxies = urllib.request.getproxies_environment()
    if not proxies and sys.platform in {"win32", "darwin"} and not urllib.request.proxy_bypass(host):
        proxies = urllib.request.getproxies()
    if is_bypassed(host, port or {"http": 80, "https": 443}.get(parts.scheme), proxies.get("no", "")):
        return "", None
    return next(_variables(proxies, parts.scheme), ("", None))


def _variables(proxies: Mapping[str, str], scheme: str) -> Iterator[tuple[str, str]]:
    for name in (scheme, "all"):
        if proxies.get(name):
            yield f"{name.upper()}_PROXY", proxies[name]


def is_bypassed(host: str, port: int | None, no_proxy: str) -> bool:
    """Return whether `NO_PROXY` says that `host` is reached without a proxy.

    Its items are separated by commas or spaces: `*`; a name, which stands for the names below it too, with or without a
    dot or `*.` before it; an address; a network (`10.0.0.0/8`). Each may end with a port.
    """
    return any(_matches(item, host.lower().removesuffix("."), port) for item in re.split(r"[,\s]+", no_proxy) if item)


def _matches(item: str, host: str, port: int | None) -> bool:
    if item == "*":
        return True
    item = item.lower().partition("://")[2] or item.lower()
    if (with_port := re.fullmatch(r"(\[.*\]|[^:]*):(\d+)", item)) is not None:
        if int(with_port[2]) != port:
            return False
        item = with_port[1]
    item = item.removeprefix("[").removesuffix("]")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = item.removeprefix("*").strip(".")
        return name != "" and (host == name or host.endswith(f".{name}"))
    try:
        return address in ipaddress.ip_network(item, strict=False)
    except ValueError:
        return False


def _check_packages(proxy: str | None, *, http2: bool) -> None:
    from importlib.util import find_spec  # noqa: PLC0415 - importing the package does not wait for it

    if http2 and find_spec("h2") is None:
        raise ImportError('http2=True needs the package h2: pip install "msportal-client[http2]"')
    if proxy is not None and proxy.startswith("socks5") and find_spec("socksio") is None:
        raise ImportError('a SOCKS proxy needs the package socksio: pip install "msportal-client[socks]"')
