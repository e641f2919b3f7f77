"""What changed in one service as an announcement to citizens: everyday words, short enough for a glance at a phone."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import ComponentId
from knowledge.versions.changes import ComponentChange, ItemChange, ServiceChange

LONGEST = 600
"""Characters of an announcement about one service: it is read on a phone in one glance."""
_NOTICED: tuple[ComponentId, ...] = ("persyaratan", "biaya", "jangka-waktu", "prosedur", "produk", "pengaduan")
"""Components that a citizen notices, what touches them most first; the others are the office's own affairs."""
_ITEM_NAMES: dict[ComponentId, str] = {"persyaratan": "syarat", "prosedur": "langkah"}
_QUOTES = (220, 140, 90, 60)
"""Longest quotation tried, in characters: the longest that lets the whole fit is taken."""


def announced(service: ServiceChange, decree: str | None) -> list[str]:
    """The lines of an announcement, LONGEST characters at most; empty where no citizen would notice a difference."""
    source = f" (Keputusan Nomor {decree})" if decree else ""
    if service.kind == "added":
        return [_cut(f"Ada layanan baru: {service.name}{source}.", LONGEST - 60), "Syaratnya dapat ditanyakan di sini."]
    if service.kind == "removed":
        gone = f"Layanan {service.name} tidak lagi disebut dalam keputusan terbaru{source}."
        return [_cut(gone, LONGEST - 80), "Bila Anda sedang mengurusnya, mohon hubungi kantor kami."]
    noticed = [each for key in _NOTICED for each in service.components if each.component == key and _notable(each)]
    if not noticed and not service.renamed:
        return []
    head = [_cut(f"Ada perubahan pada layanan {service.name}{source}.", 200)]
    if service.renamed:
        head.append(_cut(f"Sebelumnya layanan ini bernama {service.old_name}.", 150))
    foot = ["Rinciannya dapat ditanyakan di sini. Terima kasih."]
    for longest in _QUOTES:
        lines = [*head, *(line for each in noticed for line in _quoting(each, longest)), *foot]
        if _fits(lines):
            return lines
    return _fitting(head, [_counting(each) for each in noticed], foot)


def _notable(change: ComponentChange) -> bool:
    return any(not item.slight and _reworded(item) for item in change.items)


def _reworded(item: ItemChange) -> bool:
    """Whether an item says something else; one that merely stands elsewhere does not."""
    return item.old != item.new


def _quoting(change: ComponentChange, longest: int) -> Iterator[str]:
    name = COMPONENT_NAMES[change.component]
    what = _ITEM_NAMES.get(change.component)
    for item in change.items:
        if item.slight or not _reworded(item):
            continue
        old, new = (_quoted(text, longest) for text in (item.old, item.new))
        if item.old is None:
            yield f"{what.capitalize()} baru: {new}." if what else f"{name}, baru: {new}."
        elif item.new is None:
            yield f"{what.capitalize()} yang tidak ada lagi: {old}." if what else f"{name}, tidak ada lagi: {old}."
        else:
            yield f"{what.capitalize() if what else name} berubah dari {old} menjadi {new}."


def _counting(change: ComponentChange) -> str:
    """How many items of a component differ, where there is no room to quote them."""
    told = [item for item in change.items if not item.slight and _reworded(item)]
    counts = {
        "baru": sum(item.old is None for item in told),
        "berubah": sum(None not in (item.old, item.new) for item in told),
        "tidak ada lagi": sum(item.new is None for item in told),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"{COMPONENT_NAMES[change.component]}: {said or 'berubah'}."


def _quoted(text: str | None, longest: int) -> str:
    return f"“{_cut((text or '').rstrip(' .;,'), longest)}”"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _fits(lines: list[str]) -> bool:
    return len("\n".join(lines)) <= LONGEST


def _fitting(head: list[str], body: list[str], foot: list[str]) -> list[str]:
    while body and not _fits([*head, *body, *foot]):
        body.pop()
    return [*head, *body, *foot]
