"""What the citizen is told of a file: that it is there, or why not and what can be sent instead."""

from __future__ import annotations

from handlers.context import Context
from handlers.file_note import LARGEST_FILE, MOST_FILES, FileNote, FileProblem
from handlers.names import mark

_PROBLEMS: dict[FileProblem, str] = {
    "type": mark("“{name}” bukan foto atau PDF, jadi tidak saya simpan."),
    "size": mark("“{name}” terlalu besar, jadi tidak saya simpan."),
    "empty": mark("“{name}” kosong, jadi tidak saya simpan."),
    "broken": mark("“{name}” rusak atau tidak utuh, jadi tidak saya simpan."),
    "pixels": mark("Gambar “{name}” terlalu besar, jadi tidak saya simpan. Kecilkan dulu gambarnya."),
    "locked": mark("“{name}” terkunci kata sandi, jadi tidak saya simpan."),
}


def received_text(context: Context, note: FileNote, count: int) -> str:
    """That a file joined the form, as which of those that it may have."""
    if context.turn.message.album is not None:
        return context.say("Kiriman Anda diterima; lampiran paling banyak {most} berkas.", most=MOST_FILES)
    if note.is_picture:
        return context.say("Foto diterima ({count} dari {most}).", count=count, most=MOST_FILES)
    return context.say("Berkas diterima ({count} dari {most}).", count=count, most=MOST_FILES)


def problem_text(context: Context, note: FileNote) -> str:
    """Why a file is not used, and what can be sent."""
    if note.state == "gone":
        return context.say("“{name}” tidak dapat diambil. Tolong kirim lagi.", name=note.name)
    reason = _PROBLEMS[note.problem or "type"]
    why = context.say(reason, name=note.name)
    allowed = context.say(
        "Yang dapat dikirim: foto (JPEG, PNG, WebP) atau PDF, paling besar {most} MB.", most=LARGEST_FILE // 2**20
    )
    return f"{why} {allowed}"
