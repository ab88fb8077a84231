"""Threads that only read, each with a connection of its own: searches and rendering run here, beside the writer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from db.transaction import Reading
from db.work import Work

T = TypeVar("T")
READERS = 2


class Readers:
    """A few reading threads. A look-up that lasts more than a second is stopped and raises TookTooLong."""

    def __init__(self, open_session: Callable[[], Reading], now: Callable[[], datetime], count: int = READERS) -> None:
        self._open = open_session
        self._now = now
        self._own = threading.local()
        self._sessions: list[Reading] = []
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="reader")

    async def look_up(self, task: Callable[[Work], T]) -> T:
        """Return what the task finds. Raises TookTooLong, StoreUnavailable, and whatever the task raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, task)

    async def stop(self) -> None:
        """End the threads and close their connections."""
        await asyncio.to_thread(self._pool.shutdown)
        for session in self._sessions:
            session.close()

    def _run(self, task: Callable[[Work], T]) -> T:
        session: Reading | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = self._open()
            self._sessions.append(session)
        return session.look_up(task, self._now())
