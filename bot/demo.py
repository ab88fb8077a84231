"""The demo: the invented country's people on their phones, in a browser, over a local Bot API server.

Everything is real but Telegram, as in the tour; here whoever looks plays the people. All is forgotten at the end.
"""

from __future__ import annotations

import asyncio
import errno
import os
import secrets
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import click

from bot import clock, settings
from bot.client import client
from bot.opening import open_database
from bot.pace import Pace
from bot.problem import Problem
from bot.process import Process
from bot.sample import SamplePerson, set_up
from bot.workplace import workplace_of
from domain.language import INTERFACE, NATIVE_NAMES
from simulator.clock import MovedClock
from simulator.phone import Phone, add_routes
from simulator.server import Server
from simulator.world import BOT_ID, World
from views.phone import group_of, role_of, words
from views.texts import texts

_BURST = 100


def run(port: int, *, browser: bool) -> None:
    """Run the demo at a port of this machine, 0 for any free one, until it is interrupted. Raises Problem."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with tempfile.TemporaryDirectory(prefix="suivi-demo-") as folder:
            asyncio.run(_run(Path(folder), port, browser=browser))
    except KeyboardInterrupt:
        return


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo put together and not yet begun: its world and clock, the server of page and Bot API, the bot's process."""

    world: World
    clock: MovedClock
    server: Server
    process: Callable[[], Process]


def prepared(folder: Path, port: int) -> Demo:
    """Return a demo whose database lies in this folder, with the invented country in it."""
    moved = MovedClock(clock.now)
    world = World(moved, token=f"{BOT_ID}:{secrets.token_urlsafe(24)}")
    server = Server(world, port)
    given = _settings(folder)
    database = open_database(given, clock.now())
    sample = set_up(database, moved, moved().date())
    cast = [_member(world, one) for one in sample.people.values()]
    add_routes(
        server.application, Phone(world, moved, cast, {code: words(texts(code)) for code in INTERFACE}, NATIVE_NAMES)
    )

    def process() -> Process:
        way = client(world.token, server.url)
        pace, work = Pace(burst=_BURST), workplace_of(given)
        return Process(database, way, now=moved, pace=pace, operator="Suivi (demo)", workplace=work)

    return Demo(world, moved, server, process)


async def _run(folder: Path, port: int, *, browser: bool) -> None:
    demo = prepared(folder, port)
    try:
        async with demo.server as server:
            click.echo(f"Suivi demo: an invented country, with {len(demo.world.people)} people on their phones.")
            click.echo(f"Open {server.url}/ in a browser. Ctrl-C ends the demo, and everything in it is forgotten.")
            if browser and _has_screen():
                await asyncio.to_thread(webbrowser.open, f"{server.url}/")
            await demo.process().run()
    except OSError as error:
        raise _explained(error, port) from None


def _settings(folder: Path) -> settings.Settings:
    """A database and a key of the demo's own."""
    own = {"SUIVI_DATA_DIR": str(folder / "data"), "SUIVI_SECRET_KEY_FILE": str(folder / "key" / "secret.key")}
    return settings.read(own, folder)


def _member(world: World, one: SamplePerson) -> dict[str, Any]:
    """Somebody of the invented country, as the page lists them."""
    person = world.person(one.first_name, one.language)
    names = {code: _names(one, code) for code in INTERFACE}
    return {
        "id": person.id,
        "key": one.key,
        "name": one.first_name,
        "group": group_of(one.role),
        "start": f"/start {one.code}" if one.code else "/start",
        "invited": one.code is not None,
        "names": names,
    }


def _names(one: SamplePerson, code: str) -> dict[str, str]:
    """Their role and institution in a language; one of the two where both are called the same."""
    role, of = role_of(texts(code), one.role), texts(code).name(one.institution or {})
    return {"role": role, "of": of if of.casefold() != role.casefold() else ""}


def _has_screen() -> bool:
    """Whether a browser would open in a window, and not in this terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _explained(error: OSError, port: int) -> Exception:
    """The sentence for a port that cannot be had; any other error as it is."""
    if error.errno == errno.EADDRINUSE:
        return Problem(f"Port {port} is taken by another program. Name another with --port, or leave --port out.")
    if error.errno == errno.EACCES:
        return Problem(f"Port {port} is reserved for the system. Name one above 1023 with --port, or leave --port out.")
    return error
