"""What is sealed opens with the same key for the same purpose, and in no other way."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.sealing import KEY_BYTES, SealBroken, Sealer, new_secret

SEALER = Sealer(bytes(range(KEY_BYTES)))
OTHER = Sealer(bytes(KEY_BYTES))
PURPOSES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ANY_TEXT = st.text(st.characters(), max_size=20)  # halves of surrogate pairs too: JSON can hold them
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=10,
)


@given(PURPOSES, st.binary(max_size=300))
def test_what_was_sealed_opens(purpose: str, data: bytes) -> None:
    sealed = SEALER.seal(purpose, data)
    assert len(sealed) == len(data) + 29
    assert SEALER.open(purpose, sealed) == data
    assert SEALER.open(purpose, memoryview(sealed)) == data  # as psycopg may give it


@given(PURPOSES, JSON)
@example("update", {"text": "\ud800", "\udfff": ["\ud83d\ude00"]})
def test_json_values_come_back_even_with_half_a_surrogate(purpose: str, value: object) -> None:
    assert SEALER.open_json(purpose, SEALER.seal_json(purpose, value)) == value


def test_the_same_value_is_never_sealed_the_same_way_twice() -> None:
    assert SEALER.seal("update", b"same") != SEALER.seal("update", b"same")


@given(PURPOSES, PURPOSES, st.binary(max_size=30))
def test_another_purpose_does_not_open(purpose: str, other: str, data: bytes) -> None:
    if purpose == other:
        other += "."
    with pytest.raises(SealBroken):
        SEALER.open(other, SEALER.seal(purpose, data))


@given(st.binary(max_size=30))
def test_another_key_does_not_open(data: bytes) -> None:
    with pytest.raises(SealBroken):
        OTHER.open("update", SEALER.seal("update", data))


def test_any_flipped_bit_breaks_the_seal() -> None:
    sealed = SEALER.seal("update", b"whom it concerns")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            SEALER.open("update", bytes(changed))


def test_anything_cut_off_or_added_breaks_the_seal() -> None:
    sealed = SEALER.seal("update", b"whom it concerns")
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            SEALER.open("update", sealed[:length])
    with pytest.raises(SealBroken):
        SEALER.open("update", sealed + b"\0")


@given(st.binary(max_size=60))
def test_bytes_that_were_never_sealed_do_not_open(blob: bytes) -> None:
    with pytest.raises(SealBroken):
        SEALER.open("update", blob)


@given(PURPOSES, ANY_TEXT)
def test_look_ups_repeat_and_differ_by_key_purpose_and_value(purpose: str, value: str) -> None:
    found = SEALER.lookup(purpose, value)
    assert len(found) == 32
    assert found == Sealer(bytes(range(KEY_BYTES))).lookup(purpose, value)
    others = [OTHER.lookup(purpose, value), SEALER.lookup(f"{purpose}.", value), SEALER.lookup(purpose, f"{value}.")]
    assert found not in others


def test_a_secret_has_32_bytes_and_is_never_the_same() -> None:
    assert len(new_secret()) == KEY_BYTES
    assert new_secret() != new_secret()
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(b"short")
