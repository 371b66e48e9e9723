"""The newer document, from a file or over https."""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx

LARGEST = 20 * 1024 * 1024
"""Bytes that a document may have."""

_SECONDS = 60.0
_MOST_REDIRECTS = 5
_OK = 200


class FetchError(Exception):
    """The document cannot be had: says why."""


def fetch(source: str, *, trust: ssl.SSLContext | bool = True) -> bytes:
    """The document at `source`, a file or a URL.

    Args:
        source: Where it is. A URL begins with https://, and may lead on to others of its host.
        trust: Which certificates are taken.

    Raises:
        FetchError: It cannot be had, or should not.
    """
    if "://" not in source:
        return _bounded(Path(source))
    with httpx.Client(verify=trust, timeout=_SECONDS, trust_env=False, follow_redirects=False) as client:
        url = httpx.URL(source)
        for _ in range(_MOST_REDIRECTS + 1):
            if url.scheme != "https":
                raise FetchError(f"{url} is not https")
            content, onward = _get(client, url)
            if onward is None:
                return content
            if _authority(onward) != _authority(url):
                raise FetchError(f"{url} leads to another host: {onward}")
            url = onward
    raise FetchError(f"{source} leads on and on")


def _authority(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, urlsplit(str(url)).port or 443


def _bounded(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FetchError(f"{path}: {error.strerror}") from error
    if len(content) > LARGEST:
        raise FetchError(f"{path} has more than {LARGEST} bytes")
    return content


def _get(client: httpx.Client, url: httpx.URL) -> tuple[bytes, httpx.URL | None]:
    """The body of the answer, or where it leads."""
    content = b""
    try:
        with client.stream("GET", url, headers={"accept": "application/json"}) as response:
            if response.is_redirect:
                return b"", url.join(response.headers["location"])
            if response.status_code != _OK:
                raise FetchError(f"{url} answers {response.status_code}")
            for piece in response.iter_bytes():
                content += piece
                if len(content) > LARGEST:
                    raise FetchError(f"{url} has more than {LARGEST} bytes")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"{url}: {str(error) or type(error).__name__}") from error
    return content, None
