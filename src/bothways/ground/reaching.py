"""A connection to where a name leads, and never into one's own network where that was not meant (S12)."""

import contextlib
import ipaddress
import socket

_NEVER_FAR = [
    ipaddress.ip_network(one)
    for one in (
        "::/96",  # with an inner address of version 4 in it (RFC 4291, 2.5.5.1)
        "::ffff:0:0:0/96",  # the same, translated (RFC 7915, by RFC 2765)
        "64:ff9b::/96",  # the same, on the way through a network of version 6 (RFC 6052)
        "64:ff9b:1::/48",  # the same, within one network (RFC 8215)
        "192.0.0.0/24",  # of one line (RFC 6890)
        "3fff::/20",  # for examples (RFC 9637)
        "5f00::/16",  # of routes within one network (RFC 9602)
        "fec0::/10",  # of one site (RFC 3879)
    )
]


class NotFarEnough(OSError):
    """
    The name leads into one's own network, or nowhere: which of them is not told, else the names in there would be.
    Nothing was opened there: not even a port is told by it.
    """


def connect(host: str, port: int, timeout: float, *, far_only: bool) -> socket.socket:
    """The name is looked up once, so that it cannot lead elsewhere the second time."""
    try:
        addresses = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except socket.gaierror as problem:
        if far_only:
            raise NotFarEnough from problem
        raise
    if far_only and not all(is_far(one) and not is_ours(one) for one in addresses):
        raise NotFarEnough
    for one in addresses[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((one, port), timeout)
    return socket.create_connection((addresses[-1], port), timeout)


def is_far(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    never = any(one in network for one in (found, inner) for network in _NEVER_FAR)
    return not never and inner.is_global and not inner.is_multicast


def is_ours(address: str) -> bool:
    """Whether it is one of this computer's own: what is sent there would come from there. Nothing is sent."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))
        except OSError:  # no way leads there
            return False
        return ipaddress.ip_address(probe.getsockname()[0]) == ipaddress.ip_address(address)
