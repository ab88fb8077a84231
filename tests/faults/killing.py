"""The kill harness: people keep writing while `suivi run` is killed at seeded moments and started again.

What is proved, and how:

**Answered once.** Each update makes exactly one row of the outbox, in the order of the chat. From the server's side,
each row that is certain has exactly one message (or one replacement); a row that was uncertain has at least one, and at
most as many as it had attempts. A row that four kills in a row cut off before its request arrived has none: there Suivi
gives up (docs/decisions/0008). Such rows are counted as `lost`; a row without a message for any other reason fails the
run.

**Uncertain no more than open.** For the client a request is open from the commit of its `attempt_started` until the
commit of its result's mark. The server cannot see these commits. From its log, a request counts as open at the moment
K of a kill when it
  - *stood open*: had begun before K and was not answered before K; or
  - was *just answered*: ended before K, but not more than MARK seconds before: its mark may not be committed; or
  - was *on its way*: not begun when the process was dead, and the row's own `attempt_started_at` is not more than
    ARRIVE seconds before K.
Of these the first two are counted from the server's log alone, over all chats; the third needs the database's word for
when the attempt began, the server's log for its not having come. Beyond the sum, each row in state `sending` after the
kill is matched with the one request of its chat: a row that none of the three explains fails the run. (A chat has one
request at a time.) So a result that is never marked, or attempts noted long before their calls, are found out.
Rows are read after the kill and before the next start; at the end, no row is uncertain that was not `sending` then.
"""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from simulator.request_log import Entry
from tests.faults.house import Child
from tests.faults.judging import Verdict, judge
from tests.faults.people import Crowd
from tests.faults.store import Row, Store
from tests.faults.watched import SENDS, WatchedWorld

MARK = 1.0
ARRIVE = 1.0
CLOCKS_APART = 0.01
"""The database's moments are wall-clock, the log's monotonic: compared with this much room, in seconds."""

STUCK = 40.0
DELAYS = (0.0, 0.0, 0.005, 0.03, 0.15)
MODES = ("at a moment", "after the batch", "at the arrival", "after the answer", "while starting")


@dataclass(slots=True)
class Kill:
    """One kill: rows left in `sending`, and the requests that were open, as defined above."""

    mode: str
    sending: int
    stood_open: int
    just_answered: int
    on_their_way: int
    explained: list[str] = field(default_factory=list)
    oldest_mark: float = 0.0
    oldest_arrival: float = 0.0

    @property
    def open(self) -> int:
        return self.stood_open + self.just_answered + self.on_their_way


@dataclass(slots=True)
class Found(Verdict):
    """What a run found."""

    kills: list[Kill] = field(default_factory=list)
    seconds: float = 0.0

    def lines(self) -> str:
        """The figures, for a person to read."""
        sending = [kill.sending for kill in self.kills]
        opened = [kill.open for kill in self.kills]
        reasons = Counter(why for kill in self.kills for why in kill.explained).most_common()
        marks = max((kill.oldest_mark for kill in self.kills), default=0.0)
        arrivals = max((kill.oldest_arrival for kill in self.kills), default=0.0)
        parts = [
            (
                f"kills {len(self.kills)}, updates {self.updates}; answered once {self.answered_once}, twice "
                f"{self.answered_twice}, replaced by a newer page {self.superseded}, lost {self.lost}; "
                f"parked {self.parked}; {self.seconds:.0f} s"
            ),
            (
                f"delivered without being uncertain {100 - 100 * self.uncertain / max(1, self.updates):.2f} %; "
                f"uncertain {self.uncertain} (left by a kill: most {max(sending, default=0)}, sum {sum(sending)}); "
                f"open (at a kill: most {max(opened, default=0)}, sum {sum(opened)}: "
                f"stood open {sum(kill.stood_open for kill in self.kills)}, "
                f"just answered {sum(kill.just_answered for kill in self.kills)}, "
                f"on their way {sum(kill.on_their_way for kill in self.kills)})"
            ),
            (
                f"rows left in sending: {', '.join(f'{why} {count}' for why, count in reasons)}; "
                f"longest since the answer {marks:.3f} s, longest on the way {arrivals:.3f} s"
            ),
        ]
        return "\n".join(parts + [f"BROKEN: {sentence}" for sentence in self.broken])


class Killing:
    """A run: a crowd, a child, a store; kills and starts."""

    def __init__(
        self, world: WatchedWorld, child: Child, store: Store, rng: random.Random, people: int = 20, calm: int = 0
    ) -> None:
        self._world = world
        self._child = child
        self._store = store
        self._rng = rng
        self._calm = calm
        self._crowd = Crowd(world, people, rng)
        self._sending: set[tuple[int, int]] = set()
        self._found = Found()

    async def run(self, kills: int) -> Found:
        """Kill so many times, start once more, wait until everything is answered, and say what was found."""
        began = time.monotonic()
        for _ in range(kills):
            await self._cycle()
        await self._come_to_rest()
        judge(self._found, self._world, self._store, self._crowd)
        self._find_strange()
        self._found.seconds = time.monotonic() - began
        return self._found

    async def _cycle(self) -> None:
        rng, mode = self._rng, self._rng.choice(MODES)
        self._world.faults.clear()
        delay = rng.choice(DELAYS)
        if delay:
            self._world.faults.add(rng.choice(["slow_before", "slow_after"]), standing=True, seconds=delay)
        if rng.random() < 0.5:
            self._crowd.all_act()
        if self._calm:
            await self._child.start()
            await self._go_on()
        armed = _Armed(self._world, self._child, mode, rng)
        if not self._calm:
            await self._child.start()
        armed.begin()
        if mode != "while starting":
            await armed.polled()
            self._crowd.all_act()
        while not await armed.killed_within(rng.uniform(0.01, 0.1)):
            self._crowd.somebody_acts()
        code = await self._child.ended()
        dead = time.monotonic()
        if code != -signal.SIGKILL:
            self._found.broken.append(f"the process had ended by itself, with {code}: {self._child.last_words()}")
        await asyncio.sleep(0.01)  # what had left the process reaches the server
        await asyncio.to_thread(self._store.wait_for_no_other)
        self._found.kills.append(self._count(mode, armed.at, dead))

    async def _go_on(self) -> None:
        """Let people act in peace, as often as was asked for: between two real crashes there is much of that."""
        until, since = self._crowd.acted + self._calm, time.monotonic()
        while self._crowd.acted < until and time.monotonic() - since < STUCK + self._calm:
            self._crowd.all_act()
            await asyncio.sleep(0.1)

    def _count(self, mode: str, at: float, dead: float) -> Kill:
        # A process killed before it looked at what the one before left leaves it as it was: that has been counted.
        rows = [row for row in self._store.sending() if (row.id, row.attempts) not in self._sending]
        self._sending |= {(row.id, row.attempts) for row in rows}
        sends = self._world.watched.sends()
        kill = Kill(
            mode,
            len(rows),
            stood_open=sum(_stood_open(entry, at, dead) for entry in sends),
            just_answered=sum(entry.ended_at is not None and at - MARK <= entry.ended_at < at for entry in sends),
            on_their_way=0,
        )
        wall = time.time() - time.monotonic()
        for row in rows:
            self._explain(kill, row, sends, at, dead, wall)
        if kill.sending > kill.open:
            self._found.broken.append(f"{kill.sending} rows were uncertain, {kill.open} requests open ({mode})")
        return kill

    def _explain(self, kill: Kill, row: Row, sends: list[Entry], at: float, dead: float, wall: float) -> None:
        """Match a row in `sending` with the request that makes it so."""
        assert row.began_at is not None
        began = row.began_at.timestamp() - wall - CLOCKS_APART
        request = next((e for e in reversed(sends) if e.chat_id == row.chat and e.begun_at >= began), None)
        if request is None or request.begun_at > dead:
            # The server, too, may be slow to see what had left the process.
            kill.on_their_way += 1
            kill.explained.append("on its way")
            age = at - began
            kill.oldest_arrival = max(kill.oldest_arrival, age)
            if age > ARRIVE:
                self._found.broken.append(f"row {row.id}: begun {age:.3f} s before the kill, and no request came")
        elif _stood_open(request, at, dead):
            kill.explained.append("stood open")
        else:
            kill.explained.append("just answered")
            assert request.ended_at is not None
            age = at - request.ended_at
            kill.oldest_mark = max(kill.oldest_mark, age)
            if age > MARK:
                self._found.broken.append(f"row {row.id}: answered {age:.3f} s before the kill, and not marked")

    def _find_strange(self) -> None:
        left = {row for row, _ in self._sending}
        strange = [row.id for row in self._store.outbox() if row.uncertain_at is not None and row.id not in left]
        if strange:
            self._found.broken.append(f"rows {strange} are uncertain, and no kill left them in sending")

    async def _come_to_rest(self) -> None:
        self._world.faults.clear()
        await self._child.start()
        left, since = -1, time.monotonic()
        while not self._at_rest():
            # A chat that is far behind gets a message a second (bot/pace.py): that takes its time, and moves.
            still = sum(not row.ended for row in self._store.outbox())
            if still != left:
                left, since = still, time.monotonic()
            if time.monotonic() - since > STUCK:
                self._found.broken.append(f"nothing moves: {self._unfinished()}")
                self._child.send(signal.SIGUSR1)  # the nursery's children print what they wait for
                break
            await asyncio.sleep(0.3)
        code = await self._child.leave()
        if code != 0:
            self._found.broken.append(f"the last process left with {code}: {self._child.last_words()}")

    def _at_rest(self) -> bool:
        if self._world.updates.pending or any(update.state == "pending" for update in self._store.updates()):
            return False
        return all(row.ended for row in self._store.outbox())

    def _unfinished(self) -> str:
        waiting = [(update.id, update.attempts) for update in self._store.updates() if update.state == "pending"]
        leaving = [(row.id, row.kind, row.state, row.attempts) for row in self._store.outbox() if not row.ended]
        unconfirmed = len(self._world.updates.pending)
        return f"{unconfirmed} not confirmed, {len(waiting)} pending {waiting[:5]}, {len(leaving)} open {leaving[:9]}"


def _stood_open(entry: Entry, at: float, dead: float) -> bool:
    """Begun before the process was dead and not answered before it was killed."""
    return entry.begun_at <= dead and (entry.ended_at is None or entry.ended_at >= at)


class _Armed:
    """A kill that waits for its moment, and happens whatever becomes of the moment."""

    def __init__(self, world: WatchedWorld, child: Child, mode: str, rng: random.Random) -> None:
        self._world = world
        self._child = child
        self._mode = mode
        self._loop = asyncio.get_running_loop()
        self._killed = asyncio.Event()
        self._polled = asyncio.Event()
        self._count = rng.randint(1, 40)
        self._late = rng.choice([0.0, rng.uniform(0, 0.003), rng.uniform(0, 0.02)])
        self._moment = rng.uniform(0, 0.8)
        self.at = 0.0

    def begin(self) -> None:
        """The process has been started: what was heard before was the one before it, whose requests arrived late."""
        self._world.watched.heard = self._heard
        if self._mode == "while starting":
            self._loop.call_later(self._moment, self._kill)
        else:
            self._loop.call_later(4.0, self._kill)

    async def polled(self) -> None:
        """Wait for the first getUpdates, or for the kill."""
        await self._polled.wait()
        if self._mode == "at a moment":
            self._loop.call_later(self._moment, self._kill)

    async def killed_within(self, seconds: float) -> bool:
        """Whether the kill happened in that time."""
        try:
            async with asyncio.timeout(seconds):
                await self._killed.wait()
        except TimeoutError:
            return False
        return True

    def _heard(self, what: str, entry: Entry) -> None:
        if entry.method == "getUpdates":
            self._polled.set()
            if self._mode == "after the batch" and what == "ended" and self._world.updates.pending:
                self._loop.call_later(self._late, self._kill)
        wanted = {"at the arrival": "begun", "after the answer": "ended"}.get(self._mode)
        if entry.method in SENDS and what == wanted:
            self._count -= 1
            if self._count == 0:
                self._loop.call_later(self._late, self._kill)

    def _kill(self) -> None:
        if not self._killed.is_set():
            self.at = time.monotonic()
            with suppress(ProcessLookupError):  # it ended by itself, which is found out
                self._child.send(signal.SIGKILL)
            self._killed.set()
            self._polled.set()


async def killed(
    world: WatchedWorld, child: Child, store: Store, *, kills: int, seed: int, people: int = 20, calm: int = 0
) -> Found:
    """Run the harness against a server that is there; `calm`: how many updates there are in peace before each kill."""
    rng = random.Random(seed)  # noqa: S311 - to be repeated
    return await Killing(world, child, store, rng, people, calm).run(kills)
