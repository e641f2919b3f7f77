"""Texts in the citizen's language, read from the Babel catalogues; the Indonesian source text is its own key."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LANGUAGES: dict[str, str] = {"id": "Bahasa Indonesia", "en": "English", "jv": "Basa Jawa", "su": "Basa Sunda"}
"""Language codes and their own names."""


@cache
def messages(language: str) -> dict[str, str]:
    """The translations of a language: source text to text; empty for Indonesian and for an unknown language."""
    if language == "id" or language not in LANGUAGES:
        return {}
    from babel.messages.pofile import read_po

    with (files("locales") / language / "LC_MESSAGES" / "tanya.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def translate(language: str, text: str) -> str:
    """A text in a language; the source text where there is no translation."""
    return messages(language).get(text, text)
