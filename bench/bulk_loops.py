"""Broadcasts as they are commonly written: loops over a list of chats. Nothing is kept of who got what.

    python -m bench.bulk_loops ADDRESS --count N [--together 30] [--bare]

One by one, or some at once with asyncio.gather, over python-telegram-bot's client as `Application.builder()` makes it;
`--bare`: over aiohttp with no library between, as many at once as Suivi has.
"""

from __future__ import annotations

import argparse
import asyncio
import signal

import aiohttp
import uvloop
from telegram import Bot
from telegram.ext import Application

from bench.letter import FIRST_CHAT, TEXT

WORKERS = 128
TOKEN = "7:AAAAbench"  # noqa: S105 - of no bot


async def loop_over(bot: Bot, chats: range, together: int) -> None:
    """Send to some chats at once, then to the next ones."""
    async with bot:
        for begun in range(0, len(chats), together):
            some = chats[begun : begun + together]
            await asyncio.gather(*(bot.send_message(chat, TEXT) for chat in some))


async def bare(address: str, chats: range) -> None:
    """Send with as many workers as Suivi has messages on their way."""
    waiting = iter(chats)

    async def work(session: aiohttp.ClientSession) -> None:
        for chat in waiting:
            data = {"chat_id": str(chat), "text": TEXT}
            async with session.post(f"{address}/bot{TOKEN}/sendMessage", data=data) as answer:
                await answer.json()

    connector = aiohttp.TCPConnector(limit=WORKERS)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(work(session) for _ in range(WORKERS)))


def main() -> None:
    """Send to all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--together", type=int, default=1)
    parser.add_argument("--bare", action="store_true")
    given = parser.parse_args()
    chats = range(FIRST_CHAT, FIRST_CHAT + given.count)
    if given.bare:
        uvloop.run(bare(given.address, chats))
    else:
        application = Application.builder().token(TOKEN).base_url(f"{given.address}/bot").build()
        asyncio.run(loop_over(application.bot, chats, given.together))
    signal.pause()  # until it is terminated: what it used is read meanwhile


if __name__ == "__main__":
    main()
