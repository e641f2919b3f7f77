"""WhatsApp from end to end: citizens at the fake Graph host, officers at the desk, the whole service between them."""

from __future__ import annotations

import asyncio
from html import unescape

import pytest

from tests.bot.channels.whatsapp_story import Service, files_complaint, says
from tests.bot.channels.whatsapp_story import clock as clock
from tests.bot.channels.whatsapp_story import graph as graph
from tests.bot.channels.whatsapp_story import service as service
from tests.bot.clock import MovedClock
from tests.bot.desk.colleagues import Colleague
from tests.bot.desk.test_chats import does
from tests.fakes.graph_api import FakeGraph
from tests.fakes.graph_api_people import OTHER_NUMBER, SITI, Person, person

PHONE = str(SITI.phone)


async def test_a_question_is_answered(graph: FakeGraph, service: Service) -> None:
    """In one message of the number that was written to; shown as read; what became of it is known, and its price."""
    wamid = graph.says("berapa lama pelayanan rekomendasi izin?", number=OTHER_NUMBER)
    await graph.until_sent(1)
    await service.until(lambda: graph.marked)
    assert graph.marked == [(wamid, True)]
    await graph.webhooks.settled()
    assert [each["number"] for each in graph.sent] == [OTHER_NUMBER]
    assert service.stored("SELECT arrived FROM outbox") == ["delivered"]
    graph.statuses.tell(graph.sent[0], "read")
    graph.statuses.tell(graph.sent[0], "delivered")
    await graph.webhooks.settled()
    assert service.stored("SELECT arrived FROM outbox") == ["read"]
    assert service.stored(
        "SELECT account || ' ' || category || ' ' || billable || ' ' || count FROM whatsapp_meter"
    ) == [f"{OTHER_NUMBER} service 0 1"]


async def test_each_number_opens_its_office(graph: FakeGraph, service: Service) -> None:
    """The same person writes to both: two talks, each with its office."""
    depok = await says(graph, "alamat kantor")
    kalbar = await says(graph, "alamat kantor", number=OTHER_NUMBER)
    assert "Depok" in depok["words"]
    assert "Kalimantan Barat" in kalbar["words"]
    assert service.stored("SELECT count(*) FROM conversations") == [2]


async def test_everything_twice_together_and_out_of_order(graph: FakeGraph, service: Service) -> None:
    """Nobody is answered twice, nobody is left out, nothing is counted twice."""
    graph.webhooks.doubled = True
    people = [person(number) for number in range(1, 6)]
    with graph.webhooks.batch(shuffled=3):
        for who in people:
            graph.says("halo", who)
    await graph.until_sent(len(people))
    with graph.webhooks.batch(shuffled=4):
        for message in graph.sent:
            graph.statuses.tell(message, "read")
            graph.statuses.tell(message, "delivered")
    await graph.webhooks.settled()
    assert sorted(each["who"] for each in graph.sent) == sorted(str(who.phone) for who in people)
    assert service.stored("SELECT arrived FROM outbox") == ["read"] * len(people)
    assert service.stored("SELECT count FROM whatsapp_meter") == [len(people)]


@pytest.mark.usefixtures("service")
async def test_choices_by_button_number_and_words(graph: FakeGraph) -> None:
    """Whatever WhatsApp shows can be pressed, and typed as a number or by its words."""
    shown = await says(graph, "menu")
    labels = [label for label, _ in shown["choices"]]
    assert 3 < len(labels) <= 10, "a list"
    typed = await says(graph, "1")
    await says(graph, "menu")
    worded = await says(graph, labels[0])
    await says(graph, "menu")
    before = len(graph.sent)
    graph.presses(shown["choices"][0][1])
    pressed = (await graph.until_sent(before + 1))[before]
    assert typed["words"] == worded["words"] == pressed["words"]


async def test_who_hides_the_telephone_stays_the_same(graph: FakeGraph, service: Service) -> None:
    """First known by both ids, then by WhatsApp's alone: one conversation, answered where it began."""
    await says(graph, "alamat kantor")
    hidden = Person(phone=None, user_id=SITI.user_id)
    again = await says(graph, "jam buka", hidden)
    assert again["who"] == PHONE
    assert service.stored("SELECT count(*) FROM conversations") == [1]
    other = Person(phone=None, user_id="ID.55512345")
    assert (await says(graph, "halo", other))["who"] == "ID.55512345"


@pytest.mark.parametrize("late", [False, True], ids=["known", "told by status"])
async def test_an_answer_after_25_hours(graph: FakeGraph, service: Service, clock: MovedClock, *, late: bool) -> None:
    """A template asks for BUKA, once; pressed, it brings everything that waited, and the desk knows of each."""
    ticket = await files_complaint(graph)
    sent = len(graph.sent)
    clock.pass_by(hours=25)
    if late:  # as if we had written the window down wrong: WhatsApp takes the call and tells of it afterwards
        graph.by_status = True
        move = "UPDATE conversations SET window_until = datetime(window_until, '+3 days')"
        await asyncio.to_thread(service.change, move)
    rina = await service.officer("kalbar")
    status, text, _ = await rina.sends(ticket, "answered", "Berkas Anda sudah diterima.")
    assert status == 303, text
    knocks = [each for each in await graph.until_sent(sent + 1 + late) if each["type"] == "template"]
    assert len(knocks) == 1
    assert ticket in knocks[0]["words"]
    await service.until(lambda: "held" in service.stored("SELECT status FROM outbox"))
    graph.by_status = False
    status, text, _ = await rina.sends(ticket, "answered", "Silakan ambil hasilnya besok.")
    assert status == 303, text
    await service.until(lambda: service.stored("SELECT status FROM outbox").count("held") == 2)
    assert [each["type"] for each in graph.sent].count("template") == 1, "asked once a day"
    assert "sudah diminta membalas BUKA hari ini" in await seen(rina, ticket)
    before = len(graph.sent)
    graph.presses("BUKA", number=OTHER_NUMBER)
    await service.until(lambda: "held" not in service.stored("SELECT status FROM outbox"))
    await graph.webhooks.settled()
    words = "\n".join(each["words"] for each in (await graph.until_sent(before + 2))[before:])
    assert "Berkas Anda sudah diterima." in words
    assert "Silakan ambil hasilnya besok." in words
    await service.until(lambda: set(service.stored("SELECT status FROM outbox")) == {"sent"})
    await graph.webhooks.settled()
    assert service.stored("SELECT DISTINCT arrived FROM outbox") == ["delivered"]
    shown = await seen(rina, ticket)
    assert "sampai di WhatsApp" in shown
    assert "dibaca di WhatsApp" not in shown
    for message in graph.sent[before:]:
        graph.statuses.tell(message, "read")
    await graph.webhooks.settled()
    assert "dibaca di WhatsApp" in await seen(rina, ticket)
    admin = await service.officer("kalbar", "Budi", "head")
    status, text = await admin.get("/desk/whatsapp")
    assert status == 200, text
    assert "tanya_kabar" in text


async def seen(officer: Colleague, ticket: str) -> str:
    """The page of a ticket, as it is read."""
    return unescape((await officer.get(f"/desk/tickets/{ticket}"))[1])


async def test_any_word_brings_what_waits(graph: FakeGraph, service: Service, clock: MovedClock) -> None:
    """Not only BUKA: and the question is answered besides; what is written after that is a reply to the officer."""
    ticket = await files_complaint(graph)
    clock.pass_by(hours=25)
    rina = await service.officer("kalbar")
    await rina.sends(ticket, "answered", "Berkas Anda sudah diterima.")
    await service.until(lambda: "held" in service.stored("SELECT status FROM outbox"))
    before = len(graph.sent)
    graph.says("alamat kantor", number=OTHER_NUMBER)
    words = [each["words"] for each in (await graph.until_sent(before + 2))[before:]]
    assert "Berkas Anda sudah diterima." in words[0]
    assert "Alamat" in words[1]
    assert "tambahkan ke tiket" in (await says(graph, "loket yang mana, pak?", number=OTHER_NUMBER))["words"]


async def test_what_failed_afterwards_is_told_to_the_officer(graph: FakeGraph, service: Service) -> None:
    """WhatsApp took the message, and told later that it could not be brought."""
    ticket = await files_complaint(graph)
    await graph.webhooks.settled()
    graph.statuses.fails.append(131026)
    rina = await service.officer("kalbar")
    await rina.sends(ticket, "answered", "Berkas Anda sudah diterima.")
    await service.until(lambda: "failed" in service.stored("SELECT status FROM outbox"))
    assert service.stored("SELECT count(*) FROM conversations WHERE unreachable_since IS NOT NULL") == [1]
    await says(graph, "halo", number=OTHER_NUMBER)
    assert service.stored("SELECT count(*) FROM conversations WHERE unreachable_since IS NOT NULL") == [0]


async def test_a_dead_token_loses_nothing(graph: FakeGraph, service: Service) -> None:
    """What is to be said waits until the operator has put in another."""
    graph.token = "EAAnother"
    graph.says("halo")
    await graph.webhooks.settled()
    await service.until(lambda: service.stored("SELECT error FROM outbox") not in ([], [None]))
    assert (graph.sent, service.stored("SELECT status FROM outbox")) == ([], ["waiting"])


async def test_a_chat_with_an_officer(graph: FakeGraph, service: Service) -> None:
    """Both write; nothing is shown as read by the bot while an officer holds the chat."""
    rina = await service.officer("kalbar")
    await says(graph, "mau bicara dengan petugas", number=OTHER_NUMBER)
    assert (await does(rina, 1, "take"))[0] == 303
    before = len(await graph.until_sent(2))
    await service.until(lambda: len(graph.marked) == 1)
    graph.says("berkas saya kurang apa ya?", number=OTHER_NUMBER)
    await graph.webhooks.settled()
    assert "berkas saya kurang apa ya?" in unescape((await rina.get("/desk/chats/1"))[1])
    assert (await does(rina, 1, "say", "Kurang fotokopi KTP."))[0] == 303
    said = (await graph.until_sent(before + 1))[before]
    assert "Kurang fotokopi KTP." in said["words"]
    assert (await does(rina, 1, "end"))[0] == 303
    assert "mengakhiri obrolan" in (await graph.until_sent(before + 2))[before + 1]["words"]
    assert (len(graph.sent), len(graph.marked)) == (before + 2, 1)


async def test_messages_are_few(graph: FakeGraph, service: Service) -> None:
    """Each is billed: a complaint from the first word to the ticket costs one message a turn."""
    ticket = await files_complaint(graph)
    assert ticket in graph.sent[-1]["words"]
    await graph.webhooks.settled()
    asked = service.stored("SELECT count(*) FROM messages WHERE direction = 'in'")
    assert service.stored("SELECT sum(count) FROM whatsapp_meter") == asked == [len(graph.sent)]


async def test_a_dropped_form_is_not_worth_a_template(graph: FakeGraph, service: Service, clock: MovedClock) -> None:
    """Asking to open the chat costs money: who left a form is told of it when they write again."""
    await says(graph, "mau mengadu, petugas loket tidak mau menerima berkas saya")
    clock.pass_by(days=10)
    await service.look_at_the_clock()
    assert service.stored("SELECT draft_expires_at FROM conversations") == [None]
    assert (len(graph.sent), service.stored("SELECT status FROM outbox")) == (1, ["sent"])
    assert "pengaduan" in (await says(graph, "halo"))["words"].lower()
