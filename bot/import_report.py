"""Shows on a terminal or in a pipe what an import found: services, doubts, repairs, and lines that stand nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.decrees.counting import doubts_of_service, items_of
from knowledge.decree_file import ItemPart, LeftOutPart
from knowledge.draft_file import DraftFile
from knowledge.importing.standing import Standing, standing

_COMPONENTS = 14
_SHOWN = 12
"""Lines of one kind shown at once; all of them stand in the draft."""
_WIDE = 110
"""Columns of the report in a pipe."""
_LONGEST = 160
"""Characters of a left-out stretch that are shown."""
_REPAIR = re.compile(r'"([^"]+)" \(dibaca ([^)]+)\)')
_COUNTED = re.compile(r" \(\d+ butir\)\.$")


def show_draft(draft: DraftFile) -> None:
    """The whole report."""
    console = Console(width=None if Console().is_terminal else _WIDE, highlight=False)
    office = draft.office.name or "(kantor tidak ditemukan)"
    number = draft.decree.number or "(nomor tidak ditemukan)"
    date = draft.decree.date.isoformat() if draft.decree.date else "(tanggal tidak ditemukan)"
    console.print(Text(f"{office}, Keputusan Nomor {number}, {date}", style="bold"))
    console.print(_services(draft))
    _show_doubts(console, standing(draft))
    _show_repairs(console, draft)
    _show_left_out(console, draft.left_out)


def _services(draft: DraftFile) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Layanan", overflow="fold")
    for heading in ("Komponen", "Kosong", "Butir", "Keraguan"):
        table.add_column(heading, justify="right")
    for service in draft.services:
        doubts = str(doubts_of_service(service) or "-")
        if service.listed_only:
            table.add_row(service.name, "hanya disebut", "", "", doubts)
            continue
        parts = service.components.values()
        blank = str(sum(part.blank for part in parts) or "-")
        items = str(sum(items_of(part.items) for part in parts))
        table.add_row(service.name, f"{len(service.components)}/{_COMPONENTS}", blank, items, doubts)
    return table


def _show_doubts(console: Console, doubts: Sequence[Standing]) -> None:
    """The doubts by kind, so that one reason is told once."""
    console.print(Text(f"\n{len(doubts)} keraguan" + (", semuanya tercantum dalam draf:" if doubts else "."), "bold"))
    kinds: dict[str, list[Standing]] = {}
    for each in doubts:
        kinds.setdefault(_kind(each), []).append(each)
    for kind, found in kinds.items():
        if len(found) == 1 and found[0].doubt.why == kind:
            _line(console, f"{found[0].about}{_place(found[0])}: {kind}", 2)
            continue
        _line(console, f"{kind} ({len(found)})", 2)
        for each in found[:_SHOWN]:
            rest = each.doubt.why.removeprefix(kind).strip(" :")
            told = f": {rest}" if rest and rest not in kind and not _COUNTED.search(each.doubt.why) else ""
            _line(console, f"{each.about}{_place(each)}{told}", 6)
        _show_rest(console, len(found), 6)


def _kind(found: Standing) -> str:
    """What doubts of one kind have in common: "Mungkin salah baca: ungga." is one of "Mungkin salah baca"."""
    why = _COUNTED.sub(".", found.doubt.why)
    start, colon, _ = why.partition(": ")
    if colon:
        return start
    return "Nomor butir tidak berurutan" if why.startswith("Sesudah butir ") else why


def _place(found: Standing) -> str:
    return f" ({found.doubt.place})" if found.doubt.place else ""


def _show_repairs(console: Console, draft: DraftFile) -> None:
    notes = [note for service in draft.services for part in service.components.values() for note in _notes(part.items)]
    counts = Counter(pair for note in notes for pair in _REPAIR.findall(note))
    if not counts:
        return
    console.print(Text(f"\n{sum(counts.values())} ejaan hasil pindai diperbaiki, tercatat pada butirnya:", "bold"))
    told = [f"{printed} → {read}" + (f" ({count})" if count > 1 else "") for (printed, read), count in counts.items()]
    _line(console, "; ".join(told), 2)


def _show_left_out(console: Console, left_out: Sequence[LeftOutPart]) -> None:
    """What is in no service: all that nobody understood, and how much there is of the rest."""
    if not left_out:
        return
    console.print(Text("\nBagian naskah yang tidak masuk layanan (left_out dalam draf):", style="bold"))
    doubted = [entry for entry in left_out if entry.doubts]
    for entry in doubted[:_SHOWN]:
        text = entry.text if len(entry.text) <= _LONGEST else f"{entry.text[:_LONGEST].rstrip()}…"
        _line(console, f"{entry.place or '?'} [{entry.why}]: {text}", 2)
    _show_rest(console, len(doubted), 2)
    rest: dict[str, list[str]] = {}
    for entry in left_out:
        if not entry.doubts:
            rest.setdefault(entry.why, []).append(entry.place or "?")
    for why, places in rest.items():
        more = f" dan {len(places) - 3} tempat lain" if len(places) > 3 else ""
        _line(console, f"{why}: {'; '.join(places[:3])}{more}", 2)


def _line(console: Console, text: str, margin: int) -> None:
    console.print(Padding(Text(text), (0, 0, 0, margin), expand=False))


def _show_rest(console: Console, count: int, margin: int) -> None:
    if count > _SHOWN:
        _line(console, f"… dan {count - _SHOWN} lagi", margin)


def _notes(items: Iterable[ItemPart]) -> Iterator[str]:
    for item in items:
        if item.note:
            yield item.note
        yield from _notes(item.items)
