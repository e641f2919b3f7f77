"""Back to the bot: by the citizen's own words at any time."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.handover_effects import EndChat
from handlers.topics.handover.words import said
from handlers.turn import Effect, Outcome

GOES_ON = frozenset({"menu", "start", "pass-on"})
"""Verbs of choices that end the chat and then do what they do."""
_BACK = re.compile(r"\b(?:kembali|balik|bali|wangsul|mulih|back|return)\b.{0,14}\bbot\b", re.IGNORECASE)
_MOST_WORDS = 8


def wants_back(text: str) -> bool:
    """Whether a text is *kembali ke bot*."""
    return bool(_BACK.search(text)) and len(text.split()) <= _MOST_WORDS


def leave(context: Context) -> Outcome:
    """Ends the chat, or the wait for one, and says so."""
    menu = (choice(context.say("Menu"), "menu"),)
    if context.conversation.handover is None:
        text = context.say("Anda memang sedang berbicara dengan saya, asisten otomatis. Silakan tulis pertanyaan Anda.")
        return context.answered(said(text, choices=menu))
    context, text, effect = left(context)
    outcome = context.answered(said(text, choices=menu))
    return replace(outcome, effects=(effect,), intent="handover")


def left(context: Context) -> tuple[Context, str, Effect]:
    """The conversation without the chat, the sentence that says so, and what follows."""
    handover = context.conversation.handover
    if handover is not None and handover.taken:
        text = context.say("Obrolan dengan petugas selesai. Saya, asisten otomatis, menjawab lagi.")
    else:
        text = context.say("Antrean Anda dibatalkan. Saya, asisten otomatis, tetap menjawab.")
    return context.changed(handover=None), text, EndChat("citizen")
