"""Decodes bodies by their `Content-Encoding`, piece by piece.

It never decodes more than is asked for: a few bytes of gzip may decompress to gigabytes.
"""

from __future__ import annotations

import zlib
from typing import Any

__all__ = ["ACCEPTED", "Decoder", "EncodingError"]

# The value of the `Accept-Encoding` header.
ACCEPTED = "gzip, deflate"

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_COMPRESSED = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
# Codings that were not asked for, and that nothing here can decode.
_UNREADABLE = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "aes128gcm", "exi", "pack200-gzip"})
# Decodings that follow each other; servers use one, and a hostile one may list thousands.
_MOST_CODINGS = 3


class EncodingError(Exception):
    """A body is not encoded as its `Content-Encoding` says, or in a way that was not asked for."""


class Decoder:
    """Decodes one body.

    Servers and proxies send values that are no content coding (`identity`, `utf-8`, `none`): the body is as it is.

    Args:
        encoding: The `Content-Encoding` header: a list, in the order in which the codings were applied (RFC 9110,
            section 8.4).
    """

    __slots__ = ("_error", "_steps")

    def __init__(self, encoding: str) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        self._error = next((f"{name!r} was not asked for" for name in names if name in _UNREADABLE), None)
        codings = [_COMPRESSED[name] for name in names if name in _COMPRESSED]
        if len(codings) > _MOST_CODINGS:
            self._error = f"{len(codings)} codings follow each other"
        self._steps = [_Inflater(coding) for coding in reversed(codings)]

    def decode(self, piece: bytes, most: int) -> bytes:
        """Return the next bytes of the body, at most `most` of them; any more are lost.

        Raises:
            EncodingError: The body is not encoded so.
        """
        if self._error is not None:
            raise EncodingError(self._error)
        for step in self._steps:
            piece = step.decode(piece, most)
        return piece

    @property
    def ended(self) -> bool:
        """True once bytes came that follow the end of the body."""
        return any(step.ended for step in self._steps)

    def end(self) -> None:
        """Check that the body is complete.

        Raises:
            EncodingError: It ends too early.
        """
        for step in self._steps:
            step.end()


class _Inflater:
    """Decompresses gzip, of several members as well (RFC 1952, section 2.2), or deflate."""

    __slots__ = ("_coding", "_first", "_members", "_raw", "_started", "_zlib", "ended")

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._zlib = self._new()
        self._started = False
        # The bytes of deflate until it is clear whether they have the frame that they should have.
        self._first = b""
        self._raw = False
        # The members that follow the first.
        self._members = 0
        # Whether bytes came that are no part of the body.
        self.ended = False

    def decode(self, piece: bytes, most: int) -> bytes:
        out = bytearray()
        while piece and not self.ended and len(out) < most:
            if self._zlib.eof and not self._next_member(piece):
                break
            out += self._inflate(piece, most - len(out))
            piece = self._zlib.unused_data
        return bytes(out)

    def end(self) -> None:
        if self._started and not self._zlib.eof and not self.ended:
            raise EncodingError("it ends too early")

    def _next_member(self, piece: bytes) -> bool:
        """Begin the next member of gzip; anything else after the end is ignored, as gzip itself does."""
        if self._coding == "gzip" and b"\x1f\x8b".startswith(piece[:2]):
            self._zlib = self._new()
            self._members += 1
            return True
        self.ended = True
        return False

    def _inflate(self, piece: bytes, most: int) -> bytes:
        self._started = True
        try:
            decoded: bytes = self._zlib.decompress(piece, most)
        except zlib.error as error:
            if self._members and "incorrect header" in str(error):
                self.ended = True  # Its first byte alone looked like another member.
                return b""
            if self._coding != "deflate" or self._raw or len(self._first) > 1:
                raise EncodingError(str(error)) from error
        else:
            if len(self._first) <= 1:
                self._first += piece[: 2 - len(self._first)]
            return decoded
        # Some servers leave out the frame that deflate should have, which the first two bytes show.
        self._raw = True
        self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._inflate(self._first + piece, most)

    def _new(self) -> Any:
        return zlib.decompressobj(zlib.MAX_WBITS if self._coding == "deflate" else _GZIP_WINDOW)
