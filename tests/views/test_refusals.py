"""Every refusal: worded in each language with all its values, and the same after a stay in the outbox."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import refusal_classes, refusals

from domain.errors import Refusal
from domain.language import INTERFACE
from domain.refusal_values import as_values, of_values
from domain.role import Role
from views import labels
from views.refusals import WORDINGS, wording
from views.texts import Texts, texts

UNSHOWN = {
    ("TimezoneUnknown", "near"): "shown where there are any",
    ("FileTooLarge", "limit"): "the reader can do nothing with the number of bytes",
    ("InvitationUsed", "by_same"): "decides between two sentences",
    ("SubmissionIncomplete", "missing"): "decides between two sentences",
}
ROLES = st.sampled_from([role.value for role in Role])
TYPES = {
    "str": st.text(max_size=200),
    "int": st.integers(-(2**53), 2**53),
    "bool": st.booleans(),
    "date": st.dates(),
    "tuple[str, ...]": st.lists(st.text(max_size=20), max_size=5).map(tuple),
}


@st.composite
def any_refusal(draw: st.DrawFn) -> Refusal:
    """A refusal of any class, with any values."""
    kind = draw(st.sampled_from(refusal_classes()))
    types = {field.name: ROLES if field.name == "role" else TYPES[str(field.type)] for field in fields(kind)}
    return kind(**{name: draw(values) for name, values in types.items()})


def test_every_refusal_has_a_wording_of_its_own() -> None:
    assert {kind.__name__ for kind in refusal_classes()} - {kind.__name__ for kind in WORDINGS} == set()
    assert len(refusal_classes()) > 30


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_shows_all_its_values(refusal: Refusal, language: str) -> None:
    t = texts(language)
    said = wording(t, refusal)
    for field in fields(refusal):
        if (type(refusal).__name__, field.name) in UNSHOWN:
            continue
        value = getattr(refusal, field.name)
        for shown in [t(labels.ROLES[Role(value)])] if field.name == "role" else _shown(t, value):
            assert shown in said, field.name


@pytest.mark.parametrize("language", INTERFACE)
@given(refusal=any_refusal())
def test_any_refusal_can_be_said(language: str, refusal: Refusal) -> None:
    said = wording(texts(language), refusal)
    assert said.strip()
    assert len(said) < 4096


@given(refusal=any_refusal())
def test_a_refusal_comes_back_from_the_outbox_as_it_was(refusal: Refusal) -> None:
    kept = json.loads(json.dumps(as_values(refusal)))
    back = of_values(kept)
    assert type(back) is type(refusal)
    assert [getattr(back, field.name) for field in fields(back)] == [
        getattr(refusal, field.name) for field in fields(refusal)
    ]


@pytest.mark.parametrize("kind", [Refusal, *refusal_classes()], ids=lambda kind: kind.__name__)
def test_a_refusal_holds_only_values_that_can_be_stored(kind: type[Refusal]) -> None:
    assert {str(field.type) for field in fields(kind)} <= set(TYPES)


def _shown(t: Texts, value: Any) -> list[str]:
    if isinstance(value, date):
        return [t.date(value)]
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [t.number(value)] if value != 1234 else []
    return [str(one) for one in value] if isinstance(value, tuple) else [str(value)]
