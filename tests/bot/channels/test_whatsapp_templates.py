"""Templates: fetched from Meta with the numbers they belong to, and filled in as WhatsApp takes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa

from bot.arrival import Address
from bot.channels.whatsapp.templates import fill
from bot.delivery import Held
from bot.store.conversations import look
from bot.store.saying import say
from bot.store.schema import outbox
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_schema import whatsapp_numbers, whatsapp_templates
from bot.store.whatsapp_templates import Template, usable
from handlers.turn import Reply, Section
from tests.bot.channels.whatsapp_sender import OneNumber, one_number
from tests.bot.clock import TestClock
from tests.fakes.graph_api import FakeGraph
from tests.fakes.graph_api_people import BUSINESS, NUMBER, OTHER_NUMBER
from tests.fakes.graph_api_templates import ANNOUNCEMENT, NEWS, template

REPLY = Reply((Section(paragraphs=("Jawaban.",)),))


@pytest.fixture
async def number(graph: FakeGraph, store: Store, clock: TestClock) -> AsyncIterator[OneNumber]:
    """A number of which nothing was fetched yet."""
    async with one_number(graph, store, clock) as parts:
        yield parts


def kept(name: str, body: str, places: int, **more: Any) -> Template:
    """A template of ours as the store has it."""
    values = {"language": "id", "status": "APPROVED", "category": "UTILITY", **more}
    return Template(BUSINESS, name, values["language"], values["status"], values["category"], body, places)


async def test_numbers_and_all_pages_of_templates_are_fetched(number: OneNumber) -> None:
    """The token stays in its header; what was deleted at Meta is gone here too."""
    graph = number.fake
    graph.business.templates = [NEWS, *(template(f"lain_{each}", "Halo {{1}}") for each in range(240))]
    await number.templates.look()
    names = sa.select(whatsapp_templates.c.name)
    found = await number.store.read(lambda connection: connection.execute(names).scalars().all())
    assert len(found) == 241
    shown = sa.select(whatsapp_numbers.c.account, whatsapp_numbers.c.business, whatsapp_numbers.c.phone)
    ours = await number.store.read(lambda connection: {tuple(row) for row in connection.execute(shown)})
    assert ours == {(NUMBER, BUSINESS, "+62 21 5550 1234"), (OTHER_NUMBER, BUSINESS, "+62 561 555 1234")}
    graph.business.templates = [ANNOUNCEMENT]
    await number.templates.look()
    assert await number.store.read(lambda connection: connection.execute(names).scalars().all()) == ["tanya_pengumuman"]


@pytest.mark.parametrize(
    ("changed", "fit"),
    [
        ({}, True),
        ({"components": [{"type": "BODY", "text": "Ada kabar. Balas BUKA."}]}, True),
        ({"components": [{"type": "BODY", "text": "Ada kabar dari {{dinas}} tentang {{hal}}."}]}, True),
        ({"components": [{"type": "BODY", "text": "{{1}} {{1}} {{2}}"}, {"type": "FOOTER", "text": "Dinas"}]}, True),
        ({"components": [{"type": "BODY", "text": "{{1}} {{2}} {{3}}"}]}, False),
        ({"components": [*NEWS["components"], {"type": "HEADER", "format": "TEXT", "text": "{{1}}"}]}, False),
        ({"components": [*NEWS["components"], {"type": "HEADER", "format": "TEXT", "text": "Kabar"}]}, True),
        ({"components": [{"type": "BODY", "text": "a"}, {"type": "CAROUSEL", "cards": []}]}, False),
        (
            {"components": [{"type": "BODY", "text": "a"},
                            {"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://a.id/{{1}}"}]}]},
            False,
        ),
        ({"components": None}, False), ({"status": "PAUSED"}, False), ({"language": "en_US"}, True),
    ],
)  # fmt: skip
async def test_which_templates_can_be_used(number: OneNumber, changed: dict[str, Any], fit: bool) -> None:
    """Approved, with nothing to be given beside the words of the body."""
    number.fake.business.templates = [{**NEWS, **changed}]
    await number.templates.look()
    found = await number.store.read(lambda connection: usable(connection, NUMBER, "news"))
    assert (found is not None) == fit


def test_what_is_filled_in() -> None:
    """As much as there are places for, on one line, never nothing at all."""
    values = ("Diskop\n\tDepok    Timur", "")
    two = fill(kept("a", "{{1}} {{2}}", 2), values)["template"]
    assert two["components"][0]["parameters"] == [
        {"type": "text", "text": "Diskop Depok Timur"}, {"type": "text", "text": "-"},
    ]  # fmt: skip
    named = fill(kept("a", "{{dinas}}", 1), ("x" * 300, "b"))["template"]["components"][0]["parameters"]
    assert (named[0]["parameter_name"], len(named[0]["text"])) == ("dinas", 200)
    assert "components" not in fill(kept("a", "Halo", 0), values)["template"]


async def test_what_waits_for_a_template_goes_when_there_is_one(number: OneNumber) -> None:
    """An answer that could not be told of is tried again; the citizen need not come by chance."""
    number.fake.business.templates = []
    await number.templates.look()
    address = await number.knows(shut=True)
    assert isinstance(await number.carrier.deliver(address, REPLY), Held)
    await hold(number, address)
    await number.templates.look()
    assert await statuses(number) == ["held"]
    number.fake.business.templates = [NEWS]
    await number.templates.look()
    assert await statuses(number) == ["waiting"]


async def test_meta_is_asked_at_the_start_when_told_and_again_after_a_failure(
    number: OneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead token is told as trouble, never with the token."""
    monkeypatch.setattr("bot.channels.whatsapp.templates._GATHER", 0.0)
    graph, good = number.fake, number.fake.token
    graph.token = "another"
    task = asyncio.create_task(number.templates.run())
    async with asyncio.timeout(10):
        while number.templates.trouble is None:
            await asyncio.sleep(0.01)
        assert number.templates.trouble.startswith("190")
        assert good not in number.templates.trouble
        graph.token = good
        graph.business.numbers, numbers = {}, graph.business.numbers
        number.templates.ask()
        while "tidak menunjuk akun" not in (number.templates.trouble or ""):
            await asyncio.sleep(0.01)
        graph.business.numbers = numbers
        number.templates.ask()
        while await number.store.read(lambda connection: usable(connection, NUMBER, "news")) is None:
            await asyncio.sleep(0.01)
        graph.business.templates = []
        number.templates.ask()
        while await number.store.read(lambda connection: usable(connection, NUMBER, "news")) is not None:
            await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def hold(number: OneNumber, address: Address) -> None:
    """A reply that waits for the citizen to write."""

    def work(unit: Unit) -> None:
        found = look(unit.connection, address)
        assert found is not None
        say(unit, found.id, address, 1, (REPLY,), "staff", number.clock())
        unit.connection.execute(outbox.update().values(status="held"))

    await number.store.write(work)


async def statuses(number: OneNumber) -> list[str]:
    """The states of what is to be sent."""
    wanted = sa.select(outbox.c.status)
    return list(await number.store.read(lambda connection: connection.execute(wanted).scalars().all()))
