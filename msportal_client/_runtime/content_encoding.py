"""Unpacks bodies, piece by piece and never more than asked for: a small answer may unpack to gigabytes."""

from __future__ import annotations

import zlib

__all__ = ["ACCEPTED", "EncodingError", "Unpacker"]

ACCEPTED = "gzip, deflate"
"""What the `Accept-Encoding` header says."""

_GZIP = 16 + zlib.MAX_WBITS


class EncodingError(Exception):
    """A body is not encoded as its `Content-Encoding` says, or in a way that was not asked for."""


class Unpacker:
    """Unpacks one body.

    Args:
        encoding: The `Content-Encoding` header: `gzip` or `deflate`.

    Raises:
        EncodingError: It is another one.
    """

    __slots__ = ("_begun", "_encoding", "_zlib")

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in {"gzip", "x-gzip", "deflate"}:
            raise EncodingError(f"{encoding!r} was not asked for")
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS if self._encoding == "deflate" else _GZIP)
        self._begun = False

    def unpack(self, piece: bytes, most: int) -> bytes:
        """The next `most` bytes at the most; where there were more, they are lost.

        Raises:
            EncodingError: The body is not encoded so.
        """
        first, self._begun = not self._begun, True
        try:
            return self._zlib.decompress(piece, most)
        except zlib.error as error:
            if not first or self._encoding != "deflate":
                raise EncodingError(str(error)) from error
        self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)  # Some servers leave out the frame that deflate should have.
        return self.unpack(piece, most)

    def end(self) -> None:
        """The body is over.

        Raises:
            EncodingError: It should not be.
        """
        if self._begun and not self._zlib.eof:
            raise EncodingError("it ends too early")
