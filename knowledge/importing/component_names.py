"""Recognises the names of the 14 components, in the spellings that decrees use and that scans make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from rapidfuzz import fuzz, process

_CLOSE = 86.0
"""Least ratio of a long name: one misread letter in seven."""
_SAME = 92.0
"""Least ratio of a word that stands alone: short words are close to many."""
_LONGEST = 220
"""Letters of the longest name, spelled out as the regulation has it."""
_BRACKET = re.compile(r"\s*\([^()]*\)\s*[:.]?\s*$")
"""What a heading may say of itself in brackets: (wajib), (lanjutan)."""
_LEGAL = re.compile(r"\s+(?:yang memberikan|dalam bentuk|untuk memberikan|yang dilaksanakan)\b.*$", re.IGNORECASE)
"""How Permenpan RB 15/2014 goes on from the short names of the guarantees."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A component named at the start of a text: how surely (0 to 100), by a short word or not, where the name ends."""

    component: str
    score: float
    short: bool
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Names:
    names: dict[str, str]
    short: dict[str, str]
    others: frozenset[str]


def folded(text: str) -> str:
    """A text in lower case words, other signs as blanks."""
    return " ".join(_WORD.findall(text.lower()))


@lru_cache(maxsize=1 << 14)
def named(text: str) -> Named | None:
    """The component whose name a whole text is, or None."""
    words = folded(text)
    if not words or len(words) > _LONGEST:
        return None
    known = _names()
    exact = known.names.get(words)
    if exact:
        return Named(exact, 100, short=False, end=len(text), name=words)
    exact = known.short.get(words)
    if exact:
        return Named(exact, 100, short=True, end=len(text), name=words)
    if _best(words, known.others):
        return None
    found = _closest(words, known)
    if found:
        return Named(found[0], found[1], short=found[2], end=len(text), name=found[3])
    bare = _LEGAL.sub("", _BRACKET.sub("", text))
    return named(bare) if bare != text else None


@lru_cache(maxsize=1 << 14)
def named_first(text: str) -> Named | None:
    """The component named by the first words of a text; the longest name wins. None where it begins otherwise."""
    spans = [found.span() for found in _WORD.finditer(text[:120])]
    known = _names()
    best: Named | None = None
    for count in range(min(len(spans), 9), 0, -1):
        end = spans[count - 1][1]
        words = folded(text[:end])
        if words not in known.names and _best(words, known.others):
            return None
        if words in known.names:
            return Named(known.names[words], 100, short=False, end=end)
        if words in known.short and best is None:
            best = Named(known.short[words], 100, short=True, end=end)
        found = _closest(words, known) if count > 1 or len(words) > 7 else None
        if found and (best is None or (best.short and not found[2]) or found[1] > best.score):
            best = Named(found[0], found[1], short=found[2], end=end)
    return best


def wrapped_name(text: str, below: str) -> tuple[Named, str, str] | None:
    """A long name begun in one line and ended in the next, as columns read across do, and the rest of both lines."""
    upper = [found.span() for found in _WORD.finditer(text[:90])]
    lower = [found.span() for found in _WORD.finditer(below[:60])]
    best: tuple[float, int, int, str] | None = None
    for name, component in _names().names.items():
        words = name.split()
        if len(words) < 3:
            continue
        for count in range(2, len(words)):
            rest = len(words) - count
            if count > len(upper) or rest > len(lower):
                continue
            above = folded(text[: upper[count - 1][1]])
            under = folded(below[: lower[rest - 1][1]])
            if (
                fuzz.ratio(above, " ".join(words[:count])) >= _SAME
                and fuzz.ratio(under, " ".join(words[count:])) >= _SAME
            ):
                candidate = (len(name), count, rest, component)
                best = max(best, candidate) if best else candidate
    if best is None:
        return None
    _, count, rest, component = best
    if len(upper) == count and len(lower) == rest:
        return None  # the whole of both lines is the name: no columns
    return (
        Named(component, 95, short=False, end=upper[count - 1][1]),
        text[upper[count - 1][1] :].strip(" |,:"),
        below[lower[rest - 1][1] :].strip(" |:"),
    )


def _closest(words: str, known: _Names) -> tuple[str, float, bool, str] | None:
    found = process.extractOne(words, list(known.names), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    if found and found[0].count(" ") != words.count(" ") and found[1] < _SAME:
        found = None  # another word is no misread letter
    glued = words.replace(" ", "")
    if found is None and len(glued) > 9:
        tight = {name.replace(" ", ""): name for name in known.names if name.count(" ") > words.count(" ")}
        close = process.extractOne(glued, list(tight), scorer=fuzz.ratio, score_cutoff=_CLOSE + 2)
        found = (tight[close[0]], close[1], 0) if close else None
    if found:
        return known.names[found[0]], found[1], False, found[0]
    if len(words) > 6:
        alone = process.extractOne(words, list(known.short), scorer=fuzz.ratio, score_cutoff=_SAME - 6)
        if alone:
            return known.short[alone[0]], alone[1], True, alone[0]
    return None


def _best(words: str, others: frozenset[str]) -> bool:
    return process.extractOne(words, list(others), scorer=fuzz.ratio, score_cutoff=90) is not None


def names() -> list[str]:
    """Every name and short word for a component, folded."""
    known = _names()
    return [*known.names, *known.short, *known.others]


@cache
def _names() -> _Names:
    text = (files("knowledge") / "importing" / "component_names.yaml").read_text("utf-8")
    table: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return _Names(
        {name: component for component, spelled in table.items() for name in spelled["names"]},
        {name: component for component, spelled in table.items() for name in spelled["short"]},
        frozenset(name for spelled in table.values() for name in spelled.get("others", ())),
    )
