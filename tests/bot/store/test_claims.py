"""Claim codes in the store: one conversation hands a ticket to another, whoever has the code, and nobody else."""

from __future__ import annotations

import json
import re

import pytest
import sqlalchemy as sa

from bot.arrival import Address, Arrival
from bot.staff import Staff
from bot.store.claims import claimed
from bot.store.officer_acts import OfficerAct
from bot.store.schema import claims, conversations, messages, outbox, ticket_events, tickets
from bot.store.store import Store
from bot.turns import Turns
from handlers.claims import CLAIM_SYMBOLS
from handlers.tickets import SYMBOLS, find_number
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows, says

PAGE = Address("web", "web", "siti")
PHONE = Address("telegram", "bot", "7")
STORY = ("mau mengadu, petugas loket di kalbar minta uang", "Siti", "081200001111", "kirim")
_CODE = re.compile(rf"klaim ([{SYMBOLS}]{{5}}-[{SYMBOLS}]{{5}})")


async def filed(turns: Turns, store: Store) -> tuple[str, str]:
    """Files a complaint on the web; returns its number and the code that was told."""
    for key, text in enumerate(STORY):
        await turns.take(says(text, f"f{key}", PAGE))
    told = await last(store, PAGE)
    number, code = find_number(told), _CODE.search(told)
    assert number is not None
    assert code is not None
    return number, code[1]


async def last(store: Store, address: Address) -> str:
    """What was said last in a conversation."""
    found = {row.external_id: row.id for row in await rows(store, conversations)}
    return [
        str(row.body)
        for row in await rows(store, messages)
        if row.conversation_id == found[address.external_id] and row.direction == "out"
    ][-1]


async def test_who_has_the_code_follows_the_ticket(
    store: Store, turns: Turns, search: Search, clock: TestClock
) -> None:
    """Answers come there from then on; the conversation before is told, and sees it no more."""
    number, code = await filed(turns, store)
    await turns.take(says(f"klaim {code.lower()}", "1", PHONE))
    assert f"Tiket {number} sekarang diikuti di percakapan ini" in await last(store, PHONE)
    assert f"Tiket {number} sekarang diikuti dari percakapan lain" in await last(store, PAGE)
    staff = Staff(store, search, clock)
    recorded = await staff.act(OfficerAct("answered", number, "Rina", "Sudah kami tindak lanjuti."))
    assert recorded.channel == "telegram"
    assert "Sudah kami tindak lanjuti." in await last(store, PHONE)
    await turns.take(says("tiket saya", "2", PAGE))
    assert "Belum ada tiket" in await last(store, PAGE)
    assert [row.kind for row in await rows(store, ticket_events)] == ["opened", "claimed", "answered"]
    assert {row.status for row in await rows(store, outbox) if row.channel == "web"} == {"available"}


async def test_a_link_shows_the_state_and_takes_nothing(store: Store, turns: Turns) -> None:
    """Whoever scans the receipt at the counter leaves the ticket where it is, and reads no word of the citizen."""
    number, code = await filed(turns, store)
    await turns.take(Arrival(PHONE, "2", Message("press", choice=f"start:klaim-{code.replace('-', '')}")))
    told = await last(store, PHONE)
    assert number in told
    assert "menunggu petugas" in told
    assert "uang" not in told
    assert "Siti" not in told
    (ticket,) = await rows(store, tickets)
    (page,) = [row for row in await rows(store, conversations) if row.external_id == "siti"]
    assert ticket.conversation_id == page.id


@pytest.mark.parametrize(
    "said",
    [
        "klaim 34679-ACDEF",
        "klaim {number} 34679ACDEF",
        "klaim {number}",
        "klaim DEP-ACDEFG-H",
        "klaim 0000000000",
        "klaim xyz123abc",
    ],
)
async def test_a_wrong_code_tells_nothing(store: Store, turns: Turns, said: str) -> None:
    """The same words whatever is wrong with it; the ticket's number is no code."""
    number, _ = await filed(turns, store)
    await turns.take(says(said.format(number=number), "1", PHONE))
    told = json.loads(await last(store, PHONE))
    assert told["sections"] == [{"paragraphs": ["Kode itu tidak saya kenal. Periksa lagi tulisannya di tanda terima."]}]
    (ticket,) = await rows(store, tickets)
    assert ticket.version == 1


async def test_after_five_wrong_codes_a_right_one_waits_for_tomorrow(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """Nobody tries codes in a chat all day."""
    number, code = await filed(turns, store)
    for key in range(5):
        await turns.take(says("klaim 34679-ACDEF", f"{key}", PHONE))
    await turns.take(says(f"klaim {code}", "right", PHONE))
    assert "Terlalu banyak kode yang salah" in await last(store, PHONE)
    clock.pass_by(86_400)
    await turns.take(says(f"klaim {code}", "again", PHONE))
    assert f"Tiket {number} sekarang diikuti" in await last(store, PHONE)


async def test_codes_are_kept_as_hashes_and_go_with_the_ticket(store: Store, turns: Turns, clock: TestClock) -> None:
    """Each receipt has its own; of very many the oldest end; a deleted ticket has none."""
    number, code = await filed(turns, store)
    for key in range(22):
        clock.pass_by(1)
        await turns.take(says("tanda terima", f"r{key}", PAGE))
    kept = await rows(store, claims)
    assert len(kept) == 20
    assert all(len(str(row.hash)) == 32 for row in kept)
    newest = json.loads(await last(store, PAGE))["file"][1].removeprefix(f"{number}:")
    assert len(newest) == CLAIM_SYMBOLS
    assert all(newest not in str(row) for row in kept)
    found = await store.read(lambda connection: claimed(connection, newest))
    assert found is not None
    assert found.number == number
    assert await store.read(lambda connection: claimed(connection, code.replace("-", ""))) is None
    await store.write(lambda unit: unit.connection.execute(sa.delete(tickets)).rowcount)
    assert await rows(store, claims) == []


async def test_a_form_that_is_open_waits_meanwhile(store: Store, turns: Turns) -> None:
    """A code typed while a form asks something is no answer to it."""
    _, code = await filed(turns, store)
    await turns.take(says("mau mengadu, jalannya gelap, di depok", "1", PHONE))
    await turns.take(says(f"klaim {code}", "2", PHONE))
    told = json.loads(await last(store, PHONE))
    assert "sekarang diikuti" in str(told["sections"])
    assert ["draft:go-on", "Lanjutkan isian"] in told["choices"]
