"""How long a ticket may take: the limits that a decree gives, and those of the law."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import ComplaintClass, Office, Service

LAW_ON_SERVICES = "UU 25/2009"
LAW_ON_INFORMATION = "UU 14/2008"

INFORMATION_SERVICE = "data-informasi"
"""The key of the service of data and information, whose requests are requests for public information."""

_TICKET_UNITS = frozenset({"jam", "hari", "hari kerja"})
"""Units in which an answer is awaited. Minutes are spent at the counter, months are a programme's length."""
_HOURS_A_DAY = 7.5
"""To tell which of two limits is longer: 37.5 hours a week on five days (Perpres 21/2023)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many `jam` (office hours), `hari` or `hari kerja` (both working days), or `hari kalender`.

    `name` is the ticket class or the part of the service in the decree's words; `law` is set where the law gives it.
    """

    amount: int
    unit: str
    name: str | None = None
    law: str | None = None

    @property
    def in_hours(self) -> bool:
        """Whether office hours are counted, otherwise days."""
        return self.unit == "jam"

    @property
    def days(self) -> float:
        """About how many days it is."""
        return self.amount / _HOURS_A_DAY if self.in_hours else self.amount


LAW_COMPLAINT = Limit(60, "hari kalender", law=LAW_ON_SERVICES)
"""A complaint is decided within 60 days of a complete file (UU 25/2009; Perpres 76/2013 says the same)."""
LAW_INFORMATION = Limit(10, "hari kerja", law=LAW_ON_INFORMATION)
"""A request for information is answered within 10 working days (UU 14/2008 article 22(7))."""
LAW_INFORMATION_EXTENDED = Limit(17, "hari kerja", law=LAW_ON_INFORMATION)
"""With the 7 more that the office may take when it says why in writing (article 22(8))."""


def complaint_limits(office: Office, ticket_class: ComplaintClass | None) -> tuple[Limit, ...]:
    """The limit of a class; those of all classes for a complaint without one, of which the first to end holds."""
    classes = office.complaint_classes if ticket_class is None else (ticket_class,)
    return tuple(Limit(each.amount, each.unit, each.name) for each in classes)


def request_limit(service: Service) -> Limit | None:
    """The longest time that the decree gives a service, the whole of it then; None when it gives none."""
    component = service.components.get("jangka-waktu")
    found = [
        Limit(value.upto or value.amount, value.unit, value.label)
        for value in (component.values if component else ())
        if value.kind == "duration" and value.unit in _TICKET_UNITS
    ]
    return max(found, key=lambda limit: limit.days, default=None)


def request_law(service: Service, extended: bool) -> Limit | None:
    """The law's limit on a request for a service, where there is one."""
    if service.key != INFORMATION_SERVICE:
        return None
    return LAW_INFORMATION_EXTENDED if extended else LAW_INFORMATION
