"""Killed at each named step of an update's way and started again: answered, and once unless nobody can know."""

from __future__ import annotations

import signal
import time

import pytest

from simulator.person import Person
from simulator.screen import shown
from simulator.world import World
from tests.faults.house import Child
from tests.faults.steps import STEPS
from tests.faults.store import Store

WORDS = "prisons k1x"

REPEATED = {"after the call", "before the mark is committed"}
"""Steps at which the answer has arrived and nothing says so yet."""

UNCERTAIN = REPEATED | {"after the attempt is noted"}


def answers(person: Person) -> int:
    return sum(message.from_bot and "k1x" in message.text for message in shown(person.chat))


@pytest.mark.parametrize("step", [step for step in STEPS if step != "after it is noted as uncertain"])
async def test_an_update_is_answered_after_a_kill(step: str, child: Child, store: Store, ana: Person) -> None:
    await child.start(step)
    await ana.says(WORDS)
    assert await child.ended() == -signal.SIGKILL
    store.wait_for_no_other()
    before = answers(ana)
    await child.start()
    if before == 0 or step in REPEATED:
        await ana.sees("k1x")
    await ana.settles(quiet=0.7 if step in UNCERTAIN else 0.1)
    assert answers(ana) == (2 if step in REPEATED else 1)
    await ana.says("/help")
    await ana.sees("/find")
    assert await child.leave() == 0
    assert [row.uncertain_at is not None for row in store.outbox()] == [step in UNCERTAIN, False]
    assert all(row.state == "sent" for row in store.outbox())
    assert {row.state for row in store.updates()} == {"done"}


async def test_a_repeat_that_was_owed_when_the_process_was_killed_again_is_made(
    child: Child, store: Store, ana: Person
) -> None:
    """Killed before the call, and again at the next start before the repeat: the answer has not been sent at all."""
    await child.start("after the attempt is noted")
    await ana.says(WORDS)
    assert await child.ended() == -signal.SIGKILL
    await child.start("after it is noted as uncertain")
    assert await child.ended() == -signal.SIGKILL
    assert answers(ana) == 0
    await child.start()
    await ana.sees("k1x")
    assert await child.leave() == 0
    assert [(row.state, row.attempts) for row in store.outbox()] == [("sent", 2)]


async def test_a_reply_cut_four_times_is_not_begun_a_fifth_time(child: Child, store: Store, ana: Person) -> None:
    for step in ["after the call"] * 4:
        await child.start(step)
        if not answers(ana):
            await ana.says(WORDS)
        assert await child.ended() == -signal.SIGKILL
    await child.start()
    await ana.says("/help")
    await ana.sees("/find")
    assert await child.leave() == 0
    assert answers(ana) == 4
    assert [row.state for row in store.outbox()] == ["uncertain", "sent"]


async def test_sigterm_leaves_nothing_open(child: Child, store: Store, ana: Person, world: World) -> None:
    await child.start()
    await ana.says("/start")
    await ana.sees("Suivi")
    world.faults.add("slow_after", method="sendMessage", standing=True, seconds=0.5)
    began = time.monotonic()
    for number in range(10):
        await ana.says(f"prisons k{number}x")
    assert await child.leave() == 0
    assert time.monotonic() - began < 10
    assert {row.state for row in store.outbox()} <= {"sent", "planned"}
    assert not any(row.uncertain_at for row in store.outbox())
    world.faults.clear()
    await child.start()
    await ana.sees("k9x", timeout=20)
    texts = [message.text for message in shown(ana.chat) if message.from_bot]
    assert [sum(f"k{number}x" in text for text in texts) for number in range(10)] == [1] * 10
