"""What people do in a world, and the updates that the bot hears of it. Waiting for an answer stands in person.py."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.state import Callback, Chat, File, Message, User
from simulator.text import commands

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]


def say(world: World, user: User, chat: Chat, text: str) -> Message:
    """Sends a text."""
    return send(world, user, chat, text_content(text))


def send(world: World, user: User, chat: Chat, content: JSON, file: File | None = None) -> Message:
    """Sends any content. A person who had blocked the bot lets it in again first, as an app makes them do."""
    if chat.left and chat.private:
        world.set_membership(chat, user, left=False)
    chat.reachable = True
    message = world.add_message(chat, user, content, file=file)
    if heard(world, chat, message):
        world.queue("message", message.json())
    return message


def edit(world: World, message: Message, text: str) -> None:
    """Changes one's own message."""
    message.content = text_content(text)
    message.edit_date = world.now()
    message.changed = world.changes.tell(message.chat.id)
    if heard(world, message.chat, message):
        world.queue("edited_message", message.json())


def press(world: World, user: User, message: Message, data: str) -> str:
    """Presses a button with this callback data, whether the message has one or not; returns the query's id."""
    query_id = str(secrets.randbits(62))
    world.callbacks[query_id] = Callback(user, message, world.clock().timestamp())
    world.changes.tell(message.chat.id)
    world.queue("callback_query", {
        "id": query_id,
        "from": user.json(),
        "message": message.json(),
        "chat_instance": str(message.chat.id * 31),
        "data": data,
    })  # fmt: skip
    return query_id


def speak(world: World, user: User, language_code: str) -> User:
    """Sets another language in one's Telegram: what one does from now on bears it."""
    person = world.people[user.id]
    changed = replace(user, language_code=language_code)
    for chat in world.chats.values():
        chat.users = [changed if one.id == user.id else one for one in chat.users]
    person.user = changed
    world.changes.tell(person.chat.id)
    return changed


def ask_inline(world: World, user: User, query: str) -> str:
    """Types the bot's name and words in any chat; returns the query's id."""
    query_id = str(secrets.randbits(62))
    world.inline_queries.add(query_id)
    world.queue("inline_query", {"id": query_id, "from": user.json(), "query": query, "offset": ""})
    return query_id


def text_content(text: str) -> JSON:
    """A text with the commands that Telegram marks in it."""
    found = commands(text)
    return {"text": text, "entities": found} if found else {"text": text}


def heard(world: World, chat: Chat, message: Message) -> bool:
    """In a group a bot hears commands, replies to it and its own name only."""
    if chat.private:
        return True
    text = message.text
    to_bot = message.reply_to is not None and message.reply_to.from_bot
    return not chat.left and (text.startswith("/") or f"@{world.bot.username}" in text or to_bot)
