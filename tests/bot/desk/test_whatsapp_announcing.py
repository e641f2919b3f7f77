"""Announcements to WhatsApp too: what an officer is told of those whose chats are shut, before anything goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.announce_texts import preview_lines
from bot.announcing import Announcing
from bot.store.schema import conversations
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_templates import Number, Template, keep_numbers, keep_templates
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.cases import NUMBERS
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.desk.newsroom import NEWS, beside, drafts, followers, looks, uploads
from tests.bot.files.samples import jpeg
from tests.bot.service import serving

DEPOK = NUMBERS[1][0]
LOST = "2 pelanggan WhatsApp tidak akan menerimanya"
ASKED = "2 pelanggan WhatsApp tidak menulis selama 24 jam terakhir: mereka diberi tahu dulu dengan templat"


@dataclass(frozen=True, slots=True)
class Room:
    """Dewi is head at Depok, to whose number three subscribers write; one of them did so today."""

    store: Store
    folder: Path
    clock: TestClock
    search: Search
    dewi: Colleague


@pytest.fixture
async def room(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Room]:
    """The service, which sends nothing: it knows its numbers, and has no token."""
    async with (
        serving(tmp_path, search, clock=clock, whatsapp_numbers=NUMBERS) as url,
        accounts(tmp_path, search, clock) as officers,
        at_desk(url, await employ(officers, url, "Dewi", "depok", "head")) as dewi,
        beside(tmp_path) as store,
    ):
        await followers(tmp_path, clock, {"depok": (81, 82, 83)}, channel="whatsapp", account=DEPOK)
        await followers(tmp_path, clock, {"depok": (1, 2)})
        until = clock() + dt.timedelta(hours=20)
        opened = conversations.update().where(conversations.c.external_id == "81").values(window_until=until)
        await store.write(lambda unit: unit.connection.execute(opened))
        yield Room(store, tmp_path, clock, search, dewi)


async def approved(room: Room, status: str = "APPROVED") -> None:
    """Meta judged the template of announcements."""

    def keep(unit: Unit) -> None:
        keep_numbers(unit, [Number(DEPOK, "2099", "+62 21 7702001", "Dinas Koperasi")], room.clock())
        found = Template("2099", "tanya_pengumuman", "id", status, "UTILITY", "Pengumuman dari {{1}}: {{2}}.", 2)
        keep_templates(unit, "2099", [found], room.clock())

    await room.store.write(keep)


async def test_whom_it_cannot_reach(room: Room) -> None:
    """Is said on the page before it goes, with the way out; nobody else is counted among them."""
    page = await looks(room.dewi, await drafts(room.dewi))
    assert "WhatsApp <strong>3</strong>" in page
    assert LOST in page
    assert '<a href="/desk/whatsapp">Lihat templatnya</a>' in page
    assert ASKED not in page
    await approved(room, "PENDING")
    assert LOST in await looks(room.dewi, 1)


async def test_who_is_asked_first(room: Room) -> None:
    """With an approved template they are told of it, and that is said with the template's name."""
    number = await drafts(room.dewi)
    await approved(room)
    page = await looks(room.dewi, number)
    assert f"{ASKED} “tanya_pengumuman”" in page
    assert LOST not in page


async def test_where_all_are_reached_nothing_is_said(room: Room) -> None:
    """The chats are open, or the announcement does not go to WhatsApp."""
    page = await looks(room.dewi, await drafts(room.dewi, channel="telegram"))
    assert "pelanggan WhatsApp" not in page
    opened = conversations.update().values(window_until=room.clock() + dt.timedelta(hours=1))
    await room.store.write(lambda unit: unit.connection.execute(opened))
    assert "pelanggan WhatsApp" not in await looks(room.dewi, await drafts(room.dewi))


async def test_the_channel_can_be_chosen_and_is_previewed(room: Room) -> None:
    """As WhatsApp shows it, with its buttons; where there are no numbers neither is offered."""
    _, form = await room.dewi.get(f"{NEWS}/new")
    assert 'name="channel" value="whatsapp"' in form
    number = await drafts(room.dewi, channel="whatsapp", opens0="contact:depok", label0="Kontak")
    await uploads(room.dewi, number, jpeg(), "poster.jpg")
    page = await looks(room.dewi, number)
    assert f'<img class="attached" src="{NEWS}/{number}/file"' in page
    assert 'class="look whatsapp"' in page
    assert 'class="look telegram"' not in page
    assert "<span>Kontak</span>" in page


async def test_without_numbers_it_is_not_offered(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """Neither as a channel nor in the preview."""
    async with (
        serving(tmp_path, search, clock=clock) as url,
        accounts(tmp_path, search, clock) as officers,
        at_desk(url, await employ(officers, url, "Dewi", "depok")) as dewi,
    ):
        assert "whatsapp" not in (await dewi.get(f"{NEWS}/new"))[1].lower()
        assert "look whatsapp" not in await looks(dewi, await drafts(dewi))


async def test_the_command_says_it_too(room: Room) -> None:
    """Who announces from the machine is told the same."""
    number = await drafts(room.dewi)
    preview = await Announcing(room.store, room.search, room.clock).preview(number)
    assert [line for line in preview_lines(preview) if line.startswith(LOST)]
