"""What Meta's error codes mean: one table for the refusal of a call and for a message that failed later."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, Protocol

from bot.delivery import Deferred, Delivery, Halted, Held, Refused, Unreachable
from bot.store.whatsapp_messages import Blame

Kind = Literal["later", "account", "pair", "spam", "window", "chat", "optout", "message", "template", "operator"]
"""What a code is about: a passing fault; the pace of the account, or of one chat; reports of spam; the window; the
citizen's chat or wish; the message, or its template; what only the operator can set right."""
_LONGEST_PAIR_WAIT = 4.0**5
"""Seconds, some 17 minutes: beyond it a citizen has long asked again."""
_PERMISSIONS = range(200, 300)
"""Meta keeps these codes for permissions that were not given or were taken back."""
_GONE = (100, 33)
"""Code and subcode of a number or business account that is deleted, or that the token may not touch."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says, in an officer's words, and how long to wait (seconds) where Meta says so."""

    kind: Kind
    words: str
    seconds: float | None = None


class RefusedCall(Protocol):
    """A call that Meta answered with an error: its code and subcode, and the HTTP status."""

    @property
    def code(self) -> int | None:
        """Meta's code; None where the answer held none."""

    @property
    def subcode(self) -> int | None:
        """Meta's subcode, where there is one."""

    @property
    def status(self) -> int:
        """The HTTP status."""


_TOKEN = "token WhatsApp tidak berlaku; buat token baru lalu isi TANYA_WHATSAPP_TOKEN"  # noqa: S105
_PERMISSION = "token tidak punya izin whatsapp_business_messaging; periksa pengguna sistem di Meta Business"
_NO_NUMBER = "nomor WhatsApp ini tidak ditemukan atau tidak boleh dipakai token ini; periksa TANYA_WHATSAPP_NUMBERS"
_BLOCKED = "akun WhatsApp Business dibatasi Meta karena pelanggaran; periksa WhatsApp Manager"
_BUSY = "gangguan sementara di WhatsApp"
_TOO_FAST = "batas kecepatan kirim WhatsApp tercapai"
_FORMAT = "WhatsApp menolak bentuk pesan ini"
_FILE = "WhatsApp tidak dapat memproses berkasnya"
_TEMPLATE = "isi templat tidak cocok dengan yang disetujui"

MEANINGS: dict[int, Meaning] = {
    0: Meaning("operator", _TOKEN),
    1: Meaning("later", _BUSY),
    2: Meaning("later", _BUSY),
    3: Meaning("operator", _PERMISSION),
    4: Meaning("account", _TOO_FAST),
    10: Meaning("operator", _PERMISSION),
    33: Meaning("operator", _NO_NUMBER),
    100: Meaning("message", _FORMAT),
    190: Meaning("operator", _TOKEN),
    368: Meaning("operator", _BLOCKED),
    613: Meaning("account", _TOO_FAST),
    80007: Meaning("account", _TOO_FAST),
    130429: Meaning("account", _TOO_FAST),
    130472: Meaning("message", "ditahan WhatsApp karena warga ini ikut uji coba Meta"),
    130497: Meaning("message", "akun ini tidak boleh mengirim ke negara warga itu"),
    131000: Meaning("later", _BUSY),
    131005: Meaning("operator", _PERMISSION),
    131008: Meaning("message", _FORMAT),
    131009: Meaning("message", _FORMAT),
    131016: Meaning("later", _BUSY),
    131021: Meaning("message", "penerima dan pengirimnya nomor yang sama"),
    131026: Meaning("chat", "nomor warga tidak memakai WhatsApp, memakai versi lama, atau memblokir kantor"),
    131030: Meaning("message", "nomor uji coba hanya boleh mengirim ke nomor yang didaftarkan di Meta"),
    131031: Meaning("operator", _BLOCKED),
    131037: Meaning("operator", "nama tampilan nomor WhatsApp belum disetujui Meta; periksa WhatsApp Manager"),
    131042: Meaning("operator", "pembayaran WhatsApp bermasalah; periksa metode pembayaran di Meta Business"),
    131045: Meaning("operator", "nomor WhatsApp belum terdaftar dengan benar; daftarkan ulang di WhatsApp Manager"),
    131047: Meaning("window", "sudah lebih dari 24 jam sejak warga terakhir menulis"),
    131048: Meaning("spam", "WhatsApp membatasi nomor ini karena banyak pesannya diblokir atau dilaporkan", 15 * 60.0),
    131049: Meaning("message", "ditahan WhatsApp: warga ini sudah menerima terlalu banyak pesan serupa"),
    131050: Meaning("optout", "warga berhenti menerima pengumuman lewat WhatsApp"),
    131051: Meaning("message", _FORMAT),
    131052: Meaning("message", _FILE),
    131053: Meaning("message", _FILE),
    131056: Meaning("pair", "terlalu banyak pesan ke warga ini dalam waktu singkat"),
    131057: Meaning("account", "nomor WhatsApp sedang dipelihara Meta", 60.0),
    131062: Meaning("message", "pesan jenis ini butuh nomor telepon warga, yang tidak diberikan WhatsApp"),
    131063: Meaning("template", "templat pemasaran dimatikan untuk akun ini; aktifkan di WhatsApp Manager"),
    131064: Meaning("spam", "WhatsApp membatasi akun ini karena kategori templatnya keliru", 15 * 60.0),
    132000: Meaning("template", _TEMPLATE),
    132001: Meaning("template", "templat tidak ada atau belum disetujui WhatsApp"),
    132005: Meaning("template", "teks templat menjadi terlalu panjang"),
    132007: Meaning("template", "isi templat melanggar aturan WhatsApp"),
    132008: Meaning("template", _TEMPLATE),
    132012: Meaning("template", _TEMPLATE),
    132015: Meaning("template", "templat dijeda WhatsApp karena mutunya rendah"),
    132016: Meaning("template", "templat dimatikan WhatsApp karena mutunya rendah"),
    132018: Meaning("template", _TEMPLATE),
    133010: Meaning("operator", "nomor WhatsApp belum terdaftar; daftarkan di WhatsApp Manager"),
    135000: Meaning("message", _FORMAT),
    137000: Meaning("message", "kunci identitas warga berubah"),
}
"""By code: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (May 2026)."""


def meaning_of(code: int | None, subcode: int | None = None, status: int | None = None) -> Meaning:
    """What a code means; of one that is not known, what the HTTP status says."""
    if (code, subcode) == _GONE:
        return MEANINGS[33]
    if code in MEANINGS:
        return MEANINGS[code]
    if code in _PERMISSIONS:
        return MEANINGS[10]
    return _by_status(status, f"ditolak WhatsApp (kode {code})" if code is not None else "ditolak WhatsApp")


def refusal(error: RefusedCall, times: int = 0) -> Delivery:
    """What the refusal of a call means for a reply; `times` is how often this chat was just refused for its pace.

    Meta asks to wait 4, 16, 64 ... seconds for that (developers.facebook.com, messages: pair rate limits).
    """
    meaning = meaning_of(error.code, error.subcode, error.status)
    match meaning.kind:
        case "later" | "spam":
            return Deferred(meaning.words, meaning.seconds)
        case "account":
            return Deferred(meaning.words, meaning.seconds, everyone=True)
        case "pair":
            return Deferred(meaning.words, min(_LONGEST_PAIR_WAIT, 4.0 ** (times + 1)))
        case "window":
            return Held(meaning.words)
        case "chat":
            return Unreachable(meaning.words)
        case "operator":
            return Halted(meaning.words)
        case _:
            return Refused(meaning.words)


def failed(code: int | None) -> tuple[str, Blame]:
    """Why a message that was taken did not arrive, in an officer's words, and what that says of the chat."""
    meaning = meaning_of(code)
    words = "tidak dapat disampaikan WhatsApp" if code is None else meaning.words
    match meaning.kind:
        case "chat" | "window" | "optout":
            return words, meaning.kind
        case "later" | "account" | "pair" | "spam":
            return words, "passing"
        case _:
            return words, "message"


def _by_status(status: int | None, words: str) -> Meaning:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Meaning("account", _TOO_FAST)
    if status == HTTPStatus.UNAUTHORIZED:
        return Meaning("operator", _TOKEN)
    if status is not None and status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Meaning("later", _BUSY)
    return Meaning("message", words)
