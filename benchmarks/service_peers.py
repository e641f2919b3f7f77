"""What the service is measured beside: `python -m benchmarks.service_peers floor|application PORT FOLDER`."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.plain_text import render
from bot.questions import ask
from bot.reply_json import dump
from knowledge.loading import open_library
from knowledge.search import Search

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE seen (key INTEGER PRIMARY KEY);
CREATE TABLE conversations (id INTEGER PRIMARY KEY, state TEXT);
CREATE TABLE messages (id INTEGER PRIMARY KEY, conversation INTEGER, direction TEXT, body TEXT);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, conversation INTEGER, status TEXT);
"""


def floor(folder: Path, _search: Search) -> Callable[[dict[str, Any]], Any]:
    """Writes the rows of one turn with plain sqlite3, one commit a message, in one thread."""
    thread = ThreadPoolExecutor(1)
    database = sqlite3.connect(folder / "floor.db", check_same_thread=False, isolation_level=None)
    database.executescript(_SCHEMA)
    reply = "x" * 900

    def write(update: dict[str, Any]) -> None:
        chat, text = update["message"]["chat"]["id"], update["message"]["text"]
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO seen VALUES (?)", (update["update_id"],))
        database.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?)", (chat, reply[:300]))
        database.execute("INSERT INTO messages (conversation, direction, body) VALUES (?, 'in', ?)", (chat, text))
        database.execute("INSERT INTO messages (conversation, direction, body) VALUES (?, 'out', ?)", (chat, reply))
        database.execute("INSERT INTO outbox (conversation, status) VALUES (?, 'waiting')", (chat,))
        database.execute("COMMIT")

    async def handle(update: dict[str, Any]) -> None:
        await asyncio.get_running_loop().run_in_executor(thread, write, update)

    return handle


def application(_folder: Path, search: Search) -> Callable[[dict[str, Any]], Any]:
    """PTB's own dispatcher with a handler that answers the same text and sends nothing."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    app = Application.builder().token("123456789:AAFakeTokenFakeTokenFakeTokenFake00").updater(None).build()

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        outcome = ask(search, update.message.text or "", None, dt.datetime.now(dt.UTC))
        assert context.chat_data is not None
        context.chat_data["last"] = [dump(reply) for reply in outcome.replies]
        render(outcome.replies[-1])

    app.add_handler(MessageHandler(filters.TEXT, answer))
    app._initialized = True  # noqa: SLF001 - without a Bot API there is no getMe to ask

    async def handle(update: dict[str, Any]) -> None:
        await app.process_update(Update.de_json(update, app.bot))

    return handle


def main() -> None:
    """Serves one peer until it is stopped."""
    name, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    handle = {"floor": floor, "application": application}[name](folder, Search(open_library(folder / "knowledge.db")))

    async def webhook(request: web.Request) -> web.Response:
        await handle(await request.json())
        return web.Response()

    async def ready(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/telegram/webhook", webhook), web.get("/health/ready", ready)])
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main()
