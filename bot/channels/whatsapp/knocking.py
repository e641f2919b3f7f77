"""Asks a citizen whose 24 hours are over to write again, by a template that the office may send: it is billed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from bot.arrival import Address
from bot.channels.whatsapp.client import Graph, GraphError
from bot.channels.whatsapp.errors import meaning_of
from bot.channels.whatsapp.posting import post
from bot.channels.whatsapp.templates import Templates, fill
from bot.clock import Clock
from bot.delivery import Held
from bot.plain_text import render
from bot.store.store import Store
from bot.store.whatsapp_templates import Purpose, set_aside, usable
from bot.store.windows import Window, shut_window, window_of
from handlers.announcing import TITLED
from handlers.tickets import find_number
from handlers.turn import Reply

