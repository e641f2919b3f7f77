"""Which days a period has, by the calendar of its office, and how bars are drawn."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.desk.charts import bars, columns
from bot.desk.periods import period_of

JAYAPURA = ZoneInfo("Asia/Jayapura")
LATE = dt.datetime(2026, 11, 18, 15, 30, tzinfo=dt.UTC)
"""Half past midnight of the 19th in Papua, still the 18th in Jakarta."""


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({"period": "today"}, "2026-11-19", "2026-11-19"),
        ({"period": "week"}, "2026-11-13", "2026-11-19"),
        ({}, "2026-10-21", "2026-11-19"),
        ({"period": "bukan"}, "2026-10-21", "2026-11-19"),
        ({"period": "month"}, "2026-11-01", "2026-11-19"),
        ({"period": "own", "from": "2026-03-01", "to": "2026-03-31"}, "2026-03-01", "2026-03-31"),
        ({"period": "own", "from": "2026-03-31", "to": "2026-03-01"}, "2026-03-01", "2026-03-31"),
        ({"period": "own", "from": "0001-01-01", "to": "9999-12-31"}, "2024-11-19", "2026-11-19"),
        ({"period": "own", "from": "31/3", "to": ""}, "2026-10-21", "2026-11-19"),
    ],
)
def test_days_by_the_offices_own_calendar(query: dict[str, str], first: str, last: str) -> None:
    """Whole days, from midnight to midnight where the office is; what cannot be shown is said."""
    period = period_of(query, LATE, JAYAPURA)
    assert (str(period.first), str(period.last)) == (first, last)
    assert period.begin == dt.datetime.combine(period.first, dt.time(), JAYAPURA)
    assert period.end - period.begin == dt.timedelta(days=(period.last - period.first).days + 1)
    assert bool(period.remark) == (query.get("from") in {"0001-01-01", "31/3"})
    again = dict(part.split("=") for part in period.query.split("&"))
    assert period_of(again, LATE, JAYAPURA).first == period.first


@pytest.mark.parametrize(("most", "top"), [(0, 1), (1, 1), (3, 5), (7, 10), (11, 20), (200, 200), (201, 500)])
def test_columns_stand_on_the_axis_and_end_below_a_round_figure(most: int, top: int) -> None:
    """The highest reaches it only where it is that figure."""
    drawn = columns([most, 0], ["00", "01"], 1)
    assert drawn.top == top
    highest, none = drawn.columns
    assert highest.y + highest.height == pytest.approx(drawn.base)
    assert highest.y >= drawn.top_y
    assert none.height == 0


def test_bars_are_as_long_as_their_counts() -> None:
    """The longest first, of the same length by name."""
    found = bars([("b", 2), ("a", 2), ("c", 4)])
    assert [(bar.name, bar.part) for bar in found] == [("c", 100), ("a", 50), ("b", 50)]
    assert bars([]) == ()
