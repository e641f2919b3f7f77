"""Grammar of list marks: "1.", "a)", "(iv)", "-"; and finding them where a document runs its items together."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "-–—•●▪■□✓✔✗*·◦‣➢►→⁃∙❖§"

_MARK = re.compile(
    rf"\s*(?:(?P<open>\()?(?P<label>\d{{1,2}}|[A-Za-z]|[ivxIVX]{{2,5}})(?P<close>[.)])(?!\d)(?:\s+|(?=[A-Z(\"]))"
    rf"|(?P<bullet>[{re.escape(BULLETS)}]+|[oe«](?=\s+[A-Z0-9(]))\s*)(?=\S)"
)
_DOTTED = re.compile(r"\s*(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\S)")
_INSIDE = re.compile(
    r"(?:(?<=\s)|(?<=[;:]))(?P<open>\()?(?P<label>\d{1,2}|[A-Za-z]|[ivxIVX]{2,5})(?P<close>[.)])(?!\d)(?:\s+|(?=[A-Z]))(?=\S)"
)
_GLUED = re.compile(r"(?<=[a-z).;,])(?P<label>[a-z]|\d{1,2})(?P<close>[.)])\s+(?=[A-Z])")
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark: its label ("3", "c", "iv", "-"), the style that its siblings share, its place among them from 1."""

    label: str
    style: str
    order: int

    @property
    def is_bullet(self) -> bool:
        """Whether the mark counts nothing."""
        return self.order == 0


@dataclass(frozen=True, slots=True)
class Found:
    """A mark in a text: where it begins and where the words after it begin."""

    mark: Mark
    start: int
    end: int


def readings(label: str, close: str) -> list[Mark]:
    """What a label may count: "i" is a roman one or the ninth letter."""
    marks = []
    if label.isdigit():
        marks.append(Mark(label, f"1{close}", int(label)))
    else:
        lower = label.lower()
        case = "A" if label.isupper() else "a"
        if len(label) == 1:
            marks.append(Mark(label, f"{case}{close}", ord(lower) - ord("a") + 1))
        if lower in _ROMANS:
            marks.append(Mark(label, f"{'I' if label.isupper() else 'i'}{close}", _ROMANS.index(lower) + 1))
    return marks


def leading(text: str) -> tuple[list[Mark], int] | None:
    """The readings of the mark that a text begins with and where its words begin, or None."""
    dotted = _DOTTED.match(text)
    if dotted:
        depth = dotted["label"].count(".")
        last = int(dotted["label"].rsplit(".", 1)[1])
        return [Mark(dotted["label"], f"1{'.1' * depth}", last)], dotted.end()
    found = _MARK.match(text)
    if found is None:
        return None
    if found["bullet"]:
        after = leading(text[found.end() :])
        if after and not after[0][0].is_bullet:
            return after[0], found.end() + after[1]  # "- a. data": the dash is the typesetter's
        sign = found["bullet"][0]
        sign = "•" if sign.isalpha() else sign
        return [Mark(sign, sign, 0)], found.end()
    marks = readings(found["label"], f"{found['open'] or ''}{found['close']}")
    return (marks, found.end()) if marks else None


def inside(text: str, start: int) -> list[tuple[list[Mark], int, int]]:
    """Whatever looks like a mark within a text after `start`: its readings, where it begins, where it ends."""
    found = [
        (readings(each["label"], f"{each['open'] or ''}{each['close']}"), each.start(), each.end())
        for each in _INSIDE.finditer(text, start)
    ]
    found += [
        (readings(each["label"], each["close"]), each.start(), each.end()) for each in _GLUED.finditer(text, start)
    ]
    return sorted((each for each in found if each[0]), key=lambda each: each[1])


def after_mark(text: str) -> int:
    """Where the words of a text begin behind its mark; 0 without one."""
    found = leading(text)
    return found[1] if found else 0


def number_before(text: str) -> int | None:
    """The number that a text begins with."""
    found = re.match(r"\s*\(?(\d{1,2})", text)
    return int(found[1]) if found else None
