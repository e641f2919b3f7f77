"""Sending."""

from __future__ import annotations

from pathlib import Path

from knowledge.search import Search
from tests.bot.whatsapp import on_whatsapp
from tests.fakes.graph_api import graph_api


async def test_answers(tmp_path: Path, search: Search) -> None:
    """A question gets its answer in one message."""
    async with graph_api() as graph, on_whatsapp(tmp_path, search, graph):
        graph.says("syarat izin kantor cabang")
        sent = await graph.until_sent(1)
        print(sent)
        graph.says("halo")
        sent = await graph.until_sent(2)
        print(sent[-1])
        print(graph.marked, graph.refusals, graph.calls)
    assert 0
