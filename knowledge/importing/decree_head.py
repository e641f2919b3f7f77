"""Reads who decreed what and when: office, number, date, place, title, and the services that the decree itself lists."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.importing import marks
from knowledge.importing.component_names import named
from knowledge.importing.source import Block, Line, Row

_MONTHS = [
    ("januari", "jan"), ("februari", "pebruari", "feb"), ("maret", "mar"), ("april", "apr"), ("mei",),
    ("juni", "jun"), ("juli", "jul"), ("agustus", "agust", "ags", "agu"), ("september", "sept", "sep"),
    ("oktober", "okt"), ("november", "nopember", "nov", "nop"), ("desember", "des"),
]  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_DATE = re.compile(r"(?P<day>\d{1,2})\s*[-./ ]?\s*(?P<month>[A-Za-z]{3,9})\.?\s*[-./ ]?\s*(?P<year>(?:19|20)\d\d)")
_DIGIT_DATE = re.compile(r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>(?:19|20)\d\d)")
_DECREED_ON = re.compile(r"^(?:ditetapkan\s+)?(?:pada\s+)?tanggal\b\s*:?\s*(?P<rest>.*)$", re.IGNORECASE)
_DECREED_AT = re.compile(
    r"^(?:ditetapkan|dikeluarkan)\s*:?\s*di\s*:?\s*(?P<place>[A-Za-z][A-Za-z .'-]*)", re.IGNORECASE
)
_NUMBER = re.compile(r"^(?:\w{1,2}\s+)?(?:nomor|no)\b\s*[.:]*\s*(?P<number>\S.*)$", re.IGNORECASE)
_NUMBER_SHAPE = re.compile(r"\d[\w./ -]*(?:/|\btahun\b|-)\s*[\w./ -]*\d{4}|^\d+\s+tahun\s+\d{4}", re.IGNORECASE)
_KIND = r"(?:dinas|badan|kantor|kecamatan|kelurahan|satuan polisi pamong praja|inspektorat|sekretariat daerah|rumah sakit umum daerah|rsud|puskesmas|upt|upt\.? ?puskesmas)"
_AREA = re.compile(
    r"^(?:pemerintah\s+)?(?P<area>(?:kota|kabupaten|provinsi|daerah istimewa|daerah khusus ibukota)\s+[A-Za-z .'-]+?)\s*[,.]?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?P<office>{_KIND}\b[A-Za-z,/&()\s-]*?)\s*\b(?P<area>(?:kota|kabupaten|provinsi)\s+(?:[A-Z][A-Za-z'-]*\s?){{1,3}})",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"meliputi|ruang lingkup|jenis (?:pelayanan|layanan)|terdiri (?:dari|atas)|sebagai berikut", re.IGNORECASE
)
_FAR = 3
"""Lines without a mark after which a list has ended."""
_LAW = re.compile(r"\b(undang|peraturan|keputusan|instruksi|permen|perda|perwal|perbup)\b", re.IGNORECASE)
_LOWER = {
    "dan",
    "di",
    "ke",
    "dari",
    "pada",
    "atau",
    "untuk",
    "yang",
    "dengan",
    "serta",
    "atas",
    "dalam",
    "tentang",
    "oleh",
}
_UPPER = {"UMKM", "UKM", "PTSP", "UPT", "UPTD", "RSUD", "DKI", "UM", "KUKM", "SDM", "TK"}
PHONE = re.compile(r"(?:\(0\d{2,3}\)\s*|0\d{2,3}[-\s])\d{5,8}(?:\s*,\s*\d{5,8})*|\+62[\d\s-]{8,14}|\b08\d{8,11}\b")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WEB = re.compile(r"(?:https?://|www\.)[^\s,;)]+|\b[\w-]+(?:\.[\w-]+)*\.go\.id\b")


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
    address: str | None = None
    postcode: str | None = None
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    web: list[str] = field(default_factory=list)
    signed_by: str | None = None
    listed: list[str] = field(default_factory=list)


def read_head(blocks: Sequence[Block]) -> Head:
    """The head of a decree, from all its lines: annexes repeat what a lost first page had."""
    lines = list(_lines(blocks))
    texts = [line.text for line in lines]
    head = Head(listed=_listed(lines), title=_title(texts), signed_by=_signer(texts))
    head.office, head.area = _office(texts)
    number = _number(lines)
    if number:
        head.number, head.number_place = number
    date = _date(lines)
    if date:
        head.date, head.date_place = date
    head.place = next(
        (_cased(found["place"].strip(" .")) for text in texts if (found := _DECREED_AT.match(text))), None
    )
    head.year = _year(head, texts)
    _letterhead(head, lines[:25])
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
    """The first complete number on a line of its own; blanks around strokes are the typist's."""
    for line in lines:
        found = _NUMBER.match(line.text.strip())
        if found and re.search(r"\btentang\b\s+\w", found["number"], re.IGNORECASE):
            continue  # the number of a law that a line break cut off
        if found and (_NUMBER_SHAPE.search(found["number"]) or re.fullmatch(r"\d{1,4}", found["number"].strip())):
            number = re.split(r"\s+(?:tentang|tanggal)\b", found["number"], flags=re.IGNORECASE)[0]
            number = re.sub(r"\s*/\s*", "/", number).strip(" .,:;")
            if len(number) <= 60 and not number.startswith("/"):
                return re.sub(r"\btahun\b", "Tahun", number, flags=re.IGNORECASE), line.place
    return None


def read_date(text: str) -> dt.date | None:
    """The first date written out in a text, in words or figures."""
    for found in _DATE.finditer(text):
        month = _MONTH.get(found["month"].lower())
        if month:
            return _made(int(found["year"]), month, int(found["day"]))
    digits = _DIGIT_DATE.search(text)
    return _made(int(digits["year"]), int(digits["month"]), int(digits["day"])) if digits else None


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _date(lines: Sequence[Line]) -> tuple[dt.date, str] | None:
    for position, line in enumerate(lines):
        found = _DECREED_ON.match(line.text)
        if not found:
            both = re.search(
                r"ditetapkan\s*:?\s*di\b[^,\d]*(?:,|\btanggal\b)(?P<rest>.*\d{4}.*)", line.text, re.IGNORECASE
            )
            found = both
        if found:
            after = lines[position + 1].text if position + 1 < len(lines) and not found["rest"].strip() else ""
            date = read_date(f"{found['rest']} {after}")
            if date:
                return date, line.place
    return None


def _office(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """The office named most often together with its area; the letterhead's area where no line names both."""
    area = next(
        (
            _cased(found["area"])
            for text in texts[:30]
            if text.lower().startswith("pemerintah") and (found := _AREA.match(text))
        ),
        None,
    )
    votes: Counter[tuple[str, str]] = Counter()
    for position, text in enumerate(texts[:400]):
        wide = " ".join(texts[position : position + 4])
        for found in _WHOLE.finditer(wide):
            if found.start() > len(text):
                break
            where = (
                _cased(area or _trimmed_area(found["area"], area))
                if area and found["area"].lower().startswith(area.lower())
                else _cased(_trimmed_area(found["area"], area))
            )
            name = _cased(re.sub(r"\s+", " ", found["office"]).strip(" ,-"))
            if 1 < len(name.split()) <= 14:
                votes[name, where] += 1
    if votes:
        wanted = [pair for pair in votes if area is None or pair[1].lower() == area.lower()] or list(votes)
        name, where = max(wanted, key=lambda pair: (votes[pair], -len(pair[0])))
        return f"{name} {where}", area or where
    first = next((text for text in texts[:30] if re.match(_KIND + r"\b", text, re.IGNORECASE)), None)
    if first and area:
        return f"{_cased(first.strip(' ,.'))} {area}", area
    return (_cased(first.strip(" ,.")) if first else None), area


def _trimmed_area(area: str, known: str | None) -> str:
    words = area.split()
    kept = [words[0]]
    for word in words[1:]:
        if word.lower() in {
            "tahun",
            "nomor",
            "tentang",
            "pada",
            "dan",
            "yang",
            "standar",
            "dengan",
            "selaku",
            "sebagai",
        }:
            break
        kept.append(word.strip(".,"))
    return known if known and " ".join(kept).lower().startswith(known.lower()) else " ".join(kept)


def _cased(text: str) -> str:
    """A name in capitals as it is written in running text."""
    words = []
    for position, word in enumerate(text.split()):
        bare = re.sub(r"\W", "", word)
        if bare.upper() in _UPPER:
            words.append(word.upper())
        elif bare.lower() in _LOWER and position:
            words.append(word.lower())
        elif bare.isupper() or bare.islower():
            words.append(re.sub(r"[A-Za-z]+", lambda found: found[0].capitalize(), word))
        else:
            words.append(word)
    return " ".join(words)


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
            return _cased(" ".join(taken)) or None
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


def _listed(lines: Sequence[Line]) -> list[str]:
    """The services that the decree says it covers: the first list after such words whose items are no laws."""
    best: list[str] = []
    for position, line in enumerate(lines):
        if _names_component(line.text):
            break
        if not _LISTS.search(line.text):
            continue
        names: list[str] = []
        misses = 0
        for each in lines[position + 1 : position + 60]:
            if _names_component(each.text):
                break
            found = marks.leading(each.text)
            text = each.text[found[1] :] if found else each.text if each.mark else ""
            if text and not _LAW.search(text) and len(text) < 110 and named(text) is None:
                names.append(text.strip(" ;.,"))
                misses = 0
            else:
                misses += 1
                if (
                    misses > _FAR
                    or (not names and misses > 1)
                    or re.match(r"(ke\w+|menetapkan|ditetapkan)\b", each.text, re.IGNORECASE)
                ):
                    break
        if len(names) > len(best) and re.search(r"pelayanan|layanan", line.text, re.IGNORECASE):
            best = names
    return best if len(best) > 1 else []


def _names_component(text: str) -> bool:
    """Whether a line is the heading of a component: there the services themselves begin."""
    found = marks.leading(text)
    name = named((text[found[1] :] if found else text).rstrip(" :"))
    return name is not None and name.component in {"persyaratan", "prosedur", "dasar-hukum"} and name.score > 95


def _letterhead(head: Head, lines: Sequence[Line]) -> None:
    for line in lines:
        text = line.text
        if re.match(r"(menimbang|mengingat|memutuskan)", text, re.IGNORECASE):
            break
        if head.address is None and re.match(r"(jalan|jl\b|jln\b|alamat)", text, re.IGNORECASE):
            head.address = re.split(
                r"\s*\b(?:telp|telepon|tlp|fax|faks|email|pos-el|kode pos|laman)\b", text, flags=re.IGNORECASE
            )[0].strip(" .,;")
        if head.address is not None or re.search(r"telp|telepon|fax|email", text, re.IGNORECASE):
            _contacts(head, text)


def _contacts(head: Head, text: str) -> None:
    parts = re.split(r"(?i)(?<=\W)(?=(?:fax|faks|faximile|faksimile)\b)", f" {text}", maxsplit=1)
    for position, part in enumerate(parts):
        both = re.search(r"telepon\s*/\s*fa|telp\.?\s*/\s*fa", part, re.IGNORECASE)
        found = [each.strip() for each in PHONE.findall(part)]
        if position == 0 or both:
            head.phones += [each for each in found if each not in head.phones]
        if position == 1 or both:
            head.faxes += [each for each in found if each not in head.faxes]
    head.emails += [each for each in EMAIL.findall(text) if each not in head.emails]
    head.web += [each.rstrip(".") for each in WEB.findall(EMAIL.sub("", text)) if each.rstrip(".") not in head.web]
    postcode = re.search(r"(?<!\d)(\d{5})(?!\d)(?!-)", text)
    if head.postcode is None and postcode:
        head.postcode = postcode[1]
