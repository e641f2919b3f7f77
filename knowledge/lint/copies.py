"""What one service has from another: lists copied word by word, another service's name, a chart that others have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import ComponentId, ItemPart, ServicePart
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Component, Subject, Text, components, lists, texts
from knowledge.lint.wording import plain, shortened

_OWN: tuple[ComponentId, ...] = ("persyaratan", "prosedur")
"""Components in which two services differ; complaints, facilities and guarantees are alike in most decrees."""
_LONG = 3
"""Items from which equal lists are no chance: "Surat Permohonan" alone is asked for by many services."""
_NAMING: tuple[ComponentId, ...] = ("prosedur", "produk", "kompetensi")
_SERVICE = re.compile(r"\b(?:pe)?layanan\s+(.+)", re.IGNORECASE)
_COPY_TOLD = re.compile(r"sama (?:kata demi kata )?dengan|sama kata demi kata|salinan|disalin", re.IGNORECASE)
_SMALL = frozenset(
    ["dan", "atau", "di", "ke", "dari", "untuk", "pada", "yang", "oleh", "serta", "layanan", "pelayanan"]
)


def find(subject: Subject) -> Iterator[Trace]:
    """Copied lists, names of other services, items bare here alone, a permit's borrowed legal basis."""
    found = list(components(subject))
    yield from _copied(found)
    yield from _borrowed_basis(found)
    services = [service for service in subject.file.services if not service.listed_only]
    for component in found:
        if component.id in _NAMING:
            yield from (trace for text in texts(component) if (trace := _naming(text, services)))
    yield from _bare(found)


def _copied(found: Sequence[Component]) -> Iterator[Trace]:
    first: dict[tuple[str, ...], Component] = {}
    for component in found:
        said = tuple(plain(item.text) for _, items in lists(component) for item in items)
        if component.id not in _OWN or len(said) < _LONG:
            continue
        other = first.setdefault((component.id, *said), component)
        if other is not component:
            name = COMPONENT_NAMES[component.id]
            yield Trace(
                "salinan",
                "periksa",
                component.location,
                f"{name} layanan {component.service.name} sama kata demi kata dengan layanan {other.service.name} "
                f"({len(said)} butir)",
                "cocokkan dengan naskah sumber; bila keputusan memang menulisnya begitu, catat dalam notes",
                told_by=_COPY_TOLD,
            )


def _borrowed_basis(found: Sequence[Component]) -> Iterator[Trace]:
    """A permit rests on laws of its own: the very list of a service that is no permit is likely a copy."""
    bases = [component for component in found if component.id == "dasar-hukum" and component.part.items]
    plainly = {id(each): tuple(plain(item.text) for item in each.part.items) for each in bases}
    others = {plainly[id(each)]: each for each in reversed(bases) if not each.service.permit}
    for component in bases:
        other = others.get(plainly[id(component)])
        if component.service.permit and other is not None:
            yield Trace(
                "salinan",
                "periksa",
                component.location,
                f"dasar hukum izin {component.service.name} sama dengan layanan {other.service.name}",
                "periksa apakah peraturan tentang izin itu tertinggal",
                told_by=re.compile(r"dasar hukum.*sama dengan|tidak memuat peraturan", re.IGNORECASE),
            )


def _naming(text: Text, services: Sequence[ServicePart]) -> Trace | None:
    """Another service's name after the word "pelayanan", where the service's own name would stand."""
    match = _SERVICE.search(text.text)
    if match is None:
        return None
    own = text.component.service
    said = _words(match[1])
    if not said or set(said) & set(_words(own.name)):
        return None
    other = next((each for each in services if each is not own and _begins(said, _words(each.name))), None)
    if other is None:
        return None
    return Trace(
        "layanan lain",
        "periksa",
        text.location,
        f"menyebut layanan {other.name}, bukan layanan ini",
        "cocokkan dengan naskah sumber; mungkin disalin dari layanan itu",
        words=shortened(text.text),
        told_by=re.compile(rf"\b(?:{re.escape(other.name)}\b|salinan)", re.IGNORECASE),
    )


def _words(name: str) -> list[str]:
    return [word for word in plain(name).split() if word not in _SMALL]


def _begins(said: list[str], name: list[str]) -> bool:
    return bool(name) and said[: len(name)] == name


def _bare(found: Sequence[Component]) -> Iterator[Trace]:
    """An item that has nothing under it, where other services have a chart or items there."""
    full: dict[tuple[str, str], ServicePart] = {}
    for component in found:
        for _, items in lists(component):
            for item in items:
                if item.flow or item.items:
                    full.setdefault((component.id, plain(item.text)), component.service)
    for component in found:
        for location, items in lists(component):
            for place, item in enumerate(items):
                other = full.get((component.id, plain(item.text)))
                if other is not None and _is_bare(item):
                    yield Trace(
                        "bagan",
                        "catatan",
                        (*location, place),
                        f"tidak ada isinya, sedangkan layanan {other.name} memuat bagan atau butir di bawahnya",
                        "cocokkan dengan naskah sumber",
                        words=shortened(item.text),
                        told_by=re.compile(r"bagan|butir", re.IGNORECASE),
                    )


def _is_bare(item: ItemPart) -> bool:
    return not item.flow and not item.items
