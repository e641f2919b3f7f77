"""Announcements from draft to the last copy: who gets one, once, and what stops it on the way."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace

import pytest

from bot.announcer import Announcer
from bot.announcing import Announcing, MustConfirm, NotNow, SamePerson, WrongAnnouncement
from bot.arrival import Address
from bot.delivery import Deferred, Refused, Unreachable
from bot.pacing import Pace
from bot.quiet_hours import QuietHours
from bot.store.announcements import UnknownAnnouncement
from bot.store.copies import claim_copies
from bot.store.reading import mark_fetched, talk_after
from bot.store.schema import conversations, outbox
from bot.store.store import Store
from bot.turns import Turns
from bot.wakes import Wakes
from handlers.announcement import Announcement
from knowledge.search import Search
from tests.bot.announcing_parts import all_settled, announcing_loop, until
from tests.bot.clock import TestClock
from tests.bot.following import TRAINING, composed, copies, follow
from tests.bot.store.test_turns import rows, says
from tests.bot.test_outbox import FakeCarrier, sending

SLOW = Pace(account_rate=20, account_burst=7, chat_rate=1000, chat_burst=1000)


@pytest.fixture
def announcing(store: Store, search: Search, clock: TestClock) -> Announcing:
    """Officers' door, without a second person."""
    return Announcing(store, search, clock)


@pytest.fixture
def announcer(store: Store, search: Search, clock: TestClock) -> Announcer:
    """The part of the service that sends, looked after by hand, with no quiet hours."""
    return Announcer(store, lambda: search.library, Wakes(), clock, QuietHours(dt.time(0), dt.time(0)))


async def claimed(store: Store, clock: TestClock, most: int = 9) -> list[str]:
    """The chats to which copies may leave now, marked as being sent."""
    copies, _ = await store.write(lambda unit: claim_copies(unit, "telegram", "bot", most, clock()))
    return [copy.address.external_id for copy in copies]


async def conversation_11(store: Store, clock: TestClock) -> None:
    """Three follow only Depok, two only Kalbar, one both."""
    now = clock()
    await follow(store, (1, 2, 3), "depok", now=now)
    await follow(store, (4, 5), "kalbar", now=now)
    await follow(store, (6,), "depok", "kalbar", now=now)


async def test_conversation_11(store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer) -> None:
    """Four receivers are told before anything goes; each gets it once with how to stop, the others nothing."""
    await conversation_11(store, clock)
    kept = await announcing.draft(composed(), "Rina")
    preview = await announcing.preview(kept.id, "depok")
    assert (preview.receivers, preview.counts) == (4, {"telegram": 4})
    assert await copies(store) == []
    other = replace(TRAINING, paragraphs=("Pendaftaran dibuka sampai Jumat, 15 Agustus 2027.",))
    await announcing.revise(kept.id, composed(other), "Rina", "depok")
    await announcing.send(kept.id, "Rina", "depok")
    carrier = FakeCarrier()
    async with announcing_loop(announcer), sending(store, carrier, clock):
        await until(store, all_settled)
        async with asyncio.timeout(5):
            while (await announcing.progress(kept.id)).kept.state != "done":
                await asyncio.sleep(0.02)
    assert sorted(chat for chat, _ in carrier.sent) == ["1", "2", "3", "6"]
    assert {first for _, first in carrier.sent} == {"Pengumuman Dinas Koperasi dan Usaha Mikro Kota Depok"}
    progress = await announcing.progress(kept.id, "depok")
    assert progress.count("sent") == 4
    said = await store.read(lambda each: talk_after(each, Address("telegram", "bot", "1"), 0, 9))
    assert "15 Agustus 2027" in said.said[-1].body
    assert "berhenti" in said.said[-1].body


async def test_another_offices_announcement_is_unknown(announcing: Announcing) -> None:
    """By whatever is tried."""
    kept = await announcing.draft(composed(), "Rina")
    for act in (
        announcing.preview, announcing.pause, announcing.resume, announcing.cancel, announcing.retry,
        announcing.progress,
    ):  # fmt: skip
        with pytest.raises(UnknownAnnouncement):
            await act(kept.id, "kalbar")
    for more in (
        announcing.send(kept.id, "Budi", "kalbar"), announcing.approve(kept.id, "Budi", "kalbar"),
        announcing.revise(kept.id, composed(), "Budi", "kalbar"),
        announcing.correct(kept.id, composed(), "Budi", "kalbar"),
        announcing.test(kept.id, "telegram", "1", "kalbar"),
    ):  # fmt: skip
        with pytest.raises(UnknownAnnouncement):
            await more
    assert await announcing.every("kalbar") == []
    assert [each.state for each in await announcing.every("depok")] == ["draft"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 121}, "title"), ({"paragraphs": ()}, "text"),
        ({"paragraphs": ("x" * 3001,)}, "long"), ({"topics": ()}, "topics"), ({"office": "atlantis"}, "office"),
        ({"link": "javascript:alert(1)"}, "link"), ({"choices": (("menu", "x" * 25),)}, "choices"),
    ],
)  # fmt: skip
async def test_what_cannot_be_sent_is_refused(announcing: Announcing, changes: dict[str, object], problem: str) -> None:
    """When it is drafted, not when it is sent."""
    told: Announcement = replace(TRAINING, **changes)  # type: ignore[arg-type]
    with pytest.raises(WrongAnnouncement) as wrong:
        await announcing.draft(composed(told), "Rina")
    assert wrong.value.problem == problem


async def test_a_large_audience_is_typed_first(store: Store, clock: TestClock, announcing: Announcing) -> None:
    """The number itself; another one does not do."""
    await follow(store, range(1001), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    for typed in (None, 1000):
        with pytest.raises(MustConfirm) as asked:
            await announcing.send(kept.id, "Rina", confirmed=typed)
        assert asked.value.count == 1001
    assert (await announcing.send(kept.id, "Rina", confirmed=1001)).state == "sending"


async def test_a_second_person_approves_where_the_office_wants_it(
    store: Store, search: Search, clock: TestClock
) -> None:
    """Never the one who let it go."""
    announcing = Announcing(store, search, clock, frozenset({"depok"}))
    kept = await announcing.draft(composed(), "Rina")
    assert (await announcing.send(kept.id, "Rina")).state == "waiting-approval"
    with pytest.raises(SamePerson):
        await announcing.approve(kept.id, "Rina")
    approved = await announcing.approve(kept.id, "Budi")
    assert (approved.state, approved.approved_by) == ("sending", "Budi")
    with pytest.raises(NotNow):
        await announcing.approve(kept.id, "Budi")


async def test_scheduled_and_the_end(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """It goes at its time; after its last day what has not gone never goes, and nobody is shown it."""
    await follow(store, (1, 2), "depok", now=clock())
    told = replace(TRAINING, ends_on=clock().date() + dt.timedelta(days=1))
    kept = await announcing.draft(composed(told), "Rina")
    await announcing.send(kept.id, "Rina", at=clock() + dt.timedelta(hours=2))
    await announcer.look()
    assert (await announcing.progress(kept.id)).kept.state == "scheduled"
    clock.pass_by(2 * 3600)
    for _ in range(4):
        await announcer.look()
    assert [state for _, state, _ in await copies(store)] == ["waiting", "waiting"]
    clock.pass_by(3 * 86_400)
    await announcer.look()
    assert {(state, reason) for _, state, reason in await copies(store)} == {("skipped", "masa berlakunya sudah habis")}
    assert (await announcing.progress(kept.id)).kept.state == "done"
    assert await rows(store, outbox) == []


async def test_quiet_hours_by_the_offices_clock(
    store: Store, search: Search, clock: TestClock, announcing: Announcing
) -> None:
    """At night nothing leaves, also not what was on its way already; in the morning it goes on."""
    await follow(store, (1,), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    announcer = Announcer(store, lambda: search.library, Wakes(), clock, QuietHours())
    clock.now = dt.datetime(2026, 11, 18, 12, 59, tzinfo=dt.UTC)  # 19.59 in Depok
    await announcer.look()
    clock.pass_by(120)
    for _ in range(2):
        assert await claimed(store, clock) == []
        await announcer.look()
    clock.pass_by(11 * 3600)
    await announcer.look()
    assert await claimed(store, clock) == ["1"]


async def test_paused_resumed_cancelled(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """While paused nothing leaves; resumed it goes on with the others; cancelled the rest never goes."""
    await follow(store, range(60), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    carrier = FakeCarrier()
    async with announcing_loop(announcer), sending(store, carrier, clock, SLOW):
        await until(store, lambda states: "sent" in states)
        await announcing.pause(kept.id)
        await until(store, lambda states: "sending" not in states)
        paused = len(carrier.sent)
        await asyncio.sleep(0.3)
        assert len(carrier.sent) == paused < 60
        await announcing.resume(kept.id)
        await until(store, lambda states: states.count("sent") > paused + 3)
        await announcing.cancel(kept.id)
        await until(store, all_settled)
    states = [state for _, state, _ in await copies(store)]
    assert states.count("sent") == len(carrier.sent) == len(set(carrier.sent))
    assert set(states) == {"sent", "skipped"}
    assert not {row.status for row in await rows(store, outbox)} & {"waiting", "held", "sending"}


async def test_who_stops_meanwhile_gets_nothing(
    store: Store, turns: Turns, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """Also when the copy was in the outbox already; a reply does not wait behind it."""
    await follow(store, (1, 2), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    for _ in range(3):
        await announcer.look()
    await turns.take(says("berhenti", "k1", Address("telegram", "bot", "1")))
    carrier = FakeCarrier()
    async with announcing_loop(announcer), sending(store, carrier, clock):
        await until(store, all_settled)
        async with asyncio.timeout(5):
            while len(carrier.sent) < 2:
                await asyncio.sleep(0.02)
    assert await copies(store) == [("1", "skipped", "tidak lagi berlangganan"), ("2", "sent", None)]
    assert [first for chat, first in carrier.sent if chat == "1"] == [
        "Pengumuman Kota Depok tidak dikirim lagi kepada Anda."
    ]


async def test_results_by_reason_and_what_may_be_tried_again(
    store: Store, turns: Turns, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """Blocked, refused for good, lost on the way: each is told, and only an officer sends what may have arrived."""
    await follow(store, range(1, 5), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    answers = Unreachable("blocked"), Refused("too long"), Deferred("timed out", may_have_arrived=True)
    carrier = FakeCarrier(*answers)
    async with announcing_loop(announcer), sending(store, carrier, clock):
        await until(store, all_settled)
        states = sorted(state for _, state, _ in await copies(store))
        assert states == ["blocked", "failed", "sent", "uncertain"]
        assert await announcing.retry(kept.id) == 0
        (blocked,) = [chat for chat, state, _ in await copies(store) if state == "blocked"]
        await turns.take(says("halo", "k1", Address("telegram", "bot", blocked)))
        assert await announcing.retry(kept.id) == 1
        await until(store, all_settled)
        assert await announcing.retry(kept.id, uncertain=True) == 1
        await until(store, all_settled)
    assert sorted(state for _, state, _ in await copies(store)) == ["failed", "sent", "sent", "sent"]


async def test_a_copy_found_half_sent_is_uncertain_and_stays(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """After a crash between the mark and the result nobody knows: it is told, not repeated."""
    await follow(store, (1, 2), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    for _ in range(3):
        await announcer.look()
    assert await claimed(store, clock, 1) == ["1"]
    carrier = FakeCarrier()
    async with announcing_loop(announcer), sending(store, carrier, clock):
        await until(store, all_settled)
    assert [state for _, state, _ in await copies(store)] == ["uncertain", "sent"]
    assert [chat for chat, _ in carrier.sent] == ["2"]


async def test_a_correction_goes_to_exactly_those_who_got_the_first(
    store: Store, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """Not to those who followed since, nor to whom the first never reached."""
    await follow(store, (1, 2, 3), "depok", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    carrier = FakeCarrier(Refused("no"))
    async with announcing_loop(announcer), sending(store, carrier, clock):
        await until(store, all_settled)
        got = {chat for chat, _ in carrier.sent}
        await follow(store, (9,), "depok", now=clock())
        second = await announcing.correct(kept.id, composed(), "Rina")
        assert (await announcing.preview(second.id)).receivers == 2
        await announcing.send(second.id, "Rina")
        await until(store, lambda states: len(states) == 5 and all_settled(states))
    assert sorted(chat for chat, _ in carrier.sent) == sorted([*got, *got])


async def test_the_web_counts_as_delivered_when_it_was_fetched(
    store: Store, turns: Turns, clock: TestClock, announcing: Announcing, announcer: Announcer
) -> None:
    """And “pengumuman” shows the current ones to whoever asks."""
    await follow(store, ("w1",), "depok", channel="web", account="web", now=clock())  # type: ignore[arg-type]
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    for _ in range(4):
        await announcer.look()
    assert [state for _, state, _ in await copies(store)] == ["sent"]
    (chat,) = await rows(store, conversations)
    await store.write(lambda unit: mark_fetched(unit, chat.id, 1, clock()))
    assert [state for _, state, _ in await copies(store)] == ["delivered"]
    ani = Address("web", "web", "baru")
    await turns.take(says("pengumuman", "k1", ani, office="depok"))
    said = await store.read(lambda each: talk_after(each, ani, 1, 5))
    assert "Pelatihan Wirausaha Baru" in said.said[0].body
    await turns.take(says("pengumuman", "k2", ani, office="kalbar"))


async def test_a_test_goes_to_one_chat_alone(store: Store, clock: TestClock, announcing: Announcing) -> None:
    """As it would arrive, and nobody is counted."""
    await follow(store, (1, 2), "kalbar", now=clock())
    kept = await announcing.draft(composed(), "Rina")
    await announcing.test(kept.id, "telegram", "1", "depok")
    carrier = FakeCarrier()
    async with sending(store, carrier, clock):
        async with asyncio.timeout(5):
            while not carrier.sent:
                await asyncio.sleep(0.02)
    assert [chat for chat, _ in carrier.sent] == ["1"]
    assert await copies(store) == []
