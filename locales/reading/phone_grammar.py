"""Where phone numbers stand in a text, by their beginning and their length; whether one exists is not asked here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from locales.reading.spelled import word_set
from locales.reading.tokens import Line, Parsed

_CHAT_LINK = re.compile(r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?[0-9]{8,15}(?![0-9])")
_CHAT_WORDS = word_set("http https wa api")
_BEFORE = word_set("wa hp no telp tlp tel telepon kontak cp whatsapp")
"""Words that people write onto a phone number."""
_AFTER = word_set("wa ya yaa yah a an aja nih dong hp atas sama ini")
_SIGNS = frozenset("-.()")
_FEWEST, _ENOUGH, _MOST = 8, 9, 13
"""Digits with the leading zero: of the shortest number, from which one is whole, and of the longest."""
_PLAIN_LENGTHS = range(10, 13)
"""Digits of a mobile number written without its zero ("81200001111"); thirteen are a NIB."""
_SHORT_MOBILE = 5
"""Digits from which "08..." is a phone number that lacks some."""
_FIRST_GROUP, _GROUP = 5, 3
"""Digits of the first of several groups at most ("+62 812", "0812", "021"), and of a later group at least."""


@dataclass(frozen=True, slots=True)
class SaidPhone:
    """A phone number as typed, with letters where letters hang on to it."""

    number: str


def said_phone(line: Line, at: int, figure: bool) -> Parsed[SaidPhone]:
    """A phone number of Indonesia or, with +, of another country; where a figure was asked, none that lacks 0 or +."""
    if line.word(at) in _CHAT_WORDS and (link := line.match(_CHAT_LINK, at)):
        return SaidPhone("+" + re.sub(r"^.*?\+?(?=[0-9]+$)", "", link[0][0])), link[1]
    start = at
    while line.word(start) in {"+", "("} and start < at + 3:
        start += 1
    digits, plus = line.digits(start), "+" in {line.word(at), line.word(start - 1 if start > at else at)}
    if not digits or not (plus or _begins(digits, figure)) or _hangs_on(line, at):
        return None
    after, count = _groups(line, start, plus)
    if digits.startswith("08") and line.glued(after) and line.word(after).isalpha() and line.word(after) not in _AFTER:
        return _with_letters(line, at, after) if len(digits) > 2 else None
    short = digits.startswith("08") and len(digits) >= _SHORT_MOBILE
    if count < (_SHORT_MOBILE if short else _FEWEST) or (
        digits.startswith("62") and not plus and count < _PLAIN_LENGTHS[0]
    ):
        return None
    return SaidPhone(_typed(line, at, after)), after


def _begins(digits: str, figure: bool) -> bool:
    if digits.startswith("0"):
        return len(digits) > 2 and digits[1] not in "01"
    if digits.startswith("62"):
        return len(digits) <= _FIRST_GROUP or len(digits) >= _PLAIN_LENGTHS[0]
    return not figure and digits.startswith("8") and digits[1:2] != "0" and len(digits) in _PLAIN_LENGTHS


def _groups(line: Line, at: int, plus: bool) -> tuple[int, int]:
    """The token after the last group that belongs to the number, and the digits up to there."""
    count, after = len(line.digits(at)), at + 1
    size = count
    if count > _FIRST_GROUP:
        return after, count
    while True:
        following = after
        while line.word(following) in _SIGNS and following < after + 2:
            following += 1
        digits = line.digits(following)
        pair = len(digits) == 2 and (size == 2 or plus)
        if not digits or count + len(digits) > _MOST + 2 * plus or not (len(digits) >= _GROUP or pair):
            return after, count
        if line.word(following + 1).isalpha() and count >= _ENOUGH and not line.glued(following):
            return after, count  # "0812 000 1111 120 orang": the count of something else
        count, size, after = count + len(digits), len(digits), following + 1


def _with_letters(line: Line, at: int, after: int) -> Parsed[SaidPhone]:
    while line.glued(after) and line.word(after).isalnum():
        after += 1
    return SaidPhone(_typed(line, at, after)), after


def _typed(line: Line, at: int, after: int) -> str:
    return line.text[line.tokens[at].start : line.tokens[after - 1].end]


def _hangs_on(line: Line, at: int) -> bool:
    before = line.word(at - 1)
    return line.glued(at) and (
        before in {".", "_"} or before[-1:].isdigit() or (before.isalpha() and before not in _BEFORE)
    )
