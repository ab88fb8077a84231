"""Takes updates to their turns: one after the other within a chat, side by side between chats, each committed whole."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bot.asides import Asides
from bot.client import Client
from bot.faults import described, new_reference
from bot.inbound import Inbound, read, readable
from bot.sender import Sender
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import outbox, updates
from db.queries.outbox import Reply
from db.queries.updates import ChatBusy, Stored
from db.work import Work
from domain.said import Pressed
from handlers.dispatch import apologise, take

log = logging.getLogger(__name__)
MOST_CRASHES = 3
MOST_WAITING = 2000
_ANSWER_WITHIN = 1.0
_CHAT_PAUSE = 0.02


@dataclass(slots=True)
class _Case:
    """An update in its turn, and what it means; `inbound` None while it has not been read."""

    stored: Stored
    inbound: Inbound | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    """What a committed turn leaves to be sent; `person` where somebody is to be answered, `press` what they pressed.

    `update`: whose turn it was, None where none waited.
    """

    update: int | None
    replies: tuple[Reply, ...] = ()
    notice: str | None = None
    person: int | None = None
    press: Pressed | None = None
    group: Inbound | None = None


class Turns:
    """Runs the turns of updates that are stored. It sends nothing itself. `waiting`, `ended`: how many turns."""

    def __init__(self, client: Client, writer: Writer, sender: Sender, process: str) -> None:
        self._asides = Asides(client)
        self._writer = writer
        self._sender = sender
        self._process = process
        self._chats: dict[bytes, deque[Stored]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.waiting = self.ended = 0
        self._room = asyncio.Event()
        self._room.set()
        self._served = asyncio.Event()

    def add(self, stored: Iterable[Stored]) -> None:
        """Take stored updates, in the order in which Telegram gave them."""
        for one in stored:
            self._count(1)
            queue = self._chats.get(one.chat)
            if queue is not None:
                queue.append(one)
                continue
            self._chats[one.chat] = deque([one])
            task = asyncio.create_task(self._serve(one.chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def take_up(self, left: Iterable[Stored]) -> None:
        """Run, alone and one by one, what an earlier process left; what ended three processes is set aside."""
        for one in left:
            if one.attempts >= MOST_CRASHES:
                await self._park(_Case(one, readable(one.payload)), "ended three processes")
                continue
            row = one.id
            await self._writer.write(lambda work, row=row: updates.count_attempt(work, row))  # type: ignore[misc]
            self.add([one])
            while one.chat in self._chats:
                await self._served.wait()

    async def finish(self) -> None:
        """Wait for the turns that have begun or wait."""
        while open_ := self._tasks | self._asides.tasks:
            await asyncio.wait(open_)

    async def room(self) -> None:
        """Wait until fewer than 2,000 updates wait here; the others are safe with Telegram meanwhile."""
        await self._room.wait()

    def _count(self, change: int) -> None:
        self.waiting += change
        self.ended += change < 0
        if self.waiting < MOST_WAITING:
            self._room.set()
        else:
            self._room.clear()

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
            self._served.set()
            self._served.clear()

    async def _take(self, stored: Stored) -> None:
        """Run the turns of a chat up to this update's, each to its commit, and pass on what they leave.

        Where several processes run, an earlier update of the chat may be another's: whoever comes first takes it.
        """
        while True:
            case = _Case(stored)
            try:
                case.inbound = read(stored.payload)
                press = case.inbound.said if isinstance(case.inbound.said, Pressed) else None
                with self._asides.typing(case.inbound, after=_ANSWER_WITHIN):
                    in_time, done = await self._run_turn(case, press)
            except StoreUnavailable:
                raise
            except ChatBusy:
                await asyncio.sleep(_CHAT_PAUSE)
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, it parks this update and no other
                await self._park(case, described(error))
                if case.stored.id != stored.id:
                    continue
                return
            await self._pass_on(done, in_time=in_time)
            if done.update in {None, stored.id}:
                return

    async def _run_turn(self, case: _Case, press: Pressed | None) -> tuple[bool, _Done]:
        """Run one turn. Returns whether a press was answered by its own turn, and what the turn leaves.

        A press is answered within a second whatever happens, with the notice if it is there by then.
        """
        if press is None:
            return True, await self._writer.write(lambda work: self._turn(work, case))
        turn = asyncio.ensure_future(self._writer.write(lambda work: self._turn(work, case)))
        in_time, _ = await asyncio.wait({turn}, timeout=_ANSWER_WITHIN)
        if not in_time or (turn.exception() is not None and not isinstance(turn.exception(), ChatBusy)):
            self._asides.answer(press, None)
        return bool(in_time), await turn

    async def _pass_on(self, done: _Done, *, in_time: bool) -> None:
        self._sender.take(done.replies)
        if done.press is not None and in_time:
            self._asides.answer(done.press, done.notice)
        elif done.notice and done.person is not None:
            await self._say_notice(done.person, done.notice)
        if done.group is not None:
            self._asides.say_in_group(done.group)

    def _turn(self, work: Work, case: _Case) -> _Done:
        """Run the turn of the update that is next in the chat, which `case` is told."""
        mine = updates.next_of_chat(work, case.stored)
        if mine is None:
            return _Done(None)
        if mine.id != case.stored.id:
            case.stored, case.inbound = mine, None
        inbound = case.inbound = case.inbound or read(mine.payload)
        done = _Done(mine.id, group=inbound if inbound.group is not None else None)
        if inbound.speaker is not None and inbound.said is not None:
            turn = take(work, inbound.speaker, inbound.said, self._process)
            press = inbound.said if isinstance(inbound.said, Pressed) else None
            done = _Done(mine.id, tuple(turn.replies), turn.notice, turn.person.id, press)
        updates.mark_done(work, mine.id)
        return done

    async def _park(self, case: _Case, why: str) -> None:
        """Set an update aside, sealed, and apologise with its reference; the chat goes on."""
        stored, inbound = case.stored, case.inbound
        reference = new_reference()
        log.error("update parked update=%d reference=%s %s", stored.id, reference, why)

        def write(work: Work) -> tuple[Reply, ...]:
            parked = updates.park(work, stored.id, reference)
            speaker = inbound.speaker if inbound else None
            if not parked or speaker is None or inbound is None or inbound.said is None:
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

    async def _say_notice(self, person_id: int, notice: str) -> None:
        """A notice that came too late to stand over its button goes as a message."""
        reply = await self._writer.write(
            lambda work: outbox.add_reply(work, person_id, "notice", {"text": notice}, process=self._process)
        )
        self._sender.take([reply])
