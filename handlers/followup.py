"""What a message leaves out and the conversation supplies: the service, the component, the choice meant."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz, process

from handlers.choices import action
from handlers.context import Context
from handlers.turn import Choice
from knowledge.understanding import Understanding

_LABEL_TYPED = 88.0
"""rapidfuzz WRatio from which a typed text is the label of a choice; below, it is read as a question."""
_SHORT_TEXT = 40
"""A label is typed, not told: longer texts are questions."""
_SHORT_FOLLOW_UP = 5
"""Words up to which a message that only names another service asks the same thing of it."""
_ORDINALS = {
    "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7,
    "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10, "terakhir": -1,
}  # fmt: skip
_NUMBER = re.compile(r"^(?:pilih\s+)?(?:(?:yang|yg)\s+)?(?:no(?:mor)?\.?\s*|ke-?\s*)?(\d{1,2})[.)]?$")
_ORDINAL = re.compile(rf"^(?:pilih\s+)?(?:(?:yang|yg)\s+)?({'|'.join(_ORDINALS)})$")
_GO_ON = frozenset(
    {
        *("lanjut", "lanjutkan", "terus", "next", "teruskan", "lagi", "berikutnya", "selanjutnya", "more"),
        *("lajengaken", "salajengipun", "teraskeun", "salajengna"),
    }
)
"""Asks for what comes next; what the choices "Lanjut" and "Berikutnya" are called is here in every language."""
_OPENS_FOLLOW_UP = re.compile(
    r"^\s*(?:kalau|kalo|klo|kl|kalu|nek|lamun|terus|trus|yang|yg|gimana|bagaimana|and|what about|how about|lalu)\b",
    re.IGNORECASE,
)


def picked_choice(text: str, shown: tuple[Choice, ...]) -> Choice | None:
    """The choice that a typed text means: its number, "yang kedua", "lanjut", or its label."""
    if not shown:
        return None
    lower = text.strip().lower()
    place = chosen_place(text)
    if place is not None:
        return shown[place - 1 if place > 0 else place] if -1 <= place <= len(shown) and place else None
    if lower in _GO_ON and action(shown[0].id).verb == "ask" and "," in shown[0].id:
        return shown[0]
    if lower in _GO_ON:
        return next((choice for choice in shown if choice.label.lower() in _GO_ON), None)
    if len(text) > _SHORT_TEXT:
        return None
    labels = [choice.label.lower() for choice in shown]
    found = process.extractOne(lower, labels, scorer=fuzz.ratio, score_cutoff=_LABEL_TYPED)
    return shown[found[2]] if found else None


def wants_more(text: str) -> bool:
    """Whether a text is only "lanjut": asks for the rest of an answer."""
    return text.strip().lower() in _GO_ON


def chosen_place(text: str) -> int | None:
    """The place in a list that a bare number or ordinal means: 2 for "no 2" and "yang kedua", -1 for the last."""
    lower = text.strip().lower()
    number = _NUMBER.match(lower)
    if number:
        return int(number[1])
    ordinal = _ORDINAL.match(lower)
    return _ORDINALS[ordinal[1]] if ordinal else None


def fill_from_context(context: Context) -> Context:
    """The context with its understanding completed from what was talked about last."""
    offered = _among_offered(context)
    if offered is not None:
        question = f"{context.conversation.question} {context.text}"
        return replace(context, understood=offered, asked=question)
    return replace(context, understood=_filled(context))


def _filled(context: Context) -> Understanding:
    understood = context.understood
    if "compare" in understood.signals and understood.intent == "out-of-scope" and context.conversation.service:
        return replace(understood, intent="compare")
    if understood.intent not in {"answer", "clarify", "out-of-scope"} or understood.matter is not None:
        return understood
    if understood.names_service:
        return _with_component(context)
    last = context.conversation.service
    if _complains_to_office(context):
        return replace(understood, intent="complaint")
    if last is None:
        return _office_alone(context) or understood
    service = context.library.services.get(last)
    if service is None:
        return understood
    other = understood.named[0] if len(understood.named) == 1 else None
    if other is not None and other != service.office and (understood.components or _opens(context)):
        return _same_at(context, service.key, other)
    if understood.components and not understood.place and _is_about_last(context):
        return replace(understood, intent="answer", services=(last,), office=service.office, elsewhere=())
    if understood.place and _opens(context):
        return understood
    return _office_alone(context) or understood


def _opens(context: Context) -> bool:
    return bool(_OPENS_FOLLOW_UP.match(context.text))


def _complains_to_office(context: Context) -> bool:
    """How to complain, of no service: the office's own ways, not one service's."""
    understood = context.understood
    if understood.components != ("pengaduan",) or understood.residue or _opens(context):
        return False
    return len(understood.named) == 1 or context.conversation.service is None


def _is_about_last(context: Context) -> bool:
    """Words that nobody foresaw make it a new question, unless it is as short as follow-ups are."""
    understood = context.understood
    return _opens(context) or len(understood.residue) <= 1 or len(context.text.split()) <= _SHORT_FOLLOW_UP


def _with_component(context: Context) -> Understanding:
    """A short message that only names another service asks of it what was asked before."""
    understood = context.understood
    component = context.conversation.component
    if understood.components or component is None or not (_opens(context) or "correction" in understood.signals):
        return understood
    return replace(understood, components=(component,))


def _same_at(context: Context, key: str, office: str) -> Understanding:
    understood = context.understood
    components = understood.components or ((context.conversation.component,) if context.conversation.component else ())
    service = context.library.services.get(f"{office}/{key}")
    if service is not None:
        return replace(understood, intent="answer", services=(service.id,), office=office, components=components)
    elsewhere = tuple(each.id for each in context.library.of_key(key) if not each.listed_only)
    return replace(understood, intent="out-of-scope", services=(), elsewhere=elsewhere, office=office)


def _office_alone(context: Context) -> Understanding | None:
    """Only an office is named: it is chosen, and a question that was waiting is answered there."""
    understood = context.understood
    if len(understood.named) == 1 and not understood.components and not understood.residue:
        return replace(understood, intent="choose-office")
    return None


def _among_offered(context: Context) -> Understanding | None:
    """One of the services just offered, named in the citizen's own words or by its place."""
    understood = context.understood
    asked = [action(choice.id) for choice in context.conversation.shown if choice.id.startswith("ask:")]
    offered = {each.arguments[0]: each.arguments[1] for each in asked if len(each.arguments) == 2}
    if len(offered) < 2 or context.conversation.question is None:
        return None
    if len(understood.named) == 1 and not understood.names_service:
        fitting = [service for service in offered if service.startswith(f"{understood.named[0]}/")]
    else:
        plainly = understood.intent in {"answer", "out-of-scope"}
        fitting = [service for service in understood.services[:1] if service in offered and plainly]
    if len(fitting) != 1:
        return None
    component = offered[fitting[0]]
    components = understood.components or (() if component == "-" else tuple(component.split(",")))
    return replace(
        understood, intent="answer", services=(fitting[0],), components=components, office=fitting[0].partition("/")[0]
    )
