"""What is one person's own moves from a group to the private chat: intake, tickets, personal data."""

from __future__ import annotations

from handlers.context import Context
from handlers.turn import Outcome, Reply, Section

VERBS = frozenset({
    "privacy", "tickets", "ticket", "add", "settled", "unsettled", "rate", "join", "complain", "requests", "request",
    "form", "pass-on", "step", "draft", "handover",
})  # fmt: skip
"""Verbs of choices that are one person's own."""
INTENTS = frozenset({"privacy", "status", "complaint", "request", "officer"})


def needed(context: Context) -> bool:
    """Whether several people read this chat."""
    return context.turn.private_at is not None


def move(context: Context, way_in: str | None) -> Outcome:
    """Says where it goes on: the private chat, entered where it was left."""
    link = f"{context.turn.private_at}{(way_in or 'mulai').replace('/', '--')}"
    text = context.say(
        "Ini pribadi, dan di sini orang lain ikut membaca. Lanjutkan di obrolan pribadi: {link}", link=link
    )
    return context.answered(Reply((Section(paragraphs=(text,)),)))
