"""The words that decrees use: what a misread word most likely was, and which lines are no words at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from knowledge.morphology import reduces_to

WORD = re.compile(r"[^\W\d_]+")
_ALIKE = str.maketrans(
    {
        "1": "i",
        "l": "i",
        "|": "i",
        "!": "i",
        "I": "i",
        "j": "i",
        "t": "i",
        "f": "i",
        "0": "o",
        "O": "o",
        "5": "s",
        "8": "b",
        "$": "s",
        "c": "e",
        "v": "y",
    }
)
_SHORTEST = 4
_UNSPEAKABLE = re.compile(r"^[^aeiou]+$|[^aeiouy]{4}|(.)\1\1")
_LONG = 6
"""Letters of a word that may be read as another although a letter differs that scans do not take for it."""
_USUAL = 20
"""Times that decrees use a word, for a word of three letters to be read as it."""


@dataclass(frozen=True)
class Vocabulary:
    """Words in lower case with how often decrees use them, the same by how they look in a bad scan, and neighbours.

    `valid` are further words of the language: they are no misreadings, and nothing is read as one of them.
    """

    words: dict[str, int]
    by_look: dict[str, list[str]] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()
    valid: frozenset[str] = frozenset()

    def joins(self, before: str, after: str) -> bool:
        """Whether decrees have the last word of one text right before the first word of another."""
        left, right = WORD.findall(before), WORD.findall(after)
        return bool(left and right) and (left[-1].lower(), right[0].lower()) in self.pairs

    def knows(self, word: str) -> bool:
        """Whether a word, in any case, is one that decrees use."""
        return word.lower() in self.words

    def is_odd(self, word: str) -> bool:
        """Whether a word is none of decrees or the language, also without its affixes, and looks misread.

        It does if it cannot be spoken, or if a word of decrees differs from it in a letter or two.
        """
        plain = word.lower()
        if plain in self.words or plain in self.valid or reduces_to(plain, self.valid):
            return False
        if _UNSPEAKABLE.search(plain):
            return True
        far = 1 if len(plain) < _LONG + 1 else 2
        return process.extractOne(plain, list(self.words), scorer=Levenshtein.distance, score_cutoff=far) is not None

    def reading(self, word: str) -> str | None:
        """What an unknown word most likely is, in lower case; None if it is known or nothing is close enough."""
        plain = word.lower()
        if len(plain) < _SHORTEST - 1 or plain in self.words or plain in self.valid:
            return None
        looks = [
            each for each in self.by_look.get(look(word), []) if len(plain) >= _SHORTEST or self.words[each] >= _USUAL
        ]
        if looks:
            return max(looks, key=lambda each: self.words[each])
        if len(plain) < _LONG:
            return None
        near = [each for each in self.words if abs(len(each) - len(plain)) <= 1 and self.words[each] > 1]
        found = process.extract(plain, near, scorer=Levenshtein.distance, score_cutoff=1, limit=4)
        best = [each for each, _, _ in found if each[0] == plain[0] or each[1:] == plain[1:]]
        return max(best, key=lambda each: self.words[each]) if best else None


def look(word: str) -> str:
    """A word as a bad scan leaves it: letters that are taken for each other are one."""
    plain = word.replace("rn", "m").replace("vy", "y").lower().replace("ri", "n").replace("rj", "n")
    return plain.translate(_ALIKE).replace("ii", "u")


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of texts."""
    texts = list(texts)
    counts: Counter[str] = Counter(word.lower() for text in texts for word in WORD.findall(text))
    by_look: dict[str, list[str]] = {}
    for word in counts:
        if len(word) >= _SHORTEST:
            by_look.setdefault(look(word), []).append(word)
    return Vocabulary(dict(counts), by_look, frozenset(_pairs(texts)), language())


def _pairs(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The words that stand next to each other in one line."""
    for text in texts:
        for line in text.splitlines():
            words = [word.lower() for word in re.findall(r"[^\W\d_]+|[.;:]", line)]
            yield from pairwise(words)


def with_words_of(known: Vocabulary, texts: Iterable[str], least: int = 3) -> Vocabulary:
    """A vocabulary with the words that a document itself uses at least so often."""
    texts = list(texts)
    own = Counter(word.lower() for text in texts for word in WORD.findall(text))
    words = {
        word: count
        for word, count in own.items()
        if count >= least and len(word) >= _SHORTEST and word not in known.words
    }
    by_look = {key: list(each) for key, each in known.by_look.items()}
    for word in words:
        by_look.setdefault(look(word), []).append(word)
    return Vocabulary({**known.words, **words}, by_look, known.pairs | frozenset(_pairs(texts)), known.valid)


@cache
def packaged() -> Vocabulary:
    """The words of the decree files that come with the program, and of the component names."""
    return vocabulary([*_texts("decrees"), *general()])


@cache
def language() -> frozenset[str]:
    """Words of the language that the lexicon knows."""
    return frozenset(word.lower() for text in _texts("lexicon") for word in WORD.findall(text) if len(word) > 2)


def general() -> list[str]:
    """Texts that come from no single decree: the names of the components."""
    return [(files("knowledge") / "importing" / "component_names.yaml").read_text("utf-8")]


def _texts(folder: str) -> list[str]:
    entries = (files("knowledge") / folder).iterdir()
    return [_unrepaired(entry.read_text("utf-8")) for entry in entries if entry.name.endswith(".yaml")]


def _unrepaired(text: str) -> str:
    """A decree file without the misread words that its notes quote."""
    return re.sub(r"(?m)note: .*$|^\s+- .*(?:tertulis|tercetak|dibaca).*$", "", text)
