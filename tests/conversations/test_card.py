"""The card of a recommendation: every fact, each language, who sees which part, long texts, the card to be copied."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from stage import Stage

from db.tables import recommendation_texts, recommendations
from domain.record import Position
from simulator.person import Person
from simulator.state import Message
from views.labels import POSITIONS
from views.texts import Texts


async def opened(person: Person, number: str) -> Message:
    """The card of a number."""
    await person.says(number)
    return await person.sees(f"{number}, ")


async def test_the_card_shows_every_fact_in_the_readers_language(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("QS-0004")
    card = await justice.sees(t("{reference}, paragraph {paragraph}", reference="QS-0004", paragraph="112.31"))
    facts = [
        stage.sample.country_names[language],
        t.joined((t("Universal Periodic Review"), t("cycle {number}", number=3))),
        f"{t('Document:')} {t.joined(('A/HRC/43/QSA', t.date(date(2019, 12, 13))))}",
        f"{t('Position of the State:')} {t('supported')}",
        f"{t.n('Recommending State:', 'Recommending States:', 1)} {t.country('BW', {})}",
        f"{t('Themes:')} {t('Conditions of detention')}",
        f"{t('Affected persons:')} {t('Persons deprived of their liberty & detainees')}",
        f"{t('SDG:')} 16",
        f"{t('Lead institution:')} {_name(stage, 'MJ', language)}",
        t.aside(t("due today"), t.date(date(2026, 3, 2))),
        f"{t('Supporting institution:')} {_name(stage, 'MI', language)}",
        f"{t('Implementation status:')} {t('no information received')}",
        {"en": "prison overcrowding", "fr": "surpopulation", "pt": "sobrelota", "zh": "监狱"}[language],
    ]
    assert [fact for fact in facts if _squeezed(fact) not in _squeezed(card.text)] == []
    steps = [
        "Report progress",
        "Ask a unit",
        "Acknowledge",
        "Ask for more time",
        "Not our competence",
        "Supporting institutions",
        "Plan",
        "History",
    ]
    assert [label for row in card.buttons for label in row] == [t(label) for label in (*steps, "Copy as text", "Menu")]


async def test_the_card_as_text_holds_everything_and_no_markup(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("QS-0004")
    card = await justice.sees(t("Copy as text"))
    await justice.presses(t("Copy as text"))
    copy = await justice.sees("QS-0004")
    assert copy.message_id != card.message_id
    assert copy.text.splitlines() == card.text.splitlines() or copy.text.replace("\n", "") == card.text.replace(
        "\n", ""
    )
    assert copy.content.get("entities", []) == []
    assert copy.markup is None


async def test_an_associated_institutions_date_is_shown_to_it_and_to_the_coordinator_alone(stage: Stage) -> None:
    interior = await stage.joined("interior")
    card = await opened(interior, "QS-0004")
    assert "Supporting institution: Ministry of the Interior · due today (2 March 2026)" in card.text
    assert "Lead institution: Ministry of Justice\n" in card.text
    nadege = await stage.joined("coordinator")
    card = await opened(nadege, "QS-0004")
    assert card.text.count("due today (2 March 2026)") == 3


async def test_the_public_sees_neither_institutions_nor_dates(stage: Stage) -> None:
    public = stage.person("public", "en")
    card = await opened(public, "QS-0004")
    assert "Lead institution" not in card.text
    assert "Supporting institution" not in card.text
    assert "Ministry" not in card.text
    assert "due today" not in card.text
    assert "Implementation status: no information received" in card.text


async def test_an_independent_body_sees_no_other_institution(stage: Stage) -> None:
    amina = await stage.joined("parliament")
    card = await opened(amina, "QS-0004")
    assert "Ministry" not in card.text


@pytest.mark.parametrize("position", list(Position))
async def test_the_card_shows_each_position(stage: Stage, position: Position) -> None:
    public = stage.person("public", "en")
    stage.changes(update(recommendations).where(recommendations.c.number == 4).values(position=position.value))
    card = await opened(public, "QS-0004")
    assert f"Position of the State: {POSITIONS[position]}\n" in card.text


async def test_the_countrys_own_position_goes_before_the_sources(stage: Stage) -> None:
    public = stage.person("public", "en")
    stage.changes(update(recommendations).where(recommendations.c.number == 4).values(national_position="noted"))
    assert "Position of the State: noted" in (await opened(public, "QS-0004")).text


async def test_a_concern_is_named_as_one_and_has_no_position(stage: Stage) -> None:
    public = stage.person("public", "en")
    card = await opened(public, "QS-0030")
    assert "Kind: concern or observation" in card.text
    assert "Position of the State" not in card.text
    assert "Committee on the Elimination of Discrimination against Women" in card.text


async def test_an_archived_recommendation_is_marked(stage: Stage) -> None:
    public = stage.person("public", "en")
    stage.changes(update(recommendations).values(archived_at=stage.hour()))
    assert "Archived" in (await opened(public, "QS-0004")).text


async def test_a_text_in_another_language_is_named(stage: Stage, language: str, t: Texts) -> None:
    other = "fr" if language != "fr" else "pt"
    stage.forgets_texts(4, other)
    public = stage.person("public", language)
    await public.says("QS-0004")
    card = await public.sees(t("Copy as text"))
    note = t("text available only in {language}", language=t.language_name(other))
    assert note[1:] in card.text


async def test_of_several_other_languages_the_countrys_is_shown(stage: Stage) -> None:
    stage.forgets_texts(4, "fr", "pt", "zh")
    public = stage.person("public", "en")
    card = await opened(public, "QS-0004")
    assert "Shown in French" in card.text
    assert "surpopulation" in card.text


async def test_a_national_translation_is_called_unofficial(stage: Stage) -> None:
    stage.changes(update(recommendation_texts).values(origin="national"))
    public = stage.person("public", "en")
    assert "Unofficial translation" in (await opened(public, "QS-0004")).text


async def test_a_recommendation_without_any_text_still_has_a_card(stage: Stage) -> None:
    stage.forgets_texts(4)
    public = stage.person("public", "en")
    card = await opened(public, "QS-0004")
    assert "without text" in card.text
    await public.presses("Copy as text")
    await public.sees("QS-0004")
    await public.forges("text:QS-0004:1", message=card)
    await public.sees("QS-0004")


async def test_a_long_text_is_folded(stage: Stage) -> None:
    stage.rewrites(4, "The State should act. " * 40)
    public = stage.person("public", "en")
    card = await opened(public, "QS-0004")
    assert "expandable_blockquote" in [entity["type"] for entity in card.content["entities"]]
    assert "Read all" not in str(card.buttons)


@pytest.mark.parametrize(
    "sentence",
    [
        "Number {}: the State should act. ",
        "第{}条：国家应当采取行动。",
        "{} 😀👩‍👩‍👧‍👦𠀀 <b>&amp; ",
        "word{}word",
        "𠀀{}𠀀😀😀",
    ],
)
async def test_a_text_of_20000_characters_is_read_in_pages_and_nothing_is_lost(stage: Stage, sentence: str) -> None:
    text, number = "", 0
    while len(text) < 20_000:
        number += 1
        text += sentence.format(number)
    stage.rewrites(4, text)
    public = stage.person("public", "en")
    card = await opened(public, "QS-0004")
    await public.presses("Read all")
    page = await public.sees("1/")
    assert page.message_id == card.message_id
    pages = [page.text.partition("\n")[2]]
    while any(label == "›" for row in page.buttons for label in row):
        await public.presses("›", message=page)
        page = await public.sees(f"{len(pages) + 1}/")
        pages.append(page.text.partition("\n")[2])
    assert "".join("".join(pages).split()) == "".join(text.split())
    await public.presses("QS-0004", message=page)
    await public.sees("Implementation status:")


async def test_a_long_text_is_copied_whole_part_after_part(stage: Stage) -> None:
    text = " ".join(f"sentence number {number}." for number in range(800))
    stage.rewrites(4, text)
    public = stage.person("public", "en")
    await opened(public, "QS-0004")
    await public.presses("Copy as text")
    part = await public.sees("sentence number 0.")
    copied = part.text
    while part.buttons:
        await public.presses("›", message=part)
        part = await public.sees("sentence")
        copied += " " + part.text
    assert " ".join(text.split()) in " ".join(copied.split())
    assert copied.startswith("QS-0004")


async def test_a_page_beyond_the_last_is_the_last(stage: Stage) -> None:
    stage.rewrites(4, "The State should act. " * 400)
    public = stage.person("public", "en")
    card = await opened(public, "QS-0004")
    await public.forges("text:QS-0004:999", message=card)
    page = await public.sees("QS-0004")
    assert page.buttons[0][-1].split("/")[0] == page.buttons[0][-1].split("/")[1]


def _name(stage: Stage, code: str, language: str) -> str:
    from db.tables import institutions

    return str(stage.rows(institutions.select().where(institutions.c.code == code))[0].names[language])


def _squeezed(text: str) -> str:
    """Without spaces, of which Chinese has none between a label and its value."""
    return "".join(text.split())
