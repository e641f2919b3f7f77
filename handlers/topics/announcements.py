"""Announcements: subscribed to, stopped and shown in words and by choices. Nobody gets any who did not ask."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.announcement import TOPICS, Topic, offices_followed, subscription
from handlers.announcing import TOPIC_NAMES, body, file_of
from handlers.choices import choice
from handlers.context import Context
from handlers.effects import Follow, RecordConsent
from handlers.facts import Needs
from handlers.forms.courtesy import AFTER, BEFORE, words
from handlers.offices import ask_office, place_label
from handlers.turn import Choice, Outcome, Reply, Section

_STOPPING = frozenset({
    "berhenti", "brenti", "berenti", "brhenti", "stop", "stopp", "setop", "unsubscribe", "quit", "eureun", "mandeg",
    "mandheg", "leren", "liren",
})  # fmt: skip
_THE_NEWS = re.compile(r"pengumuman|announcement|langganan", re.IGNORECASE)
_THE_FORM = re.compile(r"isian|formulir|\bform|pengaduan|permohonan|aduan", re.IGNORECASE)
_ALL = re.compile(r"\bsemua|dua.?duanya|\bkedua|\bkabeh|\bsadaya|\bkabih|\bboth\b|\ball\b", re.IGNORECASE)
_FEW = 4
"""Words of an answer to what is to stop."""
_MOST_SHOWN = 5
_NAMED: dict[Topic, re.Pattern[str]] = {
    "umum": re.compile(r"\bumum\b", re.IGNORECASE),
    "pelatihan": re.compile(r"\b\w*latih\w*\b|\btraining\b|\bkursus\b", re.IGNORECASE),
    "perizinan": re.compile(r"\b\w*izin\w*\b|\b\w*ijin\w*\b|\bpermits?\b|\blicen[cs]\w*\b", re.IGNORECASE),
    "bantuan": re.compile(r"\bbantuan\b|\bhibah\b|\bgrants?\b", re.IGNORECASE),
    "tenggat": re.compile(r"\btenggat\b|\bdeadlines?\b|\bbatas waktu\b", re.IGNORECASE),
}


def only_stops(text: str) -> bool:
    """Whether a text says nothing but that something is to stop: "berhenti", "stop dong"."""
    said = words(text)
    allowed = BEFORE | AFTER | _STOPPING
    return 0 < len(said) <= len(allowed) and allowed.issuperset(said) and not _STOPPING.isdisjoint(said)


def picked(context: Context) -> str | None:
    """The choice that a text means where it was asked what is to stop; None for every other text."""
    shown, text = {each.id for each in context.conversation.shown}, context.text
    if len(words(text)) > _FEW:
        return None
    if {"news:off:ask", "draft:drop"} <= shown:
        meant = ("news:off:ask", _THE_NEWS), ("draft:drop", _THE_FORM)
        return next((identity for identity, named in meant if named.search(text)), None)
    return "news:off:all" if "news:off:all" in shown and _ALL.search(text) else None


def picked_office(context: Context) -> str | None:
    """The office whose announcements are to stop, where that was asked and one is named."""
    named = context.understood.named
    asked = len(named) == 1 and any(each.id == f"news:off:{named[0]}" for each in context.conversation.shown)
    return named[0] if asked and len(words(context.text)) <= _FEW else None


def said(context: Context) -> Outcome | Needs:
    """What a message on announcements comes to; who wants them to stop is heard first."""
    signals, named = context.understood.signals, context.understood.named
    if "news-stop" in signals:
        return stop(context, next(iter(named), None))
    office = next(iter(named), None) or context.conversation.office
    if office is None:
        return ask_office(context.changed(question=context.text))
    if "news-start" in signals:
        topics = tuple(topic for topic in TOPICS if _NAMED[topic].search(context.text))
        return follow(context, office, topics or TOPICS)
    return show(context, office)


def pressed(context: Context, what: str, *more: str) -> Outcome | Needs:
    """What one of the choices does."""
    if what == "off":
        return _off(context, more[0] if more else "all")
    office = more[0] if more and more[0] in context.library.offices else context.conversation.office
    if office is None:
        return ask_office(context.changed(question=_ASKED_AGAIN[what]))
    if what == "on":
        topics = tuple(topic for topic in TOPICS if topic in more[1:])
        return _follow_only(context, office, topics) if topics else follow(context, office, TOPICS)
    return show(context, office)


_ASKED_AGAIN = {"on": "langganan pengumuman", "show": "lihat pengumuman"}
"""What waits for the office to be chosen, in words that are understood."""


def is_press(arguments: tuple[str, ...]) -> bool:
    """Whether the arguments of a choice are those of one made here."""
    return bool(arguments) and arguments[0] in {"on", "off", "show"}


def follow(context: Context, office: str, topics: tuple[Topic, ...]) -> Outcome:
    """Subscribes to an office's announcements; with it goes the consent, in the citizen's own words."""
    before = context.conversation.follows
    wanted = tuple(subscription(office, topic) for topic in topics)
    if set(wanted) <= set(before):
        first = context.say("Anda sudah berlangganan pengumuman {office}.", office=context.office(office).name)
        return context.answered(Reply((Section(paragraphs=(first,)),), choices=_after_on(context, office)))
    return _followed(context, office, tuple(dict.fromkeys((*before, *wanted))))


def _follow_only(context: Context, office: str, topics: tuple[Topic, ...]) -> Outcome:
    others = tuple(each for each in context.conversation.follows if each.partition("/")[0] != office)
    return _followed(context, office, (*others, *(subscription(office, topic) for topic in topics)))


def _followed(context: Context, office: str, follows: tuple[str, ...]) -> Outcome:
    context = context.changed(follows=follows)
    own = [topic for topic in TOPICS if subscription(office, topic) in follows]
    name = context.office(office).name
    if len(own) == len(TOPICS):
        first = context.say("Anda sekarang berlangganan pengumuman {office}.", office=name)
    else:
        names = ", ".join(context.say(TOPIC_NAMES[topic]) for topic in own)
        first = context.say("Anda sekarang berlangganan pengumuman {office}: {topics}.", office=name, topics=names)
    paragraphs = [
        first,
        context.say("Ini atas persetujuan Anda dan hanya untuk mengirim pengumuman. Ketik “berhenti” kapan saja."),
    ]
    if not context.turn.rings:
        paragraphs.append(context.say("Di obrolan web pengumuman baru terbaca saat Anda membukanya lagi."))
    version = context.turn.notice.version or "-"
    effects = (Follow(follows, context.turn.who), RecordConsent("announcements", version, context.turn.who, "agreed"))
    reply = Reply((Section(paragraphs=tuple(paragraphs)),), choices=_after_on(context, office))
    return replace(context.answered(reply), effects=effects)


def _after_on(context: Context, office: str) -> tuple[Choice, ...]:
    own = [topic for topic in TOPICS if subscription(office, topic) in context.conversation.follows]
    narrower = [
        choice(context.say("Hanya {topic}", topic=context.say(TOPIC_NAMES[topic])), "news", "on", office, topic)
        for topic in TOPICS
        if len(own) > 1 and topic != "umum"
    ]
    return (*narrower, choice(context.say("Lihat pengumuman"), "news", "show", office), _stop_choice(context))


def _stop_choice(context: Context) -> Choice:
    return choice(context.say("Berhenti"), "news", "off", "ask")


def stop(context: Context, office: str | None = None) -> Outcome:
    """Ends subscriptions at once, or asks which where there are several offices'."""
    offices = offices_followed(context.conversation.follows)
    if office is not None and office in offices:
        return _ended(context, office)
    if len(offices) > 1 and office is None:
        ask = context.say("Pengumuman mana yang dihentikan?")
        choices = [
            choice(place_label(context.office(each).place), "news", "off", each)
            for each in offices
            if each in context.library.offices
        ]
        choices.append(choice(context.say("Semua"), "news", "off", "all"))
        return context.answered(Reply((Section(paragraphs=(ask,)),), choices=tuple(choices)))
    return _ended(context, None)


def which(context: Context) -> Outcome:
    """Asks one who says only *berhenti* while a form is open what is to stop."""
    ask = context.say("Apa yang dihentikan: isian yang sedang terbuka, atau pengumuman?")
    choices = (
        choice(context.say("Batalkan isian"), "draft", "drop"),
        choice(context.say("Hentikan pengumuman"), "news", "off", "ask"),
    )
    return context.answered(Reply((Section(paragraphs=(ask,)),), choices=choices))


def _off(context: Context, what: str) -> Outcome:
    return stop(context) if what == "ask" else _ended(context, None if what == "all" else what)


def _ended(context: Context, office: str | None) -> Outcome:
    """Without an office all subscriptions end; the consent ends with the last of them."""
    before = context.conversation.follows
    left = tuple(each for each in before if office is not None and each.partition("/")[0] != office)
    if left == before:
        text = context.say("Anda tidak berlangganan pengumuman, jadi tidak ada yang dihentikan.")
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=_again(context)))
    gone = [each for each in offices_followed(before) if each not in offices_followed(left)]
    names = ", ".join(context.office(each).place for each in gone if each in context.library.offices)
    context = context.changed(follows=left)
    paragraphs = (
        context.say("Pengumuman {places} tidak dikirim lagi kepada Anda.", places=names),
        context.say("Pertanyaan dan tiket Anda tetap jalan. Ketik “langganan pengumuman” bila ingin lagi."),
    )
    reply = Reply((Section(paragraphs=paragraphs),), choices=_again(context, *gone))
    return replace(context.answered(reply), effects=(Follow(left, context.turn.who),))


def _again(context: Context, *offices: str) -> tuple[Choice, ...]:
    office = next((each for each in offices if each in context.library.offices), context.conversation.office)
    again = (choice(context.say("Langganan lagi"), "news", "on", office),) if offices and office is not None else ()
    return (*again, choice(context.say("Menu"), "menu"))


def show(context: Context, office: str) -> Outcome | Needs:
    """The current announcements of an office, newest first."""
    facts = context.turn.facts
    if facts is None or facts.answers.news != office:
        return Needs(tickets=False, news=office)
    name = context.office(office).name
    follows = office in offices_followed(context.conversation.follows)
    on = choice(context.say("Langganan pengumuman"), "news", "on", office)
    choices = (_stop_choice(context) if follows else on, choice(context.say("Menu"), "menu"))
    news = facts.news[:_MOST_SHOWN]
    if not news:
        text = context.say("Sekarang tidak ada pengumuman dari {office}.", office=name)
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
    head = Section(context.say("Pengumuman {office}", office=name))
    sections = tuple(body(each, context.conversation.language) for each in news)
    file = next((found for each in news if (found := file_of(each)) is not None), None)
    of_them = tuple(Choice(identity, label) for each in news for identity, label in each.choices)[:_MOST_SHOWN]
    return context.answered(Reply((head, *sections), choices=(*dict.fromkeys(of_them), *choices), file=file))
