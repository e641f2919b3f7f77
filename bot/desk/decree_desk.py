"""Decrees for admins at the desk: each knows those of the own offices, and every change is written down."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.decrees.counting import doubts_of
from bot.decrees.editing import ITEM_ACTS, Edited, edit_item
from bot.decrees.heads import edit_head, edit_service
from bot.decrees.overlay import OfficeFile, office_file, packaged_text
from bot.decrees.publishing import Trial, Trouble, dump_trial, load_trial, tried, troubles
from bot.decrees.spots import Spot
from bot.decrees.texts import draft_kept, draft_of_text, kept, text_of
from bot.desk.access import Visit
from bot.desk.announcement_form import Typed
from bot.files.naming import shown_name
from bot.files.shelf import Shelf
from bot.staff import Staff
from bot.store.decree_drafts import (
    DecreeDraft,
    Edit,
    NewDraft,
    SourceKind,
    SourceLine,
    StaleDraft,
    UnknownDraft,
    add_draft,
    change_draft,
    draft_of,
    drafts_of,
    edits_since,
    end_draft,
    keep_trial,
    source_lines,
)
from bot.store.decree_questions import bank_of
from bot.store.decree_versions import (
    DecreeVersion,
    NewVersion,
    UnknownVersion,
    newest_number,
    publish,
    version_of,
    versions_of,
)
from bot.store.desk_audit import keep
from bot.store.officers import Officer
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from handlers.choices import LONGEST_ID
from knowledge.draft_file import DraftFile
from knowledge.library import Library
from knowledge.versions.changes import Changes
from knowledge.versions.comparing import changes
from knowledge.versions.wording import in_words

NEW = ""
"""The office of a draft whose office there is not yet."""
TYPED = "TERBITKAN"
"""What is typed to publish although something got worse."""
_MOST_DIGITS = 9
_BEFORE = "Berlaku dari berkas di server sebelum versi pertama diterbitkan di sini."
Written = Callable[[], Awaitable[bool]]
"""Lets what was published be written to this process's files."""


class NotReady(Exception):
    """A draft cannot be published as it stands; says why."""


class DecreeDesk:
    """What the pages ask for; a draft of an office that an officer does not serve is as unknown as none."""

    def __init__(self, store: Store, staff: Staff, shelf: Shelf, overlay: Path, written: Written, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._shelf = shelf
        self._overlay = overlay
        self._written = written
        self._clock = clock

    @property
    def library(self) -> Library:
        """What is known now."""
        return self._staff.search.library

    async def drafts(self, officer: Officer, office: str) -> list[DecreeDraft]:
        """The drafts of an office; to who serves all offices also those of offices that there are not yet."""
        offices = [office, NEW] if officer.offices is None else [office]
        return await self._store.read(partial(drafts_of, offices=offices))

    async def draft(self, officer: Officer, number: str) -> DecreeDraft:
        """One draft; raises UnknownDraft."""
        if not number.isascii() or not number.isdecimal() or len(number) > _MOST_DIGITS:
            raise UnknownDraft(number)
        return await self._store.read(partial(draft_of, number=int(number), offices=officer.offices))

    async def lines(self, draft: DecreeDraft) -> tuple[SourceLine, ...]:
        """The source document of a draft."""
        return await self._store.read(partial(source_lines, number=draft.id))

    async def edits(self, draft: DecreeDraft, revision: int) -> list[Edit]:
        """What was changed after a revision."""
        return await self._store.read(partial(edits_since, number=draft.id, revision=revision))

    def document(self, draft: DecreeDraft) -> Path | None:
        """Where the source document of a draft lies, if it is on this machine."""
        path = self._shelf.path(draft.sha256) if draft.sha256 is not None else None
        return path if path is not None and path.is_file() else None

    async def upload(self, visit: Visit, office: str, name: str, content: bytes) -> int:
        """Takes a document in to be read, or a YAML file as the draft that it is; returns the draft's number.

        Raises BrokenFile for a YAML file that is none, and OSError.
        """
        shown, by = shown_name(name), visit.officer.name
        if shown.lower().endswith((".yaml", ".yml")):
            text = content.decode("utf-8", errors="replace")
            read = await asyncio.to_thread(draft_of_text, text, shown)
            new = NewDraft(office, shown, "yaml", by, None, kept(read), doubts=doubts_of(read))
        else:
            digest = await asyncio.to_thread(self._shelf.put, content)
            kind: SourceKind = "pdf" if content[:1024].lstrip().startswith(b"%PDF-") else "text"
            new = NewDraft(office, shown, kind, by, digest)
        return await self._add(visit, new, "decree-uploaded")

    async def reopen(self, visit: Visit, office: str, number: int) -> int:
        """Makes a draft of a version, 0 for the packaged file; returns its number. Raises UnknownVersion."""
        text, name = await self.version_text(office, number)
        read = await asyncio.to_thread(draft_of_text, text, name)
        restores = number if number or packaged_text(name) == text else None
        label = f"Versi {number}" if number else "Bawaan program"
        new = NewDraft(office, label, "version", visit.officer.name, None, kept(read), restores, doubts_of(read))
        return await self._add(visit, new, "decree-reopened")

    async def _add(self, visit: Visit, new: NewDraft, what: str) -> int:
        def work(unit: Unit) -> int:
            made = add_draft(unit, new, self._clock())
            about = f"decree-draft:{made}"
            keep(unit.connection, visit.officer.login, what, about, self._clock(), office=new.office or None)
            return made

        return await self._store.write(work)

    async def versions(self, office: str) -> list[DecreeVersion]:
        """The versions of an office, newest first."""
        return await self._store.read(partial(versions_of, office=office))

    async def version_text(self, office: str, number: int) -> tuple[str, str]:
        """The text of a version and its file's name; 0 is the packaged file. Raises UnknownVersion."""
        if number:
            version = await self._store.read(partial(version_of, office=office, number=number))
            text = version.text if version.text is not None else await asyncio.to_thread(packaged_text, version.file)
            if text is None:
                raise UnknownVersion(number)
            return text, version.file
        file = await asyncio.to_thread(office_file, self._overlay, office)
        text = await asyncio.to_thread(packaged_text, file.name) if file is not None else None
        if file is None or text is None:
            raise UnknownVersion(number)
        return text, file.name

    async def changes_of(self, office: str, number: int) -> Changes | None:
        """What a version changed; None where there was nothing before it. Raises UnknownVersion."""
        text, name = await self.version_text(office, number)
        earlier = next((each.number for each in await self.versions(office) if each.number < number), 0)
        try:
            before, _ = await self.version_text(office, earlier)
        except UnknownVersion:
            return None
        if not number:
            return None
        return await asyncio.to_thread(lambda: changes(draft_of_text(before, name), draft_of_text(text, name)))

    async def announcement(self, office: str, number: int, service: str) -> Typed | None:
        """What a version changed in a service, as an announcement to those who keep its checklist; None for nothing."""
        try:
            found = await self.changes_of(office, number)
        except UnknownVersion:
            return None
        identity, known = f"{office}/{service}", self.library.services.get(f"{office}/{service}")
        lines = in_words(found, service) if found is not None else []
        if not lines or known is None:
            return None
        opens = f"ask:{identity}:persyaratan"
        choices = ((opens, "Lihat syaratnya"),) if len(opens.encode()) <= LONGEST_ID else ()
        title = f"Perubahan layanan {known.label}"
        return Typed(title, "\n".join(lines), choices=choices, keepers_of=identity)

    async def running(self, office: str) -> OfficeFile | None:
        """The file in force."""
        return await asyncio.to_thread(office_file, self._overlay, office)

    async def edit(self, visit: Visit, seen: DecreeDraft, act: str, spot: Spot, form: Mapping[str, str]) -> Edited:
        """Makes one change to a draft as it was seen; raises WrongEdit, UnknownSpot and StaleDraft."""
        if seen.draft is None or seen.state != "open":
            raise StaleDraft(seen.id)
        draft = draft_kept(seen.draft)
        if act in ITEM_ACTS:
            edited = edit_item(draft, act, spot, form)
        elif act == "head":
            edited = edit_head(draft, spot.part, form, new_office=seen.office == NEW)
        else:
            edited = edit_service(draft, act, spot.part, form)

        def work(unit: Unit) -> None:
            change_draft(unit, seen, kept(edited.draft), edited.what, visit.officer.name, self._clock())
            self._note(unit, visit, seen, "decree-edited")

        await self._store.write(work)
        return edited

    async def drop(self, visit: Visit, seen: DecreeDraft) -> None:
        """Ends a draft that is not wanted; raises StaleDraft."""

        def work(unit: Unit) -> None:
            end_draft(unit, seen, "dropped", visit.officer.name, self._clock())
            self._note(unit, visit, seen, "decree-dropped")

        await self._store.write(work)

    def _note(self, unit: Unit, visit: Visit, draft: DecreeDraft, what: str) -> None:
        about, office = f"decree-draft:{draft.id}", draft.office or None
        keep(unit.connection, visit.officer.login, what, about, self._clock(), office=office)

    async def troubles(self, seen: DecreeDraft) -> list[Trouble]:
        """What must be mended before the draft can be tried."""
        draft = draft_kept(seen.draft or "{}")
        if seen.restores is not None:  # it was in force already
            return []
        found = await asyncio.to_thread(troubles, draft)
        slug = draft.office.slug
        if seen.office == NEW and slug is not None and await self.running(slug) is not None:
            found.append(
                Trouble(f"Kantor “{slug}” sudah ada. Unggah dokumen ini dari halaman kantor itu.", Spot("office"))
            )
        if seen.office != NEW and slug != seen.office:
            found.append(Trouble(f"Nama pendek kantor harus {seen.office}, bukan {slug}.", Spot("office")))
        return found

    async def run_trial(self, seen: DecreeDraft) -> Trial:
        """Tries a draft, and keeps what was found with it; raises NotReady and StaleDraft."""
        if seen.draft is None or seen.state != "open":
            raise StaleDraft(seen.id)
        if await self.troubles(seen):
            raise NotReady("Draf ini belum siap. Bereskan dulu yang disebut di bawah.")
        new, draft = await self._new_version(seen), draft_kept(seen.draft)
        before = await self.running(new.office)
        bank = await self._store.read(partial(bank_of, office=new.office))
        over = await self._store.read(partial(newest_number, office=new.office))
        trial = await asyncio.to_thread(
            tried, self._overlay, self._staff.search, draft,
            (new.office, new.file, new.text, before.text if before is not None else None),
            [each.told for each in bank], (seen.revision, over), self._clock(),
        )  # fmt: skip
        await self._store.write(partial(keep_trial, kept=seen, report=dump_trial(trial)))
        return trial

    def trial(self, seen: DecreeDraft) -> Trial | None:
        """What the last trial of the draft as it is now found."""
        return load_trial(seen.tried) if seen.tried is not None else None

    async def publish(self, visit: Visit, seen: DecreeDraft, note: str, typed: str) -> int:
        """Brings a tried draft into force; returns the version's number. Raises NotReady, StaleDraft, NotNewest."""
        trial = self.trial(seen)
        if trial is None or trial.revision != seen.revision:
            raise NotReady("Draf ini berubah sejak diperiksa. Periksa lagi, lalu terbitkan.")
        if trial.problems:
            raise NotReady("Draf ini tidak dapat disusun. Bereskan dulu yang disebut di bawah.")
        if trial.worse and typed.strip().upper() != TYPED:
            raise NotReady(f"{len(trial.worse)} pertanyaan memburuk. Ketik {TYPED} untuk tetap menerbitkan.")
        new = await self._new_version(seen, visit.officer.name, note)
        running = await self.running(new.office)
        before = None
        if running is not None and not running.packaged:
            before = NewVersion(new.office, running.name, running.text, "berkas di server", _BEFORE)

        def work(unit: Unit) -> int:
            now = self._clock()
            number = publish(unit, seen, new, trial.over, now, before)
            about = f"decree:{new.office} {number}"
            keep(unit.connection, visit.officer.login, "decree-published", about, now, office=new.office)
            return number

        number = await self._store.write(work)
        with contextlib.suppress(StoreUnavailable, OSError):  # it is committed: the watch writes it as soon as it can
            await self._written()
        return number

    async def _new_version(self, seen: DecreeDraft, by: str = "", note: str = "") -> NewVersion:
        draft = draft_kept(seen.draft or "{}")
        office = draft.office.slug or seen.office
        running = await self.running(office)
        file = running.name if running is not None else f"{office}.yaml"
        if seen.restores is None:
            text: str | None = await asyncio.to_thread(text_of, draft)
        elif seen.restores == 0:
            text = None
        else:
            version = await self._store.read(partial(version_of, office=office, number=seen.restores))
            text, file = version.text, version.file
        return NewVersion(office, file, text, by, note, seen.name, seen.sha256, seen.restores)

    def now(self) -> dt.datetime:
        """The moment."""
        return self._clock()


def content_of(seen: DecreeDraft) -> DraftFile:
    """What stands in a draft."""
    return draft_kept(seen.draft or "{}")
