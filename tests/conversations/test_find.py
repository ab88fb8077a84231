"""/find: words in any language, numbers, filters, pages; what a closed country's people alone may see."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, update
from stage import Stage

from db.search_index import index_texts
from db.tables import countries, recommendation_texts, recommendations
from domain.language import NATIVE_NAMES
from domain.role import Role
from services.set_up import add_country
from simulator.person import Person
from simulator.state import Message
from views.labels import FILTERS
from views.texts import Texts, texts

EN = texts("en")
WORDS = {
    "femmes": "QS-0015",
    "FEMMES": "QS-0015",
    "educacao": "QS-0022",
    "educação": "QS-0022",
    "éducation": "QS-0022",
    "education": "QS-0022",
    "人权": "QS-0003",
    "酷刑": "QS-0039",
    "torture": "QS-0039",
    "tortur": "QS-0039",
    "mulheres rurais": "QS-0021",
    "rural women": "QS-0021",
}
NO_SUCH = "There is no such recommendation."


async def found(person: Person, words: str) -> Message:
    """What a search shows in English."""
    await person.says(words)
    return await person.sees("found")


async def test_find_asks_for_words_and_searches_them(stage: Stage, language: str, t: Texts) -> None:
    words = {"en": "women", "fr": "femmes", "pt": "mulheres", "zh": "妇女"}[language]
    public = stage.person("public", language)
    await public.says("/find")
    await public.sees(t("What are you looking for? Write words in any language, or a number such as SI-0123."))
    await public.says(words)
    page = await public.sees(t("Search: {words}", words=words))
    count = 9 if language == "zh" else 10
    assert t.n("{count} recommendation found.", "{count} recommendations found.", count) in page.text
    first = page.text
    await public.presses("›")
    second = await public.sees("2/2")
    assert second.message_id == page.message_id
    assert "QS-0021" in first + second.text


@pytest.mark.parametrize(("words", "reference"), WORDS.items())
async def test_words_find_what_they_should(stage: Stage, words: str, reference: str) -> None:
    public = stage.person("public", "en")
    page = await found(public, f"/find {words}")
    seen = page.text
    while "›" in [label for row in page.buttons for label in row]:
        await public.presses("›", message=page)
        page = await public.sees("‹")
        seen += page.text
    assert reference in seen


async def test_words_without_a_command_are_searched(stage: Stage) -> None:
    public = stage.person("public", "en")
    page = await found(public, "torture")
    assert "3 recommendations found." in page.text


async def test_a_text_is_shown_in_the_readers_language_whatever_was_typed(stage: Stage) -> None:
    public = stage.person("public", "zh-hans")
    await public.says("torture")
    page = await public.sees("QS-0039")
    assert "酷刑" in page.text
    assert "torture" not in page.text.partition("\n")[2]


async def test_where_no_text_has_all_words_those_with_some_are_shown_and_it_says_so(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("torture helicopters")
    page = await public.sees("None has all these words; these have some of them.")
    assert "QS-0039" in page.text or "QS-0001" in page.text


async def test_nothing_found_says_what_to_try(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    await public.says("xylophone")
    await public.sees(t("Nothing was found. Try fewer or other words, or another filter."))
    await public.presses(t("New search"))
    await public.sees(t("What are you looking for? Write words in any language, or a number such as SI-0123."))


@pytest.mark.parametrize("words", ["the", "de la", "!?", "的", "😀😀", "…", "%", '"', "*", "'"])
async def test_words_that_say_nothing_are_refused(stage: Stage, words: str) -> None:
    public = stage.person("public", "en")
    await public.says(words)
    await public.sees("These words are too short, or stand in almost every recommendation.")


@pytest.mark.parametrize(
    "words",
    ["torture OR", "NEAR(torture)", "torture*", '"torture', "torture & !police", "words:torture", "(torture",
     "-torture", "torture' OR 1=1 --", "torture\\", "torture <-> :*"],
)  # fmt: skip
async def test_the_syntax_of_search_engines_is_nothing_but_words(stage: Stage, words: str) -> None:
    public = stage.person("public", "en")
    await public.says(words)
    await public.sees("QS-0039")


@pytest.mark.parametrize(
    "typed",
    [
        "QS-0001",
        "qs-1",
        "QS1",
        "qs 0001",
        "Qs–0001",
        "QS—1",
        "ＱＳ－０００１",
        "/find QS-0001",
        "  qs_1 ",
        "QS - 1",
        "QS-0000001",
    ],
)
async def test_a_number_is_understood_in_many_spellings(stage: Stage, typed: str) -> None:
    public = stage.person("public", "en")
    await public.says(typed)
    card = await public.sees("Implementation status:")
    assert card.text.startswith("QS-0001")


async def answer(person: Person, words: str) -> tuple[str, list[list[str]]]:
    """Text and buttons of what is answered to the words."""
    await person.says(words)
    message = await person.sees("")
    return message.text.replace(words.upper(), "NUMBER"), message.buttons


async def test_a_number_of_a_closed_country_is_answered_like_one_that_does_not_exist(
    stage: Stage, language: str, t: Texts
) -> None:
    public = stage.person("public", language)
    missing = await answer(public, "QS-9999")
    assert missing[0].startswith(t("There is no such recommendation. Check its number (as SI-0123), "
                                   "or search by words: /find"))  # fmt: skip
    stage.changes(update(countries).values(open=False))
    assert await answer(public, "QS-0001") == missing
    assert await answer(public, "XX-0001") == missing
    for data in ("card:QS-0001", "card:QS-9999", "copy:QS-0001", "copy:QS-9999"):
        await public.forges(data)
        shown = await public.sees("")
        assert (shown.text, shown.buttons) == missing


async def test_a_closed_country_is_found_by_its_own_people_alone(stage: Stage) -> None:
    public, justice = stage.person("public", "en"), await stage.joined("justice")
    card = await _card(public, "QS-0001")
    stage.changes(update(countries).values(open=False))
    assert (await found(justice, "torture")).text.count("QS-") == 3
    await public.says("torture")
    await public.sees("Nothing was found.")
    await public.presses("Filter")
    await public.presses("Country")
    await public.sees("None of the results has this information.")
    await public.presses("Copy as text", message=card)
    await public.sees(NO_SUCH)
    await _card(justice, "QS-0001")


async def test_an_earlier_search_of_a_country_closed_since_shows_nothing_more(stage: Stage) -> None:
    public = stage.person("public", "en")
    page = await found(public, "women")
    stage.changes(update(countries).values(open=False))
    await public.presses("›", message=page)
    await public.sees("Nothing was found.")


async def test_an_archived_recommendation_is_not_found_by_words(stage: Stage) -> None:
    stage.changes(update(recommendations).where(recommendations.c.number == 39).values(archived_at=stage.hour()))
    public = stage.person("public", "en")
    assert "2 recommendations found." in (await found(public, "torture")).text


@pytest.mark.parametrize(
    ("by", "value", "count"),
    [("theme", "Prohibition of torture", 3), ("goal", "16 Peace", 3), ("mechanism", "Committee against Torture", 1),
     ("position", "supported", 1), ("country", "Quessania", 3)],
)  # fmt: skip
async def test_a_filter_is_picked_and_taken_away_in_place(stage: Stage, by: str, value: str, count: int) -> None:
    public = stage.person("public", "en")
    page = await found(public, "torture")
    await public.presses("Filter")
    await public.sees("By what shall the search be narrowed?")
    await public.presses(FILTERS[by], message=page)
    offered = await public.sees(" (")
    label = next(label for row in offered.buttons for label in row if label.startswith(value))
    assert label.endswith(f"({count})")
    await public.presses(label, message=page)
    narrowed = await public.sees("found")
    assert f"{count} recommendation" in narrowed.text
    assert f"{FILTERS[by]}: {value}" in narrowed.text
    await public.presses("Filter", message=page)
    await public.presses("✕", message=page)
    widened = await public.sees("3 recommendations found.")
    assert f"{FILTERS[by]}:" not in widened.text
    assert widened.message_id == page.message_id
    assert len([message for message in public.screen if message.from_bot]) == 1


async def test_filters_are_named_in_the_readers_language(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    await public.says("torture")
    await public.presses(t("Filter"))
    for by in ("theme", "goal", "mechanism", "position", "country"):
        await public.presses(t(FILTERS[by]))
        await public.sees(t("Back"))
        await public.presses(t("Back"))
        await public.sees(t("By what shall the search be narrowed?"))
    await public.presses(t("Back"))
    await public.sees(t.n("{count} recommendation found.", "{count} recommendations found.", 3))


async def test_two_filters_narrow_together(stage: Stage) -> None:
    public = stage.person("public", "en")
    await found(public, "women")
    for by, value in (("Mechanism", "Universal Periodic Review"), ("Position of the State", "supported (")):
        await public.presses("Filter")
        await public.presses(by)
        await public.presses(value)
        narrowed = await public.sees("found.")
    assert narrowed.text.count("QS-") == 3
    assert "Mechanism: Universal Periodic Review" in narrowed.text


async def test_values_of_a_filter_are_turned_in_place(stage: Stage) -> None:
    public = stage.person("public", "en")
    page = await found(public, "state")
    await public.presses("Filter")
    await public.presses("Theme")
    first = await public.sees("1/")
    await public.presses("›")
    second = await public.sees("2/")
    assert first.message_id == second.message_id == page.message_id


async def test_a_member_searches_their_country_first_and_can_widen_to_all(stage: Stage) -> None:
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    _copy_to(stage, "CV", 39)
    justice = await stage.joined("justice")
    page = await found(justice, "torture")
    assert "Country: Quessania" in page.text
    assert "CV-0001" not in page.text
    await justice.presses("Filter")
    await justice.presses("✕")
    widened = await justice.sees("4 recommendations found.")
    assert "CV-0001" in widened.text
    await justice.presses("CV-0001")
    await justice.sees(EN.country("CV", {}))


async def test_a_person_of_two_countries_searches_the_one_they_act_for(stage: Stage) -> None:
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    _copy_to(stage, "CV", 39)
    person = await stage.joined("justice")
    stage.hour.moves(minutes=1)
    await stage.accepts(person, stage.invites(Role.COORDINATOR, country="CV"))
    page = await found(person, "torture")
    assert f"Country: {EN.country('CV', {})}" in page.text
    assert "1 recommendation found." in page.text


async def test_a_text_missing_in_the_readers_language_is_shown_with_its_language(stage: Stage) -> None:
    stage.forgets_texts(39, "fr")
    public = stage.person("public", "en")
    page = await found(public, "torture")
    assert "(French)" in page.text


async def test_a_long_search_is_cut_and_still_answered(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("torture " * 500)
    page = await public.sees("3 recommendations found.")
    assert len(page.text.splitlines()[0]) < 100


async def test_changing_the_language_leaves_an_old_search_usable(stage: Stage) -> None:
    public = stage.person("public", "en")
    page = await found(public, "women")
    await public.says("/language fr")
    await public.presses(NATIVE_NAMES["fr"], message=await _languages(public))
    await public.presses("›", message=page)
    french = await public.sees("2/2")
    assert texts("fr")("Search: {words}", words="women") in french.text


async def _languages(person: Person) -> Message:
    await person.says("/language")
    return await person.sees("中文")


async def _card(person: Person, number: str) -> Message:
    await person.says(number)
    return await person.sees("Implementation status:")


def _copy_to(stage: Stage, country: str, number: int) -> None:
    """Give another country a recommendation of the same words."""
    original = stage.rows(recommendations.select().where(recommendations.c.number == number))[0]._asdict()
    kept = {name: value for name, value in original.items() if name not in {"id", "country", "number"}}
    stage.changes(insert(recommendations).values(country=country, number=1, **kept))
    copy = int(stage.rows(recommendations.select().where(recommendations.c.country == country))[0].id)
    stage.changes(
        insert(recommendation_texts).values(recommendation_id=copy, language="en", text="End torture in custody.")
    )
    text_id = int(
        stage.rows(recommendation_texts.select().where(recommendation_texts.c.recommendation_id == copy))[0].id
    )
    with stage.database.at_once(stage.hour()) as work:
        index_texts(work, [(text_id, "End torture in custody.")])
