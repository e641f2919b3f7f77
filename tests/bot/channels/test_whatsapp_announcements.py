"""Announcements on WhatsApp from end to end: whole inside the 24 hours, by template after them."""

from __future__ import annotations

import asyncio
from html import unescape

from tests.bot.channels.whatsapp_story import Service, says
from tests.bot.channels.whatsapp_story import clock as clock
from tests.bot.channels.whatsapp_story import graph as graph
from tests.bot.channels.whatsapp_story import service as service
from tests.bot.clock import MovedClock
from tests.bot.desk.colleagues import Colleague
from tests.bot.desk.newsroom import acts, drafts, looks
from tests.fakes.graph_api import FakeGraph
from tests.fakes.graph_api_people import SITI, Person, person
from tests.fakes.graph_api_templates import ANNOUNCEMENT


async def subscribes(graph: FakeGraph, who: Person) -> None:
    """Asks for Depok's announcements."""
    told = await says(graph, "langganan pengumuman depok", who)
    assert "Anda sekarang berlangganan pengumuman" in told["words"]


async def announces(service: Service) -> tuple[Colleague, int]:
    """An officer of Depok announces something to all."""
    dewi = await service.officer("depok")
    number = await drafts(dewi, text="Pendaftaran dibuka sampai Jumat.")
    assert (await acts(dewi, number, "send"))[0] == 303
    return dewi, number


async def done(service: Service) -> None:
    """Waits for an announcement to be over."""
    await service.until(lambda: service.stored("SELECT state FROM announcements") == ["done"])


async def test_an_announcement_in_and_out_of_the_window(graph: FakeGraph, service: Service, clock: MovedClock) -> None:
    """Whole for who wrote today; by template for who did not, and whole when they press BUKA; once for everybody."""
    early, late, leaving = person(1), person(2), person(3)
    await subscribes(graph, early)
    await subscribes(graph, leaving)
    clock.pass_by(hours=25)
    await subscribes(graph, late)
    before = len(graph.sent)
    _, number = await announces(service)
    await graph.until_sent(before + 3)
    await done(service)
    got = {each["who"]: each for each in graph.sent[before:]}
    assert len(got) == 3
    assert "Pendaftaran dibuka sampai Jumat." in got[str(late.phone)]["words"]
    for who in (early, leaving):
        told = got[str(who.phone)]
        assert (told["type"], told["category"]) == ("template", "marketing")
        assert "Pelatihan Wirausaha Baru" in told["words"]
    graph.presses("BUKA", early)
    await graph.until_sent(before + 4)
    graph.presses("BERHENTI", leaving)
    await graph.webhooks.settled()
    await service.until(lambda: "waiting" not in service.stored("SELECT status FROM outbox"))
    whole = [each["words"] for each in graph.to(str(early.phone))]
    assert sum("Pendaftaran dibuka sampai Jumat." in each for each in whole) == 1
    assert service.stored("SELECT count(DISTINCT conversation_id) FROM subscriptions") == [2]
    farewell = graph.to(str(leaving.phone))[-1]["words"]
    assert "tidak dikirim lagi" in farewell
    assert not any("Pendaftaran dibuka" in each["words"] for each in graph.to(str(leaving.phone)))
    assert service.stored(f"SELECT count(*) FROM announcement_deliveries WHERE announcement_id = {number}") == [3]
    whole_ones = "SELECT count(*) FROM announcement_deliveries WHERE state = 'delivered' AND reason IS NULL"
    await service.until(lambda: service.stored(whole_ones) == [2])


async def test_an_announcement_without_a_template(graph: FakeGraph, service: Service, clock: MovedClock) -> None:
    """Who cannot be reached is told to the officer with the reason; who can gets it."""
    early, late = person(1), person(2)
    await subscribes(graph, early)
    clock.pass_by(hours=25)
    await subscribes(graph, late)
    graph.business.templates = [each for each in graph.business.templates if each is not ANNOUNCEMENT]
    await asyncio.to_thread(service.change, "DELETE FROM whatsapp_templates WHERE name = 'tanya_pengumuman'")
    dewi, number = await announces(service)
    await done(service)
    assert sorted(service.stored("SELECT state FROM announcement_deliveries")) in (
        ["delivered", "failed"],
        ["failed", "sent"],
    )
    assert "templat" in service.stored("SELECT reason FROM announcement_deliveries WHERE state = 'failed'")[0]
    assert "templat" in unescape(await looks(dewi, number))


async def test_who_says_berhenti_gets_no_more(graph: FakeGraph, service: Service) -> None:
    """Typed, whenever."""
    await subscribes(graph, SITI)
    await says(graph, "berhenti")
    assert service.stored("SELECT count(*) FROM subscriptions") == [0]
