"""A stream seen through a window that moves forward: a stretch of it at a time is held, never the whole."""

import os
from typing import BinaryIO

BLOCK = 1 << 20


class Window:
    """`data` are the bytes from `base` on, `place` an index into them: where the reader stands."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        if start:
            stream.seek(start)
        self._stream = stream
        self._lone_cr = False
        self.data = b""
        self.place = 0
        self.base = start
        self.ended = False
        self.grow()
        # A file of the old Macintosh ends its lines with CR alone. One byte for one: every offset stays true.
        self._lone_cr = b"\r" in self.data and b"\n" not in self.data
        self.data = self._lines(self.data)

    @property
    def offset(self) -> int:
        """Where in the file the reader stands."""
        return self.base + self.place

    @property
    def over(self) -> bool:
        return self.place >= len(self.data) and not self.grow()

    def grow(self) -> bool:
        """Hold one block more; false where the stream has ended."""
        if not self.ended:
            more = self._stream.read(BLOCK)
            self.ended = not more
            self.data += self._lines(more)
        return not self.ended

    def reach(self, place: int) -> None:
        """Hold the bytes up to `place`, as far as there are any."""
        while len(self.data) < place and self.grow():
            pass

    def forget(self, place: int) -> None:
        """Let go of what lies before `place`, which is not after where the reader stands, or else stand there."""
        self.base += place
        self.data = self.data[place:]
        self.place = max(0, self.place - place)

    def peek(self, offset: int, length: int) -> bytes:
        """`length` bytes of the file from `offset`, ahead of the window; nothing where the stream cannot seek."""
        if not self._stream.seekable():
            return b""
        here = self._stream.tell()
        end = self._stream.seek(0, os.SEEK_END)
        self._stream.seek(min(offset, end))  # no farther than there are bytes: a length in a header may be any number
        ahead = self._stream.read(length)
        self._stream.seek(here)
        return self._lines(ahead)

    def leap(self, offset: int) -> None:
        """Go on at `offset` of the file, which lies ahead."""
        if offset < self.base + len(self.data):
            self.place = offset - self.base
            return
        self._stream.seek(offset)
        self.base, self.data, self.place = offset, b"", 0
        self.grow()

    def _lines(self, read: bytes) -> bytes:
        return read.replace(b"\r", b"\n") if self._lone_cr else read
