"""Commands, names and descriptions, by scope and language."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest

from simulator.person import Person
from simulator.profile import commands_for
from simulator.world import World


async def test_commands_are_kept_by_scope_and_language(either_bot: Bot, justice: Person, world: World) -> None:
    private, own = BotCommandScopeAllPrivateChats(), BotCommandScopeChat(justice.id)
    await either_bot.set_my_commands([BotCommand("due", "What is due")], scope=private)
    await either_bot.set_my_commands([BotCommand("due", "Prazos")], scope=private, language_code="pt")
    assert [c.description for c in await either_bot.get_my_commands(private, "pt")] == ["Prazos"]
    assert await either_bot.get_my_commands(private, "fr") == ()
    assert await either_bot.get_my_commands() == ()
    seen = [commands_for(world, justice.user, justice.chat)]
    await either_bot.set_my_commands([("menu", "Menu")], scope=own)
    seen.append(commands_for(world, justice.user, justice.chat))
    await either_bot.delete_my_commands(own)
    seen.append(commands_for(world, justice.user, justice.chat))
    assert [commands[0]["description"] for commands in seen] == ["What is due", "Menu", "What is due"]
    ana = world.person("Ana", "pt-br")
    assert commands_for(world, ana.user, ana.chat)[0]["description"] == "Prazos"


@pytest.mark.parametrize(
    ("commands", "error"),
    [
        ([("", "x")], "command must be non-empty"),
        ([("x" * 33, "x")], "command length must not exceed 32"),
        ([("Due", "x")], "BOT_COMMAND_INVALID"),
        ([("prévu", "x")], "BOT_COMMAND_INVALID"),
        ([("due", " ")], "command description must be non-empty"),
        ([("due", "x" * 257)], "command description length must not exceed 256"),
        ([("due", "x")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(bot: Bot, commands: list[tuple[str, str]], error: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){error}"):
        await bot.set_my_commands(commands)
    assert await bot.get_my_commands() == ()


async def test_wrong_scopes_and_languages_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.set_my_commands([("due", "x")], scope=BotCommandScopeChat(1))
    with pytest.raises(BadRequest, match=r"(?i)invalid language code specified"):
        await bot.set_my_commands([("due", "x")], language_code="pt-br")


@pytest.mark.parametrize(
    ("what", "limit", "default"), [("name", 64, "Suivi"), ("description", 512, ""), ("short_description", 120, "")]
)
async def test_texts_about_the_bot_have_a_language_and_a_limit(
    either_bot: Bot, what: str, limit: int, default: str
) -> None:
    async def get(language: str | None = None) -> Any:
        return getattr(await getattr(either_bot, f"get_my_{what}")(language_code=language), what)

    put = getattr(either_bot, f"set_my_{what}")
    assert await get() == default
    await put("é" * limit)
    await put("人权", language_code="zh")
    assert (await get(), await get("zh"), await get("pt")) == ("é" * limit, "人权", "é" * limit)
    await put("", language_code="zh")
    assert await get("zh") == "é" * limit
    with pytest.raises(BadRequest):
        await put("x" * (limit + 1))
