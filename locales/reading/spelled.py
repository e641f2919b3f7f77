"""Word lists in short form: one line of spellings for each meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


class Spellings(dict[str, T]):
    """Words and phrases with their meanings; `starts` lists them by their first word, the longest first."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        super().__init__(meanings)
        self.starts: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase in sorted(meanings, key=lambda each: -len(each.split())):
            words = tuple(phrase.split())
            self.starts.setdefault(words[0], []).append((words, meanings[phrase]))


def spelled(lines: Mapping[T, str]) -> Spellings[T]:
    """Each spelling with its meaning; spellings are parted by spaces, a space inside one is written "_"."""
    return Spellings({word.replace("_", " "): meaning for meaning, words in lines.items() for word in words.split()})


def word_set(words: str) -> frozenset[str]:
    """A set of words in short form, parted by spaces."""
    return frozenset(words.split())
