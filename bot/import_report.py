"""Shows on a terminal or in a pipe what an import found: services, doubts, repairs, and lines that stand nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from knowledge.decree_file import ComponentPart, ItemPart
from knowledge.draft_file import DraftFile
from knowledge.importing.standing import Standing, standing

_COMPONENTS = 14
_SHOWN = 25
"""Doubts and repairs shown at once; all of them stand in the draft."""
_WIDE = 110
"""Columns of the report in a pipe."""
_LONGEST = 160
"""Characters of a left-out stretch that are shown."""


def show_draft(draft: DraftFile) -> None:
    """The whole report."""
    console = Console(width=None if Console().is_terminal else _WIDE, highlight=False)
    office = draft.office.name or "(kantor tidak ditemukan)"
    number = draft.decree.number or "(nomor tidak ditemukan)"
    date = draft.decree.date.isoformat() if draft.decree.date else "(tanggal tidak ditemukan)"
    console.print(Text(f"{office}, Keputusan Nomor {number}, {date}", style="bold"))
    doubts = standing(draft)
    console.print(_services(draft, doubts))
    _show_doubts(console, doubts)
    _show_repairs(console, draft)
    _show_left_out(console, draft)


def _services(draft: DraftFile, doubts: Sequence[Standing]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Layanan", overflow="fold")
    for heading in ("Komponen", "Kosong", "Butir", "Keraguan"):
        table.add_column(heading, justify="right")
    for service in draft.services:
        if service.listed_only:
            table.add_row(service.name, "hanya disebut", "", "", "1")
            continue
        parts = service.components.values()
        own = sum(each.about.split(", ")[0] == service.name.split(", ")[0] for each in doubts)
        blank = sum(part.blank for part in parts)
        items = sum(1 for part in parts for _ in _items(part.items))
        table.add_row(
            service.name, f"{len(service.components)}/{_COMPONENTS}", str(blank or "-"), str(items), str(own or "-")
        )
    return table


def _show_doubts(console: Console, doubts: Sequence[Standing]) -> None:
    console.print(Text(f"\n{len(doubts)} keraguan" + (":" if doubts else "."), style="bold"))
    for each in doubts[:_SHOWN]:
        place = f" ({each.doubt.place})" if each.doubt.place else ""
        console.print(Text(f"  {each.about}{place}: {each.doubt.why}"))
    if len(doubts) > _SHOWN:
        console.print(Text(f"  … dan {len(doubts) - _SHOWN} lagi; semuanya tercantum dalam draf."))


def _show_repairs(console: Console, draft: DraftFile) -> None:
    notes = [item.note for service in draft.services for item in _all_items(service.components.values()) if item.note]
    if not notes:
        return
    console.print(Text(f"\n{len(notes)} butir dengan perbaikan ejaan hasil pindai:", style="bold"))
    for note in notes[:_SHOWN]:
        console.print(Text(f"  {note}"))
    if len(notes) > _SHOWN:
        console.print(Text(f"  … dan {len(notes) - _SHOWN} lagi."))


def _show_left_out(console: Console, draft: DraftFile) -> None:
    if not draft.left_out:
        return
    console.print(Text("\nBagian naskah yang tidak masuk layanan:", style="bold"))
    for entry in draft.left_out[:_SHOWN]:
        text = entry.text if len(entry.text) <= _LONGEST else f"{entry.text[:_LONGEST]}…"
        console.print(Text(f"  {entry.place} [{entry.why}]: {text}"))
    if len(draft.left_out) > _SHOWN:
        console.print(Text(f"  … dan {len(draft.left_out) - _SHOWN} lagi."))


def _all_items(parts: Iterable[ComponentPart]) -> Iterator[ItemPart]:
    for part in parts:
        yield from _items(part.items)


def _items(items: Sequence[ItemPart]) -> Iterator[ItemPart]:
    for item in items:
        yield item
        yield from _items(item.items)
