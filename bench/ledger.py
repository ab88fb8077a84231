"""Which updates were handed out when, and which message answered which: once each, in its own chat."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Asked:
    """One update: what is said in which chat, what its answer must hold, and the two moments."""

    update_id: int
    chat: int
    text: str
    expected: bytes
    name: str
    language: str
    handed_out: float = 0.0
    answered: float = 0.0

    def as_json(self) -> str:
        """As Telegram would send it."""
        user = {"id": self.chat, "is_bot": False, "first_name": "N", "language_code": self.language}
        message: dict[str, Any] = {
            "message_id": self.update_id,
            "date": 1700000000,
            "chat": {"id": self.chat, "type": "private", "first_name": "N"},
            "from": user,
            "text": self.text,
        }
        if self.text.startswith("/"):
            length = len(self.text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return json.dumps({"update_id": self.update_id, "message": message})


class Ledger:
    """The updates of one load. `in_flight`: how many may be unanswered at once; 0: all.

    `every`: seconds from one hand-out to the next, whatever is answered; one that is asked for late counts from when it
    was due. 0: as fast as they are taken.
    """

    def __init__(self) -> None:
        self.in_flight = 0
        self.every = 0.0
        self._began = 0.0
        self._next_id = 1
        self._asked: list[Asked] = []
        self._texts: list[str] = []
        self._given = 0
        self._right = 0
        self._confirmed = 0
        self._polled = 0
        self._posted = 0
        self._open: dict[int, deque[Asked]] = defaultdict(deque)
        self._surplus = 0
        self._wrong = 0
        self._sample = ""

    def load(self, order: dict[str, Any], now: float) -> None:
        """Begin anew with `updates`: a list of (chat, text, what the answer must hold, name of the kind, language)."""
        self.in_flight, self.every, self._began = order.get("in_flight", 0), order.get("every", 0.0), now
        self._asked = [
            Asked(self._next_id + i, chat, text, expected.encode(), name, language)
            for i, (chat, text, expected, name, language) in enumerate(order["updates"])
        ]
        self._texts = [one.as_json() for one in self._asked]
        self._next_id += len(self._asked)
        self._given = self._right = self._surplus = self._wrong = self._posted = 0
        self._open.clear()

    def hand_out(self, most: int, now: float) -> list[str]:
        """The next updates, as many as may be in flight."""
        if self.in_flight:
            most = min(most, self.in_flight - (self._given - self._right - self._wrong))
        if self.every:
            most = min(most, int((now - self._began) / self.every) + 1 - self._given)
        batch = self._asked[self._given : self._given + max(most, 0)]
        for number, one in enumerate(batch, self._given):
            one.handed_out = self._began + number * self.every if self.every else now
            self._open[one.chat].append(one)
        texts = self._texts[self._given : self._given + len(batch)]
        self._given += len(batch)
        return texts

    @property
    def is_handed_out(self) -> bool:
        """Whether every update was handed out."""
        return self._given == len(self._asked)

    def next_due(self, now: float) -> float:
        """When the next update is due: reckoned from the load, so that being late does not add up."""
        return self._began + (int((now - self._began) / self.every) + 1) * self.every

    def confirm(self, offset: int) -> None:
        """Note that all updates before `offset` were confirmed."""
        self._polled += 1
        self._confirmed = max(self._confirmed, offset - 1)

    def confirm_one(self) -> None:
        """Note that one more update was answered with 200, by webhook."""
        self._posted += 1
        if self._posted == len(self._asked):
            self._confirmed = self._asked[-1].update_id

    def answer(self, chat: int, body: bytes, now: float) -> None:
        """Match a message to the oldest update of its chat that it can answer; else it is one too many, or wrong."""
        waiting = self._open.get(chat)
        if not waiting:
            self._surplus += 1
            return
        one = next((asked for asked in waiting if asked.expected in body), None)
        if one is None:
            waiting.popleft()
            self._wrong += 1
            self._sample = body[:400].decode(errors="replace")
            return
        waiting.remove(one)
        one.answered = now
        self._right += 1

    def progress(self) -> dict[str, int]:
        """How many updates there are, how many were answered, rightly or not, and how often they were asked for."""
        return {"asked": len(self._asked), "answered": self._right + self._wrong, "polled": self._polled}

    def report(self) -> dict[str, Any]:
        """What became of the load so far; `seconds`: from the first hand-out to the last answer."""
        given = [one for one in self._asked if one.handed_out]
        done = [one for one in given if one.answered]
        first = min((one.handed_out for one in given), default=0.0)
        return {
            "asked": len(self._asked),
            "answered": self._right,
            "surplus": self._surplus,
            "wrong": self._wrong,
            "wrong_sample": self._sample,
            "confirmed_all": bool(self._asked) and self._confirmed >= self._asked[-1].update_id,
            "seconds": max((one.answered for one in done), default=first) - first,
            "latencies": [(one.name, one.answered - one.handed_out) for one in done],
        }
