"""A draft written as YAML is the same draft when it is read again, and is laid out as people edit it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.draft_file import DraftFile
from knowledge.importing.writing import dump
from knowledge.yaml_lines import read_yaml

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: text == text.strip() and not set(text) & set("\n\r")
)
_TRAPS = [  # what YAML reads otherwise, and what no eye sees
    "yes", "null", "~", "08:00", "2023-08-31", "1.5", "0561", "1_000", "a: b", "a:b", "a :", "- a", "a #b", "#b",
    "[a, b]", "{a}", '"a"', "'a'", "@a", "a\tb", "a\\b", "b\u00a0c", "a\ufeffb", "x\x85y", "=", "<<", "*a", "&a", "!a",
    "😀 a", "1e3", "0x1F", "12:30:45", "a,b: c", "Rp.0", "…", "?", "-", "...", "---",
]  # fmt: skip


def _draft(text: str = "Surat tugas", **item: Any) -> DraftFile:
    return DraftFile.model_validate(
        {
            "office": {"slug": "kota-uji", "names": [text]},
            "decree": {"source": {"file": "uji.pdf", "sha256": "0" * 64}, "number": text},
            "services": [
                {
                    "id": "izin", "name": text, "label": "Izin",
                    "components": {"persyaratan": {"items": [{"mark": "1", "text": text, **item}], "flow": [text]}},
                }
            ],
            "left_out": [{"text": text, "why": "judul"}],
        }
    )  # fmt: skip


@given(_TEXTS)
def test_every_text_is_read_back(text: str) -> None:
    """Whatever a source prints."""
    draft = _draft(text)
    assert read_yaml(dump(draft), "uji", DraftFile) == draft


@pytest.mark.parametrize("text", _TRAPS)
def test_texts_that_yaml_reads_otherwise_are_quoted(text: str) -> None:
    """Numbers, dates, truth values, signs of YAML, and what no eye sees."""
    draft = _draft(text)
    assert read_yaml(dump(draft), "uji", DraftFile) == draft


def test_a_short_item_is_one_line() -> None:
    """As in the reviewed files."""
    assert '          - {mark: "1", text: Surat tugas, place: halaman 3}\n' in dump(_draft(place="halaman 3"))


def test_doubts_stand_before_what_is_below_and_are_marked() -> None:
    """A person finds them by one word, and is told what to do at the top."""
    text = dump(_draft(doubts=[{"why": "Mungkin salah baca: tugaz.", "place": "baris 7"}], items=[{"text": "Asli"}]))
    assert "doubts: # PERIKSA" in text
    assert text.index("Mungkin salah baca") < text.index("Asli")
    assert "Cari kata PERIKSA" in text


def test_what_the_source_does_not_say_is_asked_for() -> None:
    """Empty lines of office and decree, with what belongs there."""
    text = dump(_draft())
    assert "  timezone:  # ISI: Asia/Jakarta" in text
    assert "  date:  # ISI: tanggal penetapan" in text
