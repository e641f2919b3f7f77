"""Understands a question: reads it, finds the phrases it holds, and decides what it is about and what it wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge import weights
from knowledge.asking import asked_components
from knowledge.gazetteer import Gazetteer
from knowledge.intents import DATE_WORDS, QUESTION_WORDS, Evidence, decide
from knowledge.item_words import ItemWords
from knowledge.lexicon import Cue
from knowledge.library import Library
from knowledge.phrases import Match, PhraseBook, longest
from knowledge.ranking import MOST_RANKED, Ranked, as_good, narrowest, preferred, rank, services_hidden, subject_scores
from knowledge.reading import Reader, Reading
from knowledge.service_names import ServiceNames
from knowledge.understanding import Understanding

_NEARLY_AS_WRITTEN = 0.85
"""Worth of a phrase whose words stand in order, with few others between them at most."""
_LEAST_WORTH = {
    "beyond": 0.85,
    "intent": 0.85,
    "office": 0.8,
    "region": 1.0,
    "place": 1.0,
    "subject": 0.6,
    "component": 0.5,
}
"""Kinds whose phrases must stand (nearly) as written: a wrong hit of theirs turns the whole message."""
_NEVER_GUESSED = frozenset({"place", "region", "beyond"})
"""Kinds whose words no misspelling is taken for: a guess at them would refuse a question that can be answered."""
_FROM = frozenset(
    {"ktp", "alamat", "warga", "asal", "dari", "domisili", "tinggal", "penduduk", "orang", "kuliah", "kampus", "lahir"}
)
_JOURNEYS = frozenset({"obat", "berobat", "mudik", "rantau", "merantau", "pulang", "kuliah", "lahir", "ktp"})
_SAFELY_LONG = 8
_NOT_THAT = "bukan"
_OF_AN_OFFICE = frozenset({"contact", "hours", "list-services"})
"""Intents that only an office with a decree can answer."""
_WAYS = frozenset({"prosedur", "jangka-waktu"})
"""Components that a question on complaining asks of the complaint itself: "kalau mau protes lewat mana"."""
_MOST_RESIDUE = 3
"""Words of nobody's that a question with a weak hint may hold and still be taken to mean what is hinted at."""
_READ_AHEAD = 200
"""Services whose items are read at the start; a nation's are read one by one as they are asked about."""


class Search:
    """Finds what the decrees of a library say to a question; made once a library, safe to share."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._gazetteer = Gazetteer(library)
        cues = (*library.lexicon.cues, *self._gazetteer.cues)
        self._reader = Reader(
            library.lexicon,
            vocabulary=(
                *_words(cue for cue in cues if cue.kind not in _NEVER_GUESSED or _is_long(cue)),
                *(
                    word
                    for service in library.services.values()
                    for wording in service.wordings
                    for word in wording.split()
                ),
            ),
            names=_words(cue for cue in cues if cue.kind in _NEVER_GUESSED),
        )
        reader = self._reader
        self._general = frozenset(root for word in library.lexicon.general for root in reader.phrase(word))
        self._item_words = ItemWords(reader.phrase)
        if len(library.services) <= _READ_AHEAD:
            self._item_words.learn(library.services.values())
        self._book = self._book_of(cues)
        self._names = ServiceNames(library, self._book_of)

    def _book_of(self, cues: Iterable[Cue]) -> PhraseBook:
        reader = self._reader
        return PhraseBook((cue, roots) for cue in cues if self._says(cue, roots := reader.phrase(cue.phrase)))

    def _least_worth(self, match: Match, reading: Reading) -> float:
        """How nearly a phrase must stand as written: exactly, where it is made of words that anyone may use."""
        if match.cue.strength == "never":
            return _NEARLY_AS_WRITTEN
        if match.cue.kind == "subject" and all(
            reading.tokens[place].root in self._general for place in match.positions
        ):
            return 1.0
        return _LEAST_WORTH.get(match.cue.kind, 0.0)

    def _says(self, cue: Cue, roots: tuple[str, ...]) -> bool:
        """Whether a phrase still says something once its fillers are gone: "untuk koperasi" does not."""
        return len(roots) > 1 or (
            " " not in cue.phrase and (cue.phrase in roots or not self._general.issuperset(roots))
        )

    def read(self, text: str) -> Reading:
        """The roots of a text, for those who match answers of their own."""
        return self._reader.read(text)

    def words(self, text: str) -> frozenset[str]:
        """The different roots of a text, question words left out."""
        return frozenset(token.root for token in self._reader.read(text).tokens) - QUESTION_WORDS

    def understand(self, text: str, chosen: str | None = None) -> Understanding:
        """What a message means, with `chosen` the office that the conversation is about."""
        reading = self._reader.read(text)
        matches = self._book.matches(reading)
        found = longest([match for match in matches if match.worth >= self._least_worth(match, reading)])
        grouped: dict[str, list[Match]] = defaultdict(list)
        for match in found:
            if match.cue.strength != "never":
                grouped[match.cue.kind].append(match)
        denied = _denied(reading)
        grouped["subject"] = _not_denied(grouped["subject"], denied)
        sentence_weights = weights.sentence_weights(reading.asks)
        places = [
            match
            for match in grouped["place"]
            if chosen is None or not (sentence_weights[match.sentence] < 1.0 or _is_origin(match, reading))
        ]
        offices_meant = [match for match in grouped["office"] if chosen is None or not _is_journey(match, reading)]
        named = self._gazetteer.named([*offices_meant, *grouped["region"], *places])
        every_subject = subject_scores(grouped["subject"], sentence_weights)
        subjects = narrowest(every_subject, self.library)
        hidden = services_hidden(every_subject, subjects, self.library)
        subjects = preferred(subjects, grouped["subject"], grouped["component"])
        offices = named.offices or named.region or ((chosen,) if chosen and named.place is None else ())
        names_found = _not_denied(self._names.matches(reading, offices), denied)
        grouped["service"] = [match for match in names_found if match.cue.target not in hidden]
        names = _best_names(grouped["service"], sentence_weights)
        ranked = self._ranked(subjects, names, offices)
        echoes = self._echoes(ranked, reading, grouped, sentence_weights)
        components, component_score = asked_components(grouped["component"], sentence_weights, echoes)
        top = max((*subjects.values(), *names.values()), default=0.0)
        beyond = subject_scores(_surely(grouped["beyond"]), sentence_weights)
        aside = top >= weights.ENOUGH and all(sentence_weights[match.sentence] < 1.0 for match in grouped["beyond"])
        residue = self._residue(reading, found)
        evidence = Evidence(
            intents=subject_scores(_surely(grouped["intent"]), sentence_weights),
            subject=top,
            beyond=0.0 if aside else max(beyond.values(), default=0.0) * weights.BEYOND,
            components=components,
            component=component_score,
            asks=_asks(reading),
            complains_now=any(
                sentence_weights[match.sentence] >= 1.0
                for match in grouped["intent"]
                if match.cue.target == "complaint" and match.cue.strength == "strong"
            ),
            hinted_beyond=bool(grouped["beyond"]),
            residue=len(residue),
            dated=not DATE_WORDS.isdisjoint(reading.roots),
        )
        anywhere = rank(self.library, subjects, names, None) if offices else ranked
        understanding = Understanding(
            "out-of-scope",
            office=offices[0] if len(offices) == 1 else None,
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
        return self._conclude(understanding, evidence, ranked, anywhere)

    def _conclude(
        self, found: Understanding, evidence: Evidence, ranked: list[Ranked], anywhere: list[Ranked]
    ) -> Understanding:
        intent = decide(evidence)
        elsewhere = found.place is not None and not found.named
        if intent in _OF_AN_OFFICE and elsewhere:
            return found
        if intent == "compare" and not (found.names_service or found.named):
            return found
        missing = elsewhere or not ranked or ranked[0].score < anywhere[0].score * weights.NEARLY
        if intent == "request" and found.names_service and missing:
            intent = None
        if intent is not None:
            return self._hours(found) if intent == "hours" else replace(found, intent=intent)
        if evidence.strong("complaint") and found.component in _WAYS:
            found = replace(found, components=("pengaduan",))
        if not anywhere or anywhere[0].score < _enough(evidence):
            return found if evidence.hinted_beyond else self._without_service(found, evidence)
        if missing:
            return replace(found, elsewhere=_ids(as_good(anywhere)))
        return self._answer_or_clarify(found, ranked)

    def _echoes(
        self,
        ranked: list[Ranked],
        reading: Reading,
        grouped: Mapping[str, list[Match]],
        sentence_weights: tuple[float, ...],
    ) -> dict[str, float]:
        """Which components of the best service hold the words that the asking sentences add to its name."""
        if not ranked:
            return {}
        naming = {
            position
            for kind in ("subject", "service", "office", "place", "region")
            for match in grouped.get(kind, ())
            for position in match.positions
        }
        words = frozenset(
            token.root
            for position, token in enumerate(reading.tokens)
            if position not in naming and token.root not in self._general and sentence_weights[token.sentence] >= 1.0
        )
        return self._item_words.echoes(self.library.services[ranked[0].service], words)

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
        return replace(found, intent="answer" if len(services) == 1 else "clarify", services=services[:MOST_RANKED])

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


def _is_long(cue: Cue) -> bool:
    """A long word of a matter beyond the decrees is unlike any service's word: a misspelling of it is safe to take."""
    return cue.kind == "beyond" and " " not in cue.phrase and len(cue.phrase) >= _SAFELY_LONG


def _best_names(matches: list[Match], sentence_weights: tuple[float, ...]) -> dict[str, float]:
    """The score of each service by its best name: an office may name a service as often as it likes."""
    best: dict[str, float] = {}
    for match in matches:
        best[match.cue.target] = max(best.get(match.cue.target, 0.0), weights.score([match], sentence_weights))
    return best


def _is_origin(match: Match, reading: Reading) -> bool:
    """Whether a place only says where someone is from: "ktp bogor", "warga bekasi", "kuliah di bandung"."""
    before = min(match.positions) - 1
    return before >= 0 and reading.tokens[before].root in _FROM


def _is_journey(match: Match, reading: Reading) -> bool:
    """Whether an office's place only says where someone went: "ketua sedang berobat ke Palembang"."""
    before = min(match.positions) - 1
    return before >= 0 and reading.tokens[before].root in _JOURNEYS


def _surely(matches: list[Match]) -> list[Match]:
    """The matches of those intents that a strong phrase shows; hints alone show none."""
    shown = {match.cue.target for match in matches if match.cue.strength == "strong"}
    return [match for match in matches if match.cue.target in shown]


def _denied(reading: Reading) -> frozenset[int]:
    """The positions that the citizen says are not meant: "kios, bukan dkerens"."""
    return frozenset(
        position + step
        for position, token in enumerate(reading.tokens)
        if token.root == _NOT_THAT
        for step in (1, 2, 3)
    )


def _not_denied(matches: list[Match], denied: frozenset[int]) -> list[Match]:
    """The matches without those denied, where something else is left."""
    return [match for match in matches if not match.positions <= denied] or matches


def _enough(evidence: Evidence) -> float:
    """A weak hint is enough for a question that is about nothing else: "cabang syaratnya apa"."""
    if evidence.hinted_beyond or (evidence.component < weights.STRONG and evidence.residue > _MOST_RESIDUE):
        return weights.ENOUGH
    return weights.WEAK if evidence.asks or evidence.component >= weights.WEAK else weights.ENOUGH


def _asks(reading: Reading) -> bool:
    last = len(reading.asks) - 1
    return any(reading.asks) or any(token.root in QUESTION_WORDS for token in reading.tokens if token.sentence == last)


def _subject(ranked: list[Ranked]) -> str | None:
    return ranked[0].subject if ranked else None


def _ids(ranked: Iterable[Ranked]) -> tuple[str, ...]:
    return tuple(each.service for each in ranked)[:MOST_RANKED]


def _words(cues: Iterable[Cue]) -> Iterator[str]:
    for cue in cues:
        yield from cue.phrase.split()
