"""A line that breaks while a form is sent: what came of it is not taken for what was typed."""

import socket
import struct
from urllib.parse import urlencode

import pytest

from tests.hold.house import TOKEN, Caller, House

AT_ONCE = struct.pack("ii", 1, 0)  # closed without a word more


@pytest.mark.parametrize("ends", ["closed", "no more is sent", "reset"])
def test_a_form_that_was_cut_in_the_middle_changes_nothing(house: House, ends: str):
    keys = house.keys
    path = f"/letters/{keys['letter']}/save/"
    form = {"csrfmiddlewaretoken": TOKEN, "kind": keys["kind"], "version": "1", "shape": "letter", "greeting": "Dear,"}
    body = urlencode({**form, "close": "Yours,", "deed": "You let me stay after class. " * 20}).encode()
    with Caller(house) as call:
        _cut(house, f"POST {path}", call.cookies, body, ends)
        house.stop()  # whatever it had in hand is done by then
    house.start()

    with Caller(house) as call:
        assert "You let me stay" not in call.letter()
        status, page = call.send(path, {**form, "close": "Yours,", "deed": "You let me stay after class."})
        assert (status, "another window" in page) == (302, False)
        assert "You let me stay after class." in call.letter()


def _cut(house: House, asks: str, cookies: str, body: bytes, ends: str) -> None:
    head = (
        f"{asks} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", house.port), timeout=60) as line:
        line.sendall(head.encode() + body[:-200])
        match ends:
            case "no more is sent":
                line.shutdown(socket.SHUT_WR)
                while line.recv(4096):
                    pass
            case "reset":
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
