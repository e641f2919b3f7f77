"""Brings a database to this program's version, or refuses one that a newer program wrote."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engines import lock_key, reading_engine, writing_engine
from bot.store.writers import unavailable


class NewerDatabase(Exception):
    """The database carries a version that this program does not know."""


def migrate(url: URL) -> bool:
    """Applies what is missing, in one transaction; returns whether there was anything.

    Raises NewerDatabase, and StoreUnavailable when the database cannot be opened.
    """
    engine = writing_engine(url)
    try:
        return _migrate(engine)
    except SQLAlchemyError as error:
        raise unavailable(error) from error
    finally:
        engine.dispose()


def pending(url: URL) -> bool:
    """Whether `migrate` would have anything to do; raises NewerDatabase and StoreUnavailable."""
    engine = reading_engine(url)
    try:
        with engine.connect() as connection:
            return _is_behind(connection)
    except SQLAlchemyError as error:
        raise unavailable(error) from error
    finally:
        engine.dispose()


def _migrate(engine: Engine) -> bool:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                sa.select(sa.func.pg_advisory_xact_lock(lock_key("migration")))
            )  # replicas may start at once
        if not _is_behind(connection):
            return False
        command.upgrade(_config(connection), "head")
        return True


def _is_behind(connection: Connection) -> bool:
    scripts = _scripts()
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabase(
            f"basis data ditulis oleh versi yang lebih baru (skema {current});"
            " pasang versi Tanya Dinas yang baru, atau pulihkan cadangan dari versi ini"
        )
    return current != scripts.get_current_head()


@cache
def _scripts() -> ScriptDirectory:
    """The versions that this program knows; reading them compiles a file each."""
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
