"""What Suivi is compared with: python-telegram-bot's own example echobot, as shipped, at the server of the measurement.

python -m bench.echo_bot ADDRESS [--concurrent N]     N updates at a time, with as many connections
"""

from __future__ import annotations

import argparse
import logging

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

logging.basicConfig(format="%(asctime)s - %(name)s - %(levelname)s - %(message)s", level=logging.INFO)
logging.getLogger("httpx").setLevel(logging.WARNING)


async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet."""
    if update.message:
        await update.message.reply_text("Hi!")


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Run until it is terminated."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--concurrent", type=int, default=0)
    given = parser.parse_args()
    builder = Application.builder().token("7:AAAAbench").base_url(f"{given.address}/bot")
    if given.concurrent:
        builder = builder.concurrent_updates(given.concurrent).connection_pool_size(given.concurrent)
    application = builder.build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
