"""What offices see of questions: counts that agree with a count by hand, and what was asked in vain, for a while."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.arrival import Address, Arrival
from bot.store.office_schema import question_counts, unanswered_questions
from bot.store.questions import COUNTS_KEPT, TEXTS_KEPT, Counted, counted, unanswered
from bot.store.retention import forget_old
from bot.store.store import Store
from bot.turns import Turns
from handlers.turn import Message
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import SITI, rows, says

HOUR = dt.datetime(2026, 11, 18, 2, tzinfo=dt.UTC)
LATER = HOUR + dt.timedelta(hours=1)
BUDI = Address("telegram", "bot", "102")
CABANG = "kalbar/izin-kantor-cabang"
YEAR = dt.timedelta(days=365)


async def tell(turns: Turns, *texts: str, address: Address = SITI, office: str | None = "kalbar") -> None:
    """Someone writes message after message."""
    for text in texts:
        await turns.take(says(text, f"{address.external_id} {text}", address, office))


async def of(store: Store, office: str) -> list[Counted]:
    """What was counted for an office on one day."""
    day = HOUR.replace(hour=0)
    return await store.read(lambda each: counted(each, office, day, day + dt.timedelta(days=1)))


async def in_vain(store: Store, clock: TestClock, *offices: str) -> list[tuple[str, str, str]]:
    """What offices were asked in vain, by now: office, kind, text."""
    found = await store.read(lambda each: unanswered(each, offices, HOUR - YEAR, HOUR + YEAR, clock()))
    return [(each.office, each.kind, each.text) for each in found]


async def test_questions_are_counted_by_what_they_ask_and_when(store: Store, turns: Turns, clock: TestClock) -> None:
    """Of two people, in two hours, typed and pressed; greetings, thanks and a form are no questions."""
    await tell(turns, "halo", "biaya izin kantor cabang", "kalau syaratnya?", "terima kasih")
    await tell(turns, "biaya izin kantor cabang", "alamat kantor", address=BUDI)
    clock.pass_by(3600)
    await turns.take(Arrival(BUDI, "p1", Message("press", choice=f"ask:{CABANG}:biaya")))
    await tell(turns, "mau mengadu, petugas minta uang", "Bu Ani", address=BUDI)
    await tell(turns, "jam buka kantor depok", address=SITI)
    assert await of(store, "kalbar") == [
        Counted(HOUR, "", "", "contact", 1),
        Counted(HOUR, CABANG, "biaya", "answer", 2),
        Counted(HOUR, CABANG, "persyaratan", "answer", 1),
        Counted(LATER, CABANG, "biaya", "answer", 1),
    ]
    assert await of(store, "depok") == [Counted(LATER, "depok/tamu", "jangka-waktu", "answer", 1)]
    assert await of(store, "muba") == []


async def test_a_span_ends_before_its_end(store: Store, turns: Turns, clock: TestClock) -> None:
    """What is asked in the hour that begins there belongs to the next."""
    await tell(turns, "biaya izin kantor cabang")
    clock.pass_by(3600)
    await tell(turns, "alamat kantor")
    assert len(await store.read(lambda each: counted(each, "kalbar", HOUR, LATER))) == 1
    assert await store.read(lambda each: counted(each, "kalbar", LATER, LATER)) == []


async def test_a_repeated_message_counts_once(store: Store, turns: Turns) -> None:
    """As it is acted on once."""
    for _ in range(3):
        await turns.take(says("biaya izin kantor cabang", "1", office="kalbar"))
    assert [each.count for each in await of(store, "kalbar")] == [1]


async def test_many_at_once_are_all_counted(store: Store, turns: Turns) -> None:
    """Whoever asks beside them."""
    people = [Address("telegram", "bot", str(number)) for number in range(24)]
    for address in people:
        await tell(turns, "biaya izin kantor cabang", address=address)
    assert [each.count for each in await of(store, "kalbar")] == [24]


async def test_what_was_asked_in_vain_is_kept_without_the_person(
    store: Store, turns: Turns, clock: TestClock
) -> None:  # fmt: skip
    """Refused questions at once, by office; telephone numbers, addresses and identity numbers are hidden."""
    await tell(
        turns, "cara daftar halal, wa saya 0812-7777-6666", "email ani@contoh.id NIK 3201010101017391 soal halal"
    )
    await tell(turns, "biaya izin kantor cabang", address=BUDI)
    assert await in_vain(store, clock, "kalbar") == [
        ("kalbar", "refused", "email ••• NIK ••••••••••••7391 soal halal"),
        ("kalbar", "refused", "cara daftar halal, wa saya •••"),
    ]
    assert await in_vain(store, clock, "depok", "") == []


async def test_choices_are_given_up_only_when_nothing_is_chosen(store: Store, turns: Turns, clock: TestClock) -> None:
    """Not while they may still be read; who chooses by number or names the place has an answer."""
    await tell(turns, "syarat izin", "1")
    await tell(turns, "syarat izin", address=BUDI)
    assert await in_vain(store, clock, "kalbar") == []
    clock.pass_by(16 * 60)
    assert await in_vain(store, clock, "kalbar") == [("kalbar", "choices", "syarat izin")]
    await tell(turns, "alamat kantor", address=BUDI)
    assert await in_vain(store, clock, "kalbar") == [("kalbar", "choices", "syarat izin")], "another question"
    await tell(turns, "izin kantor cabang", address=BUDI)
    answered = [(each.kind, each.count) for each in await of(store, "kalbar")]
    assert sorted(answered) == [("answer", 1), ("answer", 1), ("choices", 2), ("contact", 1)]


async def test_no_office_known_yet(store: Store, turns: Turns, clock: TestClock) -> None:
    """The question waits for its office; answered there, it was not in vain, and counts for it."""
    await tell(turns, "biaya izin kantor cabang", "kalbar", office=None)
    await tell(turns, "kota bandung syarat umkm", address=BUDI, office=None)
    clock.pass_by(16 * 60)
    assert await in_vain(store, clock, "") == [("", "refused", "kota bandung syarat umkm")]
    assert [each.kind for each in await of(store, "kalbar")] == ["answer"]


async def test_what_is_written_in_a_form_is_no_question(store: Store, turns: Turns, clock: TestClock) -> None:
    """A name or a story that nobody understands is not shown to the office as a question."""
    await tell(turns, "mau mengadu, petugas minta uang", "Bu Ani", "bagaimana cara daftar halal bu ani", "batal", "ya")
    clock.pass_by(16 * 60)
    assert await in_vain(store, clock, "kalbar", "") == []


async def test_a_form_that_took_a_question_over_takes_it_along(store: Store, turns: Turns, clock: TestClock) -> None:
    """What was passed on to officers and then dropped is forgotten everywhere."""
    await tell(turns, "cara bikin sertifikat burung perkutut")
    kept = len(await rows(store, unanswered_questions))
    await tell(turns, "teruskan ke petugas", "batal", "ya, batalkan")
    assert kept == 1
    assert await in_vain(store, clock, "kalbar") == []


@pytest.mark.parametrize(("kept", "gone"), [(365, TEXTS_KEPT.days), (30, 30)])
async def test_texts_are_forgotten_after_a_quarter_counts_are_not(
    store: Store, turns: Turns, clock: TestClock, kept: int, gone: int
) -> None:
    """Or with the messages, where those are kept for less; counts stay for two years."""
    await tell(turns, "cara daftar halal")
    for days in (gone - 1, 2):
        clock.pass_by(days * 86400)
        before = await in_vain(store, clock, "kalbar")
        await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=kept)))
        assert len(before) == 1
    assert await rows(store, unanswered_questions) == []
    assert len(await rows(store, question_counts)) == 1
    clock.pass_by(COUNTS_KEPT.total_seconds())
    await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=kept)))
    assert await rows(store, question_counts) == []
