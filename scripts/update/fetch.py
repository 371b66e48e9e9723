"""Read the newer document from a file or over https."""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx

# The most bytes that a document may have.
MAX_BYTES = 20 * 1024 * 1024

_TIMEOUT = 60.0
_MAX_REDIRECTS = 5
_OK = 200


class FetchError(Exception):
    """The document cannot be fetched."""


def fetch(source: str, *, trust: ssl.SSLContext | bool = True) -> bytes:
    """Return the bytes of the document at `source`.

    Args:
        source: A path, or a URL that begins with https://. Redirects within its host are followed.
        trust: The certificates to trust, as httpx takes them for `verify`.

    Raises:
        FetchError: It cannot be fetched, is too large, or the URL is not https.
    """
    if "://" not in source:
        return _read(Path(source))
    with httpx.Client(verify=trust, timeout=_TIMEOUT, trust_env=False, follow_redirects=False) as client:
        url = _url(source)
        for _ in range(_MAX_REDIRECTS + 1):
            if url.scheme != "https":
                raise FetchError(f"{url} is not an https:// URL")
            content, location = _get(client, url)
            if location is None:
                return content
            if _authority(location) != _authority(url):
                raise FetchError(f"{url} redirects to another host: {location}")
            url = location
    raise FetchError(f"{source} redirects more than {_MAX_REDIRECTS} times")


def _url(source: str) -> httpx.URL:
    try:
        return httpx.URL(source)
    except httpx.InvalidURL as error:
        raise FetchError(str(error)) from error


def _authority(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, urlsplit(str(url)).port or 443


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FetchError(f"{path}: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise FetchError(f"{path} is larger than {MAX_BYTES} bytes")
    return content


def _get(client: httpx.Client, url: httpx.URL) -> tuple[bytes, httpx.URL | None]:
    """Return the body of the response, or the URL that it redirects to."""
    content = b""
    try:
        with client.stream("GET", url, headers={"accept": "application/json"}) as response:
            if response.has_redirect_location:
                return b"", url.join(response.headers["location"])
            if response.status_code != _OK:
                raise FetchError(f"{url} returned status {response.status_code}")
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise FetchError(f"{url} is larger than {MAX_BYTES} bytes")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"{url}: {str(error) or type(error).__name__}") from error
    return content, None
