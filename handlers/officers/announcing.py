"""`/umumkan`: an announcement from a linked officer, step by step to its preview, and sent only on confirmation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from handlers.announcement import LARGE, TOPICS, Announcement, Topic
from handlers.announcing import TOPIC_NAMES, compose
from handlers.choices import choice
from handlers.commands import command
from handlers.context import Context
from handlers.facts import Account, Needs, StaffNeeds
from handlers.followup import picked_choice
from handlers.forms.controls import control
from handlers.officer_effects import OrderSending
from handlers.officer_work import Asking, Work
from handlers.officers.composing import changed, composed, trouble
from handlers.officers.knowing import answered, known, told
from handlers.turn import Choice, Outcome, Reply, Section

_CHANNELS: Mapping[str, str] = {"telegram": "Telegram", "web": "obrolan web", "whatsapp": "WhatsApp"}
_CHANGE = re.compile(r"\s*(?:ubah|ganti|ralat|revisi)\b\s*:?\s*(.*)$", re.IGNORECASE | re.DOTALL)
_TOPIC = re.compile(r"\s*topik(?:nya)?\b\s*:?\s*(.*)$", re.IGNORECASE | re.DOTALL)
_FIGURES = re.compile(r"[\d.\s]+")
_MOST_BUTTONS = 10
"""Offices that are offered as choices; above it the place is typed."""
_HOW = "Ketik kirim untuk mengirim, ubah: dan isi barunya untuk mengubah, topik untuk topiknya, atau batal."


def begin(context: Context, account: Account, rest: str) -> Outcome | Needs:
    """The command; what stands behind it is the text already."""
    offices = _offices(context, account)
    if not offices:
        return answered(context, "Akun Anda belum punya kantor. Minta pengelola menambahkannya.")
    office = offices[0] if len(offices) == 1 else None
    now = context.now
    return _next(context, account, Work("announcement", "text", now, now, office, text=rest.strip()))


def heard(context: Context, account: Account, work: Work) -> Outcome | Needs | None:
    """What a text does to the announcement; None for a command of the chat, which is for everybody."""
    text = context.text.strip()
    steered = control(text)
    if command(text) == "cancel" or steered == "drop":
        return drop(context)
    if text.startswith("/") or (command(text) is not None and steered is None):
        return None
    picked = picked_choice(text, context.conversation.shown)
    if picked is not None and picked.id.startswith("officer:") and work.asking != "text":
        return pressed(context, account, work, picked.id.split(":")[1:])
    match work.asking:
        case "office":
            return _office_typed(context, account, work)
        case "text":
            return _text_typed(context, account, work)
        case "topic":
            return _topic_typed(context, account, work, text)
        case "count":
            return _count_typed(context, account, work)
        case "confirm":
            return _on_preview(context, account, work)


def pressed(context: Context, account: Account, work: Work, what: list[str]) -> Outcome | Needs:
    """What one of the choices does; one of an older preview shows the newest instead."""
    verb, rest = what[0], what[1:]
    if verb == "office" and rest and rest[0] in _offices(context, account):
        return _next(context, account, replace(work, office=rest[0]))
    if verb == "topic" and rest and rest[0] in TOPICS:
        return _next(context, account, replace(work, topic=rest[0]))
    if rest != [work.stamp]:
        return _preview(context, account, work, "Pilihan itu dari pratinjau yang lama. Yang sekarang:")
    if verb == "drop":
        return drop(context)
    return _ask_topic(context, work) if verb == "topics" else _send(context, account, work)


def drop(context: Context) -> Outcome:
    """Ends it: nothing goes."""
    return answered(context.changed(work=None), "Dibatalkan. Tidak ada yang dikirim.")


def again(context: Context, work: Work, receivers: int) -> Outcome:
    """Asks for the number of receivers, which is another by now."""
    work = replace(work, asking="count", receivers=receivers, touched_at=context.now)
    return answered(context.changed(work=work), f"Penerimanya sekarang {_figure(receivers)}.", _type(receivers))


def _next(context: Context, account: Account, work: Work) -> Outcome | Needs:
    """Asks for what is missing, or shows the preview."""
    if work.office is None or work.office not in _offices(context, account):
        return _ask_office(context, account, work)
    if not work.text:
        return _ask(
            context, work, "text", "Tulis isi pengumumannya. Bila lebih dari satu baris, baris pertama judulnya."
        )
    if (wrong := trouble(work.text)) is not None:
        return _ask(context, replace(work, text=""), "text", wrong)
    return _ask_topic(context, work) if work.topic is None else _preview(context, account, work)


def _ask(context: Context, work: Work, asking: Asking, *paragraphs: str, choices: tuple[Choice, ...] = ()) -> Outcome:
    work = replace(work, asking=asking, touched_at=context.now)
    return answered(context.changed(work=work), *paragraphs, choices=choices)


def _ask_office(context: Context, account: Account, work: Work) -> Outcome:
    offices = _offices(context, account)
    choices = tuple(choice(context.office(each).place, "officer", "office", each) for each in offices)
    ask = "Pengumuman kantor mana?" if len(offices) <= _MOST_BUTTONS else "Pengumuman kantor mana? Ketik daerahnya."
    return _ask(context, work, "office", ask, choices=choices if len(offices) <= _MOST_BUTTONS else ())


def _ask_topic(context: Context, work: Work) -> Outcome:
    choices = tuple(choice(TOPIC_NAMES[each], "officer", "topic", each) for each in TOPICS)
    return _ask(context, work, "topic", "Topiknya? Hanya pelanggan topik itu yang menerimanya.", choices=choices)


def _office_typed(context: Context, account: Account, work: Work) -> Outcome | Needs:
    named = context.search.understand(context.text, None).named
    own = [each for each in named if each in _offices(context, account)]
    if len(own) == 1:
        return _next(context, account, replace(work, office=own[0]))
    told_first = _ask_office(context, account, work)
    if not named:
        return told_first
    return _ask(
        context, work, "office", "Kantor itu bukan kantor Anda. Pengumuman kantor mana?",
        choices=told_first.replies[-1].choices,
    )  # fmt: skip


def _text_typed(context: Context, account: Account, work: Work) -> Outcome | Needs:
    return _next(context, account, replace(work, text=context.text.strip()))


def _topic_typed(context: Context, account: Account, work: Work, text: str) -> Outcome | Needs:
    lower = text.strip().lower()
    found = [each for each in TOPICS if lower and (each == lower or lower in TOPIC_NAMES[each].lower())]
    if len(found) != 1:
        return _ask_topic(context, work)
    return _next(context, account, replace(work, topic=found[0]))


def _count_typed(context: Context, account: Account, work: Work) -> Outcome | Needs:
    """The number itself lets it go; everything else is what it would be under the preview."""
    typed = context.text.strip()
    if not _FIGURES.fullmatch(typed):
        return _on_preview(context, account, work)
    receivers = _receivers(context, work)
    if isinstance(receivers, Needs):
        return receivers
    count = sum(receivers.values())
    if re.sub(r"\D", "", typed) != str(count):
        return again(context, work, count)
    return _order(context, account, work, count)


def _on_preview(context: Context, account: Account, work: Work) -> Outcome | Needs:
    text = context.text.strip()
    if control(text) == "send":
        return _send(context, account, work)
    if (topic := _TOPIC.match(text)) is not None:
        return _topic_typed(context, account, work, topic[1])
    change = _CHANGE.match(text)
    if change is None:
        return answered(context, "Pengumuman belum dikirim.", _HOW, choices=_choices(work))
    if not change[1].strip():
        return answered(context, "Tulis ubah: dan isi barunya, atau ubah: “lama” menjadi “baru”.")
    done = changed(work.text, change[1])
    if done is None:
        return answered(context, "Bagian itu tidak ada dalam isinya. Tulis ubah: “lama” menjadi “baru”.")
    if (wrong := trouble(done.text)) is not None:
        return answered(context, wrong)
    first = f"Diubah: “{done.before}” menjadi “{done.after}”." if done.before is not None else None
    return _preview(context, account, replace(work, text=done.text), first)


def _preview(context: Context, account: Account, work: Work, first: str | None = None) -> Outcome | Needs:
    """The message as it will arrive, how many get it, and what to do: nothing has gone."""
    office = work.office
    if office is None or office not in _offices(context, account) or work.topic is None or not work.text:
        return _next(context, account, work)
    receivers = _receivers(context, work)
    if isinstance(receivers, Needs):
        return receivers
    work = replace(work, asking="confirm", shown=work.shown + 1, touched_at=context.now)
    message = compose(context.office(office), _told(work), "id")
    before = Section("Pratinjau", (first,) if first is not None else ())
    warnings = _warnings(context, work, sum(receivers.values()))
    after = Section(f"Penerima: {_counted(receivers)}", (*warnings, *_lost(context, work), _HOW))
    reply = Reply((before, *message.sections, after), choices=_choices(work))
    return told(context.changed(work=work), reply)


def _send(context: Context, account: Account, work: Work) -> Outcome | Needs:
    receivers = _receivers(context, work)
    if isinstance(receivers, Needs):
        return receivers
    count = sum(receivers.values())
    return again(context, work, count) if count > LARGE else _order(context, account, work, count)


def _order(context: Context, account: Account, work: Work, receivers: int) -> Outcome:
    warnings = _warnings(context, work, receivers)
    if work.office in context.turn.house.approval:
        first = "Menunggu persetujuan orang kedua; belum ada yang dikirim."
    elif not receivers:
        first = "Diumumkan."
    else:
        first = f"{'Akan dikirim' if warnings else 'Dikirim'} kepada {_figure(receivers)} penerima."
    paragraphs = [first, *warnings, "Hasilnya saya kabarkan di sini."]
    outcome = answered(context.changed(work=None), *paragraphs)
    return replace(outcome, effects=(OrderSending(_told(work), account, receivers),))


def _warnings(context: Context, work: Work, receivers: int) -> tuple[str, ...]:
    """What an officer must know before it goes: that nobody follows, or that it goes in the morning only."""
    if not receivers:
        return ("Belum ada pelanggan topik ini; pengumumannya hanya tampil bagi warga yang menanyakannya.",)
    quiet, zone = context.turn.house.quiet, context.library.zone(work.office or "")
    if quiet is None or not quiet.rests(context.now, zone):
        return ()
    return (f"Sekarang jam tenang; pengirimannya mulai pukul {quiet.end:%H.%M}.",)


def _lost(context: Context, work: Work) -> tuple[str, ...]:
    """Whom it cannot reach as things stand; what was asked for with the receivers is at hand."""
    facts = known(context, StaffNeeds(audience=(work.office or "", work.topic or "")))
    if isinstance(facts, Needs) or not facts.lost:
        return ()
    return (
        f"{_figure(facts.lost)} di antaranya tidak akan menerimanya: di WhatsApp mereka tidak menulis selama 24 jam"
        " terakhir, dan belum ada templat pengumuman yang disetujui Meta.",
    )


def _receivers(context: Context, work: Work) -> Mapping[str, int] | Needs:
    facts = known(context, StaffNeeds(audience=(work.office or "", work.topic or "")))
    return facts if isinstance(facts, Needs) else dict(facts.audience)


def _told(work: Work) -> Announcement:
    return composed(work.office or "", cast(Topic, work.topic), work.text)


def _choices(work: Work) -> tuple[Choice, ...]:
    return (
        choice("Kirim", "officer", "send", work.stamp),
        choice("Ganti topik", "officer", "topics", work.stamp),
        choice("Batal", "officer", "drop", work.stamp),
    )


def _offices(context: Context, account: Account) -> tuple[str, ...]:
    return tuple(each for each in context.library.offices if account.knows(each))


def _counted(receivers: Mapping[str, int]) -> str:
    total = _figure(sum(receivers.values()))
    by_channel = ", ".join(f"{_CHANNELS.get(channel, channel)} {_figure(many)}" for channel, many in receivers.items())
    return f"{total} ({by_channel})" if by_channel else total


def _type(receivers: int) -> str:
    return f"Ketik {_figure(receivers)} untuk mengirim, atau batal."


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", ".")
