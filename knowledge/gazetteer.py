"""Which office a text names: by the office's own names, its province, or a place that has no decree here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.lexicon import Cue
from knowledge.library import Library
from knowledge.phrases import Match


@dataclass(frozen=True, slots=True)
class Named:
    """Offices named in order of mention, offices of a province named, and a place without a decree."""

    offices: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    place: str | None = None


class Gazetteer:
    """The place names of a library as cues, and what a found cue means."""

    def __init__(self, library: Library) -> None:
        self._regions: dict[str, list[str]] = defaultdict(list)
        provincial: dict[str, str] = {}
        for office in library.offices.values():
            self._regions[office.region.lower()].append(office.slug)
            if office.level == "provinsi":
                provincial[office.region.lower()] = office.slug
        self.cues: tuple[Cue, ...] = tuple(dict.fromkeys(_cues(library, provincial, self._regions)))

    def named(self, matches: Iterable[Match]) -> Named:
        """What the matches of place cues name."""
        found = sorted(matches, key=lambda match: min(match.positions))
        offices = tuple(dict.fromkeys(match.cue.target for match in found if match.cue.kind == "office"))
        place = next((match.cue.target for match in found if match.cue.kind == "place"), None)
        if offices:
            return Named(offices, place=place)
        for match in found:
            if match.cue.kind == "region":
                return Named(region=tuple(self._regions[match.cue.target]))
        return Named(place=place)


def _cues(library: Library, provincial: dict[str, str], regions: dict[str, list[str]]) -> Iterator[Cue]:
    own: set[str] = set()
    for office in library.offices.values():
        for name in (office.place.lower(), office.slug.replace("-", " "), *office.names):
            own.add(name)
            yield Cue("office", office.slug, name, "strong")
    for place in library.places:
        if place.phrase in own:
            continue
        if place.province in provincial:
            yield Cue("office", provincial[place.province], place.phrase, "strong")
        elif place.name == place.province and place.name in regions:
            yield Cue("region", place.name, place.phrase, "strong")
        else:
            yield Cue("place", place.name, place.phrase, "strong")
