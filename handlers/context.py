"""One turn as its topics see it: the message, the conversation, the library, and what was understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from handlers.names import COMPONENT_NAMES
from handlers.question import Question, QuestionKind
from handlers.turn import Conversation, Outcome, Reply, Source, Turn
from knowledge.library import Library
from knowledge.model import Office, Service
from knowledge.search import Search
from knowledge.understanding import Understanding
from locales.catalogue import translate
from locales.formats import long_date


@dataclass(frozen=True, slots=True)
class Context:
    """What a topic needs to answer; `conversation` may already carry changes made on the way.

    `asked` is the question being answered: the message, or the earlier one that a choice completes.
    """

    turn: Turn
    conversation: Conversation
    search: Search
    understood: Understanding
    asked: str = ""

    @property
    def library(self) -> Library:
        """The decrees."""
        return self.search.library

    @property
    def text(self) -> str:
        """The message as typed."""
        return self.turn.message.text

    @property
    def now(self) -> dt.datetime:
        """The moment of the turn."""
        return self.turn.now

    def say(self, text: str, **values: object) -> str:
        """A text in the citizen's language with its placeholders filled."""
        translated = translate(self.conversation.language, text)
        return translated.format(**values) if values else translated

    def component_name(self, component: str) -> str:
        """A component's name in the citizen's language."""
        return self.say(COMPONENT_NAMES[component])

    def office(self, slug: str) -> Office:
        """An office of the library, with the telephone numbers and hours that it has changed itself."""
        return self.turn.office_words.office(self.library.offices[slug])

    def service(self, service: str) -> Service:
        """A service of the library."""
        return self.library.services[service]

    def changed(self, **changes: object) -> Context:
        """The same turn with the conversation changed."""
        return replace(self, conversation=replace(self.conversation, **changes))  # type: ignore[arg-type]

    def answered(self, *replies: Reply, question: Question | None = None) -> Outcome:
        """The end of the turn: the choices of the last reply are what a bare number means from now on."""
        shown = replies[-1].choices if replies else self.conversation.shown
        return Outcome(
            replace(self.conversation, shown=shown, greeted=True),
            replies,
            intent=self.understood.intent,
            question=question,
        )

    def question(
        self, kind: QuestionKind, office: str | None, service: str | None = None, component: str | None = None
    ) -> Question:
        """The question of this turn, to be counted; what is said while a form is open is not kept as one."""
        text = self.asked or self.text if self.turn.conversation.draft is None else ""
        return Question(kind, office, service, component, text)

    def source(self, service: Service, component: str | None) -> Source:
        """Where an answer on a service stands."""
        decree = self.office(service.office).decree
        return Source(service.office, decree.number, decree.date, service.id, service.number, service.name, component)

    def source_line(self, source: Source, *components: str) -> str:
        """The source as one line: decree number and date, office, service, components."""
        office = self.office(source.office)
        parts = [
            self.say("Keputusan Kepala Dinas Nomor {number}", number=source.decree),
            long_date(source.date, self.conversation.language),
            office.place,
        ]
        number = source.service_number
        parts.append(
            self.say("layanan {number}: {name}", number=number, name=source.service_name)
            if number is not None
            else source.service_name
        )
        parts += [self.component_name(component) for component in components]
        return self.say("Sumber: {source}.", source=", ".join(parts))

    def with_sources(self, reply: Reply) -> Reply:
        """The reply with its source lines written out, one line a service."""
        by_service: dict[str, list[Source]] = {}
        for source in reply.sources:
            by_service.setdefault(source.service, []).append(source)
        lines = tuple(
            self.source_line(found[0], *(each.component for each in found if each.component is not None))
            for found in by_service.values()
        )
        return replace(reply, source_lines=lines)
