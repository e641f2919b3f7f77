"""What is found in whole messages, and what is left for other steps of a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml

from locales.reading.amounts import find_amounts
from locales.reading.dates import find_dates
from locales.reading.emails import find_emails
from locales.reading.found import Found, rest
from locales.reading.identity import find_nib, find_npwp
from locales.reading.numbers import find_numbers
from locales.reading.phones import find_phones
from locales.reading.times import find_times
from tests.locales.reading.tables import CASES, written

MESSAGES = yaml.safe_load((CASES / "messages.yaml").read_text("utf-8"))


def found_in(text: str, today: dt.date, prefer: Any) -> list[tuple[str, Found[Any]]]:
    """Every find with its kind, in order of place; of one place in the order of the kinds."""
    kinds: dict[str, list[Any]] = {
        "date": find_dates(text, today, prefer),
        "time": find_times(text),
        "number": find_numbers(text),
        "amount": find_amounts(text),
        "phone": find_phones(text),
        "email": find_emails(text),
        "nib": find_nib(text),
        "npwp": find_npwp(text),
    }
    return sorted(((kind, each) for kind, finds in kinds.items() for each in finds), key=lambda each: each[1].start)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"])
def test_messages(message: dict[str, Any]) -> None:
    """Each value is found once, by its kind; a phone number is no number and "12 juli" is not 12."""
    found = found_in(message["text"], message["today"], message.get("prefer", "future"))
    assert [f"{kind} {written(each)}" for kind, each in found] == message["found"]
    if "rest" in message:
        assert list(rest(message["text"], [each for _, each in found])) == message["rest"]
