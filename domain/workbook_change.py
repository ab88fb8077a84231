"""What a row of a workbook that was sent back changes: three states of each cell are compared. Pure.

*Held*: what the cell said when the workbook was made; *there*: what the database says; *written*: what was sent back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from domain.contribution import Status
from domain.errors import (
    BodyAsLead,
    ChangedMeanwhile,
    ChoiceUnknown,
    DateInThePast,
    DateUnreadable,
    DateWithoutInstitution,
    InstitutionUnknown,
    NameTooLong,
    Refusal,
    StatusUnknown,
)
from domain.finding import YES, Priority
from domain.text import fold
from domain.workbook import EDITABLE, NEEDS, Column, Institution, Row, Values, fingerprint, parts, plain

LONGEST_CLUSTER = 120
"""In characters."""


@dataclass(frozen=True, slots=True)
class Country:
    """What the cells are read against: institutions and names of clusters by their folded code or name, the day."""

    institutions: Mapping[str, Institution]
    clusters: Mapping[str, str]
    today: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to stand in the editable columns, which of them change, and what is refused."""

    wanted: Values
    changed: tuple[Column, ...]
    refused: tuple[Refusal, ...]


def decide(row: Row, there: Values, held: Mapping[Column, str], country: Country, *, seen: bool = True) -> Decision:
    """Return what a row changes.

    `held`: fingerprints, of the cells of which they are known. Where one is not, the cell is taken as changed by
    whoever sent the workbook; with `seen` False, as not changed: it was not in what they saw and agreed to.
    """
    wanted, refused = there, list(row.refused)
    changed: list[Column] = []
    for column in EDITABLE:
        try:
            after = _cell(column, row, there, held.get(column), country, seen=seen)
        except Refusal as reason:
            refused.append(reason)
            continue
        if after is not None:
            wanted, changed = after.applied(wanted), [*changed, column]
    if Column.DATE in changed and wanted.due_on and not (wanted.lead or wanted.associated):
        wanted, changed = replace(wanted, due_on=there.due_on), [one for one in changed if one is not Column.DATE]
        refused.append(DateWithoutInstitution())
    leads = fold(wanted.lead)
    wanted = replace(wanted, associated=tuple(one for one in wanted.associated if fold(one) != leads))
    return Decision(wanted, tuple(changed), tuple(refused))


@dataclass(frozen=True, slots=True)
class _After:
    """What one cell is to say."""

    column: Column
    value: object

    def applied(self, values: Values) -> Values:
        name = "due_on" if self.column is Column.DATE else self.column.value
        return replace(values, **{name: self.value})  # type: ignore[arg-type]  # each its own type


def _cell(column: Column, row: Row, there: Values, held: str | None, country: Country, *, seen: bool) -> _After | None:
    """What the cell is to say; None where it stays. Raises the refusal of what it says."""
    if column not in row.texts or (column is Column.STATUS and not row.texts[column].strip()):
        return None
    now, written = there.cell(column), _written(column, row, there)
    if plain(column, written) == plain(column, now) or held == fingerprint(column, written):
        return None
    if held is None and not seen:
        return None
    if held is not None and held != fingerprint(column, now):
        raise ChangedMeanwhile(column.value, now, written)
    return _After(column, _READ[column](row, written, country))


def _written(column: Column, row: Row, there: Values) -> str:
    """What the cell says; of the days that it may mean, the one that is there already, else the only one."""
    if column is not Column.DATE or not row.texts[column]:
        return row.texts[column]
    if there.due_on in row.days:
        return there.cell(column)
    if len(row.days) != 1:
        raise DateUnreadable(row.texts[column])
    return row.days[0].isoformat()


def _day(_row: Row, written: str, country: Country) -> date | None:
    on = date.fromisoformat(written) if written else None
    if on is not None and on < country.today:
        raise DateInThePast(on)
    return on


def _lead(_row: Row, written: str, country: Country) -> str:
    if not written.strip():
        return ""
    found = _institution(written.strip(), country)
    if found.independent:
        raise BodyAsLead(found.code)
    return found.code


def _associated(_row: Row, written: str, country: Country) -> tuple[str, ...]:
    return tuple(_institution(one, country).code for one in parts(written))


def _institution(code: str, country: Country) -> Institution:
    found = country.institutions.get(fold(code))
    if found is None:
        near = get_close_matches(fold(code), country.institutions, n=3, cutoff=0.5)
        raise InstitutionUnknown(code, tuple(country.institutions[one].code for one in near))
    return found


def _status(_row: Row, written: str, _country: Country) -> str:
    if written not in {one.value for one in Status}:
        raise StatusUnknown(written)
    return written


def _priority(_row: Row, written: str, _country: Country) -> str:
    if written and written not in {one.value for one in Priority}:
        raise ChoiceUnknown(Column.PRIORITY.value, written)
    return written


def _need(column: Column) -> Callable[[Row, str, Country], str]:
    def read(_row: Row, written: str, _country: Country) -> str:
        if written not in {"", YES}:
            raise ChoiceUnknown(column.value, written)
        return written

    return read


def _clusters(_row: Row, written: str, country: Country) -> tuple[str, ...]:
    names = parts(written)
    longest = max((len(one) for one in names), default=0)
    if longest > LONGEST_CLUSTER:
        raise NameTooLong(longest, LONGEST_CLUSTER)
    return tuple(country.clusters.get(fold(one), one) for one in names)


_READ: dict[Column, Callable[[Row, str, Country], object]] = {
    Column.CLUSTERS: _clusters,
    Column.LEAD: _lead,
    Column.ASSOCIATED: _associated,
    Column.DATE: _day,
    Column.STATUS: _status,
    Column.PRIORITY: _priority,
    **{column: _need(column) for column in NEEDS},
}
