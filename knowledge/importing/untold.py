"""The last look at a draft: what of the document stands nowhere in it is told, so that nothing is lost unsaid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from knowledge.decree_file import DoubtPart, LeftOutPart
from knowledge.draft_file import DraftFile
from knowledge.importing.component_names import folded, names
from knowledge.importing.source import Document, Line, Row

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2
"""Characters of the shortest word that is looked for: list marks are shorter."""
_CLOSE = 76.0
"""Least likeness of a misread word of a heading."""
_FRAME = (
    "no nomor komponen uraian keterangan standar pelayanan layanan jenis nama judul unit service delivery "
    "manufacturing penyampaian pengelolaan proses terkait catatan halaman lampiran lanjutan graph flowchart mermaid"
)
"""Words of heads of tables, group labels and charts."""
WHY = "tidak masuk ke bagian mana pun"


def untold(document: Document, draft: DraftFile) -> list[LeftOutPart]:
    """The lines of a document of which some word stands nowhere in its draft, each with a doubt."""
    told = _told(draft)
    frame = {*_FRAME.split(), *(word for name in names() for word in name.split())}
    entries = []
    for line in _lines(document):
        missing = []
        for word in _words(line.text):
            if told[word]:
                told[word] -= 1
            elif not _is_mark(word, told) and not _is_frame(word, frame):
                missing.append(word)
        if missing:
            why = f"Kata {', '.join(dict.fromkeys(missing))} tidak ada dalam draf; lengkapi bila bagian dari layanan."
            text = " ".join(line.text.split())
            entries.append(LeftOutPart(place=line.place, text=text, why=WHY, doubts=[DoubtPart(why=why)]))
    return entries


def _is_mark(word: str, told: Counter[str]) -> bool:
    """Whether a word is a roman number, or has the mark of the next item glued to its end."""
    plain = re.sub(r"\d{1,2}$", "", word)
    return bool(re.fullmatch(r"[ivx]+", word)) or (plain != word and told[plain] > 0) or told[word[:-1]] > 0


def _is_frame(word: str, frame: set[str]) -> bool:
    """Whether a word belongs to a heading, as printed or as a scan misread it."""
    return word in frame or process.extractOne(word, list(frame), scorer=fuzz.ratio, score_cutoff=_CLOSE) is not None


def _told(draft: DraftFile) -> Counter[str]:
    """Every word of a draft as often as it stands there, numbers and dates of its head in every spelling."""
    texts = list(_texts(draft.model_dump(mode="json", exclude={"decree": {"source"}})))
    return Counter(word for text in texts for word in _words(text))


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            if key not in {"why", "place", "id", "slug", "label"}:
                yield from _texts(value)
    elif isinstance(content, Iterable):
        for value in content:
            yield from _texts(value)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(folded(text)) if len(word) > _SHORTEST]


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if isinstance(block, Row):
            for cell in block.cells:
                yield from cell
        else:
            yield block
