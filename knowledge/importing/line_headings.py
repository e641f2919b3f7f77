"""Recognises headings of components outside tables: alone in a line, over several lines, or before their content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.importing import marks
from knowledge.importing.component_names import Named, folded, named, named_first, wrapped_name
from knowledge.importing.row_headings import begins_content
from knowledge.importing.source import Line
from knowledge.importing.token import CERTAIN, LIKELY, POSSIBLE, Token

NAME_LINES = 4
"""Lines that the name of a component takes in a narrow column."""
_EXACT = 100
_PART = 84
"""Least likeness of a part of a name."""
_SURE = 95
"""Least likeness of a name that further words of a heading follow."""
_NAME_LENGTH = 60
"""Characters of a line that is part of a name."""
JUNK = re.compile(
    r"^(?:\d{1,2}[.,)']{0,2}\s+|[A-Za-z]{1,3}[.,]\s+|[A-Za-z]{1,2}\d?[.,]?\s+|\d{1,2}[.,)]+){1,2}(?=[A-Z])"
)
"""Stray signs and misread numbers that a scan puts before a heading."""


class LineHeadings:
    """Finds headings among the lines of a document: `noisy` if it is a scan, `in_rows` if tables head components."""

    def __init__(self, *, noisy: bool, in_rows: bool) -> None:
        self._noisy = noisy
        self._in_rows = in_rows

    def heading_of(self, line: Line, follows: Sequence[Line]) -> tuple[Token, str, int] | None:
        """The heading that a line is, the content in the same line, and how many lines it takes; None if it is none."""
        text = line.text
        start = marks.after_mark(text)
        number = marks.number_before(text[:start]) or (marks.number_before(line.mark) if line.mark else None)
        bare = re.match(r"\d{1,2}\s+(?=[A-Z])", text) if not start else None
        if bare and named_first(text[bare.end() :]):
            start, number = bare.end(), int(text[: bare.end()])
        if self._noisy and not start:
            junk = JUNK.match(text)
            start = junk.end() if junk else 0
        body = text[start:]
        if body[:1].islower() and not start and line.mark is None:
            return None
        alone = named(body.rstrip(" :.|"))
        beside = self._noisy or (bool(start) and " : " in body)
        wrapped = wrapped_name(body, follows[0].text) if follows and beside and " : " in body else None
        if wrapped:
            return self._token(line, wrapped[0], LIKELY, number), f"{wrapped[1]} {wrapped[2]}".strip(), 2
        if _content_beside(body, alone):
            begun = self._begun(line, body, number, marked=True)
            if begun:
                return begun
        whole = _over_lines(body, alone, follows)
        if whole:
            return self._token(line, whole[0], CERTAIN, number), "", whole[1]
        if alone:
            emphatic = (
                bool(start) or line.mark is not None or line.heading or body.rstrip().endswith(":") or body.isupper()
            )
            sure = CERTAIN if not alone.short else LIKELY if emphatic else POSSIBLE
            return self._token(line, alone, sure, number), "", 1
        wrapped = wrapped_name(body, follows[0].text) if follows and beside else None
        if wrapped:
            name, rest, rest_below = wrapped
            return self._token(line, name, LIKELY, number), f"{rest} {rest_below}".strip(), 2
        return self._begun(line, body, number, marked=bool(start) or line.mark is not None)

    def _begun(self, line: Line, body: str, number: int | None, *, marked: bool) -> tuple[Token, str, int] | None:
        """A heading with its content in the same line."""
        found = named_first(body)
        if found is None:
            return None
        bracket = re.match(r"\s*\([^()]{1,40}\)", body[found.end :])
        rest = body[found.end + (bracket.end() if bracket else 0) :]
        colon = re.match(r"[\s)]*[:=]\s*(?=\S)", rest)
        if line.heading and not colon and found.end > len(body) / 2 and not found.short and found.score > _SURE:
            return self._token(line, found, CERTAIN, number), "", 1
        if colon:
            sure = LIKELY if not found.short or marked or line.heading else POSSIBLE
            return self._token(line, found, sure, number), rest[colon.end() :].strip(), 1
        if self._in_rows or not rest.startswith((" ", "|")):
            return None
        if not begins_content(rest) or not (self._noisy or marked):
            return None
        if not found.short:
            return self._token(line, found, LIKELY if self._noisy else POSSIBLE, number), rest.strip(" |{}[]'‘’~*"), 1
        if marked and self._noisy:
            return self._token(line, found, POSSIBLE, number), rest.strip(" |{}[]'‘’~*"), 1
        return None

    def _token(self, line: Line, found: Named, sure: int, number: int | None) -> Token:
        if self._in_rows and (found.score < 95 or found.short):
            sure = min(sure, POSSIBLE)
        return Token("heading", line, found.component, sure, found.score, number=number)


def _over_lines(body: str, alone: Named | None, follows: Sequence[Line]) -> tuple[Named, int] | None:
    """The name that a line and the next ones make together, and how many lines it takes."""
    best: tuple[Named, int] | None = None
    text = body
    for count, follow in enumerate(follows, start=2):
        if max(len(text), len(follow.text)) > _NAME_LENGTH or follow.flow or _stands_alone(follow):
            break
        text = f"{text} {follow.text}"
        both = named(text.rstrip(" :"))
        if (
            both
            and not both.short
            and _made_of(both.name, body, text)
            and _completes(best[0] if best else alone, both, follow.text)
        ):
            best = both, count
    return best


def _made_of(name: str, first: str, whole: str) -> bool:
    """Whether a first line is the beginning of a name and the lines after it the rest: none adds words of its own."""
    begin, all_words = folded(first), folded(whole)
    rest = all_words[len(begin) :].strip()
    near = fuzz.ratio(begin, name[: len(begin)]) >= _PART and fuzz.ratio(rest, name[-len(rest) :]) >= _PART
    return bool(rest) and near and bool(re.search(r"[A-Za-z]{3}", first))


def _content_beside(body: str, alone: Named | None) -> bool:
    """Whether a line that is like a name holds the exact name and content: after a colon, or with figures in it."""
    before, colon, after = body.partition(":")
    if colon and after.strip():
        whole = named(before)
        return whole is not None and whole.score == _EXACT
    first = named_first(body)
    exact = first is not None and first.score == _EXACT and not first.short
    return exact and alone is not None and alone.score < _EXACT and bool(re.search(r"\d", body))


def _stands_alone(line: Line) -> bool:
    """Whether a line begins something: an item, or the full name of a component."""
    whole = named(line.text.rstrip(" :"))
    return (
        line.mark is not None
        or marks.leading(line.text) is not None
        or (whole is not None and not whole.short and whole.score == _EXACT)
    )


def _completes(alone: Named | None, both: Named, follow: str) -> bool:
    """Whether a second line ends a name that the first begins."""
    below = named(follow)
    if alone is None or both.score > alone.score + 1:
        return below is None or below.component == both.component
    return both.component == alone.component and both.score >= alone.score and len(follow.split()) <= 3
