"""Understands a question: reads it, finds the phrases it holds, and decides what it is about and what it wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge import weights
from knowledge.gazetteer import Gazetteer, Named
from knowledge.intents import QUESTION_WORDS, Evidence, decide
from knowledge.lexicon import Cue
from knowledge.library import Library
from knowledge.model import COMPONENTS, Service
from knowledge.phrases import Match, PhraseBook, longest
from knowledge.ranking import MOST_RANKED, Ranked, as_good, narrowest, preferred, rank, subject_scores
from knowledge.reading import Reader, Reading
from knowledge.understanding import Understanding

_USUAL = frozenset(COMPONENTS[:5])
_LEAST_WORTH = {"beyond": 1.0, "intent": 0.85, "office": 0.8, "region": 1.0, "place": 1.0}
"""Kinds whose phrases must stand (nearly) as written: a wrong hit of theirs turns the whole message."""
_NEVER_GUESSED = frozenset({"place", "region", "beyond"})
"""Kinds whose words no misspelling is taken for: a guess at them would refuse a question that can be answered."""
_NOT_THAT = "bukan"
_SECOND_COMPONENT = 0.75
"""A second component is asked for too when its score comes this near to the first."""


class Search:
    """Finds what the decrees of a library say to a question; made once a library, safe to share."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._gazetteer = Gazetteer(library)
        self._wordings = _wordings(library.services.values())
        cues = (*library.lexicon.cues, *self._gazetteer.cues, *_wording_cues(self._wordings))
        self._reader = Reader(
            library.lexicon,
            vocabulary=_words(cue for cue in cues if cue.kind not in _NEVER_GUESSED),
            names=_words(cue for cue in cues if cue.kind in _NEVER_GUESSED),
        )
        reader = self._reader
        self._general = frozenset(root for word in library.lexicon.general for root in reader.phrase(word))
        self._book = PhraseBook((cue, roots) for cue in cues if self._says(cue, roots := reader.phrase(cue.phrase)))

    def _says(self, cue: Cue, roots: tuple[str, ...]) -> bool:
        """Whether a phrase still says something once its fillers are gone: "untuk koperasi" does not."""
        return len(roots) > 1 or (
            " " not in cue.phrase and (cue.phrase in roots or not self._general.issuperset(roots))
        )

    def read(self, text: str) -> Reading:
        """The roots of a text, for those who match answers of their own."""
        return self._reader.read(text)

    def understand(self, text: str, chosen: str | None = None) -> Understanding:
        """What a message means, with `chosen` the office that the conversation is about."""
        reading = self._reader.read(text)
        found = longest(self._book.matches(reading))
        grouped: dict[str, list[Match]] = defaultdict(list)
        for match in found:
            if match.cue.strength != "never" and match.worth >= _LEAST_WORTH.get(match.cue.kind, 0.0):
                grouped[match.cue.kind].append(match)
        _drop_denied(grouped, reading)
        named = self._gazetteer.named([*grouped["office"], *grouped["region"], *grouped["place"]])
        sentence_weights = weights.sentence_weights(reading.asks)
        subjects = narrowest(subject_scores(grouped["subject"], sentence_weights), self.library)
        subjects = preferred(subjects, grouped["subject"], grouped["component"])
        names = self._name_scores(grouped["service"], sentence_weights)
        components, component_score = _components(grouped["component"], sentence_weights)
        top = max((*subjects.values(), *names.values()), default=0.0)
        beyond = subject_scores(grouped["beyond"], sentence_weights)
        residue = self._residue(reading, found)
        evidence = Evidence(
            intents=subject_scores(grouped["intent"], sentence_weights),
            subject=top,
            beyond=max(beyond.values(), default=0.0),
            components=components,
            component=component_score,
            asks=_asks(reading),
            residue=len(residue),
        )
        return self._conclude(reading, residue, named, chosen, subjects, names, evidence, beyond)

    def _conclude(
        self,
        reading: Reading,
        residue: tuple[str, ...],
        named: Named,
        chosen: str | None,
        subjects: Mapping[str, float],
        names: Mapping[str, float],
        evidence: Evidence,
        beyond: Mapping[str, float],
    ) -> Understanding:
        offices = named.offices or named.region or ((chosen,) if chosen and named.place is None else ())
        office = offices[0] if len(offices) == 1 else None
        ranked = self._ranked(subjects, names, offices)
        anywhere = rank(self.library, subjects, names, None) if offices else ranked
        found = Understanding(
            "out-of-scope",
            office=office,
            named=named.offices,
            place=named.place,
            services=_ids(ranked),
            components=evidence.components,
            subject=_subject(ranked or anywhere),
            matter=max(beyond, key=lambda matter: beyond[matter]) if beyond else None,
            signals=frozenset(intent for intent in evidence.intents if evidence.strong(intent)),
            names_service=evidence.subject >= weights.ENOUGH,
            residue=residue,
            readable=bool(reading.tokens),
        )
        intent = decide(evidence)
        if intent is not None:
            return self._hours(found) if intent == "hours" else replace(found, intent=intent)
        if not anywhere or anywhere[0].score < _enough(evidence):
            return self._without_service(found, evidence)
        if named.place is not None or not ranked or ranked[0].score < anywhere[0].score * weights.NEARLY:
            return replace(found, elsewhere=_ids(as_good(anywhere)))
        return self._answer_or_clarify(found, ranked)

    def _hours(self, found: Understanding) -> Understanding:
        """Opening hours stand in one service of the office's decree, or nowhere."""
        service = self.library.offices[found.office].hours_service if found.office else None
        if service is None:
            return replace(found, intent="hours", services=())
        return replace(found, intent="hours", services=(service,), components=("jangka-waktu",))

    def _ranked(
        self, subjects: Mapping[str, float], names: Mapping[str, float], offices: tuple[str, ...]
    ) -> list[Ranked]:
        if not offices:
            return rank(self.library, subjects, names, None)
        ranked = [each for office in offices for each in rank(self.library, subjects, names, office)]
        return sorted(ranked, key=lambda each: -round(each.score, 6))

    def _answer_or_clarify(self, found: Understanding, ranked: list[Ranked]) -> Understanding:
        winners = [each for each in as_good(ranked) if not self.library.services[each.service].listed_only]
        if not winners:
            return found
        if len(winners) == 1:
            return replace(
                found, intent="answer", services=_ids([*winners, *(each for each in ranked if each not in winners)])
            )
        related = [each for each in ranked if each not in winners and each.score >= ranked[0].score * weights.RELATED]
        return replace(found, intent="clarify", services=_ids([*winners, *related]))

    def _without_service(self, found: Understanding, evidence: Evidence) -> Understanding:
        """No service is named: a question that only lacks one is about all services of its office."""
        if not found.components or found.residue or found.office is None or evidence.subject >= weights.ENOUGH:
            return found
        services = tuple(service.id for service in self.library.of_office(found.office) if not service.listed_only)
        return replace(found, intent="answer" if len(services) == 1 else "clarify", services=services)

    def _name_scores(self, matches: Iterable[Match], sentence_weights: tuple[float, ...]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for wording, score in subject_scores(matches, sentence_weights).items():
            for service in self._wordings[wording]:
                scores[service] = max(score, scores.get(service, 0.0))
        return scores

    def _residue(self, reading: Reading, found: Iterable[Match]) -> tuple[str, ...]:
        """The words that carry something and belong to no phrase: what a question is about that nobody foresaw."""
        covered = {position for match in found for position in match.positions}
        lexicon = self.library.lexicon
        return tuple(
            token.root
            for position, token in enumerate(reading.tokens)
            if position not in covered
            and token.root not in self._general
            and token.root not in lexicon.numbers
            and not token.root.isdigit()
        )


def _drop_denied(grouped: dict[str, list[Match]], reading: Reading) -> None:
    """Takes out what the citizen says is not meant ("kios, bukan dkerens"), where something else is left."""
    denied = {
        position + step
        for position, token in enumerate(reading.tokens)
        if token.root == _NOT_THAT
        for step in (1, 2, 3)
    }
    for kind in ("subject", "service") if denied else ():
        kept = [match for match in grouped[kind] if not match.positions <= denied]
        if kept:
            grouped[kind] = kept


def _enough(evidence: Evidence) -> float:
    """A weak hint is enough beside a clear component: "cabang syaratnya apa"."""
    return weights.WEAK if evidence.component >= weights.STRONG and evidence.residue == 0 else weights.ENOUGH


def _asks(reading: Reading) -> bool:
    last = len(reading.asks) - 1
    return any(reading.asks) or any(token.root in QUESTION_WORDS for token in reading.tokens if token.sentence == last)


def _components(matches: Iterable[Match], sentence_weights: tuple[float, ...]) -> tuple[tuple[str, ...], float]:
    """The components asked for in the order asked, and the score of the best."""
    by_component: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        by_component[match.cue.target].append(match)
    scores = {
        component: weights.score(found, sentence_weights) + (0 if component in _USUAL else weights.RARE_COMPONENT)
        for component, found in by_component.items()
    }
    if not scores:
        return (), 0.0
    best = max(scores.values())
    asked = [component for component in COMPONENTS if scores.get(component, 0.0) >= best * _SECOND_COMPONENT]
    strong = [
        component for component in asked if any(match.cue.strength == "strong" for match in by_component[component])
    ]
    kept = strong or asked[:1]
    kept.sort(key=lambda component: -scores[component])
    return tuple(_apart(kept, by_component)), best


def _apart(components: list[str], by_component: Mapping[str, list[Match]]) -> Iterator[str]:
    """The components that rest on words of their own; one found in another's words is the same question."""
    taken: set[int] = set()
    for component in components:
        positions = {place for match in by_component[component] for place in match.positions}
        if not positions & taken:
            taken |= positions
            yield component


def _subject(ranked: list[Ranked]) -> str | None:
    return ranked[0].subject if ranked else None


def _ids(ranked: Iterable[Ranked]) -> tuple[str, ...]:
    return tuple(each.service for each in ranked)[:MOST_RANKED]


def _wordings(services: Iterable[Service]) -> dict[str, tuple[str, ...]]:
    """Every name that a service is given, with the services that bear it."""
    wordings: dict[str, list[str]] = defaultdict(list)
    for service in services:
        for wording in dict.fromkeys((service.name.lower(), service.label.lower(), *service.aliases)):
            wordings[wording].append(service.id)
    return {wording: tuple(found) for wording, found in wordings.items()}


def _wording_cues(wordings: Mapping[str, tuple[str, ...]]) -> Iterator[Cue]:
    for wording in wordings:
        yield Cue("service", wording, wording, "strong")


def _words(cues: Iterable[Cue]) -> Iterator[str]:
    for cue in cues:
        yield from cue.phrase.split()
