"""Dates, numbers and money as people write them in each language."""

from __future__ import annotations

import datetime as dt

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_INDONESIA = 62
"""Country code (ITU-T E.164)."""


def long_date(date: dt.date, language: str) -> str:
    """A date in words, such as "31 Agustus 2023"."""
    if language == "id":  # most turns: no need to load Babel's locale data
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
    from babel.dates import format_date

    return format_date(date, "d MMMM y", locale=language)


def long_moment(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment by the clock of a zone, in Indonesian: "18 November 2026 09.30"."""
    local = moment.astimezone(zone)
    return f"{long_date(local.date(), 'id')} {local:%H.%M}"


def weekday_name(weekday: int, language: str) -> str:
    """The name of a weekday (0 is Monday)."""
    from babel.dates import get_day_names

    return str(get_day_names("wide", locale=language)[weekday]).capitalize()


def whole_number(number: int, language: str) -> str:
    """A whole number with its thousands parted: "2.500.000", in English "2,500,000"."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", ".")


def rupiah(amount: int, language: str) -> str:
    """A sum of money: "Rp2.500.000.000"."""
    return f"Rp{whole_number(amount, language)}"


def phone_text(contact: str) -> str:
    """A telephone number as people write it at home ("0812-0000-1111"); an e-mail address stays as it is."""
    if not contact.startswith("+"):
        return contact
    import phonenumbers

    number = phonenumbers.parse(contact)
    at_home = number.country_code == _INDONESIA
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
