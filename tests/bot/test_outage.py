"""After five failures in a row nothing passes until the probe succeeds."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import NetworkError

from bot import outage
from bot.outage import Outage


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outage, "_PAUSES", (0.01, 0.02))


async def test_four_failures_stop_nothing() -> None:
    gate = Outage(asyncio.Event().wait)
    for _ in range(4):
        gate.failed()
    await asyncio.wait_for(gate.passed(), 1)


async def test_a_success_between_failures_begins_the_count_anew() -> None:
    gate = Outage(asyncio.Event().wait)
    for _ in range(20):
        gate.failed()
        gate.succeeded()
    await asyncio.wait_for(gate.passed(), 1)


async def test_the_gate_opens_when_the_probe_succeeds() -> None:
    tries = 0

    async def probe() -> None:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise NetworkError("away") if tries % 2 else OSError

    gate = Outage(probe)
    for _ in range(5):
        gate.failed()
    assert not gate._open.is_set()
    await asyncio.wait_for(gate.passed(), 2)
    assert tries == 4
    for _ in range(4):
        gate.failed()
    await asyncio.wait_for(gate.passed(), 1)


async def test_more_failures_while_it_is_closed_start_no_second_probing() -> None:
    gate = Outage(asyncio.Event().wait)
    for _ in range(5):
        gate.failed()
    probing = gate._probing
    gate.failed()
    assert gate._probing is probing
    gate.stop()
    with pytest.raises(asyncio.CancelledError):
        await probing  # type: ignore[misc]
