"""The log: a line an event, with ids of ours; never a name, an identifier of Telegram's or a text."""

from __future__ import annotations

import logging
from typing import TextIO

_QUIET = ("aiohttp", "alembic", "apscheduler", "asyncio", "httpcore", "httpx", "sqlalchemy", "telegram", "tzlocal")


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Log to standard error, or to the stream given.

    Libraries stay quiet whatever the level: theirs would tell tokens, numbers and texts.
    """
    logging.basicConfig(
        level=level.upper(),
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S%z",
        stream=stream,
    )
    # Set again by a command that has read the settings: basicConfig does nothing the second time.
    logging.getLogger().setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL if name == "telegram" else logging.WARNING)
    # Its critical log of unreadable updates quotes them whole.
    logging.getLogger("telegram").disabled = True
