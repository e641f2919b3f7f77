"""`tanya serve` without rate limits, that may kill itself at a chosen point: `python -m tests.bot.crashing POINT HIT`.

POINT is one of POINTS or `none`; at its HITth passing the process ends as by SIGKILL, leaving no time for anything.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import alembic.command

from bot import announcer, copies, copy_ledger
from bot.channels.telegram.broadcasting import TelegramCopies
from bot.channels.web.limits import OwnLimit
from bot.channels.whatsapp.broadcasting import WhatsAppCopies
from bot.cli import main
from bot.copy_ledger import CopyLedger
from bot.fetching import Fetching
from bot.outbox import Sender
from bot.store import recording, timed_turns, writers


def _before(owner: Any, name: str, reach: Callable[[], None]) -> None:
    original = getattr(owner, name)

    def reached(*arguments: Any, **more: Any) -> Any:
        reach()
        return original(*arguments, **more)

    setattr(owner, name, reached)


POINTS: dict[str, tuple[Any, str]] = {
    "before the turn is written": (recording, "_write"),
    "after the commit, before the acknowledgement": (writers._Job, "settle"),
    "inside a group": (writers._Job, "attempt"),
    "after the sending, before it is marked": (Sender, "_settle"),
    "before a copy leaves": (TelegramCopies, "deliver"),
    "before a WhatsApp copy leaves": (WhatsAppCopies, "deliver"),
    "after a copy has left": (CopyLedger, "end"),
    "while receivers are written down": (announcer, "fill"),
    "while copies are claimed": (copies, "claim_copies"),
    "while results are written": (copy_ledger, "settle_copies"),
    "inside a migration": (alembic.command, "upgrade"),
    "inside a timer's turn": (timed_turns, "carry_out_all"),
    "before a file is fetched": (Fetching, "_fetch"),
    "before a fetched file is settled": (Fetching, "_settle"),
}


def crash_at(point: tuple[Any, str], hit: int) -> None:
    """Lets the process end at the passing of a function that is counted `hit`."""
    hits = itertools.count(1)

    def reach() -> None:
        if next(hits) == hit:
            os.kill(os.getpid(), signal.SIGKILL)

    _before(*point, reach)


if __name__ == "__main__":
    setattr(OwnLimit, "wait_at", lambda *_: 0.0)  # noqa: B010 - the load comes from one address
    if sys.argv[1] != "none":
        crash_at(POINTS[sys.argv[1]], int(sys.argv[2]))
    sys.argv[1:] = ["serve"]
    main()
