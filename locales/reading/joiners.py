"""The words between the ends of a range, and the words of guessing, in every spelling of the chat."""

from __future__ import annotations

from locales.reading.spelled import spelled
from locales.reading.tokens import Line

_TO = spelled(
    {
        "to": "- – — ~ s_/_d s_/_d_. s_._d_. s_._d sd s_d sampai sampe smp smpe smpai sampek ampe sampai_dengan "
        "sampai_pada sampai_ke hingga nepi_ka dugi_ka dugi nganti tekan tumeka to till until through selesai"
    }
)
_FROM = spelled({"from": "dari dr mulai mulai_dari sejak antara from between saka wiwit ti"})
_AND = spelled({"and": "dan dn & and lan jeung sareng kalawan"})


def joined(line: Line, at: int) -> int:
    """The token after a word or sign that joins the ends of a range ("sampai", "s.d.", "-"); the same token if none."""
    return line.skip(at, _TO)


def opened(line: Line, at: int) -> int:
    """The token after a word that opens a range ("dari"); the same token if none."""
    return line.skip(at, _FROM)


def added(line: Line, at: int) -> int:
    """The token after an "and"; the same token if none."""
    return line.skip(at, _AND)
