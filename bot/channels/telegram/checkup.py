"""What `tanya doctor` asks Telegram: whether the token is taken, and how the webhook fares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.client import make_bot

_OF_LATE = dt.timedelta(hours=1)
"""Telegram tells the last error of a webhook for ever; an older one with nothing waiting is long mended."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """The bot's name and its webhook as Telegram sees it, or what is wrong and the remedy."""

    username: str | None = None
    webhook: str = ""
    waiting: int = 0
    trouble: str = ""
    remedy: str = ""


async def check_up(token: str, api_url: str, now: dt.datetime) -> Checkup:
    """Asks once; never raises for what Telegram may answer."""
    bot = make_bot(token, api_url)
    try:
        await bot.initialize()
        hook = await bot.get_webhook_info()
    except InvalidToken:
        return Checkup(trouble="token ditolak", remedy="salin lagi token dari BotFather ke TANYA_TELEGRAM_TOKEN")
    except TelegramError as error:
        return Checkup(trouble=error.message, remedy="periksa jaringan keluar dan TANYA_TELEGRAM_API_URL")
    finally:
        await bot.shutdown()
        await bot.request.shutdown()
    of_late = hook.last_error_date is not None and now - hook.last_error_date < _OF_LATE
    if hook.last_error_message and (of_late or hook.pending_update_count):
        remedy = "periksa TANYA_PUBLIC_URL, sertifikat, dan bahwa alamat itu terbuka dari internet"
        return Checkup(bot.username, hook.url, hook.pending_update_count, hook.last_error_message, remedy)
    return Checkup(bot.username, hook.url, hook.pending_update_count)
