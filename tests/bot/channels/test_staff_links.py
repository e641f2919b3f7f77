"""Officers' own chats and groups of the staff: linked by codes of the desk, cut at once, never by a guess."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.officers import Officers
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.service import serving
from tests.bot.telegram import stored
from tests.fakes.bot_api import TOKEN, FakeBotApi

RINA, BUDI, SITI = 11, 12, 13
GROUP = -500
OF_DEPOK = "SELECT office FROM staff_groups"
LINKS = "SELECT count(*) FROM staff_chats"
_CODE = re.compile(r"/(?:petugas|kelompok) ([A-Z0-9]{5}-[A-Z0-9]{5})")


@dataclass(frozen=True)
class Office:
    """Rina serves Depok at the desk; the clock stands still."""

    url: str
    folder: Path
    clock: TestClock
    officers: Officers
    rina: Colleague
    telegram: FakeBotApi

    async def code(self, path: str = "code", by: Colleague | None = None, **fields: str) -> str:
        """A fresh code from the desk."""
        who = by or self.rina
        token = (await who.hidden("/desk/telegram"))["form_token"]
        status, text, _ = await who.post(f"/desk/telegram/{path}", {"form_token": token, **fields})
        assert status == 200, text
        found = _CODE.search(text)
        assert found is not None
        return found[1]

    async def hears(self, text: str, chat: int = RINA, **more: Any) -> str:
        """What the bot answers to what is typed."""
        before = len(self.telegram.sent)
        self.telegram.says(text, chat, **more)
        return str((await self.telegram.until_sent(before + 1))[before]["text"])

    async def link(self, chat: int = RINA) -> None:
        """Rina links her chat."""
        assert "tertaut sebagai Rina Wati" in await self.hears(f"/petugas {await self.code()}", chat)


@pytest.fixture
async def office(tmp_path: Path, search: Search, clock: TestClock, telegram: FakeBotApi) -> AsyncIterator[Office]:
    """The running service."""
    async with (
        serving(tmp_path, search, clock=clock, telegram_token=TOKEN, telegram_api_url=telegram.url) as url,
        accounts(tmp_path, search, clock) as officers,
    ):
        await telegram.until_called("setMyCommands")
        async with at_desk(url, await employ(officers, url, office="depok")) as rina:
            yield Office(url, tmp_path, clock, officers, rina, telegram)


async def test_a_code_links_once(office: Office) -> None:
    """Typed in the private chat, in any spelling; the second time it is worth nothing."""
    code = await office.code()
    assert "tertaut sebagai Rina Wati (Kota Depok)" in await office.hears(f"/petugas {code.lower().replace('-', ' ')}")
    assert stored(office.folder, LINKS) == [1]
    assert "Kode itu tidak berlaku" in await office.hears(f"/petugas {code}", BUDI)
    assert stored(office.folder, LINKS) == [1]
    kept = " ".join(map(str, stored(office.folder, "SELECT body FROM messages WHERE direction = 'in'")))
    assert code not in kept
    assert code.replace("-", "").lower() not in kept.replace(" ", "").lower()
    assert stored(office.folder, "SELECT hash FROM staff_codes") == []
    assert "telegram-linked" in stored(office.folder, "SELECT what FROM desk_audit")


async def test_the_link_of_the_page_and_the_command_alone(office: Office) -> None:
    """The t.me link brings the code by itself; /petugas alone tells whose chat it is."""
    code = (await office.code()).replace("-", "")
    assert "Tulis /petugas dan kodenya" in await office.hears("/petugas")
    assert "tertaut sebagai Rina Wati" in await office.hears(f"/start petugas-{code}")
    assert "tertaut sebagai Rina Wati" in await office.hears("/petugas")
    _, page = await office.rina.get("/desk/telegram")
    assert "Tertaut sebagai <strong>Rina Wati</strong>" in page
    assert code not in page


async def test_codes_grow_old_and_a_new_one_ends_the_old(office: Office) -> None:
    """Ten minutes; nobody holds two."""
    first, second = await office.code(), await office.code()
    assert "tidak berlaku" in await office.hears(f"/petugas {first}")
    office.clock.pass_by(601)
    assert "tidak berlaku" in await office.hears(f"/petugas {second}")
    assert stored(office.folder, LINKS) == [0]


async def test_guessing_ends_soon(office: Office) -> None:
    """After five wrong ones not even the right one is taken in that chat that day."""
    code = await office.code()
    for _ in range(5):
        assert "tidak berlaku" in await office.hears("/petugas AAAAA-AAAAA")
    assert "Terlalu banyak" in await office.hears(f"/petugas {code}")
    assert stored(office.folder, LINKS) == [0]


async def test_never_in_a_group(office: Office) -> None:
    """A code that others could read is spent."""
    code = await office.code()
    assert "hanya di obrolan pribadi" in await office.hears(f"/petugas {code}", GROUP, by=RINA)
    assert "tidak berlaku" in await office.hears(f"/petugas {code}")
    assert stored(office.folder, LINKS) == [0]


@pytest.mark.parametrize("how", ["desk", "deactivated", "password"])
async def test_a_link_is_cut_at_once(office: Office, how: str) -> None:
    """At the desk, with the account, or with everything else when a password is set anew."""
    await office.link()
    if how == "desk":
        token = (await office.rina.hidden("/desk/telegram"))["form_token"]
        await office.rina.post("/desk/telegram/unlink", {"form_token": token})
    elif how == "deactivated":
        await office.officers.deactivate("Rina Wati", None)
    else:
        await office.officers.reset_password("Rina Wati")
    assert "Tulis /petugas" in await office.hears("/petugas")
    assert stored(office.folder, LINKS) == [0]


async def test_one_chat_is_one_officers(office: Office) -> None:
    """Another chat of the same officer takes over; the chat of another officer changes hands."""
    await office.link()
    await office.link(BUDI)
    assert "Tulis /petugas" in await office.hears("/petugas")
    async with at_desk(office.url, await employ(office.officers, office.url, "Dewi", "kalbar")) as dewi:
        code = await office.code(by=dewi)
        assert "tertaut sebagai Dewi" in await office.hears(f"/petugas {code}", BUDI)
    assert stored(office.folder, LINKS) == [1]


async def test_viewers_get_no_code(office: Office) -> None:
    """They only look."""
    async with at_desk(office.url, await employ(office.officers, office.url, "Tamu", "depok", "viewer")) as guest:
        token = (await guest.hidden("/desk/telegram"))["form_token"]
        for path in ("code", "group-code", "group-unlink"):
            fields = {"form_token": token, "office": "depok", "group": "1"}
            assert (await guest.post(f"/desk/telegram/{path}", fields))[0] == 403


async def test_a_citizen_gets_no_hint(office: Office) -> None:
    """/umumkan of a citizen is answered like any command that is none, with or without words behind it."""
    unknown = await office.hears("/entahapa", SITI)
    for text in ("/umumkan", "/umumkan Pelatihan dibuka sampai Jumat"):
        assert await office.hears(text, SITI) == unknown


async def test_a_group_of_the_staff(office: Office) -> None:
    """Linked by an officer who is linked, with a code of the office; shown and ended at the desk."""
    code = await office.code("group-code", office="depok")
    assert "Tautkan dulu akun Anda" in await office.hears(f"/kelompok {code}", GROUP, by=SITI)
    await office.link()
    assert "bukan di sini" in await office.hears(f"/kelompok {code}")
    assert "kelompok petugas Dinas Koperasi" in await office.hears(f"/kelompok@TanyaDinasBot {code}", GROUP, by=RINA)
    assert stored(office.folder, OF_DEPOK) == ["depok"]
    _, page = await office.rina.get("/desk/telegram")
    assert "oleh Rina Wati" in page
    fields = await office.rina.hidden("/desk/telegram")
    group = re.search(r'name="group" value="(\d+)"', page)
    assert group is not None
    async with at_desk(office.url, await employ(office.officers, office.url, "Dewi", "kalbar")) as dewi:
        theirs = await dewi.hidden("/desk/telegram")
        assert (await dewi.post("/desk/telegram/group-unlink", {**theirs, "group": group[1]}))[0] == 404
        assert (await dewi.post("/desk/telegram/group-code", {**theirs, "office": "depok"}))[0] == 404
        assert "oleh Rina Wati" not in (await dewi.get("/desk/telegram"))[1]
    assert (await office.rina.post("/desk/telegram/group-unlink", {**fields, "group": "x"}))[0] == 404
    assert (await office.rina.post("/desk/telegram/group-unlink", {**fields, "group": group[1]}))[0] == 303
    assert stored(office.folder, OF_DEPOK) == []


async def test_a_groups_code_of_another_office(office: Office) -> None:
    """An officer of Depok cannot make a group Kalbar's, and a code for a group links no chat."""
    await office.link()
    async with at_desk(office.url, await employ(office.officers, office.url, "Dewi", "kalbar")) as dewi:
        code = await office.code("group-code", by=dewi, office="kalbar")
    assert "bukan untuk kelompok kantor Anda" in await office.hears(f"/kelompok {code}", GROUP, by=RINA)
    own = await office.code("group-code", office="depok")
    assert "Kode itu untuk kelompok" in await office.hears(f"/petugas {own}")
    assert stored(office.folder, OF_DEPOK) == []


async def test_who_deletes_all_data_is_an_officer_in_that_chat_no_more(office: Office) -> None:
    """The link goes with the rest."""
    await office.link()
    await office.hears("hapus data saya")
    await office.hears("ya")
    async with asyncio.timeout(5):
        while stored(office.folder, LINKS) != [0]:
            await asyncio.sleep(0.05)
