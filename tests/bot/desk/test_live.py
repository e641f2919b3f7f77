"""Open pages of the desk: what they hear, who hears it, and when they stop hearing."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from bot.desk.live import STREAMS_PER_OFFICER
from knowledge.search import Search
from tests.bot.desk.colleagues import accounts, at_desk, employ
from tests.bot.desk.conftest import Desk, files
from tests.bot.desk.listening import listening
from tests.bot.service import serving
from tests.bot.telegram import stored


async def test_a_new_ticket_is_told_at_once(desk: Desk) -> None:
    """With how many wait for an officer; an officer of another office hears nothing of it."""
    async with listening(desk.rina) as rina, listening(desk.dewi) as dewi:
        assert await rina.until("counts") == {"tickets": 1, "chats": 0}
        assert await dewi.until("counts") == {"tickets": 0, "chats": 0}
        await rina.until("changed")
        await dewi.until("changed")
        await files(desk.citizen, "hal lain")
        await rina.until("counts", tickets=2)
        await rina.until("changed")
        heard = asyncio.create_task(dewi.until("changed"))
        await asyncio.sleep(0.5)
        assert not heard.done()
        heard.cancel()


async def test_an_open_ticket_hears_what_happens_to_it(desk: Desk) -> None:
    """What the citizen adds and what a colleague does; the page then fetches what it was."""
    path = f"/desk/live/tickets/{desk.number}"
    async with listening(desk.rina, f"ticket={desk.number}") as rina:
        await rina.until("ticket", version=1)
        assert (await desk.rina.get(f"{path}?since=1"))[0] == 204
        await desk.citizen.say(f"tambah {desk.number} sudah <beres> sendiri")
        await rina.until("ticket", version=2)
        status, text = await desk.rina.get(f"{path}?since=1")
    assert status == 200
    assert "Ada yang baru" in text
    assert "sudah &lt;beres&gt; sendiri" in text
    assert "mengajukan" not in text, "only what is new"


async def test_another_offices_ticket_is_not_heard(desk: Desk) -> None:
    """As little as one that does not exist."""
    async with listening(desk.dewi, f"ticket={desk.number}") as dewi:
        await dewi.until("counts")
        heard = asyncio.create_task(dewi.until("ticket"))
        await desk.citizen.say(f"tambah {desk.number} halo")
        await asyncio.sleep(0.5)
        assert not heard.done()
        heard.cancel()


async def test_the_list_is_fetched_only_where_it_changed(desk: Desk) -> None:
    """The same list is no new look; a changed one is written down like the page."""

    async def looks() -> int:
        return sum(each.what == "tickets-listed" for each in await desk.officers.audit())

    async with desk.rina.session.get(f"{desk.url}/desk/live/inbox") as response:
        assert desk.number in await response.text()
        tag = response.headers["ETag"]
    before = await looks()
    async with desk.rina.session.get(f"{desk.url}/desk/live/inbox", headers={"If-None-Match": tag}) as response:
        assert response.status == 304
    assert await looks() == before
    number = await files(desk.citizen, "hal lain")
    async with desk.rina.session.get(f"{desk.url}/desk/live/inbox", headers={"If-None-Match": tag}) as response:
        assert (response.status, number in await response.text()) == (200, True)
    assert await looks() == before + 1


async def test_a_stream_ends_with_its_session(desk: Desk) -> None:
    """Revoked by the operator or ended by time: the page is told, and hears no more."""
    async with at_desk(desk.url, "rina.wati") as browser, listening(browser) as page:
        await page.until("counts")
        await desk.officers.reset_password("Rina Wati")
        await page.until("ended")
        await page.ends()
    async with listening(desk.dewi) as page:
        await page.until("counts")
        desk.clock.pass_by(2 * 3600)
        await page.until("ended")


async def test_an_open_page_keeps_nobody_logged_in(desk: Desk) -> None:
    """What a page asks by itself is no sign of somebody sitting there."""
    for _ in range(3):
        desk.clock.pass_by(3600 - 60)
        last = (await desk.rina.get("/desk/live/inbox"))[0]
    assert last == 303


async def test_one_officer_holds_only_so_many_streams(desk: Desk) -> None:
    """One more is refused; another officer's is not."""
    async with AsyncExitStack() as stack:
        for _ in range(STREAMS_PER_OFFICER):
            await stack.enter_async_context(listening(desk.rina))
        assert (await desk.rina.get("/desk/live"))[0] == 503
        await stack.enter_async_context(listening(desk.dewi))


async def test_a_service_that_stops_ends_its_streams(tmp_path: Path, search: Search) -> None:
    """At once, so that nobody waits for the service on account of an open page."""
    service = serving(tmp_path, search)
    url = await service.__aenter__()
    async with accounts(tmp_path, search) as officers, at_desk(url, await employ(officers, url)) as rina:
        async with listening(rina) as page:
            await page.until("counts")
            stopping = asyncio.create_task(service.__aexit__(None, None, None))
            await page.ends()
        await stopping


async def test_colleagues_on_one_ticket_see_each_other(desk: Desk) -> None:
    """Who has it open, who writes, and that one has gone; never oneself, never an officer of another office."""
    ticket = f"ticket={desk.number}"
    budis = await employ(desk.officers, desk.url, "Budi")
    async with at_desk(desk.url, budis) as budi, listening(desk.rina, ticket) as rina:
        assert (await rina.heard("here")) == []
        async with listening(budi, ticket) as other, listening(desk.dewi, ticket):
            assert (await other.heard("here")) == [{"name": "Rina Wati", "writing": False}]
            page = await other.heard("page")
            assert (await rina.heard("here")) == [{"name": "Budi", "writing": False}]
            fields = {**await budi.hidden(f"/desk/tickets/{desk.number}"), "page": page, "writing": "1"}
            assert (await budi.post("/desk/writing", fields))[0] == 204
            assert (await rina.heard("here")) == [{"name": "Budi", "writing": True}]
            forged = {**await desk.rina.hidden(f"/desk/tickets/{desk.number}"), "page": page, "writing": "0"}
            await desk.rina.post("/desk/writing", forged)
            assert stored(desk.folder, "SELECT writing FROM presences WHERE officer = 'Budi'") == [1]
        assert (await rina.heard("here")) == []
