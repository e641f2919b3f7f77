"""What is told beside a question about who writes, or at the review: more of the complaint, or a note to officers."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.context import Context
from handlers.draft import Draft
from handlers.forms import service_step
from handlers.forms.filling import prefill
from handlers.forms.walk import Walk
from handlers.turn import Outcome
from knowledge.form_model import Step

_GOES_ON = re.compile(
    r"^\W*(?:(?:terus|trus|trs|lalu|kemudian|(?:habis|abis) itu|udah|(?:udah|sudah) gitu|padahal|soalnya|malah|bahkan|"
    r"selain itu|tambahan|tambah lagi|satu lagi|juga|dan|sama|karena|katanya)\b|"
    r"(?:petugas|pegawai|oknum|orang|loket|kantor|dia|mereka|"
    r"saya (?:di|sudah|udah|malah|disuruh|tidak|nggak|ga|gak))\w*\b)",
    re.IGNORECASE,
)
"""How people begin who go on telling: "terus saya disuruh pulang", "petugasnya namanya Budi"."""
_ASKS_FOR = re.compile(
    r"^\W*(?:(?:oh|eh)\s+(?:ya|iya)\W+)?(?:(?:mau|sekalian|satu lagi|boleh|bisa)\s+)*"
    r"(?:tambah\w*|catatan\w*|sekalian|tolong|mohon|minta|butuh|perlu|"
    r"(?:kami|saya|kita) (?:juga )?(?:butuh|perlu|minta|mohon|akan|mau|bawa))\b[\s:,]*(?P<said>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""How people begin who want something minded: "kami butuh sound system", "catatan: lewat pintu belakang"."""
_FEWEST = 3
"""Words from which something is told; fewer may be a name."""
_FEWEST_OF_A_SENTENCE = 4
_ASKED = frozenset({"name", "contact"})
"""Kinds of steps beside which more is told; where a matter is asked, what is said is its answer."""
_NOTE = "note"


def add(walk: Walk, text: str) -> Outcome | None:
    """Keeps what is told besides; None where the message is something else."""
    step = walk.form.step(walk.draft.step or "") if walk.draft.asking == "step" else None
    if (step is not None and step.kind not in _ASKED) or len(text.split()) < _FEWEST or text.rstrip().endswith("?"):
        return None
    if walk.form.kind == "complaint":
        return _to_story(walk, step, text)
    return _to_note(walk, step, text)


def _to_story(walk: Walk, step: Step | None, text: str) -> Outcome | None:
    story = next((each for each in walk.form.steps if each.kind == "story"), None)
    told = walk.draft.value(story.key) if story is not None else None
    if story is None or told is None or not (_goes_on(walk.context) or (step is None and _is_sentence(text))):
        return None
    longer = walk.draft.with_value(story.key, f"{told}\n{text.strip()}")
    walk = walk.with_draft(_with_day(walk, with_service(walk.context, longer), text))
    return _asked_on(walk, step, walk.context.say("Saya tambahkan ke cerita Anda."))


def _is_sentence(text: str) -> bool:
    """Whether a text tells something, where nothing is asked but whether all is right."""
    return len(text.split()) >= _FEWEST_OF_A_SENTENCE


def _goes_on(context: Context) -> bool:
    return "complaint" in context.understood.signals or bool(_GOES_ON.match(context.text))


def with_service(context: Context, draft: Draft) -> Draft:
    """The draft about the service that a story names, where none is known yet."""
    service = context.understood.service_at(draft.office)
    if service is None or draft.service is not None or draft.value(service_step.KEY) is not None:
        return draft
    return replace(draft, service=service)


def _with_day(walk: Walk, draft: Draft, text: str) -> Draft:
    """The draft with the day that only the later part of the story names."""
    found = prefill(walk.form, draft, text, walk.today)
    for key in found.taken:
        value = found.draft.value(key)
        if draft.value(key) is None and value is not None:
            draft = draft.with_value(key, value)
    return draft


def _to_note(walk: Walk, step: Step | None, text: str) -> Outcome | None:
    asked = _ASKS_FOR.match(text)
    if asked is None or walk.form.step(_NOTE) is None or _of_another_service(walk):
        return None
    noted = walk.draft.value(_NOTE)
    said = asked["said"] if ":" in text[: asked.start("said")] else text.strip()
    walk = walk.with_draft(walk.draft.with_value(_NOTE, f"{noted}\n{said}" if noted else said))
    return _asked_on(walk, step, walk.context.say("Saya catat untuk petugas."))


def _of_another_service(walk: Walk) -> bool:
    services = walk.context.understood.services
    return bool(services) and walk.draft.service not in services[:1] and "?" not in walk.context.text


def _asked_on(walk: Walk, step: Step | None, said: str) -> Outcome:
    return walk.ask(step, said) if step is not None else walk.go_on(said)
