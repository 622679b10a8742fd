"""Tests speak to this computer only (decision 33): what else a socket is asked for is refused, and the test fails."""

import ipaddress
import sys

NAMES = {"localhost", "localhost.localdomain", "", None}


class LeavesThisComputer(Exception):
    pass


def _is_here(host: object) -> bool:
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if text in NAMES:
        return True
    try:
        return ipaddress.ip_address(str(text).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and address and not _is_here(address[0]):
            raise LeavesThisComputer(f"{event} to {address}")
    elif event == "socket.getaddrinfo" and not _is_here(arguments[0]):
        raise LeavesThisComputer(f"a look-up of {arguments[0]!r}")


def stay() -> None:
    sys.addaudithook(_look)
