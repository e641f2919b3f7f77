"""Takes stray signs off the lines of a scan and drops lines that are only such signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.importing import marks
from knowledge.importing.source import Block, Line
from knowledge.importing.vocabulary import WORD, Vocabulary

_LEADING = re.compile(r"^(?:[|!¢‘’'`~_\[\]{}<>;:,°*“”\"\\=+—–]+\s*|\.\s+(?=\w)|[-]\s+)+")
_TRAILING = re.compile(r"(?:\s+[|!¢‘’'`~_\[\]{}<>:;°*“”\"\\=+—.-]+|\s*[|{}\[~_]+|\s+[a-zA-Z]\s*[|!]*|\s+\d\s*[|!])+$")
_PIPE = re.compile(r"\s*[|¢]\s*")
_SPACED_URL = re.compile(r"(?<=\w)[({\[]+(?=@)")
_SHORT_WORDS = {"ac", "wc", "tv", "pc", "hp", "wa", "sk", "kk", "ii", "iv", "d3", "s1", "s2", "d4", "lt", "rp"}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The blocks without noise, the lines that were nothing else, and each changed line as it was, by its number."""

    blocks: tuple[Block, ...]
    dropped: tuple[Line, ...]
    printed: dict[int, str]


def cleaned(blocks: Sequence[Block], known: Vocabulary) -> Cleaned:
    """Blocks of a scan as a reader would copy them: table rows stay as they are."""
    kept: list[Block] = []
    dropped: list[Line] = []
    printed: dict[int, str] = {}
    for block in blocks:
        if not isinstance(block, Line) or block.flow:
            kept.append(block)
            continue
        text = plain(block.text)
        if is_noise(text, known):
            dropped.append(block)
            continue
        if text != block.text:
            printed[block.number] = block.text
        kept.append(replace(block, text=text))
    return Cleaned(tuple(kept), tuple(dropped), printed)


def plain(text: str) -> str:
    """A line without the stray signs around and between its words."""
    text = _LEADING.sub("", text)
    text = _TRAILING.sub("", text) if len(text) > 3 else text
    text = _SPACED_URL.sub("", text)
    return " ".join(_PIPE.sub(" ", text).split())


def is_noise(text: str, known: Vocabulary) -> bool:
    """Whether a short line holds no word, no amount and no abbreviation that decrees use."""
    if not text:
        return True
    found = marks.leading(text)
    body = text[found[1] :] if found else text
    words = WORD.findall(body)
    if any(len(word) > 2 and known.knows(word) for word in words) or "@" in body or "http" in body.lower():
        return False
    if any(word.lower() in _SHORT_WORDS for word in words) and len(words) <= 2:
        return False
    if re.search(r"\d{2,}|\d\s*(?:hari|jam|menit|orang|kali)", body):
        return len(body) <= 2
    return len(body) <= 8 or (len(body) <= 14 and not any(len(word) > 3 for word in words))
