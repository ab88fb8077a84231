"""Sends messages of the outbox: in order within a chat, side by side between chats, each noted before and after.

What a message says is rendered when it leaves (bot/renderer.py); what a call proves stands in bot/calling.py.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import Enum

from bot.calling import Called, Result, call
from bot.client import Client
from bot.hold import Hold
from bot.leaving import Leaving, note_uncertain, repeat_of, wait_left
from bot.outage import Outage
from bot.pace import Pace
from bot.queues import Queues
from bot.renderer import Renderer
from bot.writer import Writer
from db.queries import outbox
from db.queries.outbox import Begun, Reply
from domain.delivery import Lane, Repeat, State, Uncertain, pause_after, repeat_uncertain
from services.reach import lose
from views.message import Message

log = logging.getLogger(__name__)
_TOKEN_PAUSE = 30.0
_TURN_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2)  # between looks whether another process has sent the reply before


class After(Enum):
    """What follows an attempt."""

    OVER = "over"
    AGAIN = "again"
    WAITS = "waits"


class Sender:
    """Takes messages after their commit and brings each to an end that is written down.

    `hold`: what lets nothing pass while Telegram asks the whole bot to wait; `on_hold` is told for how many seconds.
    """

    def __init__(
        self,
        client: Client,
        writer: Writer,
        renderer: Renderer,
        now: Callable[[], datetime],
        pace: Pace,
        process: str,
        on_hold: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._client = client
        self._writer = writer
        self._renderer = renderer
        self._now = now
        self._pace = pace
        self._process = process
        self._on_hold = on_hold
        self.hold = Hold()
        self._outage = Outage(client.get_me)
        # What may have arrived is repeated one by one: the next kill then finds at most one of the repeats open.
        self._repeating = asyncio.Lock()
        self.queues = Queues(self._deliver, self._withdraw)
        self.results = dict.fromkeys(Result, 0)

    @property
    def is_open(self) -> bool:
        """Whether anything may leave: Telegram answers, and asks nobody to wait."""
        return self._outage.is_open and self.hold.is_open

    def take(self, messages: Iterable[Reply]) -> None:
        """Take messages that have been committed; those of one person leave in the order given."""
        self.queues.take(messages)

    async def finish(self, seconds: float) -> None:
        """Wait for what is on its way, at most so long; what is left stays in the outbox for the next start."""
        await self.queues.finish(seconds)
        self._outage.stop()

    async def _deliver(self, reply: Reply) -> Reply | None:
        """Bring a message to its end. Returns what waits again: what is said instead of it, or itself."""
        leaving = Leaving(reply, reply.edits_message, reply.attempts, reply.uncertain_at is not None)
        self._go_on(leaving)
        while True:
            if leaving.pause:
                await asyncio.sleep(leaving.pause)
                leaving.pause = 0.0
            ready = await self._renderer.ready(leaving)
            if ready is None or isinstance(ready, Reply):
                return ready
            await self._passed(reply)
            if self._is_too_late(leaving):
                await self._end(reply, State.UNCERTAIN, reason="uncertain")
                return None
            if leaving.unsure_since is None:
                after = await self._attempt(leaving, *ready)
            else:
                async with self._repeating:
                    after = await self._attempt(leaving, *ready)
            if after is not After.AGAIN:
                return reply if after is After.WAITS else None

    async def _passed(self, reply: Reply) -> None:
        """Wait until Telegram is there and takes this chat's next message."""
        await self._outage.passed()
        if not self.hold.is_open:
            await self.hold.passed()
        if pause := self._pace.wait(reply.person_id, time.monotonic()):
            await asyncio.sleep(pause)

    async def _attempt(self, leaving: Leaving, chat: int, message: Message) -> After:
        """Make one call, noted before and after."""
        began = self._now()
        begun = await self._begin(leaving.reply)
        if begun is not Begun.YES:
            return After.WAITS if begun is Begun.NOT_YET else After.OVER
        leaving.attempts += 1
        called = await call(self._client, chat, message, leaving.edits)
        self.results[called.result] += 1
        return After.OVER if await self._is_over(leaving, called, began) else After.AGAIN

    async def _begin(self, reply: Reply) -> Begun:
        """Note that an attempt begins, once the earlier replies of the chat have ended: another process may have them.

        NOT_YET: the earlier one has come into our own hands, and goes first.
        """
        looks = 0
        while True:
            begun = await self._writer.write(lambda work: outbox.start_attempt(work, reply.id, self._process))
            if begun is not Begun.NOT_YET or self.queues.has_earlier(reply):
                return begun
            await asyncio.sleep(_TURN_PAUSES[min(looks, len(_TURN_PAUSES) - 1)])
            looks += 1

    async def _is_over(self, leaving: Leaving, called: Called, began: datetime) -> bool:
        """Write down what came of a call; False where the reply is to be sent again, after its pause."""
        reply = leaving.reply
        if called.result is Result.UNCERTAIN:
            self._outage.failed()
            return await self._is_uncertain_over(leaving, called.reason, began)
        if called.result is not Result.NOT_SENT or called.retry_after:
            self._outage.succeeded()
        if called.result is Result.SENT:
            await self._end(reply, State.SENT, called.message_id)
        elif called.result is Result.UNREACHABLE:
            await self._writer.write(lambda work: lose(work, reply.person_id))
            await self._end(reply, State.FAILED, reason="unreachable")
        elif called.result is Result.REFUSED:
            log.error("message refused outbox=%d kind=%s reason=%s", reply.id, reply.kind, called.reason)
            await self._end(reply, State.FAILED, reason=called.reason)
        else:
            return await self._again(leaving, called)
        return True

    async def _is_uncertain_over(self, leaving: Leaving, reason: str, began: datetime) -> bool:
        """As `_is_over`, of a call that may have arrived."""
        reply, repeat = leaving.reply, repeat_of(leaving.reply.kind)
        is_edit = leaving.edits is not None
        uncertain = Uncertain(began, is_edit, leaving.uncertain_before, leaving.attempts, repeat=repeat)
        if not await self._writer.write(lambda work: note_uncertain(work, reply.id, self._process, uncertain, reason)):
            return True
        leaving.uncertain_before, leaving.unsure_since = True, began
        leaving.pause = pause_after(leaving.attempts)
        return await self._is_released(leaving)

    async def _again(self, leaving: Leaving, called: Called) -> bool:
        """Note that a call provably did nothing, and when it is made again; True where that is not for us to do."""
        if called.result is Result.GONE:
            leaving.edits = None
            return False
        pause = called.retry_after or pause_after(leaving.attempts)
        if called.retry_after and (held := self.hold.refused(leaving.reply.person_id, called.retry_after)):
            log.warning("telegram asks the bot to wait seconds=%.0f", held)
            self._on_hold(held)
        if called.result is Result.TOKEN:
            log.error("the bot token is refused; see suivi check")
            pause = _TOKEN_PAUSE
        when, row = self._now() + timedelta(seconds=pause), leaving.reply.id
        await self._writer.write(lambda work: outbox.retry_reply(work, row, self._process, when, called.reason))
        leaving.pause = pause
        return await self._is_released(leaving)

    async def _is_released(self, leaving: Leaving) -> bool:
        """Give a bulk message that goes again back to the dispatcher; False where it is a reply, which is ours."""
        if leaving.reply.lane is not Lane.BULK:
            return False
        when, row = self._now() + timedelta(seconds=leaving.pause), leaving.reply.id
        await self._writer.write(lambda work: outbox.release(work, row, self._process, when))
        return True

    def _go_on(self, leaving: Leaving) -> None:
        """Go on with what an earlier process left: the pause that it had begun, the repeat that it owed."""
        reply = leaving.reply
        if reply.state is State.UNCERTAIN:
            leaving.uncertain_before, leaving.unsure_since = True, reply.attempt_started_at
            # The first pause again, however many attempts there were: it was we who went away, not Telegram.
            leaving.pause = pause_after(1)
        else:
            leaving.pause = wait_left(reply, self._now())

    def _is_too_late(self, leaving: Leaving) -> bool:
        """Whether a reply that may have arrived has waited too long to be repeated: for Telegram, or for a start."""
        if leaving.unsure_since is None or repeat_of(leaving.reply.kind) is not Repeat.REPLY:
            return False
        uncertain = Uncertain(leaving.unsure_since, leaving.edits is not None, was_uncertain_before=False)
        return not repeat_uncertain(uncertain, self._now())

    async def _withdraw(self, reply: Reply) -> None:
        await self._end(reply, State.WITHDRAWN, reason="superseded")

    async def _end(self, reply: Reply, state: State, message_id: int | None = None, reason: str | None = None) -> None:
        row, process = reply.id, self._process
        await self._writer.write(lambda work: outbox.end_reply(work, row, process, state, message_id, reason))
