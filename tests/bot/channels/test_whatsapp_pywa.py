"""What we send is what pywa, a library that others wrote, sends for the same content; what it signs we take."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pywa_async.client import WhatsApp
from pywa_async.types.callback import Button, Section, SectionList, SectionRow
from pywa_async.types.templates import BodyText, TemplateLanguage

from bot.channels.whatsapp.rendering import Media, addressed, rendered
from bot.channels.whatsapp.templates import fill
from bot.clock import now
from bot.store.whatsapp_templates import Template
from handlers.turn import Choice, Reply
from handlers.turn import Section as Words
from knowledge.search import Search
from tests.bot.files.samples import jpeg, pdf
from tests.bot.telegram import stored
from tests.bot.whatsapp import on_whatsapp
from tests.fakes.graph_api import FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, SITI
from tests.fakes.graph_api_templates import NEWS
from tests.fakes.graph_api_webhooks import change, payload, signature
from tests.fakes.pywa_client import Loopback, pywa

PHONE, BSUID = str(SITI.phone), str(SITI.user_id)
_BODY: Any = BodyText


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    """The host, to which Siti wrote."""
    async with graph_api() as fake:
        fake.says("halo")
        yield fake


@pytest.fixture
async def outside(graph: FakeGraph) -> AsyncIterator[tuple[WhatsApp, Loopback]]:
    """pywa, and what it posts."""
    async with pywa(graph) as found:
        yield found


def reply(*choices: tuple[str, str]) -> Reply:
    """A question with choices."""
    return Reply((Words(paragraphs=("Yang mana?",)),), choices=tuple(Choice(*each) for each in choices))


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Equal, but for what says nothing: pywa always tells what is usual, and titles the only section."""
    for each in (ours, theirs):
        for section in each.get("interactive", {}).get("action", {}).get("sections", []):
            section.pop("title", None)
    usual = {"recipient_type": "individual"}
    assert {**usual, **json.loads(json.dumps(ours))} == {**usual, **theirs}


async def test_texts(outside: tuple[WhatsApp, Loopback]) -> None:
    """To a telephone number, and to who has none."""
    client, seen = outside
    (ours,) = rendered(reply())
    await client.send_message(PHONE, "Yang mana?")
    same(addressed(ours, PHONE), seen.posted[-1])
    await client.send_message(BSUID, "Yang mana?")
    same(addressed(ours, BSUID), seen.posted[-1])


async def test_choices(outside: tuple[WhatsApp, Loopback]) -> None:
    """Buttons and a list."""
    client, seen = outside
    few, many = (("a", "Ya"), ("b", "Tidak")), tuple((f"c{number}", f"Layanan {number}") for number in range(5))
    await client.send_message(PHONE, "Yang mana?", buttons=[Button(label, callback_data=id_) for id_, label in few])
    same(addressed(rendered(reply(*few))[0], PHONE), seen.posted[-1])
    rows = [SectionRow(label, callback_data=id_) for id_, label in many]
    await client.send_message(PHONE, "Yang mana?", buttons=SectionList("Pilih", [Section("x", rows)]))
    same(addressed(rendered(reply(*many))[0], PHONE), seen.posted[-1])


async def test_files(outside: tuple[WhatsApp, Loopback]) -> None:
    """With words under them, or over buttons."""
    client, seen = outside
    await client.send_document(PHONE, pdf(), filename="surat.pdf", caption="Yang mana?", mime_type="application/pdf")
    told = seen.posted[-1]
    same(addressed(rendered(reply(), Media("document", told["document"]["id"], "surat.pdf"))[0], PHONE), told)
    buttons = [Button("Ya", callback_data="a")]
    await client.send_image(PHONE, jpeg(), caption="Yang mana?", mime_type="image/jpeg", buttons=buttons)
    told = seen.posted[-1]
    media = Media("image", told["interactive"]["header"]["image"]["id"], "foto.jpg")
    same(addressed(rendered(reply(("a", "Ya")), media)[0], PHONE), told)


async def test_templates(outside: tuple[WhatsApp, Loopback]) -> None:
    """Filled in."""
    client, seen = outside
    text = NEWS["components"][0]["text"]
    ours = fill(Template("1", "tanya_kabar", "id", "APPROVED", "UTILITY", text, 2), ("DPMPTSP", "tiket A"))
    params = [_BODY.params("DPMPTSP", "tiket A")]
    await client.send_template(PHONE, "tanya_kabar", TemplateLanguage.INDONESIAN, params=params)
    theirs = seen.posted[-1]
    for component in theirs["template"]["components"]:
        component["type"] = component["type"].lower()  # Meta takes either
    same(addressed(ours, PHONE), theirs)


async def test_pywa_reads_what_the_service_is_told(tmp_path: Path, search: Search, graph: FakeGraph) -> None:
    """One payload, one signature: both take it; a changed byte neither takes; the challenge both answer alike."""
    async with pywa(graph) as (client, _), on_whatsapp(tmp_path, search, graph):
        told = {"id": "wamid.pywa", "timestamp": str(int(now().timestamp())), "type": "text", "text": {"body": "apa"}}
        message = {**SITI.sender(), **told}
        raw = json.dumps(payload(change(NUMBER, contacts=[SITI.contact()], messages=[message]))).encode()
        signed = signature(raw, graph.webhooks.secret)
        assert await client.webhook_update_validator(raw, signed) is None
        assert await graph.webhooks.post(raw) == 200
        refused = await client.webhook_update_validator(raw + b" ", signed)
        assert refused is not None
        assert await graph.webhooks.post(raw + b" ", signed=signed) == refused[1] == 403
        await graph.webhooks.settled()
        assert stored(tmp_path, "SELECT count(*) FROM messages WHERE direction = 'in'") == [2]
