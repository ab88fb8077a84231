"""Which function carries out which method. What a fault makes of it stands in handling.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator import answering, editing, known, profile, receiving, sending
from simulator.refusal import Refused, bad_request
from simulator.sending import Call, Upload

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
Method = Callable[["World", Call], Any]
METHODS: dict[str, Method] = {
    "getMe": receiving.get_me,
    "getUpdates": receiving.get_updates,
    "getFile": receiving.get_file,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": answering.answer_inline_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.setter("name"),
    "getMyName": profile.getter("name"),
    "setMyDescription": profile.setter("description"),
    "getMyDescription": profile.getter("description"),
    "setMyShortDescription": profile.setter("short_description"),
    "getMyShortDescription": profile.getter("short_description"),
}


def perform(world: World, method: str, given: JSON, uploads: dict[str, Upload]) -> Any:
    """The result of a request, or an awaitable of it (getUpdates). Refused: as Telegram would.

    `given` holds the parameters as strings of a form or as values of JSON.
    """
    name = known.NAMES.get(method.lower())
    if name is None:
        raise Refused(404, "Not Found")
    parameters, unknown = known.read_parameters(name, given, set(uploads))
    world.violations += [f"{name}: unknown parameter {parameter}" for parameter in unknown]
    if name not in METHODS:
        world.violations.append(f"{name}: not supported by the simulator")
        raise bad_request(f"method {name} is not supported by the simulator")
    return METHODS[name](world, Call(parameters, uploads))
