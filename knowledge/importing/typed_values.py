"""Reads the typed values that stand in items: how long, how much, how many officers; each points at its item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.decree_file import ItemPart, ValuePart, ValueUnit

_DURATION = re.compile(
    r"(?<![\d.,])(?P<amount>\d{1,3})(?:\s*(?:-|–|s\.?d\.?|sampai(?: dengan)?)\s*(?P<upto>\d{1,3}))?\s*(?:\([^)]*\)\s*)?"
    r"(?P<unit>menit|jam|hari\s+kerja|hari|bulan|tahun)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\bgratis\b|tidak\s+(?:di)?pungut|tanpa\s+(?:di)?pungut|tanpa\s+biaya|tidak\s+ada\s+biaya|rp\.?\s*0(?![\d.,]*[1-9])|\bnihil\b",
    re.IGNORECASE,
)
_RUPIAH = re.compile(r"Rp\.?\s*(?P<amount>\d{1,3}(?:\.\d{3})*|\d+)(?:,\d{2}|,-)?(?!\d)", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?<!\d)(?P<amount>\d{1,3})(?:\s*[-–]\s*(?P<upto>\d{1,3}))?\s*(?:\([^)]*\)\s*)?(?:orang|petugas|pegawai|personi?e?l)\b",
    re.IGNORECASE,
)


def values_of(component: str, items: Sequence[ItemPart]) -> list[ValuePart]:
    """The values of one component; components without typed values give none."""
    reader = _READERS.get(component)
    if reader is None:
        return []
    return [value for text, path in _texts(items) for value in reader(text, path)]


def _texts(items: Sequence[ItemPart], prefix: str = "", *, pointed: bool = True) -> Iterator[tuple[str, str | None]]:
    """Every text with the path of its marks, or None where a mark on the way is missing or stands twice."""
    marks = [item.mark for item in items]
    for item in items:
        own = pointed and item.mark is not None and marks.count(item.mark) == 1
        path = f"{prefix}{item.mark}" if own else None
        yield item.text, path
        yield from _texts(item.items, f"{path}." if path else "", pointed=own)


def _durations(text: str, path: str | None) -> Iterator[ValuePart]:
    for found in _DURATION.finditer(text):
        unit: ValueUnit = " ".join(found["unit"].lower().split())  # type: ignore[assignment]
        upto = int(found["upto"]) if found["upto"] else None
        yield ValuePart(kind="duration", amount=int(found["amount"]), upto=upto, unit=unit, item=path)


def _fees(text: str, path: str | None) -> Iterator[ValuePart]:
    found = list(_RUPIAH.finditer(text))
    if _FREE.search(text) and not any(int(each["amount"].replace(".", "")) for each in found):
        yield ValuePart(kind="fee", amount=0, unit="rupiah", item=path)
        return
    for each in found:
        yield ValuePart(kind="fee", amount=int(each["amount"].replace(".", "")), unit="rupiah", item=path)


def _officers(text: str, path: str | None) -> Iterator[ValuePart]:
    for found in _PEOPLE.finditer(text):
        upto = int(found["upto"]) if found["upto"] else None
        yield ValuePart(kind="officers", amount=int(found["amount"]), upto=upto, unit="orang", item=path)


def _limits(text: str, path: str | None) -> Iterator[ValuePart]:
    """The time within which a class of complaint is settled."""
    if re.match(r"pengaduan\b", text, re.IGNORECASE):
        label = re.split(r"[,:(]|\b(?:selambat|paling|diselesaikan|maksimal)", text, maxsplit=1)[0].strip().lower()
        for value in _durations(text, path):
            yield value.model_copy(update={"label": label or None})


def _demands(text: str, path: str | None) -> Iterator[ValuePart]:
    """Stamp duty, capital, members and years that requirements ask for."""
    for found in re.finditer(r"(?:bermet|met)e?rai[^.;]{0,20}?Rp\.?\s*(?P<amount>[\d.]+\d)", text, re.IGNORECASE):
        yield ValuePart(kind="stamp_duty", amount=_rupiah(found["amount"]), unit="rupiah", item=path)
    for found in re.finditer(
        r"modal[^.;]{0,60}?(?:paling sedikit|minimal|sekurang-kurangnya)\s+Rp\.?\s*(?P<amount>[\d.]+\d)",
        text,
        re.IGNORECASE,
    ):
        yield ValuePart(kind="minimum_capital", amount=_rupiah(found["amount"]), unit="rupiah", item=path)
    for found in re.finditer(
        r"(?:anggota|pendiri)[^.;]{0,30}?(?:paling sedikit|minimal)\s+(?P<amount>\d{1,4})\b[^.;]{0,20}orang",
        text,
        re.IGNORECASE,
    ):
        yield ValuePart(kind="minimum_members", amount=int(found["amount"]), unit="orang", item=path)


def _rupiah(text: str) -> int:
    return int(text.replace(".", ""))


def _surveys(text: str, path: str | None) -> Iterator[ValuePart]:
    found = re.search(
        r"(?P<amount>\d{1,2})\s*(?:\([^)]*\)\s*)?kali\s+(?:dalam\s+|per\s+)?(?:1\s*(?:\(satu\)\s*)?)?(?:setahun|tahun)",
        text,
        re.IGNORECASE,
    )
    if found and re.search(r"survei|survey|skm|evaluasi", text, re.IGNORECASE):
        yield ValuePart(kind="surveys_per_year", amount=int(found["amount"]), unit="kali", item=path)


_READERS: dict[str, Callable[[str, str | None], Iterator[ValuePart]]] = {
    "persyaratan": _demands,
    "jangka-waktu": _durations,
    "biaya": _fees,
    "pengaduan": _limits,
    "jumlah-pelaksana": _officers,
    "evaluasi": _surveys,
}
