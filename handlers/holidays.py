"""National holidays of Indonesia, from the `holidays` package (SKB 3 Menteri; collective leave is not counted)."""

from __future__ import annotations

import datetime as dt
from functools import cache


def holiday_name(date: dt.date) -> str | None:
    """The name of the national holiday on a date, or None."""
    return _of_year(date.year).get(date)


@cache
def _of_year(year: int) -> dict[dt.date, str]:
    import holidays

    return dict(holidays.country_holidays("ID", years=year, categories=(holidays.PUBLIC,), language="id"))
