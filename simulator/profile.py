"""What the bot says of itself, by language: its commands (by scope too), name and descriptions.

`World.profile` maps (what, language code) to a value; what is "name", "description", "short_description" or
"commands" with its scope.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.changes import PROFILE
from simulator.known import read_integer
from simulator.refusal import bad_request
from simulator.sending import Call, find_chat
from simulator.state import Chat, User

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
MOST_COMMANDS = 100
COMMAND_LIMIT = 32
DESCRIPTION_LIMIT = 256
NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
SCOPES = set(
    "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member".split()
)
LIMITS = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "DESCRIPTION_TOO_LONG"),
    "short_description": (120, "ABOUT_TOO_LONG"),
}


def language(call: Call) -> str:
    """The two letters of a language, or none at all. Refused: anything else."""
    code = str(call.parameters.get("language_code", ""))
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def scope_key(world: World, call: Call) -> str:
    """The key under which the commands of a scope are kept."""
    scope = call.parameters.get("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not kind.startswith("chat"):
        return f"commands {kind}"
    if "chat_id" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    chat = find_chat(world, read_integer(scope["chat_id"], or_string=True))
    return f"commands {kind} {chat.id} {scope.get('user_id', '')}".rstrip()


def set_my_commands(world: World, call: Call) -> bool:
    """setMyCommands."""
    key = scope_key(world, call), language(call)
    commands = [checked_command(command) for command in call.parameters["commands"]]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile[key] = commands
    world.changes.tell(PROFILE)
    return True


def checked_command(command: JSON) -> JSON:
    """One command as Telegram keeps it."""
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > COMMAND_LIMIT:
        raise bad_request(f"command length must not exceed {COMMAND_LIMIT}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_LIMIT}")
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def get_my_commands(world: World, call: Call) -> list[JSON]:
    """getMyCommands: those set for exactly this scope and language."""
    commands: list[JSON] = world.profile.get((scope_key(world, call), language(call)), [])
    return commands


def delete_my_commands(world: World, call: Call) -> bool:
    """deleteMyCommands."""
    world.profile.pop((scope_key(world, call), language(call)), None)
    world.changes.tell(PROFILE)
    return True


def commands_for(world: World, user: User, chat: Chat) -> list[JSON]:
    """The command menu that a person sees in a chat: the narrowest scope first, their language before none."""
    everywhere = "all_private_chats" if chat.private else "all_group_chats"
    scopes = [f"chat_member {chat.id} {user.id}", f"chat {chat.id}", everywhere, "default"]
    code = (user.language_code or "")[:2]
    keys = [(f"commands {scope}", wanted) for scope in scopes for wanted in (code, "")]
    return next((world.profile[key] for key in keys if key in world.profile), [])


def setter(what: str) -> Callable[[World, Call], bool]:
    """setMyName and its like; an empty text takes the language's own away."""
    limit, too_long = LIMITS[what]

    def set_text(world: World, call: Call) -> bool:
        text = str(call.parameters.get(what, ""))
        if len(text) > limit:
            raise bad_request(too_long)
        world.profile[what, language(call)] = text
        world.changes.tell(PROFILE)
        return True

    return set_text


def text_in(world: World, what: str, code: str) -> str:
    """The bot's name or a description of it: in the language of these two letters, else in none."""
    default = world.bot.first_name if what == "name" else ""
    return str(world.profile.get((what, code)) or world.profile.get((what, "")) or default)


def getter(what: str) -> Callable[[World, Call], JSON]:
    """getMyName and its like: in the language, else in none."""

    def get_text(world: World, call: Call) -> JSON:
        return {what: text_in(world, what, language(call))}

    return get_text
