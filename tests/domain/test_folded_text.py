"""Text is folded, cut and cleaned without losing anything that can be seen."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.text import (
    LONGEST_WORD,
    MOST_WORDS,
    PREFIX_LETTERS,
    STOP_WORDS,
    Term,
    cleaned,
    fold,
    indexed,
    pages,
    search_terms,
    shortened,
)

ANYTHING = st.text(st.characters(), max_size=80)  # surrogates and controls too
PROSE = st.lists(
    st.sampled_from(["water", "l'eau.", "a;", "人权。", "\n", "\n\n", ". ", "x" * 30, " ", "é"]), max_size=40
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éducation", "education"),
        ("EDUCAÇÃO", "educacao"),
        ("cœur", "coeur"),
        ("ŒUVRE", "oeuvre"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ﬁnance", "finance"),
        ("１６", "16"),
        ("ＡＢＣ", "abc"),
        ("łódź Ærø", "lodz aero"),
        ("한국", "한국"),
        ("人权", "人权"),
    ],
)
def test_words_that_are_typed_alike_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANYTHING)
@example("\u0345ᾳ")
def test_folding_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(ANYTHING)
def test_an_index_holds_words_and_single_spaces(text: str) -> None:
    tokens = indexed(text).split(" ")
    assert all(len(token) <= LONGEST_WORD for token in tokens)
    assert tokens == [""] or all(re.fullmatch(r"[^\W_]+|[\u2e80-\U0003ffff]", token) for token in tokens)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("L'éducation, 2030!", "l education 2030"),
        ("加强人权。", "加 强 人 权"),
        ("UN人权OHCHR", "un 人 权 ohchr"),
        ("122.10 A/HRC/43/15", "122 10 a hrc 43 15"),
        ("snake_case", "snake case"),
        ("\ud800 \0 😀", ""),
        ("x" * 50, "x" * 40),
    ],
)
def test_a_text_is_indexed_as_folded_words_and_single_characters(text: str, index: str) -> None:
    assert indexed(text) == index


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("femmes rurales", (Term(("femmes",), prefix=True), Term(("rurales",), prefix=True))),
        ("femmes FEMMES Femmés", (Term(("femmes",), prefix=True),)),
        ("loi", (Term(("loi",), prefix=True),)),
        ("L1", (Term(("l1",)),)),
        ("人权", (Term(("人", "权")),)),
        ("人权 和 妇女", (Term(("人", "权")), Term(("妇", "女")))),
        ("OHCHR人权", (Term(("ohchr",), prefix=True), Term(("人", "权")))),
        ("de la the 的", ()),
        (" .,;:!? ", ()),
        ("", ()),
    ],
)
def test_what_is_typed_becomes_terms(words: str, terms: tuple[Term, ...]) -> None:
    assert search_terms(words) == terms


@given(ANYTHING)
def test_every_term_is_made_of_words_as_they_are_indexed(words: str) -> None:
    terms = search_terms(words)
    assert len(terms) == len(set(terms)) <= MOST_WORDS
    held = set(indexed(words).split())
    for term in terms:
        assert set(term.tokens) <= held
        assert term.prefix == (len(term.tokens) == 1 and len(term.tokens[0]) >= PREFIX_LETTERS)
        assert not set(term.tokens) & STOP_WORDS


def test_stop_words_stand_folded() -> None:
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS


# --- what people type --------------------------------------------------------------------------------


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@given(ANYTHING)
def test_what_is_cleaned_can_be_stored_and_written(text: str) -> None:
    once = cleaned(text)
    once.encode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", once)
    assert once == once.strip()


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=60))
def test_cleaning_keeps_whatever_can_be_seen(text: str) -> None:
    assert cleaned(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \t b \r\n c\rd ", "a b \n c\nd"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u200b\ufeffa\u00adb", "ab"),
        ("e\u0301", "é"),
        ("a\0b\ud800", "ab"),
        ("👩\u200d👧", "👩\u200d👧"),  # the joiner holds a family together
    ],
)
def test_what_cannot_be_seen_is_dropped(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


# --- cutting -----------------------------------------------------------------------------------------


def _visible(text: str) -> str:
    return "".join(text.split())


@given(PROSE | ANYTHING, st.integers(1, 60))
@example("a", 1)
@example(" " * 70 + "a", 60)
@example("\n" * 70, 60)
def test_pages_lose_nothing_that_can_be_seen_and_none_is_too_long(text: str, most: int) -> None:
    parts = pages(text, most)
    assert _visible("".join(parts)) == _visible(text)
    assert all(len(part) <= most for part in parts)


@given(PROSE | ANYTHING, st.integers(1, 60))
def test_no_page_is_empty_unless_there_is_nothing(text: str, most: int) -> None:
    parts = pages(text, most)
    assert all(part.strip() for part in parts) if text.strip() else len(parts) == 1


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        ("short", 10, ["short"]),
        ("One line.\nAnother line.", 15, ["One line.", "Another line."]),
        ("One sentence. Another.", 16, ["One sentence.", "Another."]),
        ("保护妇女。加强教育。", 6, ["保护妇女。", "加强教育。"]),
        ("wordwordword", 5, ["wordw", "ordwo", "rd"]),
    ],
)
def test_a_page_ends_where_a_reader_would_pause(text: str, most: int, parts: list[str]) -> None:
    assert pages(text, most) == parts


@given(PROSE | ANYTHING, st.integers(1, 60))
def test_what_is_shortened_is_a_line_within_the_limit(text: str, most: int) -> None:
    short = shortened(text, most)
    line = " ".join(text.split())
    assert len(short) <= most
    assert "\n" not in short
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))


def test_a_line_is_cut_between_words_and_not_after_a_comma() -> None:
    assert shortened("Give rural women access, credit", 26) == "Give rural women access…"
    assert shortened("加强人权教育，保护农村妇女的权利", 8) == "加强人权教育…"
