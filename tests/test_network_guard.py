"""The guard of conftest.py itself: nothing leaves this machine in a test, loopback works."""

from __future__ import annotations

import socket

import pytest


def test_the_network_is_refused_and_noticed(network_attempts: list[str]) -> None:
    """A connection to another machine is refused before it is made, and would fail its test."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outgoing, pytest.raises(ConnectionRefusedError):
        outgoing.connect(("192.0.2.1", 443))
    with pytest.raises(ConnectionRefusedError):
        socket.getaddrinfo("example.org", 443)
    assert network_attempts == ["socket.connect 192.0.2.1", "socket.getaddrinfo example.org"]
    network_attempts.clear()


def test_loopback_is_allowed() -> None:
    """What listens on this machine can be reached."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
