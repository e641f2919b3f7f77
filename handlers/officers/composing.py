"""An announcement from what an officer typed, and the same with something changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.announcement import LONGEST_TEXT, LONGEST_TITLE, Announcement, Topic
from handlers.announcing import TOPIC_NAMES

_UNTITLED = "Pemberitahuan"
_LONGEST = LONGEST_TITLE + LONGEST_TEXT
_QUOTED = r"[\"“”«»]([^\"“”«»]+)[\"“”«»]"
_FROM_TO = re.compile(rf"\s*{_QUOTED}\s*(?:menjadi|jadi|ke|dengan|->|→|=>)\s*{_QUOTED}\s*", re.IGNORECASE)
_PIECE = re.compile(rf"\s*{_QUOTED}\s*")
_WORD = re.compile(r"\w+(?:[.,:/-]\w+)*")
_ANCHOR = 2
"""Words that a piece must begin with as the text has them: by one alone the place would be guessed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A text after a change, and what became what; `before` is None where the whole text is another."""

    text: str
    before: str | None = None
    after: str = ""


def composed(office: str, topic: Topic, text: str) -> Announcement:
    """The announcement of a text: its first line is the title where more follows, else the topic's name is."""
    first, _, rest = text.strip().partition("\n")
    if not rest.strip() or len(first.strip()) > LONGEST_TITLE:
        return Announcement(office, (topic,), _UNTITLED if topic == "umum" else TOPIC_NAMES[topic], _paragraphs(text))
    return Announcement(office, (topic,), first.strip(), _paragraphs(rest))


def trouble(text: str) -> str | None:
    """Why a text cannot go out, in words; None where it may."""
    if not text.strip():
        return "Tulis dulu isinya."
    if len(text) > _LONGEST or sum(map(len, _paragraphs(text))) > LONGEST_TEXT:
        return f"Isinya lebih dari {LONGEST_TEXT} karakter. Persingkat, lalu kirim lagi; yang tadi tidak berubah."
    return None


def changed(text: str, wanted: str) -> Changed | None:
    """A text with what follows "ubah:" done to it; None where a quoted piece is not to be found in it.

    `"lama" menjadi "baru"` puts one in place of the other. A quoted piece alone replaces the place that begins with the
    same words. Anything else is the whole new text.
    """
    pair = _FROM_TO.fullmatch(wanted)
    if pair is not None:
        before, after = pair[1].strip(), pair[2].strip()
        place = text.casefold().find(before.casefold())
        return _put(text, place, place + len(before), after) if place >= 0 else None
    piece = _PIECE.fullmatch(wanted)
    if piece is None:
        return Changed(wanted.strip())
    found = _place(text, piece[1])
    return _put(text, *found, piece[1].strip()) if found is not None else None


def _place(text: str, piece: str) -> tuple[int, int] | None:
    """Where in a text the longest beginning of a piece stands: from and to; None where it is not plain."""
    words = [found[0].casefold() for found in _WORD.finditer(piece)]
    spans = [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]
    best: tuple[int, int, int] | None = None
    for first in range(len(spans)):
        same = 0
        while same < len(words) and first + same < len(spans) and spans[first + same][0] == words[same]:
            same += 1
        if same >= _ANCHOR and (best is None or same > best[0]):
            best = (same, spans[first][1], spans[first + same - 1][2])
    return best[1:] if best is not None else None


def _put(text: str, begin: int, end: int, after: str) -> Changed:
    return Changed(f"{text[:begin]}{after}{text[end:]}", text[begin:end], after)


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs, parted by empty lines; lines within one stay lines."""
    blocks = re.split(r"\n\s*\n", text.strip())
    lines = ("\n".join(" ".join(line.split()) for line in block.splitlines()) for block in blocks)
    return tuple(block for block in lines if block.strip())
