"""Puts tokens together to services: which heading begins a new one, what it is called, which words belong to which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from knowledge.importing.component_names import folded
from knowledge.importing.found import FEWEST, NOT_UNDERSTOOD, FoundService, Grouped, Section
from knowledge.importing.plausible import plausible
from knowledge.importing.title_choice import title_in, untitled
from knowledge.importing.token import CERTAIN, Token

_FIRST = {"persyaratan", "dasar-hukum"}
"""Components that decrees begin a service with."""
_SURE_TITLE = 80
"""Score of a title that may part two services of a few components each."""
_NEARLY_ALL = 9
"""Components after which any title may open the next service."""
_SAME_NAME = 88
_DECIDED = re.compile(r"^\W*m\s?e\s?m\s?u\s?t\s?u\s?s\s?k\s?a\s?n\b", re.IGNORECASE)


def grouped(tokens: Sequence[Token]) -> Grouped:
    """The services that the tokens make, and everything that is left over."""
    result = Grouped()
    begin = _after_preamble(tokens)
    result.left_out += [(token, "pembukaan keputusan") for token in tokens[:begin]]
    kept = plausible(tokens[begin:])
    current: FoundService | None = None
    gap: list[Token] = []
    for token in kept:
        if token.kind != "heading":
            gap.append(token)
            continue
        title_at = title_in(gap, current)
        begins = current is None or _begins_service(current, token, gap, title_at)
        if begins and title_at is None:
            title_at = untitled(gap)
        if begins:
            _close(result, current, gap[: title_at if title_at is not None else len(gap)], ends=True)
            title = gap[title_at] if title_at is not None else None
            if title_at is not None:
                result.left_out += [(each, "judul") for each in gap[title_at:] if each is not title]
            current = _service_of(result, title, token)
        else:
            assert current is not None
            if title_at is not None and _same(gap[title_at].line.text, current.name):
                _close(result, current, gap[:title_at])
                result.left_out += [(each, "judul") for each in gap[title_at:]]
            else:
                _close(result, current, gap)
        gap = []
        assert current is not None
        if token.component in current.sections:
            current.sections[token.component].doubts.append("Komponen ini muncul lebih dari sekali; isinya digabung.")
            current.sections[token.component].goes_on = True
            current.sections = {
                **_without(current.sections, token.component),
                token.component: current.sections[token.component],
            }
        else:
            current.sections[token.component] = Section(token.component, token)
    _close(result, current, gap, ends=True)
    return _checked(result)


def _after_preamble(tokens: Sequence[Token]) -> int:
    """Where the considerations end: behind them stands what is decided."""
    decided = [position for position, token in enumerate(tokens) if _DECIDED.match(token.line.text)]
    return decided[-1] + 1 if decided else 0


def _without(sections: dict[str, Section], component: str) -> dict[str, Section]:
    return {name: section for name, section in sections.items() if name != component}


def _begins_service(current: FoundService, token: Token, gap: Sequence[Token], title_at: int | None) -> bool:
    seen = token.component in current.sections
    if title_at is not None:
        title = gap[title_at]
        continued = bool(re.search(r"\blanjutan\b", title.line.text, re.IGNORECASE))
        if _same(title.line.text, current.name) and (continued or not seen):
            return False
        if title.score >= _SURE_TITLE:
            return seen or len(current.sections) >= FEWEST or not current.sections
        return seen or len(current.sections) >= _NEARLY_ALL or token.component == next(iter(current.sections), "")
    if not seen:
        return False
    first, last = next(iter(current.sections)), list(current.sections)[-1]
    if token.component == last or (token.number or 1) > 1:
        return token.component == first and token.component != last
    return (
        token.component == first or token.component in _FIRST or (token.in_row and len(current.sections) > FEWEST + 1)
    )


def _same(name: str, other: str) -> bool:
    if not name or not other:
        return False
    one, two = _bare(name), _bare(other)
    if re.findall(r"\d+", one) != re.findall(r"\d+", two):
        return False
    return fuzz.ratio(one, two) >= _SAME_NAME


def _bare(name: str) -> str:
    plain = re.sub(r" ?lanjutan$", "", folded(name))
    return re.sub(r"^(?:standar )?(?:pelayanan|layanan|bidang|jenis pelayanan) ", "", plain)


def _service_of(result: Grouped, title: Token | None, heading: Token) -> FoundService:
    """The service that a title opens: one met before, if it still lacks this component, or a new one."""
    if title is not None:
        for service in result.services:
            if _same(service.name, title.line.text) and heading.component not in service.sections:
                return service
    service = FoundService(title)
    result.services.append(service)
    return service


def _close(result: Grouped, current: FoundService | None, gap: Sequence[Token], *, ends: bool = False) -> None:
    """Gives the words of a gap to the section under way, up to the closing of the table or document.

    Where the service ends, a line in capitals that opens a chapter closes it too.
    """
    if current is None or not current.sections:
        result.left_out += [(token, "bagian awal") for token in gap]
        return
    section = list(current.sections.values())[-1]
    closed = False
    while gap and not ends and gap[-1].kind == "text" and re.fullmatch(r"\(?\d{1,2}[.)]?", gap[-1].line.text):
        result.left_out.append((gap[-1], "nomor komponen"))
        gap = gap[:-1]
    for token in gap:
        closed = closed or token.kind == "closing" or (ends and _opens_chapter(token))
        if closed and token.in_row:
            closed = False
        if closed:
            result.left_out.append((token, "penutup"))
        elif token.kind == "text" and not token.in_row and re.fullmatch(r"[-–—\s]*\d{1,3}[-–—\s]*", token.line.text):
            result.left_out.append((token, "nomor halaman"))
        elif token.kind in {"label", "header"}:
            result.left_out.append((token, "judul kelompok atau tabel"))
            section = _opened_by(token, current, section)
        else:
            if section.goes_on:
                section.goes_on = False
                token = replace(token, line=replace(token.line, spaced=True))  # noqa: PLW2901 - a new item begins
            section.content.append(token)
            current.sections.setdefault(section.component, section)


def _opened_by(label: Token, current: FoundService, section: Section) -> Section:
    """Words right after the label of the second group are the legal basis, its first component: the heading is lost."""
    second = re.search(r"pengelolaan|manufactur", folded(label.line.text))
    if not second or section.component != "pengaduan" or "dasar-hukum" in current.sections:
        return section
    return Section(
        "dasar-hukum", label, doubts=["Judul komponen tidak terbaca; isinya berada tepat di bawah judul kelompok."]
    )


def _opens_chapter(token: Token) -> bool:
    text = token.line.text
    return (
        token.kind == "text"
        and not token.in_row
        and bool(re.match(r"(?:[A-Z]|[IVX]+|BAB\b.*)[.)]?\s+[A-Z]{3}", text))
        and text.isupper()
    )


def _checked(result: Grouped) -> Grouped:
    """Runs of fewer headings than a service can have are words of something else."""
    services = []
    for service in result.services:
        certain = [section for section in service.sections.values() if section.heading.sure >= CERTAIN]
        filled = [section for section in service.sections.values() if section.content]
        enough = certain or len(service.sections) > FEWEST + 1
        if len(service.sections) >= FEWEST and enough and len(filled) * 2 >= len(service.sections):
            services.append(service)
        else:
            for section in service.sections.values():
                result.left_out.append((section.heading, NOT_UNDERSTOOD))
                result.left_out += [(token, NOT_UNDERSTOOD) for token in section.content]
    return Grouped(services, result.left_out)
