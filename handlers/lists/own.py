"""The citizen's own checklists within a turn: by today's decrees, and what of that must be told and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.checklist import Checklist
from handlers.checklist_effects import RenewChecklist
from handlers.context import Context
from handlers.facts import Needs
from handlers.lists.news import news
from handlers.lists.renewing import is_stale, renewed
from handlers.turn import Effect, Outcome, Reply, Section


@dataclass(frozen=True, slots=True)
class Own:
    """The lists, oldest first; `told` is what changed in those that an earlier decree made, `changed` which they are.

    `effects` write the lists as they are now.
    """

    lists: tuple[Checklist, ...]
    told: tuple[Section, ...] = ()
    effects: tuple[Effect, ...] = ()
    changed: tuple[Checklist, ...] = ()

    def of(self, service: str | None) -> Checklist | None:
        """The list of a service."""
        return next((each for each in self.lists if each.service == service), None)


def with_own(context: Context, do: Callable[[Own], Outcome]) -> Outcome | Needs:
    """What is done with the lists; what changed in them is told before it, once.

    Lists that are kept no longer are forgotten by the conversation too.
    """
    if context.turn.facts is None:
        return Needs()
    own = own_lists(context)
    outcome = do(own)
    lists = tuple(each for each in outcome.conversation.lists if own.of(each) is not None)
    outcome = replace(outcome, conversation=replace(outcome.conversation, lists=lists))
    if own.told:
        first, *others = outcome.replies or (Reply(()),)
        replies = (replace(first, sections=(*own.told, *first.sections), replaces=None), *others)
        outcome = replace(outcome, replies=replies)
    return replace(outcome, effects=(*own.effects, *outcome.effects))


def own_lists(context: Context) -> Own:
    """The lists among the facts, each brought to today's decree."""
    facts = context.turn.facts
    own = Own(())
    for kept in facts.checklists if facts is not None else ():
        if not is_stale(context.library, kept):
            own = replace(own, lists=(*own.lists, kept))
            continue
        new, changes = renewed(context.library, kept)
        own = Own(
            (*own.lists, new),
            (*own.told, *((news(context, new, changes),) if changes else ())),
            (*own.effects, RenewChecklist(new)),
            (*own.changed, *((new,) if changes else ())),
        )
    return own
