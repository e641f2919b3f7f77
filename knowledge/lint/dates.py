"""Dates that cannot be: in the future, before the republic, a decree older than a law that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.lint.citations import Citation, citations
from knowledge.lint.finding import Severity, Trace
from knowledge.lint.subject import Subject, Text, components, texts
from knowledge.lint.wording import shortened

_FIRST_YEAR = 1945
_FIX: Severity = "perbaiki"
_CHECK: Severity = "periksa"
_COMPARE = "cocokkan dengan naskah sumber; mungkin salah baca"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def find(subject: Subject) -> Iterator[Trace]:
    """The decree's own date and the years of the laws that it cites."""
    yield from _decree(subject)
    for component in components(subject):
        for text in texts(component):
            for cited in citations(text.text):
                trace = _cited(subject, text, cited)
                if trace is not None:
                    yield trace


def _cited(subject: Subject, text: Text, cited: Citation) -> Trace | None:
    """A law whose year cannot be; by its own date a decree knew no law of a later year."""
    year, decree = cited.law.year, subject.file.decree.date
    if year > subject.today.year:
        severity, odd = _FIX, f"{cited.law} belum mungkin ada pada tahun {subject.today.year}"
    elif year < _FIRST_YEAR:
        severity, odd = _FIX, f"{cited.law} lebih tua dari Republik"
    elif decree is not None and _FIRST_YEAR <= decree.year < year:
        severity, odd = _CHECK, f"{cited.law} lebih baru dari keputusan ini ({decree:%d-%m-%Y})"
    else:
        return None
    told_by = re.compile(rf"\b{year}\b.*(?:lebih baru|tercetak|sesudah)", re.IGNORECASE)
    return Trace("tanggal", severity, text.location, odd, _COMPARE, words=shortened(cited.words), told_by=told_by)


def _decree(subject: Subject) -> Iterator[Trace]:
    decree = subject.file.decree
    if not decree.date:  # a draft may lack it
        return
    at = ("decree", "date")
    if decree.date > subject.today:
        yield Trace("tanggal", "perbaiki", at, f"tanggal keputusan {decree.date:%d-%m-%Y} belum tiba", _COMPARE)
        return
    if decree.date.year < _FIRST_YEAR:
        yield Trace("tanggal", "perbaiki", at, f"tanggal keputusan {decree.date:%d-%m-%Y} tidak mungkin", _COMPARE)
        return
    years = [int(each) for each in _YEAR.findall(decree.number or "")]
    if years and decree.date.year not in years:
        odd = f"nomor keputusan menyebut tahun {years[-1]}, tanggalnya tahun {decree.date.year}"
        told_by = re.compile(rf"\b{years[-1]}\b")
        yield Trace("tanggal", "periksa", at, odd, _COMPARE, words=decree.number, told_by=told_by)
