"""What a record of a file changes of what the database has of it, case by case."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from records import record, record_without_id

from domain.errors import TextDiffers
from domain.merging import Change, Stored, change
from domain.record import Kind, Position, Record, Sdg, State
from domain.reference import Reference

DOCUMENT = "UPR|A/HRC/99/7"


def stored(one: Record, language: str = "en", **changes: Any) -> Stored:
    """The recommendation that an import of `one` left."""
    left = Stored(
        1, Reference("KE", 1), one.kind, one.source_type, one.paragraph, one.position, DOCUMENT, one.themes,
        one.affected_persons, language, one.sdgs, one.recommending_states, {language: one.text},
    )  # fmt: skip
    return replace(left, **changes)


def test_the_same_record_changes_nothing() -> None:
    assert change(record(), "en", DOCUMENT, stored(record())).nothing
    assert change(record_without_id(), "en", DOCUMENT, stored(record_without_id())).nothing


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "122.10 Build two wells;"},
        {"kind": Kind.CONCERN},
        {"source_type": "Concerns/Observations"},
        {"paragraph": "122.11"},
        {"position": Position.NOTED},
        {"themes": ("Health", "Water")},
        {"affected_persons": ("girls",)},
        {"sdgs": (Sdg(5),)},
        {"recommending_states": (State("Togo", "TG"),)},
        {"recommending_states": (State("Atlantis"),)},
    ],
    ids=str,
)
def test_each_value_that_differs_is_changed_alone(changes: dict[str, Any]) -> None:
    assert change(record(**changes), "en", DOCUMENT, stored(record())) == Change(**changes)


def test_another_document_is_a_change() -> None:
    assert change(record(), "en", "UPR|A/HRC/99/7/Rev.1", stored(record())) == Change(document="UPR|A/HRC/99/7/Rev.1")


@pytest.mark.parametrize(
    "cell", ["source_type", "paragraph", "position", "themes", "affected_persons", "sdgs", "recommending_states"]
)
def test_an_empty_cell_erases_nothing(cell: str) -> None:
    default = {one.name: one.default for one in fields(Record)}[cell]
    assert change(record(**{cell: default}), "en", DOCUMENT, stored(record())).nothing


def test_another_language_adds_its_text_and_leaves_labels_and_paragraph() -> None:
    french = record(text="Creuser un puits", themes=("Eau",), affected_persons=("femmes",), paragraph="122")
    assert change(french, "fr", DOCUMENT, stored(record())) == Change(text="Creuser un puits")


def test_labels_come_from_another_language_where_there_are_none() -> None:
    unlabelled = stored(record(themes=(), affected_persons=()))
    french = record(text="Creuser", themes=("Eau",))
    assert change(french, "fr", DOCUMENT, unlabelled).themes == ("Eau",)


def test_a_known_states_name_in_another_language_is_no_change() -> None:
    french = record(recommending_states=(State("Finlande", "FI"),))
    assert change(french, "en", DOCUMENT, stored(record())).nothing
    unknown = stored(record(recommending_states=(State("Atlantide"),)))
    assert change(record(recommending_states=(State("ATLANTIDE"),)), "en", DOCUMENT, unknown).nothing


def test_the_order_of_recommending_states_is_the_sources() -> None:
    two = (State("Finland", "FI"), State("Togo", "TG"))
    turned = change(record(recommending_states=two[::-1]), "en", DOCUMENT, stored(record(recommending_states=two)))
    assert turned == Change(recommending_states=two[::-1])


def test_the_countrys_own_text_is_not_changed() -> None:
    own = stored(record(), texts={"en": "Our own words"}, national=frozenset({"en"}))
    assert change(record(), "en", DOCUMENT, own).nothing
    assert change(record_without_id(), "en", DOCUMENT, own).nothing


def test_another_text_without_an_id_is_for_a_person_to_say() -> None:
    with pytest.raises(TextDiffers) as refusal:
        change(record_without_id(text="Another"), "en", DOCUMENT, stored(record_without_id()))
    assert refusal.value == TextDiffers("KE-0001")


def test_a_text_in_another_language_without_an_id_is_added() -> None:
    added = change(record_without_id(text="Creuser"), "fr", DOCUMENT, stored(record_without_id()))
    assert added == Change(text="Creuser")


def test_values_twice_in_a_cell_are_once() -> None:
    doubled = record(themes=("Water", "Health", "Water"), sdgs=(Sdg(6, "6.1"), Sdg(6), Sdg(6)))
    assert change(doubled, "en", DOCUMENT, stored(record())).nothing
