"""Repairs a misspelt word against the closed vocabulary of what people ask about, never against a general word list.

A word is looked up, not compared with every other: by its consonants (SMS spelling drops vowels), by its tail (a wrong
first letter), and with rapidfuzz among the words of the same first letter and about the same length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_VOWELS = frozenset("aiueo")
_SHORTEST = 3
_LONGEST = 24
_FEW_VOWELS = 0.34
"""Share of vowels below which a word counts as SMS spelling; Indonesian words run at about 0.45."""


class Spelling:
    """The closed vocabulary, arranged for look-up; of two words as near, the one used in more phrases is meant."""

    def __init__(self, vocabulary: Iterable[str], uses: Mapping[str, int]) -> None:
        self._words = frozenset(word for word in vocabulary if len(word) >= _SHORTEST)
        self._skeletons: dict[str, list[str]] = defaultdict(list)
        self._tails: dict[str, str] = {}
        buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._words, key=lambda each: (-uses.get(each, 0), len(each), each)):
            for skeleton in skeletons(word):
                self._skeletons[skeleton].append(word)
            if len(word) > _SHORTEST + 1:
                self._tails.setdefault(word[1:], word)
            for length in range(len(word) - 2, len(word) + 3):
                buckets[word[0], length].append(word)
        self._buckets = dict(buckets)

    def correct(self, word: str) -> str | None:
        """The word of the vocabulary that was meant, or None when none is near enough."""
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return None
        if word in self._words:
            return word
        return self.by_consonants(word) or self._by_edits(word) or self._by_tail(word)

    def by_consonants(self, word: str) -> str | None:
        """The word meant by SMS spelling, which drops vowels; None for a word that has enough of them."""
        if len(word) < _SHORTEST:
            return None
        vowels = sum(letter in _VOWELS for letter in word)
        if vowels / len(word) > _FEW_VOWELS:
            return None
        meant = self._skeletons.get(word if vowels == 0 else _skeleton(word), ())
        return next((each for each in meant if _is_subsequence(word, each)), None)

    def _by_edits(self, word: str) -> str | None:
        bucket = self._buckets.get((word[0], len(word)))
        allowed = allowed_edits(len(word))
        if not bucket or not allowed:
            return None
        found = process.extractOne(word, bucket, scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found else None

    def _by_tail(self, word: str) -> str | None:
        if len(word) <= _SHORTEST + 1:
            return None
        swapped = word[1] + word[0] + word[2:]
        if swapped in self._words:
            return swapped
        return self._tails.get(word[1:]) or self._tails.get(word) or (word[1:] if word[1:] in self._words else None)


def allowed_edits(length: int) -> int:
    """Edits (insert, delete, replace, swap) tolerated in a word of this length: one in five letters, at most three."""
    if length < 4:
        return 0
    return min(3, max(1, (length + 1) // 4))


def skeletons(word: str) -> tuple[str, ...]:
    """The vowel-less spellings of a word: "orang" gives "orng" and "org"."""
    skeleton = _skeleton(word)
    short = skeleton.replace("ng", "g")
    return (skeleton,) if short == skeleton else (skeleton, short)


def _skeleton(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _is_subsequence(short: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in short)
