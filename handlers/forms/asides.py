"""Questions asked in the middle of a form: told apart from answers, answered, and then back to the open step."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.context import Context
from handlers.forms.courtesy import AFTER, words
from handlers.forms.readers import FREE
from handlers.turn import Outcome, Section
from knowledge.form_model import Step

_ANSWERED = frozenset({"answer", "clarify", "compare", "hours", "contact", "list-services", "status"})
_PLACELESS = frozenset({"compare", "hours", "contact", "list-services", "status"})
"""Intents that say by themselves what is wanted, without a component."""
_WORDS = (
    r"(?:apa|apakah|apa aja|apa saja|berapa|brp|piro|pira|gimana|gmn|bagaimana|kapan|kpn|siapa|dimana|di mana|dmn|mana|"
    r"how|what|when|where|who|sabaraha|kumaha|pinten|kepiye|piye)"
)
_ASKS = re.compile(rf"\?\s*$|\b{_WORDS}\b", re.IGNORECASE)
_TELLS = re.compile(
    rf"\b(?:tentang|soal|mengenai|materi|tema|judul|topik|pelatihan|sosialisasi|penyuluhan|seminar|rapat|diskusi)\b"
    rf".*\b{_WORDS}\b.*[^?\s]\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""An answer with a question word in it: "pelatihan tentang apa itu koperasi"."""
_BY_THE_WAY = re.compile(
    r"^\W*(?:eh|oh ya|oya|btw|by the way|sebentar|bentar|(?:mau |numpang |boleh )?(?:tanya|nanya)|"
    r"omong-omong|ngomong-ngomong)\b",
    re.IGNORECASE,
)
_GREETS = frozenset({
    "halo", "hallo", "hai", "hay", "hello", "hi", "hey", "hei", "helo", "assalamualaikum", "assalamu",
    "alaikum", "asalamualaikum", "ass", "assalam", "salam", "selamat", "pagi", "siang", "sore", "malam", "met",
    "permisi", "misi", "punten", "sampurasun", "kulonuwun", "kulo", "nuwun", "sugeng", "enjing", "sonten",
    "dalu", "wilujeng", "rampes", "spada", "horas", "shalom", "rahayu", "om", "swastiastu", "test", "tes", "p",
    "ping", "apa", "kabar", "good", "morning", "afternoon", "evening", "semua", "lagi", "mau", "lanjut", "wr",
    "wb", "warahmatullahi", "wabarakatuh", "masih", "ada", "orang", "aktif", "disini", "sini",
})  # fmt: skip
_LONGEST = 3_400
"""Characters of an answer and a question in one message: those of Telegram and WhatsApp, less choices and source."""
_FEW = 5
"""Words of "tiket saya sampai mana ya"."""
_MOST_OF_A_QUESTION = 8
"""Words of a question that is no story of what happened."""
_PARTS_OF_DAY = frozenset({"pagi", "siang", "sore", "malam"})


def is_greeting(context: Context, step: Step | None) -> bool:
    """Whether a message only greets; *siang* where a time is asked does not."""
    said = words(context.text)
    if context.understood.intent != "greeting" or said[:1] == [] or said[0] not in _GREETS:
        return False
    if not _GREETS.issuperset(each for each in said if each not in AFTER):
        return False
    return step is None or step.kind != "times" or not _PARTS_OF_DAY.issuperset(said)


def is_aside(context: Context, step: Step | None) -> bool:
    """Whether a message is a question about a service rather than the answer to the open step (None: to no step)."""
    understood = context.understood
    if understood.intent == "out-of-scope" and (understood.elsewhere or understood.matter):
        return context.text.rstrip().endswith("?") and (
            step is None or step.kind != "story" or _complains_shortly(context)
        )
    if understood.intent not in _ANSWERED:
        return False
    if understood.intent == "status" and _is_only_status(context):
        return True
    plain = understood.intent in {"contact", "hours"} and understood.named and not understood.residue
    if plain or (understood.intent == "compare" and (step is None or step.kind != "story" or _complains(context))):
        return True
    if not (understood.components or understood.intent in _PLACELESS):
        return False
    if step is not None and step.kind == "story" and not _complains_shortly(context):
        return bool(_BY_THE_WAY.match(context.text)) and bool(_ASKS.search(context.text))
    if step is None or step.kind in FREE:
        return bool(_ASKS.search(context.text)) and not _TELLS.search(context.text)
    return "?" in context.text


def _complains_shortly(context: Context) -> bool:
    """Whether few words end in a question mark where a complaint is told: other forms ask for questions."""
    few = len(words(context.text)) <= _MOST_OF_A_QUESTION
    return _complains(context) and few and context.text.rstrip().endswith("?")


def _complains(context: Context) -> bool:
    draft = context.conversation.draft
    form = context.library.forms.get(draft.form) if draft is not None else None
    return form is not None and form.kind == "complaint"


def _is_only_status(context: Context) -> bool:
    """Own tickets asked for by their words or a number, and nothing told."""
    return not context.understood.residue and len(words(context.text)) <= _FEW


def with_question(outcome: Outcome, again: Outcome, lead: str) -> Outcome:
    """The answer with the open question under it, "
    "as one message with the question's choices; as two where it is long."""
    answer, question = outcome.replies[-1], again.replies[0]
    first, *others = question.sections
    asked = (replace(first, heading=None, paragraphs=(lead, *first.paragraphs)), *others)
    conversation = replace(outcome.conversation, draft=again.conversation.draft, shown=question.choices, question=None)
    if _length(answer.sections) + _length(asked) > _LONGEST:
        replies = (replace(answer, choices=(), turning=0), replace(question, sections=asked))
        return replace(outcome, conversation=conversation, replies=(*outcome.replies[:-1], *replies))
    *told, last = answer.sections
    sections = (*told, replace(last, closing=(*last.closing, *answer.source_lines)), *asked)
    reply = replace(answer, sections=sections, source_lines=(), choices=question.choices, turning=0)
    return replace(outcome, conversation=conversation, replies=(*outcome.replies[:-1], reply))


def _length(sections: tuple[Section, ...]) -> int:
    """Characters of sections, about."""
    lines = [line for section in sections for line in section.lines]
    texts = [text for section in sections for text in (*section.paragraphs, *section.closing, section.heading or "")]
    while lines:
        line = lines.pop()
        texts.append(line.text)
        lines += line.lines
    return sum(len(text) + 8 for text in texts)
