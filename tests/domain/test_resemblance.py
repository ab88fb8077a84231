"""When two recommendations of the UPR are one that two sources brought, when they may be, and when they are not."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from records import record, record_without_id

from domain.identity import Item, identity_of
from domain.record import Record, State
from domain.reference import Reference
from domain.resemblance import Doubtful, Known, Settled, Similar, doubtful, settled, words_of

FINLAND, TOGO = State("Finland", "FI"), State("Togo", "TG")
BARE = "Build a deep well in each and every village of the country"


def known(number: int = 1, **changes: Any) -> Known:
    """A recommendation there as UPR Info gives it: no number, no State in brackets, no document."""
    usual = {"placed": False, "session": 34, "states": (FINLAND,), "text": BARE}
    return Known(number, Reference("KE", number), bytes([number]) * 32, **{**usual, **changes})


def placed(number: int = 1, **changes: Any) -> Known:
    return known(number, **{"placed": True, "text": f"122.10 {BARE} (Finland);", **changes})


def item(one: Record) -> Item:
    return Item("KE", one, identity_of(one, 0))


def uhri(**changes: Any) -> Item:
    return item(record(**{"text": f"122.10 {BARE} (Finland);", **changes}))


def upr_info(**changes: Any) -> Item:
    return item(record_without_id(**{"text": BARE + ".", "symbol": None, "paragraph": None, **changes}))


def decided(
    *items: Item, there: Collection[Known], similar: Similar = Similar.REFUSE, claimed: Collection[Known] = ()
) -> Settled:
    found = [one for asked in items if (one := doubtful(asked, there))]
    assert len(found) == len(items)
    return settled(found, {("KE", one.identity) for one in claimed}, similar)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("122.10 Dig (Finland);", "dig"),
        ("79.91. Dig (Finland) (Togo).", "dig"),
        ("(122.10) Dig (Finland, Togo)", "dig"),
        ("Dig (art. 14)", "dig art 14"),
        ("Dig (CEDAW) (Finland);", "dig cedaw"),
        ("Dig 12 wells", "dig 12 wells"),
        ("2030 Agenda", "2030 agenda"),
        ("挖井（芬兰）；", "挖 井"),
        ("122.1 (Togo)", ""),
    ],
)
def test_a_number_and_the_recommending_states_are_no_words_of_the_text(text: str, words: str) -> None:
    assert words_of(text, (FINLAND, TOGO, State("芬兰", "FI"))) == words


def test_the_same_words_of_the_same_state_in_the_same_session_are_one() -> None:
    assert doubtful(upr_info(), [placed()]) == Doubtful(upr_info(), same=(placed(),), like=())
    assert doubtful(uhri(), [known()]) == Doubtful(uhri(), same=(known(),), like=())


@pytest.mark.parametrize(
    "other",
    [
        placed(states=(TOGO,)),
        placed(states=()),
        placed(session=21),
        placed(text="122.10 Ratify the Convention against Torture (Finland);"),
    ],
    ids=["another State", "no State", "another session", "other words"],
)
def test_what_differs_in_what_matters_is_another(other: Known) -> None:
    assert doubtful(upr_info(), [other]) is None


def test_two_places_in_documents_are_two() -> None:
    assert doubtful(uhri(annotation_id="b", paragraph="122.11"), [placed()]) is None


def test_a_pledge_meets_pledges_alone() -> None:
    pledge = upr_info(recommending_states=())
    assert doubtful(pledge, [placed()]) is None
    assert doubtful(pledge, [known(states=())]) is not None


def test_without_a_session_the_same_words_are_not_enough() -> None:
    for one in (doubtful(upr_info(), [placed(session=None)]), doubtful(upr_info(session=None), [placed(session=None)])):
        assert one is not None
        assert (one.same, len(one.like)) == ((), 1)


def test_a_text_of_no_words_is_like_nothing() -> None:
    assert doubtful(upr_info(text="(Finland)"), [placed(text="122.10 (Finland);")]) is None


def test_what_the_document_says_stands() -> None:
    assert decided(upr_info(), there=[placed(states=(FINLAND, TOGO))]) == Settled(unchanged=1)


def test_what_had_no_place_takes_it_from_the_document() -> None:
    assert decided(uhri(), there=[known()]) == Settled(taken=[(uhri(), known())])


def test_one_paragraph_for_two_recommendations_is_for_a_person_to_say() -> None:
    both = uhri(recommending_states=(FINLAND, TOGO))
    there = (known(1), known(2, states=(TOGO,)))
    assert decided(both, there=there) == Settled(refused=[(both, there)])
    assert decided(both, there=there, similar=Similar.MERGE) == Settled(refused=[(both, there)])
    assert decided(both, there=there, similar=Similar.ADD) == Settled(new=[both])


def test_like_words_are_for_a_person_to_say() -> None:
    other = upr_info(text=BARE.replace("deep ", ""))
    assert decided(other, there=[known()]) == Settled(refused=[(other, (known(),))])
    assert decided(other, there=[known()], similar=Similar.ADD) == Settled(new=[other])
    assert decided(other, there=[known()], similar=Similar.MERGE) == Settled(taken=[(other, known())])
    assert decided(other, there=[placed()], similar=Similar.MERGE) == Settled(unchanged=1)


def test_what_another_row_of_the_file_is_this_one_is_not() -> None:
    crpd = upr_info(text=BARE.replace("well", "road"))
    assert decided(crpd, there=[known()], claimed=[known()]) == Settled(new=[crpd])


def test_none_is_taken_twice_and_the_order_of_rows_does_not_matter() -> None:
    first, second = uhri(), uhri(annotation_id="b", text=f"122.11 {BARE.replace('deep ', '')} (Finland);")
    for rows in ((first, second), (second, first)):
        assert decided(*rows, there=[known()]) == Settled(taken=[(first, known())], new=[second])
