"""`tanya serve` at a multiple of Telegram's pace, for measuring: `python -m benchmarks.paced FACTOR`."""

from __future__ import annotations

import sys
from dataclasses import replace

from bot.channels.telegram import account
from bot.channels.telegram.sending import PACE
from bot.cli import main

if __name__ == "__main__":
    factor = float(sys.argv[1])
    paced = replace(PACE, account_rate=PACE.account_rate * factor, account_burst=PACE.account_burst * factor)
    setattr(account, "PACE", paced)  # noqa: B010 - the service itself has one pace
    sys.argv[1:] = ["serve"]
    main()
