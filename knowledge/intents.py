"""Decides what a message wants: an answer, or to complain, file, ask a status, reach the office, greet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge import weights
from knowledge.understanding import Intent

QUESTION_WORDS = frozenset(
    {"apa", "apakah", "berapa", "bagaimana", "siapa", "mana", "kapan", "kenapa", "mengapa", "gimana", "boleh", "bisa"}
)
_CLEARLY = 0.5
"""How much more surely than a service the opening hours must be meant: "buka kantor" is in both."""
_SOME_CUES = 1.5
"""Cues of a component that make a question of what follows a story of trouble: "bolak-balik ... harus bawa apa"."""
_REACHING = frozenset({"pengaduan", "prosedur", "sarana", "jangka-waktu"})
"""Components whose cues a question for the office's address may hold by the way."""
DATE_WORDS = frozenset(
    {"tanggal", "besok", "lusa", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "ahad", "pekan"}
    | {"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober"}
    | {"november", "desember"}
)
"""Words that give a wish a day: "mau pinjam aula tanggal 12, bisa?" asks to be served, not to be told."""
OWN_DATA: tuple[str, ...] = ("data-delete", "data-withdraw", "data-correct", "data-use", "data-see")
"""What a citizen may want of the own data, the graver first: who says "hapus data pribadi saya" also names the data."""
NEWS: tuple[str, ...] = ("news-stop", "news-start", "news-show")
"""What a citizen may want of announcements, the graver first: "berhenti langganan" also names the subscription."""
_MEETINGS: tuple[Intent, ...] = ("greeting", "thanks", "help")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found in a message, summed up for the decision."""

    intents: Mapping[str, float]
    subject: float
    beyond: float
    components: tuple[str, ...]
    component: float
    asks: bool
    complains_now: bool
    hinted_beyond: bool
    residue: int
    dated: bool

    def strong(self, intent: str) -> bool:
        """Whether a strong phrase of the intent was found in a sentence that counts."""
        return self.intents.get(intent, 0.0) >= weights.STRONG * weights.STORY


def decide(evidence: Evidence) -> Intent | None:
    """The intent, or None when the message is a question about services."""
    if evidence.beyond > max(evidence.subject, evidence.intents.get("complaint", 0.0)):
        return "out-of-scope"
    if own := _own(evidence):
        return own
    if _complains(evidence):
        return "complaint"
    if _surely(evidence, OWN_DATA):
        return "privacy"
    if _surely(evidence, NEWS):
        return "announcements"
    return "request" if _requests(evidence) else _asks_office(evidence)


def _asks_office(evidence: Evidence) -> Intent | None:
    """What is neither told nor ordered: to reach the office, to choose among offices, to meet."""
    if evidence.strong("officer") and evidence.subject < weights.STRONG and not evidence.components:
        return "officer"
    for intent in ("language", "readiness", "choose-office", "compare", "list-services"):
        if evidence.strong(intent) and _leads(evidence, intent):
            return intent
    if evidence.strong("hours") and evidence.intents["hours"] > evidence.subject + _CLEARLY:
        return "hours"
    if _seeks_contact(evidence):
        return "contact"
    return _meets(evidence)


def _surely(evidence: Evidence, wishes: tuple[str, ...]) -> bool:
    """Whether one of the wishes is meant, more surely than a service: "data koperasi" is what an office gives out."""
    best = max((evidence.intents.get(each, 0.0) for each in wishes if evidence.strong(each)), default=0.0)
    return best > max(evidence.subject, evidence.beyond)


def _own(evidence: Evidence) -> Intent | None:
    """What the citizen has here already: a checklist, a ticket."""
    if evidence.strong("checklist") and not evidence.strong("complaint"):
        return "checklist"
    return "status" if evidence.strong("status") and not _wants_to_complain(evidence) else None


def _leads(evidence: Evidence, intent: str) -> bool:
    if intent == "compare":
        return True
    if intent == "list-services":
        return evidence.subject < weights.STRONG and evidence.component < weights.STRONG
    if intent == "choose-office":
        return evidence.subject < weights.STRONG and not evidence.components
    return evidence.subject < weights.ENOUGH


def _wants_to_complain(evidence: Evidence) -> bool:
    return evidence.intents.get("complaint", 0.0) > evidence.intents["status"]


def _complains(evidence: Evidence) -> bool:
    score = evidence.intents.get("complaint", 0.0)
    if not evidence.strong("complaint"):
        return False
    asks_how_to = evidence.components[:1] == ("pengaduan",)
    asks_of_service = (
        (evidence.asks or evidence.strong("contact") or evidence.strong("ask"))
        and evidence.component >= (weights.STRONG if evidence.complains_now and not asks_how_to else _SOME_CUES)
        and evidence.subject >= weights.WEAK
    )
    if not asks_of_service:
        return True
    return score > evidence.component + weights.STRONG


def _requests(evidence: Evidence) -> bool:
    if evidence.subject < weights.WEAK and not evidence.strong("order"):
        return evidence.strong("request") and not evidence.asks and not evidence.components
    if evidence.strong("order") and not evidence.strong("ask"):
        return evidence.component < evidence.intents["order"] + weights.WEAK or not evidence.asks
    if not evidence.strong("request") or evidence.strong("ask") or evidence.component >= weights.STRONG:
        return False
    return evidence.dated or not evidence.asks


def _seeks_contact(evidence: Evidence) -> bool:
    score = evidence.intents.get("contact", 0.0)
    if not evidence.strong("contact"):
        return False
    if evidence.subject >= weights.STRONG and score < evidence.subject + weights.WEAK:
        return False
    asks_of_service = evidence.subject >= weights.WEAK and evidence.component >= weights.STRONG
    if asks_of_service and not _REACHING.issuperset(evidence.components[:1]):
        return False
    if "pengaduan" in evidence.components:
        return evidence.subject < weights.ENOUGH and score > evidence.component
    return True


def _meets(evidence: Evidence) -> Intent | None:
    if evidence.subject >= weights.ENOUGH or evidence.beyond:
        return None
    if evidence.strong("thanks") and not evidence.asks and evidence.component < weights.STRONG:
        return "thanks"
    if evidence.residue > 1:
        return None
    found = [intent for intent in _MEETINGS if evidence.strong(intent)]
    if not found:
        return None
    best = max(found, key=lambda intent: evidence.intents[intent])
    if best == "help" and not evidence.residue:
        return best
    return best if evidence.intents[best] >= evidence.component else None
