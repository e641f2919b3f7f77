"""The web chat over real HTTP: nothing lost, nothing twice, nothing for strangers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar

from bot.arrival import Address, Arrival
from bot.clock import now
from bot.store.engines import database_url
from bot.store.store import Store
from bot.turns import Turns
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.service import Visitor, serving, visiting


@pytest.fixture
async def url(tmp_path: Path, search: Search) -> AsyncIterator[str]:
    """A running service."""
    async with serving(tmp_path / "data", search) as address:
        yield address


@pytest.fixture
async def visitor(url: str) -> AsyncIterator[Visitor]:
    """Someone who opened the page."""
    async with visiting(url) as opened:
        yield opened


async def events(response: ClientResponse, count: int) -> list[dict[str, Any]]:
    """The next events of a stream."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        while len(found) < count:
            line = (await response.content.readline()).decode()
            assert line, f"the stream ended: {response.status}"
            if line.startswith("data: "):
                found.append(json.loads(line.removeprefix("data: ")))
    return found


async def test_a_question_and_its_answer(visitor: Visitor) -> None:
    """The answer comes as escaped HTML and as text, with the decree's source and choices."""
    status, told = await visitor.say("brp biaya kios depok?")
    assert (status, told) == (200, {"event": 1, "repeated": False, "replies": 1})
    mine, answer = await visitor.history()
    assert mine["you"] == "brp biaya kios depok?"
    assert "Tidak dipungut biaya" in answer["html"]
    assert '<p class="source">Sumber: Keputusan' in answer["html"]
    assert answer["choices"][0] == {"id": "ask:depok/kios:persyaratan", "label": "Persyaratan"}


async def test_the_same_id_is_the_same_message(visitor: Visitor) -> None:
    """A page that is not sure whether its message arrived sends it again."""
    await visitor.say("halo", "a")
    status, told = await visitor.say("halo", "a")
    assert (status, told["repeated"]) == (200, True)
    assert len(await visitor.history()) == 2


async def test_a_press_is_shown_by_its_label(visitor: Visitor) -> None:
    """After a reload the history shows what was tapped, not an id."""
    await visitor.say("biaya kios depok")
    await visitor.post({"id": "p", "choice": "ask:depok/kios:persyaratan"})
    said = await visitor.history()
    assert said[2]["you"] == "Persyaratan"
    assert "Persyaratan" in said[3]["html"]


async def test_what_a_citizen_types_never_becomes_markup(visitor: Visitor) -> None:
    """Neither in the page nor in the history; names of places come back in replies."""
    await visitor.say("izin <b>cabang</b> di <script>alert(1)</script> bandung")
    assert all("<script" not in said.get("html", "") for said in await visitor.history())


async def test_new_messages_come_down_the_stream(visitor: Visitor) -> None:
    """In order, with their numbers, and the next ones as they are written."""
    await visitor.say("halo")
    async with visitor.session.get(f"{visitor.url}/chat/events") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert [event["event"] for event in await events(stream, 2)] == [1, 2]
        await visitor.say("terima kasih")
        later = await events(stream, 2)
        assert [event["event"] for event in later] == [3, 4]
        assert "Sama-sama" in later[1]["html"]


async def test_a_broken_stream_goes_on_where_it_broke(visitor: Visitor) -> None:
    """The browser names the last number it has; what was written meanwhile follows, and nothing twice."""
    await visitor.say("halo")
    async with visitor.session.get(f"{visitor.url}/chat/events") as stream:
        await events(stream, 2)
    await visitor.say("terima kasih")
    headers = {"Last-Event-ID": "2"}
    async with visitor.session.get(f"{visitor.url}/chat/events", headers=headers) as stream:
        assert [event["event"] for event in await events(stream, 2)] == [3, 4]


async def test_what_a_command_writes_comes_down_the_stream(tmp_path: Path, visitor: Visitor, search: Search) -> None:
    """`tanya replay` runs beside the service, and an open page shows its answer by itself."""
    await visitor.say("halo")
    cookie = next(each for each in visitor.session.cookie_jar if each.key == "tanya")
    address = Address("web", "web", cookie.value.rpartition(".")[0])
    beside = Store(database_url(f"sqlite:///{tmp_path / 'data' / 'tanya.db'}"))
    async with visitor.session.get(f"{visitor.url}/chat/events") as stream:
        await events(stream, 2)
        await Turns(beside, search, now).take(Arrival(address, "replay:1", Message("text", "terima kasih")))
        assert [event["event"] for event in await events(stream, 2)] == [3, 4]
    beside.close()


async def test_conversations_are_kept_apart(url: str, visitor: Visitor) -> None:
    """Another visitor sees nothing of it."""
    await visitor.say("biaya kios depok")
    async with visiting(url) as other:
        assert await other.history() == []
        await other.say("kalau syaratnya?")
        assert "Kios" not in (await other.history())[1]["text"]


@pytest.mark.parametrize("cookie", ["", "siti", "siti.0000", "a.b.c", "é.x"])
async def test_a_cookie_that_was_not_signed_here_opens_nothing(url: str, cookie: str) -> None:
    """Guessing an id is not enough."""
    async with ClientSession(cookie_jar=CookieJar(quote_cookie=False, unsafe=True)) as session:
        headers = {"Cookie": f"tanya={cookie}"}
        body = {"id": "1", "text": "halo"}
        async with session.post(f"{url}/chat/messages", json=body, headers=headers) as response:
            assert response.status == 401
            assert "Muat ulang" in (await response.json())["problem"]
        async with session.get(f"{url}/chat/events", headers=headers) as response:
            assert response.status == 401


@pytest.mark.parametrize(
    "document",
    [[], "halo", {}, {"id": "1"}, {"id": "", "text": "a"}, {"id": "x" * 65, "text": "a"}, {"id": 5, "text": "a"},
     {"id": "1", "text": 7}, {"id": "1", "choice": 7}],
)  # fmt: skip
async def test_what_is_no_message_is_refused_in_words(visitor: Visitor, document: Any) -> None:
    """A clear answer and no trace in the store."""
    status, told = await visitor.post(document)
    assert (status, told) == (400, {"problem": "Pesan tidak dapat dibaca."})
    assert await visitor.history() == []


async def test_a_body_beyond_any_message_is_refused(visitor: Visitor) -> None:
    """The limit stands before the body is read whole."""
    status, told = await visitor.say("a" * 100_000)
    assert (status, told) == (413, {"problem": "Pesan terlalu panjang."})


async def test_a_flood_is_slowed_and_told_when_to_go_on(visitor: Visitor) -> None:
    """A person's pace passes; the rest is asked to wait and not lost by the page, which sends again."""
    answers = [await visitor.say("halo") for _ in range(14)]
    assert [status for status, _ in answers].count(429) == 2
    async with visitor.session.post(f"{visitor.url}/chat/messages", json={"id": "z", "text": "a"}) as response:
        assert response.status == 429
        assert int(response.headers["Retry-After"]) >= 1


async def test_the_page_is_light_and_keeps_to_itself(url: str) -> None:
    """All of it within 60 kB before compression, from this host alone, and no script but its own."""
    async with ClientSession() as session:
        sizes = 0
        for path in ("/", "/static/chat.css", "/static/chat.js", "/static/icon.svg"):
            async with session.get(f"{url}{path}") as response:
                body = await response.read()
                sizes += len(body)
                assert "script-src 'self'" in response.headers["Content-Security-Policy"]
                assert response.headers["X-Content-Type-Options"] == "nosniff"
                assert b"http://" not in body.replace(b"http://www.w3.org/2000/svg", b"")
        assert sizes <= 60_000


async def test_an_unchanged_file_is_not_sent_again(url: str) -> None:
    """A slow phone asks once."""
    async with ClientSession() as session:
        async with session.get(f"{url}/static/chat.js") as response:
            tag = response.headers["ETag"]
        async with session.get(f"{url}/static/chat.js", headers={"If-None-Match": tag}) as response:
            assert response.status == 304


async def test_errors_are_told_in_words(url: str) -> None:
    """An unknown page, a wrong method: one JSON object each."""
    async with ClientSession() as session:
        async with session.get(f"{url}/wp-login.php") as response:
            assert (response.status, await response.json()) == (404, {"problem": "Halaman ini tidak ada."})
        async with session.delete(f"{url}/chat/messages") as response:
            assert response.status == 405


async def test_the_conversation_outlives_the_service(tmp_path: Path, search: Search) -> None:
    """After a restart the cookie, the history and what was talked about are there."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with serving(tmp_path, search) as url:
            async with session.get(url):
                pass
            await Visitor(session, url).say("biaya kios depok", "before")
        async with serving(tmp_path, search) as url:
            again = Visitor(session, url)
            await again.say("kalau syaratnya?", "after")
            said = await again.history()
    assert [each["event"] for each in said] == [1, 2, 3, 4]
    assert "Kios" in said[-1]["text"]


async def test_the_cookie_of_a_page_reached_by_https(tmp_path: Path, search: Search) -> None:
    """It works inside an office's own page too, and nowhere without encryption."""
    async with (
        serving(tmp_path, search, public_url="https://tanya.kalbar.go.id") as url,
        ClientSession() as session,
        session.get(url) as response,
    ):
        assert response.status == 200
        (cookie,) = response.headers.getall("Set-Cookie")
    for part in ("; HttpOnly", "; Secure", "; SameSite=None", "; Partitioned"):
        assert part in cookie
