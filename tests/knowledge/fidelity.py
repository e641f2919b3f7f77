"""Holds the reviewed decree files against the source texts; `python -m tests.knowledge.fidelity` prints what is odd."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from knowledge.decree_file import ComponentPart, DecreeFile, ItemPart
from knowledge.files import find_files
from knowledge.yaml_lines import read_yaml
from tests.knowledge.decree_source import Source, Word, cut, read_left_out, read_sections, source_path, words_of

FOUND = 88
"""Least partial ratio of a text and its section: glued words and list marks cost a clean copy a few points at most."""
FOUND_REPAIRED = 75
"""The same for a text with a note: a short text with two words read anew ("5 Han Kena") loses a quarter."""

AnyWord = TypeVar("AnyWord", "Word", "Told")

_QUOTED = re.compile(r'"([^"]+)"')


class Odd(NamedTuple):
    """Something odd: where in the decree, the line of the source, and what."""

    decree: str
    place: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.decree}.txt:{self.line}: {self.place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a decree file, with the notes that may speak of its repairs."""

    text: str
    note: str | None = None
    is_mark: bool = False


class Told(NamedTuple):
    """A word of a decree file and the text that it stands in."""

    text: str
    said: Said


def texts_of(component: ComponentPart) -> Iterator[Said]:
    """The texts of a component in the order in which they are printed."""
    yield from (Said(step) for step in component.flow)
    if component.intro:
        yield Said(component.intro)
    for item in component.items:
        yield from _texts_of_item(item)
    if component.remark:
        yield Said(component.remark)


def _texts_of_item(item: ItemPart) -> Iterator[Said]:
    if item.mark:
        yield Said(item.mark, item.note, is_mark=True)
    yield Said(item.text, item.note)
    yield from (Said(step, item.note) for step in item.flow)
    for child in item.items:
        yield from _texts_of_item(child)


def compare(said: list[Said], words: list[Word], notes: list[str], *, in_order: bool) -> Iterator[tuple[int, str]]:
    """What differs between texts and the words of their section, as line and remark."""
    yield from _not_found(said, words)
    unread, untold = _unpaired(words, [Told(word, part) for part in said for word in words_of(part.text)])
    if not in_order:
        unread, untold = _paired_anywhere(unread, untold)
    remarks = [*notes, *(part.note for part in said if part.note)]
    scanned = {word for remark in remarks for quote in _QUOTED.findall(remark) for word in words_of(quote)}
    missed = [word for word in unread if word.text not in scanned]
    for line, run in groupby(missed, key=lambda word: word.line):
        yield line, f"{' '.join(word.text for word in run)!r} is in the source, not in the decree file"
    invented = [told for told in untold if not told.said.is_mark and not _spoken_of(told, notes)]
    for said_in, told_run in groupby(invented, key=lambda told: told.said):
        line = _place(said_in.text, words).line
        yield line, f"{' '.join(told.text for told in told_run)!r} of {said_in.text!r} is not in the source"


def _spoken_of(told: Told, notes: list[str]) -> bool:
    return told.text in words_of(" ".join([*notes, told.said.note or ""]))


def _not_found(said: list[Said], words: list[Word]) -> Iterator[tuple[int, str]]:
    for part in said:
        if part.is_mark:
            continue
        place = _place(part.text, words)
        if place.score < (FOUND_REPAIRED if part.note else FOUND):
            yield place.line, f"{part.text!r} is not found (at best {place.score:.0f}: {place.text!r})"
        missing = Counter(re.findall(r"\d+", part.text)) - Counter(re.findall(r"\d+", place.text))
        if missing and not part.note:
            yield place.line, f"numbers {sorted(missing)} of {part.text!r} are not in {place.text!r}"


class _Place(NamedTuple):
    line: int
    score: float
    text: str


def _place(text: str, words: list[Word]) -> _Place:
    """Where a text is most likely printed: the whole words around the best match."""
    sought, section = " ".join(words_of(text)), " ".join(word.text for word in words)
    found = fuzz.partial_ratio_alignment(sought, section)
    if found is None or not words:
        return _Place(0, 0, "")
    start, end = (found.dest_start, found.dest_end) if len(sought) <= len(section) else (0, len(section))
    before = section[:start].count(" ")
    inside = words[before : section[:end].rstrip().count(" ") + 1]
    return _Place(inside[0].line if inside else 0, found.score, " ".join(word.text for word in inside))


def _unpaired(words: list[Word], told: list[Told]) -> tuple[list[Word], list[Told]]:
    """Words of either side without a counterpart in order; words only glued or parted by the scan are paired."""
    unread: list[Word] = []
    untold: list[Told] = []
    for source, ours in _blocks(words, told):
        printed = "".join(word.text for word in source)
        if printed in {
            "".join(word.text for word in ours),
            "".join(word.text for word in ours if not word.said.is_mark),
        }:
            continue
        unread += source
        untold += ours
    return unread, untold


def _blocks(words: list[Word], told: list[Told]) -> Iterator[tuple[list[Word], list[Told]]]:
    """The stretches between words that agree."""
    source_at = told_at = 0
    for match in Indel.opcodes([word.text for word in words], [word.text for word in told]).as_matching_blocks():
        if (source_at, told_at) != (match.a, match.b):
            yield words[source_at : match.a], told[told_at : match.b]
        source_at, told_at = match.a + match.size, match.b + match.size


def _paired_anywhere(unread: list[Word], untold: list[Told]) -> tuple[list[Word], list[Told]]:
    """The rest after pairing equal words wherever they stand: a scan of mixed columns keeps words, not their order."""
    both = Counter(word.text for word in unread) & Counter(word.text for word in untold)
    return list(_less(unread, Counter(both))), list(_less(untold, Counter(both)))


def _less(words: Iterable[AnyWord], taken: Counter[str]) -> Iterator[AnyWord]:
    for word in words:
        if taken[word.text]:
            taken[word.text] -= 1
        else:
            yield word


def read_decrees() -> dict[str, DecreeFile]:
    """The packaged decree files by name."""
    return {file.stem: read_yaml(file.text, file.name, DecreeFile) for file in find_files().decrees}


def read_source(name: str, decree: DecreeFile) -> Source:
    """The source of a decree file, cut into words."""
    sections = read_sections()
    text = source_path(decree.decree.source.file).read_text("utf-8")
    return cut(text, sections.decrees[name], sections.components, read_left_out()[name])


def oddities(name: str, decree: DecreeFile, source: Source) -> Iterator[Odd]:
    """Everything in which a decree file differs from its source."""
    for word in source.astray:
        yield Odd(name, "outside every section", word.line, f"{word.text!r} is not accounted for")
    for place, said, words, notes in _pairs(decree, source):
        for line, what in compare(said, words, notes, in_order=bool(place[1])):
            yield Odd(name, "/".join(part for part in place if part), line, what)


def _pairs(decree: DecreeFile, source: Source) -> Iterator[tuple[tuple[str, str], list[Said], list[Word], list[str]]]:
    cells = dict(source.cells)
    for service in decree.services:
        if source.columns == "mixed":
            parts = list(service.components.values())
            said = [part for component in parts for part in texts_of(component)]
            notes = [*service.notes, *(note for component in parts for note in component.notes)]
            yield (service.id, ""), said, cells.pop((service.id, ""), []), notes
        else:
            for name, component in service.components.items():
                notes = [*service.notes, *component.notes]
                yield (service.id, name), list(texts_of(component)), cells.pop((service.id, name), []), notes
    for place, words in cells.items():
        if all(place) or place[0] == "complaint":
            yield place, [], words, []
