"""What citizens were shown and agreed to, and which wording of the privacy notice that was."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.auditing import note
from bot.store.schema import checklists, consents, notices
from bot.store.subscription_ends import end_subscriptions
from bot.store.unit import Unit
from handlers.effects import RecordConsent, WithdrawConsents
from handlers.facts import Consent


def record_consent(unit: Unit, conversation: int, effect: RecordConsent, now: dt.datetime) -> None:
    """Writes it, in place of what was recorded of the same version."""
    connection = unit.connection
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = {"conversation_id": conversation, "kind": effect.kind, "version": effect.version}
    said = {"outcome": effect.outcome, "at": now}
    statement = insert(consents).values(**values, **said)
    connection.execute(statement.on_conflict_do_update(index_elements=list(values), set_=said))
    note(connection, effect.who, effect.kind, f"{effect.outcome} {effect.version}", now)


def withdraw_consents(unit: Unit, conversation: int, effect: WithdrawConsents, now: dt.datetime) -> None:
    """Marks every consent as withdrawn, and reminds of nothing any more; which notice was shown stays known."""
    gone = unit.connection.execute(
        consents.update()
        .where(consents.c.conversation_id == conversation, consents.c.kind != "notice", _given())
        .values(outcome="withdrawn", at=now)
    )
    unit.connection.execute(
        checklists.update().where(checklists.c.conversation_id == conversation).values(remind_at=None)
    )
    end_subscriptions(unit, conversation, (), now)
    note(unit.connection, effect.who, "withdraw", "done" if gone.rowcount else "nothing to withdraw", now)


def notice_version(unit: Unit, digest: str, text: str, now: dt.datetime) -> str:
    """The version of a wording: the day on which it was first in force and its digest. Keeps a new wording."""
    found: str | None = unit.connection.execute(
        sa.select(notices.c.version).where(notices.c.digest == digest)
    ).scalar_one_or_none()
    if found is not None:
        return found
    version = f"{now:%Y-%m-%d}-{digest[:6]}"
    unit.connection.execute(notices.insert().values(digest=digest, version=version, since=now, text=text))
    note(unit.connection, "", "notice", f"in force {version}", now)
    return version


def given_to(connection: Connection, conversation: int) -> tuple[Consent, ...]:
    """What a conversation was shown or agreed to, newest first."""
    rows = connection.execute(
        sa.select(consents.c.kind, consents.c.version, consents.c.outcome, consents.c.at)
        .where(consents.c.conversation_id == conversation)
        .order_by(consents.c.at.desc())
    )
    return tuple(Consent(row.kind, row.version, row.outcome != "withdrawn", row.at) for row in rows)


def _given() -> sa.ColumnElement[bool]:
    return consents.c.outcome != "withdrawn"
