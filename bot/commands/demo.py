"""suivi demo: an invented country's people on their phones, in a browser; nothing leaves this machine."""

from __future__ import annotations

import click


@click.command("demo")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page; any free one unless told.")
@click.option("--no-browser", is_flag=True, help="Print the page's address and open nothing.")
def command(port: int, no_browser: bool) -> None:
    """Try Suivi in a browser: an invented country, its people on their phones, a clock that can be moved."""
    from bot.demo import run  # noqa: PLC0415 - the simulator is loaded only for this

    run(port, browser=not no_browser)
