"""Takes updates to their turns: one after the other within a chat, side by side between chats, each committed whole."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError

from bot.client import Client
from bot.faults import described, new_reference
from bot.inbound import Inbound, read
from bot.sender import Sender
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import outbox, updates
from db.queries.outbox import Reply
from db.queries.updates import Stored
from db.work import Work
from domain.language import interface_language
from domain.said import Pressed
from handlers.dispatch import apologise, take
from views.message import Body
from views.notices import only_in_private
from views.texts import texts

log = logging.getLogger(__name__)
MOST_CRASHES = 3
MOST_WAITING = 2000
_ANSWER_WITHIN = 1.0


@dataclass(frozen=True, slots=True)
class _Done:
    """What a committed turn leaves to be sent; `person` where somebody is to be answered."""

    replies: tuple[Reply, ...] = ()
    notice: str | None = None
    person: int | None = None


class Turns:
    """Runs the turns of updates that are stored. Sends nothing but what is not stored: notices, the word in a group."""

    def __init__(self, client: Client, writer: Writer, sender: Sender, process: str) -> None:
        self._client = client
        self._writer = writer
        self._sender = sender
        self._process = process
        self._chats: dict[bytes, deque[Stored]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    def add(self, stored: Iterable[Stored]) -> None:
        """Take stored updates, in the order in which Telegram gave them."""
        for one in stored:
            self._count(1)
            queue = self._chats.get(one.chat)
            if queue is not None:
                queue.append(one)
                continue
            self._chats[one.chat] = deque([one])
            self._spawn(self._serve(one.chat))

    async def resume(self) -> None:
        """Run, alone and one by one, what an earlier process left; what ended three processes is set aside."""
        for one in await self._writer.write(updates.pending_updates):
            if one.attempts >= MOST_CRASHES:
                await self._park(one, "ended three processes", _readable(one))
                continue
            row = one.id
            await self._writer.write(lambda work, row=row: updates.count_attempt(work, row))  # type: ignore[misc]
            await self._take(one)

    async def finish(self) -> None:
        """Wait for the turns that have begun or wait."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def room(self) -> None:
        """Wait until fewer than 2,000 updates wait here; the others are safe with Telegram meanwhile."""
        await self._room.wait()

    def _count(self, change: int) -> None:
        self._waiting += change
        if self._waiting < MOST_WAITING:
            self._room.set()
        else:
            self._room.clear()

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: bytes) -> None:
        queue = self._chats[chat]
        try:
            while queue:
                await self._take(queue.popleft())
                self._count(-1)
        except StoreUnavailable:
            log.warning("leaving with updates untaken: the database is away")
        finally:
            del self._chats[chat]

    async def _take(self, stored: Stored) -> None:
        """Run one turn to its commit and pass on what it leaves; an error of ours sets the update aside."""
        inbound: Inbound | None = None
        try:
            inbound = read(stored.payload)
            if isinstance(inbound.said, Pressed):
                await self._take_press(stored, inbound, inbound.said)
                return
            done = await self._writer.write(lambda work: self._turn(work, stored, inbound))
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it parks this update and no other
            await self._park(stored, described(error), inbound)
            return
        self._sender.take(done.replies)
        if inbound.group is not None:
            self._spawn(self._say_in_group(inbound))

    async def _take_press(self, stored: Stored, inbound: Inbound, pressed: Pressed) -> None:
        """As a turn; the press is answered within a second whatever happens, with the notice if it is there by then."""
        turn = asyncio.ensure_future(self._writer.write(lambda work: self._turn(work, stored, inbound)))
        in_time, _ = await asyncio.wait({turn}, timeout=_ANSWER_WITHIN)
        if not in_time:
            self._spawn(self._answer(pressed, None))
        try:
            done = await turn
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - as in _take
            if in_time:
                self._spawn(self._answer(pressed, None))
            await self._park(stored, described(error), inbound)
            return
        self._sender.take(done.replies)
        if in_time:
            self._spawn(self._answer(pressed, done.notice))
        elif done.notice and done.person is not None:
            await self._say_notice(done.person, done.notice)

    def _turn(self, work: Work, stored: Stored, inbound: Inbound | None) -> _Done:
        done = _Done()
        if inbound is not None and inbound.speaker is not None and inbound.said is not None:
            turn = take(work, inbound.speaker, inbound.said, self._process)
            done = _Done(tuple(turn.replies), turn.notice, turn.person.id)
        updates.mark_done(work, stored.id)
        return done

    async def _park(self, stored: Stored, why: str, inbound: Inbound | None = None) -> None:
        """Set an update aside, sealed, and apologise with its reference; the chat goes on."""
        reference = new_reference()
        log.error("update parked update=%d reference=%s %s", stored.id, reference, why)

        def write(work: Work) -> tuple[Reply, ...]:
            updates.park(work, stored.id, reference)
            speaker = inbound.speaker if inbound else None
            if speaker is None or inbound is None or inbound.said is None:
                return ()
            return tuple(apologise(work, speaker, reference, self._process).replies)

        try:
            replies = await self._writer.write(write)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - where even the apology fails, the chat still goes on
            log.error("apology failed update=%d reference=%s %s", stored.id, reference, described(error))
            await self._writer.write(lambda work: updates.park(work, stored.id, reference))
            return
        self._sender.take(replies)

    async def _answer(self, pressed: Pressed, notice: str | None) -> None:
        try:
            await self._client.answer_press(pressed.query, notice)
        except TelegramError as error:
            log.info("press not answered reason=%s", type(error).__name__)

    async def _say_notice(self, person_id: int, notice: str) -> None:
        """A notice that came too late to stand over its button goes as a message."""
        reply = await self._writer.write(
            lambda work: outbox.add_reply(work, person_id, "notice", {"text": notice}, process=self._process)
        )
        self._sender.take([reply])

    async def _say_in_group(self, inbound: Inbound) -> None:
        language = interface_language(inbound.speaker.language_seen) if inbound.speaker else None
        message = Body().line(only_in_private(texts(language or "en"))).message()
        try:
            await self._client.send(inbound.group or 0, message)
        except TelegramError as error:
            log.info("group not answered reason=%s", type(error).__name__)


def _readable(stored: Stored) -> Inbound | None:
    """What an update means, where it can be read: reading it may be what ended the processes."""
    try:
        return read(stored.payload)
    except Exception:  # noqa: BLE001 - whatever it is, there is nobody to apologise to
        return None
