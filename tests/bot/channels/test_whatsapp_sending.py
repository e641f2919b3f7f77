"""Replies and copies out of a WhatsApp number, against a host that refuses what WhatsApp refuses."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.announcer import Announcer
from bot.announcing import Announcing
from bot.channels.whatsapp.limits import LARGEST_PICTURE
from bot.copies import CopySender
from bot.delivery import Deferred, Delivered, Delivery, Halted, Held, Refused, Unreachable
from bot.pacing import Pace, Pacer
from bot.quiet_hours import QuietHours
from bot.store.store import Store
from bot.store.whatsapp_messages import StatusTold, take_statuses
from bot.store.whatsapp_templates import usable
from bot.wakes import Wakes
from handlers.announcing import compose
from handlers.tickets import ticket_number
from handlers.turn import Choice, FileRef, Reply, Section
from knowledge.search import Search
from tests.bot.announcing_parts import all_settled, announcing_loop, until
from tests.bot.channels.whatsapp_sender import OneNumber, one_number
from tests.bot.clock import TestClock
from tests.bot.files.samples import jpeg, pdf
from tests.bot.following import TRAINING, composed
from tests.fakes.graph_api import TOKEN, FakeGraph
from tests.fakes.graph_api_people import NUMBER
from tests.fakes.graph_api_rules import Refusal
from tests.fakes.graph_api_templates import NEWS, template

TICKET = ticket_number("kalbar", "7Q3M9X")
REPLY = Reply((Section("Syarat", ("Bawa KTP.",)),), choices=(Choice("menu", "Menu"),))
NEWS_OF_A_TICKET = Reply((Section(paragraphs=(f"Jawaban untuk tiket {TICKET}: sudah siap.",)),))
REPLY_WITHOUT_HEADING = Reply((Section(paragraphs=("Halo.",)),))
AT_ANY_HOUR = QuietHours(dt.time(0), dt.time(0))
LONG = Reply((Section(paragraphs=("kata " * 700, "lain " * 700)),))


@pytest.fixture
async def number(graph: FakeGraph, store: Store, clock: TestClock, search: Search) -> AsyncIterator[OneNumber]:
    """A number whose templates were fetched."""
    async with one_number(graph, store, clock, offices=search.library.offices) as parts:
        await parts.templates.look()
        yield parts


@pytest.fixture
async def announcement(store: Store, search: Search, clock: TestClock) -> int:
    """The number of an announcement that is written."""
    return (await Announcing(store, search, clock).draft(composed(), "Rina")).id


@pytest.fixture
def announced(search: Search) -> Reply:
    """An announcement as it is told."""
    return compose(search.library.offices["depok"], TRAINING, "id")


async def test_a_reply_to_a_telephone_and_to_an_id(number: OneNumber) -> None:
    """By either WhatsApp finds the citizen; the ids of what was taken are told on."""
    for who in ("6281234567890", "ID.13491208655302741918"):
        delivery = await number.carrier.deliver(await number.knows(who), REPLY)
        (sent,) = number.fake.to(who)
        assert delivery == Delivered(None, (sent["wamid"],))
        assert (sent["words"], sent["choices"]) == ("*Syarat*\nBawa KTP.", [("Menu", "menu")])


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (100, Refused), (131009, Refused), (131051, Refused), (131026, Unreachable), (190, Halted), (10, Halted),
        (131031, Halted), (131042, Halted), (131000, Deferred), (131016, Deferred), (131048, Deferred),
        (131056, Deferred), (130429, Deferred), (4, Deferred), (131057, Deferred),
    ],
)  # fmt: skip
async def test_what_a_refusal_means_for_a_reply(number: OneNumber, code: int, kind: type[Delivery]) -> None:
    """By its code; where the whole account is too fast, the whole account waits."""
    number.fake.refusals.append(Refusal(code))
    delivery = await number.carrier.deliver(await number.knows(), REPLY)
    assert isinstance(delivery, kind)
    if isinstance(delivery, Deferred):
        assert delivery.everyone == (code in {4, 130429, 131057})
        assert not delivery.may_have_arrived


async def test_one_chat_that_is_too_fast_waits_longer_each_time(number: OneNumber) -> None:
    """4, 16, 64 seconds, as Meta asks; anew once a message is taken."""
    address = await number.knows()
    number.fake.refusals.extend([*[Refusal(131056)] * 3, None, Refusal(131056)])
    found = [await number.carrier.deliver(address, REPLY) for _ in range(5)]
    assert [each.seconds for each in found if isinstance(each, Deferred)] == [4, 16, 64, 4]


async def test_a_chat_that_moved_meanwhile(number: OneNumber, announced: Reply) -> None:
    """It is looked at again: under another number, or with what was to be sent gone too."""
    nobody = replace(await number.knows(), external_id="6281299999999")
    for carrier in (number.carrier, number.copies):
        delivery = await carrier.deliver(nobody, announced)
        assert isinstance(delivery, Deferred)
        assert not delivery.may_have_arrived
    assert number.fake.sent == []


async def test_a_call_that_never_left_and_an_answer_that_was_lost(
    graph: FakeGraph, store: Store, clock: TestClock
) -> None:
    """Only the second may have arrived; neither tells the token or anybody's number."""
    async with one_number(graph, store, clock, "http://127.0.0.1:9") as cut_off:
        unsent = await cut_off.carrier.deliver(await cut_off.knows(), REPLY)
    assert unsent == Deferred("WhatsApp tidak terjangkau")
    async with one_number(graph, store, clock) as number:
        graph.lost = 1
        lost = await number.carrier.deliver(await number.knows("6281200000001"), REPLY)
    assert isinstance(lost, Deferred)
    assert lost.may_have_arrived
    assert not {TOKEN, "6281200000001"} & {*lost.reason.split(), *unsent.reason.split()}


async def test_after_24_hours_a_template_asks_for_a_word(number: OneNumber) -> None:
    """With the ticket's office and number; once a day, then again."""
    address = await number.knows(shut=True)
    first = await number.carrier.deliver(address, NEWS_OF_A_TICKET)
    (sent,) = number.fake.sent
    assert sent["words"] == f"Ada kabar dari Diskop UKM Kalbar tentang tiket {TICKET}. Balas BUKA untuk membacanya."
    assert isinstance(first, Held)
    assert first.parts == (sent["wamid"],)
    await number.asked_to_write(address, number.clock())
    assert await number.carrier.deliver(address, REPLY) == Held(
        "lebih dari 24 jam sejak warga menulis; sudah diminta membalas BUKA hari ini"
    )
    number.clock.pass_by(24 * 3600 + 1)
    assert isinstance(await number.carrier.deliver(address, REPLY), Held)
    assert number.fake.sent[1]["words"] == (
        "Ada kabar dari DKUM Kota Depok tentang hal yang Anda tanyakan. Balas BUKA untuk membacanya."
    )


async def test_a_window_that_whatsapp_calls_shut(number: OneNumber) -> None:
    """Whatever we had written down: the template goes, and the next reply knows."""
    address = await number.knows()
    number.fake.windows.clear()
    delivery = await number.carrier.deliver(address, REPLY)
    assert isinstance(delivery, Held)
    assert [each["type"] for each in number.fake.sent] == ["template"]
    assert await number.knocking.window(address) is not None


@pytest.mark.parametrize(
    "templates",
    [
        [], [{**NEWS, "status": "PENDING"}], [{**NEWS, "status": "PAUSED"}],
        [template("tanya_kabar", "{{1}} {{2}} {{3}} tiga")],
        [{**NEWS, "components": [*NEWS["components"], {"type": "HEADER", "format": "IMAGE"}]}],
    ],
)  # fmt: skip
async def test_without_a_usable_template_it_waits_for_the_citizen(
    graph: FakeGraph, store: Store, clock: TestClock, templates: list[dict[str, object]]
) -> None:
    """None, not approved, or one that asks for more than we can tell."""
    graph.business.templates = templates
    async with one_number(graph, store, clock) as number:
        await number.templates.look()
        delivery = await number.carrier.deliver(await number.knows(shut=True), REPLY)
    assert isinstance(delivery, Held)
    assert delivery.parts == ()
    assert "belum ada templat" in delivery.reason
    assert graph.sent == []


@pytest.mark.parametrize("code", [132001, 132015, 132000, 131049, 131050])
async def test_a_template_that_is_refused_takes_nothing_along(number: OneNumber, code: int) -> None:
    """What waits goes on waiting; where it was the template's fault, it is not sent to others either."""
    number.fake.refusals.append(Refusal(code))
    address = await number.knows(shut=True)
    delivery = await number.carrier.deliver(address, REPLY)
    assert isinstance(delivery, Held)
    assert delivery.parts == ()
    assert "templat ditolak" in delivery.reason
    left = await number.store.read(lambda connection: usable(connection, NUMBER, "news"))
    assert (left is None) == (132000 <= code < 133000)


async def test_who_cannot_be_reached_and_a_dead_token_are_told_by_a_template_too(number: OneNumber) -> None:
    """They mean the same for it as for a reply."""
    address = await number.knows(shut=True)
    number.fake.refusals.extend([Refusal(131026), Refusal(190), Refusal(130429)])
    found = [await number.carrier.deliver(address, REPLY) for _ in range(3)]
    assert [type(each) for each in found] == [Unreachable, Halted, Deferred]


async def test_a_reply_of_several_messages_goes_on_where_it_broke_off(number: OneNumber) -> None:
    """Each message is billed."""
    address = await number.knows()
    number.fake.refusals.extend([None, Refusal(131056)])
    assert isinstance(await number.carrier.deliver(address, LONG), Deferred)
    delivery = await number.carrier.deliver(address, LONG)
    assert [each["words"][:4] for each in number.fake.sent] == ["kata", "lain"]
    assert delivery == Delivered(None, tuple(each["wamid"] for each in number.fake.sent))


@pytest.mark.parametrize(
    ("name", "content", "sort"),
    [
        ("surat.pdf", pdf(), "document"),
        ("foto.jpg", jpeg(), "image"),
        ("data-saya.json", b"{}", "document"),
        ("daftar.html", b"<p>a</p>", "document"),
    ],
)
async def test_a_file_comes_with_its_words(number: OneNumber, name: str, content: bytes, sort: str) -> None:
    """In one message, under the name that the citizen sees."""
    number.papers[name] = content
    address = await number.knows()
    reply = Reply((Section(paragraphs=("Ini berkasnya.",)),), file=FileRef("receipt", "1", name))
    assert isinstance(await number.carrier.deliver(address, reply), Delivered)
    (sent,) = number.fake.sent
    assert (sent["sort"], sent["words"], sent["content"]) == (sort, "Ini berkasnya.", content)
    assert sent["file_name"] == (name if sort == "document" else "")


async def test_a_picture_that_whatsapp_does_not_show_becomes_a_jpeg(number: OneNumber) -> None:
    """A WebP with a transparent ground, and one of too many bytes."""
    webp, large = BytesIO(), BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(webp, "WEBP")
    Image.effect_noise((2800, 2800), 120).save(large, "PNG")
    assert len(large.getvalue()) > LARGEST_PICTURE
    number.papers = {"a.webp": webp.getvalue(), "b.png": large.getvalue()}
    address = await number.knows()
    for name in number.papers:
        assert isinstance(
            await number.carrier.deliver(address, Reply((), file=FileRef("leaflet", "1", name))), Delivered
        )
    first, second = (Image.open(BytesIO(each["content"])) for each in number.fake.sent)
    assert (first.format, first.getpixel((0, 0)), second.format) == ("JPEG", (255, 255, 255), "JPEG")
    assert max(second.size) == 2560


async def test_a_file_that_is_gone_is_told_in_words(number: OneNumber) -> None:
    """The words are not held back for it."""
    reply = Reply((Section(paragraphs=("Ini berkasnya.",)),), file=FileRef("receipt", "1", "hilang.pdf"))
    await number.carrier.deliver(await number.knows(), reply)
    assert number.fake.sent[0]["words"] == "Ini berkasnya.\n\nBerkas itu sudah tidak ada."


async def test_a_copy_inside_and_outside_the_window(number: OneNumber, announced: Reply) -> None:
    """The announcement itself, or its title by the template for announcements."""
    inside, outside = await number.knows(), await number.knows("6281200000001", shut=True)
    assert isinstance(await number.copies.deliver(inside, announced), Delivered)
    held = await number.copies.deliver(outside, announced)
    assert isinstance(held, Held)
    assert held.parts == (number.fake.sent[1]["wamid"],)
    assert number.fake.sent[0]["words"].startswith("*Pengumuman Dinas Koperasi")
    assert number.fake.sent[1]["words"].startswith(
        "Pengumuman dari DKUM Kota Depok: Pelatihan Wirausaha Baru. Balas BUKA"
    )


async def test_an_announcement_of_another_office_than_the_numbers(number: OneNumber, search: Search) -> None:
    """Its own name is told; what has no heading at all is told too."""
    address = await number.knows(shut=True)
    await number.copies.deliver(address, compose(search.library.offices["kalbar"], TRAINING, "en"))
    await number.copies.deliver(address, REPLY_WITHOUT_HEADING)
    found = [each["words"].partition(" Balas")[0] for each in number.fake.sent]
    assert found == [
        "Pengumuman dari Diskop UKM Kalbar: Pelatihan Wirausaha Baru.",
        "Pengumuman dari DKUM Kota Depok: hal yang Anda tanyakan.",
    ]


async def test_a_copy_outside_the_window_without_a_template(number: OneNumber, announced: Reply) -> None:
    """It says why it does not go, also where WhatsApp alone knew that the window is shut."""
    number.fake.business.templates = [NEWS]
    await number.templates.look()
    address = await number.knows()
    number.fake.windows.clear()
    for _ in range(2):
        assert await number.copies.deliver(address, announced) == Held(
            "lebih dari 24 jam sejak warga menulis dan belum ada templat yang dapat dipakai"
        )


async def test_a_copy_whose_answer_is_lost_is_not_sent_again(number: OneNumber, announced: Reply) -> None:
    """It may be there; the others rest."""
    number.fake.lost = 1
    delivery = await number.copies.deliver(await number.knows(), announced)
    assert isinstance(delivery, Deferred)
    assert (delivery.may_have_arrived, delivery.everyone) == (True, True)


async def test_the_file_of_an_announcement_is_uploaded_once(
    number: OneNumber, announced: Reply, announcement: int
) -> None:
    """For all copies, and once more where WhatsApp forgot it."""
    number.papers["poster.jpg"] = jpeg()
    told = Reply(announced.sections, file=FileRef("announcement", str(announcement), "poster.jpg"))
    people = [await number.knows(f"628120000000{each}") for each in range(4)]
    await asyncio.gather(*(number.copies.deliver(each, told) for each in people[:3]))
    assert [each["sort"] for each in number.fake.sent] == ["image"] * 3
    assert number.fake.media.uploads == 1
    number.fake.media.kept.clear()
    assert isinstance(await number.copies.deliver(people[3], told), Delivered)
    assert number.fake.media.uploads == 2


async def test_the_words_after_a_file_are_tried_again_for_themselves(
    number: OneNumber, announced: Reply, announcement: int
) -> None:
    """Nobody gets the file twice."""
    number.papers["surat.pdf"] = pdf()
    long = (*announced.sections, Section(paragraphs=("kata " * 300,)))
    told = Reply(long, file=FileRef("announcement", str(announcement), "surat.pdf"))
    number.fake.refusals.extend([None, Refusal(131000)])
    delivery = await number.copies.deliver(await number.knows(), told)
    assert isinstance(delivery, Delivered)
    assert [each["type"] for each in number.fake.sent] == ["document", "text"]
    assert delivery.parts == tuple(each["wamid"] for each in number.fake.sent)


async def test_reports_of_spam_stop_the_announcement(number: OneNumber, search: Search, clock: TestClock) -> None:
    """Nothing more of it leaves, each citizen left out is counted with the reason, and an officer may try again."""
    for each in range(6):
        await number.knows(f"628120000000{each}")
    number.fake.refusals.extend([None, Refusal(131048)])
    announcing = Announcing(number.store, search, clock)
    announcer = Announcer(number.store, lambda: search.library, Wakes(), clock, AT_ANY_HOUR)
    kept = await announcing.draft(composed(), "Rina")
    await announcing.send(kept.id, "Rina")
    copying = CopySender(number.store, number.copies, Pacer(Pace(10, 3, 10, 10)), Wakes(), clock)
    async with announcing_loop(announcer):
        task = asyncio.create_task(copying.run())
        await until(number.store, all_settled)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    found = {(each.state, each.retryable, each.reason) for each in (await announcing.progress(kept.id)).results}
    reason = "WhatsApp membatasi nomor ini karena banyak pesannya diblokir atau dilaporkan"
    assert found == {("sent", False, None), ("failed", True, reason)}
    assert len(number.fake.sent) == 1


async def test_reports_of_spam_that_a_status_tells(number: OneNumber, announced: Reply) -> None:
    """WhatsApp often takes a message and says so later; after a while it is tried again."""
    at = number.clock()
    failed = StatusTold("wamid.1", "failed", at, 131048, "dibatasi")
    await number.store.write(lambda unit: take_statuses(unit, NUMBER, [failed], at))
    address = await number.knows()
    held = await number.copies.deliver(address, announced)
    assert isinstance(held, Held)
    assert held.reason.startswith("WhatsApp membatasi nomor ini")
    assert isinstance(await number.carrier.deliver(address, REPLY), Delivered)
    number.clock.pass_by(16 * 60)
    assert isinstance(await number.copies.deliver(address, announced), Delivered)
