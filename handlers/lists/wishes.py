"""What is wanted of a checklist in words: to see what is missing, share it, be reminded, undo, delete it."""

from __future__ import annotations

import re
from typing import Literal

Wish = Literal["lacking", "share", "remind", "silence", "undo", "delete", "show"]

_LIST = (
    r"(?:daftar\s?periksa|daftar\s?cek|check\s?list|ceklis|cek\s?lis|cek\s?list|daftar|list)"
    r"(?:\s?(?:saya|ku|nya|ini|kula|abdi|my))?"
)
_PLEASE = r"^(?:tolong |mohon |bisa |please )?"
_REMIND = r"(?:ingatkan|ingatin|ingetin|ingetkan|remind|elingna|elingke|emutaken|ingetkeun|pengingat|reminder)"
_NO = (
    r"(?:jangan|tidak usah|tdk usah|ga usah|gak usah|nggak usah|stop|matikan|batalkan|batal|hapus|aja|ulah|"
    r"turn off|cancel|don'?t)"
)
_LACK = r"(?:masih |msh )?(?:kurang|belum|blm|durung|dereng|acan)"
_MORE = r"(?: aja| saja| lagi| wae| ya)*\W*$"
_ANYTIME: tuple[tuple[Wish, str], ...] = (
    ("silence", rf"\b{_NO}\s+(?:di)?{_REMIND}"),
    ("remind", rf"{_PLEASE}{_REMIND}\b"),
    ("delete", rf"{_PLEASE}(?:hapus|buang|hapuskan|busak|delete|remove)\s+{_LIST}\b"),
    ("share", rf"{_PLEASE}(?:bagikan|bagi|share|teruskan|kirim)\s+{_LIST}\b"),
    (
        "lacking",
        r"^(?:jadi |terus |lalu )?(?:yang |yg |sing |nu |apa |apanya |berkas |syarat |persyaratan )*"
        rf"{_LACK}(?: ada| siap| lengkap)?(?:nya)?(?: saya| tinggal| lagi)?(?: apa| opo| naon| nopo){_MORE}",
    ),
    ("lacking", rf"^(?:apa|apanya|opo|naon)(?: aja| saja| lagi)* (?:yang|yg|sing|nu) {_LACK}\w*(?: ada| siap)?{_MORE}"),
    ("lacking", rf"^(?:tinggal|kurang)(?: yang| yg)? (?:apa|berapa){_MORE}"),
    ("lacking", r"^what(?:'s| is) (?:still )?missing\W*$"),
)
_SEEN: tuple[tuple[Wish, str], ...] = (
    (
        "undo",
        r"^(?:urungkan|urung|batal|batalkan|batalin|undo|(?:eh )?salah(?: centang| tekan| pencet)?|ga jadi|gak jadi|"
        r"tidak jadi|wurung|teu jadi)\W*$",
    ),
    ("share", r"^(?:bagikan|share|bagi|teruskan)\W*$"),
    ("delete", r"^(?:hapus|delete)\W*$"),
    ("show", r"^(?:lihat|tampilkan|tunjukkan|liat|buka|show)(?: (?:lagi|semua|daftar\w*|list\w*))*\W*$"),
)
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
