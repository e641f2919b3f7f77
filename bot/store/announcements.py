"""Announcements as they stand: written, found by their office alone, changed only as they were seen, and listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.reply_json import dump, load
from bot.store.copy_messages import bodies_of, write_bodies
from bot.store.schema import announcements
from bot.store.unit import Unit
from handlers.announcement import TOPICS, AnnouncedFile, Announcement, Topic
from handlers.turn import Choice, Reply, Section

AnnouncementState = Literal["draft", "waiting-approval", "scheduled", "sending", "paused", "done", "cancelled"]
CHANNELS = ("telegram", "web", "whatsapp")
"""Channels on which an announcement may arrive: not the terminal, which is over when nobody sits there."""
MOST_LISTED = 100
_TOLD = ("sending", "paused", "done")
_SHOWN_WITHOUT_END = dt.timedelta(days=30)
"""How long one without an end is shown to those who ask for the current ones."""


class UnknownAnnouncement(LookupError):
    """There is none of this number, or it is another office's."""


class StaleAnnouncement(Exception):
    """It was changed by somebody else, or has gone on, since it was seen; `state` is what it is in now."""

    def __init__(self, number: int, state: AnnouncementState) -> None:
        super().__init__(str(number))
        self.state = state


@dataclass(frozen=True, slots=True)
class Kept:
    """An announcement in the store; no `languages` or `channels` stands for all, `corrects` is another's number.

    `keepers_of` is a service: of the subscribers only those who keep a checklist of it.
    """

    id: int
    told: Announcement
    languages: tuple[str, ...]
    channels: tuple[str, ...]
    state: AnnouncementState
    version: int
    created_by: str
    created_at: dt.datetime
    approved_by: str | None
    scheduled_at: dt.datetime | None
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    ends_at: dt.datetime | None
    corrects: int | None
    filled: bool
    open_until: dt.datetime | None = None
    keepers_of: str | None = None


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """What a draft is made of."""

    told: Announcement
    created_by: str
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    ends_at: dt.datetime | None = None
    corrects: int | None = None
    keepers_of: str | None = None


def insert_draft(unit: Unit, new: NewAnnouncement, now: dt.datetime) -> int:
    """Writes a draft; returns its number."""
    values = {"state": "draft", "version": 1, "created_by": new.created_by, "created_at": now, "filled": False}
    values |= {"office": new.told.office, "corrects": new.corrects, **_content(new)}
    inserted = unit.connection.execute(announcements.insert().values(**values).returning(announcements.c.id))
    return int(inserted.scalar_one())


def rewrite_draft(unit: Unit, kept: Kept, new: NewAnnouncement) -> None:
    """Puts other words into a draft as it was seen; raises StaleAnnouncement."""
    change(unit, kept, kept.state, **_content(new))


def _content(new: NewAnnouncement) -> dict[str, Any]:
    told = new.told
    choices = tuple(Choice(identity, label) for identity, label in told.choices)
    return {
        "topics": ",".join(told.topics),
        "title": told.title,
        "body": dump(Reply((Section(paragraphs=told.paragraphs),), choices=choices)),
        "link": told.link,
        "languages": ",".join(new.languages),
        "channels": ",".join(new.channels),
        "keepers_of": new.keepers_of,
        "ends_on": told.ends_on,
        "ends_at": new.ends_at,
    }


def find(connection: Connection, number: int, office: str | None, *, lock: bool = False) -> Kept:
    """One announcement; with an office only that office's, with `lock` kept for this unit of work.

    Raises UnknownAnnouncement.
    """
    wanted = sa.select(announcements).where(announcements.c.id == number)
    if lock:
        wanted = wanted.with_for_update()
    if office is not None:
        wanted = wanted.where(announcements.c.office == office)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise UnknownAnnouncement(number)
    return _kept(row)


def list_announcements(connection: Connection, office: str | None) -> list[Kept]:
    """The announcements of an office, or of all, newest first; MOST_LISTED at most."""
    wanted = sa.select(announcements).order_by(announcements.c.id.desc()).limit(MOST_LISTED)
    if office is not None:
        wanted = wanted.where(announcements.c.office == office)
    return [_kept(row) for row in connection.execute(wanted)]


def in_states(connection: Connection, *states: AnnouncementState) -> list[Kept]:
    """The announcements of all offices in some states, oldest first."""
    wanted = sa.select(announcements).where(announcements.c.state.in_(states)).order_by(announcements.c.id)
    return [_kept(row) for row in connection.execute(wanted)]


def change(unit: Unit, kept: Kept, state: AnnouncementState, **values: Any) -> None:  # noqa: ANN401 - columns
    """Brings an announcement, as it was seen, to a state; raises StaleAnnouncement where it is no longer as seen."""
    changed = unit.connection.execute(
        announcements.update()
        .where(announcements.c.id == kept.id, announcements.c.version == kept.version)
        .values(state=state, version=kept.version + 1, **values)
    )
    if not changed.rowcount:
        raise StaleAnnouncement(kept.id, find(unit.connection, kept.id, None).state)
    unit.wake("announcements")


def set_open(unit: Unit, kept: Kept, until: dt.datetime | None, replies: Mapping[str, Reply]) -> None:
    """Lets copies leave until a moment, or with None lets them rest; `replies` stand in where no words were kept.

    Raises StaleAnnouncement.
    """
    opened = unit.connection.execute(
        announcements.update()
        .where(announcements.c.id == kept.id, announcements.c.version == kept.version)
        .values(open_until=until)
    )
    if not opened.rowcount:
        raise StaleAnnouncement(kept.id, find(unit.connection, kept.id, None).state)
    if until is not None and not bodies_of(unit.connection, kept.id):
        write_bodies(unit, kept.id, replies)
    for channel in kept.channels or CHANNELS:
        unit.wake(f"copies:{channel}")


def current_announcements(connection: Connection, office: str, now: dt.datetime) -> tuple[Announcement, ...]:
    """What an office tells now, newest first: sent, not ended, and not corrected by a later one."""
    later = announcements.alias()
    corrected = sa.exists().where(later.c.corrects == announcements.c.id, later.c.state.in_(_TOLD))
    lasts = sa.or_(
        announcements.c.ends_at > now,
        sa.and_(announcements.c.ends_at.is_(None), announcements.c.started_at > now - _SHOWN_WITHOUT_END),
    )
    rows = connection.execute(
        sa.select(announcements)
        .where(announcements.c.office == office, announcements.c.state.in_(_TOLD), lasts, ~corrected)
        .order_by(announcements.c.started_at.desc(), announcements.c.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(_kept(row).told for row in rows)


def _kept(row: sa.Row[*tuple[Any, ...]]) -> Kept:
    told = load(row.body)
    topics = cast(tuple[Topic, ...], tuple(each for each in row.topics.split(",") if each in TOPICS))
    choices = tuple((each.id, each.label) for each in told.choices)
    paragraphs = told.sections[0].paragraphs if told.sections else ()
    file = AnnouncedFile(str(row.id), row.file_name) if row.file_sha256 is not None else None
    content = Announcement(
        row.office, topics, row.title, paragraphs, row.link, choices, row.ends_on, row.corrects is not None, file
    )
    return Kept(
        row.id, content, _words(row.languages), _words(row.channels), row.state, row.version, row.created_by,
        row.created_at, row.approved_by, row.scheduled_at, row.started_at, row.finished_at, row.ends_at, row.corrects,
        row.filled, row.open_until, row.keepers_of,
    )  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(each for each in text.split(",") if each)
