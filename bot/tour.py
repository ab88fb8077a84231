"""The tour: a scripted walk through the chat over a local Bot API server, printed as a dialogue.

Everything in it is real but Telegram: the database on disk, the import, the process, the HTTP between bot and server.
Who walks stands in tour_scene.py, the life of a recommendation in tour_cycle.py.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from bot import clock, settings, tour_cycle
from bot.client import client
from bot.opening import open_database
from bot.pace import Pace
from bot.process import Process
from bot.sample import Sample, set_up
from bot.tour_scene import Scene
from bot.workplace import workplace_of
from domain.errors import InvitationUsed
from domain.language import NATIVE_NAMES
from simulator.server import Server
from simulator.world import World
from views.labels import FILTERS
from views.refusals import wording
from views.texts import texts

WORDS = {"en": "torture", "fr": "éducation", "pt": "educacao", "zh": "人权"}
"""What is searched for in each language."""


def walk(language: str) -> int:
    """Walk through Suivi in one language; return 0 when each step got the answer it should, else 1."""
    with tempfile.TemporaryDirectory(prefix="suivi-tour-") as folder:
        try:
            asyncio.run(_walk(language, Path(folder)))
        except AssertionError as error:
            click.secho(f"\nThe answer is not the one expected: {error}", fg="red", err=True)
            return 1
    click.secho("\nEach step got the answer it should.", bold=True)
    return 0


async def _walk(language: str, folder: Path) -> None:
    world = World(clock.now)
    given = settings.read(
        {"SUIVI_DATA_DIR": str(folder / "data"), "SUIVI_SECRET_KEY_FILE": str(folder / "key" / "secret.key")}, folder
    )
    database = open_database(given, clock.now())
    sample = set_up(database, clock.now, clock.now().date())
    _print_imports(sample)
    scene = Scene(texts(language), sample, world)
    async with Server(world) as server:
        way, pace = client(world.token, server.url), Pace(burst=100)
        process = Process(database, way, pace=pace, operator="Suivi", workplace=workplace_of(given))
        await process.start()
        try:
            for act in ACTS:
                await act(scene)
        finally:
            await process.stop()
    assert not world.violations, world.violations  # noqa: S101 - what Telegram would not take is a wrong answer


def _print_imports(sample: Sample) -> None:
    click.secho("Suivi tour: an invented country, from a file to an answer in the chat", bold=True)
    for language, result in sample.imports.items():
        click.echo(
            f"  import in {NATIVE_NAMES[language]}: added {result.added}, updated {result.updated}, "
            f"unchanged {result.unchanged}, refused {len(result.refused)}"
        )


async def focal_point(scene: Scene) -> None:
    """A focal point joins, finds what is assigned and due, and opens a recommendation."""
    t, justice = scene.t, await scene.joins("justice")
    await justice.presses(t("My institution’s recommendations"), "1/")
    await justice.presses("›", "2/")
    due = await justice.says("/due", t("due today"))
    await justice.presses(due.buttons[0][0], t("Lead institution:"))


async def member_of_the_public(scene: Scene) -> None:
    """Anyone searches in their own language, narrows the search and reads."""
    t, public = scene.t, scene.walker("public")
    await public.says("/start", t("Suivi: follow-up of human rights recommendations"))
    await public.says(WORDS[t.language], f"{scene.sample.country}-")
    await public.presses(t("Filter"), t(FILTERS["mechanism"]))
    await public.presses(t(FILTERS["position"]), t("supported"))
    await public.presses(t("supported"), t("Position of the State"))
    await public.says(f"{scene.sample.country}-0001", t("Implementation status:"))
    await public.presses(t("Copy as text"), f"{scene.sample.country}-0001")
    await public.says("/mine", "/find")


async def coordinator(scene: Scene) -> None:
    """The coordinator sees what is due in the whole country, and sets the language and the time zone."""
    t, nadege = scene.t, await scene.joins("coordinator")
    await nadege.says("/due", t("Due dates"))
    await nadege.says("/settings", t("Settings"))
    await nadege.presses(t("Time zone"), "Atlantic/Cape_Verde")
    await nadege.says("Maputo", "Africa/Maputo")


async def closing(scene: Scene) -> None:
    """An invitation serves one person once; the menu shows what each may do."""
    t, priya = scene.t, scene.walker("judiciary")
    await priya.says(f"/start {scene.code('justice')}", wording(t, InvitationUsed(by_same=False)))
    await priya.says("/menu", t("Menu"))


ACTS: tuple[Callable[[Scene], Awaitable[None]], ...] = (
    focal_point,
    member_of_the_public,
    coordinator,
    *tour_cycle.ACTS,
    closing,
)
