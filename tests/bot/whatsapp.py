"""A whole service with two WhatsApp numbers that talks to the fake Graph host, and hears of it by signed webhooks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from knowledge.search import Search
from tests.bot.service import serving
from tests.fakes.graph_api import SECRET, TOKEN, VERIFY, FakeGraph
from tests.fakes.graph_api_people import NUMBER, OTHER_NUMBER

OFFICES = {NUMBER: "depok", OTHER_NUMBER: "kalbar"}
"""The office of each number."""


def numbers_set(graph: FakeGraph) -> dict[str, Any]:
    """The settings of a service with both numbers."""
    return {
        "whatsapp_app_secret": SECRET,
        "whatsapp_verify_token": VERIFY,
        "whatsapp_token": TOKEN,
        "whatsapp_numbers": tuple(OFFICES.items()),
        "whatsapp_api_url": graph.api_url,
    }


@asynccontextmanager
async def on_whatsapp(folder: Path, search: Search, graph: FakeGraph, **settings: Any) -> AsyncIterator[str]:
    """A service to which the host posts; its clock is the host's, unless another is given."""
    given = {"clock": graph.clock, **numbers_set(graph), **settings}
    async with serving(folder, search, **given) as url:
        graph.webhooks.url = f"{url}/whatsapp/webhook"
        try:
            yield url
        finally:
            graph.webhooks.url = None
