"""Reads who decreed what and when: office, number, date, place, title, and the services that the decree lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.importing.dates import date_in
from knowledge.importing.letterhead import Letterhead, read_letterhead
from knowledge.importing.listed_services import listed_services
from knowledge.importing.office_names import cased, office_of
from knowledge.importing.source import Block, Line, Row

_LETTERHEAD = 25
"""Lines in which the letterhead stands."""
_DECREED_AT = re.compile(
    r"^(?:ditetapkan|dikeluarkan)\s*:?\s*di\s*:?\s*(?P<place>[A-Za-z][A-Za-z .'-]*)", re.IGNORECASE
)
_NUMBER = re.compile(r"^(?:\w{1,2}\s+)?(?:nomor|no)\b\s*[.:]*\s*(?P<number>\S.*)$", re.IGNORECASE)
_INLINE_NUMBER = re.compile(
    r"\bnomor\b\s*[.:]?\s*(?P<number>\d[\w.]*(?:\s*[/-]\s*[\w.]+)+|\d+\s+tahun\s+\d{4})", re.IGNORECASE
)
_OTHER_LAW = re.compile(
    r"undang|peraturan|lembaran|instruksi|keputusan (?:menteri|presiden|bupati|gubernur)", re.IGNORECASE
)
_HEAD_LINES = 80
"""Lines in which a decision is spoken of by its number."""
_LONGEST_NUMBER = 60
_NUMBER_SHAPE = re.compile(r"\d[\w./ -]*(?:/|\btahun\b|-)\s*[\w./ -]*[\dO]{4}|^\d+\s+tahun\s+\d{4}", re.IGNORECASE)


@dataclass
class Head:
    """What the document says of itself; None and empty where it does not."""

    office: str | None = None
    area: str | None = None
    number: str | None = None
    number_place: str | None = None
    date: dt.date | None = None
    date_place: str | None = None
    year: int | None = None
    place: str | None = None
    title: str | None = None
    letterhead: Letterhead = field(default_factory=Letterhead)
    signed_by: str | None = None
    listed: list[str] = field(default_factory=list)


def read_head(blocks: Sequence[Block]) -> Head:
    """The head of a decree, from all its lines: annexes repeat what a lost first page had."""
    lines = list(_lines(blocks))
    texts = [line.text for line in lines]
    head = Head(listed=listed_services(lines), title=_title(texts), signed_by=_signer(texts))
    head.office, head.area = office_of(texts)
    number = _number(lines)
    if number:
        head.number, head.number_place = number
    date = date_in(lines)
    if date:
        head.date, head.date_place = date
    head.place = next((cased(found["place"].strip(" .")) for text in texts if (found := _DECREED_AT.match(text))), None)
    head.year = _year(head, texts)
    head.letterhead = read_letterhead(lines[:_LETTERHEAD])
    return head


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Row):
            for cell in block.cells:
                yield from cell
        else:
            yield block


def _year(head: Head, texts: Sequence[str]) -> int | None:
    if head.date:
        return head.date.year
    years = re.findall(r"(?:19|20)\d\d", head.number or "")
    if years:
        return int(years[-1])
    told = [
        found[1] for text in texts[:40] if (found := re.search(r"\btahun\s+((?:19|20)\d\d)\s*$", text, re.IGNORECASE))
    ]
    return int(told[0]) if told else None


def _number(lines: Sequence[Line]) -> tuple[str, str] | None:
    """The first complete number on a line of its own, else in the middle of one that speaks of this decision."""
    for line in lines:
        found = _NUMBER.match(line.text.strip())
        if found and re.search(r"\btentang\b\s+\w", found["number"], re.IGNORECASE) and not line.heading:
            continue  # the number of a law that a line break cut off
        if found and (_NUMBER_SHAPE.search(found["number"]) or re.fullmatch(r"\d{1,4}", found["number"].strip())):
            number = _spelled(re.split(r"\s+(?:tentang|tanggal)\b", found["number"], flags=re.IGNORECASE)[0])
            number = re.sub(r"^[A-Za-z ]+:\s*", "", number)
            if len(number) <= _LONGEST_NUMBER and not number.startswith("/"):
                return number, line.place
    for line in lines[:_HEAD_LINES]:
        for found in _INLINE_NUMBER.finditer(line.text):
            if not _OTHER_LAW.search(line.text[: found.start()]):
                return _spelled(found["number"]), line.place
    return None


def _spelled(number: str) -> str:
    """A number without the blanks of its typist and the letters that a scan makes of figures."""
    plain = re.sub(r"(?<=\d)[Oo](?=\d)|(?<=/2)[Oo](?=\d)", "0", re.sub(r"\s*/\s*", "/", number)).strip(" .,:;)")
    return re.sub(r"\btahun\b", "Tahun", plain, flags=re.IGNORECASE)


def _title(texts: Sequence[str]) -> str | None:
    """The lines between TENTANG and the next part."""
    for position, text in enumerate(texts[:80]):
        if text.strip().rstrip(":").strip().upper() == "TENTANG":
            taken: list[str] = []
            for each in texts[position + 1 : position + 6]:
                if (
                    re.match(r"(dengan rahmat|kepala |menimbang|bupati|wali ?kota|gubernur|nomor)", each, re.IGNORECASE)
                    and taken
                ):
                    break
                taken.append(each.strip(" ,"))
            return cased(" ".join(taken)) or None
    return None


def _signer(texts: Sequence[str]) -> str | None:
    """The name above the NIP, in the first signature."""
    for position, text in enumerate(texts):
        if re.match(r"NIP\b", text.strip()):
            for above in reversed(texts[max(0, position - 4) : position]):
                if re.match(r"pembina|penata|pengatur|kepala|kota|kabupaten", above.strip(), re.IGNORECASE):
                    continue
                name = re.split(r",\s*(?=[SMD]\.? ?[A-Z])", above.strip())[0].strip(" .,")
                return name if len(name.split()) <= 6 and re.search(r"[A-Za-z]{3}", name) else None
    return None
