"""What was previewed is what goes, every act is on record, and what is over is forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.announcer import Announcer
from bot.announcing import Announcing, NotNow
from bot.delivery import Deferred, Halted
from bot.quiet_hours import QuietHours
from bot.store.announcement_retention import forget_announcements, forget_copies
from bot.store.announcements import StaleAnnouncement
from bot.store.copies import claim_copies
from bot.store.desk_audit import audited
from bot.store.schema import announcement_deliveries, announcements, messages
from bot.store.store import Store
from bot.store.subscriptions import write_subscriptions
from bot.store.unit import Unit
from bot.wakes import Wakes
from handlers.announcement import subscription
from handlers.effects import Follow
from knowledge.search import Search
from tests.bot.announcing_parts import all_settled, announcing_loop, until
from tests.bot.clock import TestClock
from tests.bot.following import TRAINING, composed, copies, follow
from tests.bot.store.test_turns import rows
from tests.bot.test_outbox import FakeCarrier, sending


@pytest.fixture
def announcing(store: Store, search: Search, clock: TestClock) -> Announcing:
    """Officers' door, without a second person."""
    return Announcing(store, search, clock, through="perintah:")


@pytest.fixture
def announcer(store: Store, search: Search, clock: TestClock) -> Announcer:
    """The part of the service that keeps sendings going, looked after by hand, with no quiet hours."""
    return Announcer(store, lambda: search.library, Wakes(), clock, QuietHours(dt.time(0), dt.time(0)))


async def test_what_was_previewed_is_what_goes(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """Another officer's change in between stops the sending; the words are those of the moment of sending."""
    await follow(store, (1,), "depok", now=clock(), language="jv")
    kept = await announcing.draft(composed(), "Rina")
    seen = (await announcing.preview(kept.id)).kept.version
    await announcing.revise(kept.id, composed(replace(TRAINING, title="Batal")), "Budi")
    with pytest.raises(StaleAnnouncement):
        await announcing.send(kept.id, "Rina", seen=seen)
    preview = await announcing.preview(kept.id)
    await announcing.send(kept.id, "Rina", seen=preview.kept.version)
    assert (await announcing.preview(kept.id)).replies == preview.replies
    async with announcing_loop(announcer), sending(store, FakeCarrier(), clock):
        await until(store, all_settled)
    (said,) = await rows(store, messages)
    assert "Batal" in said.body
    assert preview.replies["jv"].sections[0].heading in said.body


async def test_every_act_is_on_record(store: Store, clock: TestClock, announcing: Announcing) -> None:
    """With who did it, in the office whose announcement it is; what was refused leaves no line."""
    await follow(store, (1,), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.revise(kept.id, composed(), "Budi")
    await announcing.test(kept.id, "telegram", "1", who="Budi")
    await announcing.send(kept.id, "Rina")
    await announcing.pause(kept.id, "depok", who="Sari")
    await announcing.resume(kept.id, who="Sari")
    with pytest.raises(NotNow):
        await announcing.approve(kept.id, "Budi")
    await announcing.cancel(kept.id, who="Sari")
    found = list(await store.read(lambda each: list(audited(each))))
    assert {(line.object, line.office) for line in found} == {(f"announcement:{kept.id}", "depok")}
    assert [(line.who.removeprefix("perintah:"), line.what.removeprefix("announcement-")) for line in found] == [
        ("Rina", "draft"), ("Budi", "revise"), ("Budi", "test"), ("Rina", "send"), ("Sari", "pause"),
        ("Sari", "resume"), ("Sari", "cancel"),
    ]  # fmt: skip


async def test_put_off_is_said_once_in_the_conversation(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """A copy that must wait keeps its message; when the announcement is cancelled meanwhile it takes it back."""
    await follow(store, (1, 2), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    later = Deferred("busy", seconds=60)
    async with announcing_loop(announcer), sending(store, FakeCarrier(later, later), clock):
        await until(store, lambda states: states == ["waiting", "waiting"] and len(states) == 2)
        while len(await rows(store, messages)) < 2:
            await announcer.look()
        while {row.attempts for row in await rows(store, announcement_deliveries)} != {1}:
            await announcer.look()
    clock.pass_by(90)
    await announcer.look()
    (again,), _ = await store.write(lambda unit: claim_copies(unit, "telegram", "bot", 1, clock()))
    assert again.attempts == 1
    assert len(await rows(store, messages)) == 2
    await announcing.cancel(kept.id)
    assert len(await rows(store, messages)) == 1


async def test_an_account_at_rest_loses_nothing(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """A wrong token is the operator's matter: every copy waits, none counts as tried."""
    await follow(store, range(40), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    async with announcing_loop(announcer), sending(store, FakeCarrier(*[Halted("token")] * 40), clock):
        await until(store, lambda states: states.count("waiting") == 40)
    found = await rows(store, announcement_deliveries)
    assert {(row.state, row.attempts) for row in found} == {("waiting", 0)}


async def test_who_cannot_be_asked_any_more_is_left_out_when_it_leaves(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """Subscriptions and accounts are looked at once more, after the receivers were written down."""
    await follow(store, (1, 2), "depok", now=clock())
    await follow(store, (3,), "depok", account="the bot of last year", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    await announcer.look()
    still = (subscription("kalbar", "umum"),)
    await store.write(lambda unit: write_subscriptions(unit, 1, Follow(still, "w"), clock()))
    carrier = FakeCarrier()
    async with announcing_loop(announcer), sending(store, carrier, clock):
        await until(store, all_settled)
    assert [chat for chat, _ in carrier.sent] == ["2"]
    assert [(chat, state) for chat, state, _ in await copies(store)] == [
        ("1", "skipped"), ("2", "sent"), ("3", "blocked")
    ]  # fmt: skip


async def test_what_is_over_is_forgotten(store: Store, clock: TestClock, announcing: Announcing) -> None:
    """With who got it, a few at a time; what is still to come stays."""
    await follow(store, range(5), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    await announcing.cancel(kept.id)
    year = dt.timedelta(365)
    clock.pass_by(366 * 86_400)
    later = await announcing.draft(composed(), "Rina")

    def forget_some(unit: Unit) -> int:
        return forget_copies(unit, clock(), year, most=3)

    while await store.write(forget_some):
        pass
    assert await store.write(lambda unit: forget_announcements(unit, clock(), year)) == 1
    assert [row.id for row in await rows(store, announcements)] == [later.id]
    assert await rows(store, announcement_deliveries) == []
