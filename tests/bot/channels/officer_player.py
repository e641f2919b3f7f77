"""Plays what an officer does from Telegram, through the whole service and the fake Telegram.

Headers: `# Officer: NAME, ROLE, OFFICE ...`, `# Followers: CHAT OFFICE ...; ...` (all on training) and, where the clock
matters, `# Now:`.
Then `S: ` lines (typed by the officer) and `P: ` lines (a button by its words), each with the `B: ` lines that answer,
until nothing is under way any more; at the end, for each citizen, the `C CHAT: ` lines of what arrived.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import re
from pathlib import Path
from typing import Any

from bot.officers import Officers
from bot.settings import Settings
from bot.staff_chats import StaffChats
from bot.store.engines import database_url
from bot.store.officers import ROLES, named_officer
from bot.store.store import Store
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.following import follow
from tests.bot.service import serving
from tests.bot.telegram import stored
from tests.fakes.bot_api import BOT, TOKEN, FakeBotApi

FOLDER = Path(__file__).parent.parent.parent / "transcripts" / "officers"
FILES = tuple(sorted(FOLDER.glob("*.txt")))
OFFICER = 11
_TAG = re.compile(r"</?[a-z]+>")
_UNDER_WAY = (
    "SELECT (SELECT count(*) FROM staff_orders) + (SELECT count(*) FROM outbox WHERE status IN ('waiting', 'sending'))"
    " + (SELECT count(*) FROM announcement_deliveries WHERE state IN ('waiting', 'sending'))"
    " + (SELECT count(*) FROM announcements WHERE state = 'sending')"
)
_HEARD = "SELECT count(*) FROM messages WHERE direction = 'in'"


async def play(text: str, folder: Path, search: Search, telegram: FakeBotApi) -> str:
    """The whole file as it comes today."""
    lines = text.splitlines()
    headers = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
    clock = TestClock()
    if "Now" in headers:
        clock.now = dt.datetime.fromisoformat(headers["Now"])
    played = [line for line in lines if line.startswith("# ")]
    async with serving(folder, search, clock=clock, telegram_token=TOKEN, telegram_api_url=telegram.url):
        chats = await _prepare(headers, folder, search, clock, telegram)
        for line in lines:
            if line[:3] in {"S: ", "P: "}:
                played += [line, *await _step(line, folder, telegram)]
        for chat in chats:
            got = [message for message in telegram.sent if str(message["chat_id"]) == chat]
            played += [f"C {chat}: {each}".rstrip() for message in got for each in _shown(message)]
    return "\n".join(played) + "\n"


async def _prepare(
    headers: dict[str, str], folder: Path, search: Search, clock: TestClock, telegram: FakeBotApi
) -> list[str]:
    """Makes the officer, links the chat, lets citizens follow; the citizens' chats."""
    name, role, offices = headers["Officer"].split(", ")
    store = Store(database_url(Settings(data_dir=folder).store_url))
    kind = next(each for each in ROLES if each == role)
    await Officers(store, search, clock, "uji").add(name, kind, offices.split())
    officer = await store.read(lambda connection: named_officer(connection, name))
    followers = [each.split() for each in headers.get("Followers", "").split(";") if each]
    for chat, *followed in followers:
        telegram.known.add(chat)
        await follow(store, [int(chat)], *followed, account=str(BOT["id"]), now=clock())
    telegram.says(f"/petugas {await StaffChats(store, clock).code(officer)}", OFFICER)
    await telegram.until_sent(1)
    store.close()
    return [chat for chat, *_ in followers]


async def _step(line: str, folder: Path, telegram: FakeBotApi) -> list[str]:
    """What one line of the officer is answered with, once all that comes of it is done."""
    before, heard = len(telegram.taken), stored(folder, _HEARD)[0]
    if line.startswith("S: "):
        telegram.says(line[3:], OFFICER)
    else:
        telegram.presses(_button(telegram, line[3:]), OFFICER)
    async with asyncio.timeout(20):
        while stored(folder, _HEARD)[0] == heard or stored(folder, _UNDER_WAY) != [0]:
            await asyncio.sleep(0.05)
    own = [message for message in telegram.taken[before:] if str(message["chat_id"]) == str(OFFICER)]
    return [f"B: {each}".rstrip() for message in own for each in _shown(message)]


def _button(telegram: FakeBotApi, label: str) -> str:
    """The data of the newest button with these words."""
    for message in reversed(telegram.taken):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    return str(button["callback_data"])
    raise AssertionError(f"no button {label!r}")


def _shown(message: dict[str, Any]) -> list[str]:
    """A message as it is read, with its buttons numbered."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    labels = [button["text"] for row in rows for button in row]
    text = html.unescape(_TAG.sub("", str(message["text"])))
    return [*text.splitlines(), *(f"{number}. {label}" for number, label in enumerate(labels, 1))]
