"""Everything the decrees say, in memory: offices, services, and the lexicon that finds them.

Handlers get a Library as a value; how it was read is no concern of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from knowledge.calendar_table import CalendarTable
from knowledge.checklist_model import NO_QUESTIONS, ServiceList
from knowledge.form_model import Form
from knowledge.lexicon import Lexicon
from knowledge.model import Office, Service

MOST_MATCHING = 12
"""Services of one key handed on when no office is known: more than ten are asked for by place, whichever they are."""

_USUAL_ZONE = "Asia/Jakarta"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in Indonesia and a phrase that names it; no office of the library is there."""

    name: str
    province: str
    phrase: str


class Library:
    """Offices by slug and services by id, with the lexicon and the offices' own working days; read-only."""

    def __init__(
        self,
        offices: Iterable[Office],
        services: Iterable[Service],
        lexicon: Lexicon,
        places: Iterable[Place],
        calendar: CalendarTable | None = None,
        forms: Iterable[Form] = (),
        checklists: Mapping[str, ServiceList] | None = None,
    ) -> None:
        self.offices: Mapping[str, Office] = {office.slug: office for office in offices}
        self.services: Mapping[str, Service] = {service.id: service for service in services}
        self.lexicon = lexicon
        self.places: tuple[Place, ...] = tuple(places)
        self.calendar = calendar or CalendarTable()
        self.forms: Mapping[str, Form] = {form.id: form for form in forms}
        self._checklists = checklists or {}
        forms_of: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms.values():
            for asked in form.services:
                forms_of[asked].append(form)
        self._forms_of = {asked: tuple(found) for asked, found in forms_of.items()}
        by_office: dict[str, list[Service]] = defaultdict(list)
        by_key: dict[str, list[Service]] = defaultdict(list)
        for service in self.services.values():
            by_office[service.office].append(service)
            by_key[service.key].append(service)
        self.position: Mapping[str, int] = {service: place for place, service in enumerate(self.services)}
        self._by_office = {slug: tuple(found) for slug, found in by_office.items()}
        self._by_key = {key: tuple(found) for key, found in by_key.items()}

    def zone(self, office: str) -> ZoneInfo:
        """The time zone of an office; that of most offices where its decree is gone."""
        known = self.offices.get(office)
        return ZoneInfo(known.timezone if known is not None else _USUAL_ZONE)

    def place(self, office: str) -> str:
        """What an office is called by its place; its slug where its decree is gone."""
        known = self.offices.get(office)
        return known.place if known is not None else office

    def of_office(self, office: str) -> tuple[Service, ...]:
        """The services of an office in decreed order, those only listed included."""
        return self._by_office.get(office, ())

    def of_key(self, key: str) -> tuple[Service, ...]:
        """The services of the same key (`izin-kantor-cabang`) at every office that has one."""
        return self._by_key.get(key, ())

    def forms_of(self, service: str) -> tuple[Form, ...]:
        """The forms by which a service is asked for, in the order of their files."""
        return self._forms_of.get(service, ())

    def checklist_of(self, service: str) -> ServiceList:
        """What the checklist of a service asks, and which of its items hang on the answers."""
        return self._checklists.get(service, NO_QUESTIONS)

    def matching(self, target: str, office: str | None = None) -> tuple[Service, ...]:
        """The services that a subject's target means: `office/key` is one, `key` is one an office."""
        if "/" in target:
            service = self.services.get(target)
            return (service,) if service is not None and office in (None, service.office) else ()
        if office is None:
            return self.of_key(target)[:MOST_MATCHING]
        service = self.services.get(f"{office}/{target}")
        return (service,) if service is not None else ()
