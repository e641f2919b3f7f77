"""The figures of an office's overview, each held against a count by hand."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.staff import Staff
from bot.store.officer_acts import ActKind, OfficerAct
from bot.store.overview import Span, Worked, followers, news_delivered, subscribers, words_delivered, worked
from bot.store.schema import announcement_deliveries, announcements, conversations, outbox, subscriptions, tickets
from bot.store.store import Store
from bot.turns import Turns
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows, says

START = dt.datetime(2026, 11, 18, 2, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
FOREVER = Span("kalbar", START - DAY, START + 90 * DAY)


async def complain(turns: Turns, who: str, office: str = "kalbar") -> None:
    """A whole complaint."""
    for place, text in enumerate(("mau mengadu, petugas minta uang", "Bu Ani", "081277776666", "kirim", "kirim")):
        await turns.take(says(text, f"{who}{place}", Address("telegram", "bot", who), office))


async def act(store: Store, turns: Turns, clock: TestClock, place: int, *kinds: ActKind) -> None:
    """An officer does something with the ticket filed in this place."""
    number = (await rows(store, tickets))[place].number
    for kind in kinds:
        await Staff(store, turns.search, clock).act(OfficerAct(kind, number, "Rina", "Sudah."))


async def test_how_long_tickets_took(store: Store, turns: Turns, clock: TestClock) -> None:
    """Three at the office: answered after 1, 3 and 11 hours, the first closed after 2, the second rejected after 5."""
    for who in ("1", "2", "3"):
        await complain(turns, who)
    await complain(turns, "4", "depok")
    clock.now = START + HOUR
    await act(store, turns, clock, 0, "assigned", "answered")
    clock.now = START + 2 * HOUR
    await act(store, turns, clock, 0, "closed")
    clock.now = START + 3 * HOUR
    await act(store, turns, clock, 1, "asked")
    clock.now = START + 5 * HOUR
    await act(store, turns, clock, 1, "rejected")
    await act(store, turns, clock, 3, "answered")
    clock.now = START + 11 * HOUR
    await act(store, turns, clock, 2, "noted", "answered", "answered")
    of = Span("kalbar", START - DAY, START + DAY)
    found = await store.read(lambda each: worked(each, of))
    assert found == Worked(3, 3, 2, 3 * HOUR, dt.timedelta(hours=3, minutes=30))
    later = await store.read(lambda each: worked(each, Span("kalbar", START + 3 * HOUR, START + 11 * HOUR)))
    assert later == Worked(0, 1, 1, 3 * HOUR, 5 * HOUR), "the end is not in it, the beginning is"
    theirs = await store.read(lambda each: worked(each, Span("depok", START - DAY, START + DAY)))
    assert theirs == Worked(1, 1, 0, 5 * HOUR, None)


async def test_a_reopened_ticket_has_not_ended(store: Store, turns: Turns, clock: TestClock) -> None:
    """Whenever it was closed before."""
    await complain(turns, "1")
    clock.pass_by(60)
    await act(store, turns, clock, 0, "answered", "closed")
    assert (await store.read(lambda each: worked(each, FOREVER))).closed == 1
    await turns.take(says("belum selesai", "again", Address("telegram", "bot", "1"), "kalbar"))
    assert (await rows(store, tickets))[0].state == "reopened"
    assert (await store.read(lambda each: worked(each, FOREVER))).closed == 0


async def test_what_officers_wrote_and_how_it_fared(store: Store, turns: Turns, clock: TestClock) -> None:
    """Three words sent, one of them in vain; the bot's own replies are none of them."""
    await complain(turns, "1")
    await complain(turns, "2")
    await act(store, turns, clock, 0, "asked", "answered")
    await act(store, turns, clock, 1, "answered", "noted")

    def fail(connection: Connection) -> None:
        last = sa.select(sa.func.max(outbox.c.id)).scalar_subquery()
        connection.execute(outbox.update().where(outbox.c.id == last).values(status="failed"))

    await store.write(lambda unit: fail(unit.connection))
    assert await store.read(lambda each: words_delivered(each, FOREVER)) == {"failed": 1, "waiting": 2}
    assert await store.read(lambda each: words_delivered(each, Span("depok", FOREVER.begin, FOREVER.end))) == {}


async def test_subscribers_and_what_announcements_became(store: Store, clock: TestClock) -> None:
    """By topic and channel; one chat on two topics is one follower. Copies count where they changed in the span."""

    def write(connection: Connection) -> None:
        for number, (channel, topics) in enumerate((("telegram", ("umum", "bantuan")), ("web", ("umum",))), 1):
            values = {"id": number, "channel": channel, "account": "", "external_id": str(number), "state": "{}"}
            connection.execute(conversations.insert().values(created_at=clock(), updated_at=clock(), **values))
            for topic in topics:
                connection.execute(
                    subscriptions.insert().values(
                        office="kalbar", conversation_id=number, topic=topic, since=clock()
                    )
                )  # fmt: skip
        for number, office in ((1, "kalbar"), (2, "depok")):
            connection.execute(
                announcements.insert().values(
                    id=number, office=office, topics="umum", title="x", body="{}", languages="", channels="",
                    state="done", version=1, created_by="Rina", created_at=clock(), filled=True,
                )
            )  # fmt: skip
        for announcement, conversation, state, days in (
            (1, 1, "sent", 0), (1, 2, "blocked", 0), (1, None, "failed", 0), (1, None, "failed", 0),
            (1, None, "sent", 2), (2, 1, "sent", 0),
        ):  # fmt: skip
            connection.execute(
                announcement_deliveries.insert().values(
                    announcement_id=announcement, conversation_id=conversation, channel="telegram", state=state,
                    retryable=False, changed_at=clock() + days * DAY,
                )
            )  # fmt: skip

    await store.write(lambda unit: write(unit.connection))
    found = await store.read(lambda each: subscribers(each, "kalbar"))
    assert found == [("bantuan", "telegram", 1), ("umum", "telegram", 1), ("umum", "web", 1)]
    assert await store.read(lambda each: followers(each, "kalbar")) == 2
    today = Span("kalbar", START - DAY, START + DAY)
    assert await store.read(lambda each: news_delivered(each, today)) == {"sent": 1, "blocked": 1, "failed": 2}
