"""Importing recommendations from a file, in parts that are committed one by one and can be run again.

Which format a file has is recognised in formats/; what a record changes is decided in domain/merging.py, whether
another source brought it already in domain/resemblance.py. A part's look-ups and writes stand in import_part.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from db.queries import instance, setup
from db.queries.importing import check_room
from db.queries.stored import stored_by_identity
from db.work import Work
from domain.errors import Refusal, Resembles, SeveralTexts
from domain.identity import Item, identity_of
from domain.merging import Stored, change
from domain.record import Record, RefusedRow
from domain.resemblance import Doubtful, Similar, settled
from services.import_part import Changed, set_aside, taken_over, write
from services.set_up import add_country

PART = 500
"""Records in one transaction: well under the thousand rows that may stand between others and the database."""

Open = Callable[[], AbstractContextManager[Work]]


@dataclass(slots=True)
class Imported:
    """What an import did, in numbers of recommendations; a row about several States counts once for each."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    elsewhere: int = 0
    """Rows about other States than the one asked for."""
    texts: Counter[str] = field(default_factory=Counter)
    """Texts added to recommendations that were there, by language."""
    refused: list[RefusedRow] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    """Countries that the import set up."""


@dataclass(slots=True)
class Import:
    """One run over a file. `open_work` opens a transaction; in a dry run nothing is written in it."""

    open_work: Open
    language: str
    country: str | None = None
    dry_run: bool = False
    similar: Similar = Similar.REFUSE
    """What to do with rows that look like what is there, in other words."""
    person_id: int | None = None
    """Who imports; None: the operator."""
    result: Imported = field(default_factory=Imported)
    _seen: dict[tuple[str, bytes], tuple[int, int]] = field(default_factory=dict)
    _aside: list[Doubtful] = field(default_factory=list)
    _places: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)

    def run(self, rows: Iterable[Record | RefusedRow], progress: Callable[[int], None] = lambda _: None) -> Imported:
        """Import the rows; `progress` is told how many rows each part had."""
        source = iter(rows)
        while part := list(islice(source, PART)):
            self._part(part)
            progress(len(part))
        self._settle()
        if not self.dry_run:
            with self.open_work() as work:
                details = {name: getattr(self.result, name) for name in ("added", "updated", "unchanged")}
                details["refused"] = len(self.result.refused)
                event, whose = "file imported", self.person_id
                instance.record_event(work, event, person_id=whose, country=self.country, details=details)
        return self.result

    def _part(self, part: list[Record | RefusedRow]) -> None:
        items = list(self._items(part))
        with self.open_work() as work:
            # Set apart from the result until the part is committed: what is rolled back was not done.
            stored = stored_by_identity(work, [(item.country, item.identity) for item in items])
            new, changed, unchanged, texts = self._decided(items, stored)
            new, aside = set_aside(work, new, self.language, self._seen)
            countries = self._set_up(work, new)
            if not self.dry_run:
                write(work, new, changed, self.language)
        self._count(len(new), len(changed), unchanged, texts, countries)
        self._aside += aside

    def _settle(self) -> None:
        """Decide on what may be there already, now that every row of the file is known."""
        settled_ = settled(self._aside, self._seen, self.similar)
        self.result.unchanged += settled_.unchanged
        for item, known in settled_.refused:
            refusal = Resembles(tuple(str(one.reference) for one in known))
            self.result.refused.append(RefusedRow(item.record.row, refusal))
        everything = iter([*settled_.taken, *((item, None) for item in settled_.new)])
        while part := list(islice(everything, PART)):
            with self.open_work() as work:
                new = [item for item, known in part if known is None]
                taken = [(item, known) for item, known in part if known is not None]
                changed = taken_over(work, taken, self.language)
                countries = self._set_up(work, new)
                if not self.dry_run:
                    write(work, new, changed, self.language)
            self._count(len(new), len(changed), 0, Counter(), countries)

    def _count(self, added: int, updated: int, unchanged: int, texts: Counter[str], countries: list[str]) -> None:
        self.result.added += added
        self.result.updated += updated
        self.result.unchanged += unchanged
        self.result.texts.update(texts)
        self.result.countries += countries

    def _items(self, part: list[Record | RefusedRow]) -> Iterator[Item]:
        """The records, a country each, without those that this run is not about or has had."""
        for row in part:
            if isinstance(row, RefusedRow):
                self.result.refused.append(row)
                continue
            try:
                check_room(row)
            except Refusal as reason:
                self.result.refused.append(RefusedRow(row.row, reason))
                continue
            wanted = [code for code in dict.fromkeys(row.countries) if self.country in {None, code}]
            if not wanted:
                self.result.elsewhere += 1
            for code in wanted:
                item = self._item(code, row)
                if item is not None:
                    yield item

    def _item(self, country: str, record: Record) -> Item | None:
        at = (country, record.symbol, record.paragraph)
        identity = identity_of(record, self._places[at])
        self._places[at] += 1
        content = hash((record.text, record.themes, record.affected_persons, record.sdgs, record.position, record.kind))
        first = self._seen.setdefault((country, identity), (record.row, content))
        if first == (record.row, content):
            return Item(country, record, identity)
        if first[1] == content:
            self.result.unchanged += 1
        else:
            self.result.refused.append(RefusedRow(record.row, SeveralTexts(first[0])))
        return None

    def _decided(
        self, items: list[Item], stored: dict[tuple[str, bytes], Stored]
    ) -> tuple[list[Item], list[Changed], int, Counter[str]]:
        new: list[Item] = []
        changed: list[Changed] = []
        unchanged = 0
        texts: Counter[str] = Counter()
        for item in items:
            there = stored.get((item.country, item.identity))
            if there is None:
                new.append(item)
                continue
            try:
                difference = change(item.record, self.language, item.document, there)
            except Refusal as reason:
                self.result.refused.append(RefusedRow(item.record.row, reason))
                continue
            if difference.nothing:
                unchanged += 1
                continue
            changed.append(Changed(item, there, difference))
            texts[self.language] += difference.text is not None and self.language not in there.texts
        return new, changed, unchanged, +texts

    def _set_up(self, work: Work, new: list[Item]) -> list[str]:
        codes = [
            code
            for code in dict.fromkeys(item.country for item in new)
            if code not in self.result.countries and setup.country(work, code) is None
        ]
        if not self.dry_run:
            for code in codes:
                add_country(work, code)
        return codes


def refused_in_order(result: Imported) -> list[RefusedRow]:
    """Return the refused rows as they stand in the file."""
    return sorted(result.refused, key=lambda refused: refused.row)
