"""Rate limits: a person passes, a flood waits, and who is behind a proxy is told apart."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import make_mocked_request
from sqlalchemy.engine import URL

from bot.channels.web.limits import Allowance, OwnLimit, address_of, limits
from bot.store.migrating import migrate
from bot.store.schema import rate_limits
from bot.store.store import Store


def test_a_burst_then_a_pace() -> None:
    """As many at once as allowed, then one as time passes; others are not held back."""
    limit = OwnLimit(Allowance("a", per_minute=60, burst=2))
    assert [limit.wait_at("a", 0.0), limit.wait_at("a", 0.0)] == [0.0, 0.0]
    assert limit.wait_at("a", 0.0) == pytest.approx(1.0)
    assert limit.wait_at("b", 0.0) == 0.0
    assert limit.wait_at("a", 0.5) == pytest.approx(0.5)
    assert limit.wait_at("a", 1.0) == 0.0


async def test_replicas_count_together(postgresql_url: URL) -> None:
    """What one let through counts at the other; the keys cannot be read in the database."""
    migrate(postgresql_url)
    stores = [Store(postgresql_url) for _ in range(2)]
    here, there = (limits(store, b"shared")(Allowance("visitor", per_minute=1, burst=3)) for store in stores)
    assert [await here.wait("siti"), await there.wait("siti"), await here.wait("siti")] == [0.0, 0.0, 0.0]
    assert 0 < await there.wait("siti") <= 60
    assert 0 < await here.wait("siti") <= 60
    assert await there.wait("budi") == 0.0
    other = limits(stores[0], b"shared")(Allowance("address", per_minute=1, burst=1))
    assert await other.wait("siti") == 0.0
    rows = await stores[0].read(lambda connection: connection.execute(sa.select(rate_limits.c.key)).scalars().all())
    assert len(rows) == 3
    assert "siti" not in rows
    for store in stores:
        store.close()


async def test_a_limit_stands_while_the_database_is_away(postgresql_url: URL) -> None:
    """Each replica counts for itself then."""
    store = Store(postgresql_url)  # not migrated: there is no table to write to
    limit = limits(store, b"shared")(Allowance("visitor", per_minute=1, burst=1))
    assert await limit.wait("siti") == 0.0
    assert await limit.wait("siti") > 0
    store.close()


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
