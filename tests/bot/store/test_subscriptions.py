"""Subscriptions as rows: made by words, in the export, ended by every way out, with what was on its way."""

from __future__ import annotations

import pytest

from bot.arrival import Address
from bot.store.own_data import Owner, own_rows
from bot.store.schema import consents, conversations, subscriptions
from bot.store.store import Store
from bot.turns import Turns
from tests.bot.store.test_turns import rows, says

ANI = Address("telegram", "bot", "1")


async def talk(turns: Turns, *texts: str) -> None:
    """One citizen of Depok says something."""
    for text in texts:
        await turns.take(says(text, f"k{next(_KEYS)}", ANI, office="depok"))


_KEYS = iter(range(10_000))


async def test_words_make_rows_and_the_consent_is_recorded(store: Store, turns: Turns) -> None:
    """One row an office and topic; the citizen's own export has them."""
    await talk(turns, "langganan pengumuman pelatihan", "langganan pengumuman tenggat kalbar")
    found = [(row.office, row.topic) for row in await rows(store, subscriptions)]
    assert sorted(found) == [("depok", "pelatihan"), ("kalbar", "tenggat")]
    (consent,) = await rows(store, consents)
    assert (consent.kind, consent.outcome) == ("announcements", "agreed")
    (ani,) = await rows(store, conversations)
    exported = await store.read(lambda each: own_rows(each, Owner(ani.id, "")))
    assert len(exported["subscriptions"]) == 2


@pytest.mark.parametrize("said", ["berhenti", "stop kirim pengumuman dong", "tarik persetujuan", "unsubscribe"])
async def test_every_way_out_leaves_no_row(store: Store, turns: Turns, said: str) -> None:
    """The consent is withdrawn with the last subscription."""
    await talk(turns, "langganan pengumuman", said)
    assert await rows(store, subscriptions) == []
    (consent,) = await rows(store, consents)
    assert consent.outcome == "withdrawn"


async def test_deleting_ones_data_ends_subscriptions(store: Store, turns: Turns) -> None:
    """What is deleted is not written to any more."""
    await talk(turns, "langganan pengumuman", "hapus data saya", "ya")
    assert await rows(store, subscriptions) == []


async def test_the_language_of_a_chat_is_a_column(store: Store, turns: Turns) -> None:
    """It follows what is chosen in the chat."""
    await talk(turns, "halo", "english please")
    (ani,) = await rows(store, conversations)
    assert ani.language == "en"
