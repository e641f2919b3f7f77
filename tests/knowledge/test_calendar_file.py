"""calendar.yaml: what an office says of its working days reaches the library; what is wrong is told with its line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.calendar_table import CalendarTable
from knowledge.errors import BrokenFile
from knowledge.files import KnowledgeFile, KnowledgeFiles, find_files
from knowledge.library import Library
from knowledge.loading import open_library, read_library
from knowledge.model import DayHours
from tests.knowledge.small import DECREE, broken, line_of

CALENDAR = """\
collective_leave: false
closed:
  - {date: 2026-12-09, reason: Libur pilkada}
  - {date: 2026-11-10, reason: Hari jadi kota, offices: [kecil]}
open:
  - {date: 2026-12-24, reason: Pelayanan tetap buka, offices: [kecil]}
hours:
  kecil:
    - {days: [senin, rabu], open: "08:00", close: "15:00", breaks: [["12:00", "13:00"]]}
"""
_HOURS = '  hours:\n    - {days: [senin, selasa], open: "08:00", close: "15:00", breaks: [["12:00", "13:00"]]}\n'
WITHOUT_HOURS = broken(_HOURS, "")


def built(target: Path, calendar: str, decree: str = WITHOUT_HOURS) -> CalendarTable:
    """The table of a build with a calendar file given as text."""
    files = KnowledgeFiles(
        (KnowledgeFile("decrees/kecil.yaml", decree),),
        find_files().lexicon,
        "small",
        KnowledgeFile("calendar.yaml", calendar),
    )
    build(files, target / "knowledge.db")
    return read_library(target / "knowledge.db").calendar


def test_the_packaged_file_changes_nothing(library: Library) -> None:
    """No days, no hours, and collective leave is a holiday."""
    assert library.calendar == CalendarTable({}, {}, collective_leave=True)


def test_what_the_file_says_is_in_the_library(tmp_path: Path) -> None:
    """Days for all and for one office, days worked, hours, and the setting."""
    table = built(tmp_path, CALENDAR)
    assert not table.collective_leave
    assert table.hours == {
        "kecil": (
            DayHours(0, "08:00", "15:00", (("12:00", "13:00"),)),
            DayHours(2, "08:00", "15:00", (("12:00", "13:00"),)),
        )
    }
    told = [
        (found.closed, found.reason) if (found := table.day(dt.date(2026, month, day), office)) else None
        for month, day in ((12, 9), (11, 10), (12, 24), (12, 25))
        for office in ("kecil", "lain")
    ]
    assert told == [
        (True, "Libur pilkada"),
        (True, "Libur pilkada"),
        (True, "Hari jadi kota"),
        None,
        (False, "Pelayanan tetap buka"),
        None,
        None,
        None,
    ]


def test_without_a_file_nothing_is_said(tmp_path: Path) -> None:
    """A knowledge.db without these tables is read as one without entries."""
    build(KnowledgeFiles((KnowledgeFile("decrees/kecil.yaml", DECREE),), find_files().lexicon, "x"), tmp_path / "k.db")
    assert read_library(tmp_path / "k.db").calendar == CalendarTable()


def test_the_offices_file_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    """A change of DATA_DIR/knowledge/calendar.yaml is seen at the next start, and its removal too."""
    own = tmp_path / "knowledge" / "calendar.yaml"
    own.parent.mkdir()

    def opened() -> CalendarTable:
        return open_library(tmp_path / "knowledge.db", tmp_path / "knowledge").calendar

    assert opened().days == {}
    own.write_text("closed:\n  - {date: 2026-12-09, reason: Libur pilkada, offices: [depok]}\n", "utf-8")
    assert [(day.office, day.reason) for day in opened().days.values()] == [("depok", "Libur pilkada")]
    own.unlink()
    assert opened().days == {}


@pytest.mark.parametrize(
    ("old", "new", "at", "told"),
    [
        ("reason: Libur pilkada", "alasan: Libur pilkada", "alasan", "kunci tidak dikenal"),
        ("2026-12-09", "2026-02-30", "2026-02-30", "nilai tidak sah"),
        ("2026-12-09", "besok", "besok", "harus berupa tanggal"),
        (", reason: Libur pilkada", "", "2026-12-09", "wajib ada"),
        ("offices: [kecil]}\nopen", "offices: []}\nopen", "offices: []", "paling sedikit 1"),
        ("offices: [kecil]}\nopen", "offices: [kecl]}\nopen", "kecl", "kantor 'kecl' tidak dikenal → .*kecil"),
        ("  kecil:", "  kecl:", "  kecl:", "kantor 'kecl' tidak dikenal"),
        ("2026-12-24", "2026-11-10", "Pelayanan tetap", "2026-11-10 untuk kecil diberikan dua kali → hapus"),
        ("2026-11-10, reason: Hari jadi kota, offices: [kecil]", "2026-12-09, reason: Lain", "Lain", "semua kantor"),
        ("collective_leave: false", "collective_leave: mungkin", "mungkin", "harus true atau false"),
        ("[senin, rabu]", "[senin, senin]", "  kecil:", "hari yang sama diberikan dua kali"),
        ('close: "15:00"', 'close: "07:00"', "07:00", "harus berurutan"),
        ('["12:00", "13:00"]', '["13:00", "12:00"]', "rabu", "harus berurutan"),
        ("[senin, rabu]", "[]", "days: []", "paling sedikit 1"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, at: str, told: str) -> None:
    """What is wrong, where, and what to do."""
    assert CALENDAR.count(old) == 1, old
    text = CALENDAR.replace(old, new)
    with pytest.raises(BrokenFile, match=rf"calendar\.yaml:{line_of(text, at)}: .*{told}"):
        built(tmp_path, text)
    assert list(tmp_path.iterdir()) == []


def test_hours_that_the_decree_states_are_not_overruled(tmp_path: Path) -> None:
    """What is counted with is what citizens are told."""
    with pytest.raises(
        BrokenFile, match=rf"calendar\.yaml:{line_of(CALENDAR, '  kecil:')}: .*sudah menyebut jam kerja"
    ):
        built(tmp_path, CALENDAR, DECREE)


def test_an_office_without_any_hours_is_refused(tmp_path: Path) -> None:
    """An empty list is a slip."""
    text = CALENDAR[: CALENDAR.index("  kecil:")] + "  kecil: []\n"
    with pytest.raises(BrokenFile, match=rf"calendar\.yaml:{line_of(text, '  kecil: []')}: tanpa jam kerja → isi"):
        built(tmp_path, text)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Two faults, two lines."""
    text = CALENDAR.replace("2026-12-24", "2026-11-10").replace("  kecil:", "  kecl:")
    with pytest.raises(BrokenFile) as refused:
        built(tmp_path, text)
    assert {problem.line for problem in refused.value.problems} == {
        line_of(text, "Pelayanan tetap"),
        line_of(text, "  kecl:"),
    }


@pytest.mark.parametrize(("old", "new"), [('open: "08:00"', 'open: "16:00"'), ('"13:00"]]', '"16:00"]]')])
def test_hours_of_a_decree_are_in_order_too(tmp_path: Path, old: str, new: str) -> None:
    """The same check holds for decree files."""
    text = broken(old, new)
    with pytest.raises(BrokenFile, match=rf"kecil\.yaml:{line_of(text, new)}: .*harus berurutan"):
        built(tmp_path, "collective_leave: true\n", text)
