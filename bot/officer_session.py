"""Opens the store for an officer's command, and says in words what cannot be done."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from bot.announce_words import PROBLEMS, STATES
from bot.announcing import Announcing, NobodyThere, NotNow, SamePerson, WrongAnnouncement
from bot.channels.web.identity import cookie_key
from bot.clock import now
from bot.command_line import checked_office, open_search, read_settings, refuse
from bot.files.accepting import Acceptance
from bot.files.shelf import Shelf
from bot.officers import LONGEST_NAME, Officers, StillHolds, WrongName
from bot.privacy_desk import PrivacyDesk
from bot.settings import Settings
from bot.staff import LONGEST_WORDS, Staff, UnknownClass, WrongWords
from bot.store.announcements import StaleAnnouncement, UnknownAnnouncement
from bot.store.data_tasks import TaskSettled, UnknownAnswer, UnknownTask
from bot.store.engines import database_url, is_sqlite
from bot.store.migrating import NewerDatabase, pending
from bot.store.officer_acts import NotPossible, StaleTicket, UnknownTicket
from bot.store.officers import NameTaken, UnknownOfficer
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from handlers.facts import TicketState
from handlers.tickets import find_number
from knowledge.search import Search

_NOT_POSSIBLE: dict[TicketState, str] = {
    "closed": "sudah ditutup; hanya warganya yang dapat membukanya lagi",
    "rejected": "sudah ditolak; hanya warganya yang dapat membukanya lagi",
    "answered": "sudah dijawab; tutup saja, atau jawab lagi",
}
_UNANSWERED = "belum dijawab; jawab dulu, atau tolak dengan alasannya"


@contextmanager
def officer_session(office: str | None) -> Iterator[Staff]:
    """Staff at work on tickets beside a running service; whatever is refused ends the command with a word."""
    with _session(office) as (_, store, search):
        yield Staff(store, search, now)


@contextmanager
def privacy_session(office: str | None) -> Iterator[PrivacyDesk]:
    """Officers at work on personal data beside a running service; whatever is refused ends the command with a word."""
    try:
        with _session(office) as (settings, store, search):
            key = cookie_key(settings.data_dir / "cookie.key", settings.cookie_key)
            yield PrivacyDesk(store, search, now, key)
    except UnknownTask as error:
        refuse(
            f"Permintaan {error} tidak ada{f' pada kantor {office}' if office else ''}. Daftarnya: tanya privacy list"
        )
    except TaskSettled as error:
        refuse(f"Permintaan {error} sudah diakhiri. Lihat: tanya privacy show {error}")
    except UnknownAnswer as error:
        known = f"pilih: {', '.join(error.known)}" if error.known else "permintaan ini bukan tentang tiket"
        refuse(f"Isian {error} tidak ada; {known}")


@contextmanager
def accounts_session() -> Iterator[tuple[Officers, Settings]]:
    """The operator at work on officers' accounts; whatever is refused ends the command with a word."""
    try:
        with _session(None) as (settings, store, search):
            yield Officers(store, search, now, f"perintah:{officer_name(None)}"), settings
    except NameTaken as error:
        refuse(f"{error} sudah ada. Beri nama yang membedakannya, atau: tanya staff reset-password {str(error)!r}")
    except UnknownOfficer as error:
        refuse(f"Petugas {error} tidak ada atau tidak dapat dipakai. Daftarnya: tanya staff list")
    except WrongName:
        refuse(f"Nama itu tidak dapat dipakai: tulis dengan huruf, paling banyak {LONGEST_NAME}.")
    except StillHolds as error:
        refuse(f"Masih memegang {error.count} tiket. Sebutkan penerusnya: --to NAMA")


@contextmanager
def announcing_session(office: str | None) -> Iterator[Announcing]:
    """Officers at work on announcements beside a running service; whatever is refused ends the command with a word."""
    try:
        with _session(office) as (settings, store, search):
            acceptance = Acceptance(Shelf(settings.files))
            yield Announcing(store, search, now, frozenset(settings.approval_offices), acceptance, "perintah:")
    except UnknownAnnouncement as error:
        where = f" pada kantor {office}" if office else ""
        refuse(f"Pengumuman {error} tidak ada{where}. Daftarnya: tanya announce list")
    except NotNow as error:
        refuse(f"Pengumuman {error} sedang dalam keadaan: {STATES[error.state]}. Itu tidak dapat dilakukan sekarang.")
    except StaleAnnouncement as error:
        refuse(f"Pengumuman {error} berubah sejak ditunjukkan. Lihat dulu: tanya announce show {error}")
    except SamePerson:
        refuse("Kantor ini meminta persetujuan orang lain, bukan yang mengirimnya.")
    except WrongAnnouncement as error:
        refuse(PROBLEMS[error.problem])
    except NobodyThere:
        refuse("Obrolan itu belum ada. Sapa dulu botnya dari obrolan itu.")


@contextmanager
def _session(office: str | None) -> Iterator[tuple[Settings, Store, Search]]:
    """The store beside a running service; what every officer's command may be refused for ends it with a word."""
    settings = read_settings()
    search = open_search(settings)
    checked_office(search, office)
    try:
        _check_store(settings)
        store = Store(database_url(settings.store_url))
        try:
            yield settings, store, search
        finally:
            store.close()
    except UnknownTicket as error:
        refuse(f"Tiket {error} tidak ada{f' pada kantor {office}' if office else ''}. Daftarnya: tanya ticket list")
    except NotPossible as error:
        refuse(f"Tiket {error} {_NOT_POSSIBLE.get(error.state, _UNANSWERED)}.")
    except StaleTicket as error:
        refuse(f"Tiket {error} berubah sejak ditunjukkan. Lihat dulu: tanya ticket show {error}")
    except UnknownClass as error:
        _refuse_class(error)
    except WrongWords:
        refuse(f"Tulis kata-katanya, paling banyak {LONGEST_WORDS} karakter.")
    except StoreUnavailable as error:
        refuse(f"Basis data tidak dapat dibuka ({error}). Jalankan tanya doctor.")
    except NewerDatabase as error:
        refuse(str(error))


def checked_number(text: str) -> str:
    """A ticket's number as it is written here, or a refusal where a character must be wrong."""
    number = find_number(text)
    if number is None:
        refuse(f"{text!r} bukan nomor tiket: bentuknya KAL-7Q4M9X-T, dan ada huruf yang salah. Periksa lagi.")
    return number


def officer_name(given: str | None) -> str:
    """Who acts: the name given, or that of the machine's user."""
    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name; Python 3.13 changed the error
        return "petugas"


def _check_store(settings: Settings) -> None:
    """Refuses a store that no service has made or brought up to date."""
    url = database_url(settings.store_url)
    if (is_sqlite(url) and not Path(url.database or "").exists()) or pending(url):
        refuse("Basis data belum disiapkan. Jalankan tanya serve sekali, lalu ulangi.")


def _refuse_class(error: UnknownClass) -> NoReturn:
    if error.known:
        refuse(f"Golongan itu tidak ada dalam keputusan kantor; pilih: {', '.join(error.known)}")
    refuse("Tiket ini tidak digolongkan: keputusan kantor tidak memberi golongan untuknya.")
