"""The file of an announcement: which content it is, and what platforms that have it call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.announcement_schema import announcement_uploads as uploads
from bot.store.announcements import Kept, change
from bot.store.schema import announcements
from bot.store.unit import Unit
from handlers.file_note import FileKind


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a platform has it: shown as a photo or opened as a document, by its id there."""

    sort: Literal["photo", "document"]
    source: str


def attach_file(unit: Unit, kept: Kept, kind: FileKind, name: str, sha256: str) -> None:
    """Puts a file into a draft as it was seen, in place of the one before; raises StaleAnnouncement."""
    change(unit, kept, kept.state, file_kind=kind, file_name=name, file_sha256=sha256)


def detach_file(unit: Unit, kept: Kept) -> None:
    """Takes the file out of a draft as it was seen; raises StaleAnnouncement."""
    change(unit, kept, kept.state, file_kind=None, file_name=None, file_sha256=None)


def content_of(connection: Connection, number: int) -> str | None:
    """The hash of the content; None where there is no such announcement, or it has no file."""
    wanted = sa.select(announcements.c.file_sha256).where(announcements.c.id == number)
    found: str | None = connection.execute(wanted).scalar_one_or_none()
    return found


def upload_of(connection: Connection, number: int, account: str) -> Upload | None:
    """The file as an account has uploaded it before."""
    row = connection.execute(
        sa.select(uploads.c.sort, uploads.c.source).where(
            uploads.c.announcement_id == number, uploads.c.account == account
        )
    ).one_or_none()
    return Upload(row.sort, row.source) if row is not None else None


def keep_upload(unit: Unit, number: int, account: str, upload: Upload) -> None:
    """Remembers what a platform calls the file, in place of what it called it before."""
    insert = postgresql.insert if unit.connection.dialect.name == "postgresql" else sqlite.insert
    values = {"sort": upload.sort, "source": upload.source}
    statement = insert(uploads).values(announcement_id=number, account=account, **values)
    unit.connection.execute(statement.on_conflict_do_update(index_elements=["announcement_id", "account"], set_=values))
