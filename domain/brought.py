"""What a workbook that was sent back brings: cells that it changes, what is refused. Deciding: workbook_change.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.record import RefusedRow
from domain.workbook import Column


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that a workbook changes: what it says in the database, and what it is to say."""

    reference: str
    column: Column
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook that was sent back would change, or has changed. `language`: of translations, else "".

    `counts`: changed cells by column; `named`: the first of them; `told`: how many institutions got something.
    """

    language: str = ""
    rows: int = 0
    counts: Mapping[Column, int] = field(default_factory=dict)
    named: tuple[Changed, ...] = ()
    refused: int = 0
    reasons: tuple[RefusedRow, ...] = ()
    checked: bool = True
    """Whether it says what stood in it when it was made, so that nobody else's change is overwritten unseen."""
    told: int = 0

    @property
    def changes(self) -> int:
        """How many cells it changes."""
        return sum(self.counts.values())
