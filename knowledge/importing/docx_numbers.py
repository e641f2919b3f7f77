"""The labels that Word shows before numbered paragraphs: it stores only the rule, so they are counted here again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.importing.labels import letters, roman

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "-"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what its label looks like; `indent` in twips."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered paragraph: the label shown, its level from 0, the list it belongs to and the indent of its level."""

    mark: str | None
    level: int
    number: str
    indent: int | None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document, paragraph by paragraph, as Word does."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles = {str(style.get(f"{W}styleId")): style for style in _all(styles, "style")}
        self._abstract = {str(one.get(f"{W}abstractNumId")): one for one in _all(numbering, "abstractNum")}
        self._lists = {str(num.get(f"{W}numId")): self._list(num) for num in _all(numbering, "num")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def next(self, properties: _Element | None) -> Numbered | None:
        """The label of the next paragraph, whose properties (w:pPr) these are; None where it is not numbered."""
        number, level = self._asked(properties)
        found = self._lists.get(number or "0")
        if number is None or found is None or level not in found.levels:
            return None
        self._count(number, found, level)
        return Numbered(self._label(found, level), level, number, found.levels[level].indent)

    def styles_of(self, properties: _Element | None) -> Iterator[_Element]:
        """The style of a paragraph and those that it is based on, nearest first."""
        style, seen = _value(properties, "pStyle"), set[str]()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = _value(self._styles[style], "basedOn")

    def _asked(self, properties: _Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or those of its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        number, level = _value(own, "numId"), _value(own, "ilvl")
        if number is not None:
            return (None if number == "0" else number), _whole(level, 0)
        for style in self.styles_of(properties):
            numbered = style.find(f"{W}pPr/{W}numPr")
            number = _value(numbered, "numId")
            if number == "0":
                return None, 0
            if number is not None:
                level = level or _value(numbered, "ilvl") or self._level_of(number, str(style.get(f"{W}styleId")))
                return number, _whole(level, 0)
        return None, 0

    def _level_of(self, number: str, style: str) -> str | None:
        """The level that names the style itself: how headings are numbered."""
        found = self._lists.get(number)
        abstract = self._abstract.get(found.abstract) if found else None
        for level in _all(abstract, "lvl"):
            if _value(level, "pStyle") == style:
                return str(level.get(f"{W}ilvl"))
        return None

    def _list(self, num: _Element) -> _List:
        abstract = _value(num, "abstractNumId") or ""
        abstract = self._linked(abstract)
        levels = {_level(one): _rule(one) for one in _all(self._abstract.get(abstract), "lvl")}
        starts: dict[int, int] = {}
        for override in _all(num, "lvlOverride"):
            level = _level(override)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[level] = _rule(own)
            start = _value(override, "startOverride")
            if start is not None:
                starts[level] = _whole(start, 1)
        return _List(abstract, levels, starts)

    def _linked(self, abstract: str) -> str:
        """The list behind one that only points to a list style."""
        link = _value(self._abstract.get(abstract), "numStyleLink")
        if link is None:
            return abstract
        for identity, one in self._abstract.items():
            if _value(one, "styleLink") == link:
                return identity
        return abstract

    def _count(self, number: str, found: _List, level: int) -> None:
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for restarted in found.starts:
                counts[restarted] = None
        for above in range(level):
            if counts[above] is None and above in found.levels:
                counts[above] = self._start(found, above)
        last = counts[level]
        counts[level] = self._start(found, level) if last is None else last + 1
        for below in range(level + 1, _LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart > 0 and level < restart):
                counts[below] = None

    @staticmethod
    def _start(found: _List, level: int) -> int:
        return found.starts.get(level, found.levels[level].start)

    def _label(self, found: _List, level: int) -> str | None:
        rule, counts = found.levels[level], self._counts[found.abstract]
        if rule.form == "bullet":
            return BULLET

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            form = found.levels[at].form if at in found.levels else "decimal"
            return formatted(counts[at] or 0, "decimal" if rule.legal and form != "none" else form)

        return _PLACE.sub(shown, rule.text).strip() or None


def formatted(count: int, form: str) -> str:
    """A count in one of Word's number formats."""
    if form in {"lowerLetter", "upperLetter"}:
        # Word goes on after z with aa, bb, cc.
        text = letters((count - 1) % 26 + 1) * ((count - 1) // 26 + 1) if count > 0 else ""
        return text.upper() if form == "upperLetter" else text
    if form in {"lowerRoman", "upperRoman"}:
        return roman(count).upper() if form == "upperRoman" else roman(count)
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form == "none" else str(count)


def _all(parent: _Element | None, name: str) -> list[_Element]:
    return [] if parent is None else list(parent.iterchildren(f"{W}{name}"))


def _value(parent: _Element | None, name: str) -> str | None:
    child = None if parent is None else parent.find(f"{W}{name}")
    value = None if child is None else child.get(f"{W}val")
    return None if value is None else str(value)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isdecimal() else otherwise


def _level(element: _Element) -> int:
    return min(_whole(element.get(f"{W}ilvl"), 0), _LEVELS - 1)


def _rule(level: _Element) -> Level:
    restart = _value(level, "lvlRestart")
    legal = level.find(f"{W}isLgl")
    return Level(
        start=_whole(_value(level, "start"), 0 if level.find(f"{W}start") is None else 1),
        form=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
        restart=_whole(restart, 0) if restart is not None else None,
        legal=legal is not None and legal.get(f"{W}val") not in {"0", "false"},
        indent=indent_of(level.find(f"{W}pPr")),
    )


def indent_of(properties: _Element | None) -> int | None:
    """The left edge of a paragraph in twips, None where these properties do not say."""
    found = None if properties is None else properties.find(f"{W}ind")
    if found is None:
        return None
    left = found.get(f"{W}start") or found.get(f"{W}left")
    return int(left) if left is not None and left.lstrip("-").isdecimal() else None
