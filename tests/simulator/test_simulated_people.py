"""People converse with a bot, wait no longer than they must, and tell what they saw when it does not come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from simulator.person import Person
from simulator.world import World

MENU = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Report progress", callback_data="report"),
            InlineKeyboardButton("Report later", callback_data="later"),
        ],
        [InlineKeyboardButton("Read", url="https://example.org")],
    ]
)


async def answer(bot: Bot, update: Update) -> None:
    """A little bot: a menu, an edit with a notice, and an echo."""
    match update.callback_query, update.message:
        case CallbackQuery(message=Message() as pressed) as query, _:
            await query.answer(f"Noted: {query.data}")
            await pressed.edit_text(f"You chose {query.data}")
        case _, Message(text="/due") as asked:
            await bot.send_message(asked.chat_id, "<b>SI-0001</b> in 12 days", parse_mode="HTML", reply_markup=MENU)
        case _, Message() as said:
            await bot.send_message(said.chat_id, f"I got {said.text or 'that'}")
        case _:
            pass


@pytest.fixture
async def running(bot: Bot) -> AsyncIterator[None]:
    async def run() -> None:
        offset = None
        while True:
            for update in await bot.get_updates(offset=offset, timeout=10):
                await answer(bot, update)
                offset = update.update_id + 1

    task = asyncio.create_task(run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.usefixtures("running")
async def test_a_conversation_reads_as_one(justice: Person) -> None:
    await justice.says("/due")
    card = await justice.sees("in 12 days")
    assert card.buttons == [["Report progress", "Report later"], ["Read"]]
    await justice.presses("progress")
    await justice.notices("Noted: report")
    assert await justice.sees("You chose report") is card
    assert card.edited
    assert [(m.text, m.buttons, m.edited, m.from_bot) for m in justice.screen] == [
        ("/start", [], False, False),
        ("/due", [], False, False),
        ("You chose report", [], True, True),
    ]


@pytest.mark.usefixtures("running")
async def test_labels_can_be_seen_and_must_be_told_apart(justice: Person) -> None:
    await justice.says("/due")
    card = await justice.sees("Report progress")
    with pytest.raises(AssertionError, match="a button 'Report'"):
        await justice.presses("Report", timeout=0.05)
    with pytest.raises(ValueError, match="nothing is sent by the button"):
        await justice.presses("Read", message=card)
    await justice.presses("Report later", message=card)
    await justice.sees("You chose later")


@pytest.mark.usefixtures("running")
async def test_a_modified_client_can_send_any_data(justice: Person) -> None:
    await justice.says("/due")
    await justice.sees("SI-0001")
    await justice.forges("drop tables")
    await justice.sees("You chose drop tables")


async def test_what_was_seen_before_the_last_act_does_not_count(bot: Bot, justice: Person) -> None:
    await bot.send_message(justice.id, "old news")
    await justice.sees("old news")
    await justice.says("hello")
    with pytest.raises(AssertionError) as unseen:
        await justice.sees("old news", timeout=0.05)
    assert str(unseen.value) == ("Justice waits for 'old news'\nJustice: /start\nSuivi: old news\nJustice: hello")


async def test_seeing_ends_as_soon_as_it_is_there(bot: Bot, justice: Person) -> None:
    await justice.says("hello")
    begun = time.monotonic()
    waiting = asyncio.create_task(justice.sees("now"))
    await asyncio.sleep(0.05)
    await bot.send_message(justice.id, "now")
    await waiting
    assert time.monotonic() - begun < 0.5


async def test_a_transcript_shows_files_buttons_edits_and_notices(bot: Bot, justice: Person) -> None:
    await justice.sends_document("plan.xlsx", b"x", caption="the plan")
    await justice.sends_location()
    sent = await bot.send_message(justice.id, "two\nlines", reply_markup=MENU)
    await sent.edit_text("other\nlines", reply_markup=MENU)
    await bot.answer_callback_query(await justice.forges("x"), "Noted")
    assert justice.transcript().splitlines() == [
        "Justice: /start",
        "Justice: [plan.xlsx] the plan",
        "Justice: [location] ",
        "Suivi: other",
        "    lines (edited)",
        "    [Report progress] [Report later]",
        "    [Read]",
        "  (notice: Noted)",
    ]


async def test_what_people_send_is_what_the_library_reads(bot: Bot, justice: Person) -> None:
    said = await justice.says("/find@suivi_bot água e terra")
    await justice.edits(said, "/find terra")
    await justice.sends_photo(b"jpeg")
    await justice.sends_voice(b"ogg")
    await justice.sends_sticker()
    await justice.sends_location()
    await justice.asks_inline("água")
    await justice.blocks()
    await justice.says("again")
    updates = await bot.get_updates()
    first = updates[0].message
    assert first is not None
    assert first.parse_entities(["bot_command"]) == {first.entities[0]: "/find@suivi_bot"}
    assert first.from_user is not None
    assert (first.from_user.language_code, first.from_user.username) == ("en", "justice")
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "/find terra"
    media = [update.message.effective_attachment for update in updates[2:6] if update.message]
    assert len(media) == 4
    assert all(media)
    assert updates[6].inline_query is not None
    assert updates[6].inline_query.query == "água"
    changes = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
    assert changes == ["kicked", "member"]
    assert updates[-1].message is not None
    assert updates[-1].message.text == "again"


async def test_in_a_group_a_bot_hears_only_what_is_for_it(bot: Bot, world: World, justice: Person) -> None:
    other = world.person("Saúde")
    team = world.group("Team", [justice, other])
    await other.says("good morning", chat=team)
    await other.says("/due", chat=team)
    await justice.says("@suivi_bot?", chat=team)
    added, *heard = await bot.get_updates()
    assert added.my_chat_member is not None
    assert (added.my_chat_member.chat.title, added.my_chat_member.new_chat_member.status) == ("Team", "member")
    assert [update.message.text for update in heard if update.message] == ["/due", "@suivi_bot?"]
    await bot.send_message(team.id, "Only in private")
    await justice.sees("Only in private", chat=team)
    assert [m.text for m in justice.screen] == ["/start"]


@pytest.mark.usefixtures("running")
async def test_settling_waits_for_the_last_word(justice: Person, bot: Bot) -> None:
    await justice.says("hello")
    await justice.settles(quiet=0.05)
    assert justice.screen[-1].text == "I got hello"


async def test_settling_without_a_bot_is_an_error(justice: Person) -> None:
    await justice.says("hello")
    with pytest.raises(AssertionError, match="does not settle"):
        await justice.settles(quiet=0.01, timeout=0.05)


@pytest.mark.usefixtures("running")
async def test_many_people_talk_at_once(world: World) -> None:
    people = [world.person(f"Person {number}") for number in range(50)]

    async def talk(person: Person) -> None:
        await person.says("/due")
        await person.presses("Report later")
        await person.sees("You chose later")

    await asyncio.gather(*map(talk, people))
