"""Phone numbers that citizens type, as E.164 ("0812-0000-1111" is "+6281200001111"); of other countries with + only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from locales.reading.found import Found, the_one
from locales.reading.phone_grammar import SaidPhone
from locales.reading.refusals import HasLetters, NoAreaCode, NothingRead, Refused, TooLong, TooShort, UnknownCode
from locales.reading.said_dates import Between, Day
from locales.reading.said_times import Clock, ClockRange
from locales.reading.scan import scan

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_PHONE_SIGNS = re.compile(r"[0-9+().\s-]+")
_DIGITS_AND_LETTERS = re.compile(r"[0-9]{3,}[^\W\d_]|[^\W\d_][0-9]{3,}")
_OTHERS = (Clock, ClockRange, Day, Between)
_INDONESIA = 62
_MOBILE_LENGTHS = (9, 12)
_FIXED_LENGTHS = (7, 11)
"""Digits of an Indonesian number after +62; wider than the library's tables of numbers in use, which lag behind."""
_FEWEST_DIGITS = 3
"""Digits from which an answer is an attempt at a phone number: "119"."""


def find_phones(text: str) -> list[Found[str | Refused]]:
    """The phone numbers in a text; one that begins like a mobile number and cannot be one is a refusal."""
    return [
        Found(_meaning(each.value.number), each.start, each.end)
        for each in scan(text)
        if isinstance(each.value, SaidPhone)
    ]


def read_phone(text: str) -> Found[str] | Refused:
    """The phone number that answers a step."""
    whole = _whole(text)
    if isinstance(whole, Found):
        return whole
    found = find_phones(text)
    return the_one(found) if found else whole


def _whole(text: str) -> Found[str] | Refused:
    """An answer that is nothing but a number, however it is grouped."""
    typed = text.strip()
    if sum(character.isdigit() for character in typed) < _FEWEST_DIGITS:
        return NothingRead()
    if _PHONE_SIGNS.fullmatch(typed) and not any(isinstance(each.value, _OTHERS) for each in scan(text)):
        start = text.index(typed)
        read = _meaning(typed)
        return read if isinstance(read, Refused) else Found(read, start, start + len(typed))
    return HasLetters() if _DIGITS_AND_LETTERS.search(typed) else NothingRead()


def _meaning(number: str) -> str | Refused:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

    if any(character.isalpha() for character in number):
        return HasLetters()
    digits = "".join(character for character in number if character.isdigit())
    number = _international(number, digits)
    digits = "".join(character for character in number if character.isdigit())
    try:
        parsed = parse(number, "ID")
    except NumberParseException as problem:
        return _unparsed(problem.error_type, len(digits))
    refused = None
    if parsed.country_code == _INDONESIA:
        refused = _of_indonesia(digits, is_valid_number(parsed))
    elif not is_valid_number(parsed):
        refused = _foreign(parsed, digits)
    return refused or format_number(parsed, PhoneNumberFormat.E164)


def _international(number: str, digits: str) -> str:
    """ "62812..." with its +, "+62 0812..." without the zero that does not belong there, "00" as +."""
    if digits.startswith("00"):
        number, digits = "+" + digits[2:], digits[2:]
    if digits.startswith("62") and (number.strip().startswith(("+", "(+")) or len(digits) > _FIXED_LENGTHS[0] + 2):
        return "+62" + digits[2:].removeprefix("0")
    return number


def _unparsed(error: int, digits: int) -> Refused:
    from phonenumbers import NumberParseException

    if error == NumberParseException.INVALID_COUNTRY_CODE:
        return UnknownCode()
    return TooLong(digits) if error == NumberParseException.TOO_LONG else TooShort(digits)


def _of_indonesia(digits: str, valid: bool) -> Refused | None:
    """Why a number of Indonesia cannot be; one that the library knows to be in use has only to be whole."""
    national = digits.removeprefix("62") if len(digits) > _FIXED_LENGTHS[0] + 2 else digits
    national = national.removeprefix("0")
    mobile = national.startswith("8")
    fewest, most = _MOBILE_LENGTHS if mobile else _FIXED_LENGTHS
    if national == digits and not mobile and len(digits) >= fewest - 1:
        return NoAreaCode()
    if len(national) < fewest:
        return TooShort(len(digits))
    if len(national) > most:
        return TooLong(len(digits))
    return None if valid or national[0] not in "01" else UnknownCode()


def _foreign(parsed: PhoneNumber, digits: str) -> Refused | None:
    from phonenumbers import ValidationResult, is_possible_number_with_reason

    reason = is_possible_number_with_reason(parsed)
    if reason == ValidationResult.TOO_SHORT:
        return TooShort(len(digits))
    if reason == ValidationResult.TOO_LONG:
        return TooLong(len(digits))
    return None if reason == ValidationResult.IS_POSSIBLE else UnknownCode()
