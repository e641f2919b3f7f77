"""Laws as decrees cite them."""

from __future__ import annotations

import pytest

from knowledge.errors import BrokenFile
from knowledge.files import KnowledgeFile, find_laws
from knowledge.lint.citations import citations
from knowledge.lint.laws import replaced_laws


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("Undang – undang Nomor 11 Tahun 2020 tentang Cipta Kerja", "UU 11/2020"),
        ("UU No. 25 Tahun 2009", "UU 25/2009"),
        ("Undang-undang Republik Indonesia Nomor. 32 Tahun 2004", "UU 32/2004"),
        ("Undang – Undang Nomor 14 Thun 2008", "UU 14/2008"),
        ("PP 5/2021", "PP 5/2021"),
        ("PP No.5 Th 2021", "PP 5/2021"),
        ("Peraturan Pemerintah (PP) Nomor 7 Tahun 2021", "PP 7/2021"),
        ("Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2022", "PERPPU 2/2022"),
        ("Peraturan Pemerintah Nomor 96 Tahun 2012 tentang pelaksanaan UU No. 25 Tahun 2009", "PP 96/2012 UU 25/2009"),
        ("Peraturan Menteri Pendayagunaan Aparatur Negara Nomor 15 Tahun 2014", "PERMENPAN 15/2014"),
        ("Permenpan-RB Nomor 36 Tahun 2012", "PERMENPAN 36/2012"),
        ("Permendagri No 54 Tahun 2009", "PERMENDAGRI 54/2009"),
        ("Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011", "PERMENDAGRI 52/2011"),
        ("Permen KUKM Nomor 8 Tahun 2023", "PERMENKOP 8/2023"),
        ("Keputusan Menteri Pendayagunaan Aparatur Negara Nomor : 63/KEP/M.PAN/7/2003", "KEPMENPAN 63/2003"),
        ("Kepmenpan KEP/25/M.PAN/2/2004", "KEPMENPAN 25/2004"),
        ("Telepon 0561-732771, RT 5/2021", ""),
        ("Supp 3/2021", ""),
    ],
)
def test_spellings(text: str, laws: str) -> None:
    """Each spelling names its law."""
    assert " ".join(str(each.law) for each in citations(text)) == laws


def test_the_packaged_table() -> None:
    """Every row of it can be read, and names where the replacement is said."""
    rows = replaced_laws(find_laws())
    assert "PP 5/2021" in [str(row.law) for row in rows]
    assert all(row.source for row in rows)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("{old: hukum lama, new: UU 2/2020, since: 2020-01-01, source: x}", "tidak dikenali"),
        ("{old: UU 1/1999, new: UU 2/2020, since: kemarin, source: x}", "since"),
        ("{old: UU 1/1999, new: UU 2/2020, since: 0, source: x}", "since"),
    ],
)
def test_a_broken_table(row: str, wrong: str) -> None:
    """The office's own table is refused with its line."""
    with pytest.raises(BrokenFile, match=wrong) as refused:
        replaced_laws(KnowledgeFile("laws.yaml", f"laws:\n  - {row}\n"))
    assert refused.value.problems[0].line == 2
