"""Send the head of a request together with the first piece of its body."""

from __future__ import annotations

__all__ = ["RequestHead"]

# Bytes. A longer piece is not copied to be joined to the head.
_MAX_JOINED = 64 * 1024


class RequestHead:
    """The head of a request of HTTP/1.1, which is held back until the piece that follows it at once.

    The HTTP library writes the head and the body one after the other: two system calls, two packets, two records of
    TLS. In an event loop all other tasks run in between, so that with 20 calls in flight the body of one waits for the
    heads of 19. After a head the library always writes something: the body, or an empty piece.

    Attributes:
        body_is_here: Whether the body of the request is in memory. The head of one that has yet to be read from a file
            goes first: the server would take the connection for idle.
    """

    __slots__ = ("_head", "_head_seen", "body_is_here")

    def __init__(self) -> None:
        self.body_is_here = False
        self._head = b""
        # Since the last read: of a request, only the first piece is a head.
        self._head_seen = False

    def pieces(self, piece: bytes) -> tuple[bytes, ...]:
        """Return what to write where the library writes `piece`."""
        head, self._head = self._head, b""
        # A frame of HTTP/2 has no request line.
        is_head = not self._head_seen and piece.endswith(b"\r\n\r\n") and b" HTTP/1.1\r\n" in piece
        if is_head and self.body_is_here:
            self._head_seen, self._head = True, piece
            return ()
        if head and len(piece) <= _MAX_JOINED:
            return (head + piece,)
        return tuple(each for each in (head, piece) if each)

    def rest(self) -> bytes:
        """Return what has to be written before a response is read; a head may follow."""
        head, self._head, self._head_seen = self._head, b"", False
        return head
