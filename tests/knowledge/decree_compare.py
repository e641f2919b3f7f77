"""Compares texts of a decree file with the words of the section that they were transcribed from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from tests.knowledge.decree_source import Word, words_of

FOUND = 88
"""Least score of a text in its section: glued words and list marks cost a faithful copy a few points."""
FOUND_REPAIRED = 75
"""The same for a text whose note tells a repair of the scan: misread words cost short ones a quarter."""
NEARBY = 30
"""Words to either side of a place where mixed columns may have put the rest of a text: a table row."""

_REPAIR = re.compile(r'"([^"]+)"[;,]? \(?dibaca (.+?)(?=[);]|\. |\.?$)')
"""A repair told in a note: Hasil pindai tertulis "5 Han Kena"; dibaca 5 hari kerja."""

Remark = tuple[int, str]
"""A line of the source and what is odd there."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a decree file with the note of its item; a mark ("1", "a") may be lost in the scan."""

    text: str
    note: str | None = None
    is_mark: bool = False


class Told(NamedTuple):
    """A word of a decree file and the text that it stands in."""

    text: str
    said: Said


AnyWord = TypeVar("AnyWord", Word, Told)


class Place(NamedTuple):
    """Where a text is most likely printed: the line, the score and the whole words there."""

    line: int
    score: float
    text: str


def compare(said: list[Said], words: list[Word], notes: list[str], *, mixed: bool) -> Iterator[Remark]:
    """What differs between texts and the words of their section, other than the repairs that notes tell."""
    for part in said:
        if not part.is_mark:
            yield from _misplaced(part, words, mixed=mixed)
    unread, untold = _unpaired(words, [Told(word, part) for part in said for word in words_of(part.text)])
    if mixed:
        yield from _out_of_order(said, words)
        unread, untold = _less_common(unread, untold)
    for note in [*notes, *(part.note for part in said if part.note)]:
        for scanned, reading in _REPAIR.findall(note):
            unread, untold = _less_repair(unread, untold, words_of(scanned), words_of(reading))
    yield from _unread(unread)
    yield from _untold((told for told in untold if not told.said.is_mark), words)


def _misplaced(part: Said, words: list[Word], *, mixed: bool) -> Iterator[Remark]:
    """A text that is not found, or is found with other numbers."""
    place = find(part.text, words, mixed=mixed)
    least = FOUND_REPAIRED if part.note else FOUND
    if max(place.score, *(find(reading, words).score for reading in _scanned_readings(part))) < least:
        yield place.line, f"{part.text!r} is not found (at best {place.score:.0f}: {place.text!r})"
    missing = Counter(re.findall(r"\d+", part.text)) - Counter(re.findall(r"\d+", place.text))
    if missing and not part.note:
        yield place.line, f"numbers {sorted(missing)} of {part.text!r} are not in {place.text!r}"


def _scanned_readings(part: Said) -> list[str]:
    """How the scan has the whole text, where its note tells so."""
    readings = (scanned for scanned, _ in _REPAIR.findall(part.note or ""))
    return ["", *(reading for reading in readings if len(reading) >= len(part.text) * FOUND_REPAIRED / 100)]


def find(text: str, words: list[Word], *, mixed: bool = False) -> Place:
    """The place of a text; where columns are mixed, the score counts its words nearby in whatever order."""
    sought, section = " ".join(words_of(text)), " ".join(word.text for word in words)
    found = fuzz.partial_ratio_alignment(sought, section)
    if found is None or not sought or not section:
        return Place(0, 0, "")
    start, end = (found.dest_start, found.dest_end) if len(sought) <= len(section) else (0, len(section))
    first, last = section[:start].count(" "), section[:end].rstrip().count(" ")
    inside = words[first : last + 1]
    score = found.score
    if mixed:
        score = max(score, _share(sought.split(), words[max(0, first - NEARBY) : last + 1 + NEARBY]))
    return Place(inside[0].line, score, " ".join(word.text for word in inside))


def _share(sought: list[str], words: list[Word]) -> float:
    """Per cent of the letters sought that stand in words given."""
    shared = Counter(sought) & Counter(word.text for word in words)
    return 100 * sum(map(len, shared.elements())) / sum(map(len, sought))


def _unpaired(words: list[Word], told: list[Told]) -> tuple[list[Word], list[Told]]:
    """Words of either side without a counterpart in order; words that the scan glued or split have theirs."""
    unread: list[Word] = []
    untold: list[Told] = []
    for source, ours in _blocks(words, told):
        unmarked = [word for word in ours if not word.said.is_mark]
        if _glued(source) not in {_glued(ours), _glued(unmarked)}:
            unread += source
            untold += ours
    return unread, untold


def _glued(words: Iterable[AnyWord]) -> str:
    return "".join(word.text for word in words)


def _blocks(words: list[Word], told: list[Told]) -> Iterator[tuple[list[Word], list[Told]]]:
    """The stretches between the words that agree."""
    opcodes = Indel.opcodes([word.text for word in words], [word.text for word in told])
    word_at = told_at = 0
    for match in opcodes.as_matching_blocks():
        if (word_at, told_at) != (match.a, match.b):
            yield words[word_at : match.a], told[told_at : match.b]
        word_at, told_at = match.a + match.size, match.b + match.size


def _less_common(unread: list[Word], untold: list[Told]) -> tuple[list[Word], list[Told]]:
    """The rest when equal words pair wherever they stand: mixed columns keep words, not their order."""
    common = Counter(word.text for word in unread) & Counter(word.text for word in untold)
    return _less(unread, common), _less(untold, common)


def _less_repair(
    unread: list[Word], untold: list[Told], scanned: list[str], reading: list[str]
) -> tuple[list[Word], list[Told]]:
    """The rest after a repair: less its misread words, if a word of the reading still has no counterpart."""
    misread, read_as = Counter(scanned) - Counter(reading), Counter(reading) - Counter(scanned)
    read = read_as & Counter(word.text for word in untold)
    return (_less(unread, misread), _less(untold, read)) if read or not read_as else (unread, untold)


def _less(words: Iterable[AnyWord], taken: Counter[str]) -> list[AnyWord]:
    left = taken.copy()
    rest = []
    for word in words:
        if left[word.text]:
            left[word.text] -= 1
        else:
            rest.append(word)
    return rest


def _out_of_order(said: list[Said], words: list[Word]) -> Iterator[Remark]:
    """Texts that are printed once, and before the text that they follow in the decree file."""
    section = f" {' '.join(word.text for word in words)} "
    before = ""
    for part in said:
        sought = f" {' '.join(words_of(part.text))} "
        if part.is_mark or part.note or section.count(sought) != 1:
            continue
        if section.index(sought) < section.find(before):
            yield find(part.text, words).line, f"{part.text!r} is printed before {before.strip()!r}"
        before = sought


def _unread(words: Iterable[Word]) -> Iterator[Remark]:
    for line, run in groupby(words, key=lambda word: word.line):
        yield line, f"{' '.join(word.text for word in run)!r} is in the source, not in the decree file"


def _untold(untold: Iterable[Told], words: list[Word]) -> Iterator[Remark]:
    for said, run in groupby(untold, key=lambda told: told.said):
        place = find(said.text, words)
        yield place.line, f"{' '.join(told.text for told in run)!r} of {said.text!r} is not in the source"
