"""Cuts a text into words, figures and signs, each with its place in the text as typed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

from locales.reading.number_words import split_word
from locales.reading.spelled import Spellings

T = TypeVar("T")
Parsed: TypeAlias = tuple[T, int] | None
"""What a grammar rule gives: the meaning and the token after it, or None where the rule does not apply."""

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:['’`][^\W\d_]+)*|\S")
_NO_WORDS = ("",) * 8
_QUOTES = str.maketrans("", "", "'’`")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, a run of digits or one sign; `glued` when no space stands before it."""

    word: str
    start: int
    end: int
    glued: bool


@dataclass(frozen=True)
class Line:
    """A text in one spelling with its tokens; places are those of `text`, `origin` leads back to what was typed."""

    typed: str
    text: str
    origin: tuple[int, ...]
    tokens: tuple[Token, ...]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the tokens, with empty ones at the end, which are also what stands before the first."""
        return (*(token.word for token in self.tokens), *_NO_WORDS)

    def word(self, at: int) -> str:
        """The word at a token; empty outside the text."""
        return self.words[at] if at < len(self.words) else ""

    def digits(self, at: int) -> str:
        """The run of digits that a token is; empty for another token."""
        word = self.word(at)
        return word if "0" <= word[:1] <= "9" else ""

    def glued(self, at: int) -> bool:
        """Whether a token follows the one before without a space."""
        return 0 < at < len(self.tokens) and self.tokens[at].glued

    def begins(self, at: int) -> bool:
        """Whether a token is the first of its line; past the last token, that nothing follows."""
        if not 0 < at < len(self.tokens):
            return True
        return "\n" in self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def is_capital(self, at: int) -> bool:
        """Whether a token was typed with a capital first letter."""
        return at < len(self.tokens) and self.typed[self.origin[self.tokens[at].start]].isupper()

    def phrase(self, at: int, meanings: Spellings[T]) -> Parsed[T]:
        """The meaning of the longest phrase of a word list that begins at a token."""
        for words, meaning in meanings.starts.get(self.word(at), ()):
            if len(words) == 1 or self.words[at : at + len(words)] == words:
                return meaning, at + len(words)
        return None

    def skip(self, at: int, meanings: Spellings[T]) -> int:
        """The token after a phrase of a word list, or the same token where there is none."""
        found = self.phrase(at, meanings)
        return found[1] if found else at

    def match(self, pattern: re.Pattern[str], at: int) -> Parsed[re.Match[str]]:
        """A match that begins at a token and ends with one."""
        if at >= len(self.tokens):
            return None
        found = pattern.match(self.text, self.tokens[at].start)
        if not found or found.end() == found.start():
            return None
        last = bisect_left(self._ends, found.end())
        return (found, last + 1) if last < len(self._ends) and self._ends[last] == found.end() else None

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Where the tokens from `first` up to `after` stand in the text as typed."""
        return self.origin[self.tokens[first].start], self.origin[self.tokens[after - 1].end - 1] + 1


def read_line(typed: str) -> Line:
    """A text cut into tokens; number words written as one ("duapuluh") come apart."""
    text, origin = _one_spelling(typed)
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        start = found.start()
        glued = start > 0 and bool(tokens) and tokens[-1].end == start
        for piece in split_word(found[0]):
            tokens.append(Token(piece.translate(_QUOTES) or piece, start, start + len(piece), glued))
            start, glued = start + len(piece), True
    return Line(typed, text, origin, tuple(tokens))


def _one_spelling(typed: str) -> tuple[str, tuple[int, ...]]:
    """NFKC in lower case without accents and invisible characters, and for each character its place as typed."""
    if typed.isascii():
        return typed.lower(), tuple(range(len(typed)))
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(typed):
        for each in _spelled(character):
            characters.append(each)
            origin.append(place)
    return "".join(characters), tuple(origin)


def _spelled(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""  # a zero-width mark stands inside words
    if character == "´":
        return "'"
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    shown = "".join(each for each in plain if not unicodedata.combining(each))
    return " " + shown.replace("⁄", "/") if "⁄" in shown else shown
