"""The language of one library: how its phrases and a citizen's text are read, and which phrases a text holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.gazetteer import Gazetteer
from knowledge.lexicon import Cue
from knowledge.library import Library
from knowledge.phrases import Match, PhraseBook, longest
from knowledge.reading import Reader, Reading

_NEARLY_AS_WRITTEN = 0.85
"""Worth of a phrase whose words stand in order, with few others between them at most."""
_LEAST_WORTH = {
    "beyond": _NEARLY_AS_WRITTEN,
    "intent": _NEARLY_AS_WRITTEN,
    "office": 0.8,
    "region": 1.0,
    "place": 1.0,
    "subject": 0.75,
    "component": 0.5,
}
"""How nearly the phrases of a kind must stand as written: a wrong hit of some turns the whole message."""
_NEVER_GUESSED = frozenset({"place", "region", "beyond"})
"""Kinds whose words no misspelling is taken for: a guess at them would refuse a question that can be answered."""
_SAFELY_LONG = 8


class Language:
    """Reads texts with the lexicon of a library, the names of its services and the places it knows."""

    def __init__(self, library: Library, gazetteer: Gazetteer) -> None:
        self._numbers = library.lexicon.numbers
        cues = (*library.lexicon.cues, *gazetteer.cues)
        guessed = [cue for cue in cues if cue.kind not in _NEVER_GUESSED or _is_long(cue)]
        self._reader = Reader(
            library.lexicon,
            vocabulary=(
                *(word for _target, word in {(cue.target, word) for cue in guessed for word in cue.phrase.split()}),
                *(word for service in library.services.values() for name in service.wordings for word in name.split()),
            ),
            names=_words(cue for cue in cues if cue.kind in _NEVER_GUESSED),
        )
        self.read = self._reader.read
        self.phrase = self._reader.phrase
        self.general = frozenset(root for word in library.lexicon.general for root in self.phrase(word))
        self._book = self.book(cues)

    def book(self, cues: Iterable[Cue]) -> PhraseBook:
        """The phrases of these cues, without those that say nothing once their fillers are gone."""
        return PhraseBook((cue, roots) for cue in cues if self._says(cue, roots := self.phrase(cue.phrase)))

    def find(self, reading: Reading) -> list[Match]:
        """The phrases that a text holds, the longest of each, as nearly as written as their kind must be."""
        matches = self._book.matches(reading)
        return longest([match for match in matches if match.worth >= self._least_worth(match, reading)])

    def residue(self, reading: Reading, found: Iterable[Match]) -> tuple[str, ...]:
        """The words that carry something and belong to no phrase: what a question is about that nobody foresaw."""
        covered = {position for match in found for position in match.positions}
        return tuple(
            token.root
            for position, token in enumerate(reading.tokens)
            if position not in covered
            and token.root not in self.general
            and token.root not in self._numbers
            and not token.root.isdigit()
        )

    def _least_worth(self, match: Match, reading: Reading) -> float:
        if match.cue.strength == "never":
            return _NEARLY_AS_WRITTEN
        if match.cue.kind == "subject" and all(reading.tokens[place].root in self.general for place in match.positions):
            return 1.0  # made of words that anyone may use
        return _LEAST_WORTH.get(match.cue.kind, 0.0)

    def _says(self, cue: Cue, roots: tuple[str, ...]) -> bool:
        """Whether a phrase still says something once its fillers are gone: "untuk koperasi" does not."""
        return len(roots) > 1 or (" " not in cue.phrase and (cue.phrase in roots or not self.general.issuperset(roots)))


def _is_long(cue: Cue) -> bool:
    """A long word of a matter beyond the decrees is unlike any service's word: a misspelling of it is safe to take."""
    return cue.kind == "beyond" and " " not in cue.phrase and len(cue.phrase) >= _SAFELY_LONG


def _words(cues: Iterable[Cue]) -> Iterator[str]:
    for cue in cues:
        yield from cue.phrase.split()
