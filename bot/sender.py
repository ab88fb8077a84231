"""Sends the replies of the outbox: in order within a chat, side by side between chats, each noted before and after.

What a reply says is rendered when it leaves (handlers/rendering.py); what a call proves stands in bot/calling.py.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.calling import Called, Result, call
from bot.client import Client
from bot.faults import described, new_reference
from bot.leaving import Leaving, left_over, note_uncertain, replaces
from bot.outage import Outage
from bot.pace import Pace
from bot.readers import Readers
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import outbox, people
from db.queries.outbox import Reply
from db.work import Work
from domain.delivery import State, Uncertain, pause_after, repeat_uncertain
from domain.errors import TookTooLong
from domain.refusal_values import as_values
from handlers.rendering import rendered
from views.message import Message

log = logging.getLogger(__name__)
_TOKEN_PAUSE = 30.0
_STORE_PAUSE = 1.0


class Sender:
    """Takes replies after their commit and brings each to an end that is written down."""

    def __init__(
        self, client: Client, writer: Writer, readers: Readers, now: Callable[[], datetime], pace: Pace, process: str
    ) -> None:
        self._client = client
        self._writer = writer
        self._readers = readers
        self._now = now
        self._pace = pace
        self._process = process
        self._outage = Outage(client.get_me)
        # What may have arrived is repeated one by one: the next kill then finds at most one of the repeats open.
        self._repeating = asyncio.Lock()
        self._queues: dict[int, deque[Reply]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, replies: Iterable[Reply]) -> None:
        """Take replies that have been committed; those of one person leave in the order given."""
        for reply in replies:
            queue = self._queues.get(reply.person_id)
            if queue is not None:
                queue.append(reply)
                continue
            self._queues[reply.person_id] = deque([reply])
            task = asyncio.create_task(self._serve(reply.person_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def resume(self) -> None:
        """Take up what an earlier process left: what it had begun and not finished may have arrived."""
        replies = await self._writer.write(left_over)
        self.take(replies)

    async def finish(self, seconds: float) -> None:
        """Wait for what is on its way, at most so long; what is left stays in the outbox for the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()
        self._outage.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, person_id: int) -> None:
        queue = self._queues[person_id]
        try:
            while queue:
                reply = queue.popleft()
                if any(replaces(later, reply) for later in queue):
                    await self._end(reply, State.WITHDRAWN, reason="superseded")
                else:
                    await self._deliver(reply)
        except StoreUnavailable:
            log.warning("leaving with replies unsent: the database is away")
        finally:
            del self._queues[person_id]

    async def _deliver(self, reply: Reply) -> None:
        leaving = Leaving(reply, reply.edits_message, reply.attempts, reply.uncertain_at is not None)
        self._go_on(leaving)
        while True:
            if leaving.pause:
                await asyncio.sleep(leaving.pause)
                leaving.pause = 0.0
            ready = await self._ready(reply)
            if ready is None:
                return
            await self._outage.passed()
            if pause := self._pace.wait(reply.person_id, time.monotonic()):
                await asyncio.sleep(pause)
            if self._is_too_late(leaving):
                await self._end(reply, State.UNCERTAIN, reason="uncertain")
                return
            if leaving.unsure_since is None:
                over = await self._attempt(leaving, *ready)
            else:
                async with self._repeating:
                    over = await self._attempt(leaving, *ready)
            if over:
                return

    async def _attempt(self, leaving: Leaving, chat: int, message: Message) -> bool:
        """Make one call, noted before and after; False where the reply is to be sent again."""
        began = self._now()
        await self._writer.write(lambda work: outbox.start_attempt(work, leaving.reply.id))
        leaving.attempts += 1
        called = await call(self._client, chat, message, leaving.edits)
        return await self._is_over(leaving, called, began)

    async def _is_over(self, leaving: Leaving, called: Called, began: datetime) -> bool:
        """Write down what came of a call; False where the reply is to be sent again, after its pause."""
        reply = leaving.reply
        if called.result is Result.UNCERTAIN:
            self._outage.failed()
            uncertain = Uncertain(began, leaving.edits is not None, leaving.uncertain_before, leaving.attempts)
            goes_again = await self._writer.write(lambda work: note_uncertain(work, reply.id, uncertain, called.reason))
            if goes_again:
                leaving.uncertain_before, leaving.unsure_since = True, began
                leaving.pause = pause_after(leaving.attempts)
            return not goes_again
        if called.result is not Result.NOT_SENT or called.retry_after:
            self._outage.succeeded()
        if called.result is Result.SENT:
            await self._end(reply, State.SENT, called.message_id)
        elif called.result is Result.UNREACHABLE:
            await self._writer.write(lambda work: people.mark_unreachable(work, reply.person_id))
            await self._end(reply, State.FAILED, reason="unreachable")
        elif called.result is Result.REFUSED:
            log.error("message refused outbox=%d kind=%s reason=%s", reply.id, reply.kind, called.reason)
            await self._end(reply, State.FAILED, reason=called.reason)
        else:
            await self._again(leaving, called)
            return False
        return True

    async def _again(self, leaving: Leaving, called: Called) -> None:
        """Note that a call provably did nothing, and when it is made again."""
        if called.result is Result.GONE:
            leaving.edits = None
            return
        pause = called.retry_after or pause_after(leaving.attempts)
        if called.result is Result.TOKEN:
            log.error("the bot token is refused; see suivi check")
            pause = _TOKEN_PAUSE
        when = self._now() + timedelta(seconds=pause)
        await self._writer.write(lambda work: outbox.retry_reply(work, leaving.reply.id, when, called.reason))
        leaving.pause = pause

    def _go_on(self, leaving: Leaving) -> None:
        """Go on with what an earlier process left: the pause that it had begun, the repeat that it owed."""
        reply = leaving.reply
        if reply.state is State.UNCERTAIN:
            leaving.uncertain_before, leaving.unsure_since = True, reply.attempt_started_at
            # The first pause again, however many attempts there were: it was we who went away, not Telegram.
            leaving.pause = pause_after(1)
        elif reply.not_before is not None:
            leaving.pause = max(0.0, (reply.not_before - self._now()).total_seconds())

    def _is_too_late(self, leaving: Leaving) -> bool:
        """Whether a reply that may have arrived has waited too long to be repeated: for Telegram, or for a start."""
        if leaving.unsure_since is None:
            return False
        is_edit = leaving.edits is not None
        return not repeat_uncertain(Uncertain(leaving.unsure_since, is_edit, was_uncertain_before=False), self._now())

    async def _ready(self, reply: Reply) -> tuple[int, Message] | None:
        """The recipient's address and the message; None where it cannot be rendered, which ends this reply alone."""

        def render(work: Work) -> tuple[int, Message]:
            address = reply.address or people.address_of(work, reply.person_id)
            return address, rendered(work, reply.id, reply.person_id, reply.kind, reply.params)

        while True:
            try:
                return await self._readers.look_up(render)
            except StoreUnavailable:
                await asyncio.sleep(_STORE_PAUSE)
            except TookTooLong as refusal:
                await self._instead(reply, "refused", as_values(refusal), "took too long")
                return None
            except Exception as error:  # noqa: BLE001 - one message that cannot be rendered must not stop the others
                reference = new_reference()
                log.error("not rendered outbox=%d kind=%s %s %s", reply.id, reply.kind, reference, described(error))
                if reply.kind == "apology":
                    await self._end(reply, State.FAILED, reason="not rendered")
                else:
                    await self._instead(reply, "apology", {"reference": reference}, "not rendered")
                return None

    async def _instead(self, reply: Reply, kind: str, params: dict[str, object], reason: str) -> None:
        """End a reply and say something else, so that nobody is left without an answer."""

        def write(work: Work) -> Reply:
            outbox.end_reply(work, reply.id, State.FAILED, failure=reason)
            return outbox.add_reply(work, reply.person_id, kind, params, process=self._process)

        other = await self._writer.write(write)
        self._queues[reply.person_id].appendleft(other)

    async def _end(self, reply: Reply, state: State, message_id: int | None = None, reason: str | None = None) -> None:
        await self._writer.write(lambda work: outbox.end_reply(work, reply.id, state, message_id, reason))
