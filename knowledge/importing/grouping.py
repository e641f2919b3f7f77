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
_SAME_NAME = 88
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
    kept = _plausible(tokens)
    current: FoundService | None = None
    gap: list[Token] = []
    for token in kept:
        if token.kind != "heading":
            gap.append(token)
            continue
        title_at = _title_in(gap, current)
        begins = current is None or _begins_service(current, token, gap, title_at)
        if begins:
            _close(result, current, gap[: title_at if title_at is not None else len(gap)])
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
    _close(result, current, gap)
    return _checked(result)


def _without(sections: dict[str, Section], component: str) -> dict[str, Section]:
    return {name: section for name, section in sections.items() if name != component}


def _plausible(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with unsure headings turned back to words unless they name what their service would lack."""
    runs = _runs(tokens)
    kept = []
    for position, token in enumerate(tokens):
        if token.kind == "heading" and token.sure < LIKELY:
            run = runs[position]
            if token.component in run:
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
        if token.kind == "title" and token.score >= 70 and len(run) >= _FEWEST:  # noqa: PLR2004
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
    for token in tokens:
        if token.kind == "title":
            titled = True
        elif token.kind == "heading":
            if token.component == current and not titled and not token.in_row:
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
        if title.score >= 70:
            return seen or len(current.sections) >= _FEWEST or not current.sections
        return seen or len(current.sections) >= 8
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
    words = re.sub(r"^(?:standar )?(?:pelayanan|layanan|bidang|jenis pelayanan) ", "", folded(name))
    return words


def _service_of(result: Grouped, title: Token | None, heading: Token, current: FoundService | None) -> FoundService:
    """The service that a title opens: one met before, if it still lacks this component, or a new one."""
    if title is not None:
        for service in result.services:
            if _same(service.name, title.line.text) and heading.component not in service.sections:
                return service
    service = FoundService(title)
    result.services.append(service)
    return service


def _close(result: Grouped, current: FoundService | None, gap: Sequence[Token]) -> None:
    """Gives the words of a gap to the section under way, up to the closing of the table or document."""
    if current is None or not current.sections:
        result.left_out += [(token, "bagian awal") for token in gap]
        return
    section = list(current.sections.values())[-1]
    closed = False
    for token in gap:
        closed = closed or token.kind == "closing"
        if closed and token.in_row:
            closed = False
        if closed:
            result.left_out.append((token, "penutup"))
        elif token.kind in {"label", "header"}:
            result.left_out.append((token, "judul kelompok atau tabel"))
        else:
            section.content.append(token)


def _checked(result: Grouped) -> Grouped:
    """Runs of fewer headings than a service can have are words of something else."""
    services = []
    for service in result.services:
        certain = [section for section in service.sections.values() if section.heading.sure >= CERTAIN]
        filled = [section for section in service.sections.values() if section.content]
        if len(service.sections) >= _FEWEST and certain and len(filled) * 2 >= len(service.sections):
            services.append(service)
        else:
            for section in service.sections.values():
                result.left_out.append((section.heading, "tidak dipahami"))
                result.left_out += [(token, "tidak dipahami") for token in section.content]
    return Grouped(services, result.left_out)


def line_of(token: Token) -> Line:
    """The line of a token."""
    return token.line
