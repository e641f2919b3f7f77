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
    "kantor": "offices",
    "ganti kantor": "offices",
    "pilih kantor": "offices",
    "klaim": "claim",
    "tanda terima": "receipt",
    "unduh tanda terima": "receipt",
}


def command(text: str) -> str | None:
    """The choice id that a command word stands for, or None for any other text."""
    return _COMMANDS.get(text.strip().lower().removeprefix("/").rstrip(".!"))
