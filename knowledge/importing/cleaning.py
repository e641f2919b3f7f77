"""Takes stray signs off the lines of a scan and drops lines that are only such signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.importing import marks
from knowledge.importing.source import Block, Line, Row
from knowledge.importing.vocabulary import WORD, Vocabulary

_LEADING = re.compile(r"^(?:[|!¢‘’'`~_\[\]{}<>;:,°*“”\"\\=+—–»]+\s*|[.-]\s+|[a-z]\s+(?=\d{1,2}[.)]\s))+")
_TRAILING = re.compile(r"(?:\s+[|!¢‘’'`~_\[\]{}<>:;°*“”\"\\=+—.-]+|\s*[|{}\[~_]+|\s+[a-zA-Z]\s*[|!]*|\s+\d\s*[|!])+$")
_PIPE = re.compile(r"\s*[|¢]\s*|(?<=\w) [‘'’{}\[\]>-] (?=\w)")
_SPACED_URL = re.compile(r"(?<=\w)[({\[]+(?=@)")
_FIGURES = re.compile(r"[\dlIO]{3,}")
_AS_FIGURES = str.maketrans("lIO", "110")
_TOKEN = re.compile(r"[^\W_]+")
_SHORT_WORDS = {"ac", "wc", "tv", "pc", "hp", "wa", "sk", "kk", "ii", "iv", "d3", "s1", "s2", "d4", "lt", "rp"}


@dataclass(frozen=True, slots=True)
class Repair:
    """A word as the scan has it, and as it is read."""

    printed: str
    read: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The blocks without noise, the lines that were nothing else, and the repairs by the number of their line."""

    blocks: tuple[Block, ...]
    dropped: tuple[Line, ...]
    repairs: dict[int, list[Repair]]


def cleaned(blocks: Sequence[Block], known: Vocabulary) -> Cleaned:
    """Blocks of a scan as a reader would copy them: table rows stay as they are."""
    kept: list[Block] = []
    dropped: list[Line] = []
    repairs: dict[int, list[Repair]] = {}
    for block in blocks:
        if isinstance(block, Row):
            kept.append(_cleaned_row(block, known, repairs))
            continue
        if block.flow:
            kept.append(block)
            continue
        text = plain(block.text)
        if is_noise(text, known):
            dropped.append(block)
            continue
        text, made = repaired(text, known)
        if made:
            repairs[block.number] = made
        kept.append(replace(block, text=text))
    return Cleaned(tuple(kept), tuple(dropped), repairs)


def _cleaned_row(row: Row, known: Vocabulary, repairs: dict[int, list[Repair]]) -> Row:
    """A row with its words repaired; no line of it is dropped, for a lone sign may be a number."""
    cells: list[tuple[Line, ...]] = []
    for cell in row.cells:
        lines = []
        for line in cell:
            text, made = repaired(line.text, known)
            if made:
                repairs.setdefault(line.number, []).extend(made)
            lines.append(replace(line, text=text))
        cells.append(tuple(lines))
    return replace(row, cells=tuple(cells))


def repaired(text: str, known: Vocabulary) -> tuple[str, list[Repair]]:
    """A text with its misread words read, and what was done; addresses and names with figures stay as they are."""
    made: list[Repair] = []

    def read(found: re.Match[str]) -> str:
        word = found[0]
        if "@" in word or ("/" in word and "." in word) or "http" in word.lower() or "www" in word.lower():
            return word
        return _TOKEN.sub(read_word, word)

    def read_word(found: re.Match[str]) -> str:
        word = found[0]
        if _FIGURES.fullmatch(word) and sum(sign.isdigit() for sign in word) > 1:
            figures = word.translate(_AS_FIGURES)
            if figures != word:
                made.append(Repair(word, figures))
            return figures
        if word.isupper() and len(word) < 6:
            return word
        reading = known.reading(word)
        if reading is None:
            return word
        cased = reading.upper() if word.isupper() else reading.capitalize() if word[0].isupper() else reading
        made.append(Repair(word, cased))
        return cased

    return re.sub(r"\S+", read, text), made


def plain(text: str) -> str:
    """A line without the stray signs around and between its words."""
    text = re.sub(r"^[eo«°¢©]\s+(?=[A-Z])", "• ", text)
    text = re.sub(r"(?<=Rp)(\.?\s*)[Oo](?=[,.\s]|$)", r"\g<1>0", text)
    text = re.sub(r"^\d\s+(?=[a-z][.)]\s)", "", _LEADING.sub("", text))
    text = _TRAILING.sub("", text) if len(text) > 3 else text
    text = _SPACED_URL.sub("", text)
    text = re.sub(r"(?:^|(?<=\s))[il1I]\s+(?=https?:|www\.|@|[A-Z]{3})", "", text)
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
    if re.search(r"\d{2,}|\d\s*(?:hari|jam|menit|oran|kali)", body.lower()):
        return len(body) <= 2
    return len(body) <= 8 or (len(body) <= 14 and not any(len(word) > 3 for word in words))
