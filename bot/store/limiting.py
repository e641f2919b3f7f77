"""Rate limits that all replicas count together, one row a key; written on PostgreSQL alone, by its clock."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from bot.store.schema import rate_limits
from bot.store.unit import Unit


def use(unit: Unit, key: str, seconds_each: float, burst: float) -> float:
    """Counts one use of a key; returns 0, or the seconds to wait when it is one too many (which is not counted).

    A use takes `seconds_each`, and a key may be `burst` uses ahead of the time.
    """
    each = dt.timedelta(seconds=seconds_each)
    values = {"key": key, "each": each, "ahead": each * burst}
    if unit.connection.execute(_USE, values).first() is not None:
        return 0.0
    taken_until, now = unit.connection.execute(_LOOK, values).one()
    wait: dt.timedelta = taken_until + each - each * burst - now
    return max(0.001, wait.total_seconds())


_EACH = sa.bindparam("each", type_=sa.Interval)
_AHEAD = sa.bindparam("ahead", type_=sa.Interval)
_NOW = sa.func.clock_timestamp(type_=sa.DateTime(timezone=True))
_INSERT = postgresql.insert(rate_limits).values(key=sa.bindparam("key"), taken_until=_NOW + _EACH)
_TAKEN_UNTIL = sa.func.greatest(rate_limits.c.taken_until, _NOW) + _EACH
_USE = _INSERT.on_conflict_do_update(
    index_elements=[rate_limits.c.key],
    set_={"taken_until": _TAKEN_UNTIL},
    where=_TAKEN_UNTIL <= _NOW + _AHEAD,
).returning(rate_limits.c.key)
_LOOK = sa.select(rate_limits.c.taken_until, _NOW).where(rate_limits.c.key == sa.bindparam("key"))
