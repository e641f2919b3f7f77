"""Chats with citizens as the desk's pages show them: everything in words."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from bot.delivery_words import fate_of
from bot.desk.chat_window import WindowView, window_view
from bot.desk.clock_words import span
from bot.desk.ticket_view import Attached, Line, attached, said_lines
from bot.store.files import FiledFile
from bot.store.handovers import Chat
from bot.store.inbox import Passed
from bot.store.windows import Window
from bot.ticket_words import CHANNELS
from knowledge.library import Library

ENDINGS = {
    "citizen": "Warga kembali ke bot.",
    "officer": "Petugas mengakhirinya.",
    "ticket": "Menjadi tiket.",
    "unmet": "Tidak ada petugas yang datang; warga ditawari tiket.",
    "unanswered": "Petugas lama tidak membalas; warga ditawari tiket.",
    "idle": "Warga lama tidak membalas.",
}
_LONG = dt.timedelta(minutes=5)
"""A wait that catches the eye: half of the time after which the citizen is told that nobody came."""
_LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A chat in the list: `waits` in words, since `since` (ISO) for a script that counts on; `late` catches the eye."""

    id: int
    office: str
    channel: str
    words: str
    waits: str
    since: str
    late: bool
    held_by: str


@dataclass(frozen=True, slots=True)
class ChatView:
    """The page of one chat; `seen` says how far the page goes: its last message, and the files that are there.

    `window` is there only where the channel does not let the office write freely now.
    """

    row: ChatRow
    state: str
    asked: str
    ended: str
    note: str
    reached: str
    window: WindowView | None
    lines: tuple[Line, ...]
    files: dict[str, Attached]
    seen: str


def chat_row(chat: Chat, library: Library, now: dt.datetime, last: str | None = None) -> ChatRow:
    """A chat for the list, with what its citizen typed last."""
    since = chat.unanswered_since if chat.state == "taken" else chat.asked_at
    waited = now - since if since is not None else dt.timedelta(0)
    words = " ".join(str(json.loads(last).get("text", "")).split()) if last is not None else ""
    return ChatRow(
        chat.id,
        library.place(chat.office),
        CHANNELS.get(chat.channel, chat.channel),
        words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1]}…",
        _waits(chat, waited) if since is not None else "sudah dijawab",
        since.isoformat() if since is not None else "",
        late=since is not None and waited >= _LONG,
        held_by=chat.held_by or "",
    )


def chat_view(
    chat: Chat, said: list[Passed], files: tuple[FiledFile, ...], library: Library, now: dt.datetime,
    template: str | None = None,
) -> ChatView:  # fmt: skip
    """The page of a chat; `template` asks its citizen to write again where the channel wants that."""
    zone = library.zone(chat.office)

    def clock(moment: dt.datetime) -> str:
        local = moment.astimezone(zone)
        return f"{local:%H.%M}" if local.date() == now.astimezone(zone).date() else f"{local:%d/%m %H.%M}"

    ended = ""
    if chat.ended_at is not None:
        ended = f"Berakhir {clock(chat.ended_at)}. {ENDINGS.get(chat.how or '', '')}"
    away, window = chat.unreachable_since is not None, Window(chat.window_until, chat.knocked_at)
    shut = chat.ended_at is None and not away and not window.is_open(now)
    return ChatView(
        chat_row(chat, library, now),
        chat.state,
        clock(chat.asked_at),
        ended,
        chat.note or "",
        "Warga tidak dapat dijangkau: pesan Anda mungkin tidak sampai." if away else "",
        window_view(window, zone, now, template) if shut else None,
        said_lines(said, clock, lambda told: fate_of(told, zone, chat.unreachable_since)),
        {each.note.id: attached(place, each.note) for place, each in enumerate(files, 1)},
        f"{chat.last_event} {sum(each.note.state == 'stored' for each in files)}",
    )


def _waits(chat: Chat, waited: dt.timedelta) -> str:
    lead = "belum dijawab" if chat.state == "taken" else "menunggu"
    return f"{lead} {span(waited)}"
