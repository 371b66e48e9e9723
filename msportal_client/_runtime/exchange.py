"""One attempt of a call: what is sent, and what is made of the response. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ..errors import APIConnectionError, APITimeoutError
from ..rate_limit._headers import with_retry_seconds
from ..rate_limit.limiter import Answer
from ..types import Headers, Response
from .bodies import BodyError, StreamedBody
from .connections import Failure, HttpRequest, failure_of, without_frames
from .content_encoding import Decoder, EncodingError

if TYPE_CHECKING:
    from .call import Call
    from .shared import Shared

__all__ = ["MAX_BODY", "MAX_ERROR_BODY", "Exchange"]

# Bytes of a 2xx body, decompressed. A longer one is an APIConnectionError: it would fill the memory.
MAX_BODY = 256 * 1024 * 1024
# Bytes that are kept of any other body. The rest is not read, and the connection is closed.
MAX_ERROR_BODY = 64 * 1024

# Seconds by which the HTTP library's own timeouts, which know what they waited for, come before ours.
GRACE = 0.05

_REDIRECTS = 300
_BODILESS_METHODS = frozenset({"GET", "HEAD", "DELETE", "OPTIONS"})


class Exchange:
    """One attempt.

    Attributes:
        answer: The headers of the response; None before they are here.
        bytes_sent: Whether the server may have seen any byte of the request.
        retry_at: After a 429: when the limiter lets the call pass again, in monotonic seconds; None where nothing tells.
        seconds: The time that the attempt may take.
    """

    __slots__ = (
        "_body",
        "_call",
        "_decoder",
        "_error",
        "_headers",
        "_permanent",
        "_sent",
        "_shared",
        "_size",
        "_started",
        "_stopped",
        "_succeeded",
        "answer",
        "bytes_sent",
        "retry_at",
        "seconds",
    )

    def __init__(self, call: Call, shared: Shared) -> None:
        self._call = call
        self._shared = shared
        self._started, self.seconds = call.begin_attempt()
        self._body: list[bytes] = []
        self._size = 0
        self._succeeded = False
        # Whether reading the body was stopped on purpose.
        self._stopped = False
        self._decoder: Decoder | None = None
        self._error: APIConnectionError | None = None
        # Whether another attempt would fail in the same way.
        self._permanent = False
        self.answer: Answer | None = None
        self.bytes_sent = False
        self.retry_at: float | None = None

    def time_left(self) -> float:
        """Return the seconds that are left of the attempt; never less than a millisecond."""
        return max(0.001, self._started + self.seconds - self._shared.clock())

    def request(self) -> HttpRequest:
        """Return the request that goes out now, with every header."""
        request, shared = self._call.request, self._shared
        self._sent = self._call.sent()
        self.bytes_sent = True
        content = request.content or b""
        headers = {**shared.headers, **request.headers}
        headers.setdefault(shared.api.request_id_header, request.request_id)
        if "cookie" in request.headers and "cookie" in shared.headers:
            headers["cookie"] = f"{shared.headers['cookie']}; {request.headers['cookie']}"
        if isinstance(content, StreamedBody):
            length = content.length
            headers |= {"transfer-encoding": "chunked"} if length is None else {"content-length": str(length)}
        elif request.content is not None or request.method not in _BODILESS_METHODS:
            headers["content-length"] = str(len(content))
        url = request.url
        if shared.credentials is not None and not request.anonymous:
            url = shared.credentials.add(url, headers)
        return HttpRequest(request.method, url, headers, content)

    def answered(self, status: int, headers: Headers) -> Answer:
        """Take in the status and the headers of the response."""
        self._headers = headers
        self._succeeded = 200 <= status < _REDIRECTS  # noqa: PLR2004 - the successes
        fields = headers.by_lower_case()
        encoding = fields.get("content-encoding")
        if encoding:
            self._decoder = Decoder(encoding)
        shared, received = self._shared, self._shared.clock()
        if "date" in fields:
            shared.dated = fields["date"], received
        elif "retry-after" in fields and shared.dated is not None:
            fields = with_retry_seconds(fields, shared.dated, received)
        self.answer = answer = Answer(status, fields, self._sent, received, shared.api.quota_headers)
        self._call.answered(answer)
        return answer

    def keep(self, piece: bytes) -> bool:
        """Take in a piece of the body as it came; return whether more of it is wanted."""
        if self._stopped:
            return False
        most = MAX_BODY if self._succeeded else MAX_ERROR_BODY
        if self._decoder is not None:
            try:
                piece = self._decoder.decode(piece, most - self._size + 1)
            except EncodingError as error:
                self.failed(error)
                self._stopped = True
                return False
        if piece:
            self._body.append(piece)
            self._size += len(piece)
        if self._size > most:
            self._stopped = True
            if self._succeeded:
                self._permanent = True
                self._fail(APIConnectionError, f"The response is longer than {MAX_BODY >> 20} MiB")
        elif self._decoder is not None and self._decoder.ended:
            self._stopped = True  # A server that goes on for ever would be read for ever.
        elif self._shared.clock() > self._started + self.seconds + GRACE:
            # The timeout of the HTTP library begins anew with each piece.
            self.timed_out()
            self._stopped = True
        return not self._stopped

    def close_request(self) -> None:
        """End reading the body of the request."""
        content = self._call.request.content
        if isinstance(content, StreamedBody):
            content.close()

    @property
    def succeeded(self) -> bool:
        """Whether the response is a success."""
        return self._succeeded

    @property
    def failure(self) -> APIConnectionError | None:
        """The error that ended the attempt; None where it goes on, or ended well."""
        return self._error

    def check_open(self) -> None:
        """Raise RuntimeError where the client is closed."""
        self._shared.check_open()

    def decoded(self, piece: bytes | None) -> bytes | None:
        """Return a piece of a body that is not kept, decoded; at its end (None), None."""
        if self._decoder is None:
            return piece
        if piece is None:
            self._decoder.end()
            return None
        found = self._decoder.decode(piece, MAX_BODY)
        if len(found) >= MAX_BODY:
            raise EncodingError(f"a piece of it is longer than {MAX_BODY >> 20} MiB")
        return None if self._decoder.ended and not found else found

    def end(self) -> None:
        """Take note of the end of the body."""
        if self._decoder is not None and not self._stopped:
            try:
                self._decoder.end()
            except EncodingError as error:
                self.failed(error)

    def timed_out(self) -> None:
        """Take note that the attempt took too long."""
        self._failed(Failure("No complete response came", timed_out=True), None)

    def no_connection(self) -> None:
        """Take note that no connection became free in time."""
        self._failed(Failure("No connection became free", timed_out=True, nothing_sent=True), None)

    def failed(self, error: Exception) -> None:
        """Take note that the attempt ended with `error`; re-raise anything that is not a network error."""
        failure = failure_of(error)
        if isinstance(error, BodyError):
            failure = Failure(f"The body cannot be sent: {error}", permanent=True)
        elif isinstance(error, EncodingError):
            failure = Failure(f"The body is not encoded as its Content-Encoding says: {error}")
        if failure is None:
            raise error
        # What quotes the request is not chained: it may quote the key.
        self._failed(failure, None if failure.quotes_request else without_frames(error))

    def pause(self) -> float | None:
        """Return the seconds until the call asks for its next permit; None: this attempt was the last."""
        if self._permanent or (self._succeeded and self._error is None):
            return None
        content = self._call.request.content
        if isinstance(content, StreamedBody) and not content.can_be_sent:
            return None
        # A success whose body is incomplete is as good as no response.
        answer = None if self._succeeded else self.answer
        return self._call.pause_after(answer, bytes_sent=self.bytes_sent, retry_at=self.retry_at)

    def result(self) -> Response[None]:
        """Return the response, or raise the error in its place."""
        if self._error is not None:
            raise self._error
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        if self._succeeded and self._call.tracker is not None:
            self._call.succeeded()
        return self.head(body if self._succeeded else body[:MAX_ERROR_BODY])

    def head(self, body: bytes = b"") -> Response[None]:
        """Return the response with `body`."""
        answer = cast("Answer", self.answer)  # There is no error, so there is one.
        api, request = self._shared.api, self._call.request
        request_id = answer.headers.get(api.response_id_header or api.request_id_header) or request.request_id
        return Response(answer.status, self._headers, body, request_id, None, quota_headers=api.quota_headers)

    def _failed(self, failure: Failure, cause: Exception | None) -> None:
        if self._error is not None or self._stopped or (self.answer is not None and not self._succeeded):
            return  # It was stopped on purpose; or the status says enough, and the body is kept as far as it came.
        if failure.nothing_sent:
            self.bytes_sent = False
            self._call.not_sent()
        self._permanent = failure.permanent
        kind = APITimeoutError if failure.timed_out else APIConnectionError
        within = f" within {self._call.bound(self.seconds)}" if failure.timed_out else ""
        proxy = self._shared.proxy if failure.connecting else ""
        through = f", through the proxy {proxy}" if proxy else ""
        self._fail(kind, f"{failure.message}{within}{through}", cause)

    def _fail(self, kind: type[APIConnectionError], message: str, cause: Exception | None = None) -> None:
        request = self._call.request
        self._error = kind(message, method=request.method, url=request.url, request_id=request.request_id)
        self._error.__cause__ = cause
