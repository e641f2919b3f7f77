"""Which services a text is about: the subjects it names and the services' own names, scored and ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge import weights
from knowledge.library import Library
from knowledge.phrases import Match

MOST_RANKED = 10
"""Services handed on, best first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A service with its score and the subject it was found by."""

    service: str
    score: float
    subject: str | None


def subject_scores(matches: Iterable[Match], sentence_weights: tuple[float, ...]) -> dict[str, float]:
    """The score of every subject named."""
    by_subject: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        by_subject[match.cue.target].append(match)
    return {subject: weights.score(found, sentence_weights) for subject, found in by_subject.items()}


def narrowest(subjects: Mapping[str, float], library: Library) -> dict[str, float]:
    """The subjects without those that a narrower one, named as surely, hides."""
    known = library.lexicon.subjects
    return {
        subject: score
        for subject, score in subjects.items()
        if not any(
            subjects.get(narrower, 0.0) >= max(weights.ENOUGH, score * weights.AS_SURELY)
            for narrower in known[subject].yields_to
        )
    }


def services_hidden(named: Mapping[str, float], kept: Mapping[str, float], library: Library) -> frozenset[str]:
    """The services of subjects that narrower ones hid; by their own names the question would come back to them.

    A subject that counts the narrower service among its own answers ("konsultasi" and the business clinic) stays at
    the offices that have no such service.
    """

    def services(subject: str) -> frozenset[str]:
        targets = library.lexicon.subjects[subject].services
        return frozenset(service.id for target in targets for service in library.matching(target, None))

    meant = frozenset(service for subject in kept for service in services(subject))
    offices = {service.partition("/")[0] for service in meant}
    hidden: set[str] = set()
    for subject in named.keys() - kept.keys():
        own = services(subject)
        hidden |= {each for each in own if own.isdisjoint(meant) or each.partition("/")[0] in offices}
    return frozenset(hidden - meant)


def preferred(subjects: Mapping[str, float], found: Iterable[Match], components: Iterable[Match]) -> dict[str, float]:
    """Where several subjects are named, the one beside the ask and the one named first count more."""
    if len(subjects) < 2:
        return dict(subjects)
    asked = [match for match in components if match.cue.strength == "strong"]
    strong = [match for match in found if match.cue.strength == "strong" and match.cue.target in subjects]
    first = min(strong, key=lambda match: min(match.positions), default=None)
    scores = dict(subjects)
    for subject in subjects:
        own = [match for match in strong if match.cue.target == subject]
        distance = min((_distance(match, other) for match in own for other in asked), default=_FAR)
        scores[subject] += next((bonus for reach, bonus in weights.BESIDE_THE_ASK if distance <= reach), 0.0)
        if first is not None and any(match.positions == first.positions for match in own):
            scores[subject] += weights.NAMED_FIRST
    return scores


_FAR = 100
"""Farther apart than any two words of one sentence that belong together."""


def _distance(match: Match, other: Match) -> int:
    if match.sentence != other.sentence:
        return _FAR
    return min(abs(place - asked) for place in match.positions for asked in other.positions)


def rank(
    library: Library, subjects: Mapping[str, float], names: Mapping[str, float], office: str | None
) -> list[Ranked]:
    """The services meant, best first, at one office or all; `names` are scores of services by their own names."""
    best: dict[str, Ranked] = {}

    def offer(service: str, score: float, subject: str | None) -> None:
        known = best.get(service)
        if known is None or score > known.score:
            best[service] = Ranked(service, score, subject)

    for subject_id, score in subjects.items():
        subject = library.lexicon.subjects[subject_id]
        for targets, share in ((subject.services, 1.0), (subject.related, weights.RELATED)):
            for target in targets:
                for service in library.matching(target, office):
                    offer(service.id, score * share, subject_id)
    for service_id, score in names.items():
        if office is None or service_id.startswith(f"{office}/"):
            offer(service_id, score, best[service_id].subject if service_id in best else None)
    return sorted(best.values(), key=lambda ranked: (-round(ranked.score, 6), library.position[ranked.service]))


def as_good(ranked: list[Ranked]) -> list[Ranked]:
    """The best services: those nearly as good as the first, or as good when they are of another subject."""
    if not ranked:
        return []
    best = ranked[0]
    return [
        each
        for each in ranked
        if each.score >= best.score * (weights.AS_GOOD if each.subject == best.subject else weights.SURELY)
    ]
