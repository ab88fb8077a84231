"""What people type finds what they mean, in four languages and on both engines alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from postgresql import Server
from records import record
from search_corpus import CORPUS, TEXTS
from sqlalchemy import text

from db.engine import parsed, reading, writing
from db.facets import Facet, facets
from db.filters import Filters
from db.queries.listed import listed
from db.sealing import Sealer
from db.search import Found, search, search_ids
from db.search_index import index_texts
from db.transaction import at_once
from db.work import Work
from domain.text import search_terms
from services.import_file import Import, Imported

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EVERYTHING = Filters()
# Numbers are given in the order of the import: by language, then as they stand in the corpus.
IDS = {"e1": "KE-0001", "e2": "KE-0002", "e5": "KE-0003", "f2": "KE-0004", "c2": "KE-0005"} | {
    "e3": "MZ-0001", "p1": "MZ-0002", "c1": "MZ-0003", "e4": "TD-0001", "f1": "TD-0002"
}  # fmt: skip
NAMES = {reference: name for name, reference in IDS.items()}


def _filled(url: str, sealer: Sealer) -> str:
    engine = writing(parsed(url))
    for language, records in CORPUS.items():
        Import(lambda: at_once(engine, sealer, NOW), language).run(records)
    return url


@pytest.fixture(scope="module")
def sqlite_corpus(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, sealer: Sealer) -> str:
    path = tmp_path_factory.mktemp("corpus") / "corpus.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return _filled(f"sqlite:///{path}", sealer)


@pytest.fixture(scope="module")
def postgresql_corpus(postgresql: Server, postgresql_template: str, sealer: Sealer) -> str:
    postgresql.execute(f"CREATE DATABASE corpus TEMPLATE {postgresql_template}")
    return _filled(postgresql.url("corpus"), sealer)


@pytest.fixture
def corpus(engine_name: str, request: pytest.FixtureRequest, sealer: Sealer) -> Iterator[Work]:
    """Work on the corpus; what a test does to it is undone."""
    engine = writing(parsed(request.getfixturevalue(f"{engine_name}_corpus")))
    with engine.connect() as connection, connection.begin() as transaction:
        yield Work(connection, sealer, NOW)
        transaction.rollback()


def _names(work: Work, found: Found) -> list[str]:
    lines = listed(work, found.ids, "en", None)
    return [NAMES[str(lines[id_].reference)] for id_ in found.ids]


def searched(work: Work, words: str, filters: Filters = EVERYTHING, reader: str = "en") -> tuple[list[str], bool]:
    """What is found of `words`, the best first, and whether it is partial."""
    found = search(work, search_terms(words), filters, reader, 50, 0)
    assert found.total == len(found.ids)
    return _names(work, found), found.partial


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("torture", {"e1", "e2"}),
        ("TORTURE", {"e1", "e2"}),
        ("tortur", {"e1", "e2"}),
        ("tor", {"e1", "e2"}),
        ("to", set()),  # of two letters: a whole word, and no prefix
        ("un", set()),  # a stop word: one of the articles
        ("law", {"e4"}),
        ("L1", {"e5"}),
        ("L", set()),
        ("femmes rurales", {"f1"}),
        ("femme rural", {"f1"}),
        ("rural women", {"e3"}),
        ("women rural", {"e3"}),
        ("educacao", {"p1"}),
        ("educação", {"p1"}),
        ("EDUCAÇÃO", {"p1"}),
        ("educac\u0327a\u0303o", {"p1"}),
        ("éducation", {"f1"}),
        ("education", {"f1"}),
        ("coeur", {"f1"}),
        ("cœur", {"f1"}),
        ("CŒUR", {"f1"}),
        ("oeuvre", {"f2"}),
        ("œuvre", {"f2"}),
        ("l'abolition", {"f2"}),
        ("人权", {"c1"}),
        ("酷刑", {"e1"}),
        ("刑", {"e1"}),
        ("权利", {"c1"}),
        ("权力", {"c2"}),
        ("农村妇女", {"c1"}),
        ("人权 妇女", {"c1"}),
        ("人权,妇女。", {"c1"}),
        ("第16条", {"c2"}),
        ("１６", {"c2"}),  # full-width digits
        ("2030", {"e3"}),
        ("203", {"e3"}),
        ("A/RES/70/1", {"e3"}),
        ("ill-treatment", {"e1"}),
        ("prevent torture detention", {"e1"}),
    ],
)
def test_words_find_what_people_mean(words: str, expected: set[str], corpus: Work) -> None:
    if not search_terms(words):
        assert expected == set()
        return
    found, partial = searched(corpus, words)
    assert set(found) == expected
    assert partial is False or not expected


def test_where_nothing_has_all_the_words_the_best_partial_matches_are_flagged(corpus: Work) -> None:
    found, partial = searched(corpus, "rural torture convention")
    assert partial
    assert set(found) == {"e1", "e2", "e3", "f1"}
    assert found[0] == "e2"
    assert searched(corpus, "nowhere") == ([], False)
    assert searched(corpus, "nowhere neither") == ([], True)


def test_of_texts_that_are_alike_the_one_in_the_readers_language_comes_first(
    work: Work, bring: Callable[..., Imported]
) -> None:
    bring(record(annotation_id="pt", text="Eliminar o trabalho infantil"), language="pt")
    bring(record(annotation_id="es", text="Eliminar el trabajo infantil"), language="es")
    for language in ("pt", "es", "pt"):
        found = search(work, search_terms("infantil eliminar"), EVERYTHING, language, 5, 0)
        assert listed(work, found.ids, language, None)[found.ids[0]].language == language


def test_without_words_all_are_found_by_country_and_number(corpus: Work) -> None:
    found = search(corpus, (), EVERYTHING, "en", 50, 0)
    assert [IDS[name] for name in _names(corpus, found)] == sorted(IDS.values())


def test_pages_follow_one_another_and_a_page_too_far_still_says_how_many(corpus: Work) -> None:
    terms = search_terms("torture rural education 权利 law")
    whole = search(corpus, terms, EVERYTHING, "en", 50, 0)
    parts = [search(corpus, terms, EVERYTHING, "en", 2, skip) for skip in range(0, whole.total, 2)]
    assert tuple(id_ for part in parts for id_ in part.ids) == whole.ids
    assert {part.total for part in parts} == {whole.total}
    assert search(corpus, terms, EVERYTHING, "en", 2, 100) == Found((), whole.total, partial=True)


def _key(work: Work, by: str, label: str) -> str:
    return next(facet.key for facet in facets(work, (), EVERYTHING, by) if facet.label == label)


def test_a_search_is_narrowed_by_each_filter(corpus: Work) -> None:
    def found(words: str = "", **to: object) -> set[str]:
        return set(searched(corpus, words, replace(EVERYTHING, **to))[0])

    water, treaties = (int(_key(corpus, "theme", label)) for label in ("Water", "Treaties"))
    committee = int(_key(corpus, "mechanism", "CAT"))
    assert found(country="MZ") == {"e3", "p1", "c1"}
    assert found("rural", country="MZ") == {"e3"}
    assert found("torture", theme=water) == {"e1"}
    assert found(theme=treaties) == {"e2"}
    assert found(goal=16) == {"e2"}
    assert found("rural", goal=6) == {"e3", "f1"}
    assert found(goal=17) == set()
    assert found(mechanism=committee) == found(mechanism=committee, theme=treaties, goal=16) == {"e2"}
    assert found(position="noted") == {"e3"}
    assert found("torture", position="noted") == set()
    assert found("torture", country="MZ") == set()


def test_a_closed_country_is_found_by_its_own_people_alone(corpus: Work) -> None:
    corpus.execute(text("UPDATE countries SET open = :no WHERE code = 'MZ'").bindparams(no=False))
    own = Filters(readable=("MZ",))
    for words in ("rural", ""):
        assert not set(searched(corpus, words)[0]) & {"e3", "p1", "c1"}
        assert "e3" in searched(corpus, words, own)[0]
    assert searched(corpus, "", Filters(country="MZ"))[0] == []
    assert "MZ" not in {facet.key for facet in facets(corpus, (), EVERYTHING, "country")}
    assert "MZ" in {facet.key for facet in facets(corpus, (), own, "country")}
    assert "Land" not in {facet.label for facet in facets(corpus, search_terms("rural"), EVERYTHING, "theme")}


def test_what_was_archived_is_not_found(corpus: Work) -> None:
    corpus.execute(text("UPDATE recommendations SET archived_at = created_at WHERE country = 'KE'"))
    assert searched(corpus, "torture") == ([], False)


def _decide(work: Work, table: str, name: str, decision: str, **values: object) -> None:
    """Add or remove a classification as a country does."""
    country, number = IDS[name].split("-")
    where = "recommendation_id = (SELECT id FROM recommendations WHERE country = :country AND number = :number)"
    column, value = next(iter(values.items()))
    known = {"country": country, "number": int(number), "value": value, "decision": decision}
    set_ = text(f"UPDATE {table} SET national = :decision WHERE {where} AND {column} = :value")  # noqa: S608
    if work.execute(set_, known).rowcount == 0:
        add = text(
            f"INSERT INTO {table} (recommendation_id, {column}, place, in_source, national)"  # noqa: S608
            " SELECT id, :value, 9, 0, :decision FROM recommendations WHERE country = :country AND number = :number"
        )
        work.execute(add, known)


def test_the_countrys_own_classification_decides(corpus: Work) -> None:
    water, land = (int(_key(corpus, "theme", label)) for label in ("Water", "Land"))
    goal_5 = corpus.one(text("SELECT id FROM sdgs WHERE goal = 5")).id
    _decide(corpus, "recommendation_themes", "e3", "removed", theme_id=water)
    _decide(corpus, "recommendation_themes", "p1", "added", theme_id=land)
    _decide(corpus, "recommendation_sdgs", "e3", "removed", sdg_id=goal_5)
    _decide(corpus, "recommendation_sdgs", "e4", "added", sdg_id=goal_5)
    corpus.execute(text("UPDATE recommendations SET national_position = 'noted' WHERE country = 'TD'"))
    assert "e3" not in searched(corpus, "", Filters(theme=water))[0]
    assert set(searched(corpus, "", Filters(theme=land))[0]) == {"e3", "p1"}
    assert searched(corpus, "", Filters(goal=5))[0] == ["e4"]
    assert set(searched(corpus, "", Filters(position="noted"))[0]) == {"e3", "e4", "f1"}
    assert Facet(str(land), "Land", 2) in facets(corpus, (), EVERYTHING, "theme")
    assert Facet("5", "5", 1) in facets(corpus, (), EVERYTHING, "goal")
    assert Facet("noted", "noted", 3) in facets(corpus, (), EVERYTHING, "position")


def test_facets_count_what_is_found(corpus: Work) -> None:
    def counted(words: str, by: str, filters: Filters = EVERYTHING) -> dict[str, int]:
        return {facet.label: facet.count for facet in facets(corpus, search_terms(words), filters, by)}

    assert counted("", "country") == {"KE": 5, "MZ": 3, "TD": 2}
    assert counted("torture", "mechanism") == {"UPR": 1, "CAT": 1}
    assert counted("torture", "theme") == {"Water": 1, "Health": 1, "Treaties": 1}
    assert counted("", "position") == {"supported": 8, "noted": 1}
    assert counted("rural", "goal") == {"5": 1, "6": 2}
    assert counted("rural torture convention", "country") == {"KE": 2, "MZ": 1, "TD": 1}
    assert counted("nowhere", "theme") == {}


@pytest.mark.parametrize("by", ["theme", "goal", "mechanism", "position", "country"])
def test_a_facet_counts_what_its_filter_finds(by: str, corpus: Work) -> None:
    others = Filters(country="KE") if by != "country" else Filters(goal=6)
    offered = facets(corpus, (), others, by)
    assert offered
    assert [facet.count for facet in offered] == sorted((facet.count for facet in offered), reverse=True)
    for facet in offered:
        value = int(facet.key) if by in {"theme", "goal", "mechanism"} else facet.key
        assert len(searched(corpus, "", replace(others, **{by: value}))[0]) == facet.count


def test_a_facet_in_force_is_counted_as_if_it_were_not(corpus: Work) -> None:
    assert len(facets(corpus, (), Filters(country="KE"), "country")) == 3


def test_ids_are_those_that_the_search_finds(corpus: Work) -> None:
    for words, some in (("torture", True), ("rural convention", True), ("rural convention", False), ("", True)):
        terms = search_terms(words)
        ids = [row.id for row in corpus.all(search_ids(corpus, terms, EVERYTHING, some=some))]
        found = search(corpus, terms, EVERYTHING, "en", 50, 0)
        assert sorted(ids) == (sorted(found.ids) if some or not found.partial else [])


def test_a_text_indexed_anew_is_found_by_its_new_words_alone(corpus: Work) -> None:
    row = corpus.one(text("SELECT id FROM recommendation_texts WHERE text LIKE 'End the death%'"))
    index_texts(corpus, [(row.id, "Abolir a pena de morte")])
    index_texts(corpus, [])
    assert searched(corpus, "death penalty") == ([], True)
    assert searched(corpus, "pena morte")[0] == ["e4"]


@pytest.mark.parametrize(
    "word", ["1e5x", "5e", "0x1fz", "ab\u09f4cd", "ab\u19b0cd", "ab\U0001e922cd", "𠮷", "\U00030000"]
)
def test_a_word_stays_one_word_whatever_the_engines_parser_makes_of_it(word: str, corpus: Work) -> None:
    row = corpus.one(text("SELECT id FROM recommendation_texts WHERE text LIKE 'End the death%'"))
    index_texts(corpus, [(row.id, f"before {word} after")])
    assert searched(corpus, word) == (["e4"], False)
    assert searched(corpus, f"{word}{word}") == ([], False)


def test_a_phrase_at_the_end_of_the_longest_text_is_found(corpus: Work) -> None:
    row = corpus.one(text("SELECT id FROM recommendation_texts WHERE text LIKE 'End the death%'"))
    index_texts(corpus, [(row.id, "word " * 10_000 + "末尾 finale")])
    assert searched(corpus, "finale")[0] == ["e4"]


# --- both engines alike, whatever is typed -----------------------------------------------------------

Both = Callable[[str], set[tuple[int, ...]]]


@pytest.fixture(scope="module")
def both(sqlite_corpus: str, postgresql_corpus: str, sealer: Sealer) -> Iterator[Both]:
    """Searches the corpus on both engines; returns the different answers, one where they agree."""
    connections = [reading(parsed(url)).connect() for url in (sqlite_corpus, postgresql_corpus)]

    def answers(words: str) -> set[tuple[int, ...]]:
        found = set()
        for connection in connections:
            with connection.begin():
                work = Work(connection, sealer, NOW)
                page = search(work, search_terms(words), EVERYTHING, "en", 50, 0)
                found.add((page.total, page.partial, *sorted(page.ids)))
                facets(work, search_terms(words), EVERYTHING, "theme")
        return found

    yield answers
    for connection in connections:
        connection.close()


HOSTILE = r"""
" "" "torture ' ''; -- '; DROP TABLE search_texts; -- torture AND
AND OR NOT NEAR | NEAR(torture) | torture NEAR women | NOT torture | torture OR | OR torture
* | torture* | *torture | words:torture | rowid:1 | -torture | ^torture | torture:* | !torture | torture & !women
torture <-> women | torture<2>women | ( | ) | ((torture) | {torture} | +torture | \ | % | _ | tor_ture
<-> | &|!()<->:* | search_texts | 人 * 权 | 人:*权 | 😀 | torture😀 | 1e5 | 0x1f | 1.5 | 16.3
http://x.y/z | a@b.c | ² | Ⅷ | ﬁ | ſ | ß | İstanbul
"""
UNSEEN = [
    "\t\n",
    "torture\u2028women",
    "\u200btorture",
    "torture\ud800",
    "torture\u0345",
    "torture\U0001e900",
    "ꟊtorture",
]


@pytest.mark.parametrize("words", [one for line in HOSTILE.splitlines() for one in (line, *line.split(" | "))] + UNSEEN)
def test_what_looks_like_a_query_is_only_words(words: str, both: Both) -> None:
    assert len(both(words)) == 1


_WORDS = sorted({word for one in TEXTS for word in one.split()})
_KNOWN = st.sampled_from(_WORDS)
_PARTS = st.builds(lambda word, start, end: word[start:end], _KNOWN, st.integers(0, 3), st.integers(1, 9))
_STRANGE = st.text(st.characters(exclude_characters="\0"), max_size=4)
_OPERATORS = st.sampled_from(
    ['"', "AND", "OR", "NEAR", "NOT", "*", ":", "&", "|", "!", "(", ")", "<->", "'", "\\", "-"]
)


@given(
    parts=st.lists(_KNOWN | _PARTS | _STRANGE | _OPERATORS, max_size=5),
    between=st.sampled_from(["", " "]),
)
@settings(max_examples=400)
@example(parts=["torture", "\U0001e900"], between="")
def test_both_engines_find_the_same_whatever_is_typed(parts: list[str], between: str, both: Both) -> None:
    assert len(both(between.join(parts))) == 1
