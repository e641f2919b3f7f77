"""The words by which people say that something is there or not yet, and the stretches of a text that they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_READY = frozenset({
    "sudah", "sdh", "udah", "udh", "dah", "uda", "telah", "siap", "ada", "punya", "lengkap", "beres", "selesai",
    "komplit", "centang", "tandai", "ceklis", "wis", "wes", "sampun", "atos", "parantos", "geus", "enggeus", "aya",
    "ono", "ana", "wonten", "duwe", "gaduh", "done", "have", "ready", "tick", "check", "✅", "✓", "✔", "☑",
})  # fmt: skip
_YET = frozenset({
    "belum", "blm", "blum", "belom", "blom", "durung", "dereng", "acan", "encan", "teuacan", "kurang", "tinggal",
    "missing", "untick", "uncheck", "❌", "✗",
})  # fmt: skip
_NOT = frozenset(
    {"tidak", "tdk", "gak", "ga", "gk", "nggak", "ngga", "enggak", "ndak", "ora", "mboten", "teu", "no", "not"}
)
_TURNED = frozenset({"ada", "punya", "siap", "lengkap", "jadi", "beres", "ono", "ana", "aya", "have", "ready", "yet"})
"""What "tidak" before them makes something not there."""
_OFF = frozenset({"hapus", "batal", "batalkan", "copot", "lepas"})
"""What makes "centang" its contrary."""
_TAILS = frozenset({"ya", "yah", "y", "sih", "kak", "min", "pak", "bu", "yo", "nya"})
"""What may end a question and asks nothing."""
_TOKEN = re.compile(r"#[\d-]+|[^\W\d_]+|\d+|[,;\n+&]|[✅✓✔☑❌✗]")
_RANGE = re.compile(
    r"(\d+)\s*(?:[-–—]|s\s?/\s?d|sd|sampai(?:\s+dengan)?|sampe|hingga|nepi ka|tekan|to)\s*(?:no\.?\s*)?(\d+)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that say one thing of a list's items: that they are there (True), or not yet (False)."""

    words: tuple[str, ...]
    ready: bool


def tokens(text: str) -> list[str]:
    """The words, numbers and separators of a text; "2 s/d 6" is one number, "#2-6"."""
    return _TOKEN.findall(_RANGE.sub(r"#\1-\2", text.lower()))


def stretches(said: list[str]) -> tuple[Stretch, ...] | None:
    """What is said to be there and what not; None where no word says either, or it is asked ("sudah ada belum")."""
    runs = _runs(said)
    if not runs or any(_asks(said[first:after]) for first, after, _ready in runs) or asked_of(said):
        return None
    before = said[: runs[0][0]]
    return tuple(_leading(said, runs) if not _words(before) else _trailing(said, runs))


def asked_of(said: list[str]) -> tuple[str, ...]:
    """What is asked about in "KTP sudah ada belum": the words around; nothing where nothing is asked so."""
    runs = _runs(said)
    if len(runs) == 1 and _asks(said[runs[0][0] : runs[0][1]]):
        first, after, _ready = runs[0]
        return (*said[:first], *said[after:])
    if len(runs) == 2:
        (first, after, ready), (last, end, also) = runs
        between = said[after:last]
        if not first and ready and not also and _TAILS.issuperset(said[end:]) and not any(map(is_separator, between)):
            return tuple(between)
    return ()


def is_separator(token: str) -> bool:
    """Whether a token sets words apart."""
    return token in {",", ";", "\n", "+", "&", "tapi", "tetapi", "sedangkan", "terus", "lalu"}


def _runs(said: list[str]) -> list[tuple[int, int, bool]]:
    """The stretches of words that say "there" or "not yet": first, after, and which."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(said):
        first, ready = at, None
        while at < len(said) and (step := _state(said, at)) is not None:
            ready = step[0] if ready is None else ready and step[0]
            at += step[1]
        if ready is None:
            at += 1
        else:
            runs.append((first, at, ready))
    return runs


def _state(said: list[str], at: int) -> tuple[bool, int] | None:
    """What the words from a place on say, and how many they are."""
    word, after = said[at], said[at + 1] if at + 1 < len(said) else ""
    if (word in _NOT and after in _TURNED) or (word in _OFF and after in {"centang", "tanda"}):
        return False, 2
    if word == "teu" and after == "acan":
        return False, 2
    if word in _YET:
        return False, 1
    return (True, 1) if word in _READY else None


def _asks(run: list[str]) -> bool:
    """ "sudah ada belum?" asks; "belum ada" tells."""
    return len(run) > 1 and run[-1] in _YET and run[0] in _READY


def _words(said: list[str]) -> list[str]:
    return [token for token in said if not is_separator(token)]


def _trailing(said: list[str], runs: list[tuple[int, int, bool]]) -> list[Stretch]:
    """ "KTP sudah ada, NPWP belum": what is said stands before its word, or after it where nothing does."""
    found = []
    at = 0
    for place, (first, after, ready) in enumerate(runs):
        words, at = said[at:first], after
        if not _words(words):
            end = runs[place + 1][0] if place + 1 < len(runs) else len(said)
            words, at = said[after:end], end
        found.append(Stretch(tuple(words), ready))
    if _words(said[at:]) and found:  # "KTP sudah ada, NPWP"; without a comma it is part of what was said before
        found[-1] = Stretch((*found[-1].words, *said[at:]), found[-1].ready)
    return found


def _leading(said: list[str], runs: list[tuple[int, int, bool]]) -> list[Stretch]:
    """ "sudah ada KTP dan NIB, belum NPWP": what is said stands after its word.

    Where nothing follows a later word, it takes the part before it: "sudah ada 2-6, 7 belum".
    """
    ends = [*(first for first, _after, _ready in runs[1:]), len(said)]
    found: list[Stretch] = []
    for (_first, after, ready), end in zip(runs, ends, strict=True):
        words = said[after:end]
        if not _words(words) and found:
            held = list(found[-1].words)
            cut = max((place for place, token in enumerate(held) if is_separator(token)), default=-1)
            found[-1] = Stretch(tuple(held[: max(cut, 0)]), found[-1].ready)
            words = held[cut + 1 :]
        found.append(Stretch(tuple(words), ready))
    return found
