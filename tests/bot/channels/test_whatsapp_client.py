"""Calls of the Graph API that fail: what is certain of each, and nothing that nobody may read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels.whatsapp import client
from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure, Lost, Unsent, open_session

TOKEN = "EAAsecret"


@asynccontextmanager
async def answering(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[Graph]:
    """A client of a host that answers everything in one way."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with open_session() as session:
            yield Graph(session, TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}/v26.0")
    finally:
        await runner.cleanup()


async def failure(graph: Graph) -> GraphFailure:
    """What a call raises."""
    with pytest.raises(GraphFailure) as raised:
        await graph.post("1/messages", {"to": "6281234567890"})
    return raised.value


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (502, "<html>Bad Gateway</html>", Lost), (500, "", Lost), (200, "not JSON", Lost), (200, "[]", Lost),
        (404, "<html>", GraphError), (429, "{}", GraphError), (301, "", GraphError),
        (500, '{"error": {"code": 131000, "message": "Something went wrong"}}', GraphError),
        (400, '{"error": {"code": "x", "message": null, "error_data": 7}}', GraphError),
    ],
)  # fmt: skip
async def test_what_an_answer_makes_certain(status: int, body: str, kind: type[GraphFailure]) -> None:
    """Meta's own refusal is one; a gateway's page leaves open what became of the call."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    async with answering(answer) as graph:
        assert type(await failure(graph)) is kind


async def test_a_refusal_is_told_without_numbers() -> None:
    """With code and subcode; the details where there are any."""

    async def answer(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        data = {"details": "Recipient 6281234567890 is not allowed"}
        error = {"code": 131030, "error_subcode": 33, "message": "no", "error_data": data}
        return web.json_response({"error": error}, status=400)

    async with answering(answer) as graph:
        error = await failure(graph)
    assert isinstance(error, GraphError)
    assert (error.code, error.subcode, error.status) == (131030, 33, 400)
    assert str(error) == "131030: Recipient … is not allowed"


async def test_an_answer_that_takes_too_long_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that breaks off; a host that nobody runs was never reached."""
    monkeypatch.setattr(client, "_USUAL", 0.05)

    async def late(_request: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    async def broken(request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.close()
        return web.Response()

    for handler in (late, broken):
        async with answering(handler) as graph:
            assert type(await failure(graph)) is Lost
    async with open_session() as session:
        assert type(await failure(Graph(session, TOKEN, "http://127.0.0.1:9/v26.0"))) is Unsent


async def test_the_pieces_of_a_file() -> None:
    """They add up; a redirect is not followed, since the token would go along."""

    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("gone"):
            return web.Response(status=404)
        if request.path.endswith("elsewhere"):
            return web.Response(status=302, headers={"Location": "https://example.com/"})
        return web.Response(body=b"x" * 200_000)

    async with answering(answer) as graph:
        assert sum([len(piece) async for piece in graph.pieces(f"{graph.api_url}/file")]) == 200_000
        for path in ("gone", "elsewhere"):
            with pytest.raises(GraphError):
                assert [piece async for piece in graph.pieces(f"{graph.api_url}/{path}")]
