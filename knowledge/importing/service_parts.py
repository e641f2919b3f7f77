"""The services of a draft: their components and items with repairs as notes and whatever is unsure as doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import ComponentPart, DoubtPart, ItemPart, ServicePart
from knowledge.importing.cleaning import Repair
from knowledge.importing.component_names import folded
from knowledge.importing.content import Content, Item
from knowledge.importing.found import ORDER, FoundService, Section
from knowledge.importing.items import content_of
from knowledge.importing.siblings import restore
from knowledge.importing.slugs import slug_of
from knowledge.importing.typed_values import values_of
from knowledge.importing.vocabulary import WORD, Vocabulary

_FULL_LINE = 0.9
"""Share of lines that are no longer than a full one."""
_LABEL = 24
"""Characters of a label (`ServicePart.label`): what a button shows."""
_KNOWN_NAME = 78
"""Least likeness of a listed name and a title."""
_ADDRESS = re.compile(
    r"\S*(?:@|https?:|www\.)\S*|\S+\.(?:id|com|go|example)\b\S*|\b(?:Jalan|Jl\.?|Jln\.?)\s+\S+(?:\s+[A-Z]\w+)*"
)
"""Mail and web addresses and names of streets: their words are in no dictionary."""
_UNKNOWN_WORDS = 3
"""Unknown words told of one item; more would hide the others."""


class Scan:
    """What is known of misread words: the vocabulary and the repairs by line."""

    def __init__(self, known: Vocabulary, repairs: Mapping[int, Sequence[Repair]]) -> None:
        self.known = known
        self.repairs = repairs


def service_parts(
    found: Sequence[FoundService], listed: Sequence[str], scan: Scan | None, *, loose: bool
) -> list[ServicePart]:
    """The services in the order of the document, then those that the decree only lists."""
    known = scan.known if scan else None
    contents = [_contents(service, known, loose=loose) for service in found]
    for component in ORDER:
        restore([each[component] for each in contents if component in each])
    parts: list[ServicePart] = []
    for service, content in zip(found, contents, strict=True):
        name = service_name(service)
        parts.append(_service(service, content, name, _unique(slug_of(name), parts), scan))
    named = [any(_alike(name, part.name) for name in listed) for part in parts]
    unseen = [name for name in listed if not any(_alike(name, part.name) for part in parts)]
    if len(unseen) > named.count(False):
        for name in unseen:
            parts.append(_only_listed(name, _unique(slug_of(name), parts)))
    return parts


def _alike(name: str, other: str) -> bool:
    one, two = folded(name), folded(other)
    tight = fuzz.ratio(one.replace(" ", ""), two.replace(" ", ""))
    return max(fuzz.token_set_ratio(one, two), tight) >= _KNOWN_NAME


def _only_listed(name: str, identity: str) -> ServicePart:
    why = "Disebut dalam keputusan, tetapi standar pelayanannya tidak ditemukan dalam lampiran."
    spelled = name[0].upper() + name[1:]
    return ServicePart(id=identity, name=spelled, label=_label(spelled), listed_only=True, doubts=[DoubtPart(why=why)])


def _contents(service: FoundService, known: Vocabulary | None, *, loose: bool) -> dict[str, Content]:
    width = _column_width(service) if known or loose else 0
    return {
        name: content_of(section.content, name, width=width, known=known, loose=loose)
        for name, section in service.sections.items()
    }


def _column_width(service: FoundService) -> int:
    """Characters that a line of the service's text column holds: most lines are shorter, few longer."""
    lengths = sorted(len(token.line.text) for section in service.sections.values() for token in section.content)
    return lengths[int(len(lengths) * _FULL_LINE)] if lengths else 0


def _service(
    service: FoundService, contents: dict[str, Content], name: str, identity: str, scan: Scan | None
) -> ServicePart:
    whys = list(service.doubts)
    if not service.name:
        whys.append("Judul layanan tidak ditemukan; beri nama menurut naskah.")
    missing = [component for component in ORDER if component not in service.sections]
    if missing:
        whys.append(f"Komponen yang tidak ditemukan: {', '.join(COMPONENT_NAMES[each] for each in missing)}.")  # type: ignore[index]
    place = _place_of(service)
    ordered = sorted(service.sections.items(), key=lambda pair: ORDER.index(pair[0]))
    return ServicePart(
        id=identity,
        number=service.title.number if service.title else None,
        name=name,
        label=_label(name),
        components={
            component: _component(component, section, contents[component], scan)  # type: ignore[misc]
            for component, section in ordered
        },
        place=place,
        notes=_notes([service.title.line.number] if service.title else [], name, scan),
        doubts=[DoubtPart(why=why, place=place) for why in whys],
    )


def _notes(numbers: Sequence[int], text: str, scan: Scan | None) -> list[str]:
    """The repairs of lines that are no items, as notes tell them."""
    if scan is None:
        return []
    told = _told([repair for number in numbers for repair in scan.repairs.get(number, ())], text)
    return [told] if told else []


def service_name(service: FoundService) -> str:
    """The name of a service without what every title says: a number, Standar Pelayanan, Pelayanan."""
    name = re.sub(r"^(?:\(?\d{1,2}[.)]|[A-Z][.)]|[IVX]+[.)])\s*", "", service.name)
    name = re.sub(r"^(?:jenis|nama)?\s*(?:pelayanan|layanan)\s*\d*\s*[:=]\s*", "", name, flags=re.IGNORECASE)
    name = re.sub(r"^(?:standar\s+(?:pelayanan|layanan)\s+)", "", name, flags=re.IGNORECASE)
    if folded(name).startswith("pelayanan ") and len(name.split()) > 1:
        name = name.split(None, 1)[1]
    return name.strip(" :.-–") or "Layanan tanpa judul"


def _label(name: str) -> str:
    """As many words of a name as a button shows."""
    label = ""
    for word in name.split():
        longer = f"{label} {word}".strip()
        if len(longer) > _LABEL:
            break
        label = longer
    return label or name[:_LABEL].strip()


def _unique(slug: str, parts: Sequence[ServicePart]) -> str:
    taken = {part.id for part in parts}
    count, each = 2, slug
    while each in taken:
        each, count = f"{slug}-{count}", count + 1
    return each


def _place_of(service: FoundService) -> str | None:
    if service.title is not None:
        return service.title.line.place
    first = next(iter(service.sections.values()), None)
    return first.heading.line.place if first else None


def _component(component: str, section: Section, content: Content, scan: Scan | None) -> ComponentPart:
    place = section.heading.line.place
    whys = [*section.doubts, *content.doubts]
    if not content.items and content.flow:
        whys.append("Hanya ada bagan alur; tuliskan langkah-langkahnya menurut bagan.")
    if scan is not None and len(content.items) > 1 and any(item.mark is None for item in content.items):
        whys.append("Sebagian tanda butir tidak terbaca; batas butir diduga dari baris-barisnya.")
    items = [_item(item, scan) for item in content.items]
    return ComponentPart(
        intro=content.intro,
        flow=content.flow,
        items=items,
        remark=content.remark,
        blank=not items,
        values=values_of(component, items),
        notes=_notes(content.numbers, f"{content.intro} {content.remark}", scan),
        place=place,
        doubts=[DoubtPart(why=why, place=place) for why in [*whys, *_gaps(content.items)]],
    )


def _gaps(items: Sequence[Item]) -> list[str]:
    """Where numbers of a list, or of one inside it, are missing, stand twice or begin again."""
    told = list(_jumps(items))
    if not told:
        return []
    return [f"Nomor butir tidak runtut ({'; '.join(told)}); periksa apakah ada butir yang hilang."]


def _jumps(items: Sequence[Item]) -> Iterator[str]:
    for before, after in pairwise(items):
        if before.mark is None or after.mark is None or before.mark.style != after.mark.style or after.mark.is_bullet:
            continue
        if after.mark.order != before.mark.order + 1:
            yield f"sesudah {before.mark.label} tercetak {after.mark.label}"
    for item in items:
        yield from _jumps(item.items)


def _item(item: Item, scan: Scan | None) -> ItemPart:
    text = " ".join(item.text.split())
    doubts = [DoubtPart(why=why, printed=printed or None, place=item.place) for printed, why in item.doubts]
    note = None
    if scan is not None:
        note = _told([repair for number in item.numbers for repair in scan.repairs.get(number, ())], text)
        unknown = _unknown(text, scan.known)
        if unknown:
            doubts.append(DoubtPart(why=f"Mungkin salah baca: {', '.join(unknown)}.", printed=text, place=item.place))
    return ItemPart(
        mark=None if item.mark is None or item.mark.is_bullet else item.mark.label,
        text=text,
        items=[_item(each, scan) for each in item.items],
        flow=item.flow,
        note=note,
        place=item.place,
        doubts=doubts,
    )


def _told(repairs: Sequence[Repair], text: str) -> str | None:
    """The repairs that are in a text, as a note tells them."""
    made = [repair for repair in dict.fromkeys(repairs) if repair.read in text]
    if not made:
        return None
    return "Hasil pindai tertulis " + ", ".join(f'"{each.printed}" (dibaca {each.read})' for each in made) + "."


def _unknown(text: str, known: Vocabulary) -> list[str]:
    plain = _ADDRESS.sub(" ", text)
    words = [word for word in WORD.findall(plain) if len(word) > 3 and not word.isupper() and known.is_odd(word)]
    return list(dict.fromkeys(words))[:_UNKNOWN_WORDS]
