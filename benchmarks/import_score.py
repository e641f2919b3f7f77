"""How near an imported document comes to what it should be: services, components, items, head.

Services are paired by name, and where names differ by content; items inside the same service and component, the best
pair first, at rapidfuzz.fuzz.ratio >= 90 of their texts with whitespace made even.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

from benchmarks.import_gold import Content, Found

SAME = 90.0
"""The ratio from which two texts are taken for the same."""
_SAME_NAME = 80.0
"""The token ratio from which two service names mean the same service."""
_SAME_CONTENT = 0.5
"""The share of items in common from which two services of different names are the same."""
_EMPTY_WORDS = re.compile(r"\b(standar|pelayanan|layanan|jenis)\b")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what was right, missed and false."""

    right: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.missed + other.missed, self.false + other.false)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was found and nothing was to be found."""
        return self._share(self.false)

    @property
    def recall(self) -> float:
        """The share of what was to be found that was."""
        return self._share(self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.right + self.missed + self.false
        return 2 * self.right / whole if whole else 1.0

    def _share(self, wrong: int) -> float:
        if not self.right:
            return 0.0 if self.missed + self.false else 1.0
        return self.right / (self.right + wrong)


@dataclass(frozen=True, slots=True)
class Miss:
    """Something wrong, for a person to look at: in which service and component, missed or false, and its text."""

    service: str
    component: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one document."""

    services: Tally
    components: Tally
    items: Tally
    office: bool
    number: bool
    year: bool
    misses: tuple[Miss, ...] = ()


def score(gold: Content, found: Content) -> Score:
    """The score of a found content against what it should be."""
    pairs = pair_services(gold.services, found.services)
    missed = [each for each in gold.services if not any(each is one for one, _ in pairs)]
    false = [each for each in found.services if not any(each is other for _, other in pairs)]
    services = Tally(len(pairs), len(missed), len(false))
    components, items, misses = Tally(), Tally(), [Miss(each.name, "", "missed", each.name) for each in missed]
    misses += [Miss(each.name, "", "false", each.name) for each in false]
    nothing = Found("", {})
    for one, other in [*pairs, *((each, nothing) for each in missed), *((nothing, each) for each in false)]:
        components += _components(one, other)
        tally, wrong = _items(one, other)
        items += tally
        misses += wrong
    return Score(
        services,
        components,
        items,
        office=_same(gold.office, found.office),
        number=_squeezed(gold.number) == _squeezed(found.number),
        year=gold.year == found.year,
        misses=tuple(misses),
    )


def pair_services(gold: Sequence[Found], found: Sequence[Found]) -> list[tuple[Found, Found]]:
    """Which found service is which, one to one: by name first, then by content."""
    by_name = _pairs(gold, found, _name_likeness, _SAME_NAME)
    rest = [each for each in gold if not any(each is one for one, _ in by_name)]
    others = [each for each in found if not any(each is other for _, other in by_name)]
    return by_name + _pairs(rest, others, _content_likeness, _SAME_CONTENT)


def pair_texts(gold: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Which found text is which, one to one, as positions; the likest first."""
    ours, theirs = [_even(text) for text in gold], [_even(text) for text in found]
    return _pairs(
        range(len(ours)),
        range(len(theirs)),
        lambda one, other: fuzz.ratio(ours[one], theirs[other], score_cutoff=SAME),
        SAME,
        _nearness(len(ours), len(theirs)),
    )


def _nearness(ours: int, theirs: int) -> Callable[[int, int], float]:
    """Of equal texts those in like positions belong together."""
    return lambda one, other: -abs(one / max(ours, 1) - other / max(theirs, 1))


def _pairs(
    ours: Sequence[T],
    theirs: Sequence[T],
    likeness: Callable[[T, T], float],
    enough: float,
    tie: Callable[[T, T], float] = lambda _one, _other: 0.0,
) -> list[tuple[T, T]]:
    """Pairs one to one, greedily by likeness, none below `enough`."""
    ranked = sorted(
        (
            (value, tie(one, other), -place, -spot)
            for place, one in enumerate(ours)
            for spot, other in enumerate(theirs)
            if (value := likeness(one, other)) >= enough
        ),
        reverse=True,
    )
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    pairs = []
    for _, _, place, spot in ranked:
        if -place not in taken_ours and -spot not in taken_theirs:
            taken_ours.add(-place)
            taken_theirs.add(-spot)
            pairs.append((ours[-place], theirs[-spot]))
    return pairs


def _components(gold: Found, found: Found) -> Tally:
    ours, theirs = set(gold.components), set(found.components)
    return Tally(len(ours & theirs), len(ours - theirs), len(theirs - ours))


def _items(gold: Found, found: Found) -> tuple[Tally, list[Miss]]:
    whole, misses = Tally(), []
    for component in dict.fromkeys((*gold.components, *found.components)):
        ours, theirs = gold.components.get(component, ()), found.components.get(component, ())
        pairs = pair_texts(ours, theirs)
        missed = _left(ours, {one for one, _ in pairs})
        false = [
            text
            for text in _left(theirs, {other for _, other in pairs})
            if not any(_same(text, aside) for aside in gold.asides.get(component, ()))
        ]
        whole += Tally(len(pairs), len(missed), len(false))
        name = gold.name or found.name
        misses += [Miss(name, component, "missed", text) for text in missed]
        misses += [Miss(name, component, "false", text) for text in false]
    return whole, misses


def _left(texts: Iterable[str], taken: set[int]) -> list[str]:
    return [text for place, text in enumerate(texts) if place not in taken]


def _name_likeness(one: Found, other: Found) -> float:
    return fuzz.token_sort_ratio(_plain(one.name), _plain(other.name))


def _content_likeness(one: Found, other: Found) -> float:
    return _items(one, other)[0].f1


def _plain(name: str) -> str:
    """A service name in small letters without marks and without the words that every service has."""
    words = " ".join(re.findall(r"\w+", name.casefold()))
    return _EMPTY_WORDS.sub("", words).strip() or words


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return fuzz.ratio(_even(one), _even(other)) >= SAME


def _even(text: str) -> str:
    return " ".join(text.split())


def _squeezed(number: str | None) -> str | None:
    return None if number is None else "".join(number.split()).casefold()
