"""What the bot changes in a message that is there, and how it takes one away. New messages stand in sending.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.keyboard import checked_markup
from simulator.refusal import bad_request
from simulator.sending import Call, reachable_chat
from simulator.state import Message
from simulator.text import caption_text, message_text

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def find_message(world: World, call: Call, purpose: str) -> Message:
    """The message that a request names. Refused: none is named, or it is not there."""
    if "chat_id" not in call.parameters:
        raise bad_request("chat_id is empty")
    chat = reachable_chat(world, call.parameters["chat_id"])
    if "message_id" not in call.parameters:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.parameters["message_id"])
    if message is None or message.deleted:
        raise bad_request(f"message to {purpose} not found")
    return message


def editable(world: World, call: Call) -> Message:
    """A message of the bot's own. Refused: somebody else's."""
    message = find_message(world, call, "edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def change(world: World, message: Message, content: JSON, markup: JSON | None) -> JSON:
    """Gives the message new content and keyboard. Refused: it has them already."""
    if (message.content, message.markup) == (content, markup):
        raise bad_request(NOT_MODIFIED)
    message.content, message.markup = content, markup
    message.edit_date = world.now()
    message.changed = world.changes.tell(message.chat.id)
    return message.json()


def edit_message_text(world: World, call: Call) -> JSON:
    """editMessageText."""
    content = message_text(call.parameters)
    markup = checked_markup(call.parameters.get("reply_markup"))
    message = editable(world, call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return change(world, message, content, markup)


def edit_message_caption(world: World, call: Call) -> JSON:
    """editMessageCaption."""
    caption = caption_text(call.parameters)
    markup = checked_markup(call.parameters.get("reply_markup"))
    message = editable(world, call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    media = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return change(world, message, media | caption, markup)


def edit_message_reply_markup(world: World, call: Call) -> JSON:
    """editMessageReplyMarkup."""
    markup = checked_markup(call.parameters.get("reply_markup"))
    message = editable(world, call)
    return change(world, message, message.content, markup)


def delete_message(world: World, call: Call) -> bool:
    """deleteMessage: within 48 hours; in a group only the bot's own."""
    message = find_message(world, call, "delete")
    if world.now() - message.date > DELETABLE_SECONDS or not (message.from_bot or message.chat.private):
        raise bad_request("message can't be deleted")
    message.deleted = True
    message.changed = world.changes.tell(message.chat.id)
    return True
