"""The fake Graph host posts as Meta does: signed, again until taken, doubled and batched when asked to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web

from tests.fakes.graph_api import SECRET, TOKEN, FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, OTHER_NUMBER, SITI, Person, person
from tests.fakes.graph_api_webhooks import signature


class Listener:
    """What was posted; `refuses` are the statuses that posts are answered with first."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.refuses: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        """One post."""
        raw = await request.read()
        if request.headers["X-Hub-Signature-256"] != signature(raw, SECRET):
            return web.Response(status=403)
        if self.refuses:
            return web.Response(status=self.refuses.pop(0))
        self.posts.append(json.loads(raw))
        return web.Response()

    @property
    def values(self) -> list[dict[str, Any]]:
        """The values of all changes."""
        return [change["value"] for post in self.posts for entry in post["entry"] for change in entry["changes"]]

    @property
    def texts(self) -> list[str]:
        """What was written, in order."""
        return [each["text"]["body"] for value in self.values for each in value.get("messages", ())]

    @property
    def states(self) -> list[str]:
        """The statuses told, in order."""
        return [each["status"] for value in self.values for each in value.get("statuses", ())]


@pytest.fixture
def listener() -> Listener:
    """Something that listens."""
    return Listener()


@pytest.fixture
async def graph(listener: Listener) -> AsyncIterator[FakeGraph]:
    """A host that posts to the listener."""
    app = web.Application()
    app.router.add_post("/hook", listener.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with graph_api() as fake:
        fake.webhooks.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield fake
    await runner.cleanup()


async def send(graph: FakeGraph, **content: Any) -> None:
    """Sends something to Siti, or a text."""
    body = {"messaging_product": "whatsapp", "to": SITI.phone, "type": "text", "text": {"body": "halo"}, **content}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{graph.api_url}/{NUMBER}/messages"
    async with ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        assert answer.status == 200


async def test_a_message_is_told_until_it_is_taken(graph: FakeGraph, listener: Listener) -> None:
    """In order, with who wrote it by every id that they have."""
    listener.refuses = [503, 500]
    graph.says("satu")
    graph.says("dua", Person(user_id=None))
    graph.says("tiga", Person(phone=None))
    await graph.webhooks.settled()
    assert (graph.webhooks.answers, listener.texts) == ([503, 500, 200, 200, 200], ["satu", "dua", "tiga"])
    contacts = [value["contacts"][0] for value in listener.values]
    assert [sorted(each) for each in contacts] == [
        ["profile", "user_id", "wa_id"],
        ["profile", "wa_id"],
        ["profile", "user_id"],
    ]
    assert "from" not in listener.values[2]["messages"][0]


async def test_much_in_one_post(graph: FakeGraph, listener: Listener) -> None:
    """Of several people at several numbers, with statuses; and everything twice where asked to."""
    graph.webhooks.doubled = True
    with graph.webhooks.batch():
        graph.says("satu")
        graph.says("dua", person(2))
        graph.says("tiga", number=OTHER_NUMBER)
        await send(graph)
    await graph.webhooks.settled()
    assert len(listener.posts) == 2
    assert listener.posts[0] == listener.posts[1]
    assert (len(listener.values), listener.texts[:3]) == (4, ["satu", "dua", "tiga"])
    assert listener.states == ["sent", "delivered"] * 2


async def test_one_after_the_other_out_of_order(graph: FakeGraph, listener: Listener) -> None:
    """The same each time, by the seed."""
    with graph.webhooks.batch(shuffled=1, apart=True):
        for number in range(6):
            graph.says(str(number))
    await graph.webhooks.settled()
    assert (len(listener.posts), sorted(listener.texts)) == (6, list("012345"))
    assert listener.texts != list("012345")


async def test_what_becomes_of_a_message(graph: FakeGraph, listener: Listener) -> None:
    """Delivered with its price, the first ones free; or failed with a reason."""
    graph.says("halo")
    graph.statuses.free = 1
    graph.statuses.fails.extend([None, None, 131026])
    graph.statuses.states = ("delivered",)
    for _ in range(3):
        await send(graph)
    await graph.webhooks.settled()
    statuses = [each for value in listener.values for each in value.get("statuses", ())]
    assert [each.get("pricing", {}).get("billable") for each in statuses] == [False, True, None]
    assert [each["id"] for each in statuses] == [each["wamid"] for each in graph.sent]
    assert statuses[2]["errors"][0]["code"] == 131026


async def test_what_a_shut_window_refuses_may_be_told_late(graph: FakeGraph, listener: Listener) -> None:
    """As Meta mostly does: the call is taken, the status says that it failed."""
    graph.by_status = True
    await send(graph)
    await graph.webhooks.settled()
    assert (listener.states, len(graph.sent)) == (["failed"], 1)


async def test_an_answer_gets_lost(graph: FakeGraph) -> None:
    """The message was taken all the same."""
    graph.says("halo")
    graph.lost = 1
    with pytest.raises(Exception, match="disconnected"):
        await send(graph)
    await send(graph)
    assert len(graph.sent) == 2


async def test_what_people_press(graph: FakeGraph, listener: Listener) -> None:
    """A button, a row, a template's quick reply: each as WhatsApp tells of it, with the message that it was under."""
    graph.says("halo")
    reply, row = {"type": "reply", "reply": {"id": "a", "title": "A"}}, {"id": "b", "title": "B"}
    button = {"type": "button", "body": {"text": "?"}, "action": {"buttons": [reply]}}
    choice = {"type": "list", "body": {"text": "?"}, "action": {"button": "Pilih", "sections": [{"rows": [row]}]}}
    await send(graph, type="interactive", interactive=button)
    await send(graph, type="interactive", interactive=choice)
    parameters = [{"type": "text", "text": each} for each in ("DPMPTSP", "tiket A")]
    news = {
        "name": "tanya_kabar",
        "language": {"code": "id"},
        "components": [{"type": "body", "parameters": parameters}],
    }
    await send(graph, type="template", template=news)
    for each in ("a", "b", "BUKA", "gone"):
        graph.presses(each)
    await graph.webhooks.settled()
    pressed = [each for value in listener.values for each in value.get("messages", ()) if each["type"] != "text"]
    assert [each["type"] for each in pressed] == ["interactive", "interactive", "button", "interactive"]
    assert [each.get("context", {}).get("id") for each in pressed[:3]] == [each["wamid"] for each in graph.sent]
    assert pressed[1]["interactive"]["list_reply"]["title"] == "B"
    assert pressed[2]["button"]["text"] == "BUKA"


async def test_nothing_is_lost_while_nobody_listens(graph: FakeGraph, listener: Listener) -> None:
    """It waits until there is an address."""
    url, graph.webhooks.url = graph.webhooks.url, None
    graph.says("halo")
    await asyncio.sleep(0)
    graph.webhooks.url = url
    await graph.webhooks.settled()
    assert listener.texts == ["halo"]
