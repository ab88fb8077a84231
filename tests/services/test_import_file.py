"""An import adds, updates and refuses row by row, leaves alone what a country decided, and can be run again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import record, record_without_id
from sqlalchemy import Engine, text

from db.faults import StoreUnavailable
from db.filters import Filters
from db.queries.assignments import numbered_ids
from db.queries.recommendations import Recommendation, classification_of, recommendation, texts_of
from db.sealing import Sealer
from db.search import search
from db.transaction import at_once
from db.work import Work
from domain.errors import CountryUnknown, SeveralTexts, TextDiffers, TextTooLong
from domain.record import Kind, Position, Record, RefusedRow, Sdg, State
from domain.reference import Reference
from domain.text import search_terms
from services import import_file
from services.import_file import Import, Imported, refused_in_order

Bring = Callable[..., Imported]
FRENCH = record(text="122.10 Creuser un puits dans chaque village (Finlande);", themes=("Eau",))


def numbers(result: Imported) -> tuple[int, int, int]:
    return result.added, result.updated, result.unchanged


def found(work: Work, number: int = 1, country: str = "KE") -> Recommendation:
    there = recommendation(work, Reference(country, number))
    assert there is not None
    return there


def test_a_first_import_adds_every_record_with_all_it_says(work: Work, bring: Bring) -> None:
    result = bring(record(published_on=date(2020, 3, 4)), record(annotation_id="b", row=3, paragraph="122.11"))
    assert numbers(result) == (2, 0, 0)
    assert result.countries == ["KE"]
    there = found(work)
    assert (there.mechanism, there.symbol, there.session, there.paragraph) == ("UPR", "A/HRC/99/7", 34, "122.10")
    assert (there.published_on, there.kind, there.position) == (
        date(2020, 3, 4),
        Kind.RECOMMENDATION,
        Position.SUPPORTED,
    )
    assert texts_of(work, there.id) == {"en": record().text}
    classified = classification_of(work, there.id)
    assert (classified.themes, classified.affected_persons) == (("Water", "Health"), ("women",))
    assert classified.sdgs == (Sdg(6, "6.1"), Sdg(6))
    assert classified.recommending_states == (State("Finland", "FI"),)


def test_the_same_file_again_changes_nothing(work: Work, bring: Bring) -> None:
    rows = [record(), record_without_id(row=3, paragraph="9"), record_without_id(row=4, symbol=None, paragraph=None)]
    assert numbers(bring(*rows)) == (3, 0, 0)
    before = work.all(text("SELECT * FROM recommendations ORDER BY id"))
    assert numbers(bring(*rows)) == (0, 0, 3)
    assert work.all(text("SELECT * FROM recommendations ORDER BY id")) == before


def test_another_language_adds_its_text_and_keeps_labels(work: Work, bring: Bring) -> None:
    bring(record())
    result = bring(FRENCH, language="fr")
    assert numbers(result) == (0, 1, 0)
    assert result.texts == Counter(fr=1)
    assert texts_of(work, found(work).id) == {"en": record().text, "fr": FRENCH.text}
    assert classification_of(work, found(work).id).themes == ("Water", "Health")
    assert numbers(bring(FRENCH, language="fr")) == (0, 0, 1)


def test_a_changed_text_is_replaced_and_found_by_its_new_words(work: Work, bring: Bring) -> None:
    bring(record())
    result = bring(record(text="122.10 Drill a borehole"))
    assert (numbers(result), result.texts) == ((0, 1, 0), Counter())
    assert texts_of(work, found(work).id) == {"en": "122.10 Drill a borehole"}
    totals = [search(work, search_terms(word), Filters(), "en", 5, 0).total for word in ("village", "borehole")]
    assert totals == [0, 1]


@pytest.mark.parametrize(
    "changes",
    [
        {"position": Position.NOTED},
        {"themes": ("Health",)},
        {"affected_persons": ("girls", "women")},
        {"sdgs": (Sdg(1), Sdg(6))},
        {"recommending_states": (State("Togo", "TG"), State("Finland", "FI"))},
        {"paragraph": "122.11"},
        {"kind": Kind.CONCERN, "source_type": "Concerns/Observations"},
        {"symbol": "A/HRC/99/7/Add.1"},
        {"mechanism": "CEDAW"},
    ],
    ids=str,
)
def test_what_a_source_changes_is_changed(changes: dict[str, Any], work: Work, bring: Bring) -> None:
    bring(record(), record(annotation_id="other", row=3, paragraph="1"))
    result = bring(record(**changes))
    there = found(work)
    known = {**_values(there), **_values(classification_of(work, there.id))}
    assert numbers(result) == (0, 1, 0)
    assert {name: known[name] for name in changes if name in known} == {
        name: value for name, value in changes.items() if name in known
    }
    assert numbers(bring(record(**changes))) == (0, 0, 1)
    assert numbers(bring(record(annotation_id="other", row=3, paragraph="1"))) == (0, 0, 1)


def _values(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def test_what_the_country_decided_is_never_overwritten(work: Work, bring: Bring) -> None:
    bring(record())
    id_ = found(work).id
    for statement in (
        "UPDATE recommendation_texts SET text = 'Our own words', origin = 'national'",
        "UPDATE recommendations SET national_position = 'noted', status = 'in-progress'",
        "UPDATE recommendation_themes SET national = 'removed' WHERE place = 0",
        "INSERT INTO themes (label) VALUES ('Wells')",
        """INSERT INTO recommendation_themes (recommendation_id, theme_id, place, in_source, national)
            SELECT r.id, t.id, 2, 0, 'added' FROM recommendations r, themes t WHERE t.label = 'Wells'""",
    ):
        work.execute(text(statement))
    assert numbers(bring(record())) == (0, 0, 1)
    changed = record(
        text="New", position=Position.SUPPORTED_IN_PART, themes=("Water", "Rivers", "Wells"), sdgs=(Sdg(1),)
    )
    assert numbers(bring(changed)) == (0, 1, 0)
    assert texts_of(work, id_) == {"en": "Our own words"}
    assert (found(work).position, found(work).status) == (Position.NOTED, "in-progress")
    assert classification_of(work, id_).themes == ("Rivers", "Wells")
    assert numbers(bring(record(text="New", themes=("Health",)))) == (0, 1, 0)
    assert classification_of(work, id_).themes == ("Health", "Wells")
    assert numbers(bring(changed)) == (0, 1, 0)
    assert classification_of(work, id_).themes == ("Rivers", "Wells")


def test_the_same_id_twice_with_the_same_content_counts_as_unchanged(work: Work, bring: Bring) -> None:
    result = bring(record(), record(row=3), record(row=4, annotation_id="A-1"))
    assert (numbers(result), result.refused) == ((1, 0, 2), [])


def test_the_same_id_twice_with_another_content_is_refused(work: Work, bring: Bring) -> None:
    result = bring(record(), record(row=3, text="Other"), record(row=4, themes=()))
    assert numbers(result) == (1, 0, 0)
    assert result.refused == [RefusedRow(3, SeveralTexts(2)), RefusedRow(4, SeveralTexts(2))]
    assert texts_of(work, found(work).id) == {"en": record().text}


def test_a_row_about_several_states_counts_once_for_each(work: Work, bring: Bring) -> None:
    both = record(countries=("KE", "MZ", "KE"))
    assert numbers(bring(both)) == (2, 0, 0)
    assert numbers(bring(both)) == (0, 0, 2)
    assert found(work, country="KE").reference == Reference("KE", 1)
    assert found(work, country="MZ").reference == Reference("MZ", 1)
    assert work.one(text("SELECT count(*) AS many FROM documents")).many == 1


def test_rows_about_other_states_are_left_out(work: Work, bring: Bring) -> None:
    result = bring(record(countries=("KE", "MZ")), record(row=3, annotation_id="b", countries=("TD",)), country="MZ")
    assert (numbers(result), result.elsewhere, result.countries) == ((1, 0, 0), 1, ["MZ"])
    assert work.all(text("SELECT code FROM countries")) == [("MZ",)]


def test_rows_that_could_not_be_read_are_refused_with_the_others_in_order(bring: Bring) -> None:
    unread = RefusedRow(3, CountryUnknown("Atlantis"))
    result = bring(record(), record(row=4, text="Other"), unread)
    assert refused_in_order(result) == [unread, RefusedRow(4, SeveralTexts(2))]


def test_a_record_without_id_and_with_another_text_is_for_a_person_to_say(work: Work, bring: Bring) -> None:
    bring(record_without_id())
    result = bring(record_without_id(text="Other"))
    assert (numbers(result), result.refused) == ((0, 0, 0), [RefusedRow(2, TextDiffers("KE-0001"))])
    assert texts_of(work, found(work).id) == {"en": record().text}
    assert numbers(bring(record_without_id(text="Autre"), language="fr")) == (0, 1, 0)


def test_records_without_id_in_one_paragraph_are_told_apart_by_their_order(work: Work, bring: Bring) -> None:
    rows = [record_without_id(row=row, text=f"Sentence {row}") for row in (2, 3, 4)]
    assert numbers(bring(*rows)) == (3, 0, 0)
    assert numbers(bring(*rows)) == (0, 0, 3)
    assert len(numbered_ids(work, "KE")) == 3


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"mechanism": "m" * 121}, TextTooLong(121, 120)),
        ({"symbol": "s" * 121}, TextTooLong(121, 120)),
        ({"annotation_id": "a" * 65}, TextTooLong(65, 64)),
        ({"paragraph": "1" * 33}, TextTooLong(33, 32)),
        ({"source_type": "t" * 121}, TextTooLong(121, 120)),
        ({"themes": ("Water", "w" * 301)}, TextTooLong(301, 300)),
        ({"affected_persons": ("w" * 301,)}, TextTooLong(301, 300)),
        ({"recommending_states": (State("F" * 201),)}, TextTooLong(201, 200)),
    ],
    ids=str,
)
def test_a_value_without_room_refuses_its_row_alone(
    changes: dict[str, Any], refusal: TextTooLong, bring: Bring
) -> None:
    result = bring(record(row=2, annotation_id="b"), record(row=3, **changes))
    assert (numbers(result), result.refused) == ((1, 0, 0), [RefusedRow(3, refusal)])


def test_the_longest_values_have_room(bring: Bring) -> None:
    long = record(
        mechanism="m" * 120, symbol="s" * 120, annotation_id="a" * 64, paragraph="1" * 32, source_type="t" * 120,
        themes=("权" * 300,), affected_persons=("权" * 300,), recommending_states=(State("权" * 200),),
        text="权" * 60_000,
    )  # fmt: skip
    assert numbers(bring(long)) == (1, 0, 0)
    assert numbers(bring(long)) == (0, 0, 1)


def test_a_dry_run_writes_nothing_and_tells_the_same(work: Work, bring: Bring) -> None:
    bring(record())
    rows = [
        record(text="New"),
        record(row=3, annotation_id="b", countries=("KE", "TD")),
        record(row=4, annotation_id="b"),
    ]
    before = _everything(work)
    dry = Import(lambda: nullcontext(work), "en", dry_run=True).run(rows)
    assert _everything(work) == before
    assert _told(dry) == _told(bring(*rows))
    assert dry.countries == ["TD"]


def _everything(work: Work) -> list[Any]:
    tables = "recommendations recommendation_texts countries documents mechanisms themes audit_events".split()
    return [work.all(text(f"SELECT * FROM {table} ORDER BY 1")) for table in tables]  # noqa: S608


def _told(result: Imported) -> tuple[Any, ...]:
    return (*numbers(result), result.elsewhere, result.texts, refused_in_order(result), result.countries)


def test_numbers_count_on_in_each_country_and_are_never_given_again(work: Work, bring: Bring) -> None:
    bring(record(), record(row=3, annotation_id="b"), record(row=4, annotation_id="m", countries=("MZ",)))
    last = numbered_ids(work, "KE")[-1]
    for table in ("search_texts", "recommendation_texts", "recommendation_themes", "recommendation_affected"):
        work.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    for table in ("recommendation_sdgs", "recommending_states"):
        work.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    work.execute(text("DELETE FROM recommendations WHERE id = :id"), {"id": last})
    bring(record(annotation_id="c", countries=("KE", "MZ")))
    rows = work.all(text("SELECT country, number FROM recommendations ORDER BY country, number"))
    assert [tuple(row) for row in rows] == [("KE", 1), ("KE", 3), ("MZ", 1), ("MZ", 2)]


def test_an_import_is_committed_in_parts_and_can_be_run_again_after_it_was_cut_off(
    engine: Engine, sealer: Sealer, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "PART", 2)
    rows = [record(row=row, annotation_id=f"r{row}") for row in range(2, 9)]
    opened: list[int] = []

    @contextmanager
    def failing_at_the_third() -> Iterator[Work]:
        opened.append(1)
        with at_once(engine, sealer, now) as work:
            yield work
            if len(opened) == 3:
                raise StoreUnavailable

    run = Import(failing_at_the_third, "en")
    progress: list[int] = []
    with pytest.raises(StoreUnavailable):
        run.run(rows, progress.append)
    assert (numbers(run.result), progress) == ((4, 0, 0), [2, 2])
    again = Import(lambda: at_once(engine, sealer, now + timedelta(hours=1)), "en").run(rows)
    assert numbers(again) == (3, 0, 4)
    with at_once(engine, sealer, now) as work:
        assert [found(work, number).reference.number for number in range(1, 8)] == list(range(1, 8))


def test_an_import_is_noted_in_the_audit_log_without_texts(work: Work, bring: Bring) -> None:
    bring(record())
    events = work.all(text("SELECT event, details FROM audit_events ORDER BY id"))
    assert [row.event for row in events] == ["country added", "file imported"]
    assert "village" not in str(events)


# --- any file ----------------------------------------------------------------------------------------

_RECORDS = st.builds(
    record,
    annotation_id=st.sampled_from([None, None, "a", "b", "B"]),
    text=st.sampled_from(["Dig a good well", "Dig a good well.", "1.2 Dig a good deep well (Togo)", "Ratify", "酷刑"]),
    countries=st.sampled_from([("KE",), ("MZ",), ("KE", "MZ"), ("MZ", "TD", "KE")]),
    symbol=st.sampled_from([None, "A/1", "A/2"]),
    paragraph=st.sampled_from([None, "1", "2"]),
    mechanism=st.sampled_from(["UPR", "CAT"]),
    session=st.sampled_from([34, 34, 35, None]),
    position=st.sampled_from([None, *Position]),
    themes=st.sampled_from([(), ("Water",), ("Health", "Water"), ("Water", "Water")]),
    affected_persons=st.sampled_from([(), ("women",)]),
    sdgs=st.sampled_from([(), (Sdg(6),), (Sdg(6, "6.1"), Sdg(6))]),
    recommending_states=st.sampled_from([(), (State("Togo", "TG"),), (State("Atlantis"), State("Togo", "TG"))]),
)
_FILES = st.lists(_RECORDS | st.just(RefusedRow(0, CountryUnknown("x"))), max_size=12).map(
    lambda rows: [
        RefusedRow(row, one.reason) if isinstance(one, RefusedRow) else record(**{**_values(one), "row": row})
        for row, one in enumerate(rows, start=2)
    ]
)


@settings(max_examples=40)
@given(first=_FILES, second=_FILES, country=st.sampled_from([None, "KE"]), part=st.integers(1, 5))
def test_any_file_can_be_imported_again_and_tried_before(
    first: Sequence[Record | RefusedRow],
    second: Sequence[Record | RefusedRow],
    country: str | None,
    part: int,
    work: Work,
) -> None:
    def run(rows: Sequence[Record | RefusedRow], *, dry_run: bool = False) -> Imported:
        return Import(lambda: nullcontext(work), "en", country, dry_run).run(rows)

    with pytest.MonkeyPatch.context() as patch, work.connection.begin_nested() as savepoint:
        patch.setattr(import_file, "PART", part)
        for rows in (first, second):
            tried = run(rows, dry_run=True)
            done = run(rows)
            again = run(rows)
            assert _told(done) == _told(tried)
            assert (again.added, again.updated, again.countries) == (0, 0, [])
            assert again.unchanged == done.added + done.updated + done.unchanged
            assert refused_in_order(again) == refused_in_order(done)
            assert sum(numbers(done)) + done.elsewhere + len(done.refused) == sum(_weight(row, country) for row in rows)
            _check_numbers(work)
        savepoint.rollback()


def _weight(row: Record | RefusedRow, country: str | None) -> int:
    return len(row.countries) if isinstance(row, Record) and country is None else 1


def _check_numbers(work: Work) -> None:
    for row in work.all(text("SELECT code, next_number FROM countries")):
        given_ = work.all(
            text("SELECT number FROM recommendations WHERE country = :code ORDER BY number"), {"code": row.code}
        )
        assert [one.number for one in given_] == list(range(1, row.next_number))
