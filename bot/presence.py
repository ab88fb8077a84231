"""This process among the others over one database: its sign of life, whether it leads, and taking over from the dead.

Which of them is dead is decided in db/presence.py; what the dead leave is found in db/queries/leases.py.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.faults import described
from db.faults import StoreUnavailable
from db.presence import Presence, Standing
from db.queries import leases
from db.work import Work

log = logging.getLogger(__name__)
BEAT = 2.0


class Attendance:
    """Keeps this process known. `leads`: whether it does what only one may do: bulk messages, jobs, taking over."""

    def __init__(self, presence: Presence, name: str) -> None:
        self.name = name
        self.leads = False
        self._presence = presence
        self._dead: tuple[str, ...] = ()
        self._known = False

    async def join(self) -> None:
        """Become known, and see who else is. Raises StoreUnavailable."""
        await asyncio.to_thread(self._presence.join)
        self._known = True
        self._see(await asyncio.to_thread(self._presence.beat))

    async def keep(self, after_beat: Callable[[], Awaitable[None]]) -> None:
        """Give a sign of life every two seconds, and do `after_beat` after each. Never returns."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self._beat()
                await after_beat()
            except StoreUnavailable:
                self.leads = self._known = False
            except Exception as error:  # noqa: BLE001 - a defect of ours must not silence this process for the others
                log.error("presence failed %s", described(error))

    async def leave(self) -> None:
        """Say good-bye: what is left is anybody's."""
        await asyncio.to_thread(self._presence.leave)

    def bury(self, work: Work) -> None:
        """Forget the dead, so that what they had can be taken in hand."""
        leases.bury(work, self._dead)

    async def _beat(self) -> None:
        if not self._known:
            await self.join()
            log.warning("known again process=%s", self.name)
            return
        self._see(await asyncio.to_thread(self._presence.beat))

    def _see(self, standing: Standing) -> None:
        if not standing.known:
            log.warning("declared dead process=%s", self.name)
        for name in set(standing.dead) - set(self._dead):
            log.warning("process is dead process=%s", name)
        self._known, self.leads, self._dead = standing.known, standing.leads, standing.dead
