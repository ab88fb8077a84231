"""/menu, /help and /cancel: what a person may do, in which role, and the way out of any step."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from stage import Stage

from db.tables import dialogs, roles
from domain.role import Role
from handlers.registry import registry
from views.texts import Texts, texts

EN = texts("en")
EVERYBODY = {"find", "searches", "overview", "language", "settings", "help"}
OF_INSTITUTION = EVERYBODY | {"mine", "due", "round", "update"}
MAY = {
    "coordinator": EVERYBODY | {"due", "round", "remind", "import", "assign", "export", "review", "invite", "plan"},
    "signing": OF_INSTITUTION | {"plan"},
    "deputy": OF_INSTITUTION | {"asked", "plan"},
    "justice": OF_INSTITUTION | {"invite", "asked", "plan"},
    **dict.fromkeys(("parliament", "judiciary", "nhri", "un"), OF_INSTITUTION | {"invite"}),
}


def labels(names: set[str], t: Texts) -> set[str]:
    """The labels of commands in the menu."""
    return {t(registry().commands[name].description) for name in names}


async def test_menu_shows_what_a_focal_point_may_do(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("/menu")
    menu = await justice.sees(t("Menu"))
    assert {label for row in menu.buttons for label in row} == labels(MAY["justice"], t)
    assert stage.sample.country_names[language] in menu.text
    await justice.presses(t("Due dates"))
    await justice.sees(t("due today"))


@pytest.mark.parametrize("key", MAY)
async def test_the_menu_of_each_role_shows_what_it_may_do_and_nothing_else(stage: Stage, key: str) -> None:
    person = await stage.joined(key)
    await person.says("/menu")
    menu = await person.sees("Menu")
    expected = labels(MAY[key], EN)
    if key == "signing":  # who clears contributions writes none
        expected = expected - {"Report progress"} | {"Clearance"}
    assert {label for row in menu.buttons for label in row} == expected


async def test_the_public_has_no_lists_in_its_menu(stage: Stage) -> None:
    public = stage.person("public")
    await public.says("/menu")
    menu = await public.sees("Menu")
    assert {label for row in menu.buttons for label in row} == labels(EVERYBODY, EN)


async def test_every_button_of_a_menu_leads_somewhere(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/menu")
    menu = await justice.sees("Menu")
    for label in [label for row in menu.buttons for label in row]:
        await justice.says("/menu")
        await justice.presses(label, message=await justice.sees("Settings"))
        await justice.sees("")
    assert not stage.world.notices


async def test_with_several_roles_the_menu_switches_between_them(stage: Stage) -> None:
    person = await stage.joined("justice")
    stage.hour.moves(minutes=1)
    await stage.accepts(person, stage.invites(Role.FOCAL_POINT, "ME"))
    await person.says("/menu")
    menu = await person.sees("Act as")
    assert "Ministry of Education" in menu.text
    stage.hour.moves(minutes=1)
    await person.presses("Act as")
    switched = await person.sees("Ministry of Justice")
    assert switched.message_id == menu.message_id
    assert "Ministry of Justice" in switched.text
    await person.says("/mine")
    mine = await person.sees("My institution’s recommendations")
    assert "Ministry of Justice" in mine.text


async def test_a_role_that_has_ended_cannot_be_acted_in(stage: Stage) -> None:
    person = await stage.joined("justice")
    stage.hour.moves(minutes=1)
    await stage.accepts(person, stage.invites(Role.FOCAL_POINT, "ME"))
    await person.says("/menu")
    await person.sees("Act as")
    first = stage.rows(roles.select().order_by(roles.c.id))[0]
    stage.changes(update(roles).where(roles.c.id == first.id).values(ended_at=stage.hour()))
    await person.presses("Act as")
    await person.notices("This button is no longer valid.")
    await person.says("/mine")
    mine = await person.sees("My institution’s recommendations")
    assert "Ministry of Education" in mine.text


async def test_a_role_that_has_ended_takes_its_lists_with_it(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/mine")
    mine = await justice.sees("›")
    stage.changes(update(roles).values(ended_at=stage.hour()))
    await justice.presses("›", message=mine)
    await justice.sees("This list is for people who act for an institution.")


async def test_help_lists_the_commands_that_the_person_may_use(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("/help")
    page = await justice.sees(t("What you can do here"))
    for name in MAY["justice"] | {"menu"}:
        assert f"/{name} – {t(registry().commands[name].description)}" in page.text
    assert t("Any step can be left with /cancel.") in page.text
    await justice.presses(t("Menu"))
    await justice.sees(t("Settings"))


async def test_help_of_the_public_names_no_list(stage: Stage) -> None:
    public = stage.person("public")
    await public.says("/help")
    page = await public.sees("What you can do here")
    assert "/mine" not in page.text
    assert "/due" not in page.text


async def test_cancel_leaves_the_step_and_only_there_says_so(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    await public.says("/cancel")
    await public.sees(t("There is nothing to cancel."))
    await public.says("/find")
    await public.sees(t("What are you looking for? Write words in any language, or a number such as SI-0123."))
    await public.says("/cancel")
    await public.sees(t("Cancelled."))
    assert stage.count(dialogs) == 0
    await public.says("/cancel")
    await public.sees(t("There is nothing to cancel."))


@pytest.mark.parametrize("asks", ["/find", "zone"])
async def test_cancel_by_button_takes_the_place_of_the_question(stage: Stage, asks: str) -> None:
    public = stage.person("public")
    if asks == "zone":
        await public.says("/settings")
        await public.presses("Time zone")
    else:
        await public.says(asks)
    question = await public.sees("Cancel")
    await public.presses("Cancel")
    left = await public.sees("Cancelled.")
    assert left.message_id == question.message_id
    await public.forges("cancel", message=question)
    await public.sees("There is nothing to cancel.")


@pytest.mark.parametrize("words", ["/nonsense", "/", "/find2 women", "/START2", "/ menu", "//", "/été"])
async def test_an_unknown_command_is_answered_with_help(stage: Stage, words: str) -> None:
    public = stage.person("public")
    await public.says(words)
    await public.sees("Suivi does not know this command.")


@pytest.mark.parametrize("words", ["/MENU", "/menu@suivi_bot", "/Menu@suivi_bot extra words", "/menu\nmore"])
async def test_commands_are_understood_in_any_case_and_with_the_bots_name(stage: Stage, words: str) -> None:
    public = stage.person("public")
    await public.says(words)
    await public.sees("Settings")
