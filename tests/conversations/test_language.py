"""/language, and the language in which somebody is answered who has chosen none."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from stage import EVERY_LANGUAGE, Stage

from db.tables import countries
from domain.language import NATIVE_NAMES
from views.texts import Texts, texts


async def test_language_is_chosen_by_button(stage: Stage, language: str, t: Texts) -> None:
    person = stage.person("public", "fr" if language == "en" else "en")
    await person.says("/language")
    await person.presses(NATIVE_NAMES[language])
    await person.sees(t("Suivi: follow-up of human rights recommendations"))
    await person.says("/help")
    await person.sees(t("What you can do here"))


async def test_the_chosen_language_is_marked_in_place(stage: Stage) -> None:
    person = stage.person("public", "en")
    await person.says("/language")
    asked = await person.sees("In which language")
    await person.presses("Português")
    await stage.settles()
    assert asked.edited
    assert "✓ Português" in [label for row in asked.buttons for label in row]


@pytest.mark.parametrize("typed", ["pt", "PT", " pt ", "pt\u200b"])
async def test_language_can_be_named_behind_the_command(stage: Stage, typed: str) -> None:
    person = stage.person("public", "en")
    await person.says(f"/language {typed}")
    await person.sees(texts("pt")("Menu"))
    await person.says("/settings")
    await person.sees("Português")


@pytest.mark.parametrize("typed", ["de", "klingon", "<b>fr</b>", "fr pt", "x" * 4000])
async def test_a_language_that_suivi_does_not_speak_is_refused(stage: Stage, typed: str) -> None:
    person = stage.person("public", "en")
    await person.says(f"/language {typed}")
    refused = await person.sees("Suivi does not speak")
    assert typed[:50] in refused.text
    await person.says("/settings")
    await person.sees("English")


@pytest.mark.parametrize(
    ("code", "language"),
    [("pt-br", "pt"), ("zh-hans", "zh"), ("zh-hant-raw", "zh"), ("fr", "fr"), ("en-GB", "en"), ("de", "en"), ("", "en"),
     ("PT_BR", "pt"), ("xx-" + "y" * 60, "en"), ("\x00", "en")],
)  # fmt: skip
async def test_telegrams_language_decides_at_first(stage: Stage, code: str, language: str) -> None:
    person = stage.world.person("Somebody", code)
    await person.says("/help")
    await person.sees(texts(language)("What you can do here"))


@pytest.mark.parametrize("country_language", EVERY_LANGUAGE)
async def test_where_telegrams_language_is_not_spoken_the_countrys_is(stage: Stage, country_language: str) -> None:
    stage.changes(update(countries).values(language=country_language))
    person = stage.world.person("Justice", "de")
    await person.says(f"/start {stage.code('justice')}")
    await person.presses("Confirm")
    await person.sees(texts(country_language)("Welcome. The role has taken effect."))
