"""Reads a text as a row of roots: slang, regional words, clitics, affixes and misspellings resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexicon import Lexicon
from knowledge.morphology import reduces_to, stems
from knowledge.spelling import Spelling
from knowledge.words import Sentence, sentences

_LONGEST_IDIOM = 4
_WORDS_REMEMBERED = 50_000
"""Distinct words whose reading is kept (about 5 MB); questions themselves are never kept."""

_CLITICS = ("nya", "ny", "nyo", "nye", "ne", "ku", "mu", "lah", "kah", "tah", "pun", "ana", "na", "an", "e")
_SHORTEST_STEM = 2
_SHORTEST_TYPED = 4
"""Letters of a stem without vowels that are enough beside a single affix; a shorter one needs more around it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word that carries something: its root, the sentence it stands in, and whether it is known."""

    root: str
    sentence: int
    known: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as read: its tokens in order and, per sentence, whether it ends in a question mark."""

    tokens: tuple[Token, ...]
    asks: tuple[bool, ...]

    @property
    def roots(self) -> tuple[str, ...]:
        """The roots in order."""
        return tuple(token.root for token in self.tokens)


class Reader:
    """Turns text into roots with one lexicon and one closed vocabulary.

    `vocabulary` are the words that a misspelt word may have been meant for; `names` are words that are known as they
    are and never guessed at, such as places: a wrong guess there would turn the whole question.
    """

    def __init__(self, lexicon: Lexicon, vocabulary: Iterable[str], names: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._idiom_starts = frozenset(idiom[0] for idiom in lexicon.idioms)
        uses = Counter(vocabulary)
        forms = {word for word in uses if word not in lexicon.fillers}
        forms |= {word for word in lexicon.everyday if lexicon.roots.find(word) in forms}
        self._spelling = Spelling(forms, uses)
        self._names = frozenset(names) - lexicon.everyday
        self._forms = forms | self._names
        self._resolve = lru_cache(_WORDS_REMEMBERED)(self._resolve_word)

    def read(self, text: str) -> Reading:
        """The reading of a question."""
        found = sentences(text)
        tokens: list[Token] = []
        for number, sentence in enumerate(found):
            for root, known in self._roots_of(sentence):
                tokens.append(Token(root, number, known))
        return Reading(tuple(tokens), tuple(sentence.asks for sentence in found))

    def phrase(self, text: str) -> tuple[str, ...]:
        """The roots of a phrase of the lexicon; fillers go, unless nothing else would be left."""
        words = [word for sentence in sentences(text) for word in sentence.words]
        meant = [part for word in words for part in self._lexicon.meanings.get(word, (word,))]
        roots = [self._root(word) for word in meant if word not in self._lexicon.fillers]
        return tuple(roots or meant)

    def _root(self, word: str) -> str:
        """The root of a word, as phrases are written; a name has none: Kediri does not stand on "diri"."""
        if word in self._names:
            return word
        root = self._lexicon.roots.of(word)
        return self._lexicon.synonyms.get(root, root)

    def _roots_of(self, sentence: Sentence) -> Iterable[tuple[str, bool]]:
        words = sentence.words
        position = 0
        while position < len(words):
            length, meaning = self._idiom_at(words, position)
            if meaning is None:
                yield from self._resolve(words[position])
                position += 1
            else:
                for word in meaning:
                    yield from self._resolve(word)
                position += length

    def _idiom_at(self, words: tuple[str, ...], position: int) -> tuple[int, tuple[str, ...] | None]:
        if words[position] not in self._idiom_starts:
            return 1, None
        for length in range(min(_LONGEST_IDIOM, len(words) - position), 1, -1):
            meaning = self._lexicon.idioms.get(words[position : position + length])
            if meaning is not None:
                return length, meaning
        return 1, None

    def _resolve_word(self, word: str) -> tuple[tuple[str, bool], ...]:
        meant = self._meaning(word)
        if meant is not None:
            return tuple((self._root(part), True) for part in meant if part not in self._lexicon.fillers)
        if reduces_to(word, self._lexicon.everyday):
            return ((word, True),)
        corrected = self._without_vowels(word) or self._spelling.correct(word)
        if corrected is None:
            return ((word, word.isdigit()),)
        meant = self._meaning(corrected) or (corrected,)
        return tuple((self._root(part), True) for part in meant if part not in self._lexicon.fillers)

    def _without_vowels(self, word: str) -> str | None:
        """The root of an affixed word whose stem lacks its vowels, near no whole word as it is: "ngawsin"."""
        if not word.isalpha() or self._spelling.by_consonants(word):
            return None
        for stem in stems(word):
            if len(stem) >= _SHORTEST_TYPED or len(word) - len(stem) > _SHORTEST_STEM:
                meant = self._spelling.by_consonants(stem)
                if meant is not None and self._lexicon.roots.find(meant) is not None:
                    return meant
        return None

    def _meaning(self, word: str) -> tuple[str, ...] | None:
        """The standard words for a word as typed, or None when it is not known in any spelling."""
        for spelling in _spellings(word):
            meaning = self._lexicon.meanings.get(spelling)
            if meaning is not None:
                return meaning
            if self._is_known(spelling):
                return (spelling,)
        return None

    def _is_known(self, word: str) -> bool:
        lexicon = self._lexicon
        return (
            word in self._forms
            or word in lexicon.everyday
            or word in lexicon.fillers
            or word in lexicon.general
            or word in lexicon.numbers
            or lexicon.roots.find(word) is not None
        )


def _spellings(word: str) -> Iterable[str]:
    """A word and what it may be without a clitic or with the -a that Palembang says -o and Pontianak says -e."""
    yield word
    if word[-1] in "oe" and len(word) > _SHORTEST_STEM + 1:
        yield word[:-1] + "a"
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= _SHORTEST_STEM:
            stem = word[: -len(clitic)]
            yield stem
            if stem[-1] in "oe" and len(stem) > _SHORTEST_STEM + 1:
                yield stem[:-1] + "a"
