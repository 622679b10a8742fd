"""A connection to where a name leads, and never into one's own network where that was not meant (S12)."""

import contextlib
import ipaddress
import socket

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotFarEnough(OSError):
    """The name leads into one's own network. Nothing was opened there: not even a port is told by it."""


def connect(host: str, port: int, timeout: float, *, far_only: bool) -> socket.socket:
    """The name is looked up once, so that it cannot lead elsewhere the second time."""
    addresses = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if far_only and not all(is_far(one) for one in addresses):
        raise NotFarEnough
    for one in addresses[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((one, port), timeout)
    return socket.create_connection((addresses[-1], port), timeout)


def is_far(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return found not in _NAT64 and inner.is_global and not inner.is_multicast
