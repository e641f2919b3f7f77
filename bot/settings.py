"""What the operator sets: read once from the environment and `.env`, refused at the start when wrong."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.quiet_hours import QuietHours

TELEGRAM = "https://api.telegram.org"
"""Telegram's own Bot API server."""
WHATSAPP = "https://graph.facebook.com/v26.0"
"""Meta's Graph API, with the version that this program speaks."""
_MOST_SLIPS = 2
"""Letters by which a name may differ from a setting's and still be taken for a slip."""
_LOG_LEVELS = ("debug", "info", "warning", "error")
_HIGHEST_PORT = 65535
_MOST_DAYS = 3650
_BOT_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_HOURS = re.compile(r"([01]\d|2[0-3])[.:]([0-5]\d)\s*-\s*([01]\d|2[0-3])[.:]([0-5]\d)")
_SHORTEST_KEY = 32
"""Characters of a key that nobody finds by trying."""
_NUMBER = re.compile(r"(\d{5,20})=([a-z][a-z0-9-]*)")
"""A phone number's id at Meta, and the office that it opens."""
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class WrongSetting(ValueError):
    """A setting that cannot be used: its name, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting by its name in lower case, without TANYA_; what each means stands in SETTINGS."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str | None = None
    public_url: str | None = None
    telegram_token: str | None = None
    telegram_webhook_secret: str | None = None
    telegram_api_url: str = TELEGRAM
    embed_origins: tuple[str, ...] = ()
    api_origins: tuple[str, ...] = ()
    cookie_key: str | None = None
    retention_days: int = 365
    ticket_retention_days: int = 730
    backup_days: int = 30
    dpo_name: str | None = None
    dpo_contact: str | None = None
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    approval_offices: tuple[str, ...] = ()
    whatsapp_app_secret: str | None = None
    whatsapp_verify_token: str | None = None
    whatsapp_token: str | None = None
    whatsapp_numbers: tuple[tuple[str, str], ...] = ()
    whatsapp_api_url: str = WHATSAPP
    log_level: str = "info"

    @property
    def database(self) -> Path:
        """Where knowledge.db lies."""
        return self.data_dir / "knowledge.db"

    @property
    def overlay(self) -> Path:
        """Where the office puts its own decree and lexicon files; they win over the packaged ones by name."""
        return self.data_dir / "knowledge"

    @property
    def files(self) -> Path:
        """Where what citizens attach is kept."""
        return self.data_dir / "files"

    @property
    def store_url(self) -> str:
        """The database of conversations: a file in the data folder unless a URL names another."""
        return self.database_url or f"sqlite:///{self.data_dir / 'tanya.db'}"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name after TANYA_, what it is for, and how its text is read."""

    name: str
    help: str
    read: Callable[[str], Any]


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_DAYS:
        raise ValueError(f"bukan jumlah hari; isi 1 sampai {_MOST_DAYS}")
    return int(text)


def _text(text: str) -> str:
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= _HIGHEST_PORT:
        raise ValueError("bukan nomor port; isi 1 sampai 65535")
    return int(text)


def _site(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("bukan alamat web; tulis seperti https://tanya.kota.go.id")
    return text.rstrip("/")


def _sites(text: str) -> tuple[str, ...]:
    return tuple(_site(each) for each in re.split(r"[\s,]+", text) if each)


def _token(text: str) -> str:
    if not _BOT_TOKEN.fullmatch(text):
        raise ValueError("bukan token bot; salin dari BotFather, bentuknya 123456789:ABC...")
    return text


def _secret(text: str) -> str:
    if not _WEBHOOK_SECRET.fullmatch(text):
        raise ValueError("hanya huruf, angka, _ dan -, paling banyak 256")
    return text


def _key(text: str) -> str:
    if len(text) < _SHORTEST_KEY:
        raise ValueError(f"terlalu pendek; isi paling sedikit {_SHORTEST_KEY} huruf acak, sama di semua replika")
    return text


def _quiet_hours(text: str) -> QuietHours:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError("bukan rentang jam; tulis seperti 20:00-07:00")
    begin, end = (dt.time(int(hour), int(minute)) for hour, minute in (found.group(1, 2), found.group(3, 4)))
    return QuietHours(begin, end)


def _words(text: str) -> tuple[str, ...]:
    return tuple(each for each in re.split(r"[\s,]+", text) if each)


def _numbers(text: str) -> tuple[tuple[str, str], ...]:
    found = [_NUMBER.fullmatch(each) for each in _words(text)]
    pairs = tuple((each[1], each[2]) for each in found if each is not None)
    if len(pairs) < len(found):
        raise ValueError("tulis seperti 106540352242922=depok, dipisah koma: ID nomor dari Meta, lalu kantornya")
    if len({number for number, _ in pairs}) < len(pairs):
        raise ValueError("satu nomor hanya untuk satu kantor")
    return pairs


def _log_level(text: str) -> str:
    if text.lower() not in _LOG_LEVELS:
        raise ValueError(f"pilih salah satu: {', '.join(_LOG_LEVELS)}")
    return text.lower()


def _database(text: str) -> str:
    from bot.store.engines import database_url, is_sqlite

    if not is_sqlite(database_url(text)) and find_spec("psycopg") is None:
        raise ValueError("PostgreSQL butuh paket tambahan; pasang tanya-dinas[postgresql]")
    return text


SETTINGS = (
    Setting("DATA_DIR", "folder untuk semua yang ditulis program; bawaan ./data", Path),
    Setting("HOST", "alamat yang dilayani; bawaan 127.0.0.1, hanya dari komputer ini", _text),
    Setting("PORT", "port yang dilayani; bawaan 8080", _port),
    Setting("DATABASE_URL", "basis data percakapan; bawaan SQLite di folder data, atau postgresql://...", _database),
    Setting("PUBLIC_URL", "alamat https layanan ini dari internet; bila diisi, Telegram memakai webhook", _site),
    Setting("TELEGRAM_TOKEN", "token bot dari BotFather; bila kosong, Telegram tidak dipakai", _token),
    Setting("TELEGRAM_WEBHOOK_SECRET", "rahasia webhook Telegram; bila kosong, dibuat sendiri", _secret),
    Setting("TELEGRAM_API_URL", f"server Bot API sendiri; bawaan {TELEGRAM}", _site),
    Setting("EMBED_ORIGINS", "situs yang boleh menampilkan obrolan di halamannya, dipisah koma", _sites),
    Setting("API_ORIGINS", "situs yang boleh memanggil API dari peramban, dipisah koma", _sites),
    Setting("COOKIE_KEY", "kunci cookie bersama bagi beberapa replika; bila kosong, dibuat di folder data", _key),
    Setting("RETENTION_DAYS", "berapa hari isi percakapan disimpan; bawaan 365", _days),
    Setting(
        "TICKET_RETENTION_DAYS",
        "berapa hari tiket yang sudah dijawab, ditutup, atau ditolak disimpan; bawaan 730",
        _days,
    ),
    Setting(
        "BACKUP_DAYS", "berapa hari kantor menyimpan cadangan; cadangan otomatis dihapus sesudahnya; bawaan 30", _days
    ),
    Setting("DPO_NAME", "nama atau jabatan pejabat pelindungan data pribadi, untuk pemberitahuan privasi", _text),
    Setting("DPO_CONTACT", "telepon atau surel pejabat pelindungan data pribadi", _text),
    Setting(
        "QUIET_HOURS",
        "jam tanpa pengumuman menurut waktu kantor; bawaan 20:00-07:00, jam yang sama berarti tidak ada",
        _quiet_hours,
    ),
    Setting("APPROVAL_OFFICES", "kantor yang pengumumannya harus disetujui orang kedua, dipisah koma", _words),
    Setting("WHATSAPP_APP_SECRET", "rahasia aplikasi Meta (App secret), pemeriksa tanda tangan webhook", _text),
    Setting("WHATSAPP_VERIFY_TOKEN", "kata sandi webhook, sama dengan yang diisi di halaman aplikasi Meta", _text),
    Setting("WHATSAPP_TOKEN", "token permanen pengguna sistem Meta; bila kosong, WhatsApp tidak dipakai", _text),
    Setting("WHATSAPP_NUMBERS", "ID nomor dan kantornya, misalnya 106540352242922=depok, dipisah koma", _numbers),
    Setting("WHATSAPP_API_URL", f"alamat Graph API; bawaan {WHATSAPP}", _site),
    Setting("LOG_LEVEL", "debug, info, warning, atau error; bawaan info", _log_level),
)
"""Every setting there is, in the order in which they are told."""
_WHATSAPP = ("whatsapp_app_secret", "whatsapp_verify_token", "whatsapp_token", "whatsapp_numbers")
"""Without one of them the others are of no use."""


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings of an environment, completed from a `.env` file; raises WrongSetting naming all that are wrong."""
    given = {**_from_file(env_file), **(os.environ if environment is None else environment)}
    values: dict[str, Any] = {"data_dir": Path("data")}
    wrong = []
    for setting in SETTINGS:
        name = f"TANYA_{setting.name}"
        if text := given.get(name, "").strip():
            try:
                values[setting.name.lower()] = setting.read(text)
            except ValueError as error:
                wrong.append(f"{name}: {error}")
    wrong += [f"{name}: tidak dikenal; maksudnya {meant}?" for name in given if (meant := _misspelt(name))]
    wrong += _incomplete(values)
    if wrong:
        raise WrongSetting("\n".join(wrong))
    return Settings(**values)


def _incomplete(values: Mapping[str, Any]) -> list[str]:
    """What is missing where WhatsApp is set in part: a webhook without its secret would take anybody's word."""
    lacks = [each for each in _WHATSAPP if not values.get(each)]
    if len(lacks) == len(_WHATSAPP):
        return []
    return [f"TANYA_{each.upper()}: belum diisi; WhatsApp memerlukan keempat setelannya" for each in lacks]


def _misspelt(name: str) -> str | None:
    """The setting that a name was meant to be, when it is none but nearly one."""
    known = [f"TANYA_{setting.name}" for setting in SETTINGS]
    if not name.startswith("TANYA_") or name in known:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(name, known, scorer=OSA.distance, score_cutoff=_MOST_SLIPS)
    return found[0] if found else None


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return {name: value for name, value in dotenv_values(path).items() if value is not None}
