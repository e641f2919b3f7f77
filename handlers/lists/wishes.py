"""What is wanted of a checklist in words: to see what is missing, to share it, to be reminded, to undo, to delete it."""

from __future__ import annotations

import re
from typing import Literal

Wish = Literal["lacking", "share", "remind", "silence", "undo", "delete", "show"]

_LIST = r"(?:daftar\s?periksa|daftar\s?cek|check\s?list|ceklis|cek\s?lis|cek\s?list|daftar|list)(?:\s?(?:saya|ku|nya|ini|kula|abdi|my))?"
_REMIND = r"(?:ingatkan|ingatin|ingetin|ingetkan|remind|elingna|elingke|emutaken|ingetkeun|pengingat|reminder)"
_ANYTIME: tuple[tuple[Wish, str], ...] = (
    ("silence", rf"\b(?:jangan|tidak usah|tdk usah|ga usah|gak usah|nggak usah|stop|matikan|batalkan|batal|hapus|aja|ulah|"
     rf"turn off|cancel|don'?t)\s+(?:di)?{_REMIND}"),
    ("remind", rf"^(?:tolong |mohon |bisa |please )?{_REMIND}\b"),
    ("delete", rf"^(?:tolong |mohon )?(?:hapus|buang|hapuskan|busak|delete|remove)\s+{_LIST}\b"),
    ("share", rf"^(?:tolong |mohon )?(?:bagikan|bagi|share|teruskan|kirim)\s+{_LIST}\b"),
    ("lacking", r"^(?:jadi |terus |lalu )?(?:yang |yg |sing |nu |apa |apanya |berkas |syarat |persyaratan )*(?:yang |yg )?"
     r"(?:masih |msh )?(?:kurang|belum(?: ada| siap| lengkap)?|blm(?: ada| siap)?|durung|dereng|acan)(?:nya)?"
     r"(?: saya| tinggal| lagi)?(?: apa| opo| naon| nopo)(?: aja| saja| lagi| wae| ya| ajah)*\W*$"),
    ("lacking", r"^(?:apa|apanya|opo|naon)(?: aja| saja| lagi)* (?:yang|yg|sing|nu) (?:masih |msh )?"
     r"(?:kurang|belum|blm|durung|dereng|acan)\w*(?: ada| siap| lengkap| ya)*\W*$"),
    ("lacking", r"^(?:tinggal|kurang)(?: yang| yg)? (?:apa|berapa)(?: aja| saja| lagi)*\W*$"),
    ("lacking", r"^what(?:'s| is) (?:still )?missing\W*$"),
)  # fmt: skip
_SEEN: tuple[tuple[Wish, str], ...] = (
    ("undo", r"^(?:urungkan|urung|batal|batalkan|undo|salah|salah centang|salah tekan|salah pencet|ga jadi|gak jadi|tidak jadi|"
     r"eh salah|batalin|wurung|teu jadi)\W*$"),
    ("share", r"^(?:bagikan|share|bagi|teruskan)\W*$"),
    ("delete", r"^(?:hapus|delete)\W*$"),
    ("show", r"^(?:lihat|tampilkan|tunjukkan|liat|buka|show)(?: (?:lagi|semua|daftar\w*|list\w*))*\W*$"),
)  # fmt: skip
_DONT_KNOW = re.compile(
    r"^\W*(?:saya |aku |kurang |belum )*(?:tidak|tdk|gak|ga|gk|nggak|ngga|enggak|belum|kurang|ndak|ora|teu|mboten)\s*"
    r"(?:tahu|tau|ngerti|paham|yakin|nyaho|terang|ngertos|sumerep|weruh)\b.*$|^\W*(?:entah\w*|bingung|lewati|lewat|skip|"
    r"don'?t know|not sure|duka|embuh|mbuh)\W*$",
    re.IGNORECASE,
)


def wish(text: str, *, seen: bool) -> Wish | None:
    """What a text wants of a list; more is understood while the list is `seen`, on the screen."""
    said = " ".join(text.lower().split())
    for meaning, pattern in (*_ANYTIME, *(_SEEN if seen else ())):
        if re.search(pattern, said):
            return meaning
    return None


def does_not_know(text: str) -> bool:
    """Whether a question is answered with "tidak tahu"."""
    return bool(_DONT_KNOW.match(text))
