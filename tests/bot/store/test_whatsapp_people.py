"""What WhatsApp tells of a citizen: another number, and that announcements are wanted no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from bot.arrival import Address
from bot.store.schema import consents, conversations, messages, outbox, subscriptions
from bot.store.store import Store
from bot.store.whatsapp_people import renumber, stop_announcements
from bot.store.whatsapp_schema import other_ids
from bot.turns import Turns
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows, says

ACCOUNT = "106540352242922"
OLD, OLD_ID, NEW, NEW_ID = "6281234567890", "ID.1", "6289876543210", "ID.2"
SITI = Address("whatsapp", ACCOUNT, OLD)


async def writes(turns: Turns, clock: TestClock, text: str, key: str, *ids: str) -> None:
    """Someone writes who is known by these ids."""
    arrival = says(text, key, replace(SITI, external_id=ids[0]), office="depok")
    until = clock() + dt.timedelta(hours=24)
    await turns.take(replace(arrival, also=ids[1] if len(ids) > 1 else None, window_until=until))


async def moves(
    store: Store, clock: TestClock, before: tuple[str, ...], after: tuple[str, ...], key: str = "s"
) -> None:
    """WhatsApp tells of another number."""
    await store.write(partial(renumber, account=ACCOUNT, key=key, before=before, after=after, now=clock()))


async def ids_of(store: Store) -> list[list[str]]:
    """By what each conversation is found, where answers go first."""
    others = await rows(store, other_ids)
    return [
        [row.external_id, *(each.external_id for each in others if each.conversation_id == row.id)]
        for row in await rows(store, conversations)
    ]


async def test_the_conversation_goes_with_the_number(store: Store, turns: Turns, clock: TestClock) -> None:
    """What is written from the new one belongs to it; the old one leads here no more."""
    await writes(turns, clock, "biaya kios", "1", OLD, OLD_ID)
    await moves(store, clock, (OLD, OLD_ID), (NEW, NEW_ID))
    assert await ids_of(store) == [[NEW, NEW_ID]]
    await writes(turns, clock, "syaratnya?", "2", NEW, NEW_ID)
    await writes(turns, clock, "halo, saya orang lain", "3", OLD)
    assert await ids_of(store) == [[NEW, NEW_ID], [OLD]]


async def test_a_notice_that_names_the_old_telephone_alone_takes_the_old_id_away_too(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """The id goes with the number, whether it is told or not."""
    await writes(turns, clock, "biaya kios", "1", OLD, OLD_ID)
    await moves(store, clock, (OLD,), (NEW,))
    assert await ids_of(store) == [[NEW]]


async def test_an_id_that_changed_without_a_telephone(store: Store, turns: Turns, clock: TestClock) -> None:
    """Answers go to what is known now."""
    await writes(turns, clock, "biaya kios", "1", OLD, OLD_ID)
    await moves(store, clock, (OLD_ID,), (NEW_ID,))
    assert await ids_of(store) == [[NEW_ID]]


async def test_a_notice_that_comes_again_touches_nobody_else(store: Store, turns: Turns, clock: TestClock) -> None:
    """Days later the old number may be another person's."""
    await writes(turns, clock, "biaya kios", "1", OLD)
    await moves(store, clock, (OLD,), (NEW,))
    await writes(turns, clock, "halo, saya orang lain", "2", OLD)
    await moves(store, clock, (OLD,), (NEW,))
    assert await ids_of(store) == [[NEW], [OLD]]


async def test_a_conversation_that_the_new_number_began_stays(store: Store, turns: Turns, clock: TestClock) -> None:
    """Both keep what was said in them, and who gets the old number later finds neither."""
    await writes(turns, clock, "biaya kios", "1", OLD, OLD_ID)
    await writes(turns, clock, "halo", "2", NEW)
    await moves(store, clock, (OLD, OLD_ID), (NEW, NEW_ID))
    assert len(await rows(store, messages)) == 4
    assert {row.status for row in await rows(store, outbox) if row.event == 2} == {"failed", "waiting"}
    await writes(turns, clock, "halo, saya orang lain", "3", OLD)
    old, new, stranger = await rows(store, conversations)
    assert (new.external_id, stranger.external_id) == (NEW, OLD)
    assert old.external_id not in {OLD, OLD_ID, NEW, NEW_ID}
    assert old.unreachable_since == clock()


async def test_a_notice_of_a_stranger_changes_nothing(store: Store, clock: TestClock) -> None:
    """Nobody has written from either."""
    await moves(store, clock, (OLD,), (NEW,))
    assert await ids_of(store) == []


async def test_stopping_in_whatsapp_is_stopping(store: Store, turns: Turns, clock: TestClock) -> None:
    """Found by any id; the consent is withdrawn."""
    await writes(turns, clock, "langganan pengumuman", "1", OLD, OLD_ID)
    assert await rows(store, subscriptions)
    for _ in range(2):
        await store.write(partial(stop_announcements, account=ACCOUNT, ids=(OLD_ID,), now=clock()))
    assert await rows(store, subscriptions) == []
    (consent,) = await rows(store, consents)
    assert consent.outcome == "withdrawn"
