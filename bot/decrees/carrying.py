"""Takes over into a draft what an office's decree in force says and the document cannot: slug, ids, short names."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from bot.decrees.editing import checked, data_of
from knowledge.draft_file import DraftFile

_HEAD = ("slug", "name", "short", "place", "region", "names", "level", "timezone", "address", "postcode", "hours")
_SAME = 92.0
"""Likeness, of 100, from which a service's name is taken for the one that it had."""


def carried(draft: DraftFile, running: DraftFile) -> DraftFile:
    """The draft, completed from the decree in force: an office keeps its slug and a service of the same name its id.

    With another id a citizen's checklist and the forms of a service would lose it. What the document says stays.
    """
    data, before = data_of(draft), data_of(running)
    office, known = data.setdefault("office", {}), before["office"]
    for name in _HEAD:
        if not office.get(name) and known.get(name):
            office[name] = known[name]
    office["slug"] = known["slug"]
    taken: set[str] = set()
    services: list[dict[str, Any]] = data.get("services", [])
    for service in services:
        same = _same(service, before.get("services", []), taken)
        if same is not None:
            taken.add(same["id"])
            service |= {name: same[name] for name in ("id", "label", "aliases", "permit") if name in same}
    _part(services, taken)
    hours = known.get("hours_service")
    if "hours" in office and hours in {each["id"] for each in services}:
        office.setdefault("hours_service", hours)
    return checked(data)


def _same(service: dict[str, Any], known: list[dict[str, Any]], taken: set[str]) -> dict[str, Any] | None:
    """The service of the decree in force that is meant, where one is meant beyond doubt."""
    likeness = sorted(
        ((fuzz.ratio(_plain(service["name"]), _plain(each["name"])), place) for place, each in enumerate(known)),
        reverse=True,
    )
    free = [(score, known[place]) for score, place in likeness if score >= _SAME and known[place]["id"] not in taken]
    return free[0][1] if free else None


def _part(services: list[dict[str, Any]], taken: set[str]) -> None:
    """Gives a service another id where the one of an older service would meet its own."""
    seen: set[str] = set()
    for service in sorted(services, key=lambda each: each["id"] not in taken):
        identity, number = service["id"], 2
        while service["id"] in seen:
            service["id"] = f"{identity}-{number}"
            number += 1
        seen.add(service["id"])


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("pelayanan ").removeprefix("layanan ").split())
