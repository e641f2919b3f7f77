"""How long things take, where the decree says it twice and differently, unclearly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.decree_file import ComponentId
from knowledge.lint.durations import Duration, durations
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Component, Subject, components, texts
from knowledge.lint.wording import plain, shortened

_SETTLING = re.compile(
    r"\b(?:waktu|selesai|diselesaikan|penyelesaian|diterbitkan|diproses|proses|selambat|maksimal"
    r"|paling lama|paling lambat)",
    re.IGNORECASE,
)
_ELSEWHERE: tuple[ComponentId, ...] = ("prosedur", "produk", "jaminan-pelayanan")
_FILLER = re.compile(r"\b(?:selambat\s*lambatnya|paling (?:lama|lambat)|maksimal|dalam waktu)\b")


def find(subject: Subject) -> Iterator[Trace]:
    """Limits of services and of complaints."""
    found = list(components(subject))
    for component in found:
        if component.id == "jangka-waktu" and component.part.items:
            yield from _own_limit(component)
        if component.id in _ELSEWHERE:
            yield from _against(component, found)
    yield from _complaints(subject, found)


def _own_limit(component: Component) -> Iterator[Trace]:
    said = [(text, list(durations(text.text))) for text in texts(component)]
    if not any(each for _, each in said):
        yield Trace(
            "jangka waktu",
            "periksa",
            (*component.location, "items"),
            "jangka waktu tidak memuat lama penyelesaian",
            "cocokkan dengan naskah sumber; bila memang demikian, catat dalam notes komponen ini",
            words=shortened("; ".join(text.text for text, _ in said)),
            told_by=re.compile(r"lama|jam operasional|tidak (?:menyebut|diberi)", re.IGNORECASE),
        )
    for text, limits in said:
        unclear = next((each for each in limits if each.unit == "hari"), None)
        if unclear is not None:
            yield Trace(
                "hari kerja",
                "catatan",
                text.location,
                f"“{unclear.words}” tidak menyebut hari kerja atau hari kalender",
                "tanyakan kantor, agar warga dapat menghitung harinya",
                words=shortened(text.text),
                told_by=re.compile(r"hari (?:kerja|kalender)", re.IGNORECASE),
            )


def _against(component: Component, found: list[Component]) -> Iterator[Trace]:
    """A limit told in the procedure that the service's own limit does not have."""
    own = next((each for each in found if each.service is component.service and each.id == "jangka-waktu"), None)
    limits = [each for text in texts(own) for each in durations(text.text)] if own is not None else []
    known = {(each.unit.removesuffix(" kerja"), amount) for each in limits for amount in (each.amount, each.upto)}
    if not known:
        return
    longest = max(limits, key=_minutes)
    for text in texts(component):
        if not _SETTLING.search(text.text):
            continue
        for each in durations(text.text):
            apart = (each.unit.removesuffix(" kerja"), each.upto) not in known and _minutes(each) > _minutes(longest)
            if apart:
                yield Trace(
                    "batas berbeda",
                    "periksa",
                    text.location,
                    f"menyebut {each.words}, sedangkan jangka waktunya {longest.words}",
                    "cocokkan dengan naskah sumber; warga perlu satu angka",
                    words=shortened(text.text),
                    told_by=re.compile(re.escape(each.words), re.IGNORECASE),
                )


def _complaints(subject: Subject, found: list[Component]) -> Iterator[Trace]:
    """One kind of complaint with different limits in two services, or other than in `complaint.classes`."""
    first: dict[str, tuple[Duration, str]] = {
        plain(each.name): (
            Duration(each.amount, each.amount, each.unit, f"{each.amount} {each.unit}"),
            "complaint.classes",
        )
        for each in subject.file.complaint.classes
    }
    for component in found:
        if component.id != "pengaduan":
            continue
        for text in texts(component):
            told = next(durations(text.text), None)
            if told is None:
                continue
            kind = _kind(text.text, told)
            limit, where = first.setdefault(kind, (told, f"layanan {component.service.name}"))
            if limit.plain != told.plain:
                yield Trace(
                    "batas berbeda",
                    "perbaiki",
                    text.location,
                    f"batas pengaduan {told.words}, sedangkan {where} menulis {limit.words}",
                    "cocokkan dengan naskah sumber; catat dalam note bila tercetak berbeda",
                    words=shortened(text.text),
                    told_by=re.compile(rf"{re.escape(told.words)}|batas.*berbeda", re.IGNORECASE),
                )


def _kind(text: str, told: Duration) -> str:
    """What a limit is about: the text without the duration and the words around it."""
    return re.sub(r"\s+", " ", _FILLER.sub("", plain(text.replace(told.words, "")))).strip()


def _minutes(each: Duration) -> int:
    sizes = {"menit": 1, "jam": 60, "hari": 1440, "hari kerja": 1440, "minggu": 10080, "bulan": 43200, "tahun": 525600}
    return each.upto * sizes[each.unit]
