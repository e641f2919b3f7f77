"""Ways to reach the office: empty ones, impossible ones, a fax given as a telephone, an address spelled in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from knowledge.doubts import Location
from knowledge.lint.contact_forms import is_email, is_phone, is_web, same_phone
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Subject, Text, components, texts
from knowledge.lint.wording import shortened

_LABEL = re.compile(
    r"^(?P<label>wa|whats\s?app|telepon|telp\.?|tlp\.?|hp|fax|faks(?:imile)?|faximile|facsimile|e-?mail|pos-?el|surel|website|situs"
    r"|web|laman)\s*(?:[:=.]|\s-\s|\s:)\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_CALLED = frozenset({"wa", "whatsapp", "telepon", "telp", "tlp", "hp"})
_FAXES = frozenset({"fax", "faks", "faksimile", "faximile", "facsimile"})
_MAILS = frozenset({"email", "posel", "surel"})
_NUMBERLESS = re.compile(r"\b(?:melalui|lewat|via|ke)\b.*\b(?:wa|whats\s?app)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+(-]{1,64}\s?@\s?[\w.-]+")
_FORMS: dict[str, Callable[[str], bool]] = {"email": is_email, "web": is_web}
_COMPARE = "cocokkan dengan naskah sumber"


def find(subject: Subject) -> Iterator[Trace]:
    """Contacts of the office, of its complaint channels and of the items."""
    yield from _office(subject)
    yield from _channels(subject)
    for component in components(subject):
        for text in texts(component):
            yield from _labelled(subject, text)
            yield from _in_words(subject, text)


def _office(subject: Subject) -> Iterator[Trace]:
    office = subject.file.office
    if not (office.phones or office.whatsapp or office.emails):
        odd = "kantor tidak punya telepon, WhatsApp, atau email"
        yield Trace("kontak", "perbaiki", ("office",), odd, "isi phones, whatsapp, atau emails dari naskah sumber")
    elif not (office.phones or office.whatsapp):
        odd = "kantor tidak punya telepon atau WhatsApp"
        yield Trace("kontak", "periksa", ("office",), odd, "isi phones atau whatsapp bila naskah sumber memuatnya")
    forms: dict[str, tuple[list[str], Callable[[str], bool]]] = {
        "phones": (office.phones, is_phone),
        "faxes": (office.faxes, is_phone),
        "whatsapp": (office.whatsapp, is_phone),
        "emails": (office.emails, is_email),
        "web": (office.web, is_web),
    }
    for name, (values, is_one) in forms.items():
        for place, value in enumerate(values):
            if not is_one(value):
                yield _impossible(("office", name, place), value)


def _channels(subject: Subject) -> Iterator[Trace]:
    for place, channel in enumerate(subject.file.complaint.channels):
        location = ("complaint", "channels", place)
        if channel.kind in {"telepon", "whatsapp", "faksimile"}:
            if not is_phone(channel.value):
                yield _impossible(location, channel.value)
            elif channel.kind != "faksimile":
                yield from _fax(subject, location, channel.value, channel.value)
        elif channel.kind in _FORMS and not _FORMS[channel.kind](channel.value):
            yield _impossible(location, channel.value)


def _labelled(subject: Subject, text: Text) -> Iterator[Trace]:
    """A contact after its label: "WA :", "Telepon : (0561) 732690"."""
    match = _LABEL.match(text.text)
    if match is None:
        return
    label = re.sub(r"[\s.-]", "", match["label"]).casefold()
    value = match["value"].strip(" ;.")
    if not re.search(r"\w", value):
        yield Trace(
            "kontak",
            "perbaiki",
            text.location,
            f"{match['label']} disebut tanpa isinya",
            "minta isinya dari kantor; bila keputusan memang mengosongkannya, catat dalam note",
            words=text.text,
            told_by=re.compile(r"osong|tanpa (?:nomor|isi|alamat)|tidak memberi", re.IGNORECASE),
        )
    elif label in _MAILS and "@" not in value:
        yield _mislabelled(text, match["label"], "alamat email")
    elif label in _CALLED | _FAXES and not re.search(r"\d{3}", value):
        yield _mislabelled(text, match["label"], "nomor")
    elif label in _CALLED:
        yield from _numbers(subject, text, value)


def _numbers(subject: Subject, text: Text, value: str) -> Iterator[Trace]:
    number = re.sub(r"\s*(?:ext|pes(?:awat)?|psw)\b.*", "", value, flags=re.IGNORECASE)
    for each in re.split(r"\s*(?:,|;|\bdan\b|\batau\b| / )\s*", number):
        if re.search(r"\d", each):
            if not is_phone(each):
                yield _impossible(text.location, each)
            else:
                yield from _fax(subject, text.location, each, text.text)


def _in_words(subject: Subject, text: Text) -> Iterator[Trace]:
    for match in _EMAIL.finditer(text.text):
        if not is_email(match[0]):
            yield _impossible(text.location, match[0])
    if _NUMBERLESS.search(text.text) and not re.search(r"\d{5}", text.text) and not _has_whatsapp(subject):
        yield Trace(
            "kontak",
            "periksa",
            text.location,
            "WhatsApp disebut, tetapi nomornya tidak ada di mana pun dalam file ini",
            "minta nomornya dari kantor, atau catat dalam note bahwa keputusan tidak memberinya",
            words=shortened(text.text),
            told_by=re.compile(r"nomor (?:WA|WhatsApp)|WhatsApp.*kosong", re.IGNORECASE),
        )


def _has_whatsapp(subject: Subject) -> bool:
    channels = subject.file.complaint.channels
    return bool(subject.file.office.whatsapp) or any(each.kind == "whatsapp" for each in channels)


def _fax(subject: Subject, location: Location, number: str, words: str) -> Iterator[Trace]:
    """A number given for calling that the letterhead has for the fax alone, not for both."""
    office = subject.file.office
    faxes = [fax for fax in office.faxes if same_phone(fax, number)]
    if faxes and not any(same_phone(phone, number) for phone in office.phones):
        yield Trace(
            "faksimile",
            "perbaiki",
            location,
            f"nomor telepon ini adalah nomor faksimile kantor ({faxes[0]})",
            "tanyakan kantor nomor mana yang diangkat; catat dalam note bila tercetak demikian",
            words=shortened(words),
            told_by=re.compile(r"faksimile|fax", re.IGNORECASE),
        )


def _impossible(location: Location, value: str) -> Trace:
    phone = re.fullmatch(r"[\d\s()+./-]+", value) is not None
    odd = "bukan nomor telepon yang utuh (kode wilayah, jumlah angka)" if phone else "bukan alamat yang dapat dipakai"
    return Trace(
        "kontak",
        "perbaiki",
        location,
        odd,
        f"{_COMPARE}; mungkin salah baca",
        words=shortened(value),
        told_by=re.compile(re.escape(value)),
    )


def _mislabelled(text: Text, label: str, what: str) -> Trace:
    return Trace(
        "kontak",
        "periksa",
        text.location,
        f"{label} tanpa {what}",
        _COMPARE,
        words=shortened(text.text),
        told_by=re.compile(rf"{re.escape(label)}|memuat alamat", re.IGNORECASE),
    )
