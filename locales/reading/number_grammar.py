"""The grammar of one number in figures and words: "2,5 juta", "seratus dua puluh lima", "1 juta 500 ribu"."""

from __future__ import annotations

from decimal import Decimal

from locales.reading import number_words as words
from locales.reading.figures import Value, figure, slashed
from locales.reading.tokens import Line, Parsed


def value(line: Line, at: int, money: bool = False) -> Parsed[Value]:
    """A whole number phrase; after a currency sign ("money") the short scales may be small letters."""
    if coin := words.COINS.get(line.word(at)):
        return Value(coin, coin, coin=True), at + 1
    first = _term(line, at, money)
    if first is None:
        return None
    read, after = first
    total, smallest, other = read.number, read.scale, read.other
    while smallest > 1 and (further := _term(line, after, money)):
        term, next_after = further
        if term.scale >= smallest or term.number >= smallest or (term.scale == 1 and line.digits(after)):
            break
        other = total + term.number * smallest / 1000 if _leaves_out_thousand(term, smallest) else None
        total, smallest, after = total + term.number, term.scale, next_after
    return Value(total, read.scale, other), after


def _leaves_out_thousand(term: Value, scale: Decimal) -> bool:
    """Whether hundreds right after a million may be thousands of it: "sejuta dua ratus" is mostly 1.200.000."""
    return scale > 1000 and term.scale == 1 and term.number >= 100 and term.number % 100 == 0


def said_again(line: Line, at: int, number: Decimal | int) -> int:
    """The token after the same number in brackets, as letters write it: "40 (empat puluh) orang"."""
    again = value(line, at + 1) if line.word(at) == "(" else None
    return again[1] + 1 if again and again[0].number == number and line.word(again[1]) == ")" else at


def below_hundred(line: Line, at: int) -> Parsed[int]:
    """A number word from 0 to 99, or one or two digits."""
    if digits := line.digits(at):
        return (int(digits), at + 1) if len(digits) <= 2 else None
    return _small_words(line, at)


def thing_count(line: Line, at: int) -> Parsed[int]:
    """A whole number below a hundred thousand as one counts days: "3", "rong", "sepuluh", "seratus dua puluh"."""
    if (bound := words.BOUND.get(line.word(at))) and not _times(line.word(at + 1)):
        return bound, at + 1
    found = value(line, at)
    if found is None or found[0].number % 1 or found[0].number >= 100_000:
        return None
    return int(found[0].number), found[1]


def _term(line: Line, at: int, money: bool) -> Parsed[Value]:
    """One coefficient with its scale: "2,5 juta", "seribu", "dua setengah juta", "3 lusin"."""
    word = line.word(at)
    if scale := words.ONE_SCALES.get(word):
        return Value(scale, scale), at + 1
    if dozen := words.ONE_DOZENS.get(word):
        return Value(Decimal(dozen)), at + 1
    found = _coefficient(line, at)
    if found is None:
        return None
    read, after = found
    if (part := line.phrase(after, words.PARTS)) and (scaled := _scale(line, part[1], money)):
        return Value((read.number + part[0]) * scaled[0], scaled[0]), scaled[1]
    if scaled := _scale(line, after, money):
        return Value(read.number * scaled[0], scaled[0]), scaled[1]
    if times := words.DOZENS.get(line.word(after)):
        return Value(read.number * times), after + 1
    return read, after


def _coefficient(line: Line, at: int) -> Parsed[Value]:
    for rule in (slashed, figure) if line.digits(at) else (_part, _hundreds):
        if found := rule(line, at):
            return found
    return None


def _hundreds(line: Line, at: int) -> Parsed[Value]:
    """A number word from 0 to 999."""
    word = line.word(at)
    hundreds, after = 0, at
    if word in words.HUNDRED:
        hundreds, after = 100, at + 1
    elif line.word(at + 1) in words.HUNDRED_TIMES and (count := _unit(word)):
        hundreds, after = count * 100, at + 2
    small = _small_words(line, after)
    if small and line.word(small[1]) not in words.HUNDRED_TIMES:
        return Value(Decimal(hundreds + small[0])), small[1]
    if hundreds:
        return Value(Decimal(hundreds)), after
    if (bound := words.BOUND.get(word)) and line.word(at + 1) in words.SCALES:
        return Value(Decimal(bound)), at + 1
    return None


def _small_words(line: Line, at: int) -> Parsed[int]:
    word, times = line.word(at), line.word(at + 1)
    if word in words.FIXED:
        return words.FIXED[word], at + 1
    if word in words.TENS:
        return _with_unit(line, words.TENS[word], at + 1)
    unit = _unit(word)
    if unit and times in words.TEEN:
        return unit + 10, at + 2
    if unit and times in words.TEN_TIMES:
        return _with_unit(line, unit * 10, at + 2)
    return (words.UNITS[word], at + 1) if word in words.UNITS else None


def _with_unit(line: Line, tens: int, at: int) -> tuple[int, int]:
    """Tens with the unit after them ("dua puluh" "lima", "twenty-five")."""
    at = at + 1 if line.word(at) == "-" and line.glued(at) and line.word(at + 1) in words.UNITS else at
    unit = words.UNITS.get(line.word(at))
    return (tens + unit, at + 1) if unit and not _times(line.word(at + 1)) else (tens, at)


def _unit(word: str) -> int:
    return words.UNITS.get(word) or words.BOUND.get(word) or 0


def _times(word: str) -> bool:
    return word in words.TEEN or word in words.TEN_TIMES or word in words.HUNDRED_TIMES


def _part(line: Line, at: int) -> Parsed[Value]:
    found = line.phrase(at, words.PARTS)
    return (Value(found[0]), found[1]) if found else None


def _scale(line: Line, at: int, money: bool) -> Parsed[Decimal]:
    word = line.word(at)
    if scale := words.SCALES.get(word):
        return scale, at + 1
    short = words.SHORT_SCALES.get(word)
    if short and (money or (word == "k" and line.glued(at)) or (word != "k" and line.is_capital(at))):
        return short, at + 1
    return None
