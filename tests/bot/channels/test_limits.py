"""Rate limits: a person passes, a flood waits, and who is behind a proxy is told apart."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.limits import Allowance, OwnLimit, address_of


def test_a_burst_then_a_pace() -> None:
    """As many at once as allowed, then one as time passes; others are not held back."""
    limit = OwnLimit(Allowance("a", per_minute=60, burst=2))
    assert [limit.wait_at("a", 0.0), limit.wait_at("a", 0.0)] == [0.0, 0.0]
    assert limit.wait_at("a", 0.0) == pytest.approx(1.0)
    assert limit.wait_at("b", 0.0) == 0.0
    assert limit.wait_at("a", 0.5) == pytest.approx(0.5)
    assert limit.wait_at("a", 1.0) == 0.0


@pytest.mark.parametrize(
    ("peer", "header", "address"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("172.17.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "bukan alamat", "127.0.0.1"),
        ("8.8.8.8", "203.0.113.9", "8.8.8.8"),
    ],
    ids=["proxy here", "two proxies", "no proxy", "nonsense", "a stranger pretends"],
)
def test_whose_request_it_is(peer: str, header: str | None, address: str) -> None:
    """The header counts only from a proxy nearby."""
    headers = {"X-Forwarded-For": header} if header is not None else {}
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=peer)
    assert address_of(request) == address
