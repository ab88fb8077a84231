"""Cards of what UPR Info's export brought: no document, issues as themes, pledges that no State recommended."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from stage import Stage

from bot import clock
from formats.recognise import reader
from services.import_file import Import
from simulator.person import Person
from views.texts import Texts

ROWS = (
    ("To", "Text", "From", "Response", "Action", "Issue", "Session"),
    ("QS", "Dig a borehole at each lighthouse.", "Cape Verde", "Noted", "5", "Right to water,General", "21"),
    ("QS", "We shall paint each lighthouse.", "QS", "Voluntary Pledge", "4", "Women's rights", "21"),
)


@pytest.fixture
async def reader_of(stage: Stage, tmp_path: Path, language: str) -> Person:
    """A member of the public, after an import of two rows."""
    path = tmp_path / "upr-info.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(ROWS)
    result = Import(lambda: stage.database.at_once(clock.now()), "en", "QS").run(reader(path).records())
    assert (result.added, result.refused) == (2, [])
    return stage.person("public", language)


async def shown(person: Person, word: str, t: Texts) -> list[str]:
    """The lines of the card of the one recommendation with a word, without spaces: Chinese has none after a colon."""
    await person.says(f"/find {word}")
    found = await person.sees(t("Search: {words}", words=word))
    await person.presses(found.buttons[0][0])
    return (await person.sees(t("Implementation status:"))).text.replace(" ", "").splitlines()


def squeezed(*facts: str) -> list[str]:
    """The facts as `shown` gives them."""
    return [fact.replace(" ", "") for fact in facts]


async def test_a_recommendation_without_document_names_its_session(
    reader_of: Person, stage: Stage, language: str, t: Texts
) -> None:
    lines = await shown(reader_of, "borehole", t)
    facts = squeezed(
        stage.sample.country_names[language],
        t.joined((t("Universal Periodic Review"), t("cycle {number}", number=2), t("session {number}", number=21))),
        f"{t('Position of the State:')} {t('noted')}",
        f"{t.n('Recommending State:', 'Recommending States:', 1)} {t.country('CV', {})}",
        f"{t('Themes:')} {t.series([t('Right to water'), t('General questions')])}",
    )
    assert [fact for fact in facts if fact not in lines] == []
    absent = tuple(squeezed(t("Document:"), t("Kind:")))
    assert [line for line in lines if line.startswith(absent)] == []


async def test_a_pledge_is_called_one_and_has_neither_position_nor_recommending_state(
    reader_of: Person, t: Texts
) -> None:
    lines = await shown(reader_of, "paint", t)
    facts = squeezed(f"{t('Kind:')} {t('voluntary pledge')}", f"{t('Themes:')} {t('Women’s rights')}")
    assert [fact for fact in facts if fact not in lines] == []
    absent = tuple(squeezed(t("Position of the State:"), t.n("Recommending State:", "Recommending States:", 1)))
    assert [line for line in lines if line.startswith(absent)] == []
