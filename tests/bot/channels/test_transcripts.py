"""The golden conversations through the real service: web chat, Telegram and WhatsApp say what the core says."""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import re
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

import bot.channels.telegram.account
import bot.channels.whatsapp.account
from bot.channels.telegram.updates import MOST_CHOICES
from bot.channels.web.limits import OwnLimit
from bot.channels.whatsapp.payloads import MOST_CHOICES as MOST_ROWS
from bot.pacing import Pace
from handlers.notice import Notice, NoticeFacts
from knowledge.search import Search
from tests.bot.files.samples import jpeg, pdf
from tests.bot.service import serving, visiting
from tests.bot.telegram import stored
from tests.bot.whatsapp import on_whatsapp
from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api
from tests.fakes.graph_api import FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, Person, person
from tests.transcripts.player import FILE_NAMES, FILES, Secrets, play, without_numbers

_USUAL = dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
_NOTICE = Notice("2026-11-18-a1b2c3", facts=NoticeFacts(abroad=("Telegram",)))
"""Whoever writes by Telegram is told that its servers are abroad."""
_TAG = re.compile(r"</?[a-z]+>")
_FIELDS = {
    "voice": ["voice"],
    "video": ["video_note"],
    "sticker": ["animation", "document"],
    "place": ["venue", "location"],
    "contact": ["contact"],
    "poll": ["poll"],
    "other": ["story"],
}
"""How Telegram tells of each sort of thing."""
_SENT: dict[str, tuple[bytes, dict[str, Any]]] = {
    "picture": (jpeg(), {}),
    "file": (pdf(), {"mime_type": "application/pdf", "file_name": FILE_NAMES["file"]}),
}
"""What is sent of the sorts that may be attached."""


class Script:
    """A transcript as what is said and what is to be answered."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines()
        headers = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
        self.office = None if headers["Chosen"] == "none" else headers["Chosen"]
        self.now = dt.datetime.fromisoformat(headers["Now"]) if "Now" in headers else _USUAL
        self.steps: list[tuple[str, str, list[str]]] = []
        for line in lines:
            mark, _, said = line.partition(":")
            if mark in {"U", "P", "A", "N"}:
                self.steps.append((mark, said.removeprefix(" "), []))
            elif mark == "B":
                self.steps[-1][2].append(said.removeprefix(" ").strip())

    @property
    def answers(self) -> list[str]:
        """Everything answered, without blank lines and the indents that only some channels show."""
        return [line for _, _, lines in self.steps for line in lines if line]


def numbered(text: str, labels: list[str]) -> list[str]:
    """A reply and its choices as the transcripts write them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines + [f"{number}. {label}" for number, label in enumerate(labels, 1)]


ON_THE_WEB = [
    path
    for path in FILES
    if not re.search(r"^# Choices:|^# Rings: yes|^# Staffed: yes|^A:", path.read_text("utf-8"), re.MULTILINE)
]
"""The page shows every choice, sends nothing but words and presses, and reaches nobody who is not there; chats with
officers are tried with the desk, where officers are."""


@pytest.mark.parametrize("path", ON_THE_WEB, ids=lambda path: path.stem)
async def test_on_the_web(path: Path, tmp_path: Path, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message by POST, each reply from the history."""
    monkeypatch.setattr(OwnLimit, "wait_at", lambda *_: 0.0)
    script = Script(play(path.read_text("utf-8"), search, _USUAL, rings=False))
    heard: list[str] = []
    async with serving(tmp_path, search, clock=lambda: script.now) as url, visiting(url) as visitor:
        last, secrets = 0, Secrets()
        for number, (mark, written, _) in enumerate(script.steps):
            if mark == "N":
                last = 0
                await visitor.become_another()
                continue
            said = secrets.put(written)
            body: dict[str, Any] = {"text": said} if mark == "U" else {"choice": said}
            status, _ = await visitor.post({"id": str(number), "office": script.office, **body})
            assert status == 200
            for message in await visitor.history(last):
                last = message["event"]
                if "text" in message:
                    secrets.learn(message["text"])
                    heard += numbered(message["text"], [choice["label"] for choice in message["choices"]])
    assert [without_numbers(line) for line in heard] == script.answers


ON_TELEGRAM = [
    path for path in FILES if not re.search(r"^# Rings: no|^# Staffed: yes", path.read_text("utf-8"), re.MULTILINE)
]
"""What is said there rings."""


@pytest.mark.parametrize("path", ON_TELEGRAM, ids=lambda path: path.stem)
async def test_on_telegram(path: Path, tmp_path: Path, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message as an update, each reply as Telegram took it; the office is chosen by its link."""
    monkeypatch.setattr(bot.channels.telegram.account, "PACE", Pace(1000, 1000, 1000, 1000))
    script = Script(play(path.read_text("utf-8"), search, _USUAL, MOST_CHOICES, _NOTICE))
    heard: list[str] = []
    async with (
        bot_api() as telegram,
        serving(tmp_path, search, clock=lambda: script.now, telegram_token=TOKEN, telegram_api_url=telegram.url),
    ):
        chat, secrets = 7, Secrets()
        if script.office is not None:
            telegram.says(f"/start {script.office}")
            await telegram.until_taken(1)
        for mark, written, lines in script.steps:
            if mark == "N":
                chat += 1
                continue
            said = secrets.put(written)
            before = len(taken(telegram, chat))
            if mark == "U":
                telegram.says(said, chat)
            elif mark == "P":
                telegram.presses(said, chat)
            elif said in _SENT:
                content, told = _SENT[said]
                telegram.sends(content, chat, **told)
            else:
                telegram.says("", chat, more={field: {} for field in _FIELDS[said]})
            wanted = len([line for line in lines if line])
            got: list[str] = []
            while len(got) < wanted:
                async with asyncio.timeout(10):
                    while len(taken(telegram, chat)) == before:
                        await asyncio.sleep(0.01)
                message = taken(telegram, chat)[before]
                secrets.learn(words(message))
                got += shown(message)
                before += 1
            heard += got
            while stored(tmp_path, "SELECT count(*) FROM files WHERE state = 'pending'") != [0]:
                await asyncio.sleep(0.02)  # the transcripts' files are there at once
    assert [without_numbers(line) for line in heard] == script.answers


def taken(telegram: FakeBotApi, chat: int) -> list[dict[str, Any]]:
    """What Telegram took for one chat, in order."""
    return [message for message in telegram.taken if str(message["chat_id"]) == str(chat)]


def words(message: dict[str, Any]) -> str:
    """The words of a message, also those under a file."""
    return str(message.get("text") or message.get("caption"))


def shown(message: dict[str, Any]) -> list[str]:
    """A message as Telegram took it, as the transcripts write it: a file by its name under its words."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    text = html.unescape(_TAG.sub("", words(message))) if "parse_mode" in message else words(message)
    if "file_name" in message:
        text = f"{text}\n📎 {message['file_name']}"
    return numbered(text, [button["text"] for row in rows for button in row])


ON_WHATSAPP = ON_TELEGRAM
"""What is said there rings too."""
_USUAL_OFFICE = "kalbar"
"""The office of the number where a transcript chooses none: on WhatsApp every number is an office's."""
_NOTICE_ON_WHATSAPP = Notice("2026-11-18-a1b2c3", facts=NoticeFacts(abroad=("WhatsApp",)))
_CONTENTS: dict[str, dict[str, Any]] = {
    "place": {"type": "location", "location": {"latitude": -6.4, "longitude": 106.8}},
    "contact": {"type": "contacts", "contacts": [{"name": {"formatted_name": "Budi", "first_name": "Budi"}}]},
    "poll": {"type": "unsupported", "unsupported": {"type": "poll_creation"}, "errors": [{"code": 131051}]},
    "other": {"type": "unsupported", "errors": [{"code": 131051, "title": "Message type unknown"}]},
}
"""How WhatsApp tells of what is no file."""
_FILES_SENT: dict[str, tuple[bytes, str, str]] = {
    "voice": (b"OggS", "audio/ogg; codecs=opus", ""),
    "video": (b"mp4", "video/mp4", ""),
    "picture": (jpeg(), "image/jpeg", ""),
    "file": (pdf(), "application/pdf", FILE_NAMES["file"]),
}
_ALIKE = str.maketrans("∗ˍ∼ˋ›", "*_~`>")
"""Signs that stand for those which WhatsApp would take as markup."""
_MARKED = re.compile(r"^([*_])(.+)\1$")
_NO_WORDS = "👇"
_NUMBERED = re.compile(r"\d+\. ")
_PICTURE = re.compile(r"📎 \S+\.(?:png|jpg)$")
"""A picture that is shown has no name on WhatsApp."""


@pytest.mark.parametrize("path", ON_WHATSAPP, ids=lambda path: path.stem)
async def test_on_whatsapp(path: Path, tmp_path: Path, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message by a signed webhook, each reply as WhatsApp took it: within all its limits."""
    monkeypatch.setattr(bot.channels.whatsapp.account, "PACE", Pace(1000, 1000, 1000, 1000))
    text = path.read_text("utf-8").replace("# Chosen: none", f"# Chosen: {_USUAL_OFFICE}")
    script = Script(play(text, search, _USUAL, MOST_ROWS, _NOTICE_ON_WHATSAPP))
    heard: list[str] = []
    async with graph_api(lambda: script.now) as graph:
        graph.rates.burst = 1000
        async with on_whatsapp(tmp_path, search, graph, whatsapp_numbers=((NUMBER, script.office),)):
            chat, secrets = 7, Secrets()
            for mark, written, lines in script.steps:
                if mark == "N":
                    chat += 1
                    continue
                before = len(graph.to(str(person(chat).phone)))
                _do(graph, mark, secrets.put(written), person(chat))
                wanted = len([line for line in lines if line])
                got: list[str] = []
                while len(got) < wanted:
                    message = await _next(graph, str(person(chat).phone), before)
                    secrets.learn(message["words"])
                    got += seen(message)
                    before += 1
                heard += got
                while stored(tmp_path, "SELECT count(*) FROM files WHERE state = 'pending'") != [0]:
                    await asyncio.sleep(0.02)  # the transcripts' files are there at once
    assert [without_numbers(line) for line in heard] == [_PICTURE.sub("📎", line) for line in script.answers]


def _do(graph: FakeGraph, mark: str, said: str, who: Person) -> None:
    """Types, presses or sends something on WhatsApp."""
    if mark == "U":
        graph.says(said, who)
    elif mark == "P":
        graph.presses(said, who)
    elif said == "sticker":
        graph.sends(b"webp", "image/webp", who, sort="sticker")
    elif said in _CONTENTS:
        graph.does(_CONTENTS[said], who)
    else:
        content, mime, name = _FILES_SENT[said]
        graph.sends(content, mime, who, name=name)


async def _next(graph: FakeGraph, who: str, place: int) -> dict[str, Any]:
    """The message in a place of those that somebody gets."""
    async with asyncio.timeout(10):
        while len(graph.to(who)) <= place:
            await asyncio.sleep(0.01)
    return graph.to(who)[place]


def seen(message: dict[str, Any]) -> list[str]:
    """A message as WhatsApp took it, as the transcripts write it: a file by its name under its words."""
    lines = [_MARKED.sub(r"\2", line.strip()).translate(_ALIKE) for line in message["words"].split("\n")]
    lines = [line for line in lines if line and line != _NO_WORDS]
    if "content" in message:
        typed = len(list(takewhile(_NUMBERED.match, reversed(lines))))  # choices that are typed stand under the words
        lines.insert(len(lines) - typed, f"📎 {message['file_name']}".rstrip())
    return numbered("\n".join(lines), [label for label, _ in message["choices"]])
