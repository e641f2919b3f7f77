"""Puts tokens together to services: which heading begins a new one, what it is called, which words belong to which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from rapidfuzz import fuzz

from knowledge.decree_file import ComponentId
from knowledge.importing.component_names import folded
from knowledge.importing.source import Line
from knowledge.importing.tokens import CERTAIN, LIKELY, Token

ORDER: tuple[str, ...] = get_args(ComponentId)
_FIRST = {"persyaratan", "dasar-hukum"}
"""Components that decrees begin a service with."""
_SURE_TITLE = 80
"""Score of a title that may part two services of a few components each."""
_NEARLY_ALL = 9
"""Components after which any title may open the next service."""
_SAME_NAME = 88
NOT_UNDERSTOOD = "tidak dipahami"
"""Why words are left out of which a person must say where they belong."""
_DECIDED = re.compile(r"^\W*m\s?e\s?m\s?u\s?t\s?u\s?s\s?k\s?a\s?n\b", re.IGNORECASE)
_FEWEST = 3
"""Components without which a run of headings is no service: a list of the 14 in the decree's own articles names them too."""


@dataclass
class Section:
    """What stands under one heading."""

    component: str
    heading: Token
    content: list[Token] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass
class FoundService:
    """A service as found: its title line, its sections by component, what was odd."""

    title: Token | None
    sections: dict[str, Section] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name as printed, or ""."""
        return self.title.line.text if self.title else ""


@dataclass
class Grouped:
    """The services of a document, and the tokens that stand in none of them, with the reason."""

    services: list[FoundService] = field(default_factory=list)
    left_out: list[tuple[Token, str]] = field(default_factory=list)


def grouped(tokens: Sequence[Token]) -> Grouped:
    """The services that the tokens make, and everything that is left over."""
    result = Grouped()
    begin = _after_preamble(tokens)
    result.left_out += [(token, "pembukaan keputusan") for token in tokens[:begin]]
    kept = _plausible(tokens[begin:])
    current: FoundService | None = None
    gap: list[Token] = []
    for token in kept:
        if token.kind != "heading":
            gap.append(token)
            continue
        title_at = _title_in(gap, current)
        begins = current is None or _begins_service(current, token, gap, title_at)
        if begins and title_at is None:
            title_at = _untitled(gap)
        if begins:
            _close(result, current, gap[: title_at if title_at is not None else len(gap)], ends=True)
            title = gap[title_at] if title_at is not None else None
            if title_at is not None:
                result.left_out += [(each, "judul") for each in gap[title_at:] if each is not title]
            current = _service_of(result, title, token, current)
        else:
            assert current is not None
            if title_at is not None and gap[title_at].kind == "title":
                _close(result, current, gap[:title_at])
                result.left_out += [(each, "judul") for each in gap[title_at:]]
            else:
                _close(result, current, gap)
        gap = []
        assert current is not None
        if token.component in current.sections:
            current.sections[token.component].doubts.append("Komponen ini muncul lebih dari sekali; isinya digabung.")
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


def _plausible(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with unsure headings turned back to words unless they name what their service would lack."""
    runs = _runs(tokens)
    kept: list[Token] = []
    refused = False
    for position, token in enumerate(tokens):
        if token.in_heading and refused:
            continue  # its words are back in the line of the heading that was none
        refused = False
        if token.kind == "heading" and token.sure < LIKELY:
            run = runs[position]
            refused = token.component in run
            if refused:
                token = replace(token, kind="text")  # noqa: PLW2901 - the token as words
            else:
                run.add(token.component)
        kept.append(token)
    return _without_repeats(kept)


def _runs(tokens: Sequence[Token]) -> list[set[str]]:
    """For every token the components that are surely headed in the service around it."""
    runs: list[set[str]] = []
    run: set[str] = set()
    titled = -1
    for position, token in enumerate(tokens):
        if token.kind == "title" and token.score >= 70 and len(run) >= _FEWEST:
            titled = titled if titled >= 0 else position
        if token.kind == "heading" and token.sure >= LIKELY:
            if token.component in run or titled >= 0:
                run = set()
                begin = titled if titled >= 0 else _repeat_begins(tokens, position, len(runs))
                runs[begin:] = [run] * (len(runs) - begin) if begin < len(runs) else []
                titled = -1
            run.add(token.component)
        runs.append(run)
    return runs


def _repeat_begins(tokens: Sequence[Token], position: int, made: int) -> int:
    """Where the service of a repeated heading begins: after the sure heading before it."""
    for earlier in range(position - 1, -1, -1):
        if tokens[earlier].kind == "heading" and tokens[earlier].sure >= LIKELY:
            return min(earlier + 1, made)
    return 0


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """A line heading that repeats the component under way, without a title before it, is only a label within it."""
    kept: list[Token] = []
    current = ""
    titled = True
    refused = False
    for token in tokens:
        if token.in_heading and refused:
            continue
        refused = False
        if token.kind == "title":
            titled = True
        elif token.kind == "heading":
            refused = token.component == current and not titled and not token.in_row
            if refused:
                token = replace(token, kind="text")  # noqa: PLW2901 - the token as words
            else:
                current, titled = token.component, False
        kept.append(token)
    return kept


def _title_in(gap: Sequence[Token], current: FoundService | None) -> int | None:
    """Where the title of the next service stands between two headings: the surest, the first of equals."""
    titles = [position for position, token in enumerate(gap) if token.kind == "title"]
    if current is None and titles:
        last = _last_run(gap, titles)
        titles = [position for position in titles if position >= last]
    if not titles:
        return None
    best = max(gap[position].score for position in titles)
    first = next(position for position in titles if gap[position].score >= min(best, 75) - 0.1)
    strongest = next(position for position in titles if gap[position].score == best)
    return strongest if best >= 95 else first


def _untitled(gap: Sequence[Token]) -> int | None:
    """The line that stands where a title would, right before the table: in capitals, or numbered and short."""
    position = len(gap) - 1
    while position >= 0 and gap[position].kind in {"header", "label"}:
        position -= 1
    best: int | None = None
    for at in range(position, max(-1, position - 5), -1):
        token = gap[at]
        if token.kind in {"header", "label"}:
            continue
        if token.kind != "text" or not _may_title(token.line):
            break
        best = at
        if token.line.spaced or token.line.text[:1].isdigit():
            break
    return best


def _may_title(line: Line) -> bool:
    text = line.text.strip()
    words = text.split()
    if (
        not 1 <= len(words) <= 18
        or text[-1:] in ".;,:"
        or re.match(
            r"(?:nip|pembina|kepala|tentang|nomor|lampiran|keputusan|menimbang|mengingat|tanggal|dinas|pemerintah)\b",
            text,
            re.IGNORECASE,
        )
    ):
        return False
    return text.isupper() or bool(re.match(r"(?:\d{1,2}|[A-Z]|[IVX]+)[.)]\s*[A-Z]", text)) or line.heading


def _last_run(gap: Sequence[Token], titles: Sequence[int]) -> int:
    """Before the first service a table of contents may list all titles: only those after the last long stretch of words count."""
    last = titles[-1]
    for earlier, later in zip(reversed(titles[:-1]), reversed(titles[1:]), strict=True):
        between = [token for token in gap[earlier + 1 : later] if token.kind == "text"]
        if between or _different(gap[earlier], gap[later]):
            return last
        last = earlier
    return last


def _different(one: Token, other: Token) -> bool:
    return fuzz.token_set_ratio(folded(one.line.text), folded(other.line.text)) < 80


def _begins_service(current: FoundService, token: Token, gap: Sequence[Token], title_at: int | None) -> bool:
    seen = token.component in current.sections
    if title_at is not None:
        title = gap[title_at]
        if not seen and _same(title.line.text, current.name):
            return False
        if title.score >= _SURE_TITLE:
            return seen or len(current.sections) >= _FEWEST or not current.sections
        return seen or len(current.sections) >= _NEARLY_ALL or token.component == next(iter(current.sections), "")
    if not seen:
        return False
    first = next(iter(current.sections))
    return token.component == first or token.component in _FIRST or (token.in_row and len(current.sections) > 4)


def _same(name: str, other: str) -> bool:
    if not name or not other:
        return False
    one, two = _bare(name), _bare(other)
    if re.findall(r"\d+", one) != re.findall(r"\d+", two):
        return False
    return fuzz.ratio(one, two) >= _SAME_NAME


def _bare(name: str) -> str:
    return re.sub(r"^(?:standar )?(?:pelayanan|layanan|bidang|jenis pelayanan) ", "", folded(name))


def _service_of(result: Grouped, title: Token | None, heading: Token, current: FoundService | None) -> FoundService:
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
            section.content.append(token)
            current.sections.setdefault(section.component, section)


def _opened_by(label: Token, current: FoundService, section: Section) -> Section:
    """Words right after the label of the second group are its first component, the legal basis, if its heading is lost."""
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
        enough = certain or len(service.sections) > _FEWEST + 1
        if len(service.sections) >= _FEWEST and enough and len(filled) * 2 >= len(service.sections):
            services.append(service)
        else:
            for section in service.sections.values():
                result.left_out.append((section.heading, NOT_UNDERSTOOD))
                result.left_out += [(token, NOT_UNDERSTOOD) for token in section.content]
    return Grouped(services, result.left_out)


def line_of(token: Token) -> Line:
    """The line of a token."""
    return token.line
