"""What officers do with chats that they were asked into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.chance import fresh_code, fresh_symbols
from bot.clock import Clock
from bot.masking import masked
from bot.staff import LONGEST_WORDS, WrongWords
from bot.store.handover_acts import ActedOn, ChatAct, TellChat, record_chat_act
from bot.store.saying import rings
from bot.store.store import Store
from bot.store.ticket_writing import NumberTaken
from bot.store.unit import Unit
from handlers.dialogue import complete
from handlers.ticket_limits import recompute
from handlers.topics.handover import VERB
from handlers.turn import Conversation, Message, Outcome, Turn
from knowledge.search import Search

_DRAWS = 5
"""Times that symbols are drawn for one ticket."""
_WITH_WORDS = frozenset({"say", "ticket"})
"""Acts that are nothing without words."""


class Chats:
    """Where the desk hands over what officers do in chats; `search` gives the knowledge in force.

    `telegram` gives the name of our bot there, once it is known.
    """

    def __init__(
        self, store: Store, search: Callable[[], Search], clock: Clock, telegram: Callable[[], str | None]
    ) -> None:
        self._store = store
        self._search = search
        self._clock = clock
        self._telegram = telegram

    async def act(self, act: ChatAct, also: Callable[[Unit, ActedOn], None], draws: int = _DRAWS) -> ActedOn:
        """Does it, in one transaction with what the citizen is told, and with what is `also` to be written.

        Raises UnknownChat, ChatOver, HeldByOther, WrongWords, and StoreUnavailable.
        """
        act = _checked(act)
        tell, now, limits = self._tell(act), self._clock(), partial(recompute, self._search().library)

        def record(unit: Unit) -> ActedOn:
            acted = record_chat_act(unit, act, tell, rings, now, limits)
            also(unit, acted)
            return acted

        try:
            return await self._store.write(record)
        except NumberTaken:
            if draws == 1:
                raise
            return await self.act(act, also, draws - 1)

    def _tell(self, act: ChatAct) -> TellChat:
        search, now, fresh, code = self._search(), self._clock(), fresh_symbols(), fresh_code()
        message = Message("staff", act.text, f"{VERB}:{act.kind}")

        def tell(conversation: Conversation, reaches: bool) -> Outcome:
            turn = Turn(message, conversation, now, fresh=fresh, rings=reaches, code=code, telegram=self._telegram())
            return complete(turn, search)

        return tell


def _checked(act: ChatAct) -> ChatAct:
    """The act with identity numbers hidden; raises WrongWords."""
    words = masked(act.text.strip())
    if (not words and act.kind in _WITH_WORDS) or len(words) > LONGEST_WORDS:
        raise WrongWords(len(words))
    return replace(act, text=words)
