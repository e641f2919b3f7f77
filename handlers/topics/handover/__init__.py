"""Talking with an officer: asking for one, what is said meanwhile, and the way back to the bot.

The citizen asks (`asking`), speaks (`hearing`) and leaves (`leaving`); officers act (`officers`) and time passes
(`timing`).
"""

from handlers.topics.handover.asking import ask, only_wishes, pressed, wants_to_talk
from handlers.topics.handover.hearing import fetched, heard, waits_with_file
from handlers.topics.handover.leaving import GOES_ON, leave, left, wants_back
from handlers.topics.handover.officers import told
from handlers.topics.handover.timing import on_time
from handlers.topics.handover.words import DUE, VERB

__all__ = [
    "DUE", "GOES_ON", "VERB", "ask", "fetched", "heard", "leave", "left", "on_time", "only_wishes", "pressed", "told",
    "waits_with_file", "wants_back", "wants_to_talk",
]  # fmt: skip
