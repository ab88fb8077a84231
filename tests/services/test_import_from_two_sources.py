"""Recommendations that UHRI and UPR Info both have: imported in either order, nobody has them twice without knowing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from records import record, record_without_id
from sqlalchemy import text

from db.queries.recommendations import classification_of, recommendation, texts_of
from db.work import Work
from domain.errors import Resembles
from domain.record import Kind, Position, Record, RefusedRow, State
from domain.reference import Reference
from domain.resemblance import Similar
from services import import_file
from services.import_file import Import, Imported

Bring = Callable[..., Imported]
FINLAND, TOGO = State("Finland", "FI"), State("Togo", "TG")
CHANGED = "Build one good and deep well in every single village of the whole country now"
BARE = "Build a good and deep well in every single village of the whole country now"


def from_uhri(**changes: Any) -> Record:
    return record(**{"text": f"122.10 {BARE} (Finland);", **changes})


def from_upr_info(**changes: Any) -> Record:
    usual = {"text": BARE + ".", "symbol": None, "paragraph": None, "themes": ("Right to water",), "source_type": ""}
    return record_without_id(**{**usual, "affected_persons": (), "sdgs": (), **changes})


def numbers(result: Imported) -> tuple[int, int, int, int]:
    return result.added, result.updated, result.unchanged, len(result.refused)


def run(work: Work, similar: Similar, *rows: Record, dry_run: bool = False) -> tuple[int, int, int, int]:
    return numbers(Import(lambda: nullcontext(work), "en", None, dry_run, similar).run(rows))


def how_many(work: Work) -> int:
    row = work.one(text("SELECT count(*) AS many FROM recommendations"))
    assert row is not None
    return int(row.many)


def test_upr_info_after_uhri_adds_nothing_and_changes_nothing(work: Work, bring: Bring) -> None:
    bring(from_uhri(recommending_states=(FINLAND, TOGO)))
    result = bring(from_upr_info(), from_upr_info(row=3, recommending_states=(TOGO,)))
    assert numbers(result) == (0, 0, 2, 0)
    assert classification_of(work, _only(work)).themes == record().themes


def test_uhri_after_upr_info_gives_it_its_document_and_keeps_its_number(work: Work, bring: Bring) -> None:
    bring(from_upr_info(row=2, text="Ratify"), from_upr_info(row=3, position=Position.AWAITING_REPLY))
    assert numbers(bring(from_uhri())) == (0, 1, 0, 0)
    there = recommendation(work, Reference("KE", 2))
    assert there is not None
    assert (there.symbol, there.paragraph, there.position) == ("A/HRC/99/7", "122.10", Position.SUPPORTED)
    assert texts_of(work, there.id) == {"en": f"122.10 {BARE} (Finland);"}
    assert classification_of(work, there.id).themes == record().themes
    stored = work.one(text("SELECT annotation_id FROM recommendations WHERE number = 2"))
    assert stored is not None
    assert stored.annotation_id == record().annotation_id
    assert numbers(bring(from_uhri())) == (0, 0, 1, 0)
    assert numbers(bring(from_upr_info(text="Ratify"), from_upr_info(row=3))) == (0, 0, 2, 0)


@pytest.mark.parametrize("first", [from_uhri, from_upr_info])
def test_a_changed_text_is_refused_with_the_number_of_what_it_looks_like(
    first: Callable[[], Record], bring: Bring, work: Work
) -> None:
    bring(first())
    result = bring(from_upr_info(text=CHANGED, row=7))
    assert (numbers(result), result.refused) == ((0, 0, 0, 1), [RefusedRow(7, Resembles(("KE-0001",)))])
    assert run(work, Similar.REFUSE, from_upr_info(text=CHANGED), dry_run=True) == (0, 0, 0, 1)
    assert how_many(work) == 1


def test_a_person_may_say_that_it_is_the_same(work: Work, bring: Bring) -> None:
    bring(from_upr_info())
    changed = from_upr_info(text=CHANGED)
    assert run(work, Similar.MERGE, changed, dry_run=True) == (0, 1, 0, 0)
    assert run(work, Similar.MERGE, changed) == (0, 1, 0, 0)
    assert texts_of(work, _only(work)) == {"en": CHANGED}
    assert numbers(bring(changed)) == (0, 0, 1, 0)


def test_the_words_of_a_document_are_not_replaced_by_those_of_another_source(work: Work, bring: Bring) -> None:
    bring(from_uhri())
    assert run(work, Similar.MERGE, from_upr_info(text=CHANGED)) == (0, 0, 1, 0)
    assert texts_of(work, _only(work)) == {"en": from_uhri().text}


def test_a_person_may_say_that_it_is_another(work: Work, bring: Bring) -> None:
    bring(from_upr_info())
    assert run(work, Similar.ADD, from_upr_info(text=CHANGED)) == (1, 0, 0, 0)
    assert numbers(bring(from_upr_info(text=CHANGED), from_upr_info(row=3))) == (0, 0, 2, 0)


def test_like_recommendations_of_one_file_are_several(
    bring: Bring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "PART", 1)
    rows = [from_upr_info(), from_upr_info(text=CHANGED, row=3)]
    assert numbers(bring(rows[1])) == (1, 0, 0, 0)
    assert numbers(bring(*rows)) == (1, 0, 1, 0)
    assert numbers(bring(*rows[::-1])) == (0, 0, 2, 0)
    assert how_many(work) == 2


def test_punctuation_and_capitals_are_corrected_without_asking(work: Work, bring: Bring) -> None:
    bring(from_upr_info())
    assert numbers(bring(from_upr_info(text=BARE.upper() + ";"))) == (0, 1, 0, 0)
    assert texts_of(work, _only(work)) == {"en": BARE.upper() + ";"}


def test_a_paragraph_of_several_states_that_were_apart_is_shown(bring: Bring) -> None:
    bring(from_upr_info(), from_upr_info(row=3, recommending_states=(TOGO,)))
    result = bring(from_uhri(recommending_states=(FINLAND, TOGO)))
    assert result.refused == [RefusedRow(2, Resembles(("KE-0001", "KE-0002")))]


def test_the_same_words_in_another_session_or_country_are_others(work: Work, bring: Bring) -> None:
    bring(from_uhri())
    result = bring(from_upr_info(session=21), from_upr_info(row=3, countries=("MZ",)))
    assert (numbers(result), how_many(work)) == ((2, 0, 0, 0), 3)


def test_treaty_bodies_repeat_themselves_and_are_not_compared(bring: Bring) -> None:
    committee = {"mechanism": "CEDAW", "recommending_states": (), "position": None, "session": None}
    bring(from_uhri(**committee))
    assert numbers(bring(from_upr_info(text=CHANGED, **committee))) == (1, 0, 0, 0)


def test_a_pledge_is_kept_apart(work: Work, bring: Bring) -> None:
    bring(from_uhri())
    pledge = from_upr_info(kind=Kind.PLEDGE, recommending_states=(), position=None)
    assert numbers(bring(pledge)) == (1, 0, 0, 0)
    assert numbers(bring(pledge)) == (0, 0, 1, 0)
    there = recommendation(work, Reference("KE", 2))
    assert there is not None
    assert (there.kind, there.position) == (Kind.PLEDGE, None)


def _only(work: Work) -> int:
    row = work.one(text("SELECT id FROM recommendations"))
    assert row is not None
    return int(row.id)
