"""Compiles the decree and lexicon files to knowledge.db, a database that a person can read with any SQLite tool."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import sqlite_utils
from pydantic import BaseModel

from knowledge.calendar_rows import calendar_rows
from knowledge.checklist_file import ChecklistsFile, made_checklists
from knowledge.checklist_rows import checklist_rows
from knowledge.decree_file import DecreeFile, DoubtPart
from knowledge.decree_rows import Rows, decree_rows
from knowledge.doubts import doubts
from knowledge.draft_file import DraftFile
from knowledge.errors import BrokenDatabase, BrokenFile, KnowledgeError, Problem
from knowledge.families import UnknownFamily
from knowledge.files import FORMAT, KnowledgeFile, KnowledgeFiles
from knowledge.form_file import FormsFile, made_forms
from knowledge.form_rows import form_rows
from knowledge.lexicon_file import FILES
from knowledge.lexicon_rows import lexicon_rows
from knowledge.progress import Progress
from knowledge.yaml_lines import line_finder, read_yaml

_KEYS: dict[str, str | tuple[str, ...]] = {
    "meta": "key",
    "offices": "slug",
    "decrees": "office",
    "services": "id",
    "components": ("service", "component"),
    "items": ("service", "component", "path"),
    "values": ("service", "component", "position"),
    "aliases": ("service", "position"),
    "contacts": ("office", "kind", "position"),
    "office_names": ("office", "position"),
    "hours": ("office", "weekday"),
    "complaint_channels": ("office", "position"),
    "complaint_classes": ("office", "position"),
    "subjects": ("subject", "relation", "service"),
    "doors": "matter",
    "forms": "id",
    "form_services": ("form", "service"),
    "checklist_questions": "key",
    "synonyms": "root",
    "calendar_days": ("date", "office"),
    "calendar_hours": ("office", "weekday"),
    "calendar_settings": "key",
}
_FOREIGN_KEYS: dict[str, list[tuple[str, str, str]]] = {
    "decrees": [("office", "offices", "slug")],
    "services": [("office", "offices", "slug")],
    "components": [("service", "services", "id")],
    "items": [("service", "services", "id")],
    "values": [("service", "services", "id")],
    "aliases": [("service", "services", "id")],
}
_BATCH = 5_000
_SETTLE = "cocokkan dengan naskah sumber, perbaiki butirnya, lalu hapus keraguan ini (kunci doubts)"


def build(files: KnowledgeFiles, target: Path, progress: Progress | None = None) -> None:
    """Compiles the files to `target`, replacing it at once; raises KnowledgeError and leaves `target` as it was."""
    steps = len(files.decrees) + len(files.lexicon) + 1
    report = progress or (lambda _what, _done, _all: None)
    rows: Rows = defaultdict(list)
    for done, file in enumerate(files.decrees):
        report(file.name, done, steps)
        _extend(rows, _checked(file.name, decree_rows(read_decree(file))))
    _refuse_double_offices(files, rows)
    if files.calendar is not None:
        with_hours = {row["office"] for row in rows["hours"]}
        offices = {row["slug"]: row["slug"] in with_hours for row in rows["offices"]}
        _extend(rows, calendar_rows(files.calendar, offices))
    forms = {file.name: read_yaml(file.text, file.name, FormsFile) for file in files.forms}
    _extend(rows, form_rows(made_forms(forms, texts={file.name: file.text for file in files.forms})))
    lists = {file.name: read_yaml(file.text, file.name, ChecklistsFile) for file in files.checklists}
    _extend(rows, checklist_rows(*made_checklists(lists, {file.name: file.text for file in files.checklists})))
    report("kamus", len(files.decrees), steps)
    _extend(rows, _checked("lexicon", _lexicon_rows(files.lexicon)))
    report("knowledge.db", steps - 1, steps)
    rows["meta"] = [{"key": "fingerprint", "value": files.fingerprint}, {"key": "format", "value": FORMAT}]
    write_database(rows, target)
    report("knowledge.db", steps, steps)


def read_decree(file: KnowledgeFile) -> DecreeFile:
    """A decree file as it may be published; raises BrokenFile, naming every doubt that still stands in it."""
    try:
        read = read_yaml(file.text, file.name, DecreeFile)
    except BrokenFile as broken:
        raise BrokenFile(*broken.problems, *_standing_in_draft(file)) from None
    standing = _standing(file, read)
    if standing:
        raise BrokenFile(*standing)
    return read


def _standing_in_draft(file: KnowledgeFile) -> list[Problem]:
    """The doubts of a file that is no decree file yet, where it is at least a draft."""
    try:
        return _standing(file, read_yaml(file.text, file.name, DraftFile))
    except BrokenFile:
        return []


def _standing(file: KnowledgeFile, read: DecreeFile | DraftFile) -> list[Problem]:
    find = line_finder(file.text)
    return [
        Problem(file.name, find(location), f"masih ada keraguan: {doubt.why}{_where(doubt)}", _SETTLE)
        for location, doubt in doubts(read)
    ]


def _where(doubt: DoubtPart) -> str:
    said = [f"tercetak “{doubt.printed}”" if doubt.printed else "", doubt.place or ""]
    told = ", ".join(each for each in said if each)
    return f" ({told})" if told else ""


def write_database(rows: Rows, target: Path) -> None:
    """Writes the rows to a new database and moves it to `target` in one step; raises BrokenDatabase."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        _write_draft(rows, draft)
        draft.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        wrong = f"tidak dapat ditulis ({error})"
        remedy = "periksa izin tulis dan ruang kosong folder itu, atau setel TANYA_DATA_DIR"
        raise BrokenDatabase(Problem(str(target), 0, wrong, remedy)) from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_draft(rows: Rows, draft: Path) -> None:
    with contextlib.closing(sqlite3.connect(draft)) as connection:
        database = sqlite_utils.Database(connection)
        for table in sorted(rows, key=lambda name: (name not in _KEYS, name != "offices", name != "services", name)):
            database.table(table).insert_all(
                rows[table],
                pk=_KEYS.get(table),
                foreign_keys=_FOREIGN_KEYS.get(table),
                batch_size=_BATCH,
                alter=False,
            )
        if "items" in rows:
            database.table("items").enable_fts(["text"], tokenize="unicode61")
        connection.commit()


def _checked(file: str, rows: Rows) -> Rows:
    """The rows of one source as given; refuses two with the same key, which the database could not hold."""
    for table, key in _KEYS.items():
        columns = (key,) if isinstance(key, str) else key
        seen: set[tuple[object, ...]] = set()
        for row in rows.get(table, ()):
            identity = tuple(row[column] for column in columns)
            if identity in seen:
                wrong = f"{table}: {', '.join(map(str, identity))} diberikan dua kali"
                raise BrokenFile(Problem(file, 0, wrong, "hapus salah satunya"))
            seen.add(identity)
    return rows


def _extend(rows: Rows, more: Rows) -> None:
    for table, added in more.items():
        rows[table] += added


def _lexicon_rows(files: Iterable[KnowledgeFile]) -> Rows:
    try:
        return lexicon_rows(_read_lexicon(files))
    except UnknownFamily as error:
        named = f"<{error}>"
        file = next(file for file in files if named in file.text)
        line = file.text[: file.text.index(named)].count("\n") + 1
        wrong = f"keluarga kata {named} tidak dikenal"
        remedy = "perbaiki ejaannya, atau tambahkan keluarga itu di families.yaml"
        raise BrokenFile(Problem(file.name, line, wrong, remedy)) from None


def _read_lexicon(files: Iterable[KnowledgeFile]) -> dict[str, BaseModel]:
    read: dict[str, BaseModel] = {}
    problems: list[Problem] = []
    for file in files:
        shape = FILES.get(file.stem)
        if shape is None:
            remedy = f"hapus file ini, atau beri nama salah satu dari: {', '.join(FILES)}"
            problems.append(Problem(file.name, 0, "bukan file kamus yang dikenal", remedy))
            continue
        try:
            read[file.stem] = read_yaml(file.text, file.name, shape)
        except KnowledgeError as error:
            problems += error.problems
    problems += [
        Problem(f"lexicon/{stem}.yaml", 0, "tidak ada", "kembalikan file ini dari paket pemasangan")
        for stem in FILES
        if stem not in read and not any(problem.file == f"lexicon/{stem}.yaml" for problem in problems)
    ]
    if problems:
        raise BrokenFile(*problems)
    return read


def _refuse_double_offices(files: KnowledgeFiles, rows: Rows) -> None:
    first: dict[str, str] = {}
    for office, file in zip(rows["offices"], files.decrees, strict=True):
        earlier = first.setdefault(office["slug"], file.name)
        if earlier != file.name:
            wrong = f"kantor {office['slug']!r} sudah ada di {earlier}"
            remedy = f"simpan satu file untuk satu kantor; untuk menggantikannya, beri nama yang sama: {earlier}"
            raise BrokenFile(Problem(file.name, 1, wrong, remedy))
