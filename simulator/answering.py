"""How the bot answers what is not a message: presses and inline queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.entities import utf16
from simulator.refusal import bad_request
from simulator.sending import Call

if TYPE_CHECKING:
    from simulator.world import World

CALLBACK_SECONDS = 15.0  # undocumented; about what apps wait
NOTICE_LIMIT = 200
MOST_RESULTS = 50
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, call: Call) -> bool:
    """answerCallbackQuery: once, and in time."""
    text = str(call.parameters.get("text", ""))
    if utf16(text) > NOTICE_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if not str(call.parameters.get("url", "https://t.me/")).startswith(("https://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    callback = world.callbacks.pop(str(call.parameters["callback_query_id"]), None)
    if callback is None or world.clock().timestamp() - callback.born > CALLBACK_SECONDS:
        raise bad_request(TOO_OLD)
    world.changes.tell(callback.message.chat.id)
    if text:
        world.show_notice(callback.user, callback.message.chat, text, bool(call.parameters.get("show_alert")))
    return True


def answer_inline_query(world: World, call: Call) -> bool:
    """answerInlineQuery: at most 50 results, each with an id of its own."""
    results = call.parameters["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    names = [str(result.get("id")) for result in results]
    if len(set(names)) < len(names):
        raise bad_request("RESULT_ID_DUPLICATE")
    if str(call.parameters["inline_query_id"]) not in world.inline_queries:
        raise bad_request(TOO_OLD)
    world.inline_queries.discard(str(call.parameters["inline_query_id"]))
    world.inline_answers.append(call.parameters)
    return True
