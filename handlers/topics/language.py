"""The language of the chat: changed only when asked for, never because of a foreign word."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.turn import Outcome, Reply, Section
from locales.catalogue import LANGUAGES

_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("en", ("inggris", "english")),
    ("jv", ("jawa", "jowo", "javanese")),
    ("su", ("sunda", "sundanese")),
    ("id", ("indonesia", "indonesian")),
)


def wanted(text: str) -> str | None:
    """The language that a request names."""
    lower = text.lower()
    return next((code for code, names in _NAMES if any(name in lower for name in names)), None)


def switch(context: Context, language: str) -> Context:
    """The conversation in another language; office and context are kept."""
    return context.changed(language=language)


def confirm(context: Context) -> Outcome:
    """Says in the new language that it is used from here on."""
    text = context.say("Baik, mulai sekarang saya menjawab dalam bahasa Indonesia.")
    return context.answered(Reply((Section(paragraphs=(text,)),)))


def ask(context: Context) -> Outcome:
    """Offers the languages."""
    choices = tuple(choice(name, "language", code) for code, name in LANGUAGES.items())
    text = context.say("Pilih bahasa:")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
