"""The one thread that writes: whoever waits shares its next commit (up to 64). A database in trouble is waited for."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from bot.faults import described
from db.faults import StoreUnavailable
from db.transaction import Outcome, Task, Writing
from db.work import Work

log = logging.getLogger(__name__)
T = TypeVar("T")
MOST_TOGETHER = 64
_PAUSES = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)

_Waiting = tuple[Task, "asyncio.Future[Any]"]


class Writer:
    """Runs units of work in a thread of its own, several in one commit; each is undone alone where it fails.

    A unit may run more than once before it is committed, so it must do nothing but work with the database.
    """

    def __init__(self, session: Writing, now: Callable[[], datetime], most: int = MOST_TOGETHER) -> None:
        self._session = session
        self._now = now
        self._most = most
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._stopping = threading.Event()
        self._gave_up: StoreUnavailable | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="writer")

    def start(self) -> None:
        """Begin; called in the event loop that will wait for the work."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def write(self, task: Callable[[Work], T]) -> T:
        """Return what the unit of work returns, once it is committed; raises what it raised, once it is undone.

        Raises StoreUnavailable only when the process is leaving.
        """
        assert self._loop is not None  # noqa: S101 - started
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put((task, future))
        return await future

    async def stop(self) -> None:
        """Finish what waits, then end the thread; what the database does not take now is given up."""
        self._stopping.set()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self._session.close()

    def _run(self) -> None:
        while True:
            batch, ended = self._taken()
            if batch:
                outcomes = self._committed([task for task, _ in batch])
                self._tell(batch, outcomes)
            if ended:
                return

    def _taken(self) -> tuple[list[_Waiting], bool]:
        """Whatever waits, at most 64; waits for the first."""
        batch: list[_Waiting] = []
        item = self._queue.get()
        while item is not None:
            batch.append(item)
            if len(batch) == self._most:
                return batch, False
            try:
                item = self._queue.get_nowait()
            except Empty:
                return batch, False
        return batch, True

    def _committed(self, tasks: Sequence[Task]) -> list[Outcome]:
        tries = 0
        while self._gave_up is None:
            try:
                return self._session.together(tasks, self._now())
            except StoreUnavailable as error:
                if self._stopping.is_set():
                    self._gave_up = error
                    break
                log.warning("database unavailable reason=%s waiting=%d", error, len(tasks))
                self._stopping.wait(_PAUSES[min(tries, len(_PAUSES) - 1)])
                tries += 1
            except Exception as error:  # noqa: BLE001 - a defect of ours undoes this group; the thread lives on
                log.error("commit failed waiting=%d %s", len(tasks), described(error))
                return [Outcome(error=error)] * len(tasks)
        return [Outcome(error=self._gave_up)] * len(tasks)

    def _tell(self, batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
        assert self._loop is not None  # noqa: S101 - started
        pairs = [(future, outcome) for (_, future), outcome in zip(batch, outcomes, strict=True)]
        self._loop.call_soon_threadsafe(_resolve, pairs)


def _resolve(pairs: Sequence[tuple[asyncio.Future[Any], Outcome]]) -> None:
    for future, outcome in pairs:
        if future.cancelled():
            continue
        if outcome.error is None:
            future.set_result(outcome.value)
        else:
            future.set_exception(outcome.error)
