"""Makes a checklist from the requirements of a service, and tells which items apply by the citizen's answers."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

from handlers.checklist import Checklist, ListItem
from knowledge.checklist_model import UNKNOWN, ListQuestion
from knowledge.item_refs import Leaf, leaves
from knowledge.library import Library
from knowledge.model import Service

COMPONENT = "persyaratan"
_ENDS = re.compile(r"[\s;]*(?:;\s*dan)?[\s;]*$")
"""What ends an item of an enumeration and is no part of it: "KTP;", "KTP; dan"."""
_LEAST = 2
"""Items from which a list is worth offering."""


def listable(service: Service, least: int = 1) -> bool:
    """Whether the decree gives a service requirements to tick."""
    component = service.components.get(COMPONENT)
    return component is not None and not component.blank and len(leaves(COMPONENT, component.items)) >= least


def worth_offering(service: Service) -> bool:
    """Whether the requirements are more than a sentence."""
    return listable(service, _LEAST)


def make(library: Library, service: Service) -> Checklist:
    """A new list of all items, none ticked and none skipped."""
    decree = library.offices[service.office].decree
    items = tuple(ListItem(leaf.name, number, _text(leaf)) for number, leaf in enumerate(_leaves(service), 1))
    return Checklist(service.id, service.label, decree.number, decree.date, version(library, service.id), items)


def version(library: Library, service_id: str) -> str:
    """What a list of a service is made of, as a hash; empty where the service has no requirements any more."""
    service = library.services.get(service_id)
    if service is None or not listable(service):
        return ""
    decree, asked = library.offices[service.office].decree, library.checklist_of(service_id)
    made_of = [
        [decree.number, decree.date.isoformat()],
        [[leaf.name, _text(leaf)] for leaf in _leaves(service)],
        [[each.item, each.question, *each.answers] for each in asked.conditions],
    ]
    return hashlib.blake2b(json.dumps(made_of).encode(), digest_size=12).hexdigest()


def open_questions(library: Library, checklist: Checklist) -> tuple[ListQuestion, ...]:
    """The questions that were not answered yet."""
    answered = dict(checklist.answers)
    return tuple(each for each in library.checklist_of(checklist.service).questions if each.key not in answered)


def answered(library: Library, checklist: Checklist, question: str, option: str) -> Checklist:
    """The list with a question answered; UNKNOWN keeps every item."""
    answers = {**dict(checklist.answers), question: option}
    return reapplied(library, replace(checklist, answers=tuple(answers.items())))


def reapplied(library: Library, checklist: Checklist) -> Checklist:
    """The list with those items skipped that do not apply by its answers."""
    answers = dict(checklist.answers)
    conditions = library.checklist_of(checklist.service).conditions
    dropped = [each.item for each in conditions if not _applies(each.answers, answers.get(each.question))]
    return checklist.skipping(
        {item.name for item in checklist.items if any(_under(item.name, name) for name in dropped)}
    )


def _applies(answers: tuple[str, ...], given: str | None) -> bool:
    return given is None or given == UNKNOWN or given in answers


def _under(name: str, group: str) -> bool:
    return name == group or name.startswith(f"{group}.")


def _leaves(service: Service) -> tuple[Leaf, ...]:
    return leaves(COMPONENT, service.components[COMPONENT].items)


def _text(leaf: Leaf) -> str:
    """The item's words, those of what it stands under in front, without the signs of an enumeration."""
    own = " ".join((leaf.item.text, " → ".join(leaf.item.flow))).strip()
    parts = [*(item.text for item in leaf.above), own]
    return ": ".join([*(part.rstrip(" :;.") for part in parts[:-1]), _ENDS.sub("", parts[-1])])
