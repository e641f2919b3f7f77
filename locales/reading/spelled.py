"""Word lists in short form: one line of spellings for each meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def spelled(lines: Mapping[T, str]) -> dict[str, T]:
    """Each spelling with its meaning; spellings are parted by spaces, a space inside one is written "_"."""
    return {word.replace("_", " "): meaning for meaning, words in lines.items() for word in words.split()}


def word_set(words: str) -> frozenset[str]:
    """A set of words in short form, parted by spaces."""
    return frozenset(words.split())
