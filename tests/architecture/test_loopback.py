"""No test reaches another computer."""

import socket

import pytest

from tests.loopback import LeavesThisComputer


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_no_test_reaches_another_computer(host):
    with pytest.raises(LeavesThisComputer):
        socket.create_connection((host, 80), timeout=0.1)


def test_a_test_reaches_its_own_computer():
    with socket.create_server(("127.0.0.1", 0)) as here:
        with socket.create_connection(here.getsockname(), timeout=5) as line:
            assert line.getpeername() == here.getsockname()
