"""What officers ordered of announcements from their chats: written in their turn, carried out once, told when done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.announcement_rows import results
from bot.store.announcements import Kept, UnknownAnnouncement, find
from bot.store.audience import count
from bot.store.officers import list_officers
from bot.store.schema import announcements, conversations
from bot.store.staff_chat_schema import staff_chats, staff_orders
from bot.store.staff_schema import staff
from bot.store.unit import Unit
from bot.store.whatsapp_desk import shut_out
from handlers.announcement import TOPICS, Announcement
from handlers.facts import Order, Sending
from handlers.officer_effects import OrderApproval, OrderSending

WOKEN = "staff"
"""The topic that wakes who carries orders out."""
_ENDED = ("done", "cancelled")
_PARTING = "\n\n"


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that nobody carried out yet."""

    id: int
    kind: str
    told: Announcement | None
    announcement: int | None
    who: str
    office: str
    receivers: int


@dataclass(frozen=True, slots=True)
class ToTell:
    """A conversation that is to be told of an order."""

    order: int
    address: Address


def order_sending(unit: Unit, effect: OrderSending, conversation: int, now: dt.datetime) -> None:
    """Writes down that an announcement is to go."""
    told = effect.told
    unit.connection.execute(
        staff_orders.insert().values(
            kind="send", conversation_id=conversation, who=effect.officer.login, office=told.office,
            topic=told.topics[0], title=told.title, body=_PARTING.join(told.paragraphs), receivers=effect.receivers,
            state="new", at=now,
        )
    )  # fmt: skip
    unit.wake(WOKEN)


def order_approval(unit: Unit, effect: OrderApproval, conversation: int, now: dt.datetime) -> None:
    """Writes down that an announcement is approved."""
    unit.connection.execute(
        staff_orders.insert().values(
            kind="approve", conversation_id=conversation, announcement_id=effect.number, who=effect.officer.login,
            office=effect.office, receivers=0, state="new", at=now,
        )
    )  # fmt: skip
    unit.wake(WOKEN)


def new_orders(connection: Connection) -> list[Ordered]:
    """The orders to carry out, oldest first."""
    wanted = sa.select(staff_orders).where(staff_orders.c.state == "new", staff_orders.c.kind != "ask")
    return [
        Ordered(row.id, row.kind, _told(row), row.announcement_id, row.who, row.office, row.receivers)
        for row in connection.execute(wanted.order_by(staff_orders.c.id))
    ]


def drafted(unit: Unit, order: int, announcement: int) -> None:
    """Notes which announcement an order became."""
    unit.connection.execute(
        staff_orders.update().where(staff_orders.c.id == order).values(announcement_id=announcement)
    )


def carried_out(unit: Unit, order: int, state: str, problem: str | None = None, receivers: int | None = None) -> None:
    """Notes how an order ended, or that it goes on; `receivers` is the number where another was told."""
    values: dict[str, object] = {"state": state, "problem": problem}
    if receivers is not None:
        values["receivers"] = receivers
    unit.connection.execute(staff_orders.update().where(staff_orders.c.id == order).values(**values))
    unit.wake(WOKEN)


def ask_approval(unit: Unit, kept: Kept, now: dt.datetime) -> int:
    """Has everybody asked who may be the second person and has linked a chat; returns how many.

    Heads and admins of the office, but not who wants it sent.
    """
    heads = [
        each.id
        for each in list_officers(unit.connection, kept.told.office)
        if each.active and each.role in {"head", "admin"} and each.login != kept.created_by
    ]
    chats = unit.connection.execute(
        sa.select(staff_chats.c.conversation_id).where(staff_chats.c.staff_id.in_(heads))
    ).scalars()
    rows = [
        {"kind": "ask", "conversation_id": chat, "announcement_id": kept.id, "who": kept.created_by,
         "office": kept.told.office, "receivers": 0, "state": "done", "at": now}
        for chat in chats
    ]  # fmt: skip
    if rows:
        unit.connection.execute(staff_orders.insert(), rows)
        unit.wake(WOKEN)
    return len(rows)


def to_tell(connection: Connection) -> list[ToTell]:
    """The orders of which there is something to tell: refused, done, or their announcement has ended."""
    ended = sa.exists().where(announcements.c.id == staff_orders.c.announcement_id, announcements.c.state.in_(_ENDED))
    rows = connection.execute(
        sa.select(staff_orders.c.id, conversations.c.channel, conversations.c.account, conversations.c.external_id)
        .join(conversations, conversations.c.id == staff_orders.c.conversation_id)
        .where(sa.or_(staff_orders.c.state.in_(("refused", "done")), sa.and_(staff_orders.c.state == "going", ended)))
        .order_by(staff_orders.c.id)
    )
    return [ToTell(row.id, Address(row.channel, row.account, row.external_id)) for row in rows]


def find_order(connection: Connection, order: int, conversation: int) -> Order | None:
    """An order of a conversation with what became of it; None where it was told already."""
    row = connection.execute(
        sa.select(staff_orders).where(staff_orders.c.id == order, staff_orders.c.conversation_id == conversation)
    ).one_or_none()
    if row is None:
        return None
    sending = find_sending(connection, row.announcement_id) if row.announcement_id is not None else None
    return Order(row.id, row.kind, _told(row), row.problem, row.receivers, sending)


def end_order(unit: Unit, order: int) -> None:
    """Takes an order away: what became of it was told."""
    unit.connection.execute(staff_orders.delete().where(staff_orders.c.id == order))


def find_sending(connection: Connection, number: int) -> Sending | None:
    """An announcement as officers see it; None where there is none."""
    try:
        kept = find(connection, number, None)
    except UnknownAnnouncement:
        return None
    counted = tuple((each.state, each.count) for each in results(connection, number))
    receivers = sum(count(connection, kept).values())
    name = connection.execute(sa.select(staff.c.name).where(staff.c.login == kept.created_by)).scalar_one_or_none()
    return Sending(kept.id, kept.told, kept.state, kept.created_by, name or kept.created_by, receivers, counted)


def audience(
    connection: Connection, office: str, topic: str, now: dt.datetime
) -> tuple[tuple[tuple[str, int], ...], int]:
    """How many an announcement of an office on a topic is for now, by channel, and how many of them at WhatsApp can be
    neither written to nor asked to open their chats."""
    told = Announcement(office, tuple(each for each in TOPICS if each == topic), "", ())
    kept = Kept(
        id=0, told=told, languages=(), channels=(), state="draft", version=0, created_by="", created_at=now,
        approved_by=None, scheduled_at=None, started_at=None, finished_at=None, ends_at=None, corrects=None,
        filled=False,
    )  # fmt: skip
    lost = sum(each.shut for each in shut_out(connection, kept, now) if each.template is None)
    return tuple(count(connection, kept).items()), lost


def _told(row: sa.Row[tuple[object, ...]]) -> Announcement | None:
    if row.topic is None:
        return None
    topics = tuple(each for each in TOPICS if each == row.topic)
    return Announcement(row.office, topics, row.title, tuple(row.body.split(_PARTING)))
