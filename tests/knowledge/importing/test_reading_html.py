"""What is read of a whole HTML page: what a browser would show, marks included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.importing.shown import read


def page(folder: Path, body: str) -> list[str]:
    path = folder / "keputusan.html"
    path.write_text(f"<!DOCTYPE html><html><head><title>Tab</title></head><body>{body}</body></html>", "utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<h2>LAMPIRAN</h2><p>satu<br>dua</p>tiga", ["#LAMPIRAN", "satu", "dua", "tiga"]),
        ("<ol type=a start=3><li>KTP</li><li><p>NPWP</p><p>asli</p></ol>", ["c. KTP", "d. NPWP", "asli"]),
        ("<ol><li>A<ul><li>b</ul><li value=7>C<li>D</ol>", ["1. A", ">- b", "7. C", "8. D"]),
        ('<ol style="list-style-type: upper-roman"><li>A<li>B</ol>', ["I. A", "II. B"]),
        ("<ul style='list-style: none'><li>A</ul>", ["A"]),
        ("<ol reversed><li>A<li>B</ol>", ["2. A", "1. B"]),
        ("<p>a<script>b</script><span style='display:none'>c</span></p><!-- d --><p hidden>e</p>", ["a"]),
        ("<pre>satu\n  dua</pre>", ["satu", "dua"]),
        ("<pre class=mermaid>graph TD\nA --> B</pre>", ["°graph TD", "°A --> B"]),
        ("<p>H&amp;M&nbsp;&#176;</p>", ["H&M °"]),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_shown(tmp_path: Path, body: str, blocks: list[str]) -> None:
    assert page(tmp_path, body) == blocks


def test_spans_leave_empty_cells_and_repeated_heads_are_dropped(tmp_path: Path) -> None:
    table = """<table><thead><tr><th>No<th>Komponen<th>Uraian</thead>
        <tr><td rowspan=2>1<td>Persyaratan<td><ol type=a><li>KTP<li>NPWP</ol>
        <tr><td colspan=2>lanjutan
        <tr><th>No<th>Komponen<th>Uraian
        <tr><td>2<td>Biaya<td>Gratis</table>"""
    assert page(tmp_path, table) == [
        "1: No | Komponen | Uraian",
        "1: 1 | Persyaratan | a. KTP / b. NPWP",
        "1:  | lanjutan | ",
        "1: 2 | Biaya | Gratis",
    ]


def test_a_table_in_a_cell_is_read_row_by_row_and_a_frame_is_no_table(tmp_path: Path) -> None:
    inner = "<table><tr><td>Mikro<td>Rp0</table>"
    assert page(tmp_path, f"<table><tr><td>Biaya<td>{inner}</table>") == ["1: Biaya | Mikro: Rp0"]
    assert page(tmp_path, f"<table><tr><td>Judul{inner}</table>") == ["Judul", "1: Mikro | Rp0"]


def test_other_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lama.htm"
    path.write_bytes("<html><body>Biaya “gratis” – 5°</body></html>".encode("cp1252"))
    assert read(path) == ["Biaya “gratis” – 5°"]
    path.write_bytes("<html><body>Biaya “gratis”</body></html>".encode("utf-16"))
    assert read(path) == ["Biaya “gratis”"]
