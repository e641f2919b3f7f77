"""The fake Graph host refuses what Meta refuses: a test that passes against a yes-man proves nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from tests.bot.clock import TestClock
from tests.fakes.graph_api import TOKEN, FakeGraph, graph_api
from tests.fakes.graph_api_people import BUSINESS, NUMBER, SITI, Person
from tests.fakes.graph_api_rules import Refusal
from tests.fakes.graph_api_templates import template


@pytest.fixture
async def graph(clock: TestClock) -> AsyncIterator[FakeGraph]:
    """A host to which Siti wrote just now."""
    async with graph_api(clock) as fake:
        fake.says("halo")
        yield fake


@pytest.fixture
def clock() -> TestClock:
    """A clock that stands still until a test moves it."""
    return TestClock()


async def call(graph: FakeGraph, content: dict[str, Any], to: str | None = SITI.phone, **given: Any) -> dict[str, Any]:
    """The answer to a message with this content."""
    whom = {"to": to} if to is not None else {}
    body = {"messaging_product": "whatsapp", **whom, **content, **given}
    token = body.pop("token", TOKEN)
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{graph.api_url}/{NUMBER}/messages"
    async with ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        found: dict[str, Any] = await answer.json()
        assert (answer.status == 200) == ("error" not in found)
        return found


async def read(graph: FakeGraph, path: str, **query: str) -> dict[str, Any]:
    """The answer to a look-up."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with ClientSession() as session, session.get(f"{graph.api_url}/{path}", headers=headers, params=query) as got:
        found: dict[str, Any] = await got.json()
        return found


def text(body: str = "halo") -> dict[str, Any]:
    """A text."""
    return {"type": "text", "text": {"body": body}}


def buttons(*titles: str, body: str = "Pilih satu:", **more: Any) -> dict[str, Any]:
    """A text with reply buttons; each title is its id too."""
    replies = [{"type": "reply", "reply": {"id": title, "title": title}} for title in titles]
    return {
        "type": "interactive",
        "interactive": {"type": "button", "body": {"text": body}, "action": {"buttons": replies}, **more},
    }


def rows(*rows: dict[str, str], button: str = "Pilih") -> dict[str, Any]:
    """A text with a list."""
    action = {"button": button, "sections": [{"rows": list(rows)}]}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": "Pilih:"}, "action": action}}


def row(title: str, identity: str | None = None, **more: str) -> dict[str, str]:
    """A row of a list."""
    return {"id": identity or title, "title": title, **more}


def filled(*parameters: str, name: str = "tanya_kabar", language: str = "id") -> dict[str, Any]:
    """A template with what its places hold."""
    body = {"type": "body", "parameters": [{"type": "text", "text": each} for each in parameters]}
    return {"type": "template", "template": {"name": name, "language": {"code": language}, "components": [body]}}


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (text(""), 100, "text['body'] is required"),
        (text("x" * 4097), 100, "at most 4096"),
        ({"type": "shout", "shout": {}}, 100, "Param type"),
        (buttons(), 131009, "Invalid buttons count"),
        (buttons(*"1234"), 131009, "Invalid buttons count"),
        (buttons("x" * 21), 131009, "Button title length"),
        (buttons(""), 131009, "Button title length"),
        (buttons("a", "a"), 131009, "Duplicate"),
        (buttons("a", body="x" * 1025), 131009, "Body text length"),
        (buttons("a", body=""), 131009, "Body text"),
        (buttons("a", footer={"text": "x" * 61}), 131009, "Footer text"),
        (buttons("a", header={"type": "text", "text": "x" * 61}), 131009, "Header text"),
        (buttons("a", header={"type": "document", "document": {"id": "1"}}), 100, "media attachment ID"),
        (rows(*(row(str(number)) for number in range(11))), 131009, "Total row count"),
        (rows(), 131009, "rows count"),
        (rows(row("")), 131009, "Row title"),
        (rows(row("x" * 25)), 131009, "Row title is too long"),
        (rows(row("a", "x" * 201)), 131009, "Row id"),
        (rows(row("a", description="x" * 73)), 131009, "Row description"),
        (rows(row("a", "1"), row("b", "1")), 131009, "Duplicate row id"),
        (rows(row("a"), button="x" * 21), 131009, "Button label"),
        ({"type": "document", "document": {"id": "1"}}, 100, "media attachment ID"),
        (filled("DPMPTSP"), 132000, "(1) does not match the expected number of params (2)"),
        (filled("a", "b\nc"), 132018, "new-line"),
        (filled("a", "b     c"), 132018, "consecutive spaces"),
        (filled("a", ""), 131008, "missing text"),
        (filled("a", "b", name="lain"), 132001, "does not exist in id"),
        (filled("a", "b", language="en"), 132001, "does not exist in en"),
        ({**text(), "to": "0812"}, 131009, "malformed"),
        ({**text(), "token": "EAAother"}, 190, "access token"),
        ({**text(), "messaging_product": "telegram"}, 100, "messaging_product"),
    ],
)
async def test_what_cannot_be_sent(graph: FakeGraph, content: dict[str, Any], code: int, said: str) -> None:
    """In Meta's words; nothing counts as sent."""
    error = (await call(graph, content))["error"]
    assert error["code"] == code
    assert said in error["message"] + error.get("error_data", {}).get("details", "")
    assert graph.sent == []


@pytest.mark.parametrize(
    "content",
    [
        text("x" * 4096),
        buttons("a" * 20, "b", "c", body="x" * 1024),
        rows(*(row(f"{number:024}", description="x" * 72) for number in range(10))),
        filled("DPMPTSP", "tiket KAL-7Q2M-X"),
    ],
)
async def test_what_is_as_long_as_it_may_be(graph: FakeGraph, content: dict[str, Any]) -> None:
    """Is taken, and has an id."""
    answer = await call(graph, content)
    assert answer["messages"][0]["id"] == graph.sent[0]["wamid"]
    assert answer["contacts"] == [{"input": SITI.phone, "wa_id": SITI.phone}]


async def test_a_window_shuts_after_24_hours(graph: FakeGraph, clock: TestClock) -> None:
    """Then only templates are taken, until the citizen writes again; nobody who never wrote has one."""
    clock.pass_by(24 * 3600)
    assert (await call(graph, text()))["error"]["code"] == 131047
    assert (await call(graph, filled("DPMPTSP", "tiket A")))["messages"][0]["message_status"] == "accepted"
    assert graph.sent[-1]["words"] == "Ada kabar dari DPMPTSP tentang tiket A. Balas BUKA untuk membacanya."
    graph.presses("BUKA")
    assert "messages" in await call(graph, text())
    assert (await call(graph, text(), to="6281299999999"))["error"]["code"] == 131047


async def test_a_person_is_reached_by_either_id(graph: FakeGraph) -> None:
    """By telephone or by the business-scoped id, whichever they have."""
    by_id = await call(graph, text(), to=None, recipient=SITI.user_id)
    assert by_id["contacts"] == [{"input": SITI.user_id, "user_id": SITI.user_id}]
    assert (await call(graph, text(), to=None))["error"]["code"] == 100
    hidden = Person(phone=None, user_id="ID.77")
    graph.says("halo", hidden)
    assert "messages" in await call(graph, text(), to=None, recipient="ID.77")
    assert [each["who"] for each in graph.sent] == [SITI.user_id, "ID.77"]


async def test_too_much_at_once(graph: FakeGraph) -> None:
    """To one person, and from one number."""
    graph.rates.burst = 2
    answers = [await call(graph, text()) for _ in range(3)]
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, None, 131056]
    graph.rates.burst, graph.rates.throughput = 45, 2
    assert (await call(graph, text()))["error"]["code"] == 130429


@pytest.mark.parametrize(
    ("status", "code"), [("PAUSED", 132015), ("DISABLED", 132016), ("PENDING", 132001), ("REJECTED", 132001)]
)
async def test_templates_that_may_not_be_used(graph: FakeGraph, status: str, code: int) -> None:
    """Whatever is not approved."""
    graph.business.templates = [template("tanya_kabar", "Ada kabar.", status=status)]
    assert (await call(graph, filled()))["error"]["code"] == code


async def test_files_go_up_and_come_down(graph: FakeGraph) -> None:
    """Of the types that WhatsApp takes; looked up by id; downloaded with the token only."""

    async def upload(content: bytes, mime: str) -> dict[str, Any]:
        form = FormData({"messaging_product": "whatsapp"})
        form.add_field("file", BytesIO(content), filename="surat.pdf", content_type=mime)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        url = f"{graph.api_url}/{NUMBER}/media"
        async with ClientSession() as session, session.post(url, data=form, headers=headers) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    assert "one of the following types" in (await upload(b"x", "text/html"))["error"]["message"]
    assert (await upload(bytes(5 * 2**20 + 1), "image/png"))["error"]["code"] == 131053
    identity = (await upload(b"%PDF-1.7", "application/pdf"))["id"]
    document = {"type": "document", "document": {"id": identity, "filename": "surat.pdf", "caption": "x" * 1024}}
    assert "messages" in await call(graph, document)
    assert (graph.sent[0]["content"], graph.sent[0]["file_name"]) == (b"%PDF-1.7", "surat.pdf")
    document["document"] = {"id": identity, "caption": "x" * 1025}
    assert (await call(graph, document))["error"]["code"] == 100
    assert (await call(graph, {"type": "image", "image": {"id": identity}}))["error"]["code"] == 131053
    told = await read(graph, identity)
    async with ClientSession() as session:
        async with session.get(told["url"]) as without:
            assert without.status == 401
        async with session.get(told["url"], headers={"Authorization": f"Bearer {TOKEN}"}) as answer:
            assert await answer.read() == b"%PDF-1.7"
    assert (await read(graph, "1"))["error"]["error_subcode"] == 33


async def test_what_was_read_is_marked(graph: FakeGraph) -> None:
    """With the typing indicator, of a message that there is."""
    wamid = graph.says("halo lagi")
    mark = {"status": "read", "typing_indicator": {"type": "text"}}
    assert await call(graph, mark, to=None, message_id=wamid) == {"success": True}
    assert graph.marked == [(wamid, True)]
    assert (await call(graph, mark, to=None, message_id="wamid.other"))["error"]["code"] == 131009


async def test_what_it_tells_of_the_business(graph: FakeGraph) -> None:
    """Token, numbers, templates page by page, and that a proof of the app's secret is right."""
    assert (await read(graph, "debug_token", input_token=TOKEN))["data"]["granular_scopes"][0]["target_ids"] == [
        BUSINESS
    ]
    assert (await read(graph, "debug_token", input_token="EAAother"))["data"]["is_valid"] is False
    numbers = await read(graph, f"{BUSINESS}/phone_numbers", fields="display_phone_number")
    assert numbers["data"][0] == {"id": NUMBER, "display_phone_number": "+62 21 5550 1234"}
    page = await read(graph, f"{BUSINESS}/message_templates", fields="name,status", limit="1")
    assert ([each["name"] for each in page["data"]], "next" in page["paging"]) == (["tanya_kabar"], True)
    assert (await read(graph, NUMBER, fields="name"))["error"]["code"] == 100
    assert (await read(graph, NUMBER, appsecret_proof="0" * 64))["error"]["code"] == 100
    assert (await read(graph, f"{BUSINESS}/subscribed_apps"))["data"] != []


async def test_troubles_that_a_test_asks_for(graph: FakeGraph) -> None:
    """A refusal in its turn, and someone who cannot be reached."""
    graph.refusals.extend([None, Refusal(131048)])
    assert "messages" in await call(graph, text())
    assert (await call(graph, text()))["error"] == {
        "message": "(#131048) Spam rate limit hit",
        "type": "OAuthException",
        "code": 131048,
        "fbtrace_id": "AFakeTraceFakeTraceFake",
    }
    graph.blocked.add(str(SITI.phone))
    assert (await call(graph, text()))["error"]["code"] == 131026
