"""Send the head of a request together with the first piece of its body."""

from __future__ import annotations

__all__ = ["RequestHead"]

# Bytes. A longer piece is not copied to be joined to the head.
_MAX_JOINED = 64 * 1024


class RequestHead:
    """The head of a request of HTTP/1.1, which is held back until the piece that follows it.

    The HTTP library writes the head and the body one after the other: two system calls, two packets, two records of
    TLS. In an event loop all other tasks run in between, so that with 20 calls in flight the body of one waits for the
    heads of 19. The library writes an empty piece at the end of a request without a body.
    """

    __slots__ = ("_begun", "_head")

    def __init__(self) -> None:
        self._head = b""
        self._begun = False

    def pieces(self, piece: bytes) -> tuple[bytes, ...]:
        """Return what to write where the library writes `piece`."""
        head, self._head = self._head, b""
        # A frame of HTTP/2, which must not wait, does not end in this way.
        if not self._begun and piece.endswith(b"\r\n\r\n"):
            self._begun, self._head = True, piece
            return ()
        if head and len(piece) <= _MAX_JOINED:
            return (head + piece,)
        return tuple(each for each in (head, piece) if each)

    def rest(self) -> bytes:
        """Return what has to be written before a response is read; the next piece is that of another request."""
        head, self._head, self._begun = self._head, b"", False
        return head
