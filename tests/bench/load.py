"""Load from a process of its own: so many connections, each asking again as soon as it was answered."""

import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from statistics import quantiles

_HERE = Path(__file__).resolve().parents[2]
_ENOUGH = 65_536
LONGEST = 60  # seconds, at the end, for the answers that are still to come: the slowest are among them


@dataclass(frozen=True)
class Answered:
    """What came of one load: answers by status, and milliseconds from question to answer, over so many seconds."""

    seconds: float
    statuses: dict[str, int]
    ms: list[float] = field(repr=False)

    @property
    def rate(self) -> float:
        return len(self.ms) / self.seconds

    @property
    def p50(self) -> float:
        return quantiles(self.ms, n=100)[49]

    @property
    def p99(self) -> float:
        return quantiles(self.ms, n=100)[98]

    @property
    def all_well(self) -> bool:
        return {status[0] for status in self.statuses} <= {"2", "3"}


class Load:
    """
    Under way from here until `end` is asked for what came of it.

    Of fifty connections the first asks the questions 0, 50, 100 …, the second 1, 51, 101 …, each from the start again.
    `from_everywhere`: each question by a connection of its own, from an address that none came from before.
    """

    def __init__(
        self, port: int, questions: list[bytes], *, connections: int, seconds: float, from_everywhere: bool = False
    ) -> None:
        told = {"port": port, "connections": connections, "seconds": seconds, "from_everywhere": from_everywhere}
        told["questions"] = [one.decode("latin-1") for one in questions]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=_HERE,
        )  # fmt: skip
        assert self._process.stdin
        self._process.stdin.write(json.dumps(told))
        self._process.stdin.close()

    def end(self) -> Answered:
        assert self._process.stdout
        said = self._process.stdout.read()
        if self._process.wait():
            raise RuntimeError("the load could not be made")
        return Answered(**json.loads(said))


def loaded(port: int, question: bytes, *, connections: int, seconds: float, from_everywhere: bool = False) -> Answered:
    load = Load(port, [question], connections=connections, seconds=seconds, from_everywhere=from_everywhere)
    return load.end()


def get(path: str, cookies: str = "") -> bytes:
    return _question("GET", path, cookies, b"")


def post(path: str, body: bytes, cookies: str = "") -> bytes:
    return _question("POST", path, cookies, body)


def _question(method: str, path: str, cookies: str, body: bytes) -> bytes:
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n{form}"
    return f"{head}Origin: http://localhost\r\nCookie: {cookies}\r\n\r\n".encode() + body


class _Line:
    """One connection: asks the next question, reads the answer whole, and is opened again where the server closes."""

    def __init__(self, port: int, questions: list[bytes], first: int, step: int, *, from_everywhere: bool) -> None:
        self.port, self.questions, self.next, self.step = port, questions, first, step
        self.from_everywhere = from_everywhere
        self._open()

    def _open(self) -> None:
        here = (str(ip_address("127.1.0.0") + self.next), 0)  # to a computer all of 127.0.0.0/8 is itself
        source = here if self.from_everywhere else None
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=source)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        self.read, self.began = b"", time.perf_counter()
        self.socket.sendall(self.questions[self.next % len(self.questions)])
        self.next += self.step

    def answered(self) -> str:
        """The status once the answer is whole, else nothing yet."""
        got = self.socket.recv(_ENOUGH)
        self.read += got
        head, found, body = self.read.partition(b"\r\n\r\n")
        if not found and not got:
            return "closed"
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        in_pieces = fields.get(b"transfer-encoding") == b"chunked"  # as programs are answered
        is_whole = body.endswith(b"0\r\n\r\n") if in_pieces else len(body) >= int(fields.get(b"content-length", b"0"))
        return head.split(b" ", 2)[1].decode() if found and (is_whole or not got) else ""

    def again(self) -> None:
        self.socket.close()
        self._open()


def _run(port: int, questions: list[str], connections: int, seconds: float, *, from_everywhere: bool) -> Answered:
    asked = [one.encode("latin-1") for one in questions]
    lines, ms, statuses = selectors.DefaultSelector(), [], Counter[str]()
    for number in range(connections):
        line = _Line(port, asked, number, connections, from_everywhere=from_everywhere)
        line.ask()
        lines.register(line.socket, selectors.EVENT_READ, line)
    began = time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds + LONGEST and lines.get_map():
        for key, _ in lines.select(timeout=0.2):
            line = key.data
            status = line.answered()
            if not status:
                continue
            ms.append((time.perf_counter() - line.began) * 1000)
            statuses[status] += 1
            if spent >= seconds or status == "closed" or from_everywhere:
                lines.unregister(line.socket)
                if spent >= seconds:
                    continue
                line.again()
                lines.register(line.socket, selectors.EVENT_READ, line)
            line.ask()
    return Answered(spent, dict(statuses), ms)


if __name__ == "__main__":
    print(json.dumps(vars(_run(**json.load(sys.stdin)))))
