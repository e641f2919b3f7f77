"""Understands a question: reads it, finds the phrases it holds, and decides what it is about and what it wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from knowledge import weights
from knowledge.asides import denied, not_denied, not_of_asking, offices_meant, places_meant
from knowledge.asking import asked_components
from knowledge.conclusion import conclude, ids
from knowledge.gazetteer import Gazetteer
from knowledge.intents import DATE_WORDS, QUESTION_WORDS, Evidence
from knowledge.item_words import ItemWords
from knowledge.language import Language
from knowledge.library import Library
from knowledge.phrases import Match
from knowledge.ranking import Ranked, narrowest, preferred, rank, services_hidden, subject_scores
from knowledge.reading import Reading
from knowledge.service_names import ServiceNames
from knowledge.understanding import Understanding

_READ_AHEAD = 200
"""Services whose items are read at the start; a nation's are read one by one as they are asked about."""

Grouped = Mapping[str, list[Match]]
"""The matches of a question by their kind."""


class Search:
    """Finds what the decrees of a library say to a question; made once a library, safe to share."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._gazetteer = Gazetteer(library)
        self._language = Language(library, self._gazetteer)
        self._names = ServiceNames(library, self._language.book)
        self._item_words = ItemWords(self._language.phrase)
        if len(library.services) <= _READ_AHEAD:
            self._item_words.learn(library.services.values())

    def read(self, text: str) -> Reading:
        """The roots of a text, for those who match answers of their own."""
        return self._language.read(text)

    def words(self, text: str) -> frozenset[str]:
        """The different roots of a text, question words left out."""
        return frozenset(token.root for token in self.read(text).tokens) - QUESTION_WORDS

    def understand(self, text: str, chosen: str | None = None) -> Understanding:
        """What a message means, with `chosen` the office that the conversation is about."""
        reading = self.read(text)
        sentence_weights = weights.sentence_weights(reading.asks)
        found = self._language.find(reading)
        grouped = _grouped(found, reading, sentence_weights, office_known=chosen is not None)
        named = self._gazetteer.named([*grouped["office"], *grouped["region"], *grouped["place"]])
        offices = named.offices or named.region or ((chosen,) if chosen and named.place is None else ())
        subjects, names = self._scores(grouped, reading, sentence_weights, offices)
        ranked = self._ranked(subjects, names, offices)
        anywhere = rank(self.library, subjects, names, None) if offices else ranked
        echoes = self._echoes(ranked, reading, grouped, sentence_weights)
        components, component_score = asked_components(grouped["component"], sentence_weights, echoes)
        beyond = subject_scores(_surely(grouped["beyond"]), sentence_weights)
        residue = self._language.residue(reading, found)
        top = max((*subjects.values(), *names.values()), default=0.0)
        aside = top >= weights.ENOUGH and all(sentence_weights[match.sentence] < 1.0 for match in grouped["beyond"])
        evidence = Evidence(
            intents=subject_scores(_surely(grouped["intent"]), sentence_weights),
            subject=top,
            beyond=0.0 if aside else max(beyond.values(), default=0.0) * weights.BEYOND,
            components=components,
            component=component_score,
            asks=_asks(reading),
            complains_now=_complains_now(grouped["intent"], sentence_weights),
            hinted_beyond=bool(grouped["beyond"]),
            residue=len(residue),
            dated=not DATE_WORDS.isdisjoint(reading.roots),
        )
        understanding = Understanding(
            "out-of-scope",
            office=offices[0] if len(offices) == 1 else None,
            named=named.offices,
            place=named.place,
            services=ids(ranked),
            components=components,
            subject=_subject(ranked or anywhere),
            matter=max(beyond, key=lambda matter: beyond[matter]) if beyond else None,
            signals=frozenset(intent for intent in evidence.intents if evidence.strong(intent)),
            names_service=top >= weights.ENOUGH,
            residue=residue,
            readable=bool(reading.tokens),
        )
        return conclude(understanding, evidence, ranked, anywhere, self.library)

    def _scores(
        self, grouped: Grouped, reading: Reading, sentence_weights: tuple[float, ...], offices: tuple[str, ...]
    ) -> tuple[dict[str, float], dict[str, float]]:
        """The scores of the subjects meant, and of services by their own names."""
        named = subject_scores(grouped["subject"], sentence_weights)
        kept = narrowest(named, self.library)
        hidden = services_hidden(named, kept, self.library)
        names = not_denied(self._names.matches(reading, offices), denied(reading))
        grouped["service"].extend(match for match in names if match.cue.target not in hidden)
        subjects = preferred(kept, grouped["subject"], grouped["component"])
        return subjects, _best_names(grouped["service"], sentence_weights)

    def _ranked(
        self, subjects: Mapping[str, float], names: Mapping[str, float], offices: tuple[str, ...]
    ) -> list[Ranked]:
        if not offices:
            return rank(self.library, subjects, names, None)
        ranked = [each for office in offices for each in rank(self.library, subjects, names, office)]
        return sorted(ranked, key=lambda each: -round(each.score, 6))

    def _echoes(
        self, ranked: list[Ranked], reading: Reading, grouped: Grouped, sentence_weights: tuple[float, ...]
    ) -> dict[str, float]:
        """Which components of the best service hold the words that the asking sentences add to its name."""
        if not ranked:
            return {}
        naming = {
            position
            for kind in ("subject", "service", "office", "place", "region")
            for match in grouped[kind]
            for position in match.positions
        }
        general = self._language.general
        words = frozenset(
            token.root
            for position, token in enumerate(reading.tokens)
            if position not in naming and token.root not in general and sentence_weights[token.sentence] >= 1.0
        )
        return self._item_words.echoes(self.library.services[ranked[0].service], words)


def _grouped(
    found: Iterable[Match], reading: Reading, sentence_weights: tuple[float, ...], *, office_known: bool
) -> Grouped:
    """The matches by kind, without what is only mentioned."""
    grouped: dict[str, list[Match]] = defaultdict(list)
    for match in found:
        if match.cue.strength != "never":
            grouped[match.cue.kind].append(match)
    subjects = not_of_asking(grouped["subject"], grouped["intent"])
    grouped["subject"] = not_denied(subjects, denied(reading))
    grouped["place"] = places_meant(grouped["place"], reading, sentence_weights, office_known=office_known)
    grouped["office"] = offices_meant(grouped["office"], reading, office_known=office_known)
    return grouped


def _best_names(matches: list[Match], sentence_weights: tuple[float, ...]) -> dict[str, float]:
    """The score of each service by its best name: an office may name a service as often as it likes."""
    best: dict[str, float] = {}
    for match in matches:
        best[match.cue.target] = max(best.get(match.cue.target, 0.0), weights.score([match], sentence_weights))
    return best


def _surely(matches: list[Match]) -> list[Match]:
    """The matches of those targets that a strong phrase shows; hints alone show none."""
    shown = {match.cue.target for match in matches if match.cue.strength == "strong"}
    return [match for match in matches if match.cue.target in shown]


def _complains_now(intents: Iterable[Match], sentence_weights: tuple[float, ...]) -> bool:
    """Whether the complaint stands in what is said last, or only in the story before it."""
    return any(
        match.cue.target == "complaint" and match.cue.strength == "strong" and sentence_weights[match.sentence] >= 1.0
        for match in intents
    )


def _asks(reading: Reading) -> bool:
    last = len(reading.asks) - 1
    return any(reading.asks) or any(token.root in QUESTION_WORDS for token in reading.tokens if token.sentence == last)


def _subject(ranked: list[Ranked]) -> str | None:
    return ranked[0].subject if ranked else None
