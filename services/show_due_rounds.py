"""Open rounds as lines of /due: an institution's with its own date, a country's with the date that they close on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.queries import round_counts, rounds
from domain.due import due
from domain.round import Counter, Round
from domain.round_shown import RoundLine
from services.look import Look
from services.rounds import since


@dataclass(frozen=True, slots=True)
class DatedRound:
    """A round in /due. `overdue`: how many institutions of the State still owe something whose date has passed."""

    on: date
    line: RoundLine
    overdue: int


def own_rounds(look: Look, institution_id: int) -> list[DatedRound]:
    """Return the open rounds that an institution is in, the first due first."""
    found = []
    for one in rounds.open_to(look.work, institution_id, look.today):
        counter = round_counts.counter(look.work, one.round.id, since(look.work, one.round), institution_id)
        late = one.due_on < look.today and bool(counter.left) and not one.independent
        # What has been given in full is never overdue, to anybody.
        seen = due(one.due_on, look.today, independent=one.independent or not counter.left)
        found.append(
            DatedRound(one.due_on, RoundLine(one.round, one.round.stage(look.today), seen, counter), int(late))
        )
    return found


def country_rounds(look: Look, country: str) -> list[DatedRound]:
    """Return the open rounds of a country, the first to close first."""
    return [_whole(look, one) for one in rounds.open_rounds(look.work, country, look.today)]


def _whole(look: Look, one: Round) -> DatedRound:
    counts = round_counts.counters(look.work, one.id, since(look.work, one))
    late = 0
    for member in rounds.members(look.work, one.id):
        owes = counts.get(member.institution_id, Counter()).left and not member.independent
        late += bool(owes and member.due_on < look.today)
    seen = due(one.closes_on, look.today, independent=not late)
    total = sum(counts.values(), Counter())
    return DatedRound(one.closes_on, RoundLine(one, one.stage(look.today), seen, total), late)
