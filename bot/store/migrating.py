"""Brings a database to this program's version, or refuses one that a newer program wrote."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from bot.store.engines import writing_engine


class NewerDatabase(Exception):
    """The database carries a version that this program does not know."""


def migrate(url: URL) -> bool:
    """Applies what is missing, in one transaction; returns whether there was anything. Raises NewerDatabase."""
    engine = writing_engine(url)
    try:
        return _migrate(engine)
    finally:
        engine.dispose()


def _migrate(engine: Engine) -> bool:
    scripts = ScriptDirectory.from_config(_config())
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise NewerDatabase(
                f"basis data ditulis oleh versi yang lebih baru (skema {current});"
                " pasang versi Tanya Dinas yang baru, atau pulihkan cadangan dari versi ini"
            )
        if current == scripts.get_current_head():
            return False
        command.upgrade(_config(connection), "head")
        return True


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
