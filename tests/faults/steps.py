"""The named steps of an update's way at which a process can be made to kill itself. What must hold then: the tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from bot import sender, turns
from db.queries import outbox, updates
from domain.delivery import State


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before_the_batch_is_committed() -> None:
    original = updates.add_updates

    def add(work: Any, batch: Any, process: str) -> Any:
        original(work, batch, process)
        return _die() if batch else []

    updates.add_updates = add


def _after_the_batch_is_committed() -> None:
    original = turns.Turns.add

    def add(self: Any, stored: Any) -> None:
        if stored:
            _die()
        original(self, stored)

    turns.Turns.add = add  # type: ignore[method-assign]


def _before_the_turn_is_committed() -> None:
    def mark(work: Any, row: int) -> None:
        _die()

    updates.mark_done = mark


def _after_the_turn_is_committed() -> None:
    def take(self: Any, replies: Any) -> None:
        if list(replies):
            _die()

    turns.Sender.take = take  # type: ignore[method-assign]


def _after_the_attempt_is_noted() -> None:
    async def call(*_arguments: Any) -> None:
        _die()

    sender.call = call  # type: ignore[assignment]


def _after_the_call() -> None:
    original = sender.call

    async def call(*arguments: Any) -> None:
        await original(*arguments)
        _die()

    sender.call = call  # type: ignore[assignment]


def _before_the_mark_is_committed() -> None:
    original = outbox.end_reply

    def end(*arguments: Any, **named: Any) -> None:
        original(*arguments, **named)
        _die()

    outbox.end_reply = end


def _after_the_mark_is_committed() -> None:
    original = sender.Sender._is_over

    async def is_over(*arguments: Any) -> bool:
        await original(*arguments)
        _die()
        return True

    sender.Sender._is_over = is_over  # type: ignore[method-assign]


def _after_it_is_noted_as_uncertain() -> None:
    """At the next start, before what may have arrived is repeated."""
    original = sender.Sender.take

    def take(self: Any, replies: Any) -> None:
        replies = list(replies)
        if any(reply.state is State.UNCERTAIN for reply in replies):
            _die()
        original(self, replies)

    sender.Sender.take = take  # type: ignore[method-assign]


STEPS: dict[str, Callable[[], None]] = {
    "before the batch is committed": _before_the_batch_is_committed,
    "after the batch is committed": _after_the_batch_is_committed,
    "before the turn is committed": _before_the_turn_is_committed,
    "after the turn is committed": _after_the_turn_is_committed,
    "after the attempt is noted": _after_the_attempt_is_noted,
    "after the call": _after_the_call,
    "before the mark is committed": _before_the_mark_is_committed,
    "after the mark is committed": _after_the_mark_is_committed,
    "after it is noted as uncertain": _after_it_is_noted_as_uncertain,
}


def die_at(step: str) -> None:
    """Let this process kill itself when it comes to the step."""
    STEPS[step]()
