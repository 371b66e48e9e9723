"""The clients of MSPortal: the API described as data, and one attribute for each tag of the spec."""

from __future__ import annotations

from typing import ClassVar

from ._runtime.api import API
from .api import BASE_URL, AsyncResources, Resources

__all__ = ["DEFAULT_BASE_URL", "AsyncMSPortal", "MSPortal"]

DEFAULT_BASE_URL = BASE_URL

_MSPORTAL = API(
    name="MSPortal",
    base_url=DEFAULT_BASE_URL,
    key_variable="MSPORTAL_API_KEY",
    base_url_variable="MSPORTAL_BASE_URL",
    own_path="/api/public/v1",
)


class AsyncMSPortal(AsyncResources):
    """A client of the MSPortal API for asyncio and trio, with one attribute for each tag of the spec.

    Use it as a context manager, or `aclose()` it. One client belongs to one event loop; its tasks share connections and
    the quota of the key.

    Args:
        api_key: The API key, made in MSPortal under Settings → Integrations → API Access; by default the environment
            variable `MSPORTAL_API_KEY`.
        base_url: The URL of the server; by default the environment variable `MSPORTAL_BASE_URL`, else
            `https://app.msportal.ai`. It must be https, unless it is this machine or `allow_http` is set.
        timeout: Seconds for one attempt, from waiting for a connection to the end of the body.
        retry: When a call is sent again, and how long it may wait for the quota.
        limiter: Holds calls back to stay within the quota; by default a window of this client.
        headers: More headers for every request.
        transport: A transport of httpx or httpx2 to send through; by default a new one, of httpx2 where it is installed.
            It has its own network settings: none of those below, and none of the environment, count for it.
        on_event: Called with each step of each call: see `msportal_client.events`.
        strict: Whether a value in a response that breaks the spec's schema is a ResponseDecodeError. By default it stays
            as it came: a warning is logged, and `Response.mismatches` names it.
        proxy: The URL of a proxy (`http://user:password@proxy.example.com:3128`; https, socks5 and socks5h too); by default
            that of `HTTPS_PROXY` and the like in the environment, never for this machine. See docs/network.md.
        verify: How the server's certificate is checked: True by the CAs of the HTTP library, or those of `SSL_CERT_FILE`
            or `SSL_CERT_DIR`; the path of a file or directory with the CAs that count instead; an `ssl.SSLContext`.
            False does not check it: anyone on the way can read the API key.
        cert: The certificate of this client: the path of a file with certificate and key, or a tuple of a path for each
            and maybe the password of the key.
        trust_env: Whether proxies and CAs are taken from the environment.
        http2: Whether HTTP/2 is offered to the server (extra `http2`).
        max_connections: The number of connections that may be open at once, from 1; by default 100.
        allow_http: Whether `base_url` may be http on another machine, such as `http://sandbox:8080` in a network that is
            yours. Anyone on the way can read the API key.

    Raises:
        ValueError: There is no API key, or one that cannot be a key; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2.
        ImportError: HTTP/2 or a SOCKS proxy needs a package that is not installed.
    """

    _api: ClassVar[API] = _MSPORTAL


class MSPortal(Resources):
    """A client of the MSPortal API, with one attribute for each tag of the spec.

    Use it as a context manager, or `close()` it. Threads may share it, and with it connections and the quota of the key.

    Args:
        api_key: The API key, made in MSPortal under Settings → Integrations → API Access; by default the environment
            variable `MSPORTAL_API_KEY`.
        base_url: The URL of the server; by default the environment variable `MSPORTAL_BASE_URL`, else
            `https://app.msportal.ai`. It must be https, unless it is this machine or `allow_http` is set.
        timeout: Seconds for one attempt, from waiting for a connection to the end of the body.
        retry: When a call is sent again, and how long it may wait for the quota.
        limiter: Holds calls back to stay within the quota; by default a window of this client.
        headers: More headers for every request.
        transport: A transport of httpx or httpx2 to send through; by default a new one, of httpx2 where it is installed.
            It has its own network settings: none of those below, and none of the environment, count for it.
        on_event: Called with each step of each call, in the call's thread: see `msportal_client.events`.
        strict: Whether a value in a response that breaks the spec's schema is a ResponseDecodeError. By default it stays
            as it came: a warning is logged, and `Response.mismatches` names it.
        proxy: The URL of a proxy (`http://user:password@proxy.example.com:3128`; https, socks5 and socks5h too); by default
            that of `HTTPS_PROXY` and the like in the environment, never for this machine. See docs/network.md.
        verify: How the server's certificate is checked: True by the CAs of the HTTP library, or those of `SSL_CERT_FILE`
            or `SSL_CERT_DIR`; the path of a file or directory with the CAs that count instead; an `ssl.SSLContext`.
            False does not check it: anyone on the way can read the API key.
        cert: The certificate of this client: the path of a file with certificate and key, or a tuple of a path for each
            and maybe the password of the key.
        trust_env: Whether proxies and CAs are taken from the environment.
        http2: Whether HTTP/2 is offered to the server (extra `http2`).
        max_connections: The number of connections that may be open at once, from 1; by default 100.
        allow_http: Whether `base_url` may be http on another machine, such as `http://sandbox:8080` in a network that is
            yours. Anyone on the way can read the API key.

    Raises:
        ValueError: There is no API key, or one that cannot be a key; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2.
        ImportError: HTTP/2 or a SOCKS proxy needs a package that is not installed.
    """

    _api: ClassVar[API] = _MSPORTAL
