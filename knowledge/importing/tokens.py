"""Cuts a document into tokens: headings of components, titles of services, group labels, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from knowledge.importing import marks
from knowledge.importing.cleaning import plain
from knowledge.importing.component_names import Named, folded, named, named_first, wrapped_name
from knowledge.importing.inner_tables import is_head, row_lines
from knowledge.importing.source import Block, Line, Row

Kind = Literal["heading", "text", "title", "label", "closing", "header"]

_NAME_LINES = 4
"""Lines that the name of a component takes in a narrow column."""
_NAME_LENGTH = 60
"""Characters of a line that is part of a name."""
CERTAIN, LIKELY, POSSIBLE = 3, 2, 1
"""How sure a heading is: it stands alone by its full name; it is numbered or has a colon; it only begins a line."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a document: `line` carries its words and place; `cut` a row that goes on from the page before.

    `in_heading`: words that stand in the line of the heading before them.
    """

    kind: Kind
    line: Line
    component: str = ""
    sure: int = 0
    score: float = 0
    in_row: bool = False
    cut: bool = False
    number: int | None = None
    in_heading: bool = False


_HEADER = {
    "no",
    "nomor",
    "komponen",
    "uraian",
    "keterangan",
    "standar",
    "pelayanan",
    "layanan",
    "i",
    "penjelasan",
    "deskripsi",
    "isi",
}
_LABELS = [
    "service delivery",
    "manufacturing",
    "penyampaian layanan",
    "penyampaian pelayanan",
    "pengelolaan layanan",
    "pengelolaan pelayanan",
    "komponen penyampaian pelayanan",
    "komponen pengelolaan pelayanan",
    "proses penyampaian pelayanan",
    "proses pengelolaan pelayanan",
    "pengelolaan pelayanan internal organisasi",
    "terkait dengan proses penyampaian pelayanan",
    "terkait dengan proses pengelolaan pelayanan",
]
_LABEL_WORDS = re.compile(r"service delivery|manufacturing|proses (penyampaian|pengelolaan) (pelayanan|layanan)")
_CLOSING = re.compile(
    r"^(ditetapkan|dikeluarkan)\s*:?\s*di\b|^pada tanggal\s*:?\s*\d|^(plt|pj|an|a n|pik|pit)?\.?\s*kepala (dinas|badan|kantor|satuan)\b.{0,70}$"
    r"|^nip\b|^pembina (tk|tingkat|utama)|^salinan sesuai|^(?:©|hak cipta|copyright|bagikan\b|berita terbaru)|^lampiran\b(?:\s+[ivx\d]+)?\s*(?::|$|keputusan|peraturan|surat)",
    re.IGNORECASE,
)
_NAMED_TITLE = re.compile(
    r"^(?:nama|jenis|judul)\s+(?:jenis\s+)?(?:pelayanan|layanan)(?:\s+publik)?\s*[:=]\s*(?P<name>.*)$", re.IGNORECASE
)
_STANDARD = re.compile(
    r"^(?:lampiran\b.*)?standar\s+(?:pelayanan|layanan)(?:\s+publik)?\b\s*[:-]?\s*(?P<name>.*)$", re.IGNORECASE
)
_SERVICE = re.compile(r"^(?:jenis\s+)?(?:pelayanan|layanan)\b\s*:?\s*(?P<name>\S.*)$", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:(?:pada|di|lingkungan|publik)\s+)*\b(dinas|badan|kantor|kecamatan|pemerintah|upt|satuan polisi)\b",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"^(?:\d{1,2}[.,)']{0,2}\s+|[A-Za-z]{1,3}[.,]\s+|[A-Za-z]{1,2}\d?[.,]?\s+|\d{1,2}[.,)]+){1,2}(?=[A-Z])"
)


def tokens_of(blocks: Sequence[Block], services: Sequence[str] = (), *, noisy: bool = False) -> list[Token]:
    """The tokens of a document in reading order; `services` are names that the decree itself lists."""
    cutter = _Cutter(list(services), noisy=noisy, in_rows=_headed_rows(blocks) >= 4)
    lines = list(blocks)
    position = 0
    while position < len(lines):
        block = lines[position]
        if isinstance(block, Row):
            cutter.row(block)
            position += 1
        else:
            follows = [each for each in lines[position + 1 : position + _NAME_LINES] if isinstance(each, Line)]
            position += cutter.line(block, follows)
    return cutter.tokens


def _headed_rows(blocks: Sequence[Block]) -> int:
    return sum(1 for block in blocks if isinstance(block, Row) and row_heading(block) is not None)


def joined(cell: Sequence[Line]) -> str:
    """The words of a cell in one line."""
    return " ".join(line.text for line in cell)


def row_heading(row: Row) -> tuple[Named, int | None, list[Line]] | None:
    """The component that a row names in its first wordy cell, its number, and the lines after the name."""
    number: int | None = None
    for position, cell in enumerate(row.cells[:4]):
        text = joined(cell)
        bare = text.strip(" .)(")
        if not bare or re.fullmatch(r"[\dIVXivx]{1,5}|[A-Za-z]", bare):
            number = int(bare) if bare.isdigit() else number
            continue
        rest = [line for after in row.cells[position + 1 :] for line in after]
        return _cell_heading(cell, rest, number)
    return None


def _cell_heading(
    cell: Sequence[Line], rest: list[Line], number: int | None
) -> tuple[Named, int | None, list[Line]] | None:
    best: tuple[Named, int, int] | None = None
    for count in range(min(len(cell), 5), 0, -1):
        text = joined(cell[:count])
        start = _after_mark(text)
        found = named(text[start:].rstrip(" :"))
        if found and (best is None or found.score > best[0].score):
            best = found, count, start
    if best is None:
        return _heading_run_in(cell, rest, number)
    found, count, start = best
    mark = re.match(r"\s*(\d{1,2})", joined(cell[:count])[:start])
    return found, int(mark[1]) if mark else number, [*cell[count:], *rest]


def _heading_run_in(
    cell: Sequence[Line], rest: list[Line], number: int | None
) -> tuple[Named, int | None, list[Line]] | None:
    """A numbered cell that runs on from the name of its component to the content."""
    text = cell[0].text
    start = _after_mark(text)
    found = named_first(text[start:])
    if found is None or found.short or (number is None and not start):
        return None
    after = text[start + found.end :]
    if not _begins_content(after):
        return None
    return found, number, [replace(cell[0], text=after.strip(" :)")), *cell[1:], *rest]


def _after_mark(text: str) -> int:
    found = marks.leading(text)
    return found[1] if found else 0


def is_label(text: str) -> bool:
    """Whether a line only names one of the two groups of components."""
    words = folded(text)
    if not words or len(words) > 110:
        return False
    words = re.sub(r"^(?:[a-z]|[ivx]+|\d{1,2}) ", "", words)
    return bool(_LABEL_WORDS.search(words)) or bool(
        process.extractOne(words, _LABELS, scorer=fuzz.ratio, score_cutoff=84)
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether the words are the head of a table: No, Komponen, Uraian."""
    words = [word for cell in cells for word in folded(cell).split()]
    known = sum(word in _HEADER for word in words)
    told = {"komponen", "uraian"} & set(words) or ({"no", "nomor"} & set(words) and len(words) > 1)
    return bool(told) and known >= len(words) * 0.6 and len(words) <= 8


def _closes(text: str) -> bool:
    """Whether a line belongs to the signature at the end."""
    if not _CLOSING.match(text):
        return False
    if not re.search(r"^\W*(?:\w{1,4}\.?\s+)?kepala\b", text, re.IGNORECASE):
        return True
    words = [word for word in re.findall(r"[A-Za-z]+", text) if word.lower() not in {"dan", "di", "atas", "nama"}]
    return text.endswith(",") or all(word[0].isupper() for word in words)


def _is_office_title(text: str) -> bool:
    """Whether a line only says whose service standard this is, above the table of one service."""
    found = _STANDARD.match(text.strip())
    return bool(found and _OFFICE.match(found["name"]) and len(text) < 130 and not re.search(r"[.;]$", text))


class _Cutter:
    """Turns blocks into tokens one after another."""

    def __init__(self, services: list[str], *, noisy: bool, in_rows: bool) -> None:
        self.tokens: list[Token] = []
        self._services = [folded(name) for name in services]
        self._noisy = noisy
        self._in_rows = in_rows
        self._table = 0
        self._component = ""
        self._row_name = ""
        self._name_follows = False

    def row(self, row: Row) -> None:
        """Takes in a table row."""
        cells = [joined(cell) for cell in row.cells]
        filled = [cell for cell in row.cells if joined(cell)]
        if not filled:
            return
        first = Line(" | ".join(cell for cell in cells if cell), filled[0][0].number, filled[0][0].page)
        goes_on, self._table = self._table == row.table, row.table
        found = None if self._ends_name(row) else row_heading(row)
        repeated = found is not None and found[0].component == self._component and found[1] is None and not cells[0]
        if found and not is_header(cells) and not repeated:
            name, number, lines = found
            self._component = name.component
            self._row_name = _name_cell(row)
            self._add(Token("heading", first, name.component, CERTAIN, name.score, in_row=True, number=number))
            self._content(lines, cut=False)
        elif is_header(cells):
            self._add(Token("header", first))
        elif len(filled) == 1 and is_label(joined(filled[0])):
            self._add(Token("label", first))
        elif len(filled) == 1 and self._is_title_row(row, joined(filled[0])):
            self._titled(replace(filled[0][0], text=joined(filled[0])))
        elif not self._is_head_within(row, goes_on=goes_on):
            self._content(_row_lines(row, named=self._ends_name(row)), cut=True)

    def _ends_name(self, row: Row) -> bool:
        """Whether a row that a page cut begins with the rest of the name in the row before it."""
        rest = _name_cell(row)
        if not rest or not self._row_name or joined(row.cells[0]):
            return False
        whole, alone = named(f"{self._row_name} {rest}"), named(rest)
        if alone is not None and not alone.short and alone.component != self._component:
            return False
        return whole is not None and whole.component == self._component and not whole.short

    def _is_head_within(self, row: Row, *, goes_on: bool) -> bool:
        """Whether a row is the head of a table inside a component."""
        texts = [joined(cell) for cell in row.cells if joined(cell)]
        within = goes_on and self.tokens and self.tokens[-1].kind != "heading"
        if within or not is_head(texts):
            return False
        self._add(Token("header", Line(" | ".join(texts), row_number(row))))
        return True

    def _is_title_row(self, row: Row, text: str) -> bool:
        return bool(joined(row.cells[0])) and self._title_of(Line(text, 0)) is not None

    def _content(self, lines: Sequence[Line], *, cut: bool) -> None:
        for position, line in enumerate(lines):
            if is_label(line.text):
                self._add(Token("label", line))
            else:
                self._add(Token("text", line, in_row=True, cut=cut and position == 0))

    def line(self, line: Line, follows: Sequence[Line]) -> int:
        """Takes in a line, and the next ones if they end a heading begun here; returns how many were taken."""
        self._table = 0
        if line.flow:
            self._add(Token("text", line))
            return 1
        if self._name_follows and not _NAMED_TITLE.match(line.text):
            self._name_follows = False
            if not is_label(line.text) and not is_header([line.text]) and named(line.text) is None:
                self._add(Token("title", line, score=80))
                return 1
        if is_header([line.text]) or _is_office_title(line.text):
            self._add(Token("header", line))
        elif is_label(line.text):
            self._add(Token("label", line))
        elif _closes(_JUNK.sub("", line.text).lstrip(" .") if self._noisy else line.text):
            self._add(Token("closing", line))
        else:
            return self._worded(line, follows)
        return 1

    def _worded(self, line: Line, follows: Sequence[Line]) -> int:
        if _NAMED_TITLE.match(line.text[_after_mark(line.text) :]):
            self._titled(line)
            return 1
        heading = self._heading(line, follows)
        if heading:
            token, rest, taken = heading
            self._add(token)
            rest = re.sub(r"^\W*\w\s+(?=1[.)]\s)", "", plain(rest)) if self._noisy else rest
            if rest:
                self._add(Token("text", replace(line, text=rest, mark=None), in_heading=True))
            return taken
        if not self._titled(line):
            self._add(Token("text", line))
        return 1

    def _heading(self, line: Line, follows: Sequence[Line]) -> tuple[Token, str, int] | None:
        text = line.text
        start = _after_mark(text)
        number = _number_before(text[:start]) or (_number_before(line.mark) if line.mark else None)
        bare = re.match(r"\d{1,2}\s+(?=[A-Z])", text) if not start else None
        if bare and named_first(text[bare.end() :]):
            start, number = bare.end(), int(text[: bare.end()])
        if self._noisy and not start:
            junk = _JUNK.match(text)
            start = junk.end() if junk else 0
        body = text[start:]
        if body[:1].islower() and not start and line.mark is None:
            return None
        alone = named(body.rstrip(" :.|"))
        whole = _over_lines(body, alone, follows)
        if whole:
            return self._token(line, whole[0], CERTAIN, number), "", whole[1]
        if alone:
            emphatic = (
                bool(start) or line.mark is not None or line.heading or body.rstrip().endswith(":") or body.isupper()
            )
            sure = CERTAIN if not alone.short else LIKELY if emphatic else POSSIBLE
            return self._token(line, alone, sure, number), "", 1
        wrapped = wrapped_name(body, follows[0].text) if follows and self._noisy else None
        if wrapped:
            name, rest, rest_below = wrapped
            return self._token(line, name, LIKELY, number), f"{rest} {rest_below}".strip(), 2
        return self._begun(line, body, number, marked=bool(start) or line.mark is not None)

    def _begun(self, line: Line, body: str, number: int | None, *, marked: bool) -> tuple[Token, str, int] | None:
        """A heading with its content in the same line."""
        found = named_first(body)
        if found is None:
            return None
        rest = body[found.end :]
        colon = re.match(r"[\s)]*[:=]\s*(?=\S)", rest)
        if line.heading and not colon and found.end > len(body) / 2 and not found.short:
            return self._token(line, found, CERTAIN, number), "", 1
        if colon:
            sure = LIKELY if not found.short or marked or line.heading else POSSIBLE
            return self._token(line, found, sure, number), rest[colon.end() :].strip(), 1
        if self._in_rows or not rest.startswith((" ", "|")):
            return None
        if not _begins_content(rest) or not (self._noisy or marked):
            return None
        if not found.short:
            return self._token(line, found, LIKELY if self._noisy else POSSIBLE, number), rest.strip(" |{}[]'‘’~*"), 1
        if marked and self._noisy:
            return self._token(line, found, POSSIBLE, number), rest.strip(" |{}[]'‘’~*"), 1
        return None

    def _token(self, line: Line, found: Named, sure: int, number: int | None) -> Token:
        if self._in_rows and (found.score < 95 or found.short):
            sure = min(sure, POSSIBLE)
        return Token("heading", line, found.component, sure, found.score, number=number)

    def _titled(self, line: Line) -> bool:
        title = self._title_of(line)
        if title is None:
            return False
        name, score = title
        if not name:
            self._name_follows = True
            self._add(Token("header", line))
            return True
        self._add(Token("title", replace(line, text=name), score=score, number=_number_before(line.text)))
        return True

    def _title_of(self, line: Line) -> tuple[str, float] | None:
        """The service that a line may be the title of, and how surely; an empty name where the next line has it."""
        text = line.text.strip()
        given = _NAMED_TITLE.match(text[_after_mark(text) :])
        if given:
            return given["name"].strip(), 100
        if len(text) > 160:
            return None
        body = text[_after_mark(text) :].strip(" :")
        listed = self._listed(body)
        if listed:
            return body, 95 if _after_mark(text) or body.isupper() or line.heading else 70
        standard = _STANDARD.match(body)
        if standard:
            name = standard["name"].strip()
            if _OFFICE.match(name) or folded(name) in {"publik", "minimal"}:
                return None
            return (name, 85) if name else ("", 0)
        service = _SERVICE.match(body)
        if service and len(body.split()) <= 16 and not re.search(r"[.;,]$", text):
            strong = bool(_after_mark(text)) or line.mark is not None or line.heading or body.isupper()
            return (body, 75) if strong else None
        if line.heading and len(body.split()) <= 14 and not _OFFICE.match(body) and named(body) is None:
            return body, 60
        return None

    def _listed(self, body: str) -> bool:
        words = re.sub(r"^(?:standar )?(?:pelayanan|layanan) ", "", folded(body))
        return bool(words) and any(fuzz.ratio(words, name) >= 88 for name in self._services)

    def _add(self, token: Token) -> None:
        self.tokens.append(token)


def _name_cell(row: Row) -> str:
    """The words of the first wordy cell of a row."""
    for cell in row.cells:
        text = joined(cell)
        start = _after_mark(text)
        if text[start:].strip() and not re.fullmatch(r"[\dIVX]{1,5}[.)]?", text.strip()):
            return text[start:]
    return ""


def row_number(row: Row) -> int:
    """The number of the first line of a row."""
    return next((line.number for cell in row.cells for line in cell), 0)


def _row_lines(row: Row, *, named: bool) -> list[Line]:
    """The lines of a row without a component; `named`: its first cell ends the name in the row before it."""
    if not named:
        return row_lines(row.cells) if joined(row.cells[0]) else row_lines(row.cells[1:])
    first = next(position for position, cell in enumerate(row.cells) if cell)
    return [line for cell in row.cells[first + 1 :] for line in cell]


def _over_lines(body: str, alone: Named | None, follows: Sequence[Line]) -> tuple[Named, int] | None:
    """The name that a line and the next ones make together, and how many lines it takes."""
    best: tuple[Named, int] | None = None
    text = body
    for count, follow in enumerate(follows, start=2):
        if len(text) > _NAME_LENGTH or len(follow.text) > _NAME_LENGTH or marks.leading(follow.text) or follow.flow:
            break
        text = f"{text} {follow.text}"
        both = named(text.rstrip(" :"))
        if both and not both.short and _completes(best[0] if best else alone, both, follow.text):
            best = both, count
    return best


def _completes(alone: Named | None, both: Named, follow: str) -> bool:
    """Whether a second line ends a name that the first begins."""
    below = named(follow)
    if alone is None or both.score > alone.score + 1:
        return below is None or below.component == both.component
    return both.component == alone.component and both.score >= alone.score and len(follow.split()) <= 3


def _number_before(text: str) -> int | None:
    found = re.match(r"\s*\(?(\d{1,2})", text)
    return int(found[1]) if found else None


def _begins_content(rest: str) -> bool:
    """Whether what follows a name looks like the beginning of its content, not like more words of a sentence."""
    words = rest.strip(" |).{}[]'‘’\"-~*?:")
    return bool(words) and (
        words[0].isupper() or words[0].isdigit() or marks.leading(words) is not None or words[0] in "±("
    )
