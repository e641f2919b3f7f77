"""Reads which items of a checklist are said to be there: "1, 3 dan 5 sudah", "sudah ada yang 2-6", "KTP belum"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from handlers.checklist import Checklist, ListItem
from handlers.lists.state_words import Stretch, asked_of, is_separator, stretches, tokens
from knowledge.search import Search

_LONGEST = 300
"""Characters of a message that ticks; a longer one tells a story."""
_ALL = frozenset(
    {"semua", "semuanya", "kabeh", "kabehane", "sedaya", "sadaya", "sadayana", "all", "everything", "seluruhnya"}
)
_BUT = frozenset({"kecuali", "selain", "except", "kajaba", "kejaba", "iwal", "minus"})
_AND = frozenset({"dan", "dn", "sama", "serta", "lan", "karo", "jeung", "sareng", "and", "juga"})
_FILLERS = frozenset({
    "saya", "aku", "sy", "kami", "kita", "kula", "abdi", "yang", "yg", "sing", "nu", "nomor", "nomer", "no", "butir",
    "poin", "point", "nmr", "itu", "ini", "nya", "ya", "iya", "kak", "min", "pak", "bu", "dong", "deh", "sih", "nih",
    "lagi", "untuk", "utk", "kalau", "kalo", "klo", "baru", "cuma", "tadi", "kok", "semuanya", "syarat", "item", "ku",
    "the", "number", "is", "are", "i", "we", "my", "bisa", "juga", "masih", "hari", "alhamdulillah", "oke", "ok",
    "berkas", "dokumen", "persyaratan", "tersebut", "di", "dari", "pun", "lah", "e", "teh", "mah",
})  # fmt: skip
_ASKS = re.compile(
    r"\?|\b(?:apa|apakah|apa\s?saja|berapa|brp|gimana|gmn|bagaimana|kapan|siapa|mana|dimana|kenapa|mengapa|knp|what|"
    r"which|how|when|naon|kumaha|opo|piye|kepiye|boleh|haruskah|perlukah|bolehkah|jika|seandainya|mau|ingin|tolong)\b"
)
_ONLY_NUMBERS = re.compile(r"^[\d\s,;&+#.–—-]*(?:\b(?:dan|dn|s/?d|sampai|no|nomor|sama)\b[\d\s,;&+#.–—-]*)*$")
_SEVERAL = re.compile(r"\d\D+\d")
_STARTS, _HOLDS, _WORDS, _RESEMBLES = 4, 3, 2, 1
_ALIKE = 88.0
"""rapidfuzz partial ratio from which a phrase is an item's misspelt."""
_SHORT = 4
"""Letters up to which a phrase is not taken for a misspelling."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was understood: names of items there and not there, phrases that several items fit, and those of none."""

    ready: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unsure: tuple[tuple[str, tuple[str, ...], bool], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether any item was meant."""
        return bool(self.ready or self.missing or self.unsure)

    @property
    def sure(self) -> bool:
        """Whether all of the message was about items."""
        return self.found and not self.unknown


def may_tick(text: str, *, seen: bool) -> bool:
    """Whether a text may tick anything, by its form alone; `seen` while the list is on the screen."""
    if len(text) > _LONGEST or _ASKS.search(text.lower()):
        return False
    return bool(stretches(tokens(text))) or (seen and only_numbers(text))


def only_numbers(text: str) -> bool:
    """Whether a text is several numbers and nothing else: on a list that is seen these are there."""
    return bool(_ONLY_NUMBERS.match(text.lower().strip())) and bool(_SEVERAL.search(text))


def read_ticks(text: str, checklist: Checklist, search: Search) -> Ticks:
    """The items that a text says are there or not; the later word stands where it says both of one."""
    said = tokens(text)
    told = (Stretch(tuple(said), True),) if only_numbers(text) else stretches(said) or ()
    ticks = Ticks()
    for stretch in told:
        ticks = _with(ticks, _Reader(checklist, search, stretch.ready).read(stretch.words), stretch.ready)
    return ticks


def read_asked(text: str, checklist: Checklist, search: Search) -> tuple[str, ...]:
    """The names of the items of which a text asks whether they are there: "KTP sudah ada belum?"."""
    about = asked_of(tokens(text)) if len(text) <= _LONGEST else ()
    if not about:
        return ()
    meant = _Reader(checklist, search, ready=True).read(about)
    found = (*meant.names, *(name for _phrase, names in meant.unsure for name in names))
    return found if not meant.unknown else ()


def may_ask(text: str) -> bool:
    """Whether a text asks of something whether it is there, by its form alone."""
    return len(text) <= _LONGEST and bool(asked_of(tokens(text)))


def _with(ticks: Ticks, more: _Meant, ready: bool) -> Ticks:
    names = more.names
    there = [name for name in ticks.ready if name not in names]
    lacking = [name for name in ticks.missing if name not in names]
    return replace(
        ticks,
        ready=(*there, *names) if ready else (*there, *more.left_out),
        missing=(*lacking, *more.left_out) if ready else (*lacking, *names),
        unsure=(*ticks.unsure, *((phrase, found, ready) for phrase, found in more.unsure)),
        unknown=(*ticks.unknown, *more.unknown),
    )


@dataclass(frozen=True, slots=True)
class _Meant:
    """What words name; `left_out` is what "all but" leaves out."""

    names: tuple[str, ...] = ()
    unsure: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class _Reader:
    """Finds items by number or words; `ready` is what is said of them, which decides between two that fit."""

    def __init__(self, checklist: Checklist, search: Search, ready: bool) -> None:
        self._list = checklist
        self._search = search
        self._ready = ready

    def read(self, words: tuple[str, ...]) -> _Meant:
        """The items that some words name."""
        but = next((place for place, word in enumerate(words) if word in _BUT), None)
        if any(word in _ALL for word in words[: but if but is not None else None]):
            left_out = self.read(words[but + 1 :]) if but is not None else _Meant()
            every = tuple(item.name for item in self._list.applying if item.name not in left_out.names)
            if left_out.unsure:
                return _Meant((), left_out.unsure, left_out.unknown)
            return _Meant(every, (), left_out.unknown, left_out.names)
        found = [self._part(part) for part in _parts(words)]
        return _Meant(
            tuple(dict.fromkeys(name for each in found for name in each.names)),
            tuple(pair for each in found for pair in each.unsure),
            tuple(phrase for each in found for phrase in each.unknown),
        )

    def _part(self, part: list[str]) -> _Meant:
        words = [word for word in part if word not in _FILLERS and word not in _AND]
        if not words:
            return _Meant()
        if all(word.isdigit() or word.startswith("#") for word in words):
            return self._numbers(words)
        whole = self._phrase([word for word in part if word not in _FILLERS])
        if whole.names or whole.unsure or _AND.isdisjoint(part):
            return whole if whole.names or whole.unsure else self._marks(words) or whole
        return self._marks(words) or self._split(part)

    def _split(self, part: list[str]) -> _Meant:
        pieces: list[list[str]] = [[]]
        for word in part:
            if word in _AND:
                pieces.append([])
            else:
                pieces[-1].append(word)
        found = [self._part(piece) for piece in pieces if piece]
        return _Meant(
            tuple(name for each in found for name in each.names),
            tuple(pair for each in found for pair in each.unsure),
            tuple(phrase for each in found for phrase in each.unknown),
        )

    def _numbers(self, words: list[str]) -> _Meant:
        numbers = [number for word in words for number in _counted(word)]
        items = [(number, self._list.numbered(number)) for number in numbers]
        return _Meant(
            tuple(item.name for _number, item in items if item is not None),
            unknown=tuple(str(number) for number, item in items if item is None),
        )

    def _marks(self, words: list[str]) -> _Meant | None:
        """Items by the letters that the decree gives them."""
        marks = {item.name.rpartition("/")[2]: item.name for item in self._list.items}
        if all(len(word) == 1 and word in marks for word in words):
            return _Meant(tuple(marks[word] for word in words))
        return None

    def _phrase(self, words: list[str]) -> _Meant:
        phrase = " ".join(word.removeprefix("#") for word in words)
        if not any(character.isalpha() for character in phrase) or len(phrase) < 2:
            return _Meant(unknown=(phrase,))
        scored = [(self._fit(phrase, item), item) for item in self._list.items]
        best = max((score for score, _item in scored), default=0)
        fitting = [item for score, item in scored if score == best and score]
        fitting = [item for item in fitting if not item.skipped] or fitting
        if len(fitting) > 1:  # what is said already is not what is meant
            fitting = [item for item in fitting if item.ready is not self._ready] or fitting
        if not fitting:
            return _Meant(unknown=(phrase,))
        if len(fitting) > 1:
            return _Meant(unsure=((phrase, tuple(item.name for item in fitting)),))
        return _Meant((fitting[0].name,))

    def _fit(self, phrase: str, item: ListItem) -> int:
        text = " ".join(re.findall(r"\w+", item.text.lower()))
        if text.startswith(f"{phrase} ") or text == phrase:
            return _STARTS
        if f" {phrase} " in f" {text} ":
            return _HOLDS
        words = self._search.words(phrase)
        if words and words <= self._search.words(item.text):
            return _WORDS
        alike = len(phrase) > _SHORT and fuzz.partial_ratio(phrase, text) >= _ALIKE
        return _RESEMBLES if alike else 0


def _parts(words: tuple[str, ...]) -> Iterator[list[str]]:
    part: list[str] = []
    for word in words:
        if is_separator(word):
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _counted(word: str) -> list[int]:
    """The numbers of "3" and of "#2-6"; a range is never longer than a list can be."""
    first, _, last = word.removeprefix("#").partition("-")
    low, high = int(first[:4]), int((last or first)[:4])
    return list(range(min(low, high), min(max(low, high), min(low, high) + 200) + 1))
