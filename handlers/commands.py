"""Words that work everywhere: *menu*, *bantuan*, *batal*, *kembali* and their like, and Telegram's commands."""

from __future__ import annotations

_COMMANDS: dict[str, str] = {
    "menu": "menu",
    "mulai": "menu",
    "start": "menu",
    "kembali": "menu",
    "bantuan": "help",
    "help": "help",
    "batal": "cancel",
    "cancel": "cancel",
    "bahasa": "languages",
    "language": "languages",
    "privasi": "privacy",
    "privacy": "privacy",
    "data saya": "privacy:see",
    "data pribadi": "privacy:see",
    "data pribadi saya": "privacy:see",
    "data diri saya": "privacy:see",
    "minta data saya": "privacy:see",
    "my data": "privacy:see",
    "kantor": "offices",
    "ganti kantor": "offices",
    "pilih kantor": "offices",
    "pengumuman": "news:show",
    "announcements": "news:show",
    "langganan": "news:on",
    "subscribe": "news:on",
    "buka": "open",
    "bukak": "open",
    "open": "open",
    "klaim": "claim",
    "tanda terima": "receipt",
    "unduh tanda terima": "receipt",
}


def command(text: str) -> str | None:
    """The choice id that a command word stands for, or None for any other text."""
    return _COMMANDS.get(text.strip().lower().removeprefix("/").rstrip(".!"))
