"""What a person changes in a draft's items: each change takes the draft and gives another, with words that tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.decrees.spots import Spot, UnknownSpot, part_at, service_at, siblings_at
from handlers.names import COMPONENT_NAMES
from knowledge.decree_file import ComponentPart, mark_paths
from knowledge.draft_file import DraftFile
from knowledge.model import COMPONENTS

LONGEST_TEXT = 4000
_NUMBER = re.compile(r"\d{1,3}")


class WrongEdit(ValueError):
    """A change that cannot be made; says why."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The draft as it is now, what was changed in words, and where to look next."""

    draft: DraftFile
    what: str
    spot: Spot


Data = dict[str, Any]
Change = Callable[[Data, Spot, Mapping[str, str]], tuple[str, Spot]]
"""Changes the data in place; returns what was done, and where to look next."""


def data_of(draft: DraftFile) -> Data:
    """A draft as values that may be changed."""
    return draft.model_dump(exclude_defaults=True)


def checked(data: Data) -> DraftFile:
    """The draft of changed values; raises WrongEdit."""
    try:
        return DraftFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(each) for each in first["loc"])
        raise WrongEdit(
            f"Isian itu tidak dapat dipakai ({place}: {first['msg'].removeprefix('Value error, ')})."
        ) from None


def edit_item(draft: DraftFile, act: str, spot: Spot, form: Mapping[str, str]) -> Edited:
    """Makes one change to items; raises WrongEdit, and UnknownSpot where nothing stands there (any more)."""
    data = data_of(draft)
    what, after = ITEM_ACTS[act](data, spot, form)
    for service in data.get("services", ()):
        for component, part in list(service.get("components", {}).items()):
            _tidy(service, component, part)
    return Edited(checked(data), f"{place_words(data, spot)}: {what}", after)


def place_words(data: Data, spot: Spot) -> str:
    """Where a spot is, for people: "Kios · Biaya butir 2"."""
    if spot.left >= 0:
        return "Baris di luar layanan"
    if spot.part in {"office", "decree"}:
        return "Kantor" if spot.part == "office" else "Keputusan"
    try:
        label = service_at(data, spot.part).get("label", spot.part)
    except UnknownSpot:
        label = spot.part
    if not spot.component:
        return str(label)
    item = " butir " + ".".join(str(place + 1) for place in spot.item) if spot.item else ""
    return f"{label} · {COMPONENT_NAMES[spot.component]}{item}"


def one_line(text: str) -> str:
    """A text without line breaks, and without space around it."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _typed(form: Mapping[str, str]) -> list[str]:
    """The lines that were typed; raises WrongEdit for none or too much."""
    lines = [line for each in form.get("text", "").splitlines() if (line := one_line(each))]
    if not lines:
        raise WrongEdit("Isi dulu teksnya; untuk membuang butir ini, tekan Hapus.")
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise WrongEdit(f"Teks satu butir paling panjang {LONGEST_TEXT} karakter. Pisahkan menjadi beberapa butir.")
    return lines


def _text(data: Data, spot: Spot, form: Mapping[str, str]) -> tuple[str, Spot]:
    item, lines = _item(data, spot), _typed(form)
    before, item["text"] = item["text"], " ".join(lines)
    if "mark" in form:
        item.pop("mark", None)
        if mark := one_line(form["mark"])[:12]:
            item["mark"] = mark
    if form.get("settle"):
        item.pop("doubts", None)
    return f"“{_short(before)}” menjadi “{_short(item['text'])}”" if before != item["text"] else "disimpan", spot


def _split(data: Data, spot: Spot, form: Mapping[str, str]) -> tuple[str, Spot]:
    item, lines = _item(data, spot), _typed(form)
    if len(lines) < 2:
        raise WrongEdit("Tekan Enter di tempat butir ini harus dipisah, lalu tekan lagi Pisah per baris.")
    around, place = siblings_at(data, spot), spot.item[-1]
    item["text"] = lines[0]
    taken = {each.get("mark") for each in around}
    fresh: list[Data] = []
    mark = item.get("mark", "")
    for line in lines[1:]:
        made: Data = {"text": line} | ({"place": item["place"]} if "place" in item else {})
        mark = str(int(mark) + 1) if _NUMBER.fullmatch(mark) else ""
        if mark and mark not in taken:
            made["mark"] = mark
        fresh.append(made)
    if "items" in item:  # what stood below the whole stands below its end
        fresh[-1]["items"] = item.pop("items")
    if form.get("settle"):
        item.pop("doubts", None)
    around[place + 1 : place + 1] = fresh
    return f"dipisah menjadi {len(lines)} butir", spot


def _join(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    item, around, place = _item(data, spot), siblings_at(data, spot), spot.item[-1]
    if place + 1 >= len(around):
        raise WrongEdit("Sesudah butir ini tidak ada butir lain yang setingkat.")
    following = around.pop(place + 1)
    item["text"] = f"{item['text']} {following['text']}"
    for name in ("items", "flow", "doubts"):
        if following.get(name):
            item[name] = [*item.get(name, []), *following[name]]
    notes = [each["note"] for each in (item, following) if each.get("note")]
    if notes:
        item["note"] = " ".join(notes)
    return "digabung dengan butir berikutnya", spot


def _delete(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    item, around = _item(data, spot), siblings_at(data, spot)
    del around[spot.item[-1]]
    below = f" dengan {len(item['items'])} butir di bawahnya" if item.get("items") else ""
    return f"“{_short(item['text'])}” dihapus{below}", spot.at()


def _up(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    return _swap(data, spot, -1)


def _down(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    return _swap(data, spot, 1)


def _swap(data: Data, spot: Spot, step: int) -> tuple[str, Spot]:
    around, place = siblings_at(data, spot), spot.item[-1]
    other = place + step
    if not 0 <= other < len(around):
        raise WrongEdit("Butir ini sudah yang paling atas." if step < 0 else "Butir ini sudah yang paling bawah.")
    around[place], around[other] = around[other], around[place]
    return "naik" if step < 0 else "turun", spot.at(*spot.item[:-1], other)


def _move(data: Data, spot: Spot, form: Mapping[str, str]) -> tuple[str, Spot]:
    target = Spot(spot.part, _component(form))
    if target.component == spot.component:
        raise WrongEdit("Pilih komponen lain untuk butir ini.")
    around = siblings_at(data, spot)
    place = append(data, target, around.pop(spot.item[-1]))
    return f"dipindah ke {COMPONENT_NAMES[target.component]}", target.at(place)


def _add(data: Data, spot: Spot, form: Mapping[str, str]) -> tuple[str, Spot]:
    lines = _typed(form)
    if spot.item:
        around, place = siblings_at(data, spot), spot.item[-1] + 1
        around[place:place] = [{"text": line} for line in lines]
        return "ditambah sesudahnya", spot.at(*spot.item[:-1], place)
    places = [append(data, spot, {"text": line}) for line in lines]
    return f"{len(lines)} butir ditambah", spot.at(places[0])


def _blank(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    components = service_at(data, spot.part).setdefault("components", {})
    if components.get(spot.component, {}).get("items"):
        raise WrongEdit("Bagian ini berisi butir. Hapus dulu butirnya.")
    if not spot.component:
        raise UnknownSpot(str(spot))
    components[spot.component] = {"blank": True}
    return "dikosongkan seperti dalam keputusan", spot


def _absent(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    part = part_at(data, spot)
    if part.get("items"):
        raise WrongEdit("Bagian ini berisi butir. Hapus dulu butirnya.")
    del service_at(data, spot.part)["components"][spot.component]
    return "ditandai tidak ada dalam keputusan", spot


def _place_left(data: Data, spot: Spot, form: Mapping[str, str]) -> tuple[str, Spot]:
    """Puts a line that was left out into a component, as its last item."""
    line = part_at(data, spot)
    target = Spot(form.get("service", ""), _component(form))
    service_at(data, target.part)
    place = append(data, target, {"text": line["text"]} | ({"place": line["place"]} if "place" in line else {}))
    del data["left_out"][spot.left]
    return f"“{_short(line['text'])}” masuk ke {place_words(data, target)}", target.at(place)


def _settle(data: Data, spot: Spot, form: Mapping[str, str]) -> tuple[str, Spot]:
    doubts = part_at(data, spot).get("doubts", [])
    which = form.get("doubt", "")
    if not which.isdecimal() or int(which) >= len(doubts):
        raise UnknownSpot(str(spot))
    settled = doubts.pop(int(which))
    return f"keraguan beres ({_short(settled['why'])})", spot


def _settle_all(data: Data, spot: Spot, _form: Mapping[str, str]) -> tuple[str, Spot]:
    count = drop_doubts(part_at(data, spot))
    if not count:
        raise UnknownSpot(str(spot))
    return f"{count} keraguan beres", spot


def drop_doubts(part: Data) -> int:
    """Settles every doubt of a part and of all within it; returns how many there were."""
    count = len(part.pop("doubts", []))
    for item in part.get("items", ()):
        count += drop_doubts(item)
    components: Mapping[str, Data] = part.get("components", {})
    return count + sum(drop_doubts(each) for each in components.values())


def append(data: Data, target: Spot, item: Data) -> int:
    """Puts an item at the end of a component, which is made where there is none; returns its place."""
    if target.component not in COMPONENTS:
        raise UnknownSpot(str(target))
    service = service_at(data, target.part)
    service.pop("listed_only", None)
    part = service.setdefault("components", {}).setdefault(target.component, {})
    part.pop("blank", None)
    items: list[Data] = part.setdefault("items", [])
    items.append(item)
    return len(items) - 1


def _tidy(service: Data, component: str, part: Data) -> None:
    """A component without items is gone; a value whose item is gone goes with a doubt in its place."""
    for item in part.get("items", ()):
        if not item.get("items"):
            item.pop("items", None)
    if not part.get("items") and not part.get("blank"):
        del service["components"][component]
        return
    if part.get("values"):
        read = ComponentPart.model_validate({"items": part.get("items", []), "blank": part.get("blank", False)})
        marks = {None, *mark_paths(read.items)}
        kept = [each for each in part["values"] if each.get("item") in marks]
        for gone in (each for each in part["values"] if each not in kept):
            why = (
                f"Nilai {gone['amount']} {gone['unit']} tadinya dibaca dari butir {gone['item']}, yang tidak ada lagi."
            )
            part["doubts"] = [*part.get("doubts", []), {"why": why}]
        part["values"] = kept


def _item(data: Data, spot: Spot) -> Data:
    if not spot.item:
        raise UnknownSpot(str(spot))
    return part_at(data, spot)


def _component(form: Mapping[str, str]) -> str:
    chosen = form.get("component", "")
    if chosen not in COMPONENTS:
        raise WrongEdit("Pilih dulu komponennya.")
    return chosen


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


ITEM_ACTS: dict[str, Change] = {
    "text": _text,
    "split": _split,
    "join": _join,
    "delete": _delete,
    "up": _up,
    "down": _down,
    "move": _move,
    "add": _add,
    "blank": _blank,
    "absent": _absent,
    "place": _place_left,
    "settle": _settle,
    "settle-all": _settle_all,
}
"""What can be done with items, components, left-out lines and doubts."""
