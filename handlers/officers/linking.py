"""Links an officer's own chat and a group of the staff by a one-time code from the desk."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Context
from handlers.facts import Needs, StaffCode, StaffFacts, StaffNeeds
from handlers.officer_effects import LinkChat, LinkGroup, SpendCode
from handlers.officers.commands import typed_code
from handlers.officers.knowing import answered, known, office_names
from handlers.privately import needed
from handlers.turn import Outcome

MOST_WRONG = 5
"""Wrong codes in one chat and day, claim codes counted with them: a slip or two is human, the rest is guessing."""
_WHERE = "Kode dibuat di meja petugas, halaman Telegram, dan berlaku 10 menit."


def link_chat(context: Context, rest: str) -> Outcome | Needs:
    """`/petugas KODE`: in the private chat alone; without a code it tells whose chat this is."""
    code = typed_code(rest)
    if needed(context):
        told = answered(context, "Menautkan akun hanya di obrolan pribadi dengan bot ini. Buat kode baru di sana.")
        return replace(told, effects=(SpendCode(code),)) if code is not None else told
    if not rest:
        return _whose(context)
    found = _found(context, code)
    if not isinstance(found, StaffCode):
        return found
    if found.office is not None:
        return answered(context, "Kode itu untuk kelompok. Kirim /kelompok dengan kodenya di kelompok petugas.")
    officer = found.officer
    told = answered(
        context,
        f"Obrolan ini sekarang tertaut sebagai {officer.name} ({office_names(context, officer)}).",
        "/umumkan untuk pengumuman, /tiket NOMOR untuk tiket. Pengingat batas waktu masuk ke sini.",
        "Lepas tautannya kapan saja di meja petugas, halaman Telegram.",
    )
    return replace(told, effects=(LinkChat(code or "", officer),))


def link_group(context: Context, rest: str) -> Outcome | Needs:
    """`/kelompok KODE`: in a group, by an officer of the office whose own chat is linked."""
    if not needed(context):
        return answered(context, "Kirim perintah ini di kelompok petugas, bukan di sini.")
    facts = known(context)
    if isinstance(facts, Needs):
        return facts
    if facts.account is None:
        return answered(context, "Tautkan dulu akun Anda sendiri di obrolan pribadi dengan bot ini.", _WHERE)
    if not rest:
        return _which_group(context, facts)
    code = typed_code(rest)
    found = _found(context, code)
    if not isinstance(found, StaffCode):
        return found
    if found.office is None or found.office not in context.library.offices or not facts.account.knows(found.office):
        told = answered(context, "Kode itu bukan untuk kelompok kantor Anda. Buat kode kelompok di meja petugas.")
        return replace(told, effects=(SpendCode(code or ""),))
    name = context.office(found.office).name
    told = answered(
        context,
        f"Kelompok ini sekarang kelompok petugas {name}.",
        "Pemberitahuan tiket baru masuk ke sini, tanpa data pribadi. Siapa pun di kelompok ini membacanya.",
    )
    return replace(told, effects=(LinkGroup(code or "", found.office, facts.account),))


def _found(context: Context, code: str | None) -> StaffCode | Outcome | Needs:
    """What a code is good for, or what is said without: the same words whatever was wrong with it."""
    today = context.now.date().isoformat()
    wrong = context.conversation.wrong_codes if context.conversation.wrong_on == today else 0
    if wrong >= MOST_WRONG:
        return answered(context, "Terlalu banyak kode yang salah di obrolan ini. Coba lagi besok.")
    if code is not None:
        facts = known(context, StaffNeeds(code=code))
        if isinstance(facts, Needs):
            return facts
        if facts.code is not None:
            return facts.code
    context = context.changed(wrong_codes=wrong + 1, wrong_on=today)
    return answered(context, "Kode itu tidak berlaku: salah ketik, sudah dipakai, atau sudah lewat waktunya.", _WHERE)


def _whose(context: Context) -> Outcome | Needs:
    facts = known(context)
    if isinstance(facts, Needs):
        return facts
    if facts.account is None:
        return answered(context, f"Tulis /petugas dan kodenya, misalnya /petugas K4M9T-X7A3C. {_WHERE}")
    account = facts.account
    return answered(context, f"Obrolan ini tertaut sebagai {account.name} ({office_names(context, account)}).")


def _which_group(context: Context, facts: StaffFacts) -> Outcome:
    if facts.group is None or facts.group not in context.library.offices:
        return answered(context, f"Tulis /kelompok dan kodenya. {_WHERE}")
    return answered(context, f"Kelompok ini tertaut pada {context.office(facts.group).name}.")
