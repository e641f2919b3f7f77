"""WhatsApp's webhooks at the real service: signed posts in, whole batches acted on, once."""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from knowledge.search import Search
from tests.bot.channels.conftest import Logged
from tests.bot.clock import TestClock
from tests.bot.telegram import stored
from tests.bot.waiting import until
from tests.bot.whatsapp import on_whatsapp
from tests.fakes.graph_api import SECRET, TOKEN, VERIFY, FakeGraph
from tests.fakes.graph_api_people import NUMBER, OTHER_NUMBER, SITI, Person, person
from tests.fakes.graph_api_webhooks import change, payload, signature

HEARD = "SELECT count(*) FROM messages WHERE direction = 'in'"
LARGE = bytes(3 * 2**20 + 1)


@pytest.fixture
async def url(tmp_path: Path, search: Search, graph: FakeGraph) -> AsyncIterator[str]:
    """A service with two numbers to which the host posts."""
    async with on_whatsapp(tmp_path, search, graph) as found:
        yield found


def message(text: Any, key: str = "wamid.A1", who: Person = SITI, at: dt.datetime | None = None) -> dict[str, Any]:
    """A message of someone."""
    moment = at or TestClock().now
    told = {"id": key, "timestamp": str(int(moment.timestamp())), "type": "text", "text": {"body": text}}
    return {**who.sender(), **told}


def post_of(*messages: Any, number: str = NUMBER, who: Person = SITI) -> dict[str, Any]:
    """One webhook with these messages."""
    return payload(change(number, contacts=[who.contact()], messages=list(messages)))


async def _pieces() -> AsyncIterator[bytes]:
    """A body that does not say how large it is."""
    for at in range(0, len(LARGE), 2**16):
        yield LARGE[at : at + 2**16]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}, (200, "1158201444")),
        ({"hub.mode": "subscribe", "hub.verify_token": "kata lain", "hub.challenge": "1"}, (403, None)),
        ({"hub.mode": "unsubscribe", "hub.verify_token": VERIFY, "hub.challenge": "1"}, (403, None)),
        ({"hub.mode": "subscribe", "hub.verify_token": VERIFY}, (403, None)),
        ({}, (403, None)),
    ],
)
async def test_the_webhook_is_set_up_by_who_knows_the_verify_token(
    url: str, asked: dict[str, str], answer: tuple[int, str | None]
) -> None:
    """The challenge comes back as plain text."""
    async with ClientSession() as session, session.get(f"{url}/whatsapp/webhook", params=asked) as response:
        assert response.status == answer[0]
        if answer[1] is not None:
            assert (await response.text(), response.content_type) == (answer[1], "text/plain")


async def test_only_what_meta_signed_is_read(url: str, graph: FakeGraph, tmp_path: Path) -> None:
    """A wrong secret, no signature, another algorithm, a body that was changed after it was signed."""
    document = post_of(message("biaya kios depok"))
    raw = json.dumps(document).encode()
    assert await graph.webhooks.post(document, "another secret") == 403
    assert await graph.webhooks.post(document, signed=" ") == 403
    assert await graph.webhooks.post(document, signed=signature(raw, SECRET).replace("sha256", "sha1")) == 403
    assert await graph.webhooks.post(document, signed="sha256=é") == 403
    assert await graph.webhooks.post(raw.replace(b"kios", b"izin"), signed=signature(raw, SECRET)) == 403
    async with ClientSession() as session, session.post(f"{url}/whatsapp/webhook", data=raw) as response:
        assert response.status == 403
    assert stored(tmp_path, HEARD) == [0]


@pytest.mark.usefixtures("url")
async def test_what_comes_again_is_answered_once(graph: FakeGraph, tmp_path: Path) -> None:
    """Also beside something new in the same batch."""
    first, second = message("biaya kios depok", "wamid.A1"), message("syaratnya?", "wamid.A2")
    assert [await graph.webhooks.post(post_of(first)) for _ in range(3)] == [200] * 3
    assert await graph.webhooks.post(post_of(first, second)) == 200
    assert stored(tmp_path, HEARD) == [2]


async def test_too_large_a_body_is_refused_and_a_large_batch_is_not(url: str, graph: FakeGraph, tmp_path: Path) -> None:
    """WhatsApp sends up to 3 MB; the rest of the service takes far less."""
    for padding in (io.BytesIO(LARGE), _pieces()):
        async with ClientSession() as session, session.post(f"{url}/whatsapp/webhook", data=padding) as response:
            assert response.status == 413
    many = [message(f"halo {number}", f"wamid.{number}", person(number)) for number in range(40)]
    document = payload(*(change(NUMBER, contacts=[], messages=[each]) for each in many))
    document["padding"] = "x" * 200_000
    assert await graph.webhooks.post(document) == 200
    assert stored(tmp_path, "SELECT count(*) FROM conversations") == [40]


@pytest.mark.parametrize("raw", [b"", b"teks", b"\xff\xfe", b'{"object":', b"[]", b"7", b"[" * 100_000])
@pytest.mark.usefixtures("url")
async def test_what_is_no_json_object_is_refused(graph: FakeGraph, raw: bytes) -> None:
    """Although it is signed."""
    assert await graph.webhooks.post(raw) == 400


@pytest.mark.usefixtures("url")
async def test_a_broken_part_does_not_cost_the_good_ones(graph: FakeGraph, tmp_path: Path) -> None:
    """It is left out and counted in the log; what stands beside it is answered."""
    good = [message("biaya kios depok", "wamid.A1"), message("halo", "wamid.A9", person(1))]
    document = post_of(good[0], {"type": "text"}, message(None, "wamid.A2"), "x", good[1])
    document["entry"] += [7, {"changes": [{"field": "messages", "value": None}]}]
    assert await graph.webhooks.post(document) == 200
    await until(lambda: len(graph.sent) == 2)
    assert stored(tmp_path, HEARD) == [2]


@pytest.mark.usefixtures("url")
async def test_a_number_that_is_not_ours_is_acknowledged(graph: FakeGraph, tmp_path: Path) -> None:
    """Else Meta would send it for a week."""
    assert await graph.webhooks.post(post_of(message("halo"), number="999999999999999")) == 200
    assert stored(tmp_path, HEARD) == [0]


@pytest.mark.usefixtures("url")
async def test_each_number_opens_its_office(graph: FakeGraph, tmp_path: Path) -> None:
    """The same citizen at two numbers has two conversations."""
    graph.says("halo")
    graph.says("halo", number=OTHER_NUMBER)
    await graph.until_sent(2)
    by_number = {each["number"]: each["words"] for each in graph.sent}
    assert "Depok" in by_number[NUMBER]
    assert "Kalimantan Barat" in by_number[OTHER_NUMBER]
    assert stored(tmp_path, "SELECT count(*) FROM conversations") == [2]


@pytest.mark.usefixtures("url")
async def test_messages_that_come_together_are_taken_as_they_were_written(
    graph: FakeGraph, clock: TestClock, tmp_path: Path
) -> None:
    """Of one person in order, by whichever id each names the person; of others side by side."""
    earlier = clock.now - dt.timedelta(seconds=40)
    by_id = Person(None, SITI.user_id)
    document = payload(
        change(NUMBER, contacts=[SITI.contact()], messages=[message("kalau biayanya?", "wamid.A2", SITI, clock.now)]),
        change(NUMBER, contacts=[by_id.contact()], messages=[message("syarat kios depok", "wamid.A1", by_id, earlier)]),
    )
    assert await graph.webhooks.post(document) == 200
    bodies = stored(tmp_path, "SELECT body FROM messages WHERE direction = 'in' ORDER BY event")
    assert [json.loads(body)["text"] for body in bodies] == ["syarat kios depok", "kalau biayanya?"]
    assert stored(tmp_path, "SELECT count(*) FROM conversations") == [1]


@pytest.mark.usefixtures("url")
async def test_a_message_of_yesterday_is_answered_but_not_into_a_shut_window(
    graph: FakeGraph, clock: TestClock, tmp_path: Path
) -> None:
    """It is acted on; the answer waits until the citizen writes again, and nothing is shown as read now."""
    assert await graph.webhooks.post(post_of(message("biaya kios depok", at=clock.now - dt.timedelta(hours=25)))) == 200
    await until(lambda: stored(tmp_path, "SELECT count(*) FROM outbox WHERE status = 'held'") == [1])
    assert stored(tmp_path, HEARD) == [1]
    assert graph.marked == []


@pytest.mark.usefixtures("url")
async def test_a_signed_post_that_is_older_than_its_key_is_not_taken_anew(
    graph: FakeGraph, clock: TestClock, tmp_path: Path
) -> None:
    """Whoever kept it: by now nothing tells whether it was answered; what stands beside it is."""
    old, new = clock.now - dt.timedelta(days=8, seconds=1), clock.now - dt.timedelta(days=6)
    document = post_of(message("biaya kios depok", "wamid.A1", at=old), message("halo", "wamid.A2", at=new))
    assert await graph.webhooks.post(document) == 200
    assert stored(tmp_path, HEARD) == [1]
    told = {"id": "wamid.B1", "status": "sent", "timestamp": str(int(old.timestamp()))}
    assert await graph.webhooks.post(payload(change(NUMBER, statuses=[told]))) == 200
    assert stored(tmp_path, "SELECT count(*) FROM whatsapp_messages WHERE conversation_id IS NULL") == [0]


@pytest.mark.usefixtures("url")
async def test_one_citizen_under_two_ids_has_one_conversation(graph: FakeGraph, tmp_path: Path) -> None:
    """First by telephone alone, as older payloads tell it, then by both, at last behind a username."""
    for number, who in enumerate((Person(SITI.phone, None), SITI, Person(None, SITI.user_id))):
        graph.says(("biaya kios depok", "syaratnya?", "jangka waktunya?")[number], who)
        await graph.until_sent(number + 1)
    assert stored(tmp_path, "SELECT count(*) FROM conversations") == [1]
    assert {each["who"] for each in graph.sent} == {SITI.phone}


@pytest.mark.usefixtures("url")
async def test_who_hides_the_telephone_is_answered_by_the_other_id(graph: FakeGraph) -> None:
    """Nothing else is known of them."""
    hidden = Person(None, "ID.777")
    graph.says("biaya kios depok", hidden)
    (answer,) = await graph.until_sent(1)
    assert answer["recipient"] == "ID.777"
    assert "to" not in answer


@pytest.mark.usefixtures("url")
async def test_what_is_answered_is_shown_as_read_once(graph: FakeGraph) -> None:
    """With "typing…"; a repeat and what asks for no answer are left alone."""
    wamid = graph.says("biaya kios depok")
    graph.reacts(wamid)
    await until(lambda: graph.marked)
    assert await graph.webhooks.post(post_of(graph.told[wamid])) == 200
    graph.does({"type": "revoke", "revoke": {"original_message_id": wamid}})
    await graph.webhooks.settled()
    assert graph.marked == [(wamid, True)]
    assert len(await graph.until_sent(1)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"type": "audio", "audio": {"id": "1", "mime_type": "audio/ogg; codecs=opus", "voice": True}}, "pesan suara"),
        ({"type": "sticker", "sticker": {"id": "1", "mime_type": "image/webp"}}, "Terima kasih"),
        ({"type": "location", "location": {"latitude": -6.4, "longitude": 106.8}}, "Lokasi belum bisa"),
        ({"type": "contacts", "contacts": [{"name": {"formatted_name": "Budi"}}]}, "tidak memerlukan kontak"),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "hanya bisa membaca teks"),
        ({"type": "unsupported", "unsupported": {"type": "poll"}, "errors": [{"code": 131051}]}, "jajak pendapat"),
        ({"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "biaya kios depok"}}}}, "Biaya"),
    ],
)
@pytest.mark.usefixtures("url")
async def test_what_holds_no_words_is_answered_kindly(graph: FakeGraph, content: dict[str, Any], said: str) -> None:
    """And changed words are a new question."""
    graph.does(content)
    (answer,) = await graph.until_sent(1)
    assert said in answer["words"]


@pytest.mark.usefixtures("url")
async def test_while_the_store_is_away_nothing_is_acknowledged(graph: FakeGraph, tmp_path: Path) -> None:
    """Meta sends it again, and it is answered once."""
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        database.execute("ALTER TABLE messages RENAME TO away")
        database.commit()
        graph.says("biaya kios depok")
        await until(lambda: 503 in graph.webhooks.answers)
        database.execute("ALTER TABLE away RENAME TO messages")
        database.commit()
    await graph.webhooks.settled()
    assert graph.webhooks.answers[-1] == 200
    assert len(await graph.until_sent(1)) == 1
    assert stored(tmp_path, HEARD) == [1]


@pytest.mark.usefixtures("url")
async def test_statuses_doubled_and_shuffled_come_to_the_same(graph: FakeGraph, tmp_path: Path) -> None:
    """The highest counts, each message is metered once, and nothing of the conversation changes."""
    graph.says("biaya kios depok")
    wamid = (await graph.until_sent(1))[0]["wamid"]
    await graph.webhooks.settled()
    at = str(int(graph.clock().timestamp()))
    price = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}
    told = [
        {"id": wamid, "status": "read", "timestamp": at, "recipient_id": SITI.phone},
        {"id": wamid, "status": "delivered", "timestamp": at, "recipient_id": SITI.phone, "pricing": price},
        {"id": wamid, "status": "sent", "timestamp": at, "recipient_id": SITI.phone},
    ]
    for statuses in (told, told[::-1], [*told, *told]):
        assert await graph.webhooks.post(payload(change(NUMBER, statuses=statuses))) == 200
    await until(lambda: stored(tmp_path, "SELECT arrived FROM outbox") == ["read"])
    assert stored(tmp_path, "SELECT sum(count) FROM whatsapp_meter") == [1]


async def test_no_log_line_holds_anything_of_a_citizen(
    tmp_path: Path,
    search: Search,
    graph: FakeGraph,
    logged: Logged,
) -> None:
    """No number, id, name or words, whether a part is understood or not; nor the token or the secret."""
    logged.begin()
    who = Person("6281298765432", "ID.998877665544332211", "Sutrisnawati")
    async with on_whatsapp(tmp_path, search, graph):
        graph.says("kata rahasia Sutrisnawati", who)
        await graph.until_sent(1)
        broken = message(["kata rahasia"], "wamid.Sutrisnawati", who)
        assert await graph.webhooks.post(post_of(broken, who=who)) == 200
    log = logged.read()
    assert "parts of a webhook not understood" in log
    canaries = (who.phone, who.user_id, who.name, "rahasia", TOKEN, SECRET, VERIFY)
    assert [canary for canary in canaries if canary is not None and canary in log] == []
