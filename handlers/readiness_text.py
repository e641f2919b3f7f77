"""What is told of a reckoning: the figures heard, each verdict beside the decree's own words, and what is missing."""

from __future__ import annotations

from handlers.context import Context
from handlers.figure_sense import Why
from handlers.figures import Readiness, State, Verdict, together
from handlers.measures import amount, said, term
from handlers.names import mark
from handlers.own_figures import Told
from handlers.turn import Line
from knowledge.model import Service
from knowledge.thresholds import MONEY, Measure, Threshold, thresholds

STATES: dict[State, str] = {
    "meets": mark("angkanya memenuhi"),
    "short": mark("angkanya belum memenuhi"),
    "over": mark("angkanya melewati batas"),
    "unknown": mark("belum bisa dipastikan"),
}
"""How a service stands, in words."""
_PROBLEMS: dict[Why, str] = {
    "not-positive": mark("{term}: angkanya harus lebih dari nol."),
    "too-large": mark("{term}: angka itu di luar kewajaran. Periksa lagi, ya."),
    "no-unit": mark("{term}: tulis lengkap dengan satuannya, misalnya 2 miliar atau 500 juta."),
    "several": mark("{term}: ada lebih dari satu angka. Yang mana yang dihitung?"),
    "unclear": mark("{term}: tulis satu angka yang pasti."),
}


def heading(context: Context, office: str) -> str:
    """Whose decree is reckoned by."""
    return context.say("Kesiapan menurut keputusan {place}", place=context.office(office).place)


def remarks(context: Context, services: tuple[Service, ...], told: Told, asking: Measure | None) -> tuple[str, ...]:
    """What could not be taken as it was told, and why."""
    bounds = {each.measure: each for service in services for each in thresholds(service)}
    problems = [
        context.say(_PROBLEMS[why], term=term(context.say, bounds[measure]))
        for measure, why in told.problems
        if measure in bounds
    ]
    if told.others and asking in MONEY:
        problems.append(
            context.say(
                "Anda menyebut {other}; yang dihitung keputusan ini {term}, dan keduanya bisa berbeda.",
                other=told.others[0],
                term=term(context.say, bounds[asking]).lower(),
            )
        )
    return tuple(problems)


def heard(context: Context, services: tuple[Service, ...], kept: Readiness) -> tuple[str, ...]:
    """The figures as they were understood."""
    bounds = {each.measure: each for service in services for each in thresholds(service)}
    figures = [
        f"{term(context.say, bounds[measure]).lower()} {said(context.say, figure, context.conversation.language)}"
        for measure in bounds
        if (figure := kept.of(measure)) is not None
    ]
    return (context.say("Angka Anda: {figures}.", figures="; ".join(figures)),) if figures else ()


def summary(context: Context, services: tuple[Service, ...], verdicts: dict[str, tuple[Verdict, ...]]) -> str:
    """What the figures come to, in one sentence."""
    states = {service.label: together(verdicts[service.id]) for service in services}
    met = [label for label, state in states.items() if state == "meets"]
    if met:
        return context.say("Batas angkanya terpenuhi untuk: {services}.", services=", ".join(met))
    if "unknown" in states.values():
        return context.say("Batas angkanya belum bisa dipastikan.")
    return context.say("Batas angkanya belum terpenuhi.")


def service_line(context: Context, service: Service, verdicts: tuple[Verdict, ...]) -> Line:
    """A service with its bounds."""
    state = context.say(STATES[together(verdicts)])
    return Line(None, f"{service.label}: {state}", tuple(_verdict_line(context, verdict) for verdict in verdicts))


def _verdict_line(context: Context, verdict: Verdict) -> Line:
    """One bound: how the figure stands to it, and the decree's own words."""
    bound = verdict.threshold
    mark_of = bound.item.mark
    quote = f"“{bound.item.text.rstrip('; ')}”"
    item = context.say("butir {mark}: {quote}", mark=mark_of, quote=quote) if mark_of else quote
    return Line(None, f"{term(context.say, bound)}: {_standing(context, verdict)}; {item}")


def _standing(context: Context, verdict: Verdict) -> str:
    by = amount(context.say, verdict.threshold.measure, verdict.by, context.conversation.language)
    match verdict.state:
        case "meets":
            return context.say("memenuhi")
        case "short":
            return context.say("kurang {by}", by=by) if verdict.exact else context.say("kurang sedikitnya {by}", by=by)
        case "over" if verdict.exact:
            return context.say("lebih {by} dari batasnya", by=by)
        case "over":
            return context.say("lebih sedikitnya {by} dari batasnya", by=by)
        case _:
            return context.say("belum diketahui") if verdict.exact else context.say("belum pasti")


def question(context: Context, services: tuple[Service, ...], kept: Readiness, asking: Measure) -> str:
    """The one question for what is missing."""
    bound = next(each for service in services for each in thresholds(service) if each.measure == asking)
    if kept.of(asking) is not None:
        return context.say("Berapa angka pastinya untuk {term}?", term=term(context.say, bound).lower())
    return _asked(context, bound)


def _asked(context: Context, bound: Threshold) -> str:
    match bound.measure:
        case "members":
            return context.say("Berapa anggotanya, dihitung seperti bunyi butir itu?")
        case "age":
            return context.say("Berapa umurnya?")
        case _:
            return context.say("Berapa {term}nya? Misalnya: 2,5 miliar.", term=term(context.say, bound).lower())
