"""Makes a draft of a decree file from a document that has been read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from knowledge.decree_file import (
    ComponentPart,
    DoubtPart,
    ItemPart,
    LeftOutPart,
    ServicePart,
    SourcePart,
)
from knowledge.draft_file import DraftDecree, DraftFile, DraftOffice
from knowledge.errors import KnowledgeError, Problem
from knowledge.importing.cleaning import cleaned
from knowledge.importing.component_names import folded
from knowledge.importing.decree_head import Head, read_head
from knowledge.importing.grouping import ORDER, FoundService, Grouped, Section, grouped
from knowledge.importing.items import Content, Item, content_of
from knowledge.importing.noise import is_noisy
from knowledge.importing.office_guess import slug_of
from knowledge.importing.service_tables import one_service_a_table
from knowledge.importing.siblings import restore
from knowledge.importing.source import Block, Document, Line
from knowledge.importing.tokens import Token, tokens_of
from knowledge.importing.vocabulary import Vocabulary, packaged, with_words_of


_FULL_LINE = 0.9
"""Share of lines that are no longer than a full one."""


class NoDecree(KnowledgeError):
    """A document without a single service of a service standard."""

    def __init__(self, file: str) -> None:
        wrong = "tidak ada standar pelayanan di dalamnya (layanan dengan persyaratan, prosedur, biaya, dan seterusnya)"
        remedy = "pastikan file ini keputusan tentang standar pelayanan beserta lampirannya"
        super().__init__(Problem(file, 0, wrong, remedy))


def recognise(document: Document, known: Vocabulary | None = None) -> DraftFile:
    """The draft of a decree, misread words repaired by the words known (those of the packaged decrees); raises NoDecree if the document holds no service standard."""
    noisy = document.scanned or is_noisy(document.blocks)
    blocks: Sequence[Block] = document.blocks
    words = known or packaged()
    dropped: Sequence[Line] = ()
    if noisy:
        words = with_words_of(words, (block.text for block in blocks if isinstance(block, Line)))
        clean = cleaned(blocks, words)
        blocks, dropped = clean.blocks, clean.dropped
    head = read_head(blocks)
    blocks = one_service_a_table(blocks)
    found = grouped(tokens_of(blocks, head.listed, noisy=noisy))
    found.left_out += [(Token("text", line), "coretan hasil pindai") for line in dropped]
    if not found.services:
        raise NoDecree(document.name)
    services = _services(found.services, words if noisy else None)
    return DraftFile(
        office=_office(head),
        decree=_decree(head, document),
        services=services,
        left_out=_left_out(found),
    )


def _services(found: Sequence[FoundService], known: Vocabulary | None) -> list[ServicePart]:
    contents = [_contents(service, known) for service in found]
    for component in ORDER:
        restore([each[component] for each in contents if component in each])
    parts: list[ServicePart] = []
    for service, content in zip(found, contents, strict=True):
        name = service_name(service)
        identity = _unique(slug_of(name), {part.id for part in parts})
        parts.append(_service(service, content, name, identity))
    return parts


def _contents(service: FoundService, known: Vocabulary | None) -> dict[str, Content]:
    width = _column_width(service) if known else 0
    return {
        name: content_of(section.content, name, width=width, known=known) for name, section in service.sections.items()
    }


def _column_width(service: FoundService) -> int:
    """Characters that a line of the service's text column holds: most lines are shorter, few longer."""
    lengths = sorted(len(token.line.text) for section in service.sections.values() for token in section.content)
    return lengths[int(len(lengths) * _FULL_LINE)] if lengths else 0


def _service(service: FoundService, contents: dict[str, Content], name: str, identity: str) -> ServicePart:
    doubts = [DoubtPart(why=why, place=_place_of(service)) for why in service.doubts]
    if not service.name:
        why = "Judul layanan tidak ditemukan; beri nama menurut naskah."
        doubts.append(DoubtPart(why=why, place=_place_of(service)))
    missing = [component for component in ORDER if component not in service.sections]
    if missing:
        why = f"Komponen yang tidak ditemukan: {', '.join(missing)}."
        doubts.append(DoubtPart(why=why, place=_place_of(service)))
    ordered = sorted(service.sections.items(), key=lambda pair: ORDER.index(pair[0]))
    return ServicePart(
        id=identity,
        number=service.title.number if service.title else None,
        name=name,
        label=name[:24].strip(),
        components={
            component: _component(section, contents[component])  # type: ignore[misc]
            for component, section in ordered
        },
        place=_place_of(service),
        doubts=doubts,
    )


def service_name(service: FoundService) -> str:
    """The name of a service without what every title says: Standar Pelayanan, Pelayanan."""
    name = re.sub(r"^(?:standar\s+(?:pelayanan|layanan)\s+)", "", service.name, flags=re.IGNORECASE)
    if folded(name).startswith("pelayanan ") and len(name.split()) > 1:
        name = name.split(None, 1)[1]
    return name.strip(" :.-–") or "Layanan tanpa judul"


def _unique(slug: str, taken: set[str]) -> str:
    count, each = 2, slug
    while each in taken:
        each, count = f"{slug}-{count}", count + 1
    return each


def _place_of(service: FoundService) -> str | None:
    if service.title is not None:
        return service.title.line.place
    first = next(iter(service.sections.values()), None)
    return first.heading.line.place if first else None


def _component(section: Section, content: Content) -> ComponentPart:
    place = section.heading.line.place
    doubts = [DoubtPart(why=why, place=where) for where, why in content.doubts]
    doubts += [DoubtPart(why=why, place=place) for why in section.doubts]
    return ComponentPart(
        intro=content.intro,
        flow=content.flow,
        items=[_item(item) for item in content.items],
        remark=content.remark,
        blank=not content.items,
        place=place,
        doubts=doubts,
    )


def _item(item: Item) -> ItemPart:
    return ItemPart(
        mark=None if item.mark is None or item.mark.is_bullet else item.mark.label,
        text=item.text.strip(),
        items=[_item(each) for each in item.items],
        flow=item.flow,
        place=item.place,
        doubts=[DoubtPart(why=why, printed=printed) for printed, why in item.doubts],
    )


def _office(head: Head) -> DraftOffice:
    return DraftOffice(
        slug=slug_of(re.sub(r"^(kota|kabupaten|provinsi) ", "", head.area, flags=re.I)) if head.area else None,
        name=head.office,
        place=head.area,
        level=head.area.split()[0].lower() if head.area else None,  # type: ignore[arg-type]
        address=head.address,
        postcode=head.postcode,
        phones=head.phones,
        faxes=head.faxes,
        emails=head.emails,
        web=head.web,
    )


def _decree(head: Head, document: Document) -> DraftDecree:
    return DraftDecree(
        number=head.number,
        title=head.title,
        date=head.date,
        place=head.place,
        signed_by=head.signed_by,
        source=SourcePart(file=document.name, sha256=document.sha256),
    )


def _left_out(found: Grouped) -> list[LeftOutPart]:
    """What stands in no service: one entry for each stretch of lines with the same reason."""
    ordered = sorted(found.left_out, key=lambda pair: pair[0].line.number)
    entries = []
    for why, run in groupby(ordered, key=lambda pair: pair[1]):
        tokens = [token for token, _ in run]
        entries.append(
            LeftOutPart(place=_stretch(tokens), text=" / ".join(token.line.text for token in tokens), why=why)
        )
    return entries


def _stretch(tokens: Sequence[Token]) -> str:
    first, last = tokens[0].line, tokens[-1].line
    return first.place if first.number == last.number else f"{first.place} sampai {last.number}"
