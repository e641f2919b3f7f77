"""The grammar of numbers as forms get them: guessed, ranged, counted or in rupiah ("sekitar 40-an", "Rp2-3 juta")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from locales.reading import number_words as words
from locales.reading.counters import COUNTERS
from locales.reading.figures import Value, spaced
from locales.reading.joiners import added, joined, opened
from locales.reading.number_grammar import said_again, value
from locales.reading.refusals import Ambiguous, EndsBeforeStart, Negative, Refused, Vague
from locales.reading.spelled import spelled
from locales.reading.standing import ends_alone, is_label, stands_alone
from locales.reading.tokens import Line, Parsed

_ABOUT = spelled(
    {
        True: "sekitar sktr sekitaran kira_-_kira kira2 kira_2 kira_kira kurang_lebih krg_lbh krng_lbh kurleb "
        "± ~ hampir kisaran kisarannya around about roughly lebih_dari lebih_dr kurang_dari kurang_luwih"
    }
)
_CURRENCY = spelled({True: "rp rp_. idr"})
_RUPIAH = spelled({True: "rupiah rupiahnya perak rph"})


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """A number or range as said; `problem` where the words are a number but not one that can be."""

    low: Decimal
    high: Decimal
    about: bool = False
    unit: str = ""
    rupiah: bool = False
    scaled: bool = False
    problem: Refused | None = None


def number(line: Line, at: int, asked: bool) -> Parsed[SaidNumber]:
    """A number phrase; asked for a number, also a figure that would be a label or a code inside a sentence."""
    if found := _many(line, at) or _people(line, at):
        return found
    about = line.phrase(at, _ABOUT)
    start = about[1] if about else at
    first_at = opened(line, start)
    first = _end(line, first_at, asked)
    if first is None:
        return None
    low, after, money = first
    after = said_again(line, after, low.number)
    after, round_low = _rounded(line, after)
    second = _second(line, after, low, money, first_at != start)
    if second is None and first_at != start:
        return None  # "dari 40" opens no range: the number is read from where it stands
    low, high, after = second or (low, low, after)
    after, round_high = _rounded(line, after)
    money = money or low.coin
    after, rupiah = _money_tail(line, after, money)
    return _counted(line, low, high, after, about is not None or round_low or round_high, money or rupiah)


def _end(line: Line, at: int, asked: bool) -> tuple[Value, int, bool] | None:
    """One number with its currency sign: the value, the token after it, and whether it is money."""
    currency = line.phrase(at, _CURRENCY)
    at, money = (currency[1], True) if currency else (at, False)
    minus = at + 1 if money and line.word(at) == "-" else _minus(line, at, asked)
    # Thousands may be spaced only where no other number can stand beside them.
    thousands = spaced(line, minus or at) if asked or money else None
    found = thousands or value(line, minus or at, money)
    if found is None:
        return None
    if not (ends_alone(line, found[1]) if money else stands_alone(line, minus or at, found[1])):
        return None
    if not asked and not money and (is_label(line, at) or _is_padded(line, at)):
        return None
    read = Value(-found[0].number, found[0].scale) if minus else found[0]
    return read, found[1], money


def _is_padded(line: Line, at: int) -> bool:
    """Whether a zero in front makes a figure a code."""
    return len(line.digits(at)) > 1 and line.digits(at).startswith("0")


def _minus(line: Line, at: int, trusted: bool) -> int | None:
    """The token after a minus sign; a dash between words or figures is none."""
    if line.word(at) in {"minus", "negatif"}:
        return at + 1
    if line.word(at) not in {"-", "−"} or not line.glued(at + 1):
        return None
    return at + 1 if at == 0 or (trusted and not line.glued(at)) else None


def _second(line: Line, at: int, low: Value, money: bool, between: bool) -> tuple[Value, Value, int] | None:
    """The other end of a range, with the first, to which "2-3 juta" gives its scale."""
    to = joined(line, at)
    to = added(line, at) if between and to == at else to
    if to == at or is_label(line, to):
        return None
    found = _end(line, to, asked=money or line.word(at) == "-")
    if found is None:
        return None
    high, after, _ = found
    if low.scale == 1 and high.scale > 1 and low.number < high.number / high.scale:
        low = Value(low.number * high.scale, high.scale)
    if high.number <= low.number and line.glued(to):
        return None  # "30-25" is no range but a code or a list
    return low, high, after


def _rounded(line: Line, at: int) -> tuple[int, bool]:
    """ "40-an", "40an", "empat puluhan"."""
    dash = at + 1 if line.word(at) == "-" and line.glued(at) else at
    if line.word(dash) == "an" and line.glued(dash):
        return dash + 1, True
    return at, False


def _money_tail(line: Line, at: int, money: bool) -> tuple[int, bool]:
    """The ",-" after an amount and the word rupiah."""
    if money and line.word(at) == "," and line.glued(at) and line.word(at + 1) == "-":
        at += 2
    found = line.phrase(at, _RUPIAH)
    return (found[1], True) if found else (at, False)


def _counted(line: Line, low: Value, high: Value, after: int, about: bool, money: bool) -> Parsed[SaidNumber]:
    unit = None if money else _unit(line, after)
    if low.scale == 1 and unit is None and line.word(after - 1) in words.PARTS:
        return None  # "setengah" alone is no count
    name, after = unit or ("", after)
    scaled = high.scale > 1
    return SaidNumber(low.number, high.number, about, name, money, scaled, _problem(low, high)), after


def _problem(low: Value, high: Value) -> Refused | None:
    if low.number < 0:
        return Negative(low.number)
    if high.number < low.number:
        return EndsBeforeStart(low.number, high.number)
    for end in (low, high):
        if end.other:
            return Ambiguous((end.other, end.number))
    return None


def _many(line: Line, at: int) -> Parsed[SaidNumber]:
    """ "puluhan", "ratusan orang": a number without a count."""
    word = line.word(at)
    times = word in words.TEN_TIMES or word in words.HUNDRED_TIMES or word in words.TEEN or word in words.SCALES
    if not times or line.word(at + 1) != "an" or not line.glued(at + 1):
        return None
    name, after = _unit(line, at + 2) or ("", at + 2)
    return SaidNumber(Decimal(0), Decimal(0), unit=name, problem=Vague("many")), after


def _people(line: Line, at: int) -> Parsed[SaidNumber]:
    """ "kami berdua", "berenam", "ber-25": a number of people."""
    if line.word(at) == "ber":
        start = at + 1 + (line.word(at + 1) == "-")
        count = value(line, start) if line.digits(start) else None
    else:
        together = words.PEOPLE.get(line.word(at))
        count = (Value(Decimal(together)), at + 1) if together else None
    return (SaidNumber(count[0].number, count[0].number, unit="orang"), count[1]) if count else None


def _unit(line: Line, at: int) -> Parsed[str]:
    """What is counted. "40 jam 9" is 40 at nine o'clock, "2 jam 30 menit" is a stretch of time."""
    found = line.phrase(at, COUNTERS)
    if found and found[0] == "jam" and (minutes := value(line, found[1])):
        named = line.phrase(minutes[1], COUNTERS)
        return found if named and named[0] == "menit" else None
    return found
