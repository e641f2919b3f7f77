"""What became of an announcement that was ordered from a chat, and asking a second person for approval."""

from __future__ import annotations

from dataclasses import replace

from handlers.announcing import compose
from handlers.choices import choice
from handlers.context import Context
from handlers.facts import Account, Needs, Order, Sending, StaffNeeds
from handlers.officer_effects import EndOrder, OrderApproval
from handlers.officer_work import Work
from handlers.officers.announcing import again
from handlers.officers.knowing import INTENT, answered, known, told
from handlers.turn import Choice, Outcome, Reply, Section

ORDER_DUE = "officer-order"
"""What the clock's message says when there is something to tell of an order."""
_PROBLEMS = {
    "wrong": "Pengumuman tidak dikirim: isinya tidak dapat dipakai. Susun lagi dengan /umumkan.",
    "gone": "Pengumuman itu sudah tidak menunggu persetujuan.",
    "same": "Kantor ini meminta persetujuan orang lain, bukan yang mengirimnya.",
}


def on_time(context: Context, order: str) -> Outcome | Needs:
    """Tells what became of an order, once; where the chat cannot be reached it is over without a word."""
    facts = known(context, StaffNeeds(order=int(order)))
    if isinstance(facts, Needs):
        return facts
    if facts.order is None:
        return Outcome(context.conversation, ())
    end = (EndOrder(facts.order.id),)
    said = _said(context, facts.order, facts.account) if context.turn.rings and facts.account is not None else None
    return replace(said, effects=end) if said is not None else Outcome(context.conversation, (), end, INTENT)


def approve(context: Context, account: Account, number: str) -> Outcome | Needs:
    """The press of a second person."""
    facts = known(context, StaffNeeds(sending=int(number)))
    if isinstance(facts, Needs):
        return facts
    sending = facts.sending
    if sending is None or not account.knows(sending.told.office):
        return answered(context, "Pengumuman itu tidak ada.")
    if sending.state != "waiting-approval":
        return answered(context, _PROBLEMS["gone"])
    if sending.created_by == account.login:
        return answered(context, _PROBLEMS["same"])
    if not account.approves:
        return answered(context, "Yang menyetujui pengumuman adalah kepala atau pengelola.")
    outcome = answered(context, "Disetujui. Pengumumannya segera dikirim.")
    return replace(outcome, effects=(OrderApproval(sending.number, sending.told.office, account),))


def _said(context: Context, order: Order, account: Account) -> Outcome | None:
    if order.problem == "count" and order.told is not None:
        return _counted_anew(context, order)
    if order.problem is not None:
        return answered(context, _PROBLEMS[order.problem])
    if order.kind == "approve" or order.sending is None:
        return None  # the press was answered already
    return _asked(context, order.sending, account) if order.kind == "ask" else _ended(context, order.sending)


def _counted_anew(context: Context, order: Order) -> Outcome:
    """The number of receivers was another when it was to go: what was composed is there again, unless another is."""
    text = f"{order.told.title}\n\n" if order.told is not None else ""
    if context.conversation.work is not None or order.told is None:
        return answered(
            context, "Pengumuman tadi tidak dikirim: jumlah penerimanya berubah. Susun lagi dengan /umumkan."
        )
    text += "\n\n".join(order.told.paragraphs)
    work = Work(
        "announcement", "count", context.now, context.now, order.told.office, order.told.topics[0], text, shown=1
    )
    return again(context, work, order.receivers)


def _asked(context: Context, sending: Sending, account: Account) -> Outcome | None:
    if sending.state != "waiting-approval" or sending.told.office not in context.library.offices:
        return None
    if not account.approves or not account.knows(sending.told.office):
        return None
    message = compose(context.office(sending.told.office), sending.told, "id")
    before = Section(f"{sending.sender} meminta persetujuan untuk pengumuman ini")
    after = Section(f"Penerima: {sending.receivers}", ("Yang menolaknya membatalkan pengumuman itu di meja petugas.",))
    press: Choice = choice("Setujui dan kirim", "officer", "approve", str(sending.number))
    return told(context, Reply((before, *message.sections, after), choices=(press,)))


def _ended(context: Context, sending: Sending) -> Outcome:
    sent, failed = sending.count("sent", "delivered"), sending.count("failed", "blocked")
    ended = "dibatalkan" if sending.state == "cancelled" else "selesai"
    lines = [f"Pengumuman “{sending.told.title}” {ended}: terkirim {sent}, gagal {failed}."]
    if uncertain := sending.count("uncertain"):
        lines.append(f"{uncertain} tidak pasti sampai; yang itu hanya dikirim ulang oleh petugas, di meja petugas.")
    if skipped := sending.count("skipped"):
        lines.append(f"{skipped} dilewati, misalnya karena berhenti berlangganan.")
    return answered(context, *lines)
