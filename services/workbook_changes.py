"""What a workbook of recommendations that was sent back changes: looked up and decided in parts, and written.

What a row changes is decided in domain/workbook_change.py; reading the file and telling of it: run_workbook.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from db.queries import exported, setup
from db.queries.exported import Standing
from db.work import Work
from domain.brought import Brought, Changed
from domain.errors import ReferenceUnknown
from domain.record import RefusedRow
from domain.role import INDEPENDENT_KINDS
from domain.text import fold, shortened
from domain.timezone import local_date
from domain.workbook import Column, Institution, Row, Values, fingerprint
from domain.workbook_change import Country, Decision, decide
from services.rounds import zone
from services.workbook_parts import Write

PART = 250
"""Recommendations in one transaction; each may name ten institutions."""

MOST_NAMED = 10
MOST_REASONS = 10
_LONGEST = 120

Open = Callable[[], AbstractContextManager[Work]]
Held = Mapping[str, Mapping[Column, str]]


def known_institutions(work: Work, country: str) -> list[Institution]:
    """Return the institutions that a workbook of the country can name, by code."""
    return [
        Institution(one.id, one.code, one.names, one.kind in INDEPENDENT_KINDS)
        for one in setup.active_institutions(work, country)
    ]


def in_parts(rows: Iterable[Row | RefusedRow]) -> Iterator[list[Row | RefusedRow]]:
    """Yield the rows in parts, each for one transaction."""
    source = iter(rows)
    while part := list(islice(source, PART)):
        yield part


@dataclass(slots=True)
class Found:
    """What came of the rows so far, in the order of the file."""

    rows: int = 0
    counts: Counter[Column] = field(default_factory=Counter)
    named: list[Changed] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def refuse(self, one: RefusedRow) -> None:
        """Note a row or a cell that is refused."""
        self.refused.append(one)

    def change(self, one: Changed) -> None:
        """Note a cell that changes; only the first are kept by name."""
        self.counts[one.column] += 1
        if len(self.named) < MOST_NAMED:
            cut = (shortened(one.before, _LONGEST), shortened(one.after, _LONGEST))
            self.named.append(Changed(one.reference, one.column, *cut))

    def brought(self, language: str = "", told: int = 0, *, checked: bool = True) -> Brought:
        """Return what it comes to."""
        reasons = tuple(sorted(self.refused, key=lambda one: one.row)[:MOST_REASONS])
        return Brought(language, self.rows, self.counts, tuple(self.named), len(self.refused), reasons, checked, told)


@dataclass(slots=True)
class Run:
    """One run over a workbook's rows.

    `held`: fingerprints by reference; `seen`: those that the preview noted where `held` has none, None in the preview
    itself. `moment`: that of all that is written, None in a preview, which writes nothing.
    """

    open_work: Open
    country: str
    person_id: int
    held: Held
    seen: Held | None = None
    moment: datetime | None = None
    found: Found = field(default_factory=Found)
    noted: dict[str, dict[Column, str]] = field(default_factory=dict)
    """What a preview notes for the run that applies it: fingerprints of what its changes would replace."""
    given: set[int] = field(default_factory=set)
    """Institutions, by id, that got something new."""

    def run(self, rows: Iterable[Row | RefusedRow], progress: Callable[[int], None]) -> Found:
        """Go through the rows; `progress` is told how many each part had."""
        for part in in_parts(rows):
            self._part([one for one in part if isinstance(one, Row)])
            for one in part:
                if isinstance(one, RefusedRow):
                    self.found.refuse(one)
            progress(len(part))
        return self.found

    def _part(self, rows: list[Row]) -> None:
        mine = [one for one in rows if one.reference.country == self.country]
        with self.open_work() as work:
            there = exported.standing(work, self.country, [one.reference.number for one in mine])
            country = self._known(work)
            decided = [
                (one, there[one.reference.number], self._decided(one, there[one.reference.number].values, country))
                for one in mine
                if one.reference.number in there
            ]
            given: set[int] = set()
            if self.moment is not None:
                work.now = self.moment
                write = Write(work, self.country, self.person_id, country)
                given = write.all([(one, decision) for _, one, decision in decided if decision.changed])
        # Only now: what is rolled back was not done.
        self.given |= given
        self._count(rows, decided)

    def _known(self, work: Work) -> Country:
        institutions = {fold(one.code): one for one in known_institutions(work, self.country)}
        clusters = {fold(name): name for name in exported.active_clusters(work, self.country)}
        return Country(institutions, clusters, local_date(work.now, zone(work, self.country)))

    def _decided(self, row: Row, there: Values, country: Country) -> Decision:
        reference = str(row.reference)
        held = self.held.get(reference, {})
        if self.seen is not None:
            held = {**self.seen.get(reference, {}), **held}
        return decide(row, there, held, country, seen=self.seen is None)

    def _count(self, rows: list[Row], decided: list[tuple[Row, Standing, Decision]]) -> None:
        known = {row.number for row, _, _ in decided}
        self.found.rows += len(rows)
        for one in rows:
            if one.number not in known:
                self.found.refuse(RefusedRow(one.number, ReferenceUnknown(str(one.reference))))
        for row, there, decision in decided:
            for reason in decision.refused:
                self.found.refuse(RefusedRow(row.number, reason))
            for column in decision.changed:
                self._note(str(row.reference), column, there.values, decision.wanted)

    def _note(self, reference: str, column: Column, before: Values, after: Values) -> None:
        self.found.change(Changed(reference, column, before.cell(column), after.cell(column)))
        if column not in self.held.get(reference, {}):
            self.noted.setdefault(reference, {})[column] = fingerprint(column, before.cell(column))
