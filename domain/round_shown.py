"""What is shown of collection rounds: values that services load and views render. The rules stand in round.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.due import Due
from domain.mailing import Reader
from domain.round import Choice, Counter, Feeds, Round, Stage
from domain.shown import Line, Names


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round that is being made. `row`: the message that shows it.

    `chosen`: the name and UPR cycle of the cluster or mechanism. `recommendations`: those that somebody has.
    `nobody`: institutions of which nobody can be reached.
    """

    row: int
    feeds: Feeds
    name: str
    choice: Choice
    chosen: tuple[str, int | None] | None
    opens_on: date
    closes_on: date
    clearance: bool
    recommendations: int
    institutions: int
    invited: int
    nobody: tuple[Names, ...]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """Clusters, or mechanisms with their UPR cycles, to choose a round's recommendations by: a page of them.

    `values`: key, name (a mechanism's code), cycle and how many recommendations it has that are assigned.
    """

    by: str
    values: tuple[tuple[str, str, int | None, int], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list. `due`: the reader's own date in it; for the coordinator its closing date."""

    round: Round
    stage: Stage
    due: Due
    counter: Counter


@dataclass(frozen=True, slots=True)
class RoundList:
    """A page of rounds. `requests`: for another date, that the coordinator has to decide; None: not a coordinator."""

    rounds: tuple[RoundLine, ...]
    number: int
    pages: int
    country: str
    country_names: Names
    institution: Names | None = None
    requests: int | None = None


@dataclass(frozen=True, slots=True)
class DueList:
    """/due: single dates and rounds by date, and how many of the dates have passed."""

    entries: tuple[Line | RoundLine, ...]
    number: int
    pages: int
    total: int
    institution: Names | None
    country: str
    country_names: Names
    overdue: int


@dataclass(frozen=True, slots=True)
class RoundOverview:
    """A round as the coordinator sees it. `complete`: institutions that have given everything."""

    line: RoundLine
    institutions: int
    invited: int
    complete: int
    acknowledged: int
    requests: int


@dataclass(frozen=True, slots=True)
class MemberLine:
    """An institution in a round; `due` only where its date is another than the round's."""

    names: Names
    independent: bool
    counter: Counter
    due: date | None
    acknowledged: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Members:
    """A page of the institutions of a round."""

    round: Round
    members: tuple[MemberLine, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A round as an institution's people see it: what is still without answer, a page of it."""

    line: RoundLine
    institution: Names
    independent: bool
    acknowledged: bool
    may_answer: bool
    lines: tuple[Line, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class RoundNotice:
    """A round as its opening, or its new date, is told to an institution. `sender`: the mechanism's own names."""

    reader: Reader
    sender: Names
    institution: Names
    independent: bool
    round: Round
    due: Due
    counter: Counter
