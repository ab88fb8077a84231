"""Threads that only read, each with a connection of its own: searches and rendering run here, beside the writer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from queue import SimpleQueue
from typing import Any, TypeVar

from db.transaction import Reading
from db.work import Work

T = TypeVar("T")
READERS = 2

_Waiting = tuple[Callable[[Work], Any], "asyncio.Future[Any]"]


class Readers:
    """A few reading threads. A look-up that lasts more than a second is stopped and raises TookTooLong.

    What is found is handed to the event loop together with whatever else was found meanwhile: waking the loop for each
    by itself cost more than most look-ups.
    """

    def __init__(self, open_session: Callable[[], Reading], now: Callable[[], datetime], count: int = READERS) -> None:
        self._open = open_session
        self._now = now
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._found: list[tuple[asyncio.Future[Any], Any, BaseException | None]] = []
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._threads = [threading.Thread(target=self._run, name="reader", daemon=True) for _ in range(count)]

    async def look_up(self, task: Callable[[Work], T]) -> T:
        """Return what the task finds. Raises TookTooLong, StoreUnavailable, and whatever the task raises."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            for thread in self._threads:
                thread.start()
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put((task, future))
        return await future

    async def stop(self) -> None:
        """End the threads and close their connections."""
        if self._loop is not None:
            for _ in self._threads:
                self._queue.put(None)
            for thread in self._threads:
                await asyncio.to_thread(thread.join)

    def _run(self) -> None:
        session = self._open()
        try:
            while (item := self._queue.get()) is not None:
                self._tell(item[1], *self._looked_up(session, item[0]))
        finally:
            session.close()

    def _looked_up(self, session: Reading, task: Callable[[Work], Any]) -> tuple[Any, BaseException | None]:
        try:
            return session.look_up(task, self._now()), None
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for it
            return None, error

    def _tell(self, future: asyncio.Future[Any], value: Any, error: BaseException | None) -> None:
        with self._lock:
            self._found.append((future, value, error))
            first = len(self._found) == 1
        # Where others wait to be handed over, the loop has been woken and takes this one along.
        if first and self._loop is not None:
            self._loop.call_soon_threadsafe(self._resolve)

    def _resolve(self) -> None:
        with self._lock:
            found, self._found = self._found, []
        for future, value, error in found:
            if future.cancelled():
                continue
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)
