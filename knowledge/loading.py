"""Reads knowledge.db into a Library, building the database first when it is missing or older than the files."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from sys import intern

from knowledge.calendar_table import CalendarTable, day_hours, read_table
from knowledge.checklist_model import ServiceList
from knowledge.checklist_rows import read_condition, read_question
from knowledge.checklist_rules import service_lists
from knowledge.errors import BrokenDatabase, Problem
from knowledge.files import FORMAT, find_files
from knowledge.form_model import Form
from knowledge.form_rows import read_form
from knowledge.lexicon import Cue, Lexicon, Subject
from knowledge.library import Library, Place
from knowledge.model import (
    ComplaintChannel,
    ComplaintClass,
    Component,
    Decree,
    Item,
    Office,
    Service,
    Value,
)
from knowledge.morphology import Roots
from knowledge.progress import Progress

_ALWAYS = frozenset({"offices", "services", "components", "items"})
"""The tables that every knowledge.db has; the others are left out when they would be empty."""
_REMEDY = "jalankan `tanya build` untuk membuatnya kembali"


def open_library(database: Path, overlay: Path | None = None, progress: Progress | None = None) -> Library:
    """The library of a data folder; builds knowledge.db when missing, stale or damaged. Raises KnowledgeError."""
    files = find_files(overlay)
    if fingerprint(database) == files.fingerprint:
        with contextlib.suppress(BrokenDatabase):
            return read_library(database)
    from knowledge.build import build  # a start from a built database spares the fifth of a second this import takes

    build(files, database, progress)
    return read_library(database)


def fingerprint(database: Path) -> str | None:
    """What files a knowledge.db was built from, or None when it cannot be told."""
    if not database.is_file():
        return None
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        meta = dict(connection.execute("select key, value from meta"))
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return meta.get("fingerprint") if meta.get("format") == FORMAT else None


def read_library(database: Path) -> Library:
    """Reads a knowledge.db as it is; raises BrokenDatabase when it is missing or damaged."""
    if not database.is_file():
        raise BrokenDatabase(Problem(str(database), 0, "tidak ada", _REMEDY))
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return _Rows(connection).library()
    except (sqlite3.DatabaseError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise BrokenDatabase(
            Problem(str(database), 0, f"rusak atau bukan basis pengetahuan ({error})", _REMEDY)
        ) from None
    finally:
        connection.close()


class _Rows:
    """The tables of one open database, grouped by what owns the rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        self._connection = connection

    def library(self) -> Library:
        places = (Place(row["name"], row["province"], row["phrase"]) for row in self._all("places"))
        services = tuple(self._services())
        lists = self._checklists(services)
        return Library(self._offices(), services, self._lexicon(), places, self._calendar(), self._forms(), lists)

    def _all(self, table: str, order: str = "rowid") -> Iterator[sqlite3.Row]:
        exists = "select 1 from sqlite_master where type = 'table' and name = ?"
        if table not in _ALWAYS and self._connection.execute(exists, (table,)).fetchone() is None:
            return iter(())
        return self._connection.execute(f"select * from [{table}] order by {order}")  # noqa: S608 - fixed names

    def _grouped(self, table: str, *keys: str, order: str = "rowid") -> dict[tuple[str, ...], list[sqlite3.Row]]:
        grouped: dict[tuple[str, ...], list[sqlite3.Row]] = defaultdict(list)
        for row in self._all(table, order):
            grouped[tuple(row[key] for key in keys)].append(row)
        return grouped

    def _notes(self, about: str) -> Callable[..., tuple[str, ...]]:
        grouped: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in self._all("notes"):
            if row["about"] == about:
                grouped[row["office"], row["service"], row["component"]].append(row["note"])
        return lambda office, service="", component="": tuple(grouped.get((office, service, component), ()))

    def _offices(self) -> Iterator[Office]:
        contacts = self._grouped("contacts", "office", "kind")
        names, hours = self._grouped("office_names", "office"), self._grouped("hours", "office")
        channels = self._grouped("complaint_channels", "office")
        classes = self._grouped("complaint_classes", "office")
        decrees = {row["office"]: row for row in self._all("decrees")}
        office_notes, decree_notes = self._notes("office"), self._notes("decree")
        for row in self._all("offices"):
            slug = row["slug"]
            yield Office(
                **{key: row[key] for key in ("slug", "name", "short", "place", "region", "level", "address")},
                names=tuple(found["name"] for found in names.get((slug,), ())),
                postcode=row["postcode"],
                phones=_values(contacts, slug, "phones"),
                faxes=_values(contacts, slug, "faxes"),
                whatsapp=_values(contacts, slug, "whatsapp"),
                emails=_values(contacts, slug, "emails"),
                web=_values(contacts, slug, "web"),
                social=_values(contacts, slug, "social"),
                hours=tuple(day_hours(dict(found)) for found in hours.get((slug,), ())),
                hours_service=f"{slug}/{row['hours_service']}" if row["hours_service"] else None,
                timezone=row["timezone"],
                complaint_channels=tuple(
                    ComplaintChannel(found["kind"], found["value"], found["note"])
                    for found in channels.get((slug,), ())
                ),
                complaint_classes=tuple(
                    ComplaintClass(found["id"], found["name"], found["amount"], found["unit"])
                    for found in classes.get((slug,), ())
                ),
                decree=_decree(decrees[slug], decree_notes(slug)),
                notes=office_notes(slug),
            )

    def _services(self) -> Iterator[Service]:
        components = self._components()
        aliases = self._grouped("aliases", "service")
        notes = self._notes("service")
        for row in self._all("services"):
            yield Service(
                id=row["id"],
                office=intern(row["office"]),
                key=intern(row["key"]),
                number=row["number"],
                name=row["name"],
                label=row["label"],
                aliases=tuple(intern(found["alias"]) for found in aliases.get((row["id"],), ())),
                permit=bool(row["permit"]),
                listed_only=bool(row["listed_only"]),
                components=components.get(row["id"], {}),
                notes=notes(row["office"], row["id"]),
            )

    def _components(self) -> dict[str, dict[str, Component]]:
        items = self._grouped("items", "service", "component")
        values = self._grouped("values", "service", "component")
        notes = self._notes("component")
        found: dict[str, dict[str, Component]] = defaultdict(dict)
        for row in self._all("components"):
            key = (row["service"], row["component"])
            found[row["service"]][intern(row["component"])] = Component(
                id=intern(row["component"]),
                intro=row["intro"],
                flow=tuple(json.loads(row["flow"])),
                items=_tree(items.get(key, [])),
                remark=row["remark"],
                blank=bool(row["blank"]),
                values=tuple(
                    Value(each["kind"], each["amount"], each["upto"], each["unit"], each["label"], each["item"])
                    for each in values.get(key, ())
                ),
                notes=notes(row["service"].partition("/")[0], *key),
            )
        return found

    def _lexicon(self) -> Lexicon:
        words: dict[str, list[str]] = defaultdict(list)
        for row in self._all("words"):
            words[row["kind"]].append(row["word"])
        meanings: dict[str, tuple[str, ...]] = {}
        idioms: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in self._all("meanings"):
            written, meaning = tuple(row["written"].split()), tuple(intern(word) for word in row["meaning"].split())
            if len(written) == 1:
                meanings.setdefault(written[0], meaning)
            else:
                idioms.setdefault(written, meaning)
        synonyms = {row["root"]: row["meaning"] for row in self._all("synonyms")}
        return Lexicon(
            meanings=meanings,
            idioms=idioms,
            roots=Roots((*words["root"], *synonyms, *synonyms.values()), words["keep"]),
            synonyms=synonyms,
            everyday=frozenset(words["everyday"]),
            fillers=frozenset(words["filler"]),
            general=frozenset(words["general"]),
            numbers={row["word"]: row["value"] for row in self._all("numbers")},
            cues=tuple(Cue(row["kind"], row["target"], row["phrase"], row["strength"]) for row in self._all("cues")),
            subjects={row.id: row for row in self._subjects()},
            doors={row["matter"]: row["door"] for row in self._all("doors")},
        )

    def _forms(self) -> Iterator[Form]:
        return (read_form(row["document"]) for row in self._all("forms"))

    def _checklists(self, services: tuple[Service, ...]) -> dict[str, ServiceList]:
        questions = [read_question(dict(row)) for row in self._all("checklist_questions")]
        conditions = [read_condition(dict(row)) for row in self._all("checklist_conditions")]
        return service_lists(questions, conditions, {service.id: service for service in services})

    def _calendar(self) -> CalendarTable:
        return read_table(*(map(dict, self._all(f"calendar_{part}")) for part in ("days", "hours", "settings")))

    def _subjects(self) -> Iterator[Subject]:
        for (subject,), rows in self._grouped("subjects", "subject").items():
            named: dict[str, list[str]] = defaultdict(list)
            for row in rows:
                named[row["relation"]].append(row["service"])
            yield Subject(
                subject, rows[0]["name"], tuple(named["services"]), tuple(named["related"]), tuple(named["yields_to"])
            )


def _values(contacts: dict[tuple[str, ...], list[sqlite3.Row]], office: str, kind: str) -> tuple[str, ...]:
    return tuple(row["value"] for row in contacts.get((office, kind), ()))


def _decree(row: sqlite3.Row, notes: tuple[str, ...]) -> Decree:
    return Decree(
        number=row["number"],
        title=row["title"],
        date=dt.date.fromisoformat(row["date"]),
        place=row["place"],
        signed_by=row["signed_by"],
        source_file=row["source_file"],
        source_sha256=row["source_sha256"],
        notes=notes,
    )


def _tree(rows: list[sqlite3.Row]) -> tuple[Item, ...]:
    """The items of one component, nested by their paths; rows come in decreed order."""
    children: dict[str, list[Item]] = defaultdict(list)
    for row in reversed(rows):
        path = row["path"]
        parent = path.rpartition(".")[0]
        own = tuple(reversed(children.pop(path, [])))
        children[parent].append(
            Item(row["mark"], intern(row["text"]), own, tuple(json.loads(row["flow"])), row["note"])
        )
    return tuple(reversed(children[""]))
