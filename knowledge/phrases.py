"""Finds the phrases of the lexicon in a reading: all words of a phrase near each other, in any order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.lexicon import Cue
from knowledge.reading import Reading

_SLACK = 2
"""Other words that may stand between the words of a phrase."""


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found: where its words stand in the reading (token positions)."""

    cue: Cue
    positions: frozenset[int]
    sentence: int

    @property
    def size(self) -> int:
        """How many words the phrase has."""
        return len(self.positions)


class PhraseBook:
    """Cues arranged by their rarest word, so that a question touches only phrases it could hold."""

    def __init__(self, cues: Iterable[tuple[Cue, tuple[str, ...]]]) -> None:
        phrases: dict[tuple[str, ...], list[Cue]] = defaultdict(list)
        for cue, roots in cues:
            if roots:
                phrases[tuple(sorted(set(roots)))].append(cue)
        uses = Counter(root for roots in phrases for root in roots)
        self._by_anchor: dict[str, list[tuple[tuple[str, ...], tuple[Cue, ...]]]] = defaultdict(list)
        for roots, found in phrases.items():
            anchor = min(roots, key=lambda root: (uses[root], root))
            others = tuple(root for root in roots if root != anchor)
            self._by_anchor[anchor].append((others, tuple(found)))
        self.words = frozenset(uses)

    def matches(self, reading: Reading) -> list[Match]:
        """Every cue found in the reading, once each."""
        places: dict[tuple[str, int], list[int]] = defaultdict(list)
        for position, token in enumerate(reading.tokens):
            places[token.root, token.sentence].append(position)
        found: dict[Cue, Match] = {}
        for (root, sentence), positions in places.items():
            for others, cues in self._by_anchor.get(root, ()):
                where = _window(places, sentence, positions, others)
                if where is not None:
                    for cue in cues:
                        found.setdefault(cue, Match(cue, where, sentence))
        return list(found.values())


def _window(
    places: dict[tuple[str, int], list[int]], sentence: int, anchors: list[int], others: tuple[str, ...]
) -> frozenset[int] | None:
    if not others:
        return frozenset(anchors[:1])
    rest = [places.get((other, sentence)) for other in others]
    if not all(rest):
        return None
    for anchor in anchors:
        chosen = [anchor, *(min(each, key=lambda place: abs(place - anchor)) for each in rest if each)]
        if max(chosen) - min(chosen) < len(chosen) + _SLACK:
            return frozenset(chosen)
    return None


def longest(matches: list[Match]) -> list[Match]:
    """The matches whose words are not all part of a longer match: "kantor cabang pembantu" hides "kantor cabang"."""
    by_position: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        if match.size > 1:
            for position in match.positions:
                by_position[position].append(match)
    return [match for match in matches if not _is_hidden(match, by_position)]


def _is_hidden(match: Match, by_position: dict[int, list[Match]]) -> bool:
    position = next(iter(match.positions))
    return any(match.positions < other.positions for other in by_position.get(position, ()))
