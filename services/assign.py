"""Assigning recommendations to an institution, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.filters import Filters
from db.queries import assignments, instance
from db.queries.references import recommendations_at
from db.queries.setup import Institution
from db.search import search_ids
from db.work import Work
from domain.due import Part
from domain.errors import NothingSelected, NothingToSearch
from domain.mailing import NOBODY, People
from domain.role import INDEPENDENT_KINDS
from domain.text import search_terms
from services.rounds import join_open
from services.set_up import known_country, known_institution
from services.tell import tell_assigned


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment did, in numbers of recommendations."""

    as_lead: int
    as_associated: int
    date_changed: int
    unchanged: int
    told: People = NOBODY
    """The institution's people, who are told of what is new; nobody where nothing is."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which recommendations of a country: all, those that a search finds, or those at `SYMBOL:PARAGRAPH`."""

    everything: bool = False
    words: str | None = None
    places: tuple[str, ...] = ()


def assign(work: Work, country: str, institution: str, due_on: date | None, selection: Selection) -> Assigned:
    """Assign to an institution what is selected: as lead where there is none yet, otherwise as associated.

    What it has already keeps its part and takes the date; of what is new its people are told.
    Raises CountryNotSetUp, InstitutionNotFound, NothingSelected, NothingToSearch.
    """
    found = known_country(work, country)
    receiver = known_institution(work, found.code, institution)
    chosen = _chosen(work, found.code, selection)
    if not chosen:
        raise NothingSelected
    has = assignments.active_assignments(work, chosen)
    led = assignments.recommendations_with_lead(work, chosen)
    mine = {id_: has[id_, receiver.id] for id_ in chosen if (id_, receiver.id) in has}
    later = [assignment_id for assignment_id, date_ in mine.values() if date_ != due_on]
    new = [(id_, receiver.id, _part(receiver, led=id_ in led), due_on) for id_ in chosen if id_ not in mine]
    assignments.change_due_date(work, later, due_on)
    assignments.add_assignments(work, new)
    lead = sum(part is Part.LEAD for _, _, part, _ in new)
    told = tell_assigned(work, receiver) if new else NOBODY
    join_open(work, receiver.id)
    result = Assigned(lead, len(new) - lead, len(later), len(mine) - len(later), told)
    instance.record_event(
        work,
        "recommendations assigned",
        country=found.code,
        subject="institutions",
        subject_id=receiver.id,
        details={
            "lead": lead,
            "associated": len(new) - lead,
            "date changed": len(later),
            "due on": due_on.isoformat() if due_on else None,
        },
    )
    return result


def _part(receiver: Institution, *, led: bool) -> Part:
    """An independent body is invited beside the lead, and never leads."""
    return Part.ASSOCIATED if led or receiver.kind in INDEPENDENT_KINDS else Part.LEAD


def _chosen(work: Work, country: str, selection: Selection) -> Sequence[int]:
    if selection.everything:
        return assignments.numbered_ids(work, country)
    ids: list[int] = []
    if selection.words is not None:
        terms = search_terms(selection.words)
        if not terms:
            raise NothingToSearch
        found = search_ids(work, terms, Filters(country=country, readable=(country,)), some=False)
        ids += [row.id for row in work.all(found)]
    ids += recommendations_at(work, country, selection.places)
    return list(dict.fromkeys(ids))
