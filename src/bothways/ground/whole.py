"""What is sent is taken whole or not at all: web servers end a broken-off body as if it were done."""

from typing import Protocol

from django.core.exceptions import BadRequest


class Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


class Whole:
    """
    The body of a request, of which so many bytes were announced (RFC 9112, 8): BadRequest where it ends before.

    Django would take a form cut in the middle of a field for one that was typed so. What is raised is no OSError, which
    Django's look for forgery passes over, and then reads the form as an empty one.
    """

    def __init__(self, stream: Stream, announced: int) -> None:
        self._stream, self._left = stream, announced

    def read(self, size: int = -1, /) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        parts = []
        while wanted:
            part = self._some(self._stream.read(wanted))
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1, /) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        return self._some(self._stream.readline(wanted)) if wanted else b""

    def _some(self, part: bytes) -> bytes:
        if not part:
            raise BadRequest("the line broke before all of it was here")
        self._left -= len(part)
        return part
