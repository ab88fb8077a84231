"""Killed at each named step while somebody writes and submits a contribution: what was sent is there, and once."""

from __future__ import annotations

import signal
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot import clock
from bot.opening import Database
from bot.sample import set_up
from db.queries import contributions
from db.queries.contributions import Contribution
from db.tables import contributions as rows
from domain.contribution import Part, State
from simulator.person import Person
from simulator.world import World
from tests.faults.house import Child
from tests.faults.steps import STEPS
from tests.faults.store import Store

TEXT = "A law was adopted in May."
KILLED_AT = [step for step in STEPS if step != "after it is noted as uncertain"]


def versions(database: Database) -> list[Contribution]:
    """Every contribution there is, in the order in which they were begun."""
    with database.at_once(clock.now()) as work:
        ids = [row.id for row in work.all(select(rows.c.id).order_by(rows.c.id))]
        return [one for id_ in ids if (one := contributions.contribution(work, id_)) is not None]


async def joins(world: World, database: Database, child: Child) -> Person:
    """The focal point of the invented country's Ministry of Justice, whose country has no clearance."""
    sample = set_up(database, clock.now, clock.now().date())
    await child.start()
    justice = world.person("Ousmane", "en")
    await justice.says(f"/start {sample.people['justice'].code}")
    await justice.presses("Confirm")
    await justice.sees("Welcome.")
    return justice


async def is_killed(child: Child, store: Store) -> None:
    """Wait for the kill, and start the process again."""
    assert await child.ended() == -signal.SIGKILL
    store.wait_for_no_other()
    await child.start()


async def own_numbers(justice: Person) -> Sequence[str]:
    """The first five recommendations that await an answer."""
    await justice.says("/update")
    page = await justice.sees("without contribution")
    return [label for row in page.buttons for label in row if label.startswith("QS-")]


@pytest.mark.parametrize("step", KILLED_AT)
async def test_what_was_typed_and_submitted_is_there_once(
    step: str, world: World, database: Database, child: Child, store: Store
) -> None:
    justice = await joins(world, database, child)
    (number, *_) = await own_numbers(justice)
    await justice.presses(number)
    await justice.presses("In progress")
    await justice.sees("What has been done?")
    assert await child.leave() == 0

    await child.start(step)
    await justice.says(TEXT)
    await is_killed(child, store)
    await justice.says(f"/update {number}")
    await justice.sees(f"Measures taken: {TEXT}", timeout=20)
    assert [one.content.parts for one in versions(database)] == [{Part.MEASURES: TEXT}]
    await justice.presses("Preview")
    await justice.sees("Change")
    assert await child.leave() == 0

    await child.start(step)
    await justice.presses("Submit")
    await is_killed(child, store)
    await justice.says(f"/update {number}")
    await justice.sees("Has anything changed since?", timeout=20)
    (given,) = versions(database)
    assert (given.state, given.content.parts) == (State.SUBMITTED, {Part.MEASURES: TEXT})
    assert await child.leave() == 0
