"""What officers do with the wishes about personal data, as functions of the service and the command line alike."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from bot.clock import Clock
from bot.masking import masked
from bot.pseudonyms import pseudonym
from bot.staff import LONGEST_WORDS, WrongWords
from bot.store.auditing import Noted, noted
from bot.store.data_tasks import (
    DataTask,
    Settled,
    Settlement,
    Tell,
    find_task,
    list_tasks,
    preview_settlement,
    settle_task,
)
from bot.store.store import Store
from bot.store.unit import Unit
from handlers.dialogue import complete
from handlers.ticket_limits import recompute
from handlers.turn import Conversation, Message, Outcome, Reply, Turn
from knowledge.search import Search

_VERBS = {"done": "data-done", "refused": "data-refused"}


class PrivacyDesk:
    """Where the desk and the command line hand over what officers do; `key` makes the audit's pseudonyms."""

    def __init__(self, store: Store, search: Search, clock: Clock, key: bytes) -> None:
        self.search = search
        self._store = store
        self._clock = clock
        self._key = key

    async def tasks(
        self, office: str | None, *, done: bool = False, offices: Collection[str] | None = None
    ) -> list[DataTask]:
        """The tasks of an office, of some, or of all."""
        return await self._store.read(partial(list_tasks, office=office, done=done, offices=offices))

    async def task(self, task: int, office: str | None) -> DataTask:
        """One task; raises UnknownTask."""
        return await self._store.read(partial(find_task, task=task, office=office))

    async def audit(self) -> list[Noted]:
        """The last lines of the audit."""
        return await self._store.read(noted)

    async def preview(self, act: Settlement) -> tuple[Reply, ...]:
        """What the citizen would be told; raises as `settle`, and writes nothing."""
        act = _checked(act)
        return await self._store.read(partial(preview_settlement, act=act, tell=self._tell(act)))

    async def settle(self, act: Settlement, also: Callable[[Unit], None] = lambda _unit: None) -> Settled:
        """Ends a task, in one transaction with what is `also` to be written.

        Raises UnknownTask, TaskSettled, UnknownAnswer, WrongWords and StoreUnavailable.
        """
        act = _checked(act)
        tell, whose, now = self._tell(act), partial(pseudonym, self._key), self._clock()
        limits = partial(recompute, self.search.library)

        def work(unit: Unit) -> Settled:
            also(unit)
            return settle_task(unit, act, tell, whose, now, limits)

        return await self._store.write(work)

    def _tell(self, act: Settlement) -> Tell:
        search, now = self.search, self._clock()

        def tell(conversation: Conversation, task: DataTask) -> Outcome:
            about = f":{task.ticket}" if task.ticket is not None else ""
            message = Message("staff", act.words, f"{_VERBS[act.state]}:{task.kind}{about}")
            return complete(Turn(message, conversation, now), search)

        return tell


def _checked(act: Settlement) -> Settlement:
    """The act with identity numbers hidden; raises WrongWords."""
    words = masked(act.words.strip())
    if not words or len(words) > LONGEST_WORDS:
        raise WrongWords(len(words))
    return replace(act, words=words, changes=tuple((key, masked(text.strip())) for key, text in act.changes))
