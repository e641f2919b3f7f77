"""Makes a draft of a decree file from a document that has been read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from knowledge.decree_file import DoubtPart, LeftOutPart
from knowledge.draft_file import DraftFile
from knowledge.errors import KnowledgeError, Problem
from knowledge.importing.cleaning import cleaned
from knowledge.importing.decree_head import read_head
from knowledge.importing.finishing import finished
from knowledge.importing.found import NOT_UNDERSTOOD, Grouped
from knowledge.importing.grouping import grouped
from knowledge.importing.markup import charted
from knowledge.importing.noise import is_noisy
from knowledge.importing.office_parts import complaint_part, decree_part, office_part
from knowledge.importing.service_parts import Scan, service_parts
from knowledge.importing.service_tables import one_service_a_table
from knowledge.importing.source import Block, Document, Line
from knowledge.importing.token import Token
from knowledge.importing.tokens import tokens_of
from knowledge.importing.vocabulary import Vocabulary, packaged, with_words_of


class NoDecree(KnowledgeError):
    """A document without a single service of a service standard."""

    def __init__(self, file: str) -> None:
        wrong = "tidak ada standar pelayanan di dalamnya (layanan dengan persyaratan, prosedur, biaya, dan seterusnya)"
        remedy = "pastikan file ini keputusan tentang standar pelayanan beserta lampirannya"
        super().__init__(Problem(file, 0, wrong, remedy))


def recognise(document: Document, vocabulary: Vocabulary | None = None) -> DraftFile:
    """The draft of a decree; raises NoDecree if the document holds no service standard.

    Words misread in a scan are read as words of the vocabulary: by default those of the packaged decree files.
    """
    blocks: Sequence[Block] = [_charted(block) for block in document.blocks]
    scan: Scan | None = None
    dropped: Sequence[Line] = ()
    if document.scanned or is_noisy(blocks):
        texts = [line.text for block in blocks for line in _lines(block)]
        known = with_words_of(vocabulary or packaged(), texts)
        clean = cleaned(blocks, known)
        blocks, dropped, scan = clean.blocks, clean.dropped, Scan(known, clean.repairs)
    head = read_head(blocks)
    found = grouped(tokens_of(one_service_a_table(blocks), head.listed, noisy=scan is not None))
    found.left_out += [(Token("text", line), "coretan hasil pindai") for line in dropped]
    if not found.services:
        raise NoDecree(document.name)
    services = finished(service_parts(found.services, head.listed, scan, loose=document.loose or scan is not None))
    return DraftFile(
        office=office_part(head),
        decree=decree_part(head, document),
        complaint=complaint_part(services),
        services=services,
        left_out=_left_out(found, _originals(document)),
    )


def _lines(block: Block) -> Sequence[Line]:
    return [block] if isinstance(block, Line) else [line for cell in block.cells for line in cell]


def _charted(block: Block) -> Block:
    """A block with the words of flow charts marked as such."""
    if isinstance(block, Line):
        return charted(block)
    return replace(block, cells=tuple(tuple(charted(line) for line in cell) for cell in block.cells))


def _originals(document: Document) -> dict[int, str]:
    """The lines outside tables as printed, by their number."""
    return {block.number: block.text for block in document.blocks if isinstance(block, Line)}


def _words_of(token: Token, originals: Mapping[int, str]) -> str:
    """The words of a token as printed, where they are a whole line."""
    return token.line.text if token.in_row or token.in_heading else originals.get(token.line.number, token.line.text)


def _left_out(found: Grouped, originals: Mapping[int, str]) -> list[LeftOutPart]:
    """What stands in no service: one entry for each stretch of lines with the same reason."""
    ordered = sorted(found.left_out, key=lambda pair: pair[0].line.number)
    entries = []
    for why, run in groupby(ordered, key=lambda pair: pair[1]):
        tokens = [token for token, _ in run]
        text = " / ".join(" ".join(_words_of(token, originals).split()) for token in tokens)
        doubts = [DoubtPart(why="Isi ini tidak dipahami; pindahkan ke komponennya bila bagian dari standar pelayanan.")]
        entries.append(
            LeftOutPart(place=_stretch(tokens), text=text, why=why, doubts=doubts if why == NOT_UNDERSTOOD else [])
        )
    return entries


def _stretch(tokens: Sequence[Token]) -> str:
    first, last = tokens[0].line, tokens[-1].line
    return first.place if first.number == last.number else f"{first.place} sampai {last.number}"
