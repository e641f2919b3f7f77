"""Cuts a citizen's text into words: no invisible characters, one letter case, sentences kept apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUESTION = 4096
"""Characters read of one message; the rest is dropped (Telegram's own limit for a message)."""

_ADDRESS = r"[a-z0-9][\w.:/@-]*\.(?:id|com|net|org|ly|gov)\b[\w./-]*"
_WORD = re.compile(_ADDRESS + r"|\b[ds][1-4]\b|\d+(?:[.,]\d+)*|[^\W\d_]+|[?!.;\n]")
_SHORTEST_DRAWL = 4
"""Letters up to which a repeated letter is no drawl: "pppk" is a kind of civil servant."""
_SENTENCE_ENDS = frozenset("?!.;\n")
_LAUGHTER = re.compile(r"^(?:(?:wk|kw|ha|he|hi|hu){2,}[wkha]?|lo+l)$")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_REDUPLICATED = re.compile(r"\b(?!oleh)([^\W\d_]{2,})-\1(\w*)\b|\b([^\W\d_]{2,})2\b")
_DOUBLED_NAMES = (
    (re.compile(r"\boleh[ -]oleh"), "oleholeh"),
    (re.compile(r"\bunda?ng(?: *- *unda?ng|2)(?:an)?"), "uu"),
)
"""The doubled words of this field that are not the plural of their half: souvenirs and a law."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence in order, and whether it ends in a question mark."""

    words: tuple[str, ...]
    asks: bool


def plain(text: str) -> str:
    """The text in one spelling: NFKC, lower case, accents, control, zero-width and direction marks gone."""
    cut = unicodedata.normalize("NFKC", text[:LONGEST_QUESTION])
    visible = cut if cut.replace("\n", "").isprintable() else _without_invisible(cut)
    if visible.isascii():
        return visible.lower()
    decomposed = unicodedata.normalize("NFKD", visible.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _without_invisible(text: str) -> str:
    return "".join(
        character if character == "\n" or unicodedata.category(character)[0] != "C" else _gap(character)
        for character in text
    )


def _gap(character: str) -> str:
    # A tab or another control character separated words; a zero-width mark did not.
    return " " if unicodedata.category(character) == "Cc" else ""


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; numbers and addresses stay whole, reduplication ("syarat-syarat") is undone."""
    flat = plain(text)
    for doubled, name in _DOUBLED_NAMES:
        flat = doubled.sub(name, flat)
    flat = _REDUPLICATED.sub(lambda match: (match[1] or match[3]) + (match[2] or ""), flat)
    found: list[Sentence] = []
    words: list[str] = []
    for piece in _WORD.findall(flat):
        if piece in _SENTENCE_ENDS:
            if words:
                found.append(Sentence(tuple(words), piece == "?"))
                words = []
        elif not _LAUGHTER.match(piece):
            words.append(_REPEATED.sub(r"\1", piece) if len(piece) > _SHORTEST_DRAWL else piece)
    if words:
        found.append(Sentence(tuple(words), False))
    return tuple(found)
