"""Holds decree files against their source texts; `python -m tests.knowledge.fidelity` prints what is odd."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from knowledge.decree_file import ComponentPart, DecreeFile, ItemPart, ServicePart
from knowledge.files import find_files
from knowledge.yaml_lines import read_yaml
from tests.knowledge.decree_compare import Remark, Said, compare
from tests.knowledge.decree_source import (
    Cell,
    Source,
    Word,
    cut,
    read_left_out,
    read_sections,
    source_path,
    words_of,
)

COMPLAINT = "complaint"
"""The section of a decree's own chapter on complaints, beside the services."""


class Odd(NamedTuple):
    """Something odd: in which decree, where in it, on which line of the source (0: none), and what."""

    decree: str
    place: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.decree}.txt:{self.line}: {self.place}: {self.what}"


class Section(NamedTuple):
    """What stands against each other: texts of a decree file, words of the source, and the notes on both."""

    place: Cell
    said: list[Said]
    words: list[Word]
    notes: list[str]


def read_decrees() -> dict[str, DecreeFile]:
    """The packaged decree files by name."""
    return {file.stem: read_yaml(file.text, file.name, DecreeFile) for file in find_files().decrees}


def source_text(decree: DecreeFile) -> str:
    """The source text of a decree file."""
    return source_path(decree.decree.source.file).read_text("utf-8")


def read_source(name: str, decree: DecreeFile) -> Source:
    """The source of a decree file, cut into words."""
    sections = read_sections()
    return cut(source_text(decree), sections.decrees[name], sections.components, read_left_out()[name])


def oddities(name: str, decree: DecreeFile, source: Source) -> list[Odd]:
    """Everything in which a decree file differs from its source, in the order of the source."""
    odd = [Odd(name, "under no heading", line, f"{word!r} is left over") for word, line in source.astray]
    odd += [Odd(name, "tables of this check", 0, f"{pattern!r} meets nothing") for pattern in source.idle]
    odd += [Odd(name, "contacts", 0, f"{each!r} is not in the source") for each in _strange_contacts(decree)]
    sections = list(_sections(decree, source))
    noted = {(section.place[0], part.text) for section in sections for part in section.said if part.note}
    lost = sorted(source.restored - noted)
    odd += [Odd(name, service, 0, f"{text!r} is not in the file with a note") for service, text in lost]
    for section in sections:
        place = "/".join(part for part in section.place if part)
        odd += [Odd(name, place, line, what) for line, what in _remarks(section, source.restored)]
    return sorted(odd, key=lambda each: each.line)


def _remarks(section: Section, restored: frozenset[tuple[str, str]]) -> Iterator[Remark]:
    """What differs in a section, less the texts that were restored from elsewhere and say so in a note."""
    service = section.place[0]
    said = [part for part in section.said if not (part.note and (service, part.text) in restored)]
    return compare(said, section.words, section.notes, mixed=not section.place[1])


def _sections(decree: DecreeFile, source: Source) -> Iterator[Section]:
    """Every section of the decree file, and then those of the source that the decree file does not have."""
    cells = {place: words for place, words in source.cells.items() if place[0]}
    for service in decree.services:
        for place, parts in _cells_of(service, source).items():
            notes = [*service.notes, *(note for part in parts for note in part.notes)]
            said = [text for part in parts for text in texts_of(part)]
            yield Section(place, said, cells.pop(place, []), notes)
    if (COMPLAINT, "") in cells:
        said = [Said(channel.value, channel.note) for channel in decree.complaint.channels]
        yield Section((COMPLAINT, ""), said, cells.pop((COMPLAINT, "")), decree.complaint.notes)
    for place, words in cells.items():
        if place[1] or source.columns == "mixed":
            yield Section(place, [], words, [])


def _cells_of(service: ServicePart, source: Source) -> dict[Cell, list[ComponentPart]]:
    if source.columns == "mixed":
        return {(service.id, ""): list(service.components.values())}
    return {(service.id, name): [part] for name, part in service.components.items()}


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
        yield Said(item.mark, is_mark=True)
    yield Said(item.text, item.note)
    yield from (Said(step) for step in item.flow)
    for child in item.items:
        yield from _texts_of_item(child)


def _strange_contacts(decree: DecreeFile) -> Iterator[str]:
    """Contacts, limits of complaints and names of services only listed that the source does not have."""
    office, complaint = decree.office, decree.complaint
    values = [*office.faxes, *office.whatsapp, *office.emails, *office.web, *office.social]
    values += [office.postcode] if office.postcode else []
    values += [number.split()[-1] for number in office.phones]  # an area code may stand for several numbers
    values += [channel.value for channel in complaint.channels if not channel.note]
    values += [f"{each.name}, selambat-lambatnya {each.amount} {each.unit}" for each in complaint.classes]
    values += [service.name for service in decree.services if service.listed_only]
    printed = f" {' '.join(words_of(source_text(decree)))} "
    return (value for value in values if f" {' '.join(words_of(value))} " not in printed)


def main() -> int:
    """Prints what is odd in every decree file; 0 if nothing is."""
    decrees = read_decrees()
    found = [oddities(name, decree, read_source(name, decree)) for name, decree in decrees.items()]
    for odd in chain.from_iterable(found):
        print(odd)
    print(f"{sum(map(len, found))} oddities in {len(decrees)} decree files")
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
