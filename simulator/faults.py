"""What goes wrong on demand: which request meets which fault. Carrying a fault out stands in handling.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from simulator.refusal import Refused, bad_request

Kind = Literal[
    "too_many_requests",  # 429, nothing done; `seconds` is retry_after
    "forbidden",  # 403, nothing done
    "bad_gateway",  # 502 with nginx's page, nothing done
    "bad_gateway_json",  # 502 as JSON, nothing done
    "bad_gateway_delivered",  # 502 with nginx's page, although it was done
    "migrated",  # 400, nothing done; `migrate_to` is the new chat
    "undelivered",  # the connection is cut before anything is done
    "unanswered",  # done, and the connection is cut
    "slow_before",  # done after `seconds`
    "slow_after",  # done at once, answered after `seconds`
    "wrong_json",  # done, and answered with broken JSON
]
KINDS: tuple[str, ...] = get_args(Kind)
POLLING = "getupdates"


@dataclass(frozen=True, eq=False)
class Fault:
    """One fault, used up by the first request it fits unless it is standing.

    `method` None fits every method but getUpdates (which would use it up first), "*" fits all; `chat_id` None fits all.
    """

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    standing: bool = False
    seconds: int | float = 1
    migrate_to: int = -1_001_000_000_001

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether a request of this lower-case method to this chat meets the fault."""
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        if self.method is None:
            return method != POLLING
        return self.method in {"*", method} or self.method.lower() == method

    def refusal(self) -> Refused | None:
        """The JSON answer that stands in for doing it; None where the fault is of another kind."""
        match self.kind:
            case "too_many_requests":
                seconds = int(self.seconds)
                return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
            case "forbidden":
                return Refused(403, "Forbidden: bot was blocked by the user")
            case "bad_gateway_json":
                return Refused(502, "Bad Gateway")
            case "migrated":
                refused = bad_request("group chat was upgraded to a supergroup chat")
                refused.parameters = {"migrate_to_chat_id": self.migrate_to}
                return refused
            case _:
                return None


class Faults:
    """The faults that wait for their request; those used up go before standing ones, in the order they were added."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(
        self,
        kind: Kind,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        standing: bool = False,
        times: int = 1,
        seconds: float = 1,
        migrate_to: int = -1_001_000_000_001,
    ) -> Fault:
        """Adds the fault, `times` over, and returns it. ValueError: an unknown kind."""
        if kind not in KINDS:
            raise ValueError(kind)
        fault = Fault(kind, method, chat_id, standing, seconds, migrate_to)
        self.waiting += [fault] * times
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that this request meets."""
        fitting = [fault for fault in self.waiting if fault.fits(method.lower(), chat_id)]
        fault = min(fitting, key=lambda fault: fault.standing, default=None)
        if fault is not None and not fault.standing:
            self.waiting.remove(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Takes back one fault, however often it was added."""
        self.waiting = [other for other in self.waiting if other is not fault]

    def clear(self) -> None:
        """Everything works again."""
        self.waiting.clear()
