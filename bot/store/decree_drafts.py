"""Drafts of decrees: made, read by one process at a time, changed only as they were seen, ended."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.decree_schema import decree_drafts, decree_edits, decree_sources
from bot.store.unit import Unit

DraftState = Literal["reading", "open", "failed", "published", "dropped"]
SourceKind = Literal["pdf", "text", "yaml", "version"]
"""What a draft was made from: a PDF, which is looked at by page, another document, a YAML file, an earlier version."""
TOPIC = "decree-drafts"
"""What is woken when a document waits to be read."""
MOST_TRIES = 3
MOST_LISTED = 50
_KEPT = dt.timedelta(days=180)
"""How long a draft is kept that was published, dropped or could not be read; what was published is a version."""


class UnknownDraft(LookupError):
    """There is none of this number, or it is another office's."""


class StaleDraft(Exception):
    """A draft has changed since it was seen, or is open no more."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a source document; `page` where it has pages."""

    number: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class DecreeDraft:
    """A draft in the store; `draft` is a DraftFile as JSON, `tried` the report of the last trial as JSON.

    While it is read, `done` of `total` steps are; of an open one `total` is how many doubts it began with.
    """

    id: int
    office: str
    state: DraftState
    name: str
    sha256: str | None
    kind: SourceKind
    draft: str | None
    revision: int
    restores: int | None
    problem: str | None
    done: int
    total: int
    tries: int
    tried: str | None
    made_by: str
    made_at: dt.datetime
    changed_by: str
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What a draft begins as: a document to be read (without `draft`), or one that is read already."""

    office: str
    name: str
    kind: SourceKind
    by: str
    sha256: str | None = None
    draft: str | None = None
    restores: int | None = None
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """What one revision changed, in words."""

    revision: int
    by: str
    at: dt.datetime
    what: str


_COLUMNS = tuple(decree_drafts.c[name] for name in DecreeDraft.__slots__)
_LISTED = tuple(sa.null().label(each.name) if each.name in {"draft", "tried"} else each for each in _COLUMNS)


def add_draft(unit: Unit, new: NewDraft, now: dt.datetime) -> int:
    """Writes a draft; returns its number."""
    waits = new.draft is None
    if waits:
        unit.wake(TOPIC)
    made: int = unit.connection.execute(
        decree_drafts.insert()
        .values(
            office=new.office, state="reading" if waits else "open", name=new.name, sha256=new.sha256, kind=new.kind,
            draft=new.draft, revision=1, restores=new.restores, done=0, total=new.doubts, tries=0,
            made_by=new.by, made_at=now, changed_by=new.by, changed_at=now,
        )
        .returning(decree_drafts.c.id)
    ).scalar_one()  # fmt: skip
    return made


def draft_of(connection: Connection, number: int, offices: Collection[str] | None) -> DecreeDraft:
    """One draft of some offices (None for all); raises UnknownDraft."""
    row = connection.execute(sa.select(*_COLUMNS).where(decree_drafts.c.id == number)).one_or_none()
    if row is None or (offices is not None and row.office not in offices):
        raise UnknownDraft(number)
    return DecreeDraft(*row)


def drafts_of(connection: Connection, offices: Collection[str]) -> list[DecreeDraft]:
    """The drafts of some offices that are not ended, newest first, without what stands in them."""
    wanted = sa.select(*_LISTED).where(
        decree_drafts.c.office.in_(offices), decree_drafts.c.state.in_(("reading", "open", "failed"))
    )
    return [
        DecreeDraft(*row) for row in connection.execute(wanted.order_by(decree_drafts.c.id.desc()).limit(MOST_LISTED))
    ]


def change_draft(
    unit: Unit, kept: DecreeDraft, draft: str, what: str, by: str, now: dt.datetime, *, office: str | None = None
) -> int:
    """Puts another content into an open draft as it was seen; returns its new revision. Raises StaleDraft."""
    values: dict[str, Any] = {"draft": draft, "revision": kept.revision + 1, "restores": None, "tried": None}
    if office is not None:
        values["office"] = office
    changed = unit.connection.execute(
        decree_drafts.update()
        .where(_seen(kept), decree_drafts.c.state == "open")
        .values(**values, changed_by=by, changed_at=now)
    )
    if not changed.rowcount:
        raise StaleDraft(kept.id)
    unit.connection.execute(
        decree_edits.insert().values(draft_id=kept.id, revision=kept.revision + 1, by=by, at=now, what=what)
    )
    return kept.revision + 1


def keep_trial(unit: Unit, kept: DecreeDraft, report: str) -> None:
    """Keeps the report of a trial with the draft that was tried; raises StaleDraft."""
    changed = unit.connection.execute(
        decree_drafts.update().where(_seen(kept), decree_drafts.c.state == "open").values(tried=report)
    )
    if not changed.rowcount:
        raise StaleDraft(kept.id)


def end_draft(unit: Unit, kept: DecreeDraft, state: DraftState, by: str, now: dt.datetime) -> None:
    """Lets a draft be published or dropped, as it was seen; raises StaleDraft."""
    changed = unit.connection.execute(
        decree_drafts.update()
        .where(_seen(kept), decree_drafts.c.state.in_(("reading", "open", "failed")))
        .values(state=state, changed_by=by, changed_at=now)
    )
    if not changed.rowcount:
        raise StaleDraft(kept.id)


def edits_since(connection: Connection, number: int, revision: int) -> list[Edit]:
    """What was changed in a draft after a revision, in order."""
    wanted = sa.select(decree_edits.c.revision, decree_edits.c.by, decree_edits.c.at, decree_edits.c.what)
    found = wanted.where(decree_edits.c.draft_id == number, decree_edits.c.revision > revision)
    return [Edit(*row) for row in connection.execute(found.order_by(decree_edits.c.revision))]


def source_lines(connection: Connection, number: int) -> tuple[SourceLine, ...]:
    """The source document of a draft; nothing where it has none."""
    text = connection.execute(
        sa.select(decree_sources.c.lines).where(decree_sources.c.draft_id == number)
    ).scalar_one_or_none()
    return tuple(SourceLine(*each) for each in json.loads(text)) if text is not None else ()


def claim_reading(unit: Unit, now: dt.datetime, until: dt.datetime) -> DecreeDraft | None:
    """The longest waiting document that nobody reads, claimed until a moment; one tried too often has failed."""
    free = sa.or_(decree_drafts.c.claimed_until.is_(None), decree_drafts.c.claimed_until < now)
    waiting = sa.and_(decree_drafts.c.state == "reading", free)
    unit.connection.execute(
        decree_drafts.update()
        .where(waiting, decree_drafts.c.tries >= MOST_TRIES)
        .values(state="failed", problem="Pembacaan dokumen ini berkali-kali terhenti di tengah jalan. Coba unggah lagi,"
                " atau simpan dulu sebagai PDF atau DOCX yang lebih kecil.")
    )  # fmt: skip
    wanted = sa.select(*_COLUMNS).where(waiting).order_by(decree_drafts.c.id).limit(1)
    row = unit.connection.execute(wanted.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    unit.connection.execute(
        decree_drafts.update()
        .where(decree_drafts.c.id == row.id)
        .values(claimed_until=until, tries=decree_drafts.c.tries + 1, done=0, total=0)
    )
    return DecreeDraft(*row)


def put_off_reading(unit: Unit, number: int, until: dt.datetime) -> None:
    """Gives a document that this process cannot read back, not counted as a try."""
    unit.connection.execute(
        decree_drafts.update()
        .where(decree_drafts.c.id == number, decree_drafts.c.state == "reading")
        .values(claimed_until=until, tries=decree_drafts.c.tries - 1)
    )


def note_progress(unit: Unit, number: int, done: int, total: int, until: dt.datetime) -> bool:
    """Notes how far a document is read, and goes on holding it; False where it is not wanted any more."""
    noted = unit.connection.execute(
        decree_drafts.update()
        .where(decree_drafts.c.id == number, decree_drafts.c.state == "reading")
        .values(done=done, total=total, claimed_until=until)
    )
    return noted.rowcount > 0


def finish_reading(
    unit: Unit, number: int, draft: str, doubts: int, lines: Collection[SourceLine], now: dt.datetime
) -> bool:
    """Opens a draft that was read for review; False where it was dropped or read by another meanwhile."""
    finished = unit.connection.execute(
        decree_drafts.update()
        .where(decree_drafts.c.id == number, decree_drafts.c.state == "reading")
        .values(state="open", draft=draft, done=0, total=doubts, claimed_until=None, changed_at=now)
    )
    if not finished.rowcount:
        return False
    rows = json.dumps([[each.number, each.page, each.text] for each in lines], ensure_ascii=False)
    unit.connection.execute(decree_sources.insert().values(draft_id=number, lines=rows))
    return True


def fail_reading(unit: Unit, number: int, problem: str, now: dt.datetime) -> None:
    """Tells why a document cannot be read."""
    unit.connection.execute(
        decree_drafts.update()
        .where(decree_drafts.c.id == number, decree_drafts.c.state == "reading")
        .values(state="failed", problem=problem, claimed_until=None, changed_at=now)
    )


def forget_drafts(unit: Unit, now: dt.datetime) -> int:
    """Deletes drafts that ended long ago, with their source and edits; returns how many went."""
    ended = decree_drafts.c.state.in_(("published", "dropped", "failed"))
    gone = unit.connection.execute(decree_drafts.delete().where(ended, decree_drafts.c.changed_at < now - _KEPT))
    return gone.rowcount


def _seen(kept: DecreeDraft) -> sa.ColumnElement[bool]:
    return sa.and_(decree_drafts.c.id == kept.id, decree_drafts.c.revision == kept.revision)
