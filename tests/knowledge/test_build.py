"""knowledge.db: built the same from the same files, in one step or not at all, and readable by a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.build import build, write_database
from knowledge.errors import BrokenDatabase, BrokenFile, KnowledgeError
from knowledge.files import KnowledgeFile, KnowledgeFiles, find_files
from tests.knowledge.small import DECREE, broken, line_of

TABLES = {"offices", "decrees", "services", "components", "items", "values", "aliases", "notes", "cues", "places"}


def small(*decrees: str, lexicon: tuple[KnowledgeFile, ...] | None = None) -> KnowledgeFiles:
    """The packaged lexicon with decrees given as text, named kecil-1.yaml, kecil-2.yaml and so on."""
    named = (KnowledgeFile(f"decrees/kecil-{place}.yaml", text) for place, text in enumerate(decrees, 1))
    return KnowledgeFiles(tuple(named), find_files().lexicon if lexicon is None else lexicon, "small")


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """A knowledge.db of an earlier build, alone in its folder."""
    target = tmp_path / "knowledge.db"
    build(small(DECREE), target)
    return target


@pytest.fixture
def database(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """The knowledge.db of the packaged files."""
    with closing(sqlite3.connect(data_dir / "knowledge.db")) as connection:
        yield connection


def dump(target: Path) -> list[str]:
    """A database as SQL."""
    with closing(sqlite3.connect(target)) as connection:
        return list(connection.iterdump())


def test_the_same_files_give_the_same_database(data_dir: Path, tmp_path: Path) -> None:
    """Two builds cannot be told apart."""
    build(find_files(), tmp_path / "again.db")
    assert dump(tmp_path / "again.db") == dump(data_dir / "knowledge.db")


def test_another_decree_gives_another_database(standing: Path, tmp_path: Path) -> None:
    """What the decree says is what the dump shows: the comparison above is not one of empty files."""
    build(small(broken("3 hari kerja}", "4 hari kerja}")), tmp_path / "other.db")
    assert dump(tmp_path / "other.db") != dump(standing)


def test_a_person_can_read_the_tables(database: sqlite3.Connection) -> None:
    """Every table is there under its plain name, with rows."""
    tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    assert tables >= TABLES
    assert {
        table for table in TABLES if database.execute(f"select count(*) from [{table}]").fetchone() == (0,)
    } == set()
    rows = database.execute("select text from items where service = 'depok/kios' and component = 'persyaratan'")
    assert ("Warga ber-KTP Depok",) in rows.fetchall()


def test_every_row_belongs_to_something(database: sqlite3.Connection) -> None:
    """The foreign keys of the tables hold."""
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_items_are_found_by_their_words(database: sqlite3.Connection) -> None:
    """Full-text search works with any SQLite tool."""
    query = "select text from items where rowid in (select rowid from items_fts where items_fts match ?)"
    found = [text for (text,) in database.execute(query, ("ktp depok",))]
    assert "Warga ber-KTP Depok" in found
    assert all("ktp" in text.lower() and "depok" in text.lower() for text in found)


def test_progress_is_told(tmp_path: Path) -> None:
    """Every decree is named as its turn comes, and the last step is the last."""
    told: list[tuple[str, int, int]] = []
    build(small(DECREE), tmp_path / "knowledge.db", lambda *step: told.append(step))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[0][0] == "decrees/kecil-1.yaml"
    assert told[-1][1] == told[-1][2]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(lambda: small(DECREE + "x: 1\n"), id="broken decree"),
        pytest.param(lambda: small(DECREE, DECREE), id="office twice"),
        pytest.param(lambda: small(DECREE, lexicon=()), id="no lexicon"),
    ],
)
def test_a_refused_build_leaves_all_as_it_was(standing: Path, files: object) -> None:
    """The old database stays to the byte, and no draft lies beside it."""
    before = standing.read_bytes()
    assert callable(files)
    with pytest.raises(BrokenFile):
        build(files(), standing)
    assert standing.read_bytes() == before
    assert list(standing.parent.iterdir()) == [standing]


def test_a_failed_write_leaves_all_as_it_was(standing: Path) -> None:
    """Rows that the database refuses half-way do not reach it, and no draft lies beside it."""
    before = standing.read_bytes()
    office = {"slug": "kecil", "name": "Kecil"}
    with pytest.raises(sqlite3.IntegrityError):
        write_database({"decrees": [{"office": "kecil"}], "offices": [office, office]}, standing)
    assert standing.read_bytes() == before
    assert list(standing.parent.iterdir()) == [standing]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where nothing can be written, the message names the place and what to do."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(BrokenDatabase, match=r"file/knowledge\.db: tidak dapat ditulis .*TANYA_DATA_DIR"):
        build(small(DECREE), tmp_path / "file" / "knowledge.db")


def test_a_folder_in_place_of_the_database_is_told(tmp_path: Path) -> None:
    """A folder named knowledge.db is left alone."""
    (tmp_path / "knowledge.db" / "inside").mkdir(parents=True)
    with pytest.raises(BrokenDatabase, match="tidak dapat ditulis"):
        build(small(DECREE), tmp_path / "knowledge.db")
    assert [path.name for path in tmp_path.iterdir()] == ["knowledge.db"]


def test_two_files_for_one_office(tmp_path: Path) -> None:
    """The second is refused; both are named, and how to replace the first."""
    with pytest.raises(BrokenFile) as refused:
        build(small(DECREE, DECREE), tmp_path / "knowledge.db")
    assert str(refused.value).startswith("decrees/kecil-2.yaml:1: kantor 'kecil' sudah ada di decrees/kecil-1.yaml → ")
    assert "nama yang sama" in str(refused.value)


def test_the_same_weekday_twice(tmp_path: Path) -> None:
    """Hours that contradict each other are refused with the file, not with a database error."""
    with pytest.raises(BrokenFile, match=r"decrees/kecil-1\.yaml.*diberikan dua kali"):
        build(small(broken("[senin, selasa]", "[senin, senin]")), tmp_path / "knowledge.db")


def test_unknown_lexicon_file(tmp_path: Path) -> None:
    """A misspelt file name is told, with the names that there are."""
    stray = KnowledgeFile("lexicon/slank.yaml", "words: {}")
    with pytest.raises(KnowledgeError, match=r"lexicon/slank\.yaml: bukan file kamus yang dikenal → .*slang"):
        build(small(DECREE, lexicon=(*find_files().lexicon, stray)), tmp_path / "knowledge.db")


def test_missing_lexicon_file(tmp_path: Path) -> None:
    """A lexicon file that is gone is named."""
    left = tuple(file for file in find_files().lexicon if file.stem != "roots")
    with pytest.raises(KnowledgeError, match=r"lexicon/roots\.yaml: tidak ada → kembalikan"):
        build(small(DECREE, lexicon=left), tmp_path / "knowledge.db")


def test_a_phrase_with_an_unknown_family(tmp_path: Path) -> None:
    """A family that families.yaml lacks is told with the line of the phrase and what to do."""
    lexicon = tuple(
        KnowledgeFile(file.name, file.text.replace("strong: [", "strong: [tanya <petugaz>, ", 1))
        if file.stem == "subjects"
        else file
        for file in find_files().lexicon
    )
    line = line_of(next(file.text for file in lexicon if file.stem == "subjects"), "<petugaz>")
    with pytest.raises(BrokenFile, match=rf"lexicon/subjects\.yaml:{line}: .*<petugaz> tidak dikenal → .*families"):
        build(small(DECREE, lexicon=lexicon), tmp_path / "knowledge.db")


def test_several_broken_lexicon_files_are_told_at_once(tmp_path: Path) -> None:
    """Each broken file has its line in the message, and none of them is called missing."""
    files = [file for file in find_files().lexicon if file.stem not in {"slang", "roots"}]
    files += [KnowledgeFile("lexicon/roots.yaml", "roots: []"), KnowledgeFile("lexicon/slang.yaml", "kata: {}")]
    with pytest.raises(KnowledgeError) as refused:
        build(small(DECREE, lexicon=tuple(files)), tmp_path / "knowledge.db")
    assert {(problem.file, problem.line) for problem in refused.value.problems} == {
        ("lexicon/roots.yaml", 1),
        ("lexicon/slang.yaml", 1),
    }


def test_the_line_of_a_broken_decree(tmp_path: Path) -> None:
    """The refusal of a build names the file and the line."""
    text = broken("level: kota", "level: negara")
    with pytest.raises(BrokenFile, match=rf"decrees/kecil-1\.yaml:{line_of(text, 'negara')}: office\.level: "):
        build(small(text), tmp_path / "knowledge.db")


DOUBT = "doubts: [{why: satuannya tidak terbaca, printed: 5 Han, place: halaman 3}]"


def test_a_doubt_is_not_published(tmp_path: Path) -> None:
    """Every doubt that stands is named with its line, wherever it is; nothing is built."""
    text = broken("3 hari kerja}", f"3 hari kerja, {DOUBT}}}").replace("level: kota", f"level: kota\n  {DOUBT}")
    with pytest.raises(BrokenFile) as refused:
        build(small(text), tmp_path / "knowledge.db")
    office, item = refused.value.problems
    assert (office.line, item.line) == (line_of(text, "  doubts: [{why"), line_of(text, "3 hari kerja, doubts"))
    assert item.wrong == "masih ada keraguan: satuannya tidak terbaca (tercetak “5 Han”, halaman 3)"
    assert "naskah sumber" in item.remedy
    assert "doubts" in item.remedy
    assert not (tmp_path / "knowledge.db").exists()


def test_a_draft_is_not_published(tmp_path: Path) -> None:
    """What is not filled in is told in plain words, together with the doubts."""
    text = broken("level: kota", "level: null").replace("date: 2024-01-31", "date: null")
    text = text.replace("3 hari kerja}", f"3 hari kerja, {DOUBT}}}", 1)
    with pytest.raises(BrokenFile) as refused:
        build(small(text), tmp_path / "knowledge.db")
    level, date, doubt = (problem.wrong for problem in refused.value.problems)
    assert level == "office.level: belum diisi ('kota', 'kabupaten' atau 'provinsi')"
    assert date == "decree.date: belum diisi"
    assert doubt.startswith("masih ada keraguan")
