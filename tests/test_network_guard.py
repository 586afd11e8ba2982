"""The guard of conftest.py: tests cannot leave this machine, and can talk to it."""

import socket
import urllib.request

import pytest


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_no_connection_leaves_this_machine(method: str) -> None:
    """A connection to another machine (TEST-NET-1, RFC 5737) fails the test that tries it."""
    with socket.socket() as stranger, pytest.raises(pytest.fail.Exception, match=r"reach 192\.0\.2\.1"):
        getattr(stranger, method)(("192.0.2.1", 80))


def test_no_name_is_looked_up() -> None:
    """An address by name fails before any name server is asked."""
    with pytest.raises(pytest.fail.Exception, match=r"look up example\.org"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_loopback_is_open() -> None:
    """A server on this machine can be reached."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
