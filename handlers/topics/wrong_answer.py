"""“Jawaban ini keliru”: what a citizen says of an answer is noted for the officers, with a word on what is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.effects import AddFlagWord, FlagAnswer
from handlers.offices import ways_on
from handlers.reach import reach
from handlers.turn import Choice, Outcome, Reply, Section
from knowledge.model import Service

VERB = "wrong"
DONE = "wrong-done"
LONGEST_WORD = 1000
"""Characters of what is wrong; more is a complaint or a request of its own."""
_ANSWER = r"(?:jawaban|jwbn|jwb|info|informasi|wangsulan|waleran)\w*"
_THIS = r"(?:ini|itu|tadi|iki|kuwi|mau|ieu|eta|tadi|anda|kamu|bot|yg|yang|di ?atas|barusan)"
_SEEMS = r"(?:kok|itu|ini|sepertinya|kayaknya|kyknya|rasanya|masih|malah|ternyata|pasti|jelas)"
_WRONG = (
    r"(?:salah|keliru|kliru|kleru|lepat|ngawur|ngaco|(?:tidak|tdk|ga|gak|nggak|ndak|kurang|ora|teu) "
    r"(?:benar|bener|betul|tepat|sesuai|akurat))"
)
_SAYS = re.compile(
    rf"^\W*(?:(?:maaf|eh|lho|loh|min|kak|pak|bu|kok)\W+)*"
    rf"(?:{_ANSWER}(?:\s+{_THIS})*(?:\s+{_SEEMS})*\s+{_WRONG}|{_WRONG}\s+{_ANSWER}(?:\s+{_THIS})*"
    r"|(?:this|that|the|your) (?:answer|information|info)(?: is|'s)? (?:wrong|incorrect|not right|outdated)"
    r"|(?:wrong|incorrect) (?:answer|information|info))"
    r"(?:\s+(?:nih|min|ya|kak|pak|bu|deh|lho|loh|dong|kayaknya|sepertinya))*\s*(?:$|[?!.]*$|[,;:.!–-]\s*(?P<word>\S.*)$)",
    re.IGNORECASE | re.DOTALL,
)


def typed(context: Context) -> Outcome | None:
    """What a text does that calls the last answer wrong, or tells what is wrong with it; None for any other."""
    if context.conversation.answered_ticket is not None:
        return None  # an officer wrote last: it is meant for the officer
    said = _SAYS.match(context.text)
    if said is not None:
        return flag(context, (said["word"] or "").strip())
    waits = any(each.id == DONE for each in context.conversation.shown)
    return _tell(context) if waits and not _is_other_matter(context) else None


def flag(context: Context, word: str = "") -> Outcome:
    """Notes that the answer given last is wrong, and asks what is; with nothing answered yet, says how."""
    conversation = context.conversation
    if conversation.service is None:
        how = context.say(
            "Jawaban yang mana? Tanyakan dulu layanannya, lalu tulis “jawaban ini keliru” setelah jawabannya."
        )
        return context.answered(Reply((Section(paragraphs=(how,)),), choices=ways_on(context)))
    service = context.service(conversation.service)
    office = context.office(service.office)
    about = service.label
    if conversation.component is not None:
        about = f"{about}, {context.component_name(conversation.component)}"
    thanks = context.say(
        "Terima kasih. Petugas {office} akan memeriksa jawaban ini: {about}.", office=office.short, about=about
    )
    ask = context.say("Apa yang keliru? Tulis di sini, atau lewati.")
    hurry = context.say("Perlu kepastian sekarang? Hubungi kantornya: {phone}.", phone=reach(context, service.office))
    told = (thanks, hurry) if word else (thanks, ask, hurry)
    choices = _after(context, service) if word else (choice(context.say("Lewati"), DONE), *_after(context, service))
    outcome = context.answered(Reply((Section(paragraphs=told),), choices=choices))
    effect = FlagAnswer(
        service.office,
        service.id,
        conversation.component,
        office.decree.number,
        office.decree.date,
        word[:LONGEST_WORD],
    )
    return replace(outcome, effects=(effect,))


def pressed(context: Context, service: Service, component: str = "-") -> Outcome:
    """The choice under a service's parts: the answer that stood before them is meant."""
    known = component if component in service.components else None
    return flag(context.changed(service=service.id, component=known))


def offer(context: Context, service: Service) -> Choice:
    """The choice, for the answer on a service given last."""
    last = context.conversation.component if context.conversation.service == service.id else None
    return choice(context.say("Jawaban ini keliru?"), VERB, service.id, last or "-")


def end(context: Context) -> Outcome:
    """Nothing more is said of it."""
    text = context.say("Baik, sudah saya catat untuk petugas.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=ways_on(context)))


def _tell(context: Context) -> Outcome:
    text = context.say("Terima kasih, keterangan Anda saya tambahkan pada catatan untuk petugas.")
    outcome = context.answered(Reply((Section(paragraphs=(text,)),), choices=ways_on(context)))
    return replace(outcome, effects=(AddFlagWord(context.text.strip()[:LONGEST_WORD]),))


def _is_other_matter(context: Context) -> bool:
    """Whether a text is a question or a wish of its own, not what is wrong with an answer."""
    understood = context.search.understand(context.text, context.conversation.office)
    if "?" in context.text or not understood.readable or understood.named:
        return True
    return understood.intent in _OTHERS or bool(understood.signals & {"ask"})


def _after(context: Context, service: Service) -> tuple[Choice, ...]:
    return (choice(context.say("Bagian lain"), "parts", service.id), choice(context.say("Menu"), "menu"))


_OTHERS = frozenset({
    "greeting", "thanks", "help", "language", "status", "checklist", "complaint", "request", "officer", "privacy",
    "announcements", "list-services", "choose-office", "compare", "readiness",
})  # fmt: skip
