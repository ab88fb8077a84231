"""What must hold once everything is at rest: each update answered, once, in the order of its chat.

Each update makes exactly one row of the outbox, in the order of the chat. From the server's side, each row that is
certain has exactly one message (or one replacement); a row that was uncertain has at least one, and at most as many as
it had attempts. A row that four kills in a row cut off before its request arrived has none: there Suivi gives up
(docs/decisions/0008). Such rows are counted as `lost`; a row without a message for any other reason is broken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.delivery import MOST_ATTEMPTS_STOPPED
from tests.faults.people import Act, Crowd, Somebody
from tests.faults.store import Row, Store
from tests.faults.watched import Told, WatchedWorld

NOBODYS = 0


@dataclass(slots=True)
class Verdict:
    """What was found. `broken`: sentences; empty when everything holds."""

    updates: int = 0
    answered_once: int = 0
    answered_twice: int = 0
    superseded: int = 0
    parked: int = 0
    lost: int = 0
    uncertain: int = 0
    broken: list[str] = field(default_factory=list)


def judge(found: Verdict, world: WatchedWorld, store: Store, crowd: Crowd) -> None:
    """Compare what everybody did with what they were answered."""
    rows: dict[int, list[Row]] = {}
    for row in store.outbox():
        rows.setdefault(row.chat, []).append(row)
    found.parked = sum(update.state == "parked" for update in store.updates())
    for one in crowd.people:
        _Judge(found, world).judge_person(one, rows.get(one.person.id, []))
    found.uncertain = sum(row.uncertain_at is not None for chat in rows.values() for row in chat)


class _Judge:
    def __init__(self, found: Verdict, world: WatchedWorld) -> None:
        self._found = found
        self._world = world

    def judge_person(self, one: Somebody, rows: list[Row]) -> None:
        self._found.updates += len(one.acts)
        if len(rows) != len(one.acts):
            self._found.broken.append(f"{one.person.id}: {len(one.acts)} updates, {len(rows)} rows of the outbox")
            return
        for act, row in zip(one.acts, rows, strict=True):
            if row.kind not in act.kinds | {"apology"}:
                self._found.broken.append(f"row {row.id} is {row.kind}, not {sorted(act.kinds)}")
            if act.token and row.kind == "find" and act.token not in row.params["words"].split():
                self._found.broken.append(f"row {row.id} answers another search")
        copies = _copies(rows, one.acts, self._world.told.get(one.person.id, []))
        for row in rows:
            if row.edits is not None:
                self._judge_replacement(row)
            else:
                self._judge_message(row, copies[row.id])
        if copies[NOBODYS]:
            self._found.broken.append(f"{one.person.id}: {copies[NOBODYS]} messages that answer nothing")

    def _judge_message(self, row: Row, copies: int) -> None:
        most = 1 if row.uncertain_at is None else row.attempts
        if copies == 0 and row.state == "uncertain" and row.attempts == MOST_ATTEMPTS_STOPPED:
            self._found.lost += 1
        elif not 1 <= copies <= most:
            self._found.broken.append(f"row {row.id} ({row.state}, {row.attempts} attempts) has {copies} messages")
        self._found.answered_once += copies == 1
        self._found.answered_twice += copies >= 2

    def _judge_replacement(self, row: Row) -> None:
        if row.state == "withdrawn":
            self._found.superseded += 1
        elif row.state == "sent" and (row.attempts == 1 or row.uncertain_at is not None):
            self._found.answered_once += 1
        else:
            self._found.broken.append(f"replacement {row.id} is {row.state} after {row.attempts} attempts")


def _copies(rows: list[Row], acts: list[Act], told: list[Told]) -> dict[int, int]:
    """How many of a chat's messages answer each row; under NOBODYS those that answer none.

    A search is known by its token, any other message by its number in its row. What is left over can only be the
    first copy of one that was uncertain: such rows take one each, in order, and then another.
    """
    by_token = {act.token: row for act, row in zip(acts, rows, strict=True) if act.token and row.kind == "find"}
    by_number = {row.message: row for row in rows if row.edits is None and row.state == "sent"}
    copies = {row.id: 0 for row in rows} | {NOBODYS: 0}
    left = 0
    for message in told:
        found = next((by_token[word] for word in message.text.split() if word in by_token), None)
        row = found or by_number.get(message.message)
        if row is None:
            left += 1
        else:
            copies[row.id] += 1
    open_rows = [
        row for row in rows if row.uncertain_at is not None and row.edits is None and row not in by_token.values()
    ]
    for most in range(1, MOST_ATTEMPTS_STOPPED + 1):
        for row in open_rows:
            if left and copies[row.id] < min(most, row.attempts):
                copies[row.id] += 1
                left -= 1
    copies[NOBODYS] = left
    return copies
