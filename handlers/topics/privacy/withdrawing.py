"""“Tarik persetujuan”: what rests on consent ends at once; what rests on the public task an officer can stop."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.effects import WithdrawConsents
from handlers.facts import Needs
from handlers.topics.privacy.correcting import hand_over
from handlers.topics.privacy.deleting import running
from handlers.turn import Outcome, Reply, Section

_MOST = 6


def withdraw(context: Context) -> Outcome | Needs:
    """Withdraws every consent, and says what follows."""
    facts = context.turn.facts
    if facts is None or not facts.tell_data:
        return Needs(data=True)
    given = [each for each in facts.data.consents if each.given and each.kind != "notice"] if facts.data else []
    if given:
        first = context.say("Persetujuan Anda sudah ditarik: pengingat dan pengumuman tidak dikirim lagi.")
    else:
        first = context.say("Tidak ada persetujuan yang berlaku: pengingat dan pengumuman tidak dikirim kepada Anda.")
    basis = context.say(
        "Pengaduan dan permohonan diproses atas dasar tugas pelayanan publik, bukan persetujuan, jadi tetap berjalan."
    )
    numbers = running(facts.data)[:_MOST]
    paragraphs = [first, basis]
    if numbers:
        paragraphs.append(context.say("Bila tidak ingin tiket Anda diproses lagi, mintalah di bawah ini."))
    choices = [choice(context.say("Hentikan {number}", number=each), "privacy", "stop", each) for each in numbers]
    choices.append(choice(context.say("Hapus data saya"), "privacy", "delete"))
    context = context.changed(follows=())
    outcome = context.answered(Reply((Section(paragraphs=tuple(paragraphs)),), choices=tuple(choices)))
    return replace(outcome, effects=(WithdrawConsents(context.turn.who),))


def stop(context: Context, number: str) -> Outcome | Needs:
    """Has an officer stop working on a ticket (art. 40 and 41)."""
    facts = context.turn.facts
    if facts is None:
        return Needs()
    ticket = next((each for each in facts.tickets if each.number == number), None)
    if ticket is None:
        text = context.say("Nomor itu tidak saya kenal untuk percakapan ini.")
        return context.answered(Reply((Section(paragraphs=(text,)),)))
    return hand_over(context, "stop", ticket.office, number, "")
