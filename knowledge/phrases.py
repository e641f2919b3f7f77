"""Finds the phrases of the lexicon in a reading: all words of a phrase near each other, in any order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.lexicon import Cue
from knowledge.reading import Reading

_HIDES: dict[str, frozenset[str]] = {
    "component": frozenset({"component", "beyond"}),
    "subject": frozenset({"subject", "beyond", "component"}),
    "beyond": frozenset({"beyond", "subject"}),
    "intent": frozenset({"intent"}),
    "office": frozenset({"office", "place", "region"}),
    "place": frozenset({"office", "place", "region"}),
    "region": frozenset({"region"}),
}
"""Which kinds the longer phrases of a kind may hide; the names that offices give their services hide nothing."""
_NEAR = 2
"""Other words that may stand between the words of a phrase."""
_FAR = 4
"""Other words that may stand between them when the phrase is only half as surely meant."""
_APART = 0.88
"""Worth of a phrase whose words have others between them."""
_FAR_APART = 0.55
"""Worth of a phrase whose words have more than a few others between them."""
_TURNED = 0.8
"""Worth of a phrase whose words stand in another order: "data umkm" is more surely meant than "umkm data"."""
_TURNED_APART = 0.45
"""Worth of a phrase whose words are both in another order and apart: hardly more than chance."""


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found: where its words stand in the reading (token positions), and how surely the phrase is meant."""

    cue: Cue
    positions: frozenset[int]
    sentence: int
    worth: float = 1.0

    @property
    def size(self) -> int:
        """How many words the phrase has."""
        return len(self.positions)


class PhraseBook:
    """Cues arranged by their rarest word, so that a question touches only phrases it could hold.

    Of phrases that come to the same roots and mean the same one is kept.
    """

    def __init__(self, cues: Iterable[tuple[Cue, tuple[str, ...]]]) -> None:
        phrases: dict[tuple[str, ...], dict[tuple[str, str, str, bool], Cue]] = defaultdict(dict)
        for cue, roots in cues:
            if roots:
                said = (cue.kind, cue.target, cue.strength, cue.asks)
                phrases[tuple(dict.fromkeys(roots))].setdefault(said, cue)
        uses = Counter(root for roots in phrases for root in roots)
        self._by_anchor: dict[str, list[tuple[tuple[str, ...], frozenset[str], tuple[Cue, ...]]]] = defaultdict(list)
        for roots, found in phrases.items():
            anchor = min(roots, key=lambda root: (uses[root], root))
            self._by_anchor[anchor].append((roots, frozenset(roots), tuple(found.values())))
        self.words = frozenset(uses)

    def matches(self, reading: Reading) -> list[Match]:
        """Every cue found in the reading, once a sentence."""
        places: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for position, token in enumerate(reading.tokens):
            places[token.sentence][token.root].append(position)
        found: list[Match] = []
        for sentence, positions in places.items():
            present = frozenset(positions)
            for root in positions:
                for roots, needed, cues in self._by_anchor.get(root, ()):
                    if present.issuperset(needed):
                        where = _window(positions, roots, root)
                        if where is not None:
                            worth = _worth(where)
                            found += [Match(cue, frozenset(where), sentence, worth) for cue in cues]
        return found


def _window(places: dict[str, list[int]], roots: tuple[str, ...], anchored: str) -> list[int] | None:
    """Where the words of a phrase stand, in the phrase's order, when they stand near enough to each other."""
    anchors = places[anchored]
    if len(roots) == 1:
        return anchors[:1]
    best: list[int] | None = None
    for anchor in anchors:
        chosen = [anchor if root == anchored else _nearest(places[root], anchor) for root in roots]
        if max(chosen) - min(chosen) < len(chosen) + _FAR and (best is None or _worth(chosen) > _worth(best)):
            best = chosen
    return best


def _nearest(positions: list[int], anchor: int) -> int:
    if len(positions) == 1:
        return positions[0]
    return min(positions, key=lambda place: abs(place - anchor))


def _worth(chosen: list[int]) -> float:
    if len(chosen) == 1:
        return 1.0
    between = max(chosen) - min(chosen) + 1 - len(chosen)
    worth = 1.0 if between <= 0 else _APART if between <= _NEAR else _FAR_APART
    if chosen == sorted(chosen):
        return worth
    return _TURNED if between <= 0 else _TURNED_APART


def longest(matches: list[Match]) -> list[Match]:
    """The matches whose words are not all part of a longer match that may hide them.

    "kantor cabang pembantu" hides "kantor cabang"; but "jumlah narasumber" asks for a number of narasumber, so a
    component hides no subject.
    """
    by_position: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        if match.size > 1 and match.cue.kind in _HIDES and match.worth > _FAR_APART:
            for position in match.positions:
                by_position[position].append(match)
    return [match for match in matches if not _is_hidden(match, by_position)]


def _is_hidden(match: Match, by_position: dict[int, list[Match]]) -> bool:
    position = next(iter(match.positions))
    return any(
        match.positions < other.positions and match.cue.kind in _HIDES[other.cue.kind]
        for other in by_position.get(position, ())
    )
