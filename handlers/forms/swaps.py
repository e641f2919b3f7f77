"""One thing said in the place of another: "bukan 3 tapi 4 minggu", "yang bener 4 minggu", "Melati -> Mawar"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

_LEADS = re.compile(
    r"^(?:\W*\b(?:eh|oh|ups|oops|aduh|maaf|sori|sorry|wah|hmm|hm|tunggu|bentar|sebentar|ternyata|tolong|mohon|minta|"
    r"coba|mau|saya mau|aku mau|ingin|pengen|min|kak|pak|bu|dong)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"^\W*(?:yang )?(?:salah(?:\s+(?:ketik|tulis|ngetik))?|keliru|typo|ralat|koreksi)\b\s*[,:.]?\s*", re.IGNORECASE
)
_RIGHT = (
    r"(?:yang|yg|sing|nu)\s+(?:bener|benar|betul|leres)(?:nya)?|(?:it\s+)?should\s+be|(?:se)?harusnya|kudune|kuduna|mestinya|semestinya|"
    r"maksud(?:nya|ku|\s+saya)|maksud|bener(?:nya|e)|benarnya"
)
_INTO = r"(?:di)?(?:ganti|ubah|rubah)(?:\s+(?:jadi|menjadi|ke|dengan|dg))?|menjadi|jadi|dadi|->|=>|→"
_NOT = r"bukan(?:nya)?|bkn|dudu|sanes|not"
_END = r"[\s.!]*$"
_SWAPS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"^(?:.*?\b)?(?:{_NOT})\s+(?P<old>.+?)\s*,?\s*\b(?:tapi|tetapi|melainkan|ning|{_RIGHT})\b\s*(?P<new>.+?){_END}",
        rf"^(?:(?:{_RIGHT})\s*(?:itu|adalah|:)?\s+)?(?P<new>.+?)\s*,?\s*\b(?:{_NOT})\s+(?P<old>.+?){_END}",
        rf"^(?P<old>.+?)\s*,?\s*\b(?:salah|keliru)\b\s*,?\s*(?:{_RIGHT})\s*(?:itu|adalah|:)?\s+(?P<new>.+?){_END}",
        rf"^(?P<old>.+?)\s*,?\s*\b(?:{_RIGHT})\b\s*(?:itu|adalah|:)?\s+(?P<new>.+?){_END}",
        rf"^(?:(?:ganti|ubah|rubah)\s+)?(?P<old>.+?)\s*(?:\b|(?<=\s))(?:{_INTO})\s+(?P<new>.+?){_END}",
        rf"^(?:.*?[,.]\s*)?(?:{_RIGHT})\s*(?:itu|adalah|:)?\s+(?P<new>.+?){_END}",
        rf"^(?P<new>.+?)\s+(?:maksud(?:nya|ku|\s+saya)){_END}",
    )
)
_ALIKE = 70.0
"""rapidfuzz ratio from which what was said in the place of an answer is that answer put right."""
_LONGEST = 60
"""Characters of an answer that is put right whole; in longer ones only words are."""


@dataclass(frozen=True, slots=True)
class Swap:
    """What should stand instead, and in the place of what, where that was said."""

    new: str
    old: str = ""


def swaps(text: str) -> tuple[Swap, ...]:
    """Every way to read a text as one thing in the place of another, the plainest first."""
    said, wrong = stripped(text)
    found = [Swap(_clean(each["new"]), _clean(each.groupdict().get("old") or "")) for each in _matches(said)]
    if wrong and not found:
        found.append(Swap(_clean(said)))
    return tuple(each for each in found if each.new)


def stripped(text: str) -> tuple[str, bool]:
    """A text without words of courtesy before it, and whether it begins by saying that something is wrong."""
    said = _LEADS.sub("", text.strip())
    without = _WRONG.sub("", said)
    wrong = without != said and bool(without)
    return (_LEADS.sub("", without) if wrong else said), wrong


def put_right(value: str, swap: Swap) -> str | None:
    """An answer in free words with the swap made in it; None where it does not hold what is put right."""
    return _counted(value, swap) or _replaced(value, swap.old, swap.new) or _whole(value, swap)


def _matches(said: str) -> list[re.Match[str]]:
    return [found for found in (pattern.match(said) for pattern in _SWAPS) if found is not None]


def _clean(said: str) -> str:
    return re.sub(r"\s+(?:ya|aja|saja|deh|dong|kak|min|ding)$", "", said.strip(" ,.!“”\"'")).strip(" ,")


def _counted(value: str, swap: Swap) -> str | None:
    """A number may stand for what it counts: "4 minggu" for the 3 in "3 minggu", and 4 for "3 minggu"."""
    first, _, counted = swap.new.partition(" ")
    number, _, of = swap.old.partition(" ")
    if first.isdecimal() and not counted and number.isdecimal() and of:
        return _replaced(value, swap.old, f"{first} {of}")
    if not first.isdecimal() or not counted:
        return None
    figure = re.escape(number) if number.isdecimal() else r"\d+"
    return _once(rf"\b{figure}\s+{re.escape(counted)}\b", swap.new, value)


def _replaced(value: str, old: str, new: str) -> str | None:
    return _once(rf"(?<!\w){re.escape(old)}(?!\w)", new, value) if old else None


def _once(pattern: str, new: str, value: str) -> str | None:
    if len(re.findall(pattern, value, re.IGNORECASE)) != 1:
        return None
    return re.sub(pattern, lambda _: new, value, flags=re.IGNORECASE)


def _whole(value: str, swap: Swap) -> str | None:
    """A short answer that the new one is alike, or holds: "Yanti Kusuma" for "Yanti"."""
    if swap.old or len(value) > _LONGEST or len(swap.new) > _LONGEST:
        return None
    new, old = swap.new.lower().split(), value.lower().split()
    alike = fuzz.ratio(" ".join(new), " ".join(old)) >= _ALIKE
    return swap.new if alike or set(old) <= set(new) or (len(new) > 1 and set(new) <= set(old)) else None
