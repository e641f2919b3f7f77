"""Logging by structlog: for people on a terminal, one JSON object a line elsewhere; talkative libraries are quiet."""

from __future__ import annotations

import logging
import sys

import structlog

_QUIET = ("httpx", "httpcore", "telegram", "alembic", "aiohttp.access", "asyncio")
"""httpx writes URLs at INFO, and Telegram's hold the bot's token."""


def set_up_logs(level: str) -> None:
    """Sets up logging to the error stream at a level ("debug", "info", "warning", "error")."""
    numeric = logging.getLevelNamesMapping()[level.upper()]
    console = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=not console),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(numeric),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=max(numeric, logging.WARNING), stream=sys.stderr, format="%(name)s: %(message)s")
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
