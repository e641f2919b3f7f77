"""Finds the root of an Indonesian word, formal or colloquial, against a closed list of roots.

Working against a closed list keeps it quick and keeps it from inventing roots: a word that reduces to none stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_CLITICS = ("nya", "nyo", "nye", "kah", "lah", "pun", "ne", "ku", "mu", "tah", "e")
_SUFFIXES = ("kan", "an", "in", "i", "ken", "ke")
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # (prefix, letters that may have been swallowed by it): mengirim → kirim, menyewa → sewa, nulis → tulis
    ("memper", ("",)),
    ("diper", ("",)),
    ("keter", ("",)),
    ("pember", ("",)),
    ("pemer", ("",)),
    ("menge", ("",)),
    ("penge", ("",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("meny", ("s",)),
    ("peny", ("s",)),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("pel", ("",)),
    ("per", ("", "r")),
    ("ber", ("", "r")),
    ("ter", ("", "r")),
    ("bel", ("",)),
    ("nge", ("",)),
    ("ng", ("", "k")),
    ("ny", ("s", "c")),
    ("me", ("",)),
    ("pe", ("",)),
    ("be", ("",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
    ("ku", ("",)),
    ("m", ("p", "")),
    ("n", ("t", "")),
)
_SHORTEST_ROOT = 3
_WORDS_REMEMBERED = 50_000
"""Words whose root is kept (about 5 MB)."""


class Roots:
    """A closed list of roots, and words that are never cut."""

    def __init__(self, roots: Iterable[str], keep: Iterable[str]) -> None:
        self._keep = frozenset(keep)
        self._roots = frozenset(roots) | self._keep
        self._found: dict[str, str | None] = {}

    def find(self, word: str) -> str | None:
        """The root of a word, or None when it reduces to none that is listed."""
        if word in self._roots:
            return word
        if word not in self._found:
            if len(self._found) > _WORDS_REMEMBERED:
                self._found.clear()
            self._found[word] = next((cut for cut in _cuts(word) if cut in self._roots), None)
        return self._found[word]

    def of(self, word: str) -> str:
        """The root of a word, or the word itself."""
        return self.find(word) or word


def stems(word: str) -> Iterator[str]:
    """Every shorter word that is left when affixes are taken off, likeliest first."""
    return _cuts(word)


def reduces_to(word: str, words: frozenset[str]) -> bool:
    """Whether a word is one of `words`, or one of them with affixes."""
    return word in words or any(cut in words for cut in _cuts(word))


def _cuts(word: str) -> Iterator[str]:
    """Every shorter word that could be the root, likeliest first: clitics go before suffixes, those before prefixes."""
    stems = [word, *_without(word, _CLITICS)]
    for stem in stems[1:]:
        yield stem
    suffixed = [cut for stem in stems for cut in _without(stem, _SUFFIXES)]
    for stem in stems:
        yield from _unprefixed(stem)
    for stem in suffixed:
        yield from _unprefixed(stem)
    yield from suffixed


def _without(word: str, endings: tuple[str, ...]) -> list[str]:
    return [
        word[: -len(ending)]
        for ending in endings
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT
    ]


def _unprefixed(word: str) -> Iterator[str]:
    for prefix, swallowed in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_ROOT - 1:
            rest = word[len(prefix) :]
            for letters in swallowed:
                yield letters + rest
                if prefix in {"di", "ke", "me", "ber", "ter", "se"}:
                    yield from _second_prefix(letters + rest)


def _second_prefix(word: str) -> Iterator[str]:
    for prefix in ("per", "ber", "pe", "ke"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_ROOT:
            yield word[len(prefix) :]
