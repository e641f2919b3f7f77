"""The names that offices give their services, as phrases; read one office at a time, so that a nation costs no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from knowledge.lexicon import Cue
from knowledge.library import Library
from knowledge.phrases import Match, PhraseBook
from knowledge.reading import Reading

MOST_OFFICES = 20
"""Above this many offices the names count only once the office is known; until then the subjects alone are enough."""

MakeBook = Callable[[Iterable[Cue]], PhraseBook]


class ServiceNames:
    """A phrase book of service names per office, made when the office is first asked about."""

    def __init__(self, library: Library, make_book: MakeBook) -> None:
        self._library = library
        self._make_book = make_book
        self._books: dict[str, PhraseBook] = {}

    def matches(self, reading: Reading, offices: tuple[str, ...]) -> list[Match]:
        """The names found, of the services of these offices, or of all when none is known and they are few."""
        if not offices and len(self._library.offices) <= MOST_OFFICES:
            offices = tuple(self._library.offices)
        return [match for office in offices for match in self._book(office).matches(reading)]

    def _book(self, office: str) -> PhraseBook:
        book = self._books.get(office)
        if book is None:
            book = self._books[office] = self._make_book(
                Cue("service", service.id, wording, "strong")
                for service in self._library.of_office(office)
                for wording in service.wordings
            )
        return book
