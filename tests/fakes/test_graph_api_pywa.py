"""pywa and the fake Graph host understand each other: what others send it takes, what it tells others can read."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from pywa_async import errors
from pywa_async.client import WhatsApp
from pywa_async.handlers import CallbackButtonHandler, CallbackSelectionHandler, MessageHandler, MessageStatusHandler
from pywa_async.types.callback import Button, Section, SectionList, SectionRow
from pywa_async.types.templates import BodyText, TemplateLanguage

from tests.bot.clock import TestClock
from tests.bot.files.samples import jpeg, pdf
from tests.fakes.graph_api import SECRET, FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, SITI, Person
from tests.fakes.graph_api_rules import STATUSES, TITLES, Refusal
from tests.fakes.graph_api_webhooks import payload, signature
from tests.fakes.pywa_client import pywa

PHONE = str(SITI.phone)
_BODY: Any = BodyText
NEWS = [_BODY.params("DPMPTSP", "tiket A")]
Told = Callable[[], Awaitable[Any]]
"""The last thing that happened, as pywa reads it."""


@pytest.fixture
def clock() -> TestClock:
    """A clock that stands still until a test moves it."""
    return TestClock()


@pytest.fixture
async def graph(clock: TestClock) -> AsyncIterator[FakeGraph]:
    """A host to which Siti wrote just now."""
    async with graph_api(clock) as fake:
        fake.says("halo")
        yield fake


@pytest.fixture
async def client(graph: FakeGraph) -> AsyncIterator[WhatsApp]:
    """pywa for the first number."""
    async with pywa(graph) as (found, _):
        yield found


async def test_what_pywa_sends_is_taken(graph: FakeGraph, client: WhatsApp) -> None:
    """Texts, buttons, lists, files, templates, to either id; it finds the ids in the answers."""
    buttons = [Button("Ya", callback_data="ya"), Button("Tidak", callback_data="tidak")]
    rows = SectionList("Pilih", [Section("Layanan", [SectionRow("KTP", callback_data="ktp", description="KTP el")])])
    sent = [
        await client.send_message(PHONE, "halo"),
        await client.send_message(str(SITI.user_id), "halo juga"),
        await client.send_message(PHONE, "Setuju?", buttons=buttons),
        await client.send_message(PHONE, "Layanan apa?", buttons=rows),
        await client.send_document(PHONE, pdf(), filename="surat.pdf", caption="Suratnya", mime_type="application/pdf"),
        await client.send_image(PHONE, jpeg(), mime_type="image/jpeg", buttons=buttons, caption="Ini?"),
        await client.send_template(PHONE, "tanya_kabar", TemplateLanguage.INDONESIAN, params=NEWS),
    ]
    assert [each.id for each in sent] == [each["wamid"] for each in graph.sent]
    assert [each["words"] for each in graph.sent][2:] == [
        "Setuju?",
        "Layanan apa?",
        "Suratnya",
        "Ini?",
        "Ada kabar dari DPMPTSP tentang tiket A. Balas BUKA untuk membacanya.",
    ]
    assert (graph.sent[4]["content"], graph.sent[5]["content"]) == (pdf(), jpeg())
    assert [each["who"] for each in graph.sent[:2]] == [PHONE, SITI.user_id]


async def test_what_pywa_asks_is_answered(graph: FakeGraph, client: WhatsApp) -> None:
    """Marks, files, numbers, templates."""
    wamid = graph.says("halo")
    assert await client.indicate_typing(wamid)
    assert graph.marked == [(wamid, True)]
    identity = graph.media.told(b"%PDF", "application/pdf")["id"]
    told = await client.get_media_url(identity)
    assert (told.mime_type, told.file_size) == ("application/pdf", 4)
    assert (await client.get_business_phone_number(phone_id=NUMBER)).display_phone_number == "+62 21 5550 1234"
    assert next(each.id for each in await client.get_business_phone_numbers()) == NUMBER
    assert [each.name for each in await client.get_templates()] == ["tanya_kabar", "tanya_pengumuman"]


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        (130429, errors.RateLimitHit),
        (131026, errors.MessageUndeliverable),
        (131047, errors.ReEngagementMessage),
        (131048, errors.SpamRateLimitHit),
        (131056, errors.TooManyMessages),
        (131057, errors.AccountInMaintenanceMode),
        (132001, errors.TemplateNotExists),
        (132015, errors.TemplatePaused),
        (190, errors.ExpiredAccessToken),
    ],
)
async def test_what_is_refused_pywa_knows(
    graph: FakeGraph, client: WhatsApp, code: int, raised: type[errors.WhatsAppError]
) -> None:
    """By the code in the body."""
    graph.refusals.append(Refusal(code))
    with pytest.raises(raised) as caught:
        await client.send_message(PHONE, "halo")
    assert caught.value.code == code
    assert caught.value.raw_response is not None
    assert caught.value.raw_response.status_code == STATUSES.get(code, 400)


def test_every_refusal_has_a_class_of_pywas() -> None:
    """Each code that the fake host knows a title of is one that others know too."""
    known = {code for code in TITLES if errors.WhatsAppError.from_dict({"code": code, "message": ""}).code == code}
    assert known == set(TITLES)


async def test_a_shut_window(client: WhatsApp, clock: TestClock) -> None:
    """Is a shut window to pywa too."""
    clock.pass_by(24 * 3600)
    with pytest.raises(errors.ReEngagementMessage):
        await client.send_message(PHONE, "halo")


class Reader:
    """pywa's reading of what the host would post."""

    def __init__(self, client: WhatsApp) -> None:
        self.found: list[Any] = []
        self._client = client

        async def keep(_: Any, update: Any) -> None:
            self.found.append(update)

        client.add_handlers(
            MessageHandler(keep), CallbackButtonHandler(keep), CallbackSelectionHandler(keep),
            MessageStatusHandler(keep),
        )  # fmt: skip

    async def read(self, change: dict[str, Any]) -> Any:
        """What one change is to pywa."""
        raw = json.dumps(payload(change)).encode()
        assert await self._client.webhook_update_validator(raw, signature(raw, SECRET)) is None
        assert await self._client.webhook_update_handler(raw) == ("ok", 200)
        return self.found[-1]


@pytest.fixture
async def told(graph: FakeGraph, client: WhatsApp) -> Told:
    """Reads the last thing that happened as pywa does."""
    reader = Reader(client)

    async def last() -> Any:
        count = len(reader.found)
        found = await reader.read(graph.webhooks.changes[-1])
        assert len(reader.found) == count + 1, "pywa could not read it"
        return found

    return last


async def test_what_people_do_pywa_reads(graph: FakeGraph, told: Told) -> None:
    """Texts, files, places, contacts, reactions, with and without a telephone number."""
    graph.says("berapa biaya KTP?")
    text = await told()
    assert (text.text, text.from_user.wa_id, text.from_user.bsuid, text.from_user.name) == (
        "berapa biaya KTP?", SITI.phone, SITI.user_id, "Siti",
    )  # fmt: skip
    assert text.metadata.phone_number_id == NUMBER
    graph.says("halo", Person(phone=None))
    assert (await told()).from_user.wa_id is None
    graph.sends(jpeg(), "image/jpeg", caption="ini")
    picture = await told()
    assert (picture.image.mime_type, picture.caption) == ("image/jpeg", "ini")
    graph.sends(pdf(), "application/pdf", name="surat.pdf")
    assert (await told()).document.filename == "surat.pdf"
    graph.sends(b"ogg", "audio/ogg; codecs=opus")
    assert (await told()).audio.voice
    graph.sends(b"webp", "image/webp", sort="sticker")
    assert (await told()).sticker.mime_type == "image/webp"
    graph.does({"type": "location", "location": {"latitude": -6.4, "longitude": 106.8}})
    assert (await told()).location.latitude == -6.4
    graph.does({"type": "contacts", "contacts": [{"name": {"formatted_name": "Budi", "first_name": "Budi"}}]})
    assert (await told()).contacts[0].name.formatted_name == "Budi"
    graph.reacts("wamid.x", "👍")
    assert (await told()).reaction.emoji == "👍"


async def test_what_people_press_pywa_reads(graph: FakeGraph, client: WhatsApp, told: Told) -> None:
    """Buttons, rows and quick replies, with what they were under."""
    await client.send_message(PHONE, "Setuju?", buttons=[Button("Ya", callback_data="ya")])
    graph.presses("ya")
    button = await told()
    assert (button.data, button.title, button.reply_to_message.id) == ("ya", "Ya", graph.sent[-1]["wamid"])
    rows = SectionList("Pilih", [Section("Layanan", [SectionRow("KTP", callback_data="ktp", description="KTP el")])])
    await client.send_message(PHONE, "Apa?", buttons=rows)
    graph.presses("ktp")
    row = await told()
    assert (row.data, row.title, row.description) == ("ktp", "KTP", "KTP el")
    await client.send_template(PHONE, "tanya_kabar", TemplateLanguage.INDONESIAN, params=NEWS)
    graph.presses("BUKA")
    quick = await told()
    assert (quick.data, quick.title) == ("BUKA", "BUKA")


async def test_what_becomes_of_messages_pywa_reads(graph: FakeGraph, client: WhatsApp, told: Told) -> None:
    """With the price, or with the reason."""
    graph.statuses.states = ("delivered",)
    sent = await client.send_message(PHONE, "halo")
    status = await told()
    assert (status.id, status.status, status.pricing.billable) == (sent.id, "delivered", False)
    assert (str(status.pricing.category), str(status.pricing.model)) == ("service", "PMP")
    graph.statuses.fails.append(131047)
    await client.send_message(PHONE, "halo")
    failed = await told()
    assert (failed.status, type(failed.error)) == ("failed", errors.ReEngagementMessage)
