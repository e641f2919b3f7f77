"""The words that decrees use: what a misread word most likely was, and which lines are no words at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

WORD = re.compile(r"[^\W\d_]+")
_ANY_WORD = re.compile(r"[A-Za-z0-9|!¢€£$@&\[\](){}]*[A-Za-z][A-Za-z0-9|!¢€£$@]*")
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
    }
)
_SHORTEST = 4
_CLOSE = 84.0


@dataclass(frozen=True)
class Vocabulary:
    """Words in lower case with how often decrees use them, and the same by how they look in a bad scan."""

    words: dict[str, int]
    by_look: dict[str, list[str]] = field(default_factory=dict)

    def knows(self, word: str) -> bool:
        """Whether a word, in any case, is one that decrees use."""
        return word.lower() in self.words

    def reading(self, word: str) -> str | None:
        """What an unknown word most likely is, in lower case; None if it is known or nothing is close enough."""
        plain = word.lower()
        if len(plain) < _SHORTEST or plain in self.words:
            return None
        looks = self.by_look.get(look(word), [])
        if looks:
            return max(looks, key=lambda each: self.words[each])
        if len(plain) < _SHORTEST + 2:
            return None
        near = [
            each
            for each in self.words
            if abs(len(each) - len(plain)) <= 2 and each[:1] in {plain[:1], plain[1:2]} or each[-2:] == plain[-2:]
        ]
        found = process.extract(plain, near, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=4)
        best = [each for each, _, _ in found if Levenshtein.distance(plain, each) <= (1 if len(plain) < 8 else 2)]
        return max(best, key=lambda each: (fuzz.ratio(plain, each), self.words[each])) if best else None


def look(word: str) -> str:
    """A word as a bad scan leaves it: letters that are taken for each other are one."""
    return word.replace("rn", "m").replace("ii", "u").replace("vy", "y").lower().translate(_ALIKE)


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of texts."""
    counts: Counter[str] = Counter(word.lower() for text in texts for word in WORD.findall(text))
    by_look: dict[str, list[str]] = {}
    for word in counts:
        if len(word) >= _SHORTEST:
            by_look.setdefault(look(word), []).append(word)
    return Vocabulary(dict(counts), by_look)


def with_words_of(known: Vocabulary, texts: Iterable[str], least: int = 3) -> Vocabulary:
    """A vocabulary with the words that a document itself uses at least so often."""
    own = Counter(word.lower() for text in texts for word in WORD.findall(text))
    words = {
        word: count
        for word, count in own.items()
        if count >= least and len(word) >= _SHORTEST and word not in known.words
    }
    if not words:
        return known
    by_look = {key: list(each) for key, each in known.by_look.items()}
    for word in words:
        by_look.setdefault(look(word), []).append(word)
    return Vocabulary({**known.words, **words}, by_look)


@cache
def packaged() -> Vocabulary:
    """The words of the decree files that come with the program, and of the component names."""
    return vocabulary([*_texts("decrees"), *general()])


def general() -> list[str]:
    """Texts that come from no single decree: the names of the components."""
    return [(files("knowledge") / "importing" / "component_names.yaml").read_text("utf-8")]


def _texts(folder: str) -> list[str]:
    entries = (files("knowledge") / folder).iterdir()
    return [_unrepaired(entry.read_text("utf-8")) for entry in entries if entry.name.endswith(".yaml")]


def _unrepaired(text: str) -> str:
    """A decree file without the misread words that its notes quote."""
    return re.sub(r"(?m)note: .*$|^\s+- .*(?:tertulis|tercetak|dibaca).*$", "", text)
